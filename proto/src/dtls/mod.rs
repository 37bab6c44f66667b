//! DTLS: its records, the fragments of its handshake messages, and HelloVerifyRequest; RFC 6347.
//!
//! Everything else is TLS's: message bodies, key schedule and record protection are found in [`crate::tls`].

pub mod handshake;
pub mod hello_verify_request;
pub mod record;
