//! TLS: records, handshake messages, key schedule and record protection.

pub mod alert;
pub mod extension;
pub mod handshake;
pub mod key_schedule;
pub mod message;
pub mod prf;
pub mod protection;
pub mod record;
pub mod registry;
pub mod suite;
pub mod transcript;
