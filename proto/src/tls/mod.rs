//! TLS: records, handshake messages, key schedule and record protection.

pub mod registry;
