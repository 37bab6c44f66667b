//! EAP, TLS and DTLS wire formats, key schedules and record protection: encodes, decodes and derives, never decides
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
