//! What each cipher suite stands for.

use super::registry::CipherSuite;
use crate::crypto::{AeadAlgorithm, HashAlgorithm};

/// Kind of key that the server's certificate has, and signs ServerKeyExchange with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authentication {
    /// An ECDSA key.
    Ecdsa,
    /// An RSA key.
    Rsa,
}

/// What protects the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkCipher {
    /// An authenticated cipher, RFC 5246 §6.2.3.3.
    Aead(AeadAlgorithm),
    /// AES-CBC and HMAC, RFC 5246 §6.2.3.2.
    Cbc {
        /// Length of the AES key in bytes.
        key_len: usize,
        /// Hash under the HMAC.
        mac: HashAlgorithm,
    },
}

impl BulkCipher {
    /// Length of a direction's encryption key in bytes.
    #[must_use]
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aead(algorithm) => algorithm.key_len(),
            Self::Cbc { key_len, .. } => key_len,
        }
    }

    /// Length of a direction's MAC key in bytes.
    #[must_use]
    pub const fn mac_key_len(self) -> usize {
        match self {
            Self::Aead(_) => 0,
            Self::Cbc { mac, .. } => mac.output_len(),
        }
    }

    /// Length of a direction's IV from the key block in bytes: the implicit part of an AEAD nonce (RFC 5288 §3,
    /// RFC 6655 §3), nothing for CBC, whose IVs are explicit since TLS 1.1.
    #[must_use]
    pub const fn fixed_iv_len(self) -> usize {
        match self {
            Self::Aead(_) => 4,
            Self::Cbc { .. } => 0,
        }
    }
}

/// The parameters of an ECDHE suite in TLS 1.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuiteParameters {
    /// The suite.
    pub suite: CipherSuite,
    /// How the server authenticates.
    pub authentication: Authentication,
    /// What protects the records.
    pub cipher: BulkCipher,
    /// Hash of the PRF and of Finished.
    pub prf: HashAlgorithm,
}

const fn suite(
    suite: CipherSuite,
    authentication: Authentication,
    cipher: BulkCipher,
    prf: HashAlgorithm,
) -> SuiteParameters {
    SuiteParameters { suite, authentication, cipher, prf }
}

const fn cbc(key_len: usize, mac: HashAlgorithm) -> BulkCipher {
    BulkCipher::Cbc { key_len, mac }
}

use AeadAlgorithm::{Aes128Ccm, Aes128Ccm8, Aes128Gcm, Aes256Gcm};
use Authentication::{Ecdsa, Rsa};
use BulkCipher::Aead;
use HashAlgorithm::{Sha1, Sha256, Sha384};

/// Every suite known here, in the order of preference: authenticated ciphers first, ECDSA before RSA.
///
/// RFC 5289 §3 and RFC 7251 §2 name the hash of the PRF; for the suites of RFC 8422 it is SHA-256, RFC 5246 §5.
pub static SUITES: [SuiteParameters; 12] = [
    suite(CipherSuite::ECDHE_ECDSA_AES_128_GCM_SHA256, Ecdsa, Aead(Aes128Gcm), Sha256),
    suite(CipherSuite::ECDHE_ECDSA_AES_256_GCM_SHA384, Ecdsa, Aead(Aes256Gcm), Sha384),
    suite(CipherSuite::ECDHE_RSA_AES_128_GCM_SHA256, Rsa, Aead(Aes128Gcm), Sha256),
    suite(CipherSuite::ECDHE_RSA_AES_256_GCM_SHA384, Rsa, Aead(Aes256Gcm), Sha384),
    suite(CipherSuite::ECDHE_ECDSA_AES_128_CCM, Ecdsa, Aead(Aes128Ccm), Sha256),
    suite(CipherSuite::ECDHE_ECDSA_AES_128_CCM_8, Ecdsa, Aead(Aes128Ccm8), Sha256),
    suite(CipherSuite::ECDHE_ECDSA_AES_128_CBC_SHA256, Ecdsa, cbc(16, Sha256), Sha256),
    suite(CipherSuite::ECDHE_RSA_AES_128_CBC_SHA256, Rsa, cbc(16, Sha256), Sha256),
    suite(CipherSuite::ECDHE_ECDSA_AES_128_CBC_SHA, Ecdsa, cbc(16, Sha1), Sha256),
    suite(CipherSuite::ECDHE_ECDSA_AES_256_CBC_SHA, Ecdsa, cbc(32, Sha1), Sha256),
    suite(CipherSuite::ECDHE_RSA_AES_128_CBC_SHA, Rsa, cbc(16, Sha1), Sha256),
    suite(CipherSuite::ECDHE_RSA_AES_256_CBC_SHA, Rsa, cbc(32, Sha1), Sha256),
];

impl CipherSuite {
    /// What the suite stands for; `None` when it is not known here.
    #[must_use]
    pub fn parameters(self) -> Option<&'static SuiteParameters> {
        SUITES.iter().find(|known| known.suite == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The IANA names say what a suite is made of.
    #[test]
    fn each_suite_is_what_its_name_says() {
        for known in &SUITES {
            let name = known.suite.name().unwrap();
            assert_eq!(name.contains("_ECDSA_"), known.authentication == Ecdsa, "{name}");
            assert_eq!(name.ends_with("SHA384"), known.prf == Sha384, "{name}");
            assert_eq!(name.contains("_256_"), known.cipher.key_len() == 32, "{name}");
            assert_eq!(name.contains("_CBC_"), known.cipher.mac_key_len() > 0, "{name}");
        }
    }

    #[test]
    fn the_signal_of_rfc_5746_is_no_suite() {
        assert_eq!(CipherSuite::EMPTY_RENEGOTIATION_INFO_SCSV.parameters(), None);
    }
}
