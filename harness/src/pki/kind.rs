//! What a credential can be asked to be: the kind of its key, who holds it, and what is wrong with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of a leaf's key pair.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// ECDSA on P-256, certified by the EC root.
    #[default]
    EcdsaP256,
    /// ECDSA on P-384, certified by the EC root.
    EcdsaP384,
    /// RSA with a modulus of 2048 bits, certified by the RSA root.
    #[serde(rename = "rsa-2048")]
    Rsa2048,
}

impl KeyKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::EcdsaP256, Self::EcdsaP384, Self::Rsa2048];

    /// Its name in scenario files and in file names, such as `ecdsa-p256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EcdsaP256 => "ecdsa-p256",
            Self::EcdsaP384 => "ecdsa-p384",
            Self::Rsa2048 => "rsa-2048",
        }
    }
}

/// What is wrong with a certificate or with the chain that it comes in. One thing at a time.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// Nothing: signed by the root itself, valid from 2020 to 2049.
    #[default]
    None,
    /// Nothing, but an intermediate authority stands between the leaf and the root, and comes along.
    ViaIntermediate,
    /// Valid in 2020 only.
    Expired,
    /// Valid from 2048 on.
    NotYetValid,
    /// Signed by a root that is not among the trusted ones.
    UnknownCa,
    /// Signed with its own key.
    SelfSigned,
    /// The extended key usage of the other side: a server's for `clientAuth`, a client's for `serverAuth`.
    WrongEku,
    /// Made out to another name than the peer expects.
    NameMismatch,
    /// On its issuer's revocation list.
    Revoked,
    /// Signed by the intermediate authority, which does not come along.
    IntermediateMissing,
    /// Two intermediate authorities come along, the upper one first, against RFC 5246 §7.4.2.
    ChainReordered,
    /// An RSA key of 1024 bits, whatever the kind asked for; signed by that kind's root.
    WeakKey,
    /// Sound, but longer than a card's memory: an unknown non-critical extension of 12,000 bytes.
    OversizedChain,
}

impl Flaw {
    /// Every flaw, `None` first.
    pub const ALL: [Self; 13] = [
        Self::None,
        Self::ViaIntermediate,
        Self::Expired,
        Self::NotYetValid,
        Self::UnknownCa,
        Self::SelfSigned,
        Self::WrongEku,
        Self::NameMismatch,
        Self::Revoked,
        Self::IntermediateMissing,
        Self::ChainReordered,
        Self::WeakKey,
        Self::OversizedChain,
    ];

    /// Its name in scenario files, such as `not-yet-valid`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ViaIntermediate => "via-intermediate",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::UnknownCa => "unknown-ca",
            Self::SelfSigned => "self-signed",
            Self::WrongEku => "wrong-eku",
            Self::NameMismatch => "name-mismatch",
            Self::Revoked => "revoked",
            Self::IntermediateMissing => "intermediate-missing",
            Self::ChainReordered => "chain-reordered",
            Self::WeakKey => "weak-key",
            Self::OversizedChain => "oversized-chain",
        }
    }

    /// What a holder of such a credential is, in a few words for a listing.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::None => "valid, signed by the root",
            Self::ViaIntermediate => "valid, signed by an intermediate that comes along",
            Self::Expired => "expired on 2021-01-01",
            Self::NotYetValid => "valid from 2048-01-01 only",
            Self::UnknownCa => "signed by a root that is not in roots.pem",
            Self::SelfSigned => "signed with its own key",
            Self::WrongEku => "extended key usage of the other side",
            Self::NameMismatch => "made out to another name",
            Self::Revoked => "on the revocation list of its root",
            Self::IntermediateMissing => "signed by an intermediate that is left out",
            Self::ChainReordered => "two intermediates in the wrong order",
            Self::WeakKey => "RSA key of 1024 bits",
            Self::OversizedChain => "certificate of more than 12,000 bytes",
        }
    }
}

/// Which side of the handshake holds a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Holder {
    /// The EAP server.
    Server,
    /// The peer: the card.
    Client,
}

impl Holder {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Server, Self::Client];

    /// Its name in file names and key labels.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_scenario_files() {
        for kind in KeyKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for flaw in Flaw::ALL {
            assert_eq!(serde_json::to_value(flaw).unwrap(), flaw.name());
        }
    }

    #[test]
    fn defaults_are_the_short_and_the_sound_one() {
        assert_eq!(KeyKind::default(), KeyKind::EcdsaP256);
        assert_eq!(Flaw::default(), Flaw::None);
    }
}
