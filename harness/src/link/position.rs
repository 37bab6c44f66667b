//! Where in the conversation an EAP packet stands: its flight, and its fragment of the flight.

use flightcheck_proto::eap::{Code, Method, Packet, tls::Fragment};

use crate::trace::Direction;

/// A fragment of a (D)TLS flight, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Number of the flight: ClientHello is 1, RFC 6347 §4.2.4 figure 1.
    pub flight: u8,
    /// Number of the fragment in its flight.
    pub fragment: u16,
}

/// Counts flights and fragments from the EAP packets that pass.
///
/// A flight begins with the first EAP-TLS packet that has data and goes the other way than the one before it.
/// A packet that repeats the Identifier of its predecessor in the same direction is a retransmission and stands
/// where that stood.
#[derive(Debug, Clone, Default)]
pub struct FlightCounter {
    last: Option<Seen>,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    direction: Direction,
    identifier: u8,
    position: Position,
}

impl FlightCounter {
    /// Takes note of a packet; where it stands, if it carries a part of a flight.
    pub fn observe(&mut self, direction: Direction, eap: &[u8]) -> Option<Position> {
        let identifier = flight_data(eap)?;
        let position = match self.last {
            None => Position { flight: 1, fragment: 1 },
            Some(seen) if seen.direction != direction => {
                Position { flight: seen.position.flight.saturating_add(1), fragment: 1 }
            }
            Some(seen) if seen.identifier == identifier => seen.position,
            Some(seen) => Position { fragment: seen.position.fragment.saturating_add(1), ..seen.position },
        };
        self.last = Some(Seen { direction, identifier, position });
        Some(position)
    }

    /// Where the last packet that carried a part of a flight stood, and which way it went.
    #[must_use]
    pub fn last(&self) -> Option<(Direction, Position)> {
        self.last.map(|seen| (seen.direction, seen.position))
    }
}

/// The Identifier of an EAP-TLS packet that carries data of a flight.
fn flight_data(eap: &[u8]) -> Option<u8> {
    let packet = Packet::decode(eap).ok()?;
    let (method, type_data) = packet.method()?;
    let fragment = Fragment::decode(type_data).ok()?;
    let carries = method == Method::TLS && !fragment.flags.start() && !fragment.data.is_empty();
    (carries && matches!(packet.code, Code::REQUEST | Code::RESPONSE)).then_some(packet.identifier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flightcheck_proto::eap::tls::Flags;

    fn packet(identifier: u8, data: &[u8]) -> Vec<u8> {
        Fragment { flags: Flags(0), total_length: None, data }.encode_packet(Code::REQUEST, identifier)
    }

    fn position(flight: u8, fragment: u16) -> Option<Position> {
        Some(Position { flight, fragment })
    }

    #[test]
    fn a_flight_ends_where_the_direction_turns() {
        let mut counter = FlightCounter::default();
        assert_eq!(counter.observe(Direction::ToServer, &packet(1, b"hello")), position(1, 1));
        assert_eq!(counter.observe(Direction::ToCard, &packet(2, b"verify")), position(2, 1));
        assert_eq!(counter.observe(Direction::ToServer, &packet(2, b"hello")), position(3, 1));
        assert_eq!(counter.observe(Direction::ToCard, &packet(3, b"a")), position(4, 1));
        assert_eq!(counter.observe(Direction::ToServer, &packet(3, b"")), None, "an ACK is no flight");
        assert_eq!(counter.observe(Direction::ToCard, &packet(4, b"b")), position(4, 2));
    }

    #[test]
    fn a_retransmission_stands_where_the_first_transmission_stood() {
        let mut counter = FlightCounter::default();
        counter.observe(Direction::ToCard, &packet(3, b"a"));
        assert_eq!(counter.observe(Direction::ToCard, &packet(3, b"a")), position(1, 1));
    }
}
