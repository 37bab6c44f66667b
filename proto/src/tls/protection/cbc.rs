//! AES-CBC and HMAC, with the MAC inside (RFC 5246 §6.2.3.2) or outside (RFC 7366 §3).
//!
//! ```text
//! MAC-then-encrypt:  IV ‖ AES-CBC(plaintext ‖ MAC(header ‖ plaintext) ‖ padding)
//! encrypt-then-MAC:  IV ‖ AES-CBC(plaintext ‖ padding) ‖ MAC(header ‖ IV ‖ ciphertext)
//! ```

use alloc::boxed::Box;
use alloc::vec::Vec;

use rand_core::CryptoRng;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, ConstantTimeLess};

use super::RecordContext;
use crate::crypto::{Cbc, CryptoError, CryptoProvider, HashAlgorithm, Hmac};
use crate::tls::key_schedule::DirectionKeys;

const BLOCK: usize = 16;

pub(super) struct CbcProtection {
    cipher: Box<dyn Cbc>,
    hmac: Box<dyn Hmac>,
    mac_len: usize,
    encrypt_then_mac: bool,
}

impl CbcProtection {
    pub(super) fn new(
        provider: &dyn CryptoProvider,
        mac: HashAlgorithm,
        keys: &DirectionKeys,
        encrypt_then_mac: bool,
    ) -> Result<Self, CryptoError> {
        Ok(Self {
            cipher: provider.cbc(&keys.key)?,
            hmac: provider.hmac(mac, &keys.mac_key),
            mac_len: mac.output_len(),
            encrypt_then_mac,
        })
    }

    pub(super) fn seal(
        &self,
        context: RecordContext,
        plaintext: &[u8],
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) -> Result<(), CryptoError> {
        let mut iv = [0; BLOCK];
        rng.fill_bytes(&mut iv);
        let mut blocks = plaintext.to_vec();
        if !self.encrypt_then_mac {
            blocks.extend_from_slice(&self.hmac.mac(&[&context.header(plaintext.len()), plaintext]));
        }
        pad(&mut blocks);
        self.cipher.encrypt(&iv, &mut blocks)?;
        if self.encrypt_then_mac {
            let mac = self.hmac.mac(&[&context.header(BLOCK + blocks.len()), &iv, &blocks]);
            blocks.extend_from_slice(&mac);
        }
        out.extend_from_slice(&iv);
        out.extend_from_slice(&blocks);
        Ok(())
    }

    pub(super) fn open(&self, context: RecordContext, fragment: &[u8]) -> Result<Vec<u8>, CryptoError> {
        if self.encrypt_then_mac {
            self.open_mac_outside(context, fragment)
        } else {
            self.open_mac_inside(context, fragment)
        }
    }

    /// RFC 7366 §3: the MAC is checked before anything is decrypted.
    fn open_mac_outside(&self, context: RecordContext, fragment: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let covered = fragment.len().checked_sub(self.mac_len).ok_or(CryptoError::BadTag)?;
        let (covered, mac) = fragment.split_at(covered);
        let expected = self.hmac.mac(&[&context.header(covered.len()), covered]);
        if !bool::from(expected.ct_eq(mac)) {
            return Err(CryptoError::BadTag);
        }
        let mut blocks = self.decrypt(covered)?;
        let (padding, good) = padding_len(&blocks, 0);
        if !bool::from(good) {
            return Err(CryptoError::BadTag);
        }
        blocks.truncate(blocks.len() - padding);
        Ok(blocks)
    }

    /// RFC 5246 §6.2.3.2: a bad padding is treated as one of length zero, and the MAC is computed all the same, so
    /// that both failures take the same way.
    fn open_mac_inside(&self, context: RecordContext, fragment: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let mut blocks = self.decrypt(fragment)?;
        let (padding, good) = padding_len(&blocks, self.mac_len);
        let clear = (blocks.len() - padding).checked_sub(self.mac_len).ok_or(CryptoError::BadTag)?;
        let (plaintext, rest) = blocks.split_at(clear);
        let expected = self.hmac.mac(&[&context.header(clear), plaintext]);
        if !bool::from(good & expected.ct_eq(&rest[..self.mac_len])) {
            return Err(CryptoError::BadTag);
        }
        blocks.truncate(clear);
        Ok(blocks)
    }

    fn decrypt(&self, covered: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (iv, blocks) = covered.split_first_chunk::<BLOCK>().ok_or(CryptoError::BadTag)?;
        let mut blocks = blocks.to_vec();
        self.cipher.decrypt(iv, &mut blocks)?;
        Ok(blocks)
    }
}

/// RFC 5246 §6.2.3.2: every byte of the padding, its length byte included, has the value of the length byte.
fn pad(blocks: &mut Vec<u8>) {
    let padding = BLOCK - blocks.len() % BLOCK;
    let value = u8::try_from(padding - 1).unwrap_or(u8::MAX);
    blocks.resize(blocks.len() + padding, value);
}

/// Length of the padding with its length byte, and whether it is good: inside the blocks beside `mac_len` bytes of MAC,
/// and every byte right. A bad padding counts as its length byte alone. Runs over the same bytes either way.
fn padding_len(blocks: &[u8], mac_len: usize) -> (usize, Choice) {
    let Some(&value) = blocks.last() else { return (0, Choice::from(0)) };
    let claimed = u32::from(value) + 1;
    let room = u32::try_from(blocks.len().saturating_sub(mac_len)).unwrap_or(u32::MAX);
    let mut good = !room.ct_lt(&claimed);
    for (distance, byte) in (1_u32..=256).zip(blocks.iter().rev()) {
        let inside = !claimed.ct_lt(&distance);
        good &= !inside | byte.ct_eq(&value);
    }
    let length = u32::conditional_select(&1, &claimed, good);
    (length as usize, good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_fills_a_block_and_never_is_empty() {
        for length in 0..33 {
            let mut blocks = alloc::vec![0; length];
            pad(&mut blocks);
            let padding = blocks.len() - length;
            assert!((1..=16).contains(&padding) && blocks.len() % 16 == 0);
            assert_eq!(usize::from(blocks[blocks.len() - 1]), padding - 1);
        }
    }

    #[test]
    fn good_and_bad_padding() {
        let check = |blocks: &[u8], mac_len| {
            let (length, good) = padding_len(blocks, mac_len);
            (length, bool::from(good))
        };
        assert_eq!(check(&[7, 2, 2, 2], 0), (3, true));
        assert_eq!(check(&[7, 1, 2, 2], 0), (1, false), "a byte differs");
        assert_eq!(check(&[3, 3, 3, 3], 0), (4, true));
        assert_eq!(check(&[4, 4, 4, 4], 0), (1, false), "longer than the blocks");
        assert_eq!(check(&[2, 2, 2, 2], 2), (1, false), "no room for the MAC");
    }
}
