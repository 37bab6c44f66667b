//! The acts of a play, one after another, in the simulated world.

use std::time::Duration;

use super::application_data;
use super::card_side::CardSide;
use super::observation::{Observation, ServerView};
use super::step::{self, Unmet};
use super::{PlayError, Played, stage};
use crate::authenticator::Ending;
use crate::judge::{self, Clock};
use crate::reader::{Reader, SimulatedCard, commands};
use crate::scenario::model::{Act, Authenticate, Expectation, Scenario};
use crate::scenario::values::Class;
use crate::server::eap_tls::EapTlsServer;
use crate::server::engine::Status;
use crate::trace::{Event, EventKind, Trace};
use crate::world::{Randomness, Simulation, simulate};

/// Plays a scenario in the simulated world. The same seed and name give the same trace.
pub fn play_simulated(name: &str, scenario: &Scenario, seed: u64) -> Result<Played, PlayError> {
    let randomness = Randomness::new(seed, name);
    let mut play = Play {
        scenario,
        reader: stage::card(scenario, &randomness, stage::EPOCH)?,
        simulation: stage::simulation(scenario, &randomness),
        trace: Trace::new(),
        differences: Vec::new(),
        class: None,
    };
    play.power_on()?;
    let last = scenario.last_authentication();
    for (nth, act) in scenario.play.iter().enumerate() {
        play.act(act, Some(nth) == last)?;
    }
    Ok(Played {
        differences: play.differences,
        class: play.class,
        elapsed: play.simulation.now,
        trace: play.trace,
    })
}

struct Play<'a> {
    scenario: &'a Scenario,
    reader: Reader<SimulatedCard>,
    simulation: Simulation,
    trace: Trace,
    differences: Vec<String>,
    class: Option<Class>,
}

impl Play<'_> {
    fn now(&self) -> Duration {
        self.simulation.now
    }

    fn power_on(&mut self) -> Result<(), PlayError> {
        let now = self.now();
        self.reader.power_on(now, &mut self.trace)?;
        self.reader.exchange(&commands::select(&commands::AID), now, &mut self.trace)?;
        Ok(())
    }

    fn act(&mut self, act: &Act, is_last_authentication: bool) -> Result<(), PlayError> {
        let now = self.now();
        self.trace.push(Event { at: now, kind: EventKind::Act(name(act).to_owned()) });
        let unmet = match act {
            Act::Authenticate(authenticate) => {
                let expected = authenticate.expect.as_ref();
                let default = self.scenario.expect.as_ref().filter(|_| is_last_authentication);
                self.authenticate(authenticate, expected.or(default))?
            }
            Act::Apdu(wanted) => step::apdu(&mut self.reader, wanted, now, &mut self.trace)?,
            Act::Eap(wanted) => step::eap(&mut self.reader, wanted, now, &mut self.trace)?,
            Act::ResetState(wanted) => step::reset_state(&mut self.reader, wanted, now, &mut self.trace)?,
            Act::PowerCycle(_) => {
                self.power_on()?;
                Vec::new()
            }
            Act::ApplicationData(wanted) => {
                application_data::exchange(&mut self.reader, &mut self.simulation, wanted, &mut self.trace)?
            }
        };
        self.note_unmet(&unmet);
        Ok(())
    }

    fn note_unmet(&mut self, unmet: &[Unmet]) {
        self.differences.extend(unmet.iter().map(ToString::to_string));
        if let Some(first) = unmet.first() {
            self.class.get_or_insert_with(|| first.class());
        }
    }

    fn authenticate(
        &mut self,
        authenticate: &Authenticate,
        expected: Option<&Expectation>,
    ) -> Result<Vec<Unmet>, PlayError> {
        let (began, first_event) = (self.now(), self.trace.len());
        let authenticator = stage::simulated_authenticator(self.scenario);
        let mut card = CardSide::new(&mut self.reader, authenticate.interrupt.as_ref());
        let ending = simulate(&mut self.simulation, authenticator, &mut card, &mut self.trace)?;
        let accepted = matches!(ending, Ending::Accepted { .. });
        let (card, unmet) = card.finish(accepted, self.simulation.now, &mut self.trace)?;
        let seen = Observation {
            ending,
            card,
            server: self.simulation.server.newest_session().map(server_view),
            refusal: None,
            trace: self.trace[first_event..].to_vec(),
            elapsed: self.now().saturating_sub(began),
        };
        let findings = judge::compare(expected, &seen, Clock::Virtual);
        self.class = findings.class;
        self.differences.extend(findings.differences);
        Ok(unmet)
    }
}

fn server_view(server: &EapTlsServer) -> ServerView {
    let engine = server.engine();
    let error = match engine.status() {
        Status::Failed(error) => Some(error),
        _ => None,
    };
    let above = server.failure();
    ServerView {
        failure: above.map(|failure| failure.class()).or_else(|| error.map(|error| error.class())),
        reason: above.map(|failure| failure.to_string()).or_else(|| error.map(ToString::to_string)),
        alert_sent: engine.alert_sent(),
        alert_received: engine.alert_received(),
        msk: engine.eap_keys().map(|keys| keys.msk),
        suite: engine.suite(),
    }
}

const fn name(act: &Act) -> &'static str {
    match act {
        Act::Authenticate(_) => "authenticate",
        Act::Apdu(_) => "apdu",
        Act::Eap(_) => "eap",
        Act::ResetState(_) => "reset-state",
        Act::PowerCycle(_) => "power-cycle",
        Act::ApplicationData(_) => "application-data",
    }
}
