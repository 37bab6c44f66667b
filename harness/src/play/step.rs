//! The steps of a script at the card's contacts: each sends something exact and compares the answer.

use std::time::Duration;

use thiserror::Error;

use crate::reader::commands::{self, EapCommand};
use crate::reader::{CardAnswer, CardTransport, Reader, TransportError};
use crate::scenario::model::{ApduStep, CardState, EapStep, PacketMatch, ResetStateStep};
use crate::scenario::values::{Class, StatusWord};
use crate::trace::{Direction, Event, EventKind, Trace};

/// What a step expected and did not get.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unmet {
    /// The status word.
    #[error("status word of {step}: expected {expected:04X}, got {got:04X}")]
    Status {
        /// The step.
        step: String,
        /// The scenario's.
        expected: u16,
        /// The card's.
        got: u16,
    },
    /// The response data.
    #[error("answer to {step}: expected {expected}, got {got}")]
    Data {
        /// The step.
        step: String,
        /// The scenario's, in hex.
        expected: String,
        /// The card's, in hex.
        got: String,
    },
    /// The packet before which an interruption was to happen never came.
    #[error("the packet to interrupt before never came: {0:?}")]
    NoSuchPacket(PacketMatch),
    /// Application data needs an established session on both sides.
    #[error("there is no established session to carry application data")]
    NoSession,
    /// A protected record did not carry what was put into it.
    #[error("application data {direction}: {problem}")]
    ApplicationData {
        /// Which way it went.
        direction: &'static str,
        /// What was wrong.
        problem: String,
    },
}

impl Unmet {
    /// Layer and class of the failure.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            Self::Status { got, .. } => Class::known("apdu", &format!("{got:04x}")),
            Self::Data { .. } => Class::known("apdu", "unexpected-data"),
            Self::NoSuchPacket(_) => Class::known("scenario", "no-such-packet"),
            Self::NoSession => Class::known("tls", "no-session"),
            Self::ApplicationData { .. } => Class::known("tls", "application-data"),
        }
    }

    /// Compares a status word.
    #[must_use]
    pub fn status(step: &str, expected: StatusWord, answer: &CardAnswer) -> Option<Self> {
        let (expected, got) = (expected.0, answer.status);
        (expected != got).then(|| Self::Status { step: step.to_owned(), expected, got })
    }

    /// Compares response data.
    #[must_use]
    pub fn data(step: &str, expected: &[u8], answer: &CardAnswer) -> Option<Self> {
        (expected != answer.data).then(|| Self::Data {
            step: step.to_owned(),
            expected: in_words(expected),
            got: in_words(&answer.data),
        })
    }
}

fn in_words(bytes: &[u8]) -> String {
    if bytes.is_empty() { "no data".to_owned() } else { hex::encode(bytes) }
}

/// One command APDU, byte for byte.
pub fn apdu<T: CardTransport>(
    reader: &mut Reader<T>,
    step: &ApduStep,
    now: Duration,
    trace: &mut Trace,
) -> Result<Vec<Unmet>, TransportError> {
    let answer = reader.transmit(&step.send.0, now, trace)?;
    let name = format!("APDU {}", hex::encode_upper(step.send.0.get(..4).unwrap_or(&step.send.0)));
    let data = step.data.as_ref().and_then(|data| Unmet::data(&name, &data.0, &answer));
    Ok(Unmet::status(&name, step.status, &answer).into_iter().chain(data).collect())
}

/// One EAP packet through Process-EAP.
pub fn eap<T: CardTransport>(
    reader: &mut Reader<T>,
    step: &EapStep,
    now: Duration,
    trace: &mut Trace,
) -> Result<Vec<Unmet>, TransportError> {
    let event = |direction, bytes: &[u8]| Event {
        at: now,
        kind: EventKind::Eap { direction, bytes: bytes.to_vec() },
    };
    trace.push(event(Direction::ToCard, &step.send.0));
    let answer = reader.exchange_eap(EapCommand::Process, &step.send.0, now, trace)?;
    if !answer.data.is_empty() {
        trace.push(event(Direction::ToServer, &answer.data));
    }
    let name = format!("EAP {}", hex::encode(step.send.0.get(..5).unwrap_or(&step.send.0)));
    let data = step.response.as_ref().and_then(|data| Unmet::data(&name, &data.0, &answer));
    Ok(Unmet::status(&name, step.status, &answer).into_iter().chain(data).collect())
}

/// The Reset-State command.
pub fn reset_state<T: CardTransport>(
    reader: &mut Reader<T>,
    step: &ResetStateStep,
    now: Duration,
    trace: &mut Trace,
) -> Result<Vec<Unmet>, TransportError> {
    let answer = reader.exchange(&commands::reset_state(), now, trace)?;
    let left = step.left.and_then(|state| Unmet::data("Reset-State", &[state_byte(state)], &answer));
    Ok(Unmet::status("Reset-State", StatusWord::default(), &answer).into_iter().chain(left).collect())
}

/// The byte by which Reset-State names the state it left.
const fn state_byte(state: CardState) -> u8 {
    match state {
        CardState::Idle => 0,
        CardState::Handshaking => 1,
        CardState::Established => 2,
        CardState::Failed => 3,
    }
}
