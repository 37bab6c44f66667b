//! Authenticated ciphers: GCM as in RFC 5288 §3, CCM as in RFC 6655 §3.
//!
//! ```text
//! fragment = explicit nonce (8 bytes) ‖ ciphertext ‖ tag
//! nonce    = implicit part from the key block (4 bytes) ‖ explicit nonce
//! ```

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::RecordContext;
use crate::crypto::{Aead, AeadAlgorithm, CryptoError, CryptoProvider};
use crate::tls::key_schedule::DirectionKeys;

const EXPLICIT_NONCE_LEN: usize = 8;

pub(super) struct AeadProtection {
    cipher: Box<dyn Aead>,
    implicit: [u8; 4],
    tag_len: usize,
}

impl AeadProtection {
    pub(super) fn new(
        provider: &dyn CryptoProvider,
        algorithm: AeadAlgorithm,
        keys: &DirectionKeys,
    ) -> Result<Self, CryptoError> {
        Ok(Self {
            cipher: provider.aead(algorithm, &keys.key)?,
            implicit: keys.iv.as_slice().try_into().map_err(|_| CryptoError::BadLength)?,
            tag_len: algorithm.tag_len(),
        })
    }

    pub(super) fn seal(
        &self,
        context: RecordContext,
        plaintext: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), CryptoError> {
        let explicit = context.sequence.to_be_bytes();
        let mut buffer = Vec::with_capacity(plaintext.len() + self.tag_len);
        buffer.extend_from_slice(plaintext);
        self.cipher.seal(&self.nonce(explicit), &context.header(plaintext.len()), &mut buffer)?;
        out.extend_from_slice(&explicit);
        out.extend_from_slice(&buffer);
        Ok(())
    }

    pub(super) fn open(&self, context: RecordContext, fragment: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (explicit, sealed) =
            fragment.split_first_chunk::<EXPLICIT_NONCE_LEN>().ok_or(CryptoError::BadTag)?;
        let length = sealed.len().checked_sub(self.tag_len).ok_or(CryptoError::BadTag)?;
        let mut buffer = sealed.to_vec();
        self.cipher.open(&self.nonce(*explicit), &context.header(length), &mut buffer)?;
        Ok(buffer)
    }

    fn nonce(&self, explicit: [u8; EXPLICIT_NONCE_LEN]) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[..4].copy_from_slice(&self.implicit);
        nonce[4..].copy_from_slice(&explicit);
        nonce
    }
}
