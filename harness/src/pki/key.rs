//! Key pairs with deterministic signatures: ECDSA by RFC 6979, RSA by PKCS#1 v1.5 (RFC 8017 §8.2).

use p256::pkcs8::EncodePrivateKey as _;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::signature::Keypair as _;
use sha2::{Digest as _, Sha256, Sha384};
use x509_cert::builder::{Builder, Result};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use super::kind::{Holder, KeyKind};

/// What every derived EC key is hashed from, before its name.
const LABEL: &str = "flightcheck test key: ";

/// A key pair that signs certificates.
pub(super) enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    /// With the PKCS#8 DER that it was read from.
    Rsa(Box<rsa::pkcs1v15::SigningKey<Sha256>>, &'static [u8]),
}

impl Key {
    /// The key pair of a leaf.
    pub(super) fn of_leaf(holder: Holder, kind: KeyKind) -> Self {
        let name = format!("{} {}", holder.name(), kind.name());
        match (kind, holder) {
            (KeyKind::EcdsaP256, _) => Self::p256(&name),
            (KeyKind::EcdsaP384, _) => Self::p384(&name),
            (KeyKind::Rsa2048, Holder::Server) => Self::rsa(include_bytes!("keys/test-rsa-2048-server.der")),
            (KeyKind::Rsa2048, Holder::Client) => Self::rsa(include_bytes!("keys/test-rsa-2048-client.der")),
        }
    }

    /// The RSA key pair of 1024 bits.
    pub(super) fn weak(holder: Holder) -> Self {
        match holder {
            Holder::Server => Self::rsa(include_bytes!("keys/test-rsa-1024-server.der")),
            Holder::Client => Self::rsa(include_bytes!("keys/test-rsa-1024-client.der")),
        }
    }

    /// The P-256 key whose private scalar is the hash of its name.
    pub(super) fn p256(name: &str) -> Self {
        let key = labels(name)
            .find_map(|label| p256::ecdsa::SigningKey::from_slice(&Sha256::digest(label)).ok())
            .expect("all but one hash in 2^32 is a scalar of P-256");
        Self::P256(key)
    }

    /// The P-384 key whose private scalar is the hash of its name.
    pub(super) fn p384(name: &str) -> Self {
        let key = labels(name)
            .find_map(|label| p384::ecdsa::SigningKey::from_slice(&Sha384::digest(label)).ok())
            .expect("all but one hash in 2^190 is a scalar of P-384");
        Self::P384(key)
    }

    /// An embedded RSA key, PKCS#8 DER.
    pub(super) fn rsa(pkcs8: &'static [u8]) -> Self {
        let key = rsa::PrivateKey::from_pkcs8_der(pkcs8).expect("the embedded test keys are sound");
        Self::Rsa(Box::new(rsa::pkcs1v15::SigningKey::new(key)), pkcs8)
    }

    /// The private key as PKCS#8 DER.
    pub(super) fn to_pkcs8(&self) -> Vec<u8> {
        let document = match self {
            Self::P256(key) => key.to_pkcs8_der(),
            Self::P384(key) => key.to_pkcs8_der(),
            Self::Rsa(_, pkcs8) => return pkcs8.to_vec(),
        };
        document.expect("an EC private key has an encoding").as_bytes().to_vec()
    }

    /// The public key as it stands in a certificate.
    pub(super) fn public(&self) -> Result<SubjectPublicKeyInfoOwned> {
        Ok(match self {
            Self::P256(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key())?,
            Self::P384(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key())?,
            Self::Rsa(key, _) => SubjectPublicKeyInfoOwned::from_key(&key.verifying_key())?,
        })
    }

    /// Signs a certificate or a revocation list.
    pub(super) fn sign<B: Builder>(&self, builder: B) -> Result<B::Output> {
        match self {
            Self::P256(key) => builder.build::<_, p256::ecdsa::DerSignature>(key),
            Self::P384(key) => builder.build::<_, p384::ecdsa::DerSignature>(key),
            Self::Rsa(key, _) => builder.build::<_, rsa::pkcs1v15::Signature>(key.as_ref()),
        }
    }
}

/// What to hash for a private scalar: the name itself, then with a count, until the hash is below the curve's order.
fn labels(name: &str) -> impl Iterator<Item = String> {
    (0_u8..8).map(move |count| match count {
        0 => format!("{LABEL}{name}"),
        _ => format!("{LABEL}{name} #{count}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_the_same_key_twice_and_another_name_another() {
        let pkcs8 = |name| Key::p256(name).to_pkcs8();
        assert_eq!(pkcs8("a"), pkcs8("a"));
        assert_ne!(pkcs8("a"), pkcs8("b"));
    }

    #[test]
    fn private_scalar_is_the_hash_of_the_label() {
        let scalar = Sha256::digest("flightcheck test key: server ecdsa-p256");
        let Key::P256(key) = Key::of_leaf(Holder::Server, KeyKind::EcdsaP256) else { panic!("not P-256") };
        assert_eq!(key.to_bytes().as_slice(), scalar.as_slice());
    }

    #[test]
    fn holders_have_keys_of_their_own() {
        for kind in KeyKind::ALL {
            assert_ne!(
                Key::of_leaf(Holder::Server, kind).to_pkcs8(),
                Key::of_leaf(Holder::Client, kind).to_pkcs8(),
                "{}",
                kind.name()
            );
        }
    }
}
