//! EAP, TLS and DTLS wire formats, key schedules and record protection.
//!
//! This crate encodes, decodes and derives. It never decides: no state of a conversation lives here, and no
//! check whose answer is a matter of policy. Client and server are written apart, in other crates, on top of
//! it, so that one side's mistake is not the other side's excuse.
//!
//! Unknown values survive decoding everywhere: a harness has to be able to say, and to hear, the wrong thing.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod codec;
pub mod crypto;
pub mod dtls;
pub mod eap;
pub mod tls;
