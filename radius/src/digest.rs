//! The two digests of RADIUS, over parts that need not lie together: MD5 and HMAC-MD5 (RFC 2104).

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};

/// Octets of an MD5 block, to which HMAC brings its key (RFC 2104 §2).
const BLOCK: usize = 64;

/// MD5 of the parts, one after the other.
pub(crate) fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Md5::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// HMAC-MD5 under the shared secret, fed piece by piece.
pub(crate) struct KeyedMd5(Hmac<Md5>);

impl KeyedMd5 {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(Hmac::new(&key_block(secret).into()))
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> [u8; 16] {
        self.0.finalize().into_bytes().into()
    }
}

/// The key as HMAC wants it: hashed if longer than a block, then filled with zeros (RFC 2104 §2).
fn key_block(secret: &[u8]) -> [u8; BLOCK] {
    let hashed = md5(&[secret]);
    let key = if secret.len() > BLOCK { &hashed[..] } else { secret };
    let mut block = [0; BLOCK];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hmac_md5(secret: &[u8], data: &[u8]) -> [u8; 16] {
        let mut mac = KeyedMd5::new(secret);
        mac.update(data);
        mac.finish()
    }

    /// RFC 2104, appendix: key "Jefe".
    #[test]
    fn rfc2104_second_vector() {
        let mac = hmac_md5(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hex::encode(mac), "750c783e6ab0b503eaa86e310a5db738");
    }

    /// RFC 2202 §2, case 6: a key longer than a block.
    #[test]
    fn rfc2202_long_key() {
        let mac = hmac_md5(&[0xaa; 80], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(hex::encode(mac), "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd");
    }

    #[test]
    fn parts_hash_as_one() {
        assert_eq!(md5(&[b"a", b"", b"bc"]), md5(&[b"abc"]));
        assert_eq!(hex::encode(md5(&[b"abc"])), "900150983cd24fb0d6963f7d28e17f72");
    }
}
