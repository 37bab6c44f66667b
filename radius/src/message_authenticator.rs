//! Message-Authenticator: HMAC-MD5 over the packet, keyed with the secret (RFC 3579 §3.2).
//!
//! It is taken with the request's authenticator in the authenticator's place, in requests and responses
//! alike, and with sixteen zeros in its own.

use subtle::ConstantTimeEq;

use crate::attribute::AttributeType;
use crate::digest::KeyedMd5;
use crate::packet::Packet;

/// Octets of the whole attribute (RFC 3579 §3.2: Length is 18).
pub(crate) const LENGTH: usize = 18;

/// What a packet's Message-Authenticator says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum MessageAuthenticator {
    /// There is none. A packet with EAP-Message must be dropped without it (RFC 3579 §3.1).
    Absent,
    /// One, and right.
    Valid,
    /// One, and wrong: another secret, another request, or a changed packet.
    Invalid,
    /// More than one (RFC 3579 §3.3 allows one). None of them was checked.
    Doubled,
    /// One, whose value is not 16 octets.
    BadLength {
        /// Octets of its value.
        length: usize,
    },
}

/// Checks the Message-Authenticator, in constant time. `request_authenticator` is, for an Access-Request or
/// Status-Server, the packet's own authenticator; for a response that of its request; for an Accounting-,
/// Disconnect- or CoA-Request zeros (RFC 5176 §3.4).
pub fn message_authenticator(
    packet: &Packet<'_>,
    request_authenticator: &[u8; 16],
    secret: &[u8],
) -> MessageAuthenticator {
    let mut found = packet.find_all(AttributeType::MESSAGE_AUTHENTICATOR);
    let (Some(value), second) = (found.next(), found.next()) else { return MessageAuthenticator::Absent };
    if second.is_some() {
        return MessageAuthenticator::Doubled;
    }
    let Ok(received) = <&[u8; 16]>::try_from(value) else {
        return MessageAuthenticator::BadLength { length: value.len() };
    };
    let is_valid = computed(packet, request_authenticator, secret).ct_eq(received).into();
    if is_valid { MessageAuthenticator::Valid } else { MessageAuthenticator::Invalid }
}

/// Whether the Message-Authenticator is the first attribute, as servers and clients that answer Blast-RADIUS
/// (CVE-2024-3596) put it in what they send.
#[must_use]
pub fn message_authenticator_is_first(packet: &Packet<'_>) -> bool {
    packet.attributes().next().is_some_and(|first| first.kind == AttributeType::MESSAGE_AUTHENTICATOR)
}

/// The value that the packet should carry.
fn computed(packet: &Packet<'_>, request_authenticator: &[u8; 16], secret: &[u8]) -> [u8; 16] {
    let mut mac = KeyedMd5::new(secret);
    mac.update(packet.front());
    mac.update(request_authenticator);
    for attribute in packet.attributes() {
        let is_own = attribute.kind == AttributeType::MESSAGE_AUTHENTICATOR;
        mac.update(&[attribute.kind.0, attribute.length_octet()]);
        mac.update(if is_own { &[0; 16] } else { attribute.value });
    }
    mac.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::{MessageAuthenticatorForm as Form, PacketBuilder};
    use crate::code::Code;
    use alloc::vec::Vec;

    const SECRET: &[u8] = b"xyzzy5461";
    const REQUEST: [u8; 16] = [0x5a; 16];

    /// RFC 5997 §6.1: a Status-Server from a client with the secret "xyzzy5461".
    const STATUS_SERVER: [u8; 38] = [
        0x0c, 0xda, 0x00, 0x26, // Status-Server, identifier 218, 38 octets
        0x8a, 0x54, 0xf4, 0x68, 0x6f, 0xb3, 0x94, 0xc5, 0x28, 0x66, 0xe3, 0x02, 0x18, 0x5d, 0x06, 0x23, 0x50,
        0x12, // Message-Authenticator
        0x5a, 0x66, 0x5e, 0x2e, 0x1e, 0x84, 0x11, 0xf3, 0xe2, 0x43, 0x82, 0x20, 0x97, 0xc8, 0x4f, 0xa3,
    ];

    fn challenge(form: Form) -> Vec<u8> {
        let mut builder = PacketBuilder::new(Code::ACCESS_CHALLENGE, 9);
        builder.attribute(AttributeType::STATE, b"s").unwrap().eap_message(&[1; 300]).unwrap();
        builder.message_authenticator_form(form).unwrap();
        builder.finish_response(SECRET, &REQUEST)
    }

    fn check(bytes: &[u8]) -> MessageAuthenticator {
        message_authenticator(&Packet::decode(bytes).unwrap(), &REQUEST, SECRET)
    }

    #[test]
    fn rfc5997_status_server_is_valid_and_built_octet_for_octet() {
        let packet = Packet::decode(&STATUS_SERVER).unwrap();
        let verdict = message_authenticator(&packet, packet.authenticator(), SECRET);
        assert_eq!(verdict, MessageAuthenticator::Valid);

        let mut builder = PacketBuilder::new(Code::STATUS_SERVER, 218);
        builder.message_authenticator().unwrap();
        assert_eq!(builder.finish_request(SECRET, *packet.authenticator()), STATUS_SERVER);
    }

    #[test]
    fn each_form_is_told_apart() {
        assert_eq!(check(&challenge(Form::Absent)), MessageAuthenticator::Absent);
        assert_eq!(check(&challenge(Form::First)), MessageAuthenticator::Valid);
        assert_eq!(check(&challenge(Form::Last)), MessageAuthenticator::Valid);
        assert_eq!(check(&challenge(Form::Doubled)), MessageAuthenticator::Doubled);
        assert_eq!(check(&challenge(Form::Wrong)), MessageAuthenticator::Invalid);
    }

    #[test]
    fn its_place_is_told() {
        let is_first = |form| message_authenticator_is_first(&Packet::decode(&challenge(form)).unwrap());
        assert_eq!(
            [Form::Absent, Form::First, Form::Last, Form::Doubled, Form::Wrong].map(is_first),
            [false, true, false, true, true]
        );
    }

    #[test]
    fn the_response_authenticator_covers_every_form() {
        for form in [Form::Absent, Form::First, Form::Last, Form::Doubled, Form::Wrong] {
            let bytes = challenge(form);
            let packet = Packet::decode(&bytes).unwrap();
            assert_eq!(crate::verify_response(&packet, &REQUEST, SECRET), Ok(()), "{form:?}");
        }
    }

    #[test]
    fn every_bit_but_the_authenticators_counts() {
        let right = challenge(Form::First);
        for bit in (0..right.len() * 8).filter(|bit| !(4..20).contains(&(bit / 8))) {
            let mut bytes = right.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let Ok(packet) = Packet::decode(&bytes) else { continue };
            let verdict = message_authenticator(&packet, &REQUEST, SECRET);
            assert_ne!(verdict, MessageAuthenticator::Valid, "bit {bit}");
        }
    }

    #[test]
    fn another_length_is_reported() {
        for length in [0, 15, 17] {
            let mut builder = PacketBuilder::new(Code::ACCESS_REQUEST, 1);
            builder.attribute(AttributeType::MESSAGE_AUTHENTICATOR, &[1; 17][..length]).unwrap();
            assert_eq!(
                check(&builder.finish_request(SECRET, REQUEST)),
                MessageAuthenticator::BadLength { length }
            );
        }
    }
}
