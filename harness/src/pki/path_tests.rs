//! Every credential through path validation that knows nothing of how it was made: `rustls-webpki`, with its own
//! signature checks for these three algorithms.

use std::time::Duration;

use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::signature::Verifier as _;
use rustls_pki_types::alg_id::{ECDSA_P256, ECDSA_SHA256, RSA_ENCRYPTION, RSA_PKCS1_SHA256};
use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, ServerName, SignatureVerificationAlgorithm,
    UnixTime,
};
use webpki::{EndEntityCert, Error, KeyUsage, RevocationOptionsBuilder, anchor_from_trusted_cert};

use super::{Flaw, KeyKind, Pki, SERVER_NAME};

/// 2026-06-01T00:00:00Z, when the virtual world begins.
const NOW: UnixTime = UnixTime::since_unix_epoch(Duration::from_hours(24 * 20_605));

/// ECDSA on P-256 with SHA-256.
#[derive(Debug)]
struct Ecdsa;

impl SignatureVerificationAlgorithm for Ecdsa {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key).map_err(|_| InvalidSignature)?;
        let signature = p256::ecdsa::DerSignature::try_from(signature).map_err(|_| InvalidSignature)?;
        key.verify(message, &signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        ECDSA_P256
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        ECDSA_SHA256
    }
}

/// RSA PKCS#1 v1.5 with SHA-256.
#[derive(Debug)]
struct Rsa;

impl SignatureVerificationAlgorithm for Rsa {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let key = rsa::PublicKey::from_pkcs1_der(key).map_err(|_| InvalidSignature)?;
        let key = rsa::pkcs1v15::VerifyingKey::<sha2::Sha256>::new(key);
        let signature = rsa::pkcs1v15::Signature::try_from(signature).map_err(|_| InvalidSignature)?;
        key.verify(message, &signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        RSA_ENCRYPTION
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        RSA_PKCS1_SHA256
    }
}

/// Builds and checks the path from a chain to the trusted roots, revocation included.
fn verify(chain: &[Vec<u8>], usage: KeyUsage) -> Result<(), Error> {
    let der: Vec<CertificateDer<'_>> = chain.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    let roots: Vec<CertificateDer<'_>> = Pki.roots().into_iter().map(CertificateDer::from).collect();
    let anchors: Vec<_> = roots.iter().map(|root| anchor_from_trusted_cert(root).unwrap()).collect();
    let lists: Vec<webpki::CertRevocationList<'_>> =
        Pki.crls().iter().map(|der| webpki::OwnedCertRevocationList::from_der(der).unwrap().into()).collect();
    let lists: Vec<_> = lists.iter().collect();
    let revocation = RevocationOptionsBuilder::new(&lists).unwrap().build();
    EndEntityCert::try_from(&der[0])?
        .verify_for_usage(&[&Ecdsa, &Rsa], &anchors, &der[1..], NOW, usage, Some(revocation), None)
        .map(drop)
}

fn check_name(chain: &[Vec<u8>], name: &str) -> Result<(), Error> {
    let der = CertificateDer::from(chain[0].as_slice());
    EndEntityCert::try_from(&der)?.verify_is_valid_for_subject_name(&ServerName::try_from(name).unwrap())
}

/// Both sides' verdicts on a flaw, for every kind of key.
fn verdicts(flaw: Flaw) -> Vec<Result<(), Error>> {
    let server = |kind| verify(&Pki.server(kind, flaw).chain, KeyUsage::server_auth());
    let client = |kind| verify(&Pki.client(kind, flaw).chain, KeyUsage::client_auth());
    KeyKind::ALL.into_iter().flat_map(|kind| [server(kind), client(kind)]).collect()
}

#[test]
fn sound_chains_pass() {
    // webpki looks for the path itself: it takes a reordered chain, and it sets no floor for leaf keys.
    let sound = [
        Flaw::None,
        Flaw::ViaIntermediate,
        Flaw::NameMismatch,
        Flaw::ChainReordered,
        Flaw::WeakKey,
        Flaw::OversizedChain,
    ];
    for flaw in sound {
        for verdict in verdicts(flaw) {
            assert_eq!(verdict, Ok(()), "{flaw:?}");
        }
    }
}

#[test]
fn dates_out_of_range_are_seen() {
    assert!(verdicts(Flaw::Expired).iter().all(|v| matches!(v, Err(Error::CertExpired { .. }))));
    assert!(verdicts(Flaw::NotYetValid).iter().all(|v| matches!(v, Err(Error::CertNotValidYet { .. }))));
}

#[test]
fn issuers_out_of_reach_are_unknown() {
    for flaw in [Flaw::UnknownCa, Flaw::SelfSigned, Flaw::IntermediateMissing] {
        assert!(verdicts(flaw).iter().all(|v| *v == Err(Error::UnknownIssuer)), "{flaw:?}");
    }
}

#[test]
fn the_other_sides_purpose_is_refused() {
    let verdicts = verdicts(Flaw::WrongEku);
    assert!(verdicts.iter().all(|v| matches!(v, Err(Error::RequiredEkuNotFoundContext(_)))), "{verdicts:?}");
}

#[test]
fn revoked_leaves_are_on_the_list() {
    assert!(verdicts(Flaw::Revoked).iter().all(|v| *v == Err(Error::CertRevoked)));
}

#[test]
fn only_a_name_mismatch_has_another_name() {
    for flaw in Flaw::ALL {
        let matches = check_name(&Pki.server(KeyKind::EcdsaP256, flaw).chain, SERVER_NAME).is_ok();
        assert_eq!(matches, flaw != Flaw::NameMismatch, "{flaw:?}");
    }
}

#[test]
fn each_certificate_of_a_chain_is_signed_by_the_next_unless_reordered() {
    use x509_cert::Certificate;
    use x509_cert::der::Decode as _;
    let in_order = |flaw| {
        let chain = Pki.server(KeyKind::EcdsaP256, flaw).chain;
        let chain: Vec<_> = chain.iter().map(|der| Certificate::from_der(der).unwrap()).collect();
        chain.windows(2).all(|pair| pair[0].tbs_certificate().issuer() == pair[1].tbs_certificate().subject())
    };
    for flaw in Flaw::ALL {
        assert_eq!(in_order(flaw), flaw != Flaw::ChainReordered, "{flaw:?}");
    }
}
