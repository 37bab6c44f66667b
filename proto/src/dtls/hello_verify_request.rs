//! HelloVerifyRequest, RFC 6347 §4.2.1: a version and a cookie of 0 to 255 bytes.

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, put_u16, put_vector};
use crate::tls::registry::ProtocolVersion;

/// A HelloVerifyRequest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelloVerifyRequest<'a> {
    /// "The server_version field … SHOULD be set to DTLS 1.0"; it says nothing of the version to come.
    pub version: ProtocolVersion,
    /// What the client has to send back.
    pub cookie: &'a [u8],
}

impl<'a> HelloVerifyRequest<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let message = Self {
            version: ProtocolVersion(reader.u16("server_version")?),
            cookie: reader.vector8("cookie")?,
        };
        reader.finish("HelloVerifyRequest")?;
        Ok(message)
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        put_u16(out, self.version.0);
        put_vector(out, Prefix::U8, self.cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let mut body = Vec::new();
        let message = HelloVerifyRequest { version: ProtocolVersion::DTLS10, cookie: &[1, 2, 3] };
        message.encode(&mut body);
        assert_eq!(body, [0xfe, 0xff, 3, 1, 2, 3]);
        assert_eq!(HelloVerifyRequest::decode(&body), Ok(message));
    }
}
