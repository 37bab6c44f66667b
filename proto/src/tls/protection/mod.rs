//! Record protection of one direction in TLS 1.2 and DTLS 1.2, RFC 5246 §6.2.3.
//!
//! The sequence number comes from outside: TLS counts records, DTLS puts its epoch before the record's number
//! (RFC 6347 §4.1.2.1). Record headers are no business of this module.

mod aead;
mod cbc;

use alloc::vec::Vec;

use rand_core::CryptoRng;

use super::key_schedule::DirectionKeys;
use super::registry::{ContentType, ProtocolVersion};
use super::suite::{BulkCipher, SuiteParameters};
use crate::crypto::{CryptoError, CryptoProvider};

/// What the MAC or the tag covers beside the plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordContext {
    /// TLS: number of the record in its direction. DTLS: epoch and number in 64 bits.
    pub sequence: u64,
    /// The record's content type.
    pub content_type: ContentType,
    /// The record's version.
    pub version: ProtocolVersion,
}

impl RecordContext {
    /// `seq_num + type + version + length`, RFC 5246 §6.2.3.1 and §6.2.3.3.
    fn header(self, length: usize) -> [u8; 13] {
        let mut header = [0; 13];
        header[..8].copy_from_slice(&self.sequence.to_be_bytes());
        header[8] = self.content_type.0;
        header[9..11].copy_from_slice(&self.version.0.to_be_bytes());
        header[11..].copy_from_slice(&u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes());
        header
    }
}

/// Protects, or opens, the records of one direction.
pub struct RecordProtection(Cipher);

enum Cipher {
    Aead(aead::AeadProtection),
    Cbc(cbc::CbcProtection),
}

impl RecordProtection {
    /// The protection of a suite under the keys of a direction. `encrypt_then_mac` (RFC 7366) concerns CBC suites only.
    pub fn new(
        provider: &dyn CryptoProvider,
        suite: &SuiteParameters,
        keys: &DirectionKeys,
        encrypt_then_mac: bool,
    ) -> Result<Self, CryptoError> {
        Ok(Self(match suite.cipher {
            BulkCipher::Aead(algorithm) => {
                Cipher::Aead(aead::AeadProtection::new(provider, algorithm, keys)?)
            }
            BulkCipher::Cbc { mac, .. } => {
                Cipher::Cbc(cbc::CbcProtection::new(provider, mac, keys, encrypt_then_mac)?)
            }
        }))
    }

    /// Appends the protected fragment to `out`. `rng` gives the IV of CBC; the explicit nonce of an AEAD is the
    /// sequence number, which never repeats under a key (RFC 5288 §3).
    pub fn seal(
        &self,
        context: RecordContext,
        plaintext: &[u8],
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) -> Result<(), CryptoError> {
        match &self.0 {
            Cipher::Aead(aead) => aead.seal(context, plaintext, out),
            Cipher::Cbc(cbc) => cbc.seal(context, plaintext, rng, out),
        }
    }

    /// The plain text of a fragment. Whatever is wrong with it, the answer is [`CryptoError::BadTag`].
    pub fn open(&self, context: RecordContext, fragment: &[u8]) -> Result<Vec<u8>, CryptoError> {
        match &self.0 {
            Cipher::Aead(aead) => aead.open(context, fragment),
            Cipher::Cbc(cbc) => cbc.open(context, fragment),
        }
        .map_err(|_| CryptoError::BadTag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::rustcrypto::RUSTCRYPTO;
    use crate::tls::suite::SUITES;
    use chacha20::ChaCha20Rng;
    use proptest::prelude::*;
    use rand_core::SeedableRng;
    use zeroize::Zeroizing;

    const CONTEXT: RecordContext = RecordContext {
        sequence: 0x0001_0000_0000_0005,
        content_type: ContentType::APPLICATION_DATA,
        version: ProtocolVersion::DTLS12,
    };

    fn protection(suite: &SuiteParameters, encrypt_then_mac: bool) -> RecordProtection {
        let bytes = |length, byte| Zeroizing::new(alloc::vec![byte; length]);
        let keys = DirectionKeys {
            mac_key: bytes(suite.cipher.mac_key_len(), 1),
            key: bytes(suite.cipher.key_len(), 2),
            iv: bytes(suite.cipher.fixed_iv_len(), 3),
        };
        RecordProtection::new(&RUSTCRYPTO, suite, &keys, encrypt_then_mac).unwrap()
    }

    fn all() -> impl Iterator<Item = RecordProtection> {
        SUITES.iter().flat_map(|suite| [false, true].map(|etm| protection(suite, etm)))
    }

    fn sealed(protection: &RecordProtection, plaintext: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        protection.seal(CONTEXT, plaintext, &mut ChaCha20Rng::from_seed([4; 32]), &mut out).unwrap();
        out
    }

    #[test]
    fn every_suite_opens_what_it_sealed() {
        for protection in all() {
            for length in [0, 1, 15, 16, 17, 300] {
                let plaintext = alloc::vec![9; length];
                let fragment = sealed(&protection, &plaintext);
                assert_eq!(protection.open(CONTEXT, &fragment), Ok(plaintext));
            }
        }
    }

    #[test]
    fn every_byte_and_every_field_of_the_header_is_covered() {
        for protection in all() {
            let fragment = sealed(&protection, b"covered");
            for index in 0..fragment.len() {
                let mut tampered = fragment.clone();
                tampered[index] ^= 0x80;
                assert_eq!(protection.open(CONTEXT, &tampered), Err(CryptoError::BadTag), "byte {index}");
            }
            for context in [
                RecordContext { sequence: CONTEXT.sequence + 1, ..CONTEXT },
                RecordContext { content_type: ContentType::ALERT, ..CONTEXT },
                RecordContext { version: ProtocolVersion::TLS12, ..CONTEXT },
            ] {
                assert_eq!(protection.open(context, &fragment), Err(CryptoError::BadTag));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]
        #[test]
        fn fragments_that_nobody_sealed_are_refused(
            fragment in prop::collection::vec(any::<u8>(), 0..100),
        ) {
            for protection in all() {
                prop_assert_eq!(protection.open(CONTEXT, &fragment), Err(CryptoError::BadTag));
            }
        }
    }
}
