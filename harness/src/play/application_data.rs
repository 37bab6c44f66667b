//! Application data through the card: it protects what the server opens, and opens what the server protected
//! (CARD.md, Process-EAP-Encrypt and Process-EAP-Decrypt).

use flightcheck_proto::eap::tls::{Flags, Fragment};
use flightcheck_proto::eap::{Code, Packet};
use flightcheck_proto::tls::registry::ContentType;

use super::PlayError;
use super::step::Unmet;
use crate::reader::commands::EapCommand;
use crate::reader::{CardAnswer, CardTransport, Reader, SW_OK};
use crate::scenario::model::ApplicationData;
use crate::trace::Trace;
use crate::world::Simulation;

/// Identifier of the EAP packets that carry application data; the card does not compare it with others.
const IDENTIFIER: u8 = 0;

/// Sends text both ways, as far as the act says.
pub fn exchange<T: CardTransport>(
    reader: &mut Reader<T>,
    simulation: &mut Simulation,
    act: &ApplicationData,
    trace: &mut Trace,
) -> Result<Vec<Unmet>, PlayError> {
    let mut unmet = Vec::new();
    if let Some(text) = &act.from_card {
        unmet.extend(from_card(reader, simulation, text, act, trace)?);
    }
    if let Some(text) = &act.from_server {
        unmet.extend(from_server(reader, simulation, text, act, trace)?);
    }
    Ok(unmet)
}

fn from_card<T: CardTransport>(
    reader: &mut Reader<T>,
    simulation: &mut Simulation,
    text: &str,
    act: &ApplicationData,
    trace: &mut Trace,
) -> Result<Option<Unmet>, PlayError> {
    let command = EapCommand::Encrypt(0);
    let answer = reader.exchange_eap(command, &envelope(text.as_bytes()), simulation.now, trace)?;
    if answer.status != SW_OK || act.status.0 != SW_OK {
        return Ok(Unmet::status("Process-EAP-Encrypt", act.status, &answer));
    }
    let record = payload(&answer);
    let opened =
        simulation.with_server(|server, _| server.newest_session_mut()?.engine_mut().open(&record).ok());
    Ok(match opened {
        None => Some(problem("from the card", "the server cannot open the record".to_owned())),
        Some((content_type, clear)) if content_type == ContentType::APPLICATION_DATA => {
            differs("from the card", text, &clear)
        }
        Some((content_type, _)) => Some(problem("from the card", format!("the record's type is {content_type}"))),
    })
}

fn from_server<T: CardTransport>(
    reader: &mut Reader<T>,
    simulation: &mut Simulation,
    text: &str,
    act: &ApplicationData,
    trace: &mut Trace,
) -> Result<Option<Unmet>, PlayError> {
    let sealed = simulation.with_server(|server, ctx| {
        let engine = server.newest_session_mut()?.engine_mut();
        engine.seal(ContentType::APPLICATION_DATA, text.as_bytes(), ctx).ok()
    });
    let Some(mut record) = sealed else { return Ok(Some(Unmet::NoSession)) };
    if act.tampered {
        record.last_mut().into_iter().for_each(|byte| *byte ^= 1);
    }
    let answer = reader.exchange_eap(EapCommand::Decrypt, &envelope(&record), simulation.now, trace)?;
    if answer.status != SW_OK || act.status.0 != SW_OK {
        return Ok(Unmet::status("Process-EAP-Decrypt", act.status, &answer));
    }
    let expected = if act.tampered { "" } else { text };
    Ok(differs("from the server", expected, &payload(&answer)))
}

fn envelope(data: &[u8]) -> Vec<u8> {
    Fragment { flags: Flags(0), total_length: None, data }.encode_packet(Code::REQUEST, IDENTIFIER)
}

/// The TLS data of the EAP-Response in an answer; empty when there is none.
fn payload(answer: &CardAnswer) -> Vec<u8> {
    let data = Packet::decode(&answer.data)
        .ok()
        .and_then(|packet| packet.method())
        .and_then(|(_, type_data)| Fragment::decode(type_data).ok());
    data.map(|fragment| fragment.data.to_vec()).unwrap_or_default()
}

fn differs(direction: &'static str, expected: &str, got: &[u8]) -> Option<Unmet> {
    let got = String::from_utf8_lossy(got);
    (got != expected).then(|| problem(direction, format!("expected {expected:?}, got {got:?}")))
}

fn problem(direction: &'static str, problem: String) -> Unmet {
    Unmet::ApplicationData { direction, problem }
}
