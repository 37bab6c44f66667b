//! The handshake message, RFC 5246 §7.4: type, 24-bit length, body.

use alloc::vec::Vec;

use super::registry::HandshakeType;
use crate::codec::{DecodeError, Prefix, Reader, prefixed};

/// Length of type and length in bytes.
pub const HEADER_LEN: usize = 4;

/// One whole handshake message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handshake<'a> {
    /// What message it is.
    pub kind: HandshakeType,
    /// Its body, without the header.
    pub body: &'a [u8],
}

impl<'a> Handshake<'a> {
    /// Takes the next message.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            kind: HandshakeType(reader.u8("handshake type")?),
            body: reader.vector24("handshake message")?,
        })
    }

    /// Writes the message.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.push(self.kind.0);
        prefixed(out, Prefix::U24, |out| out.extend_from_slice(self.body));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_hello_done_round_trips() {
        let bytes = [14, 0, 0, 0];
        let message = Handshake::decode(&mut Reader::new(&bytes)).unwrap();
        assert_eq!(message, Handshake { kind: HandshakeType::SERVER_HELLO_DONE, body: &[] });
        let mut out = Vec::new();
        message.encode(&mut out);
        assert_eq!(out, bytes);
    }
}
