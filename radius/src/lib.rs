//! RADIUS codec: packets and attributes (RFC 2865), EAP-Message and Message-Authenticator (RFC 3579),
//! MS-MPPE keys (RFC 2548).
//!
//! It encodes, decodes and checks digests; it holds no state of an exchange and knows nothing of what EAP
//! says.
//!
//! * In: [`Packet::decode`] borrows a datagram, strictly and in one pass. [`message_authenticator()`],
//!   [`verify_response`], [`eap_message::join`] and [`mppe::session_keys`] then read what it carries.
//! * Out: [`PacketBuilder`] writes a packet; what is random (authenticators, salts) comes in as an argument.
//!   It can also write wrong packets, because that is what a test harness is for.
//!
//! ```
//! use flightcheck_radius::{eap_message, message_authenticator, verify_response};
//! use flightcheck_radius::{AttributeType, Code, MessageAuthenticator, Packet, PacketBuilder};
//!
//! let (secret, request_authenticator) = (b"testing123", [7; 16]);
//! let bytes = PacketBuilder::new(Code::ACCESS_CHALLENGE, 42)
//!     .message_authenticator()?
//!     .attribute(AttributeType::STATE, b"session 1")?
//!     .eap_message(&[1, 1, 0, 6, 13, 0x20])?
//!     .finish_response(secret, &request_authenticator);
//!
//! let packet = Packet::decode(&bytes)?;
//! verify_response(&packet, &request_authenticator, secret)?;
//! assert_eq!(message_authenticator(&packet, &request_authenticator, secret), MessageAuthenticator::Valid);
//! assert_eq!(eap_message::join(&packet)?.as_deref(), Some(&[1, 1, 0, 6, 13, 0x20][..]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod attribute;
pub mod authenticator;
pub mod builder;
pub mod code;
pub mod dictionary;
mod digest;
pub mod eap_message;
mod hiding;
pub mod message_authenticator;
pub mod mppe;
pub mod packet;
pub mod user_password;
pub mod value;
pub mod vendor;

pub use attribute::{Attribute, AttributeError, AttributeType, Attributes};
pub use authenticator::{AuthenticatorError, verify_accounting_request, verify_response};
pub use builder::{BuildError, MessageAuthenticatorForm, PacketBuilder};
pub use code::Code;
pub use message_authenticator::{
    MessageAuthenticator, message_authenticator, message_authenticator_is_first,
};
pub use packet::{DecodeError, Packet};
pub use vendor::{VendorId, VendorSpecific};
