//! One attribute: Type, Length, Value (RFC 2865 §5).
//!
//! ```text
//!  0                   1                   2
//!  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-
//! |     Type      |    Length     |  Value ...
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-
//! ```
//! Length counts all three, so it is 2 at least. The inside of a Vendor-Specific attribute has the same form.

use core::iter::FusedIterator;

use nom::bytes::complete::take;
use nom::combinator::verify;
use nom::multi::many0_count;
use nom::number::complete::u8 as octet;
use nom::{IResult, Parser};

/// Octets of Type and Length.
const HEADER: u8 = 2;

/// The longest value: Length is one octet and counts two for itself and Type.
pub const MAX_VALUE: usize = 253;

/// The Type octet. The named constants are in [`crate::dictionary`]; any other number is kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeType(pub u8);

/// An attribute as it stands in a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Type. In a Vendor-Specific attribute this number is the vendor's own.
    pub kind: AttributeType,
    /// Value, 0 to 253 octets.
    pub value: &'a [u8],
}

impl Attribute<'_> {
    /// The Length octet that counts Type, itself and the value.
    pub(crate) fn length_octet(&self) -> u8 {
        u8::try_from(self.value.len()).unwrap_or(u8::MAX).saturating_add(HEADER)
    }
}

/// Why a row of attributes does not fill its space exactly: the sender's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttributeError {
    /// One octet is left: a Type without a Length.
    #[error("attribute at offset {offset} ends before its Length")]
    Cut {
        /// Where the attribute starts, in octets from the start of the packet (or of the vendor's data).
        offset: usize,
    },
    /// Length is 0 or 1, and would not even count itself.
    #[error("attribute at offset {offset} has Length {length}, less than 2")]
    Length {
        /// Where the attribute starts.
        offset: usize,
        /// Its Length.
        length: u8,
    },
    /// Length is more than what is left.
    #[error("attribute at offset {offset} has Length {length}, but {available} octets are left")]
    Overruns {
        /// Where the attribute starts.
        offset: usize,
        /// Its Length.
        length: u8,
        /// Octets from its start to the end.
        available: usize,
    },
}

/// Takes one attribute off the front. The error carries nothing: [`fault`] reads the place again, once.
#[inline]
fn attribute(input: &[u8]) -> IResult<&[u8], Attribute<'_>, ()> {
    let (input, kind) = octet(input)?;
    let (input, length) = verify(octet, |length| *length >= HEADER).parse(input)?;
    let (input, value) = take(length - HEADER)(input)?;
    Ok((input, Attribute { kind: AttributeType(kind), value }))
}

/// Checks that `bytes` is a row of attributes and nothing else. `start` is where `bytes` begins, for the
/// error.
#[inline]
pub(crate) fn check(bytes: &[u8], start: usize) -> Result<Attributes<'_>, AttributeError> {
    match many0_count(attribute).parse(bytes) {
        Ok(([], _)) => Ok(Attributes::checked(bytes)),
        Ok((rest, _)) => Err(fault(rest, start + bytes.len() - rest.len())),
        Err(_) => Err(fault(bytes, start)),
    }
}

/// Says what is wrong with the attribute that starts `rest`, which [`attribute`] has refused.
#[cold]
fn fault(rest: &[u8], offset: usize) -> AttributeError {
    match *rest {
        [] | [_] => AttributeError::Cut { offset },
        [_, length @ ..HEADER, ..] => AttributeError::Length { offset, length },
        [_, length, ..] => AttributeError::Overruns { offset, length, available: rest.len() },
    }
}

/// The attributes of a packet, in its order. Made only of octets that were checked, so it ends where they
/// end.
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    rest: &'a [u8],
}

impl<'a> Attributes<'a> {
    /// Walks over octets that [`check`] has passed.
    pub(crate) const fn checked(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not yet walked over, as it stands in the packet.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.rest
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    #[inline]
    fn next(&mut self) -> Option<Attribute<'a>> {
        let (rest, found) = attribute(self.rest).ok()?;
        self.rest = rest;
        Some(found)
    }
}

impl FusedIterator for Attributes<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn values(bytes: &[u8]) -> Vec<(u8, &[u8])> {
        check(bytes, 0).unwrap().map(|a| (a.kind.0, a.value)).collect()
    }

    #[test]
    fn empty_values_and_unknown_types_are_kept() {
        assert_eq!(values(&[]), []);
        assert_eq!(values(&[79, 2, 250, 3, 9]), [(79, &[][..]), (250, &[9][..])]);
    }

    #[test]
    fn the_longest_attribute_is_255_octets() {
        let mut bytes = [0; 255];
        bytes[1] = 255;
        assert_eq!(values(&bytes)[0].1.len(), MAX_VALUE);
    }

    #[test]
    fn faults_say_where_and_what() {
        let fault = |bytes| check(bytes, 20).unwrap_err();
        assert_eq!(fault(&[1, 3, 7, 2]), AttributeError::Cut { offset: 23 });
        assert_eq!(fault(&[1, 3, 7, 2, 1, 0]), AttributeError::Length { offset: 23, length: 1 });
        assert_eq!(fault(&[1, 0]), AttributeError::Length { offset: 20, length: 0 });
        assert_eq!(fault(&[1, 5, 7, 2]), AttributeError::Overruns { offset: 20, length: 5, available: 4 });
    }
}
