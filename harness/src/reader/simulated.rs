//! The simulated card: the `supplicant` in the same process. The only place of the harness that names it.

use std::time::Duration;

use chacha20::ChaCha20Rng;
use flightcheck_proto::crypto::rustcrypto::RUSTCRYPTO;
use flightcheck_supplicant::{Card, Personalisation, PersonalisationError};
use rustls_pki_types::UnixTime;

use super::transport::{CardTransport, TransportError};

/// A card that lives in this process.
pub struct SimulatedCard {
    card: Card,
    rng: ChaCha20Rng,
    epoch: Duration,
}

impl SimulatedCard {
    /// Personalises a card. `epoch` is the wall clock at the start of the run, as time since 1970.
    pub fn new(
        personalisation: Personalisation,
        rng: ChaCha20Rng,
        epoch: Duration,
    ) -> Result<Self, PersonalisationError> {
        Ok(Self { card: Card::new(personalisation, &RUSTCRYPTO)?, rng, epoch })
    }
}

impl CardTransport for SimulatedCard {
    fn power_on(&mut self) -> Result<Vec<u8>, TransportError> {
        Ok(self.card.power_on().to_vec())
    }

    fn transmit(&mut self, command: &[u8], now: Duration) -> Result<Vec<u8>, TransportError> {
        let wall = UnixTime::since_unix_epoch(self.epoch + now);
        Ok(self.card.transmit(command, &mut self.rng, wall))
    }
}
