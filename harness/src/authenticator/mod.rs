//! The authenticator: asks for an identity, and passes EAP on between the card's reader and a RADIUS server
//! (RFC 3748 §2.3, RFC 3579 §2).
//!
//! Sans-IO. Feed it [`Authenticator::start`] once, then [`Authenticator::handle_eapol`] for each frame of the card's
//! side, [`Authenticator::handle_radius`] for each datagram of the server and [`Authenticator::handle_timeout`] when
//! [`Authenticator::poll_timeout`] is due; after each call take all there is from [`Authenticator::poll_output`].
//! It is over when [`Authenticator::ending`] says how.

pub mod eapol;
mod radius_client;
mod retransmission;

use std::collections::VecDeque;
use std::time::Duration;

use flightcheck_proto::eap::{Code, Method, Packet, packet::encode_method};
use rand_core::CryptoRng;

pub use radius_client::{Answer, Discarded, RadiusClient, RadiusClientSettings};
pub use retransmission::{Backoff, Retransmission};

/// What the authenticator wants to have sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A frame towards the card.
    Eapol(Vec<u8>),
    /// A datagram towards the server.
    Radius(Vec<u8>),
}

/// How a conversation ended, as the authenticator saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Access-Accept.
    Accepted {
        /// The MSK from the MS-MPPE keys.
        msk: Option<[u8; 64]>,
    },
    /// Access-Reject.
    Rejected,
    /// The card answered none of the transmissions of a request.
    CardSilent,
    /// The server answered none of the transmissions of a request.
    ServerSilent,
    /// What the server answered was discarded, and nothing better came.
    ServerUnusable(Discarded),
}

/// The authenticator of one port, in one conversation.
#[derive(Debug)]
pub struct Authenticator {
    radius: RadiusClient,
    state: State,
    outputs: VecDeque<Output>,
    discarded: Option<Discarded>,
}

#[derive(Debug)]
enum State {
    Idle,
    /// A request is with the card.
    AwaitResponse { request: Vec<u8>, identifier: u8, timer: Retransmission },
    /// A response is with the server.
    AwaitAnswer,
    Ended(Ending),
}

impl Authenticator {
    /// An authenticator before its first request.
    #[must_use]
    pub fn new(settings: RadiusClientSettings) -> Self {
        Self {
            radius: RadiusClient::new(settings),
            state: State::Idle,
            outputs: VecDeque::new(),
            discarded: None,
        }
    }

    /// Begins with an EAP-Request/Identity, which an authenticator may send itself (RFC 3748 §2.3).
    pub fn start(&mut self, now: Duration, rng: &mut dyn CryptoRng) {
        const FIRST_IDENTIFIER: u8 = 0;
        self.ask(encode_method(Code::REQUEST, FIRST_IDENTIFIER, Method::IDENTITY, &[]), Backoff::EAP, now, rng);
    }

    fn ask(&mut self, request: Vec<u8>, backoff: Backoff, now: Duration, rng: &mut dyn CryptoRng) {
        let Some(&identifier) = request.get(1) else { return };
        self.outputs.push_back(Output::Eapol(eapol::encode_eap(&request)));
        let timer = Retransmission::start(backoff, now, rng);
        self.state = State::AwaitResponse { request, identifier, timer };
    }

    /// Takes a frame of the card's side. Only a Response to the request under way is passed on; RFC 3748 §2.3 has a
    /// pass-through check Code and Identifier, and nothing else.
    pub fn handle_eapol(&mut self, frame: &[u8], now: Duration, rng: &mut dyn CryptoRng) {
        let State::AwaitResponse { identifier, .. } = &self.state else { return };
        let Ok(Some(eap)) = eapol::decode_eap(frame) else { return };
        let Ok(packet) = Packet::decode(eap) else { return };
        if packet.code != Code::RESPONSE || packet.identifier != *identifier {
            return;
        }
        let request = self.radius.request(eap, now, rng);
        self.outputs.push_back(Output::Radius(request));
        self.discarded = None;
        self.state = State::AwaitAnswer;
    }

    /// Takes a datagram of the server; says why, when it is silently discarded.
    pub fn handle_radius(
        &mut self,
        datagram: &[u8],
        now: Duration,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Discarded> {
        match self.radius.handle(datagram) {
            Err(why) => {
                self.discarded = Some(why);
                return Err(why);
            }
            Ok(Answer::Challenge { eap, timeout }) => {
                let initial = timeout.unwrap_or(Backoff::EAP.initial);
                self.ask(eap, Backoff { initial, ..Backoff::EAP }, now, rng);
            }
            Ok(Answer::Accept { eap, msk }) => self.end(eap, Ending::Accepted { msk }),
            Ok(Answer::Reject { eap }) => self.end(eap, Ending::Rejected),
        }
        Ok(())
    }

    fn end(&mut self, eap: Option<Vec<u8>>, ending: Ending) {
        if let Some(eap) = eap {
            self.outputs.push_back(Output::Eapol(eapol::encode_eap(&eap)));
        }
        self.state = State::Ended(ending);
    }

    /// When [`Self::handle_timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        match &self.state {
            State::AwaitResponse { timer, .. } => Some(timer.deadline()),
            State::AwaitAnswer => self.radius.poll_timeout(),
            State::Idle | State::Ended(_) => None,
        }
    }

    /// A timer ran out: transmits again, or gives up. Names the timer.
    pub fn handle_timeout(&mut self, now: Duration, rng: &mut dyn CryptoRng) -> &'static str {
        match &mut self.state {
            State::AwaitResponse { request, timer, .. } => {
                if timer.expire(now, rng) {
                    self.outputs.push_back(Output::Eapol(eapol::encode_eap(request)));
                } else {
                    self.state = State::Ended(Ending::CardSilent);
                }
                "EAP retransmission"
            }
            State::AwaitAnswer => {
                match self.radius.handle_timeout(now, rng) {
                    Some(packet) => self.outputs.push_back(Output::Radius(packet)),
                    None => self.state = State::Ended(self.unanswered()),
                }
                "RADIUS retransmission"
            }
            State::Idle | State::Ended(_) => "none",
        }
    }

    fn unanswered(&self) -> Ending {
        self.discarded.map_or(Ending::ServerSilent, Ending::ServerUnusable)
    }

    /// The next thing to send.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// How the conversation ended, once it has.
    #[must_use]
    pub fn ending(&self) -> Option<&Ending> {
        match &self.state {
            State::Ended(ending) => Some(ending),
            _ => None,
        }
    }
}
