//! The links between the parties of a simulated run: they move encoded bytes, and lose, double or delay the packets
//! that a scenario names.

mod position;

use std::time::Duration;

pub use position::{FlightCounter, Position};

use crate::scenario::model::{LinkAction, LinkName, LinkRule, PacketMatch};
use crate::trace::{Direction, Fate};

/// One link with the rules that strike on it.
#[derive(Debug)]
pub struct Link {
    rules: Vec<Rule>,
    flights: FlightCounter,
    to_card: u16,
    to_server: u16,
}

#[derive(Debug)]
struct Rule {
    packet: PacketMatch,
    action: LinkAction,
    left: u8,
}

/// What the link does with one packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// When each copy arrives, from now; none when the packet is lost.
    pub arrivals: Vec<Duration>,
    /// Said only when it is not plain delivery.
    pub fate: Option<Fate>,
}

impl Link {
    /// The link `name` under those of `rules` that are meant for it.
    #[must_use]
    pub fn new(name: LinkName, rules: &[LinkRule]) -> Self {
        let rules = rules
            .iter()
            .filter(|rule| rule.on == name)
            .map(|rule| Rule { packet: rule.packet, action: rule.action, left: rule.times })
            .collect();
        Self { rules, flights: FlightCounter::default(), to_card: 0, to_server: 0 }
    }

    /// Decides what becomes of a packet; `eap` is the EAP packet inside it, if there is one.
    pub fn transfer(&mut self, direction: Direction, eap: Option<&[u8]>) -> Transfer {
        let position = eap.and_then(|eap| self.flights.observe(direction, eap));
        let nth = match direction {
            Direction::ToCard => &mut self.to_card,
            Direction::ToServer => &mut self.to_server,
        };
        *nth = nth.saturating_add(1);
        let nth = *nth;
        let matching = self
            .rules
            .iter_mut()
            .find(|rule| rule.left > 0 && matches(rule.packet, direction, position, nth));
        match matching {
            None => Transfer { arrivals: vec![Duration::ZERO], fate: None },
            Some(rule) => {
                rule.left -= 1;
                struck(rule.action)
            }
        }
    }
}

fn matches(packet: PacketMatch, direction: Direction, position: Option<Position>, nth: u16) -> bool {
    match packet {
        PacketMatch::Flight { number, fragment } => position == Some(Position { flight: number, fragment }),
        PacketMatch::ToCard(wanted) => direction == Direction::ToCard && wanted == nth,
        PacketMatch::ToServer(wanted) => direction == Direction::ToServer && wanted == nth,
    }
}

fn struck(action: LinkAction) -> Transfer {
    let (arrivals, fate) = match action {
        LinkAction::Drop => (vec![], Fate::Dropped),
        LinkAction::Duplicate => (vec![Duration::ZERO; 2], Fate::Duplicated),
        LinkAction::DelayMs(delay) => (vec![delay.duration()], Fate::Delayed(delay.duration())),
    };
    Transfer { arrivals, fate: Some(fate) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(packet: PacketMatch, times: u8) -> LinkRule {
        LinkRule { on: LinkName::Eapol, packet, action: LinkAction::Drop, times }
    }

    #[test]
    fn a_rule_strikes_as_often_as_it_says() {
        let flight = PacketMatch::Flight { number: 1, fragment: 1 };
        let mut link = Link::new(LinkName::Eapol, &[rule(flight, 1)]);
        let hello = [2, 1, 0, 7, 13, 0, 22]; // EAP-Response, EAP-TLS, no flags, one byte
        assert_eq!(link.transfer(Direction::ToServer, Some(&hello)).fate, Some(Fate::Dropped));
        assert_eq!(link.transfer(Direction::ToServer, Some(&hello)).fate, None);
    }

    #[test]
    fn packets_are_counted_by_direction() {
        let mut link = Link::new(LinkName::Eapol, &[rule(PacketMatch::ToCard(2), 1)]);
        assert_eq!(link.transfer(Direction::ToCard, None).arrivals.len(), 1);
        assert_eq!(link.transfer(Direction::ToServer, None).arrivals.len(), 1);
        assert_eq!(link.transfer(Direction::ToCard, None).arrivals.len(), 0);
    }

    #[test]
    fn rules_of_another_link_do_not_strike() {
        let mut link = Link::new(LinkName::Radius, &[rule(PacketMatch::ToCard(1), 1)]);
        assert_eq!(link.transfer(Direction::ToCard, None).fate, None);
    }
}
