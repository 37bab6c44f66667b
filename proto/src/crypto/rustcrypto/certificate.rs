//! The signature algorithms that path validation accepts in certificates: ECDSA on P-256 and P-384 with SHA-256 and
//! SHA-384, RSA PKCS#1 v1.5 and PSS with SHA-256, SHA-384 and SHA-512.

use alloc::vec::Vec;

use rsa::PublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use rustls_pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, alg_id};

use super::{hash, verify};
use crate::crypto::HashAlgorithm;
use crate::tls::registry::SignatureScheme;

pub(super) static ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = &[
    &Algorithm { key: Key::P256, scheme: SignatureScheme::ECDSA_SECP256R1_SHA256, id: alg_id::ECDSA_SHA256 },
    &Algorithm { key: Key::P256, scheme: SignatureScheme::ECDSA_SECP384R1_SHA384, id: alg_id::ECDSA_SHA384 },
    &Algorithm { key: Key::P384, scheme: SignatureScheme::ECDSA_SECP256R1_SHA256, id: alg_id::ECDSA_SHA256 },
    &Algorithm { key: Key::P384, scheme: SignatureScheme::ECDSA_SECP384R1_SHA384, id: alg_id::ECDSA_SHA384 },
    &Algorithm { key: Key::Rsa, scheme: SignatureScheme::RSA_PKCS1_SHA256, id: alg_id::RSA_PKCS1_SHA256 },
    &Algorithm { key: Key::Rsa, scheme: SignatureScheme::RSA_PKCS1_SHA384, id: alg_id::RSA_PKCS1_SHA384 },
    &Algorithm { key: Key::Rsa, scheme: SignatureScheme::RSA_PKCS1_SHA512, id: alg_id::RSA_PKCS1_SHA512 },
    &Algorithm { key: Key::Rsa, scheme: SignatureScheme::RSA_PSS_RSAE_SHA256, id: alg_id::RSA_PSS_SHA256 },
    &Algorithm { key: Key::Rsa, scheme: SignatureScheme::RSA_PSS_RSAE_SHA384, id: alg_id::RSA_PSS_SHA384 },
    &Algorithm { key: Key::Rsa, scheme: SignatureScheme::RSA_PSS_RSAE_SHA512, id: alg_id::RSA_PSS_SHA512 },
];

/// One combination of key and signature algorithm.
#[derive(Debug)]
struct Algorithm {
    key: Key,
    scheme: SignatureScheme,
    id: AlgorithmIdentifier,
}

/// The kind of key that a certificate is signed with. The library hands over the bare `subjectPublicKey`: a point, or
/// an `RSAPublicKey`.
#[derive(Debug, Clone, Copy)]
enum Key {
    P256,
    P384,
    Rsa,
}

impl SignatureVerificationAlgorithm for Algorithm {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let digest =
            self.scheme.hash().map(|algorithm| digest(algorithm, message)).ok_or(InvalidSignature)?;
        match self.key {
            Key::P256 => {
                let key =
                    p256::ecdsa::VerifyingKey::from_sec1_bytes(public_key).map_err(|_| InvalidSignature)?;
                verify::p256(&key, &digest, signature)
            }
            Key::P384 => {
                let key =
                    p384::ecdsa::VerifyingKey::from_sec1_bytes(public_key).map_err(|_| InvalidSignature)?;
                verify::p384(&key, &digest, signature)
            }
            Key::Rsa => {
                let key = PublicKey::from_pkcs1_der(public_key).map_err(|_| InvalidSignature)?;
                verify::rsa(&key, self.scheme, &digest, signature)
            }
        }
        .map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        match self.key {
            Key::P256 => alg_id::ECDSA_P256,
            Key::P384 => alg_id::ECDSA_P384,
            Key::Rsa => alg_id::RSA_ENCRYPTION,
        }
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.id
    }
}

fn digest(algorithm: HashAlgorithm, message: &[u8]) -> Vec<u8> {
    let mut hash = hash::start(algorithm);
    hash.update(message);
    hash.digest()
}
