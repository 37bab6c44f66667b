//! Certificate, RFC 5246 §7.4.2: a list of certificates in DER, each behind a 24-bit length.

use alloc::vec::Vec;

use crate::codec::{DecodeError, Prefix, Reader, prefixed, put_vector};

/// A Certificate message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// The certificates in DER, the sender's first.
    pub chain: Vec<&'a [u8]>,
}

impl<'a> Certificate<'a> {
    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let mut list = Reader::new(reader.vector24("certificate_list")?);
        reader.finish("Certificate")?;
        let mut chain = Vec::new();
        while !list.is_empty() {
            chain.push(list.vector24("certificate")?);
        }
        Ok(Self { chain })
    }

    /// Writes the body.
    pub fn encode(&self, out: &mut Vec<u8>) {
        prefixed(out, Prefix::U24, |out| {
            self.chain.iter().for_each(|certificate| put_vector(out, Prefix::U24, certificate));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_certificates_round_trip() {
        let message = Certificate { chain: alloc::vec![&[1, 2][..], &[3][..]] };
        let mut body = Vec::new();
        message.encode(&mut body);
        assert_eq!(body, [0, 0, 9, 0, 0, 2, 1, 2, 0, 0, 1, 3]);
        assert_eq!(Certificate::decode(&body), Ok(message));
    }

    #[test]
    fn an_empty_list_is_a_message() {
        assert_eq!(Certificate::decode(&[0, 0, 0]), Ok(Certificate { chain: Vec::new() }));
    }
}
