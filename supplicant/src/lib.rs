//! The card: an ISO 7816 applet with an EAP peer and a TLS and DTLS client
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
