//! CertificateRequest, RFC 5246 §7.4.4.

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, prefixed, put_u16, put_vector, u16_list};
use crate::tls::registry::{ClientCertificateType, SignatureScheme};

/// A CertificateRequest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRequest<'a> {
    /// Kinds of key the client may have.
    pub certificate_types: Vec<ClientCertificateType>,
    /// What the server can verify, preferred first.
    pub signature_schemes: Vec<SignatureScheme>,
    /// Distinguished names of acceptable authorities in DER; none: any.
    pub authorities: Vec<&'a [u8]>,
}

impl<'a> CertificateRequest<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let types = reader.vector8("certificate_types")?;
        let schemes = reader.vector16("supported_signature_algorithms")?;
        let mut names = Reader::new(reader.vector16("certificate_authorities")?);
        reader.finish("CertificateRequest")?;
        let mut authorities = Vec::new();
        while !names.is_empty() {
            authorities.push(names.vector16("DistinguishedName")?);
        }
        Ok(Self {
            certificate_types: types.iter().copied().map(ClientCertificateType).collect(),
            signature_schemes: u16_list(schemes, "supported_signature_algorithms")?,
            authorities,
        })
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        prefixed(out, Prefix::U8, |out| out.extend(self.certificate_types.iter().map(|kind| kind.0)));
        prefixed(out, Prefix::U16, |out| {
            self.signature_schemes.iter().for_each(|scheme| put_u16(out, scheme.0));
        });
        prefixed(out, Prefix::U16, |out| {
            self.authorities.iter().for_each(|name| put_vector(out, Prefix::U16, name));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let message = CertificateRequest {
            certificate_types: alloc::vec![ClientCertificateType::ECDSA_SIGN],
            signature_schemes: alloc::vec![SignatureScheme::ECDSA_SECP256R1_SHA256],
            authorities: alloc::vec![&[0x30, 0][..]],
        };
        let mut body = Vec::new();
        message.encode(&mut body);
        // one type, one scheme, one name of two bytes
        assert_eq!(body, [1, 64, 0, 2, 4, 3, 0, 4, 0, 2, 0x30, 0]);
        assert_eq!(CertificateRequest::decode(&body), Ok(message));
    }
}
