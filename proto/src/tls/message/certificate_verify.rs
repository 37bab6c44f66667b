//! CertificateVerify, RFC 5246 §7.4.8.

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, put_u16, put_vector};
use crate::tls::registry::SignatureScheme;

/// A CertificateVerify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateVerify<'a> {
    /// Algorithm of the signature.
    pub scheme: SignatureScheme,
    /// Signature over all handshake messages so far.
    pub signature: &'a [u8],
}

impl<'a> CertificateVerify<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let message = Self {
            scheme: SignatureScheme(reader.u16("signature algorithm")?),
            signature: reader.vector16("signature")?,
        };
        reader.finish("CertificateVerify")?;
        Ok(message)
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        put_u16(out, self.scheme.0);
        put_vector(out, Prefix::U16, self.signature);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let message = CertificateVerify { scheme: SignatureScheme::RSA_PSS_RSAE_SHA256, signature: &[9, 9] };
        let mut body = Vec::new();
        message.encode(&mut body);
        assert_eq!(body, [8, 4, 0, 2, 9, 9]);
        assert_eq!(CertificateVerify::decode(&body), Ok(message));
    }
}
