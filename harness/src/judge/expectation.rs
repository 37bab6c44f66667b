//! Comparing what was observed with what a scenario expects.

use std::fmt::Display;

use flightcheck_proto::tls::alert::Alert;
use flightcheck_proto::tls::registry::AlertLevel;

use super::classify::classify;
use crate::play::observation::Observation;
use crate::scenario::model::{
    AlertExpectation, AlertLevelName, Expectation, FlightExpectation, Outcome, Party,
};
use crate::scenario::values::Class;
use crate::trace::flights::{self, cleartext_alerts};

/// What the judge found.
#[derive(Debug, Clone)]
pub struct Findings {
    /// How the authentication ended.
    pub outcome: Outcome,
    /// The class of its failure.
    pub class: Option<Class>,
    /// What differs from the expectation, a line each; nothing when all is as expected.
    pub differences: Vec<String>,
}

/// Whether virtual time can be held to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The simulated world's.
    Virtual,
    /// The wall's: its times are nobody's promise.
    Wall,
}

/// Compares an observation with an expectation; without one, an acceptance is expected.
#[must_use]
pub fn compare(expected: Option<&Expectation>, seen: &Observation, clock: Clock) -> Findings {
    let (outcome, class) = classify(seen);
    let accept = Expectation::accept();
    let expected = expected.unwrap_or(&accept);
    let mut differences = Differences::default();
    differences.add("outcome", Some(&expected.outcome), &outcome);
    differences.add_optional("class", expected.class.as_ref(), class.as_ref());
    compare_card(expected, seen, &mut differences);
    compare_alert(expected, seen, &mut differences);
    compare_flights(expected, seen, &mut differences);
    if let (Some(suite), Some(server)) = (expected.suite, &seen.server) {
        differences.add_optional("suite", Some(&suite.0), server.suite.as_ref());
    }
    if let (Some(elapsed), Clock::Virtual) = (expected.elapsed_ms, clock) {
        differences.add(
            "virtual time in ms",
            Some(&elapsed.duration().as_millis()),
            &seen.elapsed.as_millis(),
        );
    }
    if let (true, Some(reason)) = (!differences.0.is_empty(), seen.server.as_ref().and_then(reason)) {
        differences.0.push(format!("the server says: {reason}"));
    }
    Findings { outcome, class, differences: differences.0 }
}

fn reason(server: &crate::play::observation::ServerView) -> Option<&String> {
    server.reason.as_ref()
}

fn compare_card(expected: &Expectation, seen: &Observation, differences: &mut Differences) {
    let status = expected.status.map(|status| format!("{:04X}", status.0));
    let got = seen.card.status.map_or_else(|| "none".to_owned(), |status| format!("{status:04X}"));
    differences.add("last status word", status.as_ref(), &got);
    differences.add("rounds", expected.rounds.as_ref(), &seen.card.rounds);
    differences.add(
        "retransmitted requests",
        expected.retransmissions.as_ref(),
        &seen.card.retransmissions,
    );
}

fn compare_alert(expected: &Expectation, seen: &Observation, differences: &mut Differences) {
    let Some(wanted) = &expected.alert else { return };
    let got = alerts(seen);
    if !got.iter().any(|(from, alert)| is_wanted(wanted, *from, *alert)) {
        let got: Vec<_> = got.iter().map(|(from, alert)| format!("{alert} from the {}", name(*from))).collect();
        let got = if got.is_empty() { "none".to_owned() } else { got.join(", ") };
        let wanted = format!("{} {} from the {}", level(wanted.level), wanted.description.0, name(wanted.from));
        differences.0.push(format!("alert: expected {wanted}, got {got}"));
    }
}

/// All alerts that were seen: in clear at the card's contacts, or by the server in its own session.
fn alerts(seen: &Observation) -> Vec<(Party, Alert)> {
    let mut alerts = cleartext_alerts(&seen.trace);
    if let Some(server) = &seen.server {
        alerts.extend(server.alert_sent.map(|alert| (Party::Server, alert)));
        alerts.extend(server.alert_received.map(|alert| (Party::Card, alert)));
    }
    alerts.dedup();
    alerts
}

fn is_wanted(wanted: &AlertExpectation, from: Party, alert: Alert) -> bool {
    wanted.from == from && wanted.description.0 == alert.description && level(wanted.level) == alert.level
}

const fn level(name: AlertLevelName) -> AlertLevel {
    match name {
        AlertLevelName::Warning => AlertLevel::WARNING,
        AlertLevelName::Fatal => AlertLevel::FATAL,
    }
}

const fn name(party: Party) -> &'static str {
    match party {
        Party::Card => "card",
        Party::Server => "server",
    }
}

fn compare_flights(expected: &Expectation, seen: &Observation, differences: &mut Differences) {
    let Some(wanted) = &expected.flights else { return };
    let got = flights::flights(&seen.trace);
    for (nth, wanted) in wanted.iter().enumerate() {
        let (from, messages) = match wanted {
            FlightExpectation::Card(messages) => (Party::Card, messages),
            FlightExpectation::Server(messages) => (Party::Server, messages),
        };
        let wanted = format!("{}: {}", name(from), messages.join(" "));
        let got = got.get(nth).map(|(from, messages)| format!("{}: {}", name(*from), messages.join(" ")));
        differences.add_optional(&format!("flight {}", nth + 1), Some(&wanted), got.as_ref());
    }
    differences.add("number of flights", Some(&wanted.len()), &got.len());
}

/// Lines about what differs.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    /// Notes a difference from what is expected, if anything is.
    fn add<T: Display + PartialEq>(&mut self, what: &str, expected: Option<&T>, got: &T) {
        if let Some(expected) = expected.filter(|expected| *expected != got) {
            self.0.push(format!("{what}: expected {expected}, got {got}"));
        }
    }

    /// The same where nothing is a value like others.
    fn add_optional<T: Display + PartialEq>(&mut self, what: &str, expected: Option<&T>, got: Option<&T>) {
        if expected != got {
            let words = |value: Option<&T>| value.map_or_else(|| "none".to_owned(), ToString::to_string);
            self.0.push(format!("{what}: expected {}, got {}", words(expected), words(got)));
        }
    }
}
