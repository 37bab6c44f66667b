//! ServerHello, RFC 5246 §7.4.1.3.

use alloc::vec::Vec;

use super::RANDOM_LEN;
use super::client_hello::read_session_id;
use crate::codec::{DecodeError, Prefix, Reader, put_u16, put_vector};
use crate::tls::extension::Extensions;
use crate::tls::registry::{CipherSuite, ProtocolVersion};

/// A ServerHello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerHello<'a> {
    /// The version selected.
    pub version: ProtocolVersion,
    /// The server's random.
    pub random: [u8; RANDOM_LEN],
    /// The session's identifier, or empty; at most 32 bytes.
    pub session_id: &'a [u8],
    /// The suite selected.
    pub cipher_suite: CipherSuite,
    /// The compression method selected.
    pub compression_method: u8,
    /// The extensions.
    pub extensions: Extensions<'a>,
}

impl<'a> ServerHello<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let hello = Self {
            version: ProtocolVersion(reader.u16("server_version")?),
            random: reader.array("ServerHello random")?,
            session_id: read_session_id(&mut reader)?,
            cipher_suite: CipherSuite(reader.u16("cipher_suite")?),
            compression_method: reader.u8("compression_method")?,
            extensions: Extensions::decode(&mut reader)?,
        };
        reader.finish("ServerHello")?;
        Ok(hello)
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        put_u16(out, self.version.0);
        out.extend_from_slice(&self.random);
        put_vector(out, Prefix::U8, self.session_id);
        put_u16(out, self.cipher_suite.0);
        out.push(self.compression_method);
        self.extensions.encode(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let hello = ServerHello {
            version: ProtocolVersion::TLS12,
            random: [9; RANDOM_LEN],
            session_id: &[1, 2],
            cipher_suite: CipherSuite::ECDHE_RSA_AES_256_GCM_SHA384,
            compression_method: 0,
            extensions: Extensions::from_encoded(&[0, 23, 0, 0]),
        };
        let mut body = Vec::new();
        hello.encode(&mut body);
        // session_id, suite, compression, one extension without content
        assert_eq!(body[34..], [2, 1, 2, 0xc0, 0x30, 0, 0, 4, 0, 23, 0, 0]);
        assert_eq!(ServerHello::decode(&body), Ok(hello));
    }
}
