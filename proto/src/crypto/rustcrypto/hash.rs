//! SHA-1 and SHA-2, FIPS 180-4.

use alloc::boxed::Box;
use alloc::vec::Vec;

use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha256, Sha384, Sha512};

use crate::crypto::{Hash, HashAlgorithm};

pub(super) fn start(algorithm: HashAlgorithm) -> Box<dyn Hash> {
    match algorithm {
        HashAlgorithm::Sha1 => Box::new(Running(Sha1::new())),
        HashAlgorithm::Sha256 => Box::new(Running(Sha256::new())),
        HashAlgorithm::Sha384 => Box::new(Running(Sha384::new())),
        HashAlgorithm::Sha512 => Box::new(Running(Sha512::new())),
    }
}

struct Running<D>(D);

impl<D: Digest + Clone + Send + Sync + 'static> Hash for Running<D> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn digest(&self) -> Vec<u8> {
        self.0.clone().finalize().to_vec()
    }

    fn fork(&self) -> Box<dyn Hash> {
        Box::new(Self(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abc_of_fips_180_and_going_on_after_a_digest() {
        let mut hash = start(HashAlgorithm::Sha256);
        hash.update(b"ab");
        let fork = hash.fork();
        hash.digest();
        hash.update(b"c");
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex::encode(hash.digest()), abc);
        assert_ne!(fork.digest(), hash.digest());
    }

    #[test]
    fn each_algorithm_has_its_length() {
        for algorithm in
            [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512]
        {
            assert_eq!(start(algorithm).digest().len(), algorithm.output_len());
        }
    }
}
