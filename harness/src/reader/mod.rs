//! The reader's side of the card: EAP packets become command APDUs, and answers are collected (CARD.md).

pub mod commands;
pub mod simulated;
pub mod transport;

use std::time::Duration;

use commands::EapCommand;
pub use simulated::SimulatedCard;
pub use transport::{CardTransport, TransportError};

use crate::trace::{Event, EventKind, Trace};

/// Status word: done.
pub const SW_OK: u16 = 0x9000;

/// A whole answer of the card: data, collected with GET RESPONSE where need be, and the last status word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardAnswer {
    /// Response data, without status words.
    pub data: Vec<u8>,
    /// The last status word.
    pub status: u16,
}

/// A card in its reader, with everything that crosses the contacts on record.
pub struct Reader<T> {
    transport: T,
}

impl<T: CardTransport> Reader<T> {
    /// A reader with a card in it, not powered yet.
    pub fn new(transport: T) -> Self {
        Self { transport }
    }

    /// Powers the card.
    pub fn power_on(&mut self, now: Duration, trace: &mut Trace) -> Result<(), TransportError> {
        let atr = self.transport.power_on()?;
        trace.push(Event { at: now, kind: EventKind::CardReset { atr } });
        Ok(())
    }

    /// Sends an EAP packet in as many segments as it takes, and collects the answer.
    pub fn exchange_eap(
        &mut self,
        command: EapCommand,
        eap: &[u8],
        now: Duration,
        trace: &mut Trace,
    ) -> Result<CardAnswer, TransportError> {
        let mut answer = CardAnswer { data: Vec::new(), status: SW_OK };
        for segment in command.segments(eap) {
            answer = self.exchange(&segment, now, trace)?;
            if answer.status != SW_OK {
                break;
            }
        }
        Ok(answer)
    }

    /// Sends one command and collects its answer: 61xx is followed by GET RESPONSE (ISO/IEC 7816-4 §5.6).
    pub fn exchange(
        &mut self,
        command: &[u8],
        now: Duration,
        trace: &mut Trace,
    ) -> Result<CardAnswer, TransportError> {
        /// More than the longest EAP packet (65,535 bytes) takes.
        const MAX_GET_RESPONSE: usize = 260;
        let mut answer = self.transmit(command, now, trace)?;
        for _ in 0..MAX_GET_RESPONSE {
            let [0x61, available] = answer.status.to_be_bytes() else { return Ok(answer) };
            let next = self.transmit(&commands::get_response(available), now, trace)?;
            answer.data.extend_from_slice(&next.data);
            answer.status = next.status;
        }
        Err(TransportError::EndlessAnswer(MAX_GET_RESPONSE))
    }

    /// Sends one command, byte for byte; one answer, as it comes.
    pub fn transmit(
        &mut self,
        command: &[u8],
        now: Duration,
        trace: &mut Trace,
    ) -> Result<CardAnswer, TransportError> {
        let response = self.transport.transmit(command, now)?;
        let kind = EventKind::Apdu { command: command.to_vec(), response: response.clone() };
        trace.push(Event { at: now, kind });
        let (data, status) =
            response.split_last_chunk().ok_or(TransportError::AnswerTooShort(response.len()))?;
        Ok(CardAnswer { data: data.to_vec(), status: u16::from_be_bytes(*status) })
    }
}
