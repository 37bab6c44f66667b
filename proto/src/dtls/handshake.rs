//! The DTLS handshake message and its fragments, RFC 6347 §4.2.2 and §4.2.3.
//!
//! ```text
//! +------+---------------+---------------+------------------+------------------+----------
//! | type | length (24 b) |  message_seq  | offset (24 bits) | length (24 bits) | fragment
//! +------+---------------+---------------+------------------+------------------+----------
//! ```

use alloc::vec::Vec;

use crate::codec::{DecodeError, Reader, put_u16, put_u24};
use crate::tls::registry::HandshakeType;

/// Length of the header in bytes.
pub const HEADER_LEN: usize = 12;

/// A fragment of a handshake message; the whole message when it covers its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// What message it is.
    pub kind: HandshakeType,
    /// Length of the whole body in bytes.
    pub length: u32,
    /// Counts the messages of one side, from 0.
    pub message_seq: u16,
    /// Where in the body this fragment stands.
    pub offset: u32,
    /// The fragment's part of the body.
    pub data: &'a [u8],
}

impl<'a> Fragment<'a> {
    /// A message in one piece.
    #[must_use]
    pub fn whole(kind: HandshakeType, message_seq: u16, body: &'a [u8]) -> Self {
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        Self { kind, length, message_seq, offset: 0, data: body }
    }

    /// Takes the next fragment of a record. Whether it lies inside its message is checked.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let kind = HandshakeType(reader.u8("handshake type")?);
        let length = reader.u24("handshake length")?;
        let message_seq = reader.u16("message_seq")?;
        let offset = reader.u24("fragment_offset")?;
        let fragment_length = reader.u24("fragment_length")?;
        let data = reader.take(fragment_length as usize, "handshake fragment")?;
        if offset + fragment_length > length {
            return Err(DecodeError::BadLength("handshake fragment"));
        }
        Ok(Self { kind, length, message_seq, offset, data })
    }

    /// True when the fragment is the whole message.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.offset == 0 && self.data.len() == self.length as usize
    }

    /// Writes the fragment. For a whole message these are also the bytes that the transcript hash takes,
    /// RFC 6347 §4.2.6.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.push(self.kind.0);
        put_u24(out, self.length);
        put_u16(out, self.message_seq);
        put_u24(out, self.offset);
        put_u24(out, u32::try_from(self.data.len()).unwrap_or(u32::MAX));
        out.extend_from_slice(self.data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_half_of_a_message_round_trips() {
        // Finished of 12 bytes, message_seq 3, bytes 6 to 8
        let bytes = [20, 0, 0, 12, 0, 3, 0, 0, 6, 0, 0, 2, 0xaa, 0xbb];
        let fragment = Fragment::decode(&mut Reader::new(&bytes)).unwrap();
        assert_eq!((fragment.offset, fragment.data, fragment.is_whole()), (6, &[0xaa, 0xbb][..], false));
        let mut out = Vec::new();
        fragment.encode(&mut out);
        assert_eq!(out, bytes);
    }

    #[test]
    fn a_fragment_beyond_its_message_is_refused() {
        let bytes = [20, 0, 0, 1, 0, 3, 0, 0, 1, 0, 0, 1, 0xaa];
        assert_eq!(
            Fragment::decode(&mut Reader::new(&bytes)),
            Err(DecodeError::BadLength("handshake fragment"))
        );
    }
}
