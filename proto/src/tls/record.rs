//! The TLS record, RFC 5246 §6.2.
//!
//! ```text
//! +--------------+-----------+----------+------------
//! | content type |  version  |  length  |  fragment …
//! +--------------+-----------+----------+------------
//! ```

use alloc::vec::Vec;

use super::registry::{ContentType, ProtocolVersion};
use crate::codec::{DecodeError, Prefix, Reader, prefixed, put_u16};

/// Length of the header in bytes.
pub const HEADER_LEN: usize = 5;
/// The most bytes of plain text in a record, RFC 5246 §6.2.1.
pub const MAX_PLAINTEXT: usize = 1 << 14;
/// The most bytes in a protected fragment, RFC 5246 §6.2.3.
pub const MAX_CIPHERTEXT: usize = MAX_PLAINTEXT + 2048;

/// One record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// What the fragment is.
    pub content_type: ContentType,
    /// Version of the record layer.
    pub version: ProtocolVersion,
    /// The fragment, protected or not.
    pub fragment: &'a [u8],
}

impl<'a> Record<'a> {
    /// Takes the next record.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            content_type: ContentType(reader.u8("TLS record type")?),
            version: ProtocolVersion(reader.u16("TLS record version")?),
            fragment: reader.vector16("TLS record")?,
        })
    }

    /// Writes the record.
    pub fn encode(&self, out: &mut Vec<u8>) {
        encode_with(out, self.content_type, self.version, |out| out.extend_from_slice(self.fragment));
    }
}

/// Writes a record whose fragment is what `fragment` writes.
pub fn encode_with(
    out: &mut Vec<u8>,
    content_type: ContentType,
    version: ProtocolVersion,
    fragment: impl FnOnce(&mut Vec<u8>),
) {
    out.push(content_type.0);
    put_u16(out, version.0);
    prefixed(out, Prefix::U16, fragment);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let bytes = [21, 3, 3, 0, 2, 2, 40]; // alert, TLS 1.2, 2 bytes: fatal handshake_failure
        let mut reader = Reader::new(&bytes);
        let record = Record::decode(&mut reader).unwrap();
        assert_eq!((record.content_type, record.fragment), (ContentType::ALERT, &[2, 40][..]));
        let mut out = Vec::new();
        record.encode(&mut out);
        assert_eq!(out, bytes);
    }
}
