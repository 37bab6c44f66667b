//! A packet as it came in a datagram (RFC 2865 §3), borrowed and checked in one pass.
//!
//! ```text
//!  0                   1                   2                   3
//!  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |     Code      |  Identifier   |            Length             |
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |                    Authenticator (16 octets)                  |
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |  Attributes ...
//! +-+-+-+-+-+-+-+-+-+-+-+-
//! ```

use nom::bytes::complete::take;
use nom::combinator::map_opt;
use nom::number::complete::{be_u16, u8 as octet};
use nom::{IResult, Parser};

use crate::attribute::{self, Attribute, AttributeError, AttributeType, Attributes};
use crate::code::Code;
use crate::vendor::{VendorId, VendorSpecific};

/// Octets of the header, and so the least Length (RFC 2865 §3).
pub const MIN_LENGTH: usize = 20;

/// The greatest Length (RFC 2865 §3).
pub const MAX_LENGTH: usize = 4096;

/// A packet whose every octet is accounted for. Costs no allocation; copies are cheap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet<'a> {
    code: Code,
    identifier: u8,
    authenticator: &'a [u8; 16],
    attributes: &'a [u8],
    bytes: &'a [u8],
}

/// Why a datagram holds no RADIUS packet: always the sender's (or the path's) fault. RFC 2865 §3 has a
/// receiver drop it silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The datagram has no room for a header.
    #[error("datagram of {datagram} octets is shorter than a header of 20")]
    TooShort {
        /// Octets of the datagram.
        datagram: usize,
    },
    /// Length does not even count the header.
    #[error("Length {length} is less than 20")]
    LengthBelow20 {
        /// The Length field.
        length: usize,
    },
    /// Length is more than RADIUS allows.
    #[error("Length {length} is more than 4096")]
    LengthOver4096 {
        /// The Length field.
        length: usize,
    },
    /// The packet was cut on its way.
    #[error("Length {length} is more than the {datagram} octets of the datagram")]
    LengthExceedsDatagram {
        /// The Length field.
        length: usize,
        /// Octets of the datagram.
        datagram: usize,
    },
    /// The attributes do not fill the packet.
    #[error(transparent)]
    Attribute(#[from] AttributeError),
}

/// The header's fields: Code, Identifier, Length, Authenticator.
type Header<'a> = (u8, u8, u16, &'a [u8; 16]);

fn header(datagram: &[u8]) -> IResult<&[u8], Header<'_>, ()> {
    (octet, octet, be_u16, map_opt(take(16_usize), <[u8]>::first_chunk)).parse(datagram)
}

impl<'a> Packet<'a> {
    /// Reads the packet at the start of `datagram`. Octets after Length are padding and ignored (RFC 2865
    /// §3).
    #[inline]
    pub fn decode(datagram: &'a [u8]) -> Result<Self, DecodeError> {
        let Ok((rest, (code, identifier, length, authenticator))) = header(datagram) else {
            return Err(DecodeError::TooShort { datagram: datagram.len() });
        };
        let length = usize::from(length);
        let (Some(bytes), Some(attributes), ..=MAX_LENGTH) =
            (datagram.get(..length), length.checked_sub(MIN_LENGTH).and_then(|n| rest.get(..n)), length)
        else {
            return Err(wrong_length(length, datagram.len()));
        };
        attribute::check(attributes, MIN_LENGTH)?;
        Ok(Self { code: Code(code), identifier, authenticator, attributes, bytes })
    }

    /// What kind of packet it is.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// What matches a response to its request.
    #[must_use]
    pub const fn identifier(&self) -> u8 {
        self.identifier
    }

    /// Request Authenticator or Response Authenticator, by the code.
    #[must_use]
    pub const fn authenticator(&self) -> &'a [u8; 16] {
        self.authenticator
    }

    /// The attributes in the packet's order.
    #[must_use]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes::checked(self.attributes)
    }

    /// The value of the first attribute of a type.
    #[must_use]
    pub fn find(&self, kind: AttributeType) -> Option<&'a [u8]> {
        self.find_all(kind).next()
    }

    /// The values of all attributes of a type, in the packet's order.
    pub fn find_all(&self, kind: AttributeType) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        self.attributes().filter(move |a| a.kind == kind).map(|a| a.value)
    }

    /// The value of the first sub-attribute of a vendor's type, as RFC 2865 §5.26 suggests to put them. A
    /// Vendor-Specific attribute of another form is passed over.
    #[must_use]
    pub fn find_vendor(&self, vendor: VendorId, kind: u8) -> Option<&'a [u8]> {
        self.find_all(AttributeType::VENDOR_SPECIFIC)
            .filter_map(VendorSpecific::decode)
            .filter(|specific| specific.vendor == vendor)
            .filter_map(|specific| specific.attributes().ok())
            .flatten()
            .find(|inner: &Attribute<'_>| inner.kind == AttributeType(kind))
            .map(|inner| inner.value)
    }

    /// The whole packet: exactly Length octets, without the datagram's padding.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Code, Identifier and Length as they stand at the front of the packet, which every digest begins with.
    pub(crate) fn front(&self) -> &'a [u8] {
        self.bytes.get(..4).unwrap_or_default()
    }
}

