//! Signatures with a private key from PKCS#8: ECDSA (deterministic, RFC 6979), RSASSA-PKCS1-v1_5 and RSASSA-PSS
//! (RFC 8017 §8).

use alloc::boxed::Box;
use alloc::vec::Vec;

use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::pkcs8::DecodePrivateKey;
use rand_core::CryptoRng;
use rsa::{Pkcs1v15Sign, PrivateKey, Pss};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use crate::crypto::{CryptoError, SigningKey};
use crate::tls::registry::SignatureScheme;

pub(super) fn from_pkcs8(pkcs8: &[u8]) -> Result<Box<dyn SigningKey>, CryptoError> {
    if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_der(pkcs8) {
        return Ok(Box::new(P256(key)));
    }
    if let Ok(key) = p384::ecdsa::SigningKey::from_pkcs8_der(pkcs8) {
        return Ok(Box::new(P384(key)));
    }
    match PrivateKey::from_pkcs8_der(pkcs8) {
        Ok(key) => Ok(Box::new(Rsa(key))),
        Err(_) => Err(CryptoError::BadKey),
    }
}

/// The digest as ECDSA takes it on any curve: bits2int of RFC 6979 §2.3.2 cuts what is too long; what is shorter
/// than the curve's order stands for the same integer with zeros before it.
pub(super) fn ecdsa_prehash<const FIELD: usize>(digest: &[u8]) -> [u8; FIELD] {
    let mut prehash = [0; FIELD];
    let cut = digest.get(..FIELD).unwrap_or(digest);
    let (_, low) = prehash.split_at_mut(FIELD - cut.len());
    low.copy_from_slice(cut);
    prehash
}

/// An ECDSA scheme of TLS 1.2, which names the hash only (RFC 5246 §7.4.1.4.1), and a digest of its length.
fn check_ecdsa(scheme: SignatureScheme, digest: &[u8]) -> Result<(), CryptoError> {
    match scheme {
        SignatureScheme::ECDSA_SECP256R1_SHA256
        | SignatureScheme::ECDSA_SECP384R1_SHA384
        | SignatureScheme::ECDSA_SHA1 => check_digest(scheme, digest),
        _ => Err(CryptoError::Unsupported),
    }
}

/// The digest has the length of the scheme's hash.
pub(super) fn check_digest(scheme: SignatureScheme, digest: &[u8]) -> Result<(), CryptoError> {
    match scheme.hash() {
        Some(hash) if hash.output_len() == digest.len() => Ok(()),
        Some(_) => Err(CryptoError::BadLength),
        None => Err(CryptoError::Unsupported),
    }
}

struct P256(p256::ecdsa::SigningKey);

impl SigningKey for P256 {
    fn schemes(&self) -> &'static [SignatureScheme] {
        &[SignatureScheme::ECDSA_SECP256R1_SHA256, SignatureScheme::ECDSA_SECP384R1_SHA384]
    }

    fn sign(
        &self,
        scheme: SignatureScheme,
        digest: &[u8],
        _rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, CryptoError> {
        check_ecdsa(scheme, digest)?;
        let signature: p256::ecdsa::DerSignature =
            self.0.sign_prehash(&ecdsa_prehash::<32>(digest)).map_err(|_| CryptoError::BadLength)?;
        Ok(signature.as_bytes().to_vec())
    }
}

struct P384(p384::ecdsa::SigningKey);

impl SigningKey for P384 {
    fn schemes(&self) -> &'static [SignatureScheme] {
        &[SignatureScheme::ECDSA_SECP384R1_SHA384, SignatureScheme::ECDSA_SECP256R1_SHA256]
    }

    fn sign(
        &self,
        scheme: SignatureScheme,
        digest: &[u8],
        _rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, CryptoError> {
        check_ecdsa(scheme, digest)?;
        let signature: p384::ecdsa::DerSignature =
            self.0.sign_prehash(&ecdsa_prehash::<48>(digest)).map_err(|_| CryptoError::BadLength)?;
        Ok(signature.as_bytes().to_vec())
    }
}

struct Rsa(PrivateKey);

impl SigningKey for Rsa {
    fn schemes(&self) -> &'static [SignatureScheme] {
        &[
            SignatureScheme::RSA_PSS_RSAE_SHA256,
            SignatureScheme::RSA_PSS_RSAE_SHA384,
            SignatureScheme::RSA_PKCS1_SHA256,
            SignatureScheme::RSA_PKCS1_SHA384,
        ]
    }

    fn sign(
        &self,
        scheme: SignatureScheme,
        digest: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, CryptoError> {
        check_digest(scheme, digest)?;
        let signed = if let Some(padding) = pkcs1(scheme) {
            self.0.sign_with_rng(rng, padding, digest)
        } else {
            match scheme {
                SignatureScheme::RSA_PSS_RSAE_SHA256 => {
                    self.0.sign_with_rng(rng, Pss::<Sha256>::new(), digest)
                }
                SignatureScheme::RSA_PSS_RSAE_SHA384 => {
                    self.0.sign_with_rng(rng, Pss::<Sha384>::new(), digest)
                }
                SignatureScheme::RSA_PSS_RSAE_SHA512 => {
                    self.0.sign_with_rng(rng, Pss::<Sha512>::new(), digest)
                }
                _ => return Err(CryptoError::Unsupported),
            }
        };
        signed.map_err(|_| CryptoError::BadKey)
    }
}

/// The padding of a PKCS#1 v1.5 scheme.
pub(super) fn pkcs1(scheme: SignatureScheme) -> Option<Pkcs1v15Sign> {
    match scheme {
        SignatureScheme::RSA_PKCS1_SHA1 => Some(Pkcs1v15Sign::new::<Sha1>()),
        SignatureScheme::RSA_PKCS1_SHA256 => Some(Pkcs1v15Sign::new::<Sha256>()),
        SignatureScheme::RSA_PKCS1_SHA384 => Some(Pkcs1v15Sign::new::<Sha384>()),
        SignatureScheme::RSA_PKCS1_SHA512 => Some(Pkcs1v15Sign::new::<Sha512>()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_cut_or_padded_to_the_field() {
        assert_eq!(ecdsa_prehash::<4>(&[1, 2, 3, 4, 5, 6]), [1, 2, 3, 4]);
        assert_eq!(ecdsa_prehash::<4>(&[1, 2]), [0, 0, 1, 2]);
    }

    #[test]
    fn bytes_that_are_no_key_are_refused() {
        assert_eq!(from_pkcs8(&[0x30, 0]).err(), Some(CryptoError::BadKey));
    }
}
