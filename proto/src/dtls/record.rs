//! The DTLS record, RFC 6347 §4.1.
//!
//! ```text
//! +--------------+-----------+---------+-------------------+----------+------------
//! | content type |  version  |  epoch  |  sequence (48 b)  |  length  |  fragment …
//! +--------------+-----------+---------+-------------------+----------+------------
//! ```

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, prefixed, put_u16, put_u48};
use crate::tls::registry::{ContentType, ProtocolVersion};

/// Length of the header in bytes.
pub const HEADER_LEN: usize = 13;

/// The number of a record: its epoch, and its place in the epoch (48 bits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RecordNumber {
    /// Counts the ChangeCipherSpecs.
    pub epoch: u16,
    /// Counts the records of the epoch.
    pub sequence: u64,
}

impl RecordNumber {
    /// Both in 64 bits, as the MAC and the nonce take them, RFC 6347 §4.1.2.1.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        ((self.epoch as u64) << 48) | (self.sequence & 0xffff_ffff_ffff)
    }
}

/// One record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// What the fragment is.
    pub content_type: ContentType,
    /// Version of the record layer.
    pub version: ProtocolVersion,
    /// Epoch and sequence number.
    pub number: RecordNumber,
    /// The fragment, protected or not.
    pub fragment: &'a [u8],
}

impl<'a> Record<'a> {
    /// Takes the next record of a datagram.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            content_type: ContentType(reader.u8("DTLS record type")?),
            version: ProtocolVersion(reader.u16("DTLS record version")?),
            number: RecordNumber {
                epoch: reader.u16("DTLS epoch")?,
                sequence: reader.u48("DTLS sequence number")?,
            },
            fragment: reader.vector16("DTLS record")?,
        })
    }

    /// Writes the record.
    pub fn encode(&self, out: &mut Vec<u8>) {
        encode_with(out, self.content_type, self.version, self.number, |out| {
            out.extend_from_slice(self.fragment);
        });
    }
}

/// Writes a record whose fragment is what `fragment` writes.
pub fn encode_with(
    out: &mut Vec<u8>,
    content_type: ContentType,
    version: ProtocolVersion,
    number: RecordNumber,
    fragment: impl FnOnce(&mut Vec<u8>),
) {
    out.push(content_type.0);
    put_u16(out, version.0);
    put_u16(out, number.epoch);
    put_u48(out, number.sequence);
    prefixed(out, Prefix::U16, fragment);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        // ChangeCipherSpec, DTLS 1.2, epoch 1, sequence 2, 1 byte
        let bytes = [20, 0xfe, 0xfd, 0, 1, 0, 0, 0, 0, 0, 2, 0, 1, 1];
        let record = Record::decode(&mut Reader::new(&bytes)).unwrap();
        assert_eq!(record.number, RecordNumber { epoch: 1, sequence: 2 });
        assert_eq!(record.number.as_u64(), 0x0001_0000_0000_0002);
        let mut out = Vec::new();
        record.encode(&mut out);
        assert_eq!(out, bytes);
    }
}
