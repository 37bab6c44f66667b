//! The authorities: two trusted roots, one a signature algorithm, and below and beside each what the flaws need.

use x509_cert::builder::{CrlBuilder, Result};
use x509_cert::crl::RevokedCert;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::CrlNumber;
use x509_cert::name::Name;
use x509_cert::{Certificate, certificate::Rfc5280};

use super::key::Key;
use super::kind::KeyKind;
use super::profile::{Profile, Usage, common_name, end_of, new_year, serial_number, years};

/// The algorithm that an authority signs with. A chain keeps to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// ECDSA on P-256 with SHA-256, for EC leaves of either curve.
    Ecdsa,
    /// RSA of 2048 bits with SHA-256.
    Rsa,
}

impl Family {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Ecdsa, Self::Rsa];

    /// The family that certifies leaves of this kind.
    pub(super) const fn of(kind: KeyKind) -> Self {
        match kind {
            KeyKind::EcdsaP256 | KeyKind::EcdsaP384 => Self::Ecdsa,
            KeyKind::Rsa2048 => Self::Rsa,
        }
    }

    /// Its name in file names.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ecdsa => "ecdsa",
            Self::Rsa => "rsa",
        }
    }
}

/// Where an authority stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Trusted.
    Root,
    /// A root as well, but nobody trusts it.
    UnknownRoot,
    /// Under the trusted root.
    Intermediate,
    /// Under the intermediate.
    Issuing,
}

/// One authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Authority {
    pub(super) family: Family,
    pub(super) rank: Rank,
}

impl Authority {
    /// The trusted root of a family.
    pub(super) const fn root(family: Family) -> Self {
        Self { family, rank: Rank::Root }
    }

    /// Its certificate, DER.
    pub(super) fn certificate(self) -> Result<Vec<u8>> {
        let issuer = self.issuer();
        let profile = Profile {
            label: self.label().to_owned(),
            subject: self.subject()?,
            issuer: issuer.subject()?,
            validity: years(2020, 2050)?,
            usage: Usage::Authority,
        };
        profile.certify(&self.key(), &issuer.key())
    }

    /// Its revocation list, DER, good from 2020 to 2049, with the serial numbers of the certificates so labelled.
    pub(super) fn revocation_list(self, labels: &[String]) -> Result<Vec<u8>> {
        let own = Certificate::from_der(&self.certificate()?)?;
        let mut entries = Vec::<RevokedCert<Rfc5280>>::new();
        for label in labels {
            entries.push(RevokedCert {
                serial_number: serial_number(label)?,
                revocation_date: new_year(2021)?,
                crl_entry_extensions: None,
            });
        }
        let mut builder =
            CrlBuilder::new_with_this_update(&own, CrlNumber::try_from(1_u8)?, new_year(2020)?)?
                .with_next_update(Some(end_of(2050)?));
        // RFC 5280 §5.1.2.6: without a revoked certificate the list must be absent, not empty.
        if !entries.is_empty() {
            builder = builder.with_certificates(entries.into_iter());
        }
        Ok(self.key().sign(builder)?.to_der()?)
    }

    /// Its distinguished name.
    pub(super) fn subject(self) -> Result<Name> {
        common_name(self.label())
    }

    /// Its key pair.
    pub(super) fn key(self) -> Key {
        match (self.family, self.rank) {
            (Family::Ecdsa, _) => Key::p256(self.label()),
            (Family::Rsa, Rank::Root) => Key::rsa(include_bytes!("keys/test-rsa-2048-root.der")),
            (Family::Rsa, Rank::UnknownRoot) => {
                Key::rsa(include_bytes!("keys/test-rsa-2048-unknown-root.der"))
            }
            (Family::Rsa, Rank::Intermediate) => {
                Key::rsa(include_bytes!("keys/test-rsa-2048-intermediate.der"))
            }
            (Family::Rsa, Rank::Issuing) => Key::rsa(include_bytes!("keys/test-rsa-2048-issuing.der")),
        }
    }

    /// Who signs its certificate.
    const fn issuer(self) -> Self {
        let rank = match self.rank {
            Rank::Root | Rank::Intermediate => Rank::Root,
            Rank::UnknownRoot => Rank::UnknownRoot,
            Rank::Issuing => Rank::Intermediate,
        };
        Self { family: self.family, rank }
    }

    /// Its common name, which also names its key and its certificate.
    const fn label(self) -> &'static str {
        match (self.family, self.rank) {
            (Family::Ecdsa, Rank::Root) => "Flightcheck ECDSA Root",
            (Family::Ecdsa, Rank::UnknownRoot) => "Flightcheck ECDSA Unknown Root",
            (Family::Ecdsa, Rank::Intermediate) => "Flightcheck ECDSA Intermediate",
            (Family::Ecdsa, Rank::Issuing) => "Flightcheck ECDSA Issuing",
            (Family::Rsa, Rank::Root) => "Flightcheck RSA Root",
            (Family::Rsa, Rank::UnknownRoot) => "Flightcheck RSA Unknown Root",
            (Family::Rsa, Rank::Intermediate) => "Flightcheck RSA Intermediate",
            (Family::Rsa, Rank::Issuing) => "Flightcheck RSA Issuing",
        }
    }
}
