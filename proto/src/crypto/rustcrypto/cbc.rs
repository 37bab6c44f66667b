//! AES in CBC mode without padding, NIST SP 800-38A §6.2.

use alloc::boxed::Box;

use aes::{Aes128, Aes256};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::consts::U16;
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyInit,
};
use cbc::{Decryptor, Encryptor};

use crate::crypto::{Cbc, CryptoError};

pub(super) fn keyed(key: &[u8]) -> Result<Box<dyn Cbc>, CryptoError> {
    match key.len() {
        16 => boxed::<Aes128>(key),
        32 => boxed::<Aes256>(key),
        _ => Err(CryptoError::BadLength),
    }
}

fn boxed<C>(key: &[u8]) -> Result<Box<dyn Cbc>, CryptoError>
where
    C: KeyInit + BlockCipherEncrypt<BlockSize = U16> + BlockCipherDecrypt + Clone + Send + Sync + 'static,
{
    let cipher = C::new_from_slice(key).map_err(|_| CryptoError::BadLength)?;
    Ok(Box::new(Cipher(cipher)))
}

struct Cipher<C>(C);

impl<C> Cbc for Cipher<C>
where
    C: BlockCipherEncrypt<BlockSize = U16> + BlockCipherDecrypt + Clone + Send + Sync,
{
    fn encrypt(&self, iv: &[u8; 16], blocks: &mut [u8]) -> Result<(), CryptoError> {
        let mode = Encryptor::inner_iv_init(self.0.clone(), iv.into());
        let length = blocks.len();
        mode.encrypt_padded::<NoPadding>(blocks, length).map(|_| ()).map_err(|_| CryptoError::BadLength)
    }

    fn decrypt(&self, iv: &[u8; 16], blocks: &mut [u8]) -> Result<(), CryptoError> {
        let mode = Decryptor::inner_iv_init(self.0.clone(), iv.into());
        mode.decrypt_padded::<NoPadding>(blocks).map(|_| ()).map_err(|_| CryptoError::BadLength)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST SP 800-38A §F.2.1, first block.
    #[test]
    fn sp_800_38a_vector() {
        let cbc = keyed(&hex::decode("2b7e151628aed2a6abf7158809cf4f3c").unwrap()).unwrap();
        let iv = core::array::from_fn(|i| u8::try_from(i).unwrap());
        let clear = hex::decode("6bc1bee22e409f96e93d7e117393172a").unwrap();
        let mut blocks = clear.clone();
        cbc.encrypt(&iv, &mut blocks).unwrap();
        assert_eq!(hex::encode(&blocks), "7649abac8119b246cee98e9b12e9197d");
        cbc.decrypt(&iv, &mut blocks).unwrap();
        assert_eq!(blocks, clear);
    }

    #[test]
    fn half_a_block_is_refused() {
        assert_eq!(keyed(&[0; 16]).unwrap().decrypt(&[0; 16], &mut [0; 17]), Err(CryptoError::BadLength));
    }
}
