//! The card's side of the EAPOL link: frames in, through the reader to the card, and its response frames out.

use std::time::Duration;

use flightcheck_proto::eap::{Code, Packet};

use super::observation::CardView;
use super::step::{self, Unmet};
use crate::authenticator::eapol;
use crate::link::{FlightCounter, Position};
use crate::reader::commands::{self, EapCommand};
use crate::reader::{CardTransport, Reader, SW_OK, TransportError};
use crate::scenario::model::{Interrupt, Interruption, PacketMatch};
use crate::trace::{Direction, Event, EventKind, Trace};

/// The card behind its reader, in one conversation.
pub struct CardSide<'a, T> {
    reader: &'a mut Reader<T>,
    interrupt: Option<&'a Interrupt>,
    flights: FlightCounter,
    last_request: Option<Vec<u8>>,
    to_card: u16,
    view: CardView,
    unmet: Vec<Unmet>,
}

impl<'a, T: CardTransport> CardSide<'a, T> {
    /// A card at the start of a conversation.
    pub fn new(reader: &'a mut Reader<T>, interrupt: Option<&'a Interrupt>) -> Self {
        Self {
            reader,
            interrupt,
            flights: FlightCounter::default(),
            last_request: None,
            to_card: 0,
            view: CardView::default(),
            unmet: Vec::new(),
        }
    }

    /// Gives the EAP packet of a frame to the card; the frame with its response, if it gives one.
    pub fn handle_frame(
        &mut self,
        frame: &[u8],
        now: Duration,
        trace: &mut Trace,
    ) -> Result<Option<Vec<u8>>, TransportError> {
        trace.push(eapol_event(now, Direction::ToCard, frame));
        let Ok(Some(eap)) = eapol::decode_eap(frame) else { return Ok(None) };
        self.interrupt_before(eap, now, trace)?;
        self.count(eap);
        trace.push(eap_event(now, Direction::ToCard, eap));
        let answer = self.reader.exchange_eap(EapCommand::Process, eap, now, trace)?;
        self.view.status = Some(answer.status);
        if answer.status != SW_OK || answer.data.is_empty() {
            return Ok(None);
        }
        trace.push(eap_event(now, Direction::ToServer, &answer.data));
        self.flights.observe(Direction::ToServer, &answer.data);
        let response = eapol::encode_eap(&answer.data);
        trace.push(eapol_event(now, Direction::ToServer, &response));
        Ok(Some(response))
    }

    fn interrupt_before(
        &mut self,
        eap: &[u8],
        now: Duration,
        trace: &mut Trace,
    ) -> Result<(), TransportError> {
        self.to_card += 1;
        let before = self.flights.last();
        let position = self.flights.observe(Direction::ToCard, eap);
        let Some(interrupt) = self.interrupt else { return Ok(()) };
        let due = match interrupt.before {
            PacketMatch::ToCard(nth) => nth == self.to_card,
            PacketMatch::ToServer(_) => false,
            PacketMatch::Flight { number, fragment } => {
                let wanted = Position { flight: number, fragment };
                position == Some(wanted) || before == Some((Direction::ToServer, wanted))
            }
        };
        if due {
            self.interrupt = None;
            self.carry_out(&interrupt.with, now, trace)?;
        }
        Ok(())
    }

    fn carry_out(
        &mut self,
        with: &Interruption,
        now: Duration,
        trace: &mut Trace,
    ) -> Result<(), TransportError> {
        match with {
            Interruption::ResetState => {
                self.reader.exchange(&commands::reset_state(), now, trace)?;
            }
            Interruption::PowerCycle => {
                self.reader.power_on(now, trace)?;
                self.reader.exchange(&commands::select(&commands::AID), now, trace)?;
            }
            Interruption::Apdu(wanted) => self.unmet.extend(step::apdu(self.reader, wanted, now, trace)?),
            Interruption::Eap(wanted) => self.unmet.extend(step::eap(self.reader, wanted, now, trace)?),
        }
        Ok(())
    }

    fn count(&mut self, eap: &[u8]) {
        if !Packet::decode(eap).is_ok_and(|packet| packet.code == Code::REQUEST) {
            return;
        }
        if self.last_request.as_deref() == Some(eap) {
            self.view.retransmissions += 1;
        } else {
            self.view.rounds += 1;
            self.last_request = Some(eap.to_vec());
        }
    }

    /// The conversation is over: asks the card for its key when the authenticator was told to accept.
    pub fn finish(
        mut self,
        accepted: bool,
        now: Duration,
        trace: &mut Trace,
    ) -> Result<(CardView, Vec<Unmet>), TransportError> {
        if let Some(interrupt) = self.interrupt {
            self.unmet.push(Unmet::NoSuchPacket(interrupt.before));
        }
        if accepted {
            let answer = self.reader.exchange(&commands::get_session_key(), now, trace)?;
            self.view.msk = (answer.status == SW_OK).then_some(answer.data);
        }
        Ok((self.view, self.unmet))
    }
}

fn eap_event(at: Duration, direction: Direction, eap: &[u8]) -> Event {
    Event { at, kind: EventKind::Eap { direction, bytes: eap.to_vec() } }
}

fn eapol_event(at: Duration, direction: Direction, frame: &[u8]) -> Event {
    Event { at, kind: EventKind::Eapol { direction, bytes: frame.to_vec() } }
}
