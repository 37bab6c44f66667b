//! AES-GCM and AES-CCM with 12-byte nonces, RFC 5116 and RFC 6655.

use alloc::boxed::Box;
use alloc::vec::Vec;

use aes::Aes128;
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use ccm::Ccm;
use ccm::consts::{U8, U12, U16};

use crate::crypto::{Aead, AeadAlgorithm, CryptoError};

pub(super) fn keyed(algorithm: AeadAlgorithm, key: &[u8]) -> Result<Box<dyn Aead>, CryptoError> {
    match algorithm {
        AeadAlgorithm::Aes128Gcm => boxed::<Aes128Gcm>(key),
        AeadAlgorithm::Aes256Gcm => boxed::<Aes256Gcm>(key),
        AeadAlgorithm::Aes128Ccm => boxed::<Ccm<Aes128, U16, U12>>(key),
        AeadAlgorithm::Aes128Ccm8 => boxed::<Ccm<Aes128, U8, U12>>(key),
    }
}

fn boxed<C>(key: &[u8]) -> Result<Box<dyn Aead>, CryptoError>
where
    C: AeadInOut<NonceSize = U12> + KeyInit + Send + Sync + 'static,
{
    let cipher = C::new_from_slice(key).map_err(|_| CryptoError::BadLength)?;
    Ok(Box::new(Cipher(cipher)))
}

struct Cipher<C>(C);

impl<C: AeadInOut<NonceSize = U12> + Send + Sync> Aead for Cipher<C> {
    fn seal(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut Vec<u8>) -> Result<(), CryptoError> {
        self.0.encrypt_in_place(nonce.into(), aad, buffer).map_err(|_| CryptoError::BadLength)
    }

    fn open(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut Vec<u8>) -> Result<(), CryptoError> {
        self.0.decrypt_in_place(nonce.into(), aad, buffer).map_err(|_| CryptoError::BadTag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [AeadAlgorithm; 4] = [
        AeadAlgorithm::Aes128Gcm,
        AeadAlgorithm::Aes256Gcm,
        AeadAlgorithm::Aes128Ccm,
        AeadAlgorithm::Aes128Ccm8,
    ];

    /// The GCM specification (McGrew and Viega), test case 4.
    #[test]
    fn gcm_test_case_4() {
        let key = hex::decode("feffe9928665731c6d6a8f9467308308").unwrap();
        let nonce = hex::decode("cafebabefacedbaddecaf888").unwrap().try_into().unwrap();
        let aad = hex::decode("feedfacedeadbeeffeedfacedeadbeefabaddad2").unwrap();
        let clear = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                     1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
        let mut buffer = hex::decode(clear).unwrap();
        keyed(AeadAlgorithm::Aes128Gcm, &key).unwrap().seal(&nonce, &aad, &mut buffer).unwrap();
        assert_eq!(
            hex::encode(buffer),
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e\
             21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091\
             5bc94fbc3221a5db94fae95ae7121a47"
        );
    }

    #[test]
    fn each_seals_opens_and_refuses_a_flipped_bit() {
        for algorithm in ALL {
            let aead = keyed(algorithm, &[1; 32][..algorithm.key_len()]).unwrap();
            let mut sealed = b"clear".to_vec();
            aead.seal(&[2; 12], b"aad", &mut sealed).unwrap();
            assert_eq!(sealed.len(), 5 + algorithm.tag_len());
            let mut opened = sealed.clone();
            aead.open(&[2; 12], b"aad", &mut opened).unwrap();
            assert_eq!(opened, b"clear");
            sealed[0] ^= 1;
            assert_eq!(aead.open(&[2; 12], b"aad", &mut sealed), Err(CryptoError::BadTag));
        }
    }

    #[test]
    fn a_key_of_the_wrong_length_is_refused() {
        assert_eq!(keyed(AeadAlgorithm::Aes128Gcm, &[0; 15]).err(), Some(CryptoError::BadLength));
    }
}
