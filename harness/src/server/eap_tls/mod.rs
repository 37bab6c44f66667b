//! The EAP-TLS server of one conversation, RFC 5216 §2: it proposes the method, cuts and joins fragments, and leaves
//! what the flights say to the TLS or DTLS engine.
//!
//! ```text
//!   EAP-Response/Identity  →
//!                          ←  EAP-Request EAP-TLS Start
//!   EAP-Response, flight   →                               (fragments, each answered by an acknowledgement)
//!                          ←  EAP-Request, flight          (fragments, each waiting for its acknowledgement)
//!   …
//!   EAP-Response, empty    →                               (the client has the server's last flight)
//!                          ←  EAP-Success
//! ```
//!
//! Sans-IO: one [`EapTlsServer::handle`] for each response, one [`Reply`] for each call.

mod fragments;
mod reassembly;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use flightcheck_proto::eap::packet::encode_method;
use flightcheck_proto::eap::tls::{Flags, Fragment};
use flightcheck_proto::eap::{Code, Method, Packet};

use fragments::Planned;
pub use reassembly::FramingError;
use reassembly::{Joined, Reassembly};

use super::engine::{Context, Engine, Status};
use super::settings::ServerSettings;
use crate::scenario::fault::{EapFault, Fault, FramingFault};
use crate::scenario::values::Class;

/// What to do with a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Send this EAP-Request.
    Request(Vec<u8>),
    /// The conversation succeeded; send this EAP-Success.
    Success(Vec<u8>),
    /// It failed; send this EAP-Failure.
    Failure(Vec<u8>),
    /// Silently discard the response; the request stands.
    Discard,
    /// Nothing can be said until the engine's timer runs out.
    Wait,
}

/// Why a conversation failed, above the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConversationError {
    /// The client's fragments contradict each other.
    #[error("{0}")]
    Framing(#[from] FramingError),
    /// The client does not want EAP-TLS: it sent a Nak.
    #[error("the peer refuses EAP-TLS")]
    MethodRefused,
    /// The client answered with another method.
    #[error("the peer answered with another EAP method")]
    UnexpectedMethod,
}

impl ConversationError {
    /// Layer and class of the failure.
    #[must_use]
    pub fn class(self) -> Class {
        match self {
            Self::Framing(error) => Class::known("eap-tls", error.name()),
            Self::MethodRefused => Class::known("eap", "method-refused"),
            Self::UnexpectedMethod => Class::known("eap", "unexpected-method"),
        }
    }
}

/// The server's side of one conversation.
pub struct EapTlsServer {
    settings: Arc<ServerSettings>,
    fragment_size: usize,
    engine: Engine,
    peer: Vec<u8>,
    identifier: u8,
    stage: Stage,
    outgoing: VecDeque<Planned>,
    incoming: Reassembly,
    first_flight_sent: bool,
    failure: Option<ConversationError>,
}

/// What the server waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Identity,
    /// A Nak to the method proposed by [`EapFault::ProposeMd5First`].
    Nak,
    /// A flight of the client, or the acknowledgement of a fragment.
    Flights,
    /// The response to the last flight, or to an alert, before Success or Failure.
    LastResponse,
    Ended,
}

impl EapTlsServer {
    /// A server that has seen nothing yet. `peer` goes into the cookies of DTLS.
    #[must_use]
    pub fn new(settings: Arc<ServerSettings>, fragment_size: u16, engine: Engine, peer: &[u8]) -> Self {
        Self {
            settings,
            fragment_size: fragment_size.into(),
            engine,
            peer: peer.to_vec(),
            identifier: 0,
            stage: Stage::Identity,
            outgoing: VecDeque::new(),
            incoming: Reassembly::default(),
            first_flight_sent: false,
            failure: None,
        }
    }

