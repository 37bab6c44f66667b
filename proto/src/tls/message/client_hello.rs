//! ClientHello, RFC 5246 §7.4.1.2; in DTLS with a cookie, RFC 6347 §4.2.1.

use alloc::vec::Vec;

use super::RANDOM_LEN;
use crate::codec::{DecodeError, Prefix, Reader, prefixed, put_u16, put_vector, u16_list};
use crate::tls::extension::Extensions;
use crate::tls::registry::{CipherSuite, ProtocolVersion};

/// A ClientHello.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientHello<'a> {
    /// The newest version the client speaks.
    pub version: ProtocolVersion,
    /// The client's random.
    pub random: [u8; RANDOM_LEN],
    /// A session to resume, or empty; at most 32 bytes.
    pub session_id: &'a [u8],
    /// The cookie, in DTLS only: empty in a first ClientHello.
    pub cookie: Option<&'a [u8]>,
    /// The suites offered, preferred first.
    pub cipher_suites: Vec<CipherSuite>,
    /// The compression methods offered.
    pub compression_methods: &'a [u8],
    /// The extensions.
    pub extensions: Extensions<'a>,
}

impl<'a> ClientHello<'a> {
    /// Reads the body of a TLS ClientHello.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        Self::read(body, false)
    }

    /// Reads the body of a DTLS ClientHello, which has a cookie.
    pub fn decode_dtls(body: &'a [u8]) -> Result<Self, DecodeError> {
        Self::read(body, true)
    }

    fn read(body: &'a [u8], dtls: bool) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let hello = Self {
            version: ProtocolVersion(reader.u16("client_version")?),
            random: reader.array("ClientHello random")?,
            session_id: read_session_id(&mut reader)?,
            cookie: if dtls { Some(reader.vector8("cookie")?) } else { None },
            cipher_suites: u16_list(reader.vector16("cipher_suites")?, "cipher_suites")?,
            compression_methods: reader.vector8("compression_methods")?,
            extensions: Extensions::decode(&mut reader)?,
        };
        reader.finish("ClientHello")?;
        Ok(hello)
    }

    /// Writes the body; with a cookie field when `cookie` is there.
    pub fn encode(&self, out: &mut Vec<u8>) {
        put_u16(out, self.version.0);
        out.extend_from_slice(&self.random);
        put_vector(out, Prefix::U8, self.session_id);
        if let Some(cookie) = self.cookie {
            put_vector(out, Prefix::U8, cookie);
        }
        prefixed(out, Prefix::U16, |out| {
            self.cipher_suites.iter().for_each(|suite| put_u16(out, suite.0));
        });
        put_vector(out, Prefix::U8, self.compression_methods);
        self.extensions.encode(out);
    }
}

/// Takes a session identifier: `<0..32>`, RFC 5246 §7.4.1.2.
pub(super) fn read_session_id<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], DecodeError> {
    let session_id = reader.vector8("session_id")?;
    if session_id.len() > 32 { Err(DecodeError::BadLength("session_id")) } else { Ok(session_id) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello(cookie: Option<&[u8]>) -> ClientHello<'_> {
        ClientHello {
            version: ProtocolVersion::DTLS12,
            random: [7; RANDOM_LEN],
            session_id: &[],
            cookie,
            cipher_suites: alloc::vec![CipherSuite::ECDHE_ECDSA_AES_128_GCM_SHA256, CipherSuite(0x0a0a)],
            compression_methods: &[0],
            extensions: Extensions::default(),
        }
    }

    #[test]
    fn dtls_hello_with_cookie_round_trips() {
        let mut body = Vec::new();
        hello(Some(&[1, 2, 3])).encode(&mut body);
        // session_id is empty, cookie has 3 bytes, 2 suites, 1 compression method, no extensions
        assert_eq!(body[34..], [0, 3, 1, 2, 3, 0, 4, 0xc0, 0x2b, 0x0a, 0x0a, 1, 0]);
        assert_eq!(ClientHello::decode_dtls(&body), Ok(hello(Some(&[1, 2, 3]))));
    }

    #[test]
    fn a_session_id_over_32_bytes_is_refused() {
        let mut body = [0; 34].to_vec();
        put_vector(&mut body, Prefix::U8, &[0; 33]);
        assert_eq!(ClientHello::decode(&body), Err(DecodeError::BadLength("session_id")));
    }

    #[test]
    fn every_cut_is_noticed() {
        let mut body = Vec::new();
        hello(None).encode(&mut body);
        for cut in 0..body.len() {
            assert!(ClientHello::decode(&body[..cut]).is_err(), "cut at {cut}");
        }
    }
}
