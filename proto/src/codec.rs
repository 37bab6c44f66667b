//! Reading and writing of big-endian integers and length-prefixed vectors.
//!
//! [`Reader`] hands out what it was asked for or says why not; it never panics and never copies. [`Writer`] is
//! a set of functions over `Vec<u8>`; [`prefixed`] writes a vector behind a length of 8, 16 or 24 bits, as
//! RFC 5246 §4.3 has them.

use alloc::vec::Vec;
use core::fmt;

/// Why bytes are not what they were said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes end before the named field does.
    Truncated(&'static str),
    /// Bytes are left after the end of the named structure.
    Trailing(&'static str),
    /// The length field of the named structure contradicts its surroundings.
    BadLength(&'static str),
    /// The named field has a value its definition excludes.
    BadValue(&'static str),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated(what) => write!(f, "{what} is cut short"),
            Self::Trailing(what) => write!(f, "bytes are left over after {what}"),
            Self::BadLength(what) => write!(f, "the length of {what} contradicts its surroundings"),
            Self::BadValue(what) => write!(f, "{what} has a value that its definition excludes"),
        }
    }
}

impl core::error::Error for DecodeError {}

/// A cursor over received bytes.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the first of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// True when every byte was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Number of bytes not taken yet.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Takes the next `n` bytes as the field `what`.
    pub fn take(&mut self, n: usize, what: &'static str) -> Result<&'a [u8], DecodeError> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(DecodeError::Truncated(what))?;
        self.rest = rest;
        Ok(taken)
    }

    /// Takes the next `N` bytes as an array.
    pub fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], DecodeError> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(DecodeError::Truncated(what))?;
        self.rest = rest;
        Ok(*taken)
    }

    /// Takes all that is left.
    pub fn take_rest(&mut self) -> &'a [u8] {
        core::mem::take(&mut self.rest)
    }

    /// Takes one byte.
    pub fn u8(&mut self, what: &'static str) -> Result<u8, DecodeError> {
        self.array::<1>(what).map(|[byte]| byte)
    }

    /// Takes a 16-bit integer.
    pub fn u16(&mut self, what: &'static str) -> Result<u16, DecodeError> {
        self.array(what).map(u16::from_be_bytes)
    }

    /// Takes a 24-bit integer.
    pub fn u24(&mut self, what: &'static str) -> Result<u32, DecodeError> {
        self.array::<3>(what).map(|[a, b, c]| u32::from_be_bytes([0, a, b, c]))
    }

    /// Takes a 48-bit integer.
    pub fn u48(&mut self, what: &'static str) -> Result<u64, DecodeError> {
        self.array::<6>(what).map(|[a, b, c, d, e, f]| u64::from_be_bytes([0, 0, a, b, c, d, e, f]))
    }

    /// Takes a vector behind an 8-bit length.
    pub fn vector8(&mut self, what: &'static str) -> Result<&'a [u8], DecodeError> {
        let length = self.u8(what)?;
        self.take(usize::from(length), what)
    }

    /// Takes a vector behind a 16-bit length.
    pub fn vector16(&mut self, what: &'static str) -> Result<&'a [u8], DecodeError> {
        let length = self.u16(what)?;
        self.take(usize::from(length), what)
    }

    /// Takes a vector behind a 24-bit length.
    pub fn vector24(&mut self, what: &'static str) -> Result<&'a [u8], DecodeError> {
        let length = self.u24(what)?;
        self.take(length as usize, what)
    }

    /// Ends the structure `what`: an error when bytes are left.
    pub fn finish(&self, what: &'static str) -> Result<(), DecodeError> {
        if self.rest.is_empty() { Ok(()) } else { Err(DecodeError::Trailing(what)) }
    }
}

/// Splits a vector of 16-bit values, such as a list of cipher suites.
pub fn u16_list<T: From<u16>>(bytes: &[u8], what: &'static str) -> Result<Vec<T>, DecodeError> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(DecodeError::BadLength(what));
    }
    Ok(pairs.map(|pair| T::from(u16::from_be_bytes([pair[0], pair[1]]))).collect())
}

/// The width of the length that stands before a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// 8 bits: `<0..2^8-1>`.
    U8,
    /// 16 bits: `<0..2^16-1>`.
    U16,
    /// 24 bits: `<0..2^24-1>`.
    U24,
}

impl Prefix {
    fn width(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 => 2,
            Self::U24 => 3,
        }
    }
}

/// Writes what `body` writes behind its length.
///
/// A body longer than the prefix can say leaves the low bits of its length in the prefix: an encoder of a
/// harness writes what it is told, and the reader at the other end finds the contradiction.
pub fn prefixed(out: &mut Vec<u8>, prefix: Prefix, body: impl FnOnce(&mut Vec<u8>)) {
    let width = prefix.width();
    let start = out.len();
    out.extend(core::iter::repeat_n(0, width));
    body(out);
    let length = ((out.len() - start - width) as u64).to_be_bytes();
    let low = length.len() - width;
    for (slot, byte) in out.iter_mut().skip(start).zip(&length[low..]) {
        *slot = *byte;
    }
}

/// Writes `bytes` behind their length.
pub fn put_vector(out: &mut Vec<u8>, prefix: Prefix, bytes: &[u8]) {
    prefixed(out, prefix, |out| out.extend_from_slice(bytes));
}

/// Writes a 16-bit integer.
pub fn put_u16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_be_bytes());
}

/// Writes the low 24 bits of `value`.
pub fn put_u24(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_be_bytes()[1..]);
}

/// Writes the low 48 bits of `value`.
pub fn put_u48(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_be_bytes()[2..]);
}

/// A newtype over an integer on the wire with named constants, so that unknown values survive.
macro_rules! wire_enum {
    (
        $(#[$doc:meta])*
        $name:ident($repr:ty) {
            $( $(#[$item_doc:meta])* $item:ident = $value:expr, $label:literal; )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub $repr);

        impl $name {
            $( $(#[$item_doc])* pub const $item: Self = Self($value); )*

            /// Every value that has a name here, in the order of the registry.
            pub const NAMED: &'static [Self] = &[$(Self::$item),*];

            /// The registry's name of the value, if it is known here.
            #[must_use]
            pub fn name(self) -> Option<&'static str> {
                match self {
                    $( Self::$item => Some($label), )*
                    _ => None,
                }
            }

            /// The value of a registry name, as [`Self::name`] gives it.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( $label => Some(Self::$item), )*
                    _ => None,
                }
            }
        }

        impl From<$repr> for $name {
            fn from(value: $repr) -> Self {
                Self(value)
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(self, f)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, concat!(stringify!($name), "({:#x})"), self.0),
                }
            }
        }
    };
}
pub(crate) use wire_enum;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reader_names_the_field_that_is_cut_short() {
        let mut reader = Reader::new(&[0, 3, 1, 2]);
        assert_eq!(reader.vector16("cookie"), Err(DecodeError::Truncated("cookie")));
    }

    #[test]
    fn prefixed_writes_the_length_of_its_body() {
        let mut out = alloc::vec![0xaa];
        prefixed(&mut out, Prefix::U24, |out| put_vector(out, Prefix::U8, &[1, 2]));
        assert_eq!(out, [0xaa, 0, 0, 3, 2, 1, 2]);
    }

    #[test]
    fn u16_list_refuses_half_a_value() {
        assert_eq!(u16_list::<u16>(&[0, 1, 2], "suites"), Err(DecodeError::BadLength("suites")));
    }
}
