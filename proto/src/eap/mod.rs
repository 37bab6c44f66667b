//! EAP packets (RFC 3748) and EAP-TLS fragments (RFC 5216).

pub mod packet;
pub mod tls;

pub use packet::{Code, Method, Packet};
