//! Setting the stage of a simulated case: who is on it, and with what keys, secrets and randomness.

use std::sync::Arc;
use std::time::Duration;

use flightcheck_proto::tls::registry::{CipherSuite, SignatureScheme};
use flightcheck_supplicant::{Identity, Personalisation, PersonalisationError, Protocol as CardProtocol};
use rand_core::Rng;
use thiserror::Error;

use crate::authenticator::{Authenticator, Backoff, RadiusClientSettings};
use crate::link::Link;
use crate::pki::{KeyKind, Pki};
use crate::reader::{Reader, SimulatedCard};
use crate::scenario::model::{
    ClientCertificatePolicy, LinkName, Method, Scenario, SecretSetup, ServerSetup, SuiteName,
};
use crate::server::radius::{RadiusServer, RadiusServerSettings};
use crate::server::settings::{FlightTimer, Protocol, ServerSettings};
use crate::world::{Randomness, Simulation};

/// The virtual clock's zero on the wall: 2026-06-01T00:00:00Z, inside the dates of every valid test certificate.
pub const EPOCH: Duration = Duration::from_secs(1_780_272_000);
/// The shared secret of the simulated NAS and server.
const SECRET: &[u8] = b"flightcheck";
/// What the authenticator takes for it under `secret: wrong`.
const WRONG_SECRET: &[u8] = b"not flightcheck";
/// NAS-Identifier of the authenticator.
const NAS_IDENTIFIER: &str = "flightcheck";

/// Why a stage cannot be set.
#[derive(Debug, Error)]
pub enum StageError {
    /// The card refuses its personalisation.
    #[error("the card cannot be personalised: {0}")]
    Personalisation(#[from] PersonalisationError),
}

/// Personalises the simulated card of a scenario; `epoch` is the wall clock at the start of the run.
pub fn card(
    scenario: &Scenario,
    randomness: &Randomness,
    epoch: Duration,
) -> Result<Reader<SimulatedCard>, StageError> {
    let setup = &scenario.card;
    let credential = Pki.client(setup.key, setup.certificate);
    let identity = Identity {
        alias: "default".to_owned(),
        eap_identity: setup.identity.clone(),
        protocol: match scenario.server.method {
            Method::EapTls => CardProtocol::Tls12,
            Method::EapDtls => CardProtocol::Dtls12,
        },
        private_key: credential.private_key,
        chain: credential.chain,
        trust_anchors: Pki.roots(),
        server_name: setup.server_name.clone(),
        fragment_size: setup.fragment_size,
        suites: setup.suites.as_deref().map(suites),
    };
    let personalisation = Personalisation { pin_required: setup.pin_required, ..Personalisation::new(identity) };
    let card = SimulatedCard::new(personalisation, randomness.stream("card"), epoch)?;
    Ok(Reader::new(card))
}

/// The authenticator of a scenario; `secret` is the one the server has.
#[must_use]
pub fn authenticator(scenario: &Scenario, secret: &[u8]) -> Authenticator {
    let setup = &scenario.radius;
    Authenticator::new(RadiusClientSettings {
        secret: match setup.secret {
            SecretSetup::Right => secret.to_vec(),
            SecretSetup::Wrong => WRONG_SECRET.to_vec(),
        },
        user_name: scenario.card.identity.clone(),
        nas_identifier: NAS_IDENTIFIER.to_owned(),
        backoff: Backoff {
            initial: setup.initial_retransmission_ms.duration(),
            transmissions: setup.transmissions,
            ..Backoff::RADIUS
        },
    })
}

/// The authenticator of a scenario in the simulated world.
#[must_use]
pub fn simulated_authenticator(scenario: &Scenario) -> Authenticator {
    authenticator(scenario, SECRET)
}

/// The simulated world of a scenario, but for its card.
#[must_use]
pub fn simulation(scenario: &Scenario, randomness: &Randomness) -> Simulation {
    let mut server_rng = randomness.stream("server");
    let mut cookie_secret = [0; 32];
    server_rng.fill_bytes(&mut cookie_secret);
    let settings = RadiusServerSettings {
        secret: SECRET.to_vec(),
        fragment_size: scenario.server.fragment_size,
        tls: Arc::new(server_settings(&scenario.server, cookie_secret)),
    };
    Simulation {
        server: RadiusServer::new(settings),
        presence: scenario.radius.server,
        eapol: Link::new(LinkName::Eapol, &scenario.link),
        radius: Link::new(LinkName::Radius, &scenario.link),
        authenticator_rng: randomness.stream("authenticator"),
        server_rng,
        now: Duration::ZERO,
        epoch: EPOCH,
    }
}

/// What the TLS or DTLS engine needs for a scenario.
#[must_use]
pub fn server_settings(setup: &ServerSetup, cookie_secret: [u8; 32]) -> ServerSettings {
    ServerSettings {
        protocol: match setup.method {
            Method::EapTls => Protocol::Tls12,
            Method::EapDtls => Protocol::Dtls12,
        },
        credential: Pki.server(setup.key, setup.certificate),
        client_roots: Pki.roots(),
        client_crls: [KeyKind::EcdsaP256, KeyKind::Rsa2048].map(|key| Pki.crl(key)).to_vec(),
        suites: setup.suites.as_deref().map_or_else(|| default_suites(setup.key), suites),
        groups: setup.groups.as_ref().map_or_else(ServerSettings::default_groups, |groups| {
            groups.iter().map(|group| group.0).collect()
        }),
        signature_schemes: default_signature_schemes(),
        request_client_certificate: setup.client_certificate == ClientCertificatePolicy::Required,
        cookie: setup.cookie.clone(),
        cookie_secret,
        extended_master_secret: setup.extended_master_secret,
        encrypt_then_mac: setup.encrypt_then_mac,
        fault: setup.fault,
        flight_timer: FlightTimer::default(),
    }
}

fn suites(names: &[SuiteName]) -> Vec<CipherSuite> {
    names.iter().map(|name| name.0).collect()
}