    /// The engine under the envelope.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The engine, to protect application data or to take its log.
    pub fn engine_mut(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// Why the conversation failed, when that was not the engine's doing.
    #[must_use]
    pub fn failure(&self) -> Option<ConversationError> {
        self.failure
    }

    /// Takes an EAP response.
    pub fn handle(&mut self, eap: &[u8], ctx: &mut Context<'_>) -> Reply {
        let Ok(packet) = Packet::decode(eap) else { return Reply::Discard };
        let Some((method, type_data)) = packet.method() else { return Reply::Discard };
        if packet.code != Code::RESPONSE {
            return Reply::Discard;
        }
        if self.stage == Stage::Identity {
            self.identifier = packet.identifier;
        } else if packet.identifier != self.identifier {
            return Reply::Discard;
        }
        match (self.stage, method) {
            (Stage::Identity, Method::IDENTITY) => self.propose(),
            (Stage::Nak, Method::NAK) if type_data.contains(&Method::TLS.0) => self.send_start(),
            (_, Method::NAK) => self.fail(ConversationError::MethodRefused),
            (Stage::Flights, Method::TLS) => self.handle_fragment(type_data, ctx),
            (Stage::LastResponse, Method::TLS) => self.handle_last_response(type_data, ctx),
            (Stage::Ended, _) => Reply::Discard,
            _ => self.fail(ConversationError::UnexpectedMethod),
        }
    }

    fn propose(&mut self) -> Reply {
        match self.eap_fault() {
            Some(EapFault::ProposeMd5First) => {
                self.stage = Stage::Nak;
                let challenge = [&[16][..], &[0x5a; 16]].concat(); // Value-Size and Value, RFC 1994 §4.1
                self.identifier = self.identifier.wrapping_add(1);
                Reply::Request(encode_method(
                    Code::REQUEST,
                    self.identifier,
                    Method::MD5_CHALLENGE,
                    &challenge,
                ))
            }
            Some(EapFault::SuccessAfterIdentity) => self.succeed(),
            Some(EapFault::FailureBeforeMethod) => self.give_up(),
            _ => self.send_start(),
        }
    }

    fn send_start(&mut self) -> Reply {
        self.stage = Stage::Flights;
        let start = fragments::start(self.framing_fault());
        self.send(&start)
    }

    fn handle_fragment(&mut self, type_data: &[u8], ctx: &mut Context<'_>) -> Reply {
        let Ok(fragment) = Fragment::decode(type_data) else { return self.fail(FramingError::Truncated.into()) };
        if fragment.flags.start() {
            return self.fail(FramingError::StartInResponse.into());
        }
        if fragment.is_ack() && self.incoming.is_idle() {
            return self.send_next();
        }
        self.outgoing.clear();
        match self.incoming.add(&fragment) {
            Ok(Joined::More) => {
                let ack = fragments::acknowledgement(self.framing_fault());
                self.send(&ack)
            }
            Ok(Joined::Flight(flight)) => self.handle_flight(&flight, ctx),
            Err(error) => self.fail(error.into()),
        }
    }

    /// The client acknowledged a fragment: the next one follows.
    fn send_next(&mut self) -> Reply {
        match self.outgoing.pop_front() {
            Some(next) => {
                self.turn_stage();
                self.send(&next)
            }
            None => self.fail(FramingError::UnexpectedAck.into()),
        }
    }

    fn handle_flight(&mut self, flight: &[u8], ctx: &mut Context<'_>) -> Reply {
        if self.restart_once() {
            return self.send(&Planned::start());
        }
        let answer = self.engine.handle_flight(flight, &self.peer, ctx);
        self.send_flight(&answer)
    }

    /// [`FramingFault::StartTwice`]: after the first flight, everything begins anew.
    fn restart_once(&mut self) -> bool {
        let restart = self.framing_fault() == Some(FramingFault::StartTwice) && !self.first_flight_sent;
        if restart {
            self.first_flight_sent = true;
            self.engine = Engine::new(Arc::clone(&self.settings));
        }
        restart
    }

    fn send_flight(&mut self, flight: &[u8]) -> Reply {
        if flight.is_empty() {
            return self.nothing_to_send();
        }
        if self.eap_fault() == Some(EapFault::SuccessMidHandshake) && self.begins_handshake() {
            return self.succeed();
        }
        self.outgoing = fragments::plan(flight, self.fragment_size);
        self.spoil_first_flight();
        self.send_next()
    }

    fn nothing_to_send(&mut self) -> Reply {
        match self.engine.status() {
            Status::Failed(_) => self.give_up(),
            _ if self.engine.poll_timeout().is_some() => Reply::Wait,
            _ => Reply::Discard,
        }
    }

    fn spoil_first_flight(&mut self) {
        let Some(fault) = self.framing_fault() else { return };
        if fault != FramingFault::StartTwice && !self.first_flight_sent && self.begins_handshake() {
            self.first_flight_sent = true;
            fragments::spoil(&mut self.outgoing, fault, self.fragment_size);
        }
    }

    /// False for a HelloVerifyRequest, before which a DTLS engine keeps no state, and for an alert.
    fn begins_handshake(&self) -> bool {
        self.engine.suite().is_some() && !matches!(self.engine.status(), Status::Failed(_))
    }

    /// With the last packet of the last flight on its way, only one more response is due.
    fn turn_stage(&mut self) {
        if self.outgoing.is_empty() && !matches!(self.engine.status(), Status::Handshaking) {
            self.stage = Stage::LastResponse;
        }
    }

    /// RFC 5216 §2.1.1 and §2.1.3: an empty response to the server's Finished, to its alert; or an alert of the client.
    fn handle_last_response(&mut self, type_data: &[u8], ctx: &mut Context<'_>) -> Reply {
        let Ok(fragment) = Fragment::decode(type_data) else { return self.fail(FramingError::Truncated.into()) };
        if !fragment.data.is_empty() {
            self.stage = Stage::Flights;
            return self.handle_fragment(type_data, ctx);
        }
        match self.engine.status() {
            Status::Established => self.succeed(),
            _ => self.give_up(),
        }
    }

    /// When [`Self::handle_timeout`] is due; only a reply [`Reply::Wait`] leaves something to wait for.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        self.engine.poll_timeout()
    }

