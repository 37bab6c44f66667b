//! The judge: what an observation means, and whether it is what the scenario expects. It sees traces and views, and
//! never the code of either side.

mod classify;
mod expectation;

pub use classify::classify;
pub use expectation::{Clock, Findings, compare};
