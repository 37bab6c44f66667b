//! The running hash of all handshake messages. No byte of them is kept.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::crypto::{CryptoProvider, Hash, HashAlgorithm};

/// Hashes the handshake under every hash that Finished or CertificateVerify may call for.
pub struct Transcript {
    sha256: Box<dyn Hash>,
    sha384: Box<dyn Hash>,
}

impl Transcript {
    /// An empty transcript.
    #[must_use]
    pub fn new(provider: &dyn CryptoProvider) -> Self {
        Self { sha256: provider.hash(HashAlgorithm::Sha256), sha384: provider.hash(HashAlgorithm::Sha384) }
    }

    /// Adds a message with its header; in DTLS with the header of the unfragmented message, RFC 6347 §4.2.6.
    pub fn add(&mut self, message: &[u8]) {
        self.sha256.update(message);
        self.sha384.update(message);
    }

    /// The hash of all messages so far. Only SHA-256 and SHA-384 are kept: no suite here has another PRF hash, and
    /// neither side offers another for CertificateVerify.
    #[must_use]
    pub fn hash(&self, algorithm: HashAlgorithm) -> Option<Vec<u8>> {
        match algorithm {
            HashAlgorithm::Sha256 => Some(self.sha256.digest()),
            HashAlgorithm::Sha384 => Some(self.sha384.digest()),
            HashAlgorithm::Sha1 | HashAlgorithm::Sha512 => None,
        }
    }

    /// An independent copy.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { sha256: self.sha256.fork(), sha384: self.sha384.fork() }
    }
}
