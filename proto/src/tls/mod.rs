//! TLS: records, handshake messages, key schedule and record protection.

pub mod alert;
pub mod extension;
pub mod handshake;
pub mod message;
pub mod record;
pub mod registry;