/// Says what is wrong with a Length that [`Packet::decode`] has refused.
#[cold]
fn wrong_length(length: usize, datagram: usize) -> DecodeError {
    match length {
        ..MIN_LENGTH => DecodeError::LengthBelow20 { length },
        MIN_LENGTH..=MAX_LENGTH => DecodeError::LengthExceedsDatagram { length, datagram },
        _ => DecodeError::LengthOver4096 { length },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    /// RFC 2865 §7.1: the Access-Request of user nemo.
    const NEMO: [u8; 56] = [
        0x01, 0x00, 0x00, 0x38, // Access-Request, identifier 0, 56 octets
        0x0f, 0x40, 0x3f, 0x94, 0x73, 0x97, 0x80, 0x57, 0xbd, 0x83, 0xd5, 0xcb, 0x98, 0xf4, 0x22, 0x7a, 0x01,
        0x06, 0x6e, 0x65, 0x6d, 0x6f, // User-Name
        0x02, 0x12, // User-Password
        0x0d, 0xbe, 0x70, 0x8d, 0x93, 0xd4, 0x13, 0xce, 0x31, 0x96, 0xe4, 0x3f, 0x78, 0x2a, 0x0a, 0xee, 0x04,
        0x06, 0xc0, 0xa8, 0x01, 0x10, // NAS-IP-Address
        0x05, 0x06, 0x00, 0x00, 0x00, 0x03, // NAS-Port
    ];

    fn with_length(length: u16) -> Vec<u8> {
        let mut bytes = NEMO.to_vec();
        bytes[2..4].copy_from_slice(&length.to_be_bytes());
        bytes
    }

    #[test]
    fn rfc2865_request_reads_as_the_rfc_says() {
        let packet = Packet::decode(&NEMO).unwrap();
        assert_eq!((packet.code(), packet.identifier()), (Code::ACCESS_REQUEST, 0));
        assert_eq!(packet.authenticator()[..], NEMO[4..20]);
        assert_eq!(packet.as_bytes(), NEMO);
        assert_eq!(packet.attributes().map(|a| a.kind.0).collect::<Vec<_>>(), [1, 2, 4, 5]);
        assert_eq!(packet.find(AttributeType::USER_NAME), Some(&b"nemo"[..]));
        assert_eq!(packet.find(AttributeType::STATE), None);
    }

    #[test]
    fn padding_of_the_datagram_is_ignored() {
        let mut padded = NEMO.to_vec();
        padded.extend([1, 0, 0]);
        assert_eq!(Packet::decode(&padded).unwrap(), Packet::decode(&NEMO).unwrap());
    }

    #[test]
    fn length_is_held_to_its_bounds() {
        let refusal = |length| Packet::decode(&with_length(length)).unwrap_err();
        assert_eq!(Packet::decode(&NEMO[..19]), Err(DecodeError::TooShort { datagram: 19 }));
        assert_eq!(refusal(0), DecodeError::LengthBelow20 { length: 0 });
        assert_eq!(refusal(19), DecodeError::LengthBelow20 { length: 19 });
        assert_eq!(refusal(57), DecodeError::LengthExceedsDatagram { length: 57, datagram: 56 });
        assert_eq!(refusal(4097), DecodeError::LengthOver4096 { length: 4097 });
        assert_eq!(Packet::decode(&with_length(20)).unwrap().attributes().count(), 0);
    }

    #[test]
    fn length_4096_is_allowed_and_4097_is_not_however_long_the_datagram() {
        let mut bytes = with_length(4096);
        bytes.truncate(20);
        while bytes.len() < 4095 {
            bytes.extend([99, 2]);
        }
        bytes.push(0);
        assert_eq!(Packet::decode(&bytes).unwrap().attributes().count(), 2038);
        bytes[2..4].copy_from_slice(&4097_u16.to_be_bytes());
        assert_eq!(Packet::decode(&bytes), Err(DecodeError::LengthOver4096 { length: 4097 }));
    }

    #[test]
    fn an_attribute_must_end_within_the_packet() {
        let error = Packet::decode(&with_length(55)).unwrap_err();
        let overruns = AttributeError::Overruns { offset: 50, length: 6, available: 5 };
        assert_eq!(error, DecodeError::Attribute(overruns));
    }
}
