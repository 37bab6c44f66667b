//! The EAP packet, RFC 3748 §4.
//!
//! ```text
//!  0                   1                   2                   3
//! +-------------------+-------------------+---------------------------------------+
//! |       Code        |    Identifier     |                Length                 |
//! +-------------------+-------------------+---------------------------------------+
//! |  Type (Request and Response only)     |  Type-Data …
//! +---------------------------------------+
//! ```

use alloc::vec::Vec;

use crate::codec::{DecodeError, Reader, put_u16, wire_enum};

/// Length of Code, Identifier and Length in bytes, RFC 3748 §4.
pub const HEADER_LEN: usize = 4;

wire_enum! {
    /// EAP code, RFC 3748 §4.
    Code(u8) {
        /// From the authenticator.
        REQUEST = 1, "Request";
        /// From the peer.
        RESPONSE = 2, "Response";
        /// The conversation succeeded.
        SUCCESS = 3, "Success";
        /// The conversation failed.
        FAILURE = 4, "Failure";
    }
}

wire_enum! {
    /// EAP method type, RFC 3748 §5.
    Method(u8) {
        /// RFC 3748 §5.1.
        IDENTITY = 1, "Identity";
        /// RFC 3748 §5.2.
        NOTIFICATION = 2, "Notification";
        /// RFC 3748 §5.3.1, in responses only.
        NAK = 3, "Nak";
        /// RFC 3748 §5.4.
        MD5_CHALLENGE = 4, "MD5-Challenge";
        /// RFC 5216; carries DTLS flights as well.
        TLS = 13, "EAP-TLS";
        /// RFC 3748 §5.7.
        EXPANDED = 254, "Expanded";
    }
}

/// A received EAP packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packet<'a> {
    /// What kind of packet.
    pub code: Code,
    /// Matches a response to its request.
    pub identifier: u8,
    /// What follows the header, up to Length.
    pub data: &'a [u8],
}

impl<'a> Packet<'a> {
    /// Reads a packet; octets beyond Length are padding and left out (RFC 3748 §4.1).
    pub fn decode(frame: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(frame);
        let code = Code(reader.u8("EAP Code")?);
        let identifier = reader.u8("EAP Identifier")?;
        let length = usize::from(reader.u16("EAP Length")?);
        let data_len = length.checked_sub(HEADER_LEN).ok_or(DecodeError::BadLength("EAP packet"))?;
        let data = reader.take(data_len, "EAP packet")?;
        Ok(Self { code, identifier, data })
    }

    /// Method type and Type-Data of a Request or Response; `None` for other codes and without a Type octet.
    #[must_use]
    pub fn method(&self) -> Option<(Method, &'a [u8])> {
        if self.code != Code::REQUEST && self.code != Code::RESPONSE {
            return None;
        }
        self.data.split_first().map(|(kind, data)| (Method(*kind), data))
    }

    /// Writes the packet with the Length that its data calls for.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER_LEN + self.data.len());
        put_header(&mut out, self.code, self.identifier, self.data.len());
        out.extend_from_slice(self.data);
        out
    }
}

/// Writes a Request or Response of a method.
#[must_use]
pub fn encode_method(code: Code, identifier: u8, method: Method, type_data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER_LEN + 1 + type_data.len());
    put_header(&mut out, code, identifier, 1 + type_data.len());
    out.push(method.0);
    out.extend_from_slice(type_data);
    out
}

fn put_header(out: &mut Vec<u8>, code: Code, identifier: u8, data_len: usize) {
    out.push(code.0);
    out.push(identifier);
    put_u16(out, u16::try_from(HEADER_LEN + data_len).unwrap_or(u16::MAX));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_request_round_trips() {
        let bytes = [1, 7, 0, 5, 1]; // Request, id 7, length 5, Identity
        let packet = Packet::decode(&bytes).unwrap();
        assert_eq!(packet.method(), Some((Method::IDENTITY, &[][..])));
        assert_eq!(packet.encode(), bytes);
    }

    #[test]
    fn padding_beyond_length_is_left_out() {
        let packet = Packet::decode(&[3, 9, 0, 4, 0xff, 0xff]).unwrap();
        assert_eq!((packet.code, packet.data), (Code::SUCCESS, &[][..]));
    }

    #[test]
    fn length_is_checked_both_ways() {
        assert_eq!(Packet::decode(&[1, 0, 0, 3]), Err(DecodeError::BadLength("EAP packet")));
        assert_eq!(Packet::decode(&[1, 0, 0, 6, 1]), Err(DecodeError::Truncated("EAP packet")));
    }
}
