//! Playing a case: its stage is set, its acts are done in order, and what came of each is compared with what the
//! scenario expects.

mod acts;
mod application_data;
pub mod card_side;
pub mod observation;
pub mod stage;
pub mod step;

use std::time::Duration;

use thiserror::Error;

pub use acts::play_simulated;

use crate::reader::TransportError;
use crate::scenario::values::Class;
use crate::trace::{EventKind, Trace};

/// What came of a case, before its golden transcript is looked at.
#[derive(Debug, Clone)]
pub struct Played {
    /// What differs from the scenario's expectations, a line each.
    pub differences: Vec<String>,
    /// The class of what differs, or of the failure that was expected.
    pub class: Option<Class>,
    /// Everything that happened.
    pub trace: Trace,
    /// How long it took, on the clock of its world.
    pub elapsed: Duration,
}

impl Played {
    /// Number of commands that crossed the card's contacts.
    #[must_use]
    pub fn exchanges(&self) -> usize {
        self.trace.iter().filter(|event| matches!(event.kind, EventKind::Apdu { .. })).count()
    }
}

/// Why a case could not be played to its end.
#[derive(Debug, Error)]
pub enum PlayError {
    /// The stage could not be set.
    #[error(transparent)]
    Stage(#[from] stage::StageError),
    /// The card did not answer.
    #[error(transparent)]
    Transport(#[from] TransportError),
}
