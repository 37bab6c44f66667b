//! One authentication in the simulated world: the one loop that moves packets and the clock.
//!
//! ```text
//!   RADIUS server  ⇄  link `radius`  ⇄  authenticator  ⇄  link `eapol`  ⇄  reader and card
//! ```
//!
//! A step delivers what has arrived; when nothing has, the clock jumps to the next arrival or timer. It ends when
//! the authenticator is done and nothing is under way.

use std::borrow::Cow;
use std::time::Duration;

use chacha20::ChaCha20Rng;
use flightcheck_proto::crypto::rustcrypto::RUSTCRYPTO;
use flightcheck_radius::{Packet, eap_message};
use rustls_pki_types::UnixTime;

use super::queue::Queue;
use crate::authenticator::{Authenticator, Ending, Output, eapol};
use crate::link::Link;
use crate::play::card_side::CardSide;
use crate::reader::{CardTransport, TransportError};
use crate::scenario::model::{LinkName, ServerPresence};
use crate::server::engine::Context;
use crate::server::radius::RadiusServer;
use crate::trace::{Direction, Event, EventKind, Trace};

/// The address of the authenticator, as the server sees it: what goes into the cookies of DTLS.
const NAS_ADDRESS: &[u8] = b"192.0.2.1:1812"; // RFC 5737 §3: an address for documentation

/// Everything that outlives one authentication of a simulated case.
pub struct Simulation {
    /// The server, with its sessions.
    pub server: RadiusServer,
    /// Whether it answers at all.
    pub presence: ServerPresence,
    /// The link between card and authenticator.
    pub eapol: Link,
    /// The link between authenticator and server.
    pub radius: Link,
    /// The authenticator's randomness.
    pub authenticator_rng: ChaCha20Rng,
    /// The server's randomness.
    pub server_rng: ChaCha20Rng,
    /// The virtual clock: time since the case began.
    pub now: Duration,
    /// What the virtual clock's zero is on the wall, as time since 1970.
    pub epoch: Duration,
}

impl Simulation {
    /// Calls the server with its context at the present moment.
    pub fn with_server<R>(&mut self, call: impl FnOnce(&mut RadiusServer, &mut Context<'_>) -> R) -> R {
        let mut ctx = Context {
            crypto: &RUSTCRYPTO,
            rng: &mut self.server_rng,
            now: self.now,
            wall: UnixTime::since_unix_epoch(self.epoch + self.now),
        };
        call(&mut self.server, &mut ctx)
    }
}

/// A packet that is under way.
#[derive(Debug)]
enum Delivery {
    FrameToCard(Vec<u8>),
    FrameToAuthenticator(Vec<u8>),
    DatagramToServer(Vec<u8>),
    DatagramToAuthenticator(Vec<u8>),
}

/// Plays one authentication to its end.
pub fn simulate<T: CardTransport>(
    simulation: &mut Simulation,
    authenticator: Authenticator,
    card: &mut CardSide<'_, T>,
    trace: &mut Trace,
) -> Result<Ending, TransportError> {
    let mut conversation =
        Conversation { simulation, authenticator, card, trace, under_way: Queue::default() };
    conversation.start();
    while conversation.step()? {}
    Ok(conversation.authenticator.ending().cloned().unwrap_or(Ending::CardSilent))
}

struct Conversation<'a, 'c, T> {
    simulation: &'a mut Simulation,
    authenticator: Authenticator,
    card: &'a mut CardSide<'c, T>,
    trace: &'a mut Trace,
    under_way: Queue<Delivery>,
}

impl<T: CardTransport> Conversation<'_, '_, T> {
    fn start(&mut self) {
        self.authenticator.start(self.simulation.now, &mut self.simulation.authenticator_rng);
        self.collect_outputs();
    }

    /// Delivers one packet, or lets one timer run out; false when nothing is left to happen.
    fn step(&mut self) -> Result<bool, TransportError> {
        if let Some(delivery) = self.under_way.pop_arrived(self.simulation.now) {
            self.deliver(delivery)?;
        } else {
            let Some(next) = self.next_event() else { return Ok(false) };
            self.simulation.now = next.max(self.simulation.now);
            self.expire_timers();
        }
        self.collect_outputs();
        Ok(true)
    }

    fn next_event(&self) -> Option<Duration> {
        let timers = if self.authenticator.ending().is_some() {
            None
        } else {
            [self.authenticator.poll_timeout(), self.server_timeout()].into_iter().flatten().min()
        };
        self.under_way.next_arrival().into_iter().chain(timers).min()
    }

    fn server_timeout(&self) -> Option<Duration> {
        match self.simulation.presence {
            ServerPresence::Present => self.simulation.server.poll_timeout(),
            ServerPresence::Gone => None,
        }
    }

