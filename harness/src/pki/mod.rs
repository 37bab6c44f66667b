//! A deterministic test PKI: the same question gives the same bytes on any machine, today and in ten years.
//!
//! Golden transcripts show certificates and signatures, so nothing here is random: EC keys are hashes of their
//! names, RSA keys are embedded files, serial numbers are hashes, dates are fixed, signatures are RFC 6979 ECDSA
//! and PKCS#1 v1.5 RSA. Certificates are valid from 2020 to 2049, unless their flaw is their date.
//!
//! Two roots are trusted: an ECDSA one for EC leaves, an RSA one for RSA leaves. Leaves are signed by the root
//! itself unless their flaw needs an intermediate: flights towards a card are to be short.
//!
//! Architecture invariant: no secret is here. Every private key is published with the source.

mod authority;
mod directory;
mod key;
mod kind;
mod leaf;
mod profile;

#[cfg(test)]
mod path_tests;

use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use authority::{Authority, Family, Rank};
use kind::Holder;
use leaf::Leaf;
use x509_cert::builder::Result;

pub use directory::WriteError;
pub use kind::{Flaw, KeyKind};

/// The dNSName of every server certificate whose flaw is not its name.
pub const SERVER_NAME: &str = "radius.flightcheck.example";

/// The identity of every client: common name, rfc822Name and User Principal Name of its certificate.
pub const CLIENT_IDENTITY: &str = "user@flightcheck.example";

/// A private key and the certificates that go with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// PKCS#8 DER.
    pub private_key: Vec<u8>,
    /// DER, leaf first, root left out: as it goes into a Certificate message.
    pub chain: Vec<Vec<u8>>,
}

/// The test PKI. There is one a process: a credential is made when it is first asked for, and kept.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pki;

impl Pki {
    /// The credential of a server: `serverAuth`, dNSName [`SERVER_NAME`].
    #[must_use]
    pub fn server(&self, key: KeyKind, flaw: Flaw) -> Credential {
        Self::leaf(Leaf { holder: Holder::Server, kind: key, flaw })
    }

    /// The credential of a client: `clientAuth`, named [`CLIENT_IDENTITY`].
    #[must_use]
    pub fn client(&self, key: KeyKind, flaw: Flaw) -> Credential {
        Self::leaf(Leaf { holder: Holder::Client, kind: key, flaw })
    }

    /// The trust anchors: the ECDSA root, then the RSA root. DER.
    #[must_use]
    pub fn roots(&self) -> Vec<Vec<u8>> {
        Family::ALL.map(Self::root).to_vec()
    }

    /// The trust anchor above leaves of this kind. DER.
    #[must_use]
    pub fn root_for(&self, key: KeyKind) -> Vec<u8> {
        Self::root(Family::of(key))
    }

    /// The revocation list of the root above leaves of this kind. DER. It lists every [`Flaw::Revoked`] leaf.
    #[must_use]
    pub fn crl(&self, key: KeyKind) -> Vec<u8> {
        Self::root_crl(Family::of(key))
    }

    /// The revocation lists of all trusted authorities, intermediates included. DER. A server that checks
    /// revocation refuses a leaf whose issuer's list it does not have.
    #[must_use]
    pub fn crls(&self) -> Vec<Vec<u8>> {
        let below = Family::ALL.into_iter().flat_map(|family| {
            [Rank::Intermediate, Rank::Issuing].map(|rank| Authority { family, rank }.revocation_list(&[]))
        });
        Family::ALL.into_iter().map(Self::root_crl).chain(below.map(made)).collect()
    }

    /// Writes everything as PEM files into `dir`, with a README that has a line a file; returns the paths.
    ///
    /// `dir` is created if need be.
    ///
    /// # Errors
    /// [`WriteError::NotEmpty`] when `dir` holds files that this function did not make; [`WriteError::Io`] when
    /// the file system refuses.
    pub fn write_to(&self, dir: &Path) -> std::result::Result<Vec<PathBuf>, WriteError> {
        directory::write(*self, dir)
    }

    fn leaf(leaf: Leaf) -> Credential {
        static LEAVES: Memory<Leaf, Credential> = Memory::new(Mutex::default);
        remember(&LEAVES, leaf, || leaf.credential())
    }

