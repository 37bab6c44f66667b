//! The stages of the harness.