    fn deliver(&mut self, delivery: Delivery) -> Result<(), TransportError> {
        let now = self.simulation.now;
        match delivery {
            Delivery::FrameToCard(frame) => {
                if let Some(response) = self.card.handle_frame(&frame, now, self.trace)? {
                    self.send_frame(Direction::ToServer, response);
                }
            }
            Delivery::FrameToAuthenticator(frame) => {
                self.authenticator.handle_eapol(&frame, now, &mut self.simulation.authenticator_rng);
            }
            Delivery::DatagramToServer(datagram) => self.ask_server(&datagram),
            Delivery::DatagramToAuthenticator(datagram) => self.take_answer(&datagram),
        }
        Ok(())
    }

    fn ask_server(&mut self, datagram: &[u8]) {
        if self.simulation.presence == ServerPresence::Gone {
            return;
        }
        let reply = self.simulation.with_server(|server, ctx| server.handle(datagram, NAS_ADDRESS, ctx));
        self.log_flights();
        if let Some(reply) = reply {
            self.send_datagram(Direction::ToCard, reply);
        }
    }

    fn take_answer(&mut self, datagram: &[u8]) {
        let now = self.simulation.now;
        self.note(EventKind::Radius { direction: Direction::ToCard, bytes: datagram.to_vec() });
        let rng = &mut self.simulation.authenticator_rng;
        if let Err(why) = self.authenticator.handle_radius(datagram, now, rng) {
            self.note(EventKind::Note(format!("the authenticator discards a RADIUS packet: {why}")));
        }
    }

    fn expire_timers(&mut self) {
        let now = self.simulation.now;
        if self.authenticator.poll_timeout().is_some_and(|due| due <= now) {
            let timer = self.authenticator.handle_timeout(now, &mut self.simulation.authenticator_rng);
            self.note(EventKind::Timer(timer));
        } else if self.server_timeout().is_some_and(|due| due <= now) {
            self.note(EventKind::Timer("DTLS flight"));
            let replies = self.simulation.with_server(RadiusServer::handle_timeout);
            self.log_flights();
            for (_, reply) in replies {
                self.send_datagram(Direction::ToCard, reply);
            }
        }
    }

    /// What the server's engine sent and received since the last time, in clear.
    fn log_flights(&mut self) {
        let flights =
            self.simulation.server.newest_session_mut().map(|session| session.engine_mut().log());
        for flight in flights.into_iter().flatten() {
            self.note(EventKind::Flight { from: flight.from, messages: flight.messages });
        }
    }

    fn collect_outputs(&mut self) {
        while let Some(output) = self.authenticator.poll_output() {
            match output {
                Output::Eapol(frame) => self.send_frame(Direction::ToCard, frame),
                Output::Radius(datagram) => {
                    self.note(EventKind::Radius { direction: Direction::ToServer, bytes: datagram.clone() });
                    self.send_datagram(Direction::ToServer, datagram);
                }
            }
        }
    }

    fn send_frame(&mut self, direction: Direction, frame: Vec<u8>) {
        let eap = eapol::decode_eap(&frame).ok().flatten();
        let transfer = self.simulation.eapol.transfer(direction, eap);
        let make = |frame| match direction {
            Direction::ToCard => Delivery::FrameToCard(frame),
            Direction::ToServer => Delivery::FrameToAuthenticator(frame),
        };
        self.put_under_way(LinkName::Eapol, direction, &transfer, || make(frame.clone()));
    }

    fn send_datagram(&mut self, direction: Direction, datagram: Vec<u8>) {
        let packet = Packet::decode(&datagram).ok();
        let eap = packet.as_ref().and_then(|packet| eap_message::join(packet).ok().flatten());
        let transfer = self.simulation.radius.transfer(direction, eap.as_ref().map(Cow::as_ref));
        let make = |datagram| match direction {
            Direction::ToCard => Delivery::DatagramToAuthenticator(datagram),
            Direction::ToServer => Delivery::DatagramToServer(datagram),
        };
        self.put_under_way(LinkName::Radius, direction, &transfer, || make(datagram.clone()));
    }

    fn put_under_way(
        &mut self,
        link: LinkName,
        direction: Direction,
        transfer: &crate::link::Transfer,
        copy: impl Fn() -> Delivery,
    ) {
        for delay in &transfer.arrivals {
            self.under_way.push(self.simulation.now + *delay, copy());
        }
        if let Some(fate) = transfer.fate {
            self.note(EventKind::Link { link, direction, fate });
        }
    }

    fn note(&mut self, kind: EventKind) {
        self.trace.push(Event { at: self.simulation.now, kind });
    }
}