    fn root(family: Family) -> Vec<u8> {
        static ROOTS: Memory<Family, Vec<u8>> = Memory::new(Mutex::default);
        remember(&ROOTS, family, || Authority::root(family).certificate())
    }

    fn root_crl(family: Family) -> Vec<u8> {
        static LISTS: Memory<Family, Vec<u8>> = Memory::new(Mutex::default);
        remember(&LISTS, family, || Authority::root(family).revocation_list(&revoked(family)))
    }
}

/// Labels of the certificates that the root of a family has revoked.
fn revoked(family: Family) -> Vec<String> {
    let kinds = || KeyKind::ALL.into_iter().filter(|kind| Family::of(*kind) == family);
    Holder::ALL
        .into_iter()
        .flat_map(|holder| kinds().map(move |kind| Leaf { holder, kind, flaw: Flaw::Revoked }.label()))
        .collect()
}

/// What was made, so that it need not be made again.
type Memory<K, V> = LazyLock<Mutex<HashMap<K, V>>>;

/// Answers from memory, or makes it and remembers.
fn remember<K: Eq + Hash, V: Clone>(memory: &Memory<K, V>, key: K, make: impl FnOnce() -> Result<V>) -> V {
    // A panic elsewhere cannot leave the map half changed, so a poisoned lock is as good as any.
    let lock = || memory.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(value) = lock().get(&key) {
        return value.clone();
    }
    // Made outside the lock: two threads may both make it, and make the same.
    let value = made(make());
    lock().insert(key, value.clone());
    value
}

/// What was made. Nothing goes into it but constants, so it fails for nobody or for the tests of this module.
fn made<T>(result: Result<T>) -> T {
    result.expect("every certificate of the test PKI can be encoded and signed")
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// Every byte that the PKI can give, hashed in a fixed order.
    fn fingerprint() -> String {
        let mut hash = Sha256::new();
        for (kind, flaw) in KeyKind::ALL.into_iter().flat_map(|kind| Flaw::ALL.map(|flaw| (kind, flaw))) {
            for credential in [Pki.server(kind, flaw), Pki.client(kind, flaw)] {
                hash.update(&credential.private_key);
                credential.chain.iter().for_each(|certificate| hash.update(certificate));
            }
        }
        Pki.roots().iter().chain(&Pki.crls()).for_each(|der| hash.update(der));
        hex::encode(hash.finalize())
    }

    /// Golden transcripts rest on these bytes: whoever changes one changes them all, on purpose or not at all.
    #[test]
    fn no_byte_has_changed() {
        assert_eq!(fingerprint(), "9e1f31dc173c4231609455fee23646d712cb6352a12929f4218ad8ac221853eb");
    }

    #[test]
    fn memory_and_making_agree() {
        let leaf = Leaf { holder: Holder::Client, kind: KeyKind::Rsa2048, flaw: Flaw::None };
        let remembered = [Pki::leaf(leaf), Pki::leaf(leaf)];
        assert_eq!(remembered, [leaf.credential().unwrap(), leaf.credential().unwrap()]);
    }

    #[test]
    fn no_two_leaves_are_the_same() {
        let mut seen = HashMap::new();
        for (kind, flaw) in KeyKind::ALL.into_iter().flat_map(|kind| Flaw::ALL.map(|flaw| (kind, flaw))) {
            for credential in [Pki.server(kind, flaw), Pki.client(kind, flaw)] {
                let before = seen.insert(credential.chain[0].clone(), (kind, flaw));
                assert_eq!(before, None, "{kind:?} {flaw:?}");
            }
        }
    }

    #[test]
    fn an_ordinary_flight_is_short() {
        let length = |kind| Pki.server(kind, Flaw::None).chain.concat().len();
        assert!(length(KeyKind::EcdsaP256) < 480, "{}", length(KeyKind::EcdsaP256));
        assert!(length(KeyKind::Rsa2048) < 900, "{}", length(KeyKind::Rsa2048));
        assert!(Pki.server(KeyKind::EcdsaP256, Flaw::OversizedChain).chain.concat().len() > 12_000);
    }
}
