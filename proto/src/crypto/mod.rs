//! Cryptographic primitives behind one provider.
//!
//! Protocol code names what it needs ([`CryptoProvider`]); who computes it is a choice of the program. The
//! default, [`rustcrypto`], builds without `std` and is what a card build uses. A provider is deterministic:
//! all randomness comes in as an argument.
//!
//! Signatures are made and checked over a digest, not over the message: a card keeps the running hash of a
//! handshake, not its bytes.

pub mod rustcrypto;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use rand_core::CryptoRng;
use rustls_pki_types::SignatureVerificationAlgorithm;
use zeroize::Zeroizing;

use crate::tls::registry::{NamedGroup, SignatureScheme};

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HashAlgorithm {
    /// SHA-1, 20 bytes: only as HMAC in CBC suites, and in signatures of old certificates.
    Sha1,
    /// SHA-256, 32 bytes.
    Sha256,
    /// SHA-384, 48 bytes.
    Sha384,
    /// SHA-512, 64 bytes.
    Sha512,
}

impl HashAlgorithm {
    /// Length of the digest in bytes.
    #[must_use]
    pub const fn output_len(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// An authenticated cipher of a record protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AeadAlgorithm {
    /// `AEAD_AES_128_GCM`, RFC 5116 §5.1.
    Aes128Gcm,
    /// `AEAD_AES_256_GCM`, RFC 5116 §5.2.
    Aes256Gcm,
    /// `AEAD_AES_128_CCM`, RFC 5116 §5.3: 16-byte tag.
    Aes128Ccm,
    /// `AEAD_AES_128_CCM_8`, RFC 6655 §6.1: 8-byte tag.
    Aes128Ccm8,
}

impl AeadAlgorithm {
    /// Length of the key in bytes.
    #[must_use]
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128Gcm | Self::Aes128Ccm | Self::Aes128Ccm8 => 16,
            Self::Aes256Gcm => 32,
        }
    }

    /// Length of the tag in bytes.
    #[must_use]
    pub const fn tag_len(self) -> usize {
        match self {
            Self::Aes128Gcm | Self::Aes256Gcm | Self::Aes128Ccm => 16,
            Self::Aes128Ccm8 => 8,
        }
    }
}

/// Why a primitive gave no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CryptoError {
    /// The provider has no such algorithm, or not in this combination of key and scheme.
    Unsupported,
    /// A key does not decode, is out of range, or is a point that is not on its curve.
    BadKey,
    /// The shared secret is all zero, RFC 7748 §6.1.
    ZeroSharedSecret,
    /// A signature does not verify.
    BadSignature,
    /// A tag, a MAC or a padding does not verify.
    BadTag,
    /// An argument has a length that the algorithm does not take.
    BadLength,
}

impl fmt::Display for CryptoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsupported => "algorithm not supported",
            Self::BadKey => "key is malformed or out of range",
            Self::ZeroSharedSecret => "shared secret is all zero",
            Self::BadSignature => "signature does not verify",
            Self::BadTag => "authentication tag does not verify",
            Self::BadLength => "argument has the wrong length",
        })
    }
}

impl core::error::Error for CryptoError {}

/// A running hash.
pub trait Hash: Send + Sync {
    /// Adds bytes.
    fn update(&mut self, bytes: &[u8]);
    /// The digest of all bytes so far; the hash goes on.
    fn digest(&self) -> Vec<u8>;
    /// An independent copy of the state.
    fn fork(&self) -> Box<dyn Hash>;
}

/// HMAC under a fixed key, RFC 2104; the keyed state is computed once.
pub trait Hmac: Send + Sync {
    /// The MAC of the concatenation of `parts`.
    fn mac(&self, parts: &[&[u8]]) -> Zeroizing<Vec<u8>>;
}

/// An authenticated cipher under a fixed key, RFC 5116. Nonces have 12 bytes.
pub trait Aead: Send + Sync {
    /// Encrypts `buffer` in place and appends the tag.
    fn seal(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut Vec<u8>) -> Result<(), CryptoError>;
    /// Checks the tag at the end of `buffer`, removes it and decrypts in place.
    fn open(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut Vec<u8>) -> Result<(), CryptoError>;
}