    /// The engine's flight timer ran out: its last flight again, RFC 6347 §4.2.4.
    pub fn handle_timeout(&mut self, ctx: &mut Context<'_>) -> Reply {
        let flight = self.engine.handle_timeout(ctx);
        self.stage = Stage::Flights;
        self.send_flight(&flight)
    }

    fn send(&mut self, planned: &Planned) -> Reply {
        if !planned.keeps_identifier {
            self.identifier = self.identifier.wrapping_add(1);
        }
        let mut type_data = planned.type_data();
        if self.framing_fault() == Some(FramingFault::ReservedBits) {
            type_data.first_mut().into_iter().for_each(|flags| *flags |= Flags::RESERVED);
        }
        Reply::Request(encode_method(Code::REQUEST, self.identifier, Method::TLS, &type_data))
    }

    fn succeed(&mut self) -> Reply {
        self.stage = Stage::Ended;
        let (mut identifier, mut data) = (self.identifier, &[][..]);
        match self.eap_fault() {
            Some(EapFault::SuccessIdentifierOff(by)) => identifier = identifier.wrapping_add(by),
            Some(EapFault::SuccessWithPayload) => data = &[0; 4],
            _ => {}
        }
        Reply::Success(Packet { code: Code::SUCCESS, identifier, data }.encode())
    }

    fn fail(&mut self, error: ConversationError) -> Reply {
        self.failure = Some(error);
        self.give_up()
    }

    fn give_up(&mut self) -> Reply {
        self.stage = Stage::Ended;
        Reply::Failure(Packet { code: Code::FAILURE, identifier: self.identifier, data: &[] }.encode())
    }

    fn eap_fault(&self) -> Option<EapFault> {
        match self.settings.fault {
            Some(Fault::Eap(fault)) => Some(fault),
            _ => None,
        }
    }

    fn framing_fault(&self) -> Option<FramingFault> {
        match self.settings.fault {
            Some(Fault::Framing(fault)) => Some(fault),
            _ => None,
        }
    }
}
