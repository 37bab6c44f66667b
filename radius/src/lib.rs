//! RADIUS codec.
#![forbid(unsafe_code)]
