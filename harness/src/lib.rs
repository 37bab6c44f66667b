//! The stages of the harness.

pub mod pki;
pub mod scenario;
