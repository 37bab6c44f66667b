//! ServerKeyExchange of ECDHE suites, RFC 8422 §5.4, with the signature of TLS 1.2, RFC 5246 §7.4.3.

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, put_u16, put_vector};
use crate::tls::registry::{NamedGroup, SignatureScheme};

/// `ECCurveType named_curve`; RFC 8422 §5.4 leaves no other.
const NAMED_CURVE: u8 = 3;

/// The part that is signed: the group and the server's public value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EcdheParameters<'a> {
    /// The group.
    pub group: NamedGroup,
    /// The server's public value.
    pub public: &'a [u8],
}

impl EcdheParameters<'_> {
    /// Writes the parameters as they are signed.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.push(NAMED_CURVE);
        put_u16(out, self.group.0);
        put_vector(out, Prefix::U8, self.public);
    }
}

/// A ServerKeyExchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EcdheServerKeyExchange<'a> {
    /// Group and public value.
    pub parameters: EcdheParameters<'a>,
    /// Algorithm of the signature.
    pub scheme: SignatureScheme,
    /// Signature over both randoms and the parameters.
    pub signature: &'a [u8],
}

impl<'a> EcdheServerKeyExchange<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        if reader.u8("curve_type")? != NAMED_CURVE {
            return Err(DecodeError::BadValue("curve_type"));
        }
        let message = Self {
            parameters: EcdheParameters {
                group: NamedGroup(reader.u16("namedcurve")?),
                public: reader.vector8("public")?,
            },
            scheme: SignatureScheme(reader.u16("signature algorithm")?),
            signature: reader.vector16("signature")?,
        };
        reader.finish("ServerKeyExchange")?;
        Ok(message)
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        self.parameters.encode(out);
        put_u16(out, self.scheme.0);
        put_vector(out, Prefix::U16, self.signature);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let message = EcdheServerKeyExchange {
            parameters: EcdheParameters { group: NamedGroup::X25519, public: &[5; 2] },
            scheme: SignatureScheme::ECDSA_SECP256R1_SHA256,
            signature: &[6; 3],
        };
        let mut body = Vec::new();
        message.encode(&mut body);
        // named_curve, x25519, public value, scheme, signature
        assert_eq!(body, [3, 0, 29, 2, 5, 5, 4, 3, 0, 3, 6, 6, 6]);
        assert_eq!(EcdheServerKeyExchange::decode(&body), Ok(message));
    }

    #[test]
    fn explicit_curves_are_refused() {
        assert_eq!(EcdheServerKeyExchange::decode(&[1, 0]), Err(DecodeError::BadValue("curve_type")));
    }
}
