//! HMAC, RFC 2104. The inner and outer states are computed once a key, and copied for each MAC.

use alloc::boxed::Box;
use alloc::vec::Vec;

use hmac::{Hmac as Keyed, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use crate::crypto::{HashAlgorithm, Hmac};

pub(super) fn keyed(algorithm: HashAlgorithm, key: &[u8]) -> Box<dyn Hmac> {
    match algorithm {
        HashAlgorithm::Sha1 => boxed::<Keyed<Sha1>>(key),
        HashAlgorithm::Sha256 => boxed::<Keyed<Sha256>>(key),
        HashAlgorithm::Sha384 => boxed::<Keyed<Sha384>>(key),
        HashAlgorithm::Sha512 => boxed::<Keyed<Sha512>>(key),
    }
}

fn boxed<M: Mac + KeyInit + Clone + Send + Sync + 'static>(key: &[u8]) -> Box<dyn Hmac> {
    match <M as KeyInit>::new_from_slice(key) {
        Ok(mac) => Box::new(State(mac)),
        Err(_) => unreachable!("HMAC takes keys of any length, RFC 2104 §2"),
    }
}

struct State<M>(M);

impl<M: Mac + Clone + Send + Sync> Hmac for State<M> {
    fn mac(&self, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        Zeroizing::new(mac.finalize().into_bytes().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231 §4.3 and, for SHA-1, RFC 2202 §3: test case 2.
    #[test]
    fn published_vectors() {
        let mac =
            |algorithm| hex::encode(&*keyed(algorithm, b"Jefe").mac(&[b"what do ya want ", b"for nothing?"]));
        assert_eq!(mac(HashAlgorithm::Sha1), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(
            mac(HashAlgorithm::Sha256),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            mac(HashAlgorithm::Sha384),
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
             8e2240ca5e69e2c78b3239ecfab21649"
        );
    }
}
