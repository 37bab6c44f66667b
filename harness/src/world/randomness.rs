//! All randomness of a simulated run, from one seed.
//!
//! Each party draws from a stream of its own, so that one more draw at the card does not change what the server draws.

use chacha20::ChaCha20Rng;
use rand_core::SeedableRng;
use sha2::{Digest, Sha256};

/// The source of every random stream of a case.
#[derive(Debug, Clone)]
pub struct Randomness {
    seed: u64,
    case: String,
}

impl Randomness {
    /// The same seed and case give the same streams, on any machine.
    #[must_use]
    pub fn new(seed: u64, case: &str) -> Self {
        Self { seed, case: case.to_owned() }
    }

    /// The stream of one party.
    #[must_use]
    pub fn stream(&self, party: &str) -> ChaCha20Rng {
        let key = Sha256::new()
            .chain_update(self.seed.to_be_bytes())
            .chain_update(self.case.as_bytes())
            .chain_update([0])
            .chain_update(party.as_bytes())
            .finalize();
        ChaCha20Rng::from_seed(key.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::Rng;

    #[test]
    fn a_stream_repeats_for_its_seed_and_differs_for_others() {
        let first = |seed, case, party| Randomness::new(seed, case).stream(party).next_u64();
        assert_eq!(first(1, "a", "card"), first(1, "a", "card"));
        assert_ne!(first(1, "a", "card"), first(2, "a", "card"));
        assert_ne!(first(1, "a", "card"), first(1, "a", "server"));
        assert_ne!(first(1, "a", "card"), first(1, "b", "card"));
    }
}
