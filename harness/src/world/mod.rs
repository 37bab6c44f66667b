//! The simulated world: every party in one process, a virtual clock, and randomness from one seed.

mod conversation;
mod queue;
mod randomness;

pub use conversation::{Simulation, simulate};
pub use queue::Queue;
pub use randomness::Randomness;
