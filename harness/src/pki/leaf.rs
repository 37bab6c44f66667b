//! The leaves: one certificate a holder, a kind of key and a flaw, and the chain that it comes in.

use x509_cert::builder::Result;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{KeyUsage, KeyUsages};
use x509_cert::time::Validity;

use super::authority::{Authority, Family, Rank};
use super::key::Key;
use super::kind::{Flaw, Holder, KeyKind};
use super::profile::{
    CLIENT_AUTH, Profile, SERVER_AUTH, Usage, common_name, dns_name, mail_name, principal_name, years,
};
use super::{CLIENT_IDENTITY, Credential, SERVER_NAME};

/// Length of the extension that makes a chain too long for a card (whose limit is 5–7 KB), and not for a server:
/// FreeRADIUS takes flights of 16,384 bytes.
const OVERSIZE: usize = 12_000;

/// One leaf. The three together name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Leaf {
    pub(super) holder: Holder,
    pub(super) kind: KeyKind,
    pub(super) flaw: Flaw,
}

impl Leaf {
    /// Makes key, certificate and chain.
    pub(super) fn credential(self) -> Result<Credential> {
        let key = self.key();
        let mut chain = vec![self.certificate(&key)?];
        for rank in self.company() {
            chain.push(self.authority(*rank).certificate()?);
        }
        Ok(Credential { private_key: key.to_pkcs8(), chain })
    }

    /// What its serial number is made from.
    pub(super) fn label(self) -> String {
        format!("{} {} {}", self.holder.name(), self.kind.name(), self.flaw.name())
    }

    fn certificate(self, key: &Key) -> Result<Vec<u8>> {
        let subject = common_name(self.name())?;
        let issuer = self.issuer();
        let profile = Profile {
            label: self.label(),
            issuer: issuer.map_or_else(|| Ok(subject.clone()), Authority::subject)?,
            subject,
            validity: self.validity()?,
            usage: self.usage()?,
        };
        match issuer {
            Some(issuer) => profile.certify(key, &issuer.key()),
            None => profile.certify(key, key),
        }
    }

    fn key(self) -> Key {
        match self.flaw {
            Flaw::WeakKey => Key::weak(self.holder),
            _ => Key::of_leaf(self.holder, self.kind),
        }
    }

    /// Who signs it; nobody: itself.
    fn issuer(self) -> Option<Authority> {
        let rank = match self.flaw {
            Flaw::SelfSigned => return None,
            Flaw::UnknownCa => Rank::UnknownRoot,
            Flaw::ViaIntermediate | Flaw::IntermediateMissing => Rank::Intermediate,
            Flaw::ChainReordered => Rank::Issuing,
            _ => Rank::Root,
        };
        Some(self.authority(rank))
    }

    /// The authorities that come along behind the leaf.
    const fn company(self) -> &'static [Rank] {
        match self.flaw {
            Flaw::ViaIntermediate => &[Rank::Intermediate],
            Flaw::ChainReordered => &[Rank::Intermediate, Rank::Issuing],
            _ => &[],
        }
    }

    const fn authority(self, rank: Rank) -> Authority {
        Authority { family: Family::of(self.kind), rank }
    }

    fn validity(self) -> Result<Validity> {
        match self.flaw {
            Flaw::Expired => years(2020, 2021),
            Flaw::NotYetValid => years(2048, 2050),
            _ => years(2020, 2050),
        }
    }

    const fn name(self) -> &'static str {
        match (self.holder, self.flaw) {
            (Holder::Server, Flaw::NameMismatch) => "other.flightcheck.example",
            (Holder::Server, _) => SERVER_NAME,
            (Holder::Client, Flaw::NameMismatch) => "other@flightcheck.example",
            (Holder::Client, _) => CLIENT_IDENTITY,
        }
    }

    fn usage(self) -> Result<Usage> {
        let padding = if self.flaw == Flaw::OversizedChain { OVERSIZE } else { 0 };
        Ok(Usage::Leaf {
            key_usage: self.key_usage(),
            purpose: self.purpose(),
            names: self.names()?,
            padding,
        })
    }

    /// RFC 5246 §7.4.2: a server's RSA key also decrypts, when the suite's key exchange is RSA.
    fn key_usage(self) -> KeyUsage {
        match (self.holder, self.kind) {
            (Holder::Server, KeyKind::Rsa2048) => {
                KeyUsage(KeyUsages::DigitalSignature | KeyUsages::KeyEncipherment)
            }
            _ => KeyUsage(KeyUsages::DigitalSignature.into()),
        }
    }

    fn purpose(self) -> ObjectIdentifier {
        match (self.holder, self.flaw == Flaw::WrongEku) {
            (Holder::Server, false) | (Holder::Client, true) => SERVER_AUTH,
            (Holder::Client, false) | (Holder::Server, true) => CLIENT_AUTH,
        }
    }

    fn names(self) -> Result<Vec<GeneralName>> {
        match self.holder {
            Holder::Server => Ok(vec![dns_name(self.name())?]),
            Holder::Client => Ok(vec![mail_name(self.name())?, principal_name(self.name())?]),
        }
    }
}
