//! The stages of the harness.

pub mod cli;
pub mod pki;
