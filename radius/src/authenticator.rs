//! The authenticators that are digests: of a response (RFC 2865 §3) and of an accounting request (RFC 2866
//! §3).
//!
//! Both are MD5(Code + Identifier + Length + authenticator + Attributes + secret); they differ in what stands
//! for the authenticator. The Message-Authenticator is checked apart, in [`crate::message_authenticator()`].

use subtle::ConstantTimeEq;

use crate::digest::md5;
use crate::packet::Packet;

/// The packet was not made by one who knows the secret, or not for this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthenticatorError {
    /// Of an Access-Accept, -Reject, -Challenge or another response.
    #[error("the Response Authenticator does not match")]
    Response,
    /// Of an Accounting-, Disconnect- or CoA-Request.
    #[error("the Request Authenticator does not match")]
    Request,
}

/// Checks the Response Authenticator against the request's, in constant time. Says nothing of the
/// Message-Authenticator, without which the digest alone can be forged (CVE-2024-3596).
pub fn verify_response(
    response: &Packet<'_>,
    request_authenticator: &[u8; 16],
    secret: &[u8],
) -> Result<(), AuthenticatorError> {
    verified(response, request_authenticator, secret).then_some(()).ok_or(AuthenticatorError::Response)
}

/// Checks the Request Authenticator of an Accounting-, Disconnect- or CoA-Request, in constant time.
pub fn verify_accounting_request(request: &Packet<'_>, secret: &[u8]) -> Result<(), AuthenticatorError> {
    verified(request, &[0; 16], secret).then_some(()).ok_or(AuthenticatorError::Request)
}

fn verified(packet: &Packet<'_>, seed: &[u8; 16], secret: &[u8]) -> bool {
    let digest = md5(&[packet.front(), seed, packet.attributes().as_bytes(), secret]);
    digest.ct_eq(packet.authenticator()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::AttributeType;
    use crate::builder::PacketBuilder;
    use crate::code::Code;

    const SECRET: &[u8] = b"xyzzy5461";

    /// RFC 2865 §7.1: the authenticator of the request, and the Access-Accept.
    const NEMO_REQUEST: [u8; 16] =
        [0x0f, 0x40, 0x3f, 0x94, 0x73, 0x97, 0x80, 0x57, 0xbd, 0x83, 0xd5, 0xcb, 0x98, 0xf4, 0x22, 0x7a];
    const NEMO_ACCEPT: [u8; 38] = [
        0x02, 0x00, 0x00, 0x26, // Access-Accept, identifier 0, 38 octets
        0x86, 0xfe, 0x22, 0x0e, 0x76, 0x24, 0xba, 0x2a, 0x10, 0x05, 0xf6, 0xbf, 0x9b, 0x55, 0xe0, 0xb2, 0x06,
        0x06, 0x00, 0x00, 0x00, 0x01, // Service-Type
        0x0f, 0x06, 0x00, 0x00, 0x00, 0x00, // Login-Service
        0x0e, 0x06, 0xc0, 0xa8, 0x01, 0x03, // Login-IP-Host
    ];

    #[test]
    fn rfc2865_accept_is_verified() {
        let accept = Packet::decode(&NEMO_ACCEPT).unwrap();
        assert_eq!(verify_response(&accept, &NEMO_REQUEST, SECRET), Ok(()));
        assert_eq!(verify_response(&accept, &NEMO_REQUEST, b"other"), Err(AuthenticatorError::Response));
        assert_eq!(verify_response(&accept, &[0; 16], SECRET), Err(AuthenticatorError::Response));
    }

    #[test]
    fn rfc2865_accept_is_built_octet_for_octet() {
        let mut accept = PacketBuilder::new(Code::ACCESS_ACCEPT, 0);
        accept.integer(AttributeType::SERVICE_TYPE, 1).unwrap();
        accept.integer(AttributeType(15), 0).unwrap();
        accept.attribute(AttributeType(14), &[192, 168, 1, 3]).unwrap();
        assert_eq!(accept.finish_response(SECRET, &NEMO_REQUEST), NEMO_ACCEPT);
    }

    #[test]
    fn every_bit_of_a_response_counts() {
        for bit in 0..NEMO_ACCEPT.len() * 8 {
            let mut bytes = NEMO_ACCEPT;
            bytes[bit / 8] ^= 1 << (bit % 8);
            let Ok(accept) = Packet::decode(&bytes) else { continue };
            assert_eq!(
                verify_response(&accept, &NEMO_REQUEST, SECRET),
                Err(AuthenticatorError::Response),
                "{bit}"
            );
        }
    }

    #[test]
    fn an_accounting_request_is_its_own_digest() {
        let mut start = PacketBuilder::new(Code::ACCOUNTING_REQUEST, 3);
        start.integer(AttributeType::ACCT_STATUS_TYPE, 1).unwrap();
        let mut bytes = start.finish_accounting_request(SECRET);
        assert_eq!(verify_accounting_request(&Packet::decode(&bytes).unwrap(), SECRET), Ok(()));
        bytes[25] = 2;
        let changed = Packet::decode(&bytes).unwrap();
        assert_eq!(verify_accounting_request(&changed, SECRET), Err(AuthenticatorError::Request));
    }
}
