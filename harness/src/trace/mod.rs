//! What happened, as typed events in the order of the virtual (or real) clock. Report and golden only render it.

pub mod event;

pub use event::{Direction, Event, EventKind, Fate, Trace};
