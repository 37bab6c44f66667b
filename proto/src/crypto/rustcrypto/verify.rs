//! Checking signatures over a digest: by the key in a `SubjectPublicKeyInfo` as TLS has it, or by the bare key that
//! path validation hands over.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::pkcs8::DecodePublicKey;
use rsa::{Pss, PublicKey};
use sha2::{Sha256, Sha384, Sha512};

use super::signing::{check_digest, ecdsa_prehash, pkcs1};
use crate::crypto::CryptoError;
use crate::tls::registry::SignatureScheme;

pub(super) fn verify(
    scheme: SignatureScheme,
    public_key: &[u8],
    digest: &[u8],
    signature: &[u8],
) -> Result<(), CryptoError> {
    check_digest(scheme, digest)?;
    match scheme {
        SignatureScheme::ECDSA_SECP256R1_SHA256
        | SignatureScheme::ECDSA_SECP384R1_SHA384
        | SignatureScheme::ECDSA_SHA1 => ecdsa(public_key, digest, signature),
        _ => {
            let key = PublicKey::from_public_key_der(public_key).map_err(|_| CryptoError::BadKey)?;
            rsa(&key, scheme, digest, signature)
        }
    }
}

/// ECDSA by a key on either curve.
fn ecdsa(public_key: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), CryptoError> {
    if let Ok(key) = p256::ecdsa::VerifyingKey::from_public_key_der(public_key) {
        p256(&key, digest, signature)
    } else if let Ok(key) = p384::ecdsa::VerifyingKey::from_public_key_der(public_key) {
        p384(&key, digest, signature)
    } else {
        Err(CryptoError::BadKey)
    }
}

/// ECDSA on P-256.
pub(super) fn p256(
    key: &p256::ecdsa::VerifyingKey,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), CryptoError> {
    p256::ecdsa::DerSignature::from_bytes(signature)
        .and_then(|signature| key.verify_prehash(&ecdsa_prehash::<32>(digest), &signature))
        .map_err(|_| CryptoError::BadSignature)
}

/// ECDSA on P-384.
pub(super) fn p384(
    key: &p384::ecdsa::VerifyingKey,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), CryptoError> {
    p384::ecdsa::DerSignature::from_bytes(signature)
        .and_then(|signature| key.verify_prehash(&ecdsa_prehash::<48>(digest), &signature))
        .map_err(|_| CryptoError::BadSignature)
}

/// RSASSA-PKCS1-v1_5 or RSASSA-PSS, RFC 8017 §8.
pub(super) fn rsa(
    key: &PublicKey,
    scheme: SignatureScheme,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), CryptoError> {
    let verified = if let Some(padding) = pkcs1(scheme) {
        key.verify(padding, digest, signature)
    } else {
        match scheme {
            SignatureScheme::RSA_PSS_RSAE_SHA256 => key.verify(Pss::<Sha256>::new(), digest, signature),
            SignatureScheme::RSA_PSS_RSAE_SHA384 => key.verify(Pss::<Sha384>::new(), digest, signature),
            SignatureScheme::RSA_PSS_RSAE_SHA512 => key.verify(Pss::<Sha512>::new(), digest, signature),
            _ => return Err(CryptoError::Unsupported),
        }
    };
    verified.map_err(|_| CryptoError::BadSignature)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::rustcrypto::signing;
    use chacha20::ChaCha20Rng;
    use p256::elliptic_curve::Generate;
    use p256::pkcs8::{EncodePrivateKey, EncodePublicKey};
    use rand_core::SeedableRng;

    /// TLS 1.2 lets any hash go with any curve, RFC 5246 §7.4.1.4.1.
    #[test]
    fn a_signature_verifies_with_every_hash_and_not_for_another_digest() {
        let mut rng = ChaCha20Rng::from_seed([3; 32]);
        let secret = p384::SecretKey::generate_from_rng(&mut rng);
        let public = secret.public_key().to_public_key_der().unwrap();
        let key = signing::from_pkcs8(secret.to_pkcs8_der().unwrap().as_bytes()).unwrap();
        for scheme in key.schemes() {
            let digest = [7; 64];
            let digest = &digest[..scheme.hash().unwrap().output_len()];
            let signature = key.sign(*scheme, digest, &mut rng).unwrap();
            assert_eq!(verify(*scheme, public.as_bytes(), digest, &signature), Ok(()));
            let mut other = digest.to_vec();
            other[0] ^= 1;
            assert_eq!(
                verify(*scheme, public.as_bytes(), &other, &signature),
                Err(CryptoError::BadSignature)
            );
        }
    }

    #[test]
    fn a_digest_of_the_wrong_length_is_refused() {
        let scheme = SignatureScheme::RSA_PKCS1_SHA256;
        assert_eq!(verify(scheme, &[], &[0; 31], &[]), Err(CryptoError::BadLength));
        assert_eq!(verify(scheme, &[], &[0; 32], &[]), Err(CryptoError::BadKey));
    }
}
