//! Checks across the fields of a scenario: what each field may say alone, but not all of them together.

use super::fault::Fault;
use super::model::{
    Act, Expectation, FlightExpectation, Interruption, LinkRule, Method, Outcome, PacketMatch, Scenario,
};

/// Something that contradicts something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Path of keys to the field.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Everything that contradicts itself in a scenario.
#[must_use]
pub fn contradictions(scenario: &Scenario) -> Vec<Contradiction> {
    let mut found = Found::default();
    found.sizes(scenario);
    found.dtls_only(scenario);
    found.play(scenario);
    for (path, expected) in
        [("expect", &scenario.expect), ("expect_real_server", &scenario.expect_real_server)]
    {
        found.expectation(path, expected.as_ref());
    }
    for (nth, rule) in scenario.link.iter().enumerate() {
        found.link_rule(nth, rule);
    }
    found.0
}

#[derive(Default)]
struct Found(Vec<Contradiction>);

impl Found {
    fn add(&mut self, path: impl Into<String>, message: impl Into<String>, help: Option<&str>) {
        let help = help.map(str::to_owned);
        self.0.push(Contradiction { path: path.into(), message: message.into(), help });
    }

    fn sizes(&mut self, scenario: &Scenario) {
        /// An EAP packet in one RADIUS packet of 4,096 octets (RFC 2865 §3) beside its other attributes.
        const MAX_FRAGMENT: u16 = 3900;
        for (path, size) in [
            ("card.fragment_size", scenario.card.fragment_size),
            ("server.fragment_size", scenario.server.fragment_size),
        ] {
            if size == 0 || size > MAX_FRAGMENT {
                self.add(path, format!("a fragment has 1 to {MAX_FRAGMENT} bytes, not {size}"), None);
            }
        }
        if scenario.radius.transmissions == 0 {
            self.add("radius.transmissions", "a request is transmitted at least once", None);
        }
    }

    fn dtls_only(&mut self, scenario: &Scenario) {
        let server = &scenario.server;
        if server.method == Method::EapDtls {
            return;
        }
        let help = Some("set `server.method: eap-dtls`");
        if matches!(server.fault, Some(Fault::Dtls(_))) {
            self.add("server.fault", "a fault of DTLS cannot happen in EAP-TLS", help);
        }
        if server.cookie != super::model::CookieSetup::default() {
            self.add("server.cookie", "EAP-TLS has no cookies", help);
        }
    }

    fn play(&mut self, scenario: &Scenario) {
        let last = scenario.last_authentication();
        if last.is_none() && scenario.expect.is_some() {
            self.add("expect", "the play has no authentication to expect something of", None);
        }
        if scenario.play.is_empty() {
            self.add("play", "nothing is done", Some("leave `play` out for one authentication"));
        }
        for (nth, act) in scenario.play.iter().enumerate() {
            let Act::Authenticate(authenticate) = act else { continue };
            let path = format!("play.{nth}.authenticate");
            self.expectation(&format!("{path}.expect"), authenticate.expect.as_ref());
            if Some(nth) == last && authenticate.expect.is_some() && scenario.expect.is_some() {
                self.add(
                    format!("{path}.expect"),
                    "the last authentication has two expectations",
                    Some("keep one: this or the scenario's `expect`"),
                );
            }
            if let Some(interrupt) = &authenticate.interrupt {
                self.packet(&format!("{path}.interrupt.before"), interrupt.before);
                if matches!(interrupt.before, PacketMatch::ToServer(_)) {
                    self.add(
                        format!("{path}.interrupt.before"),
                        "the card is interrupted before a packet to it, not before one to the server",
                        Some("use `to-card` or `flight`"),
                    );
                }
                if let Interruption::Apdu(step) = &interrupt.with
                    && step.send.0.len() < 4
                {
                    self.add(format!("{path}.interrupt.with"), "a command APDU has at least 4 bytes", None);
                }
            }
        }
    }

    fn expectation(&mut self, path: &str, expected: Option<&Expectation>) {
        let Some(expected) = expected else { return };
        let class = format!("{path}.class");
        match (&expected.outcome, &expected.class) {
            (Outcome::Accept, Some(_)) => {
                self.add(class, "an acceptance has no class of failure", Some("drop `class`"));
            }
            (Outcome::Reject | Outcome::NoAnswer, None) => self.add(
                class,
                format!("`{}` needs the class of the failure", expected.outcome),
                Some("add `class: LAYER/NAME`, such as tls/unknown_ca"),
            ),
            _ => {}
        }
        if expected.flights.as_ref().is_some_and(|flights| flights.iter().any(is_empty)) {
            self.add(format!("{path}.flights"), "a flight has at least one message", None);
        }
    }

    fn link_rule(&mut self, nth: usize, rule: &LinkRule) {
        self.packet(&format!("link.{nth}.packet"), rule.packet);
        if rule.times == 0 {
            self.add(format!("link.{nth}.times"), "a rule that strikes no packet", Some("drop the rule"));
        }
    }

    fn packet(&mut self, path: &str, packet: PacketMatch) {
        let zero = match packet {
            PacketMatch::Flight { number, fragment } => number == 0 || fragment == 0,
            PacketMatch::ToCard(nth) | PacketMatch::ToServer(nth) => nth == 0,
        };
        if zero {
            self.add(path, "flights, fragments and packets are counted from 1", None);
        }
    }
}

fn is_empty(flight: &FlightExpectation) -> bool {
    match flight {
        FlightExpectation::Card(messages) | FlightExpectation::Server(messages) => messages.is_empty(),
    }
}
