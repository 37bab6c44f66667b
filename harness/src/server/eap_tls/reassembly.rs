//! Joining the fragments of a client's flight, RFC 5216 §2.1.5.

use flightcheck_proto::eap::tls::Fragment;

/// The most bytes of a client's flight. A certificate chain of a card fits many times; RFC 5216 §2.1.5 speaks of
/// 64 KB as the length of a long chain.
const MAX_FLIGHT: usize = 65_536;

/// A flight in the making.
#[derive(Debug, Default)]
pub struct Reassembly {
    total_length: Option<u32>,
    flight: Vec<u8>,
}

/// What a fragment led to.
#[derive(Debug, PartialEq, Eq)]
pub enum Joined {
    /// More fragments follow: acknowledge.
    More,
    /// The flight is whole.
    Flight(Vec<u8>),
}

/// How a client's fragments contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FramingError {
    /// The flight is longer or shorter than its TLS Message Length, or that changes on the way.
    #[error("the fragments do not add up to the TLS Message Length")]
    LengthMismatch,
    /// A first fragment of several has no TLS Message Length (RFC 5216 §2.1.5: "The L bit … MUST be set for the first
    /// fragment of a fragmented TLS message").
    #[error("the first of several fragments has no TLS Message Length")]
    LengthMissing,
    /// The flight is longer than any that makes sense.
    #[error("the flight is longer than 65,536 bytes")]
    TooLong,
    /// A fragment has the M flag and no data.
    #[error("a fragment has the M flag and no data")]
    Empty,
    /// An acknowledgement came when no fragment was outstanding.
    #[error("an acknowledgement came when no fragment was outstanding")]
    UnexpectedAck,
    /// Data came when an acknowledgement was due.
    #[error("data came when an acknowledgement was due")]
    DataInsteadOfAck,
    /// The Start flag in a response.
    #[error("a response has the Start flag")]
    StartInResponse,
    /// The Type-Data is empty or cut short.
    #[error("the Type-Data is empty or cut short")]
    Truncated,
}

impl FramingError {
    /// Name of the failure's class in layer `eap-tls`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LengthMismatch => "length-mismatch",
            Self::LengthMissing => "length-missing",
            Self::TooLong => "too-long",
            Self::Empty => "empty-fragment",
            Self::UnexpectedAck => "unexpected-ack",
            Self::DataInsteadOfAck => "data-instead-of-ack",
            Self::StartInResponse => "start-in-response",
            Self::Truncated => "truncated",
        }
    }
}

impl Reassembly {
    /// True when no fragment is waiting for its successor.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.flight.is_empty()
    }

    /// Adds a fragment; after a whole flight the next one begins.
    pub fn add(&mut self, fragment: &Fragment<'_>) -> Result<Joined, FramingError> {
        self.check_length_field(fragment)?;
        self.flight.extend_from_slice(fragment.data);
        if self.flight.len() > MAX_FLIGHT {
            return Err(FramingError::TooLong);
        }
        if fragment.flags.more() {
            return if fragment.data.is_empty() { Err(FramingError::Empty) } else { Ok(Joined::More) };
        }
        let whole = std::mem::take(self);
        match whole.total_length {
            Some(total) if total as usize != whole.flight.len() => Err(FramingError::LengthMismatch),
            _ => Ok(Joined::Flight(whole.flight)),
        }
    }

    fn check_length_field(&mut self, fragment: &Fragment<'_>) -> Result<(), FramingError> {
        match (fragment.total_length, self.total_length) {
            (Some(said), Some(before)) if said != before => Err(FramingError::LengthMismatch),
            (Some(said), _) => {
                self.total_length = Some(said);
                Ok(())
            }
            (None, None) if fragment.flags.more() && self.is_idle() => Err(FramingError::LengthMissing),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flightcheck_proto::eap::tls::Flags;

    fn fragment(flags: u8, total_length: Option<u32>, data: &[u8]) -> Fragment<'_> {
        Fragment { flags: Flags(flags), total_length, data }
    }

    #[test]
    fn two_fragments_make_a_flight_and_the_next_begins_anew() {
        let mut reassembly = Reassembly::default();
        assert_eq!(reassembly.add(&fragment(0xc0, Some(5), b"abc")), Ok(Joined::More));
        assert_eq!(reassembly.add(&fragment(0, None, b"de")), Ok(Joined::Flight(b"abcde".to_vec())));
        assert!(reassembly.is_idle());
    }

    #[test]
    fn contradictions_are_named() {
        let add = |fragments: &[Fragment<'_>]| {
            let mut reassembly = Reassembly::default();
            fragments.iter().map(|one| reassembly.add(one)).last().unwrap()
        };
        assert_eq!(add(&[fragment(0x80, Some(5), b"abc")]), Err(FramingError::LengthMismatch));
        assert_eq!(add(&[fragment(0x40, None, b"abc")]), Err(FramingError::LengthMissing));
        assert_eq!(add(&[fragment(0xc0, Some(5), b"")]), Err(FramingError::Empty));
        assert_eq!(
            add(&[fragment(0xc0, Some(5), b"ab"), fragment(0x80, Some(6), b"cde")]),
            Err(FramingError::LengthMismatch)
        );
        assert_eq!(
            add(&[fragment(0xc0, Some(70_000), b"a"), fragment(0x40, None, &[0; 66_000])]),
            Err(FramingError::TooLong)
        );
    }
}