/// AES in CBC mode under a fixed key, without padding.
pub trait Cbc: Send + Sync {
    /// Encrypts whole blocks of 16 bytes in place.
    fn encrypt(&self, iv: &[u8; 16], blocks: &mut [u8]) -> Result<(), CryptoError>;
    /// Decrypts whole blocks of 16 bytes in place.
    fn decrypt(&self, iv: &[u8; 16], blocks: &mut [u8]) -> Result<(), CryptoError>;
}

/// One side of an ephemeral Diffie-Hellman exchange.
pub trait KeyAgreement: Send + Sync {
    /// The public value as it stands on the wire: an uncompressed point (RFC 8422 §5.4.1) or the 32 bytes of X25519.
    fn public_value(&self) -> &[u8];
    /// The shared secret with the peer's public value: the x-coordinate, or X25519's output, checked for zero.
    fn agree(&self, peer: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError>;
}

/// A private key that signs.
pub trait SigningKey: Send + Sync {
    /// The schemes this key can sign with, preferred first.
    fn schemes(&self) -> &'static [SignatureScheme];
    /// Signs the digest that `scheme` calls for. ECDSA is deterministic (RFC 6979); `rng` gives the salt of PSS.
    fn sign(
        &self,
        scheme: SignatureScheme,
        digest: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, CryptoError>;
}

/// Everything that protocol code needs computed.
pub trait CryptoProvider: Send + Sync {
    /// Starts a hash.
    fn hash(&self, algorithm: HashAlgorithm) -> Box<dyn Hash>;
    /// Keys an HMAC.
    fn hmac(&self, algorithm: HashAlgorithm, key: &[u8]) -> Box<dyn Hmac>;
    /// Keys an authenticated cipher; [`CryptoError::BadLength`] when the key does not fit it.
    fn aead(&self, algorithm: AeadAlgorithm, key: &[u8]) -> Result<Box<dyn Aead>, CryptoError>;
    /// Keys AES-CBC with 16 or 32 bytes.
    fn cbc(&self, key: &[u8]) -> Result<Box<dyn Cbc>, CryptoError>;
    /// Makes an ephemeral key pair.
    fn key_agreement(
        &self,
        group: NamedGroup,
        rng: &mut dyn CryptoRng,
    ) -> Result<Box<dyn KeyAgreement>, CryptoError>;
    /// Reads a private key in PKCS#8 DER.
    fn signing_key(&self, pkcs8: &[u8]) -> Result<Box<dyn SigningKey>, CryptoError>;
    /// Checks a signature over `digest` by the key in `public_key`, a `SubjectPublicKeyInfo` in DER.
    ///
    /// In TLS 1.2 an ECDSA scheme names the hash only and goes with a key on any curve, RFC 5246 §7.4.1.4.1.
    fn verify(
        &self,
        scheme: SignatureScheme,
        public_key: &[u8],
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError>;
    /// The signature algorithms accepted in certificates, for path validation.
    fn certificate_algorithms(&self) -> &'static [&'static dyn SignatureVerificationAlgorithm];
}

impl SignatureScheme {
    /// The hash under the signature, if the scheme is known here.
    #[must_use]
    pub const fn hash(self) -> Option<HashAlgorithm> {
        match self {
            Self::RSA_PKCS1_SHA1 | Self::ECDSA_SHA1 => Some(HashAlgorithm::Sha1),
            Self::RSA_PKCS1_SHA256 | Self::ECDSA_SECP256R1_SHA256 | Self::RSA_PSS_RSAE_SHA256 => {
                Some(HashAlgorithm::Sha256)
            }
            Self::RSA_PKCS1_SHA384 | Self::ECDSA_SECP384R1_SHA384 | Self::RSA_PSS_RSAE_SHA384 => {
                Some(HashAlgorithm::Sha384)
            }
            Self::RSA_PKCS1_SHA512 | Self::RSA_PSS_RSAE_SHA512 => Some(HashAlgorithm::Sha512),
            _ => None,
        }
    }
}
