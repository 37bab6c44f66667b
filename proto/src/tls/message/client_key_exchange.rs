//! ClientKeyExchange of ECDHE suites, RFC 8422 §5.7: the client's public value behind an 8-bit length.

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, put_vector};

/// A ClientKeyExchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EcdheClientKeyExchange<'a> {
    /// The client's public value.
    pub public: &'a [u8],
}

impl<'a> EcdheClientKeyExchange<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let public = reader.vector8("ecdh_Yc")?;
        reader.finish("ClientKeyExchange")?;
        Ok(Self { public })
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        put_vector(out, Prefix::U8, self.public);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_and_trailing_byte() {
        let mut body = Vec::new();
        EcdheClientKeyExchange { public: &[4, 1] }.encode(&mut body);
        assert_eq!(body, [2, 4, 1]);
        assert_eq!(EcdheClientKeyExchange::decode(&body), Ok(EcdheClientKeyExchange { public: &[4, 1] }));
        body.push(0);
        assert_eq!(EcdheClientKeyExchange::decode(&body), Err(DecodeError::Trailing("ClientKeyExchange")));
    }
}
