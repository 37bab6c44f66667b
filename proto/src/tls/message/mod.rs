//! The bodies of the handshake messages, one message a file.

mod certificate;
mod certificate_request;
mod certificate_verify;
mod client_hello;
mod client_key_exchange;
mod server_hello;
mod server_key_exchange;

pub use certificate::Certificate;
pub use certificate_request::CertificateRequest;
pub use certificate_verify::CertificateVerify;
pub use client_hello::ClientHello;
pub use client_key_exchange::EcdheClientKeyExchange;
pub use server_hello::ServerHello;
pub use server_key_exchange::{EcdheParameters, EcdheServerKeyExchange};

/// Length of `random` in the hellos, RFC 5246 §7.4.1.2.
pub const RANDOM_LEN: usize = 32;
/// Length of `verify_data` in Finished, RFC 5246 §7.4.9.
pub const VERIFY_DATA_LEN: usize = 12;
/// The null compression method, RFC 5246 §6.1.
pub const NULL_COMPRESSION: u8 = 0;
