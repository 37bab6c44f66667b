//! The Type-Data of EAP-TLS: flags, TLS Message Length, TLS data; RFC 5216 §3.1 and §3.2.
//!
//! ```text
//! +---------+-------------------------------------+------------
//! | L M S R…|  TLS Message Length, 32 bits, if L  |  TLS data …
//! +---------+-------------------------------------+------------
//! ```

use alloc::vec::Vec;
use core::fmt;

use super::packet::{self, Code, Method};
use crate::codec::{DecodeError, Reader};

/// The flags octet.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u8);

impl Flags {
    /// Length included.
    pub const LENGTH: u8 = 0x80;
    /// More fragments.
    pub const MORE: u8 = 0x40;
    /// EAP-TLS start.
    pub const START: u8 = 0x20;
    /// Reserved; "Implementations of this specification MUST set the reserved bits to zero, and MUST ignore them on reception."
    pub const RESERVED: u8 = 0x1f;

    /// True when the TLS Message Length is present.
    #[must_use]
    pub const fn length(self) -> bool {
        self.0 & Self::LENGTH != 0
    }

    /// True on all but the last fragment.
    #[must_use]
    pub const fn more(self) -> bool {
        self.0 & Self::MORE != 0
    }

    /// True on the Start packet.
    #[must_use]
    pub const fn start(self) -> bool {
        self.0 & Self::START != 0
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The letters of the flags that are set, `-` for none, and `+R` where a reserved bit is.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = [(Self::LENGTH, "L"), (Self::MORE, "M"), (Self::START, "S"), (Self::RESERVED, "+R")];
        let mut none = true;
        for (bit, letter) in letters {
            if self.0 & bit != 0 {
                f.write_str(letter)?;
                none = false;
            }
        }
        if none { f.write_str("-") } else { Ok(()) }
    }
}

/// One fragment: the Type-Data of an EAP-TLS packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// The flags octet.
    pub flags: Flags,
    /// TLS Message Length: the bytes of the whole flight. On encoding, written when it is there, whatever the flag says.
    pub total_length: Option<u32>,
    /// This fragment's part of the flight.
    pub data: &'a [u8],
}

impl<'a> Fragment<'a> {
    /// Reads the Type-Data of an EAP-TLS packet.
    pub fn decode(type_data: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(type_data);
        let flags = Flags(reader.u8("EAP-TLS Flags")?);
        let total_length = if flags.length() {
            Some(reader.array("TLS Message Length").map(u32::from_be_bytes)?)
        } else {
            None
        };
        Ok(Self { flags, total_length, data: reader.take_rest() })
    }

    /// True for an acknowledgement: no flag that has a meaning, and no data (RFC 5216 §2.1.5).
    #[must_use]
    pub fn is_ack(&self) -> bool {
        self.flags.0 & !Flags::RESERVED == 0 && self.data.is_empty()
    }

    /// Writes the whole EAP packet.
    #[must_use]
    pub fn encode_packet(&self, code: Code, identifier: u8) -> Vec<u8> {
        let mut type_data = Vec::with_capacity(5 + self.data.len());
        type_data.push(self.flags.0);
        if let Some(length) = self.total_length {
            type_data.extend_from_slice(&length.to_be_bytes());
        }
        type_data.extend_from_slice(self.data);
        packet::encode_method(code, identifier, Method::TLS, &type_data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_of_many_fragments_round_trips() {
        let fragment =
            Fragment { flags: Flags(Flags::LENGTH | Flags::MORE), total_length: Some(300), data: &[1, 2] };
        let bytes = fragment.encode_packet(Code::REQUEST, 5);
        // Request, id 5, length 12, EAP-TLS, LM, 300, data
        assert_eq!(bytes, [1, 5, 0, 12, 13, 0xc0, 0, 0, 1, 44, 1, 2]);
        assert_eq!(Fragment::decode(&bytes[5..]), Ok(fragment));
    }

    #[test]
    fn ack_is_six_bytes() {
        let ack = Fragment { flags: Flags(0), total_length: None, data: &[] };
        assert_eq!(ack.encode_packet(Code::RESPONSE, 5), [2, 5, 0, 6, 13, 0]);
        assert!(ack.is_ack());
    }

    #[test]
    fn length_flag_without_length_is_truncated() {
        assert_eq!(Fragment::decode(&[0x80, 0, 0]), Err(DecodeError::Truncated("TLS Message Length")));
    }

    #[test]
    fn flags_print_as_letters() {
        assert_eq!(alloc::format!("{} {} {}", Flags(0xc0), Flags(0), Flags(0x21)), "LM - S+R");
    }
}
