//! A retransmission timer with exponential back-off, on whatever clock its owner keeps.

use std::time::Duration;

use rand_core::{CryptoRng, Rng};

/// How a timer backs off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// Time before the first retransmission.
    pub initial: Duration,
    /// The longest time between two transmissions.
    pub cap: Duration,
    /// Transmissions in all, the first included.
    pub transmissions: u8,
    /// Whether each time is stretched or shrunk by up to a tenth, RFC 5080 §2.2.1.
    pub jitter: bool,
}

impl Backoff {
    /// EAP requests: RFC 3748 §4.3 suggests at most 3 to 5 retransmissions, and a timer that follows RFC 2988,
    /// whose §2.1 starts at 3 s and whose §2.4 allows a cap of 60 s.
    pub const EAP: Self = Self {
        initial: Duration::from_secs(3),
        cap: Duration::from_mins(1),
        transmissions: 4,
        jitter: false,
    };

    /// RADIUS requests: RFC 5080 §2.2.1, IRT 2 s, MRC 5, MRT 16 s.
    pub const RADIUS: Self = Self {
        initial: Duration::from_secs(2),
        cap: Duration::from_secs(16),
        transmissions: 5,
        jitter: true,
    };
}

/// A running timer.
#[derive(Debug, Clone)]
pub struct Retransmission {
    backoff: Backoff,
    interval: Duration,
    deadline: Duration,
    left: u8,
}

impl Retransmission {
    /// Starts at the first transmission, at `now`.
    pub fn start(backoff: Backoff, now: Duration, rng: &mut dyn CryptoRng) -> Self {
        let interval = jittered(backoff, backoff.initial, rng);
        Self { backoff, interval, deadline: now + interval, left: backoff.transmissions.saturating_sub(1) }
    }

    /// When it runs out.
    #[must_use]
    pub fn deadline(&self) -> Duration {
        self.deadline
    }

    /// It has run out at `now`: true when there is to be another transmission, false when it is time to give up.
    pub fn expire(&mut self, now: Duration, rng: &mut dyn CryptoRng) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        self.interval = jittered(self.backoff, (self.interval * 2).min(self.backoff.cap), rng);
        self.deadline = now + self.interval;
        true
    }
}

/// RFC 5080 §2.2.1: "RAND is chosen from a uniform distribution between -0.1 and +0.1".
fn jittered(backoff: Backoff, interval: Duration, rng: &mut dyn CryptoRng) -> Duration {
    if !backoff.jitter {
        return interval;
    }
    let thousandths = 900 + rng.next_u32() % 201;
    interval * thousandths / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Randomness;

    fn intervals(backoff: Backoff) -> Vec<Duration> {
        let mut rng = Randomness::new(0, "test").stream("timer");
        let mut now = Duration::ZERO;
        let mut timer = Retransmission::start(backoff, now, &mut rng);
        let mut seen = vec![timer.deadline()];
        while timer.expire(timer.deadline(), &mut rng) {
            now += *seen.last().unwrap();
            seen.push(timer.deadline() - now);
        }
        seen
    }

    #[test]
    fn eap_doubles_and_gives_up_after_three_retransmissions() {
        assert_eq!(intervals(Backoff::EAP), [3, 6, 12, 24].map(Duration::from_secs));
    }

    #[test]
    fn the_cap_holds() {
        let backoff = Backoff { transmissions: 8, initial: Duration::from_secs(1), ..Backoff::EAP };
        assert_eq!(intervals(backoff), [1, 2, 4, 8, 16, 32, 60, 60].map(Duration::from_secs));
    }

    #[test]
    fn radius_times_stay_within_a_tenth_of_double() {
        for pair in intervals(Backoff::RADIUS).windows(2) {
            let ratio = pair[1].as_secs_f64() / pair[0].as_secs_f64().min(8.0);
            assert!((1.79..=2.21).contains(&ratio), "{pair:?}");
        }
    }
}
