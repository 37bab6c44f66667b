//! The default provider: RustCrypto. Builds without `std`; one family of primitives a file.

mod aead;
mod agreement;
mod cbc;
mod certificate;
mod hash;
mod hmac;
mod signing;
mod verify;

use alloc::boxed::Box;

use rand_core::CryptoRng;
use rustls_pki_types::SignatureVerificationAlgorithm;

use super::{
    Aead, AeadAlgorithm, Cbc, CryptoError, CryptoProvider, Hash, HashAlgorithm, Hmac, KeyAgreement,
    SigningKey,
};
use crate::tls::registry::{NamedGroup, SignatureScheme};

/// The provider on RustCrypto's crates.
#[derive(Debug, Clone, Copy, Default)]
pub struct RustCrypto;

/// The provider as a value that lives as long as the program.
pub static RUSTCRYPTO: RustCrypto = RustCrypto;

impl CryptoProvider for RustCrypto {
    fn hash(&self, algorithm: HashAlgorithm) -> Box<dyn Hash> {
        hash::start(algorithm)
    }

    fn hmac(&self, algorithm: HashAlgorithm, key: &[u8]) -> Box<dyn Hmac> {
        hmac::keyed(algorithm, key)
    }

    fn aead(&self, algorithm: AeadAlgorithm, key: &[u8]) -> Result<Box<dyn Aead>, CryptoError> {
        aead::keyed(algorithm, key)
    }

    fn cbc(&self, key: &[u8]) -> Result<Box<dyn Cbc>, CryptoError> {
        cbc::keyed(key)
    }

    fn key_agreement(
        &self,
        group: NamedGroup,
        rng: &mut dyn CryptoRng,
    ) -> Result<Box<dyn KeyAgreement>, CryptoError> {
        agreement::generate(group, rng)
    }

    fn signing_key(&self, pkcs8: &[u8]) -> Result<Box<dyn SigningKey>, CryptoError> {
        signing::from_pkcs8(pkcs8)
    }

    fn verify(
        &self,
        scheme: SignatureScheme,
        public_key: &[u8],
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        verify::verify(scheme, public_key, digest, signature)
    }

    fn certificate_algorithms(&self) -> &'static [&'static dyn SignatureVerificationAlgorithm] {
        certificate::ALGORITHMS
    }
}
