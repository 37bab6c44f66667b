//! What a card is to a reader: something that is powered and answers commands.

use std::time::Duration;

use thiserror::Error;

/// Why no answer came from a card.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransportError {
    /// The answer is shorter than a status word.
    #[error("the card's answer has {0} bytes, but a status word alone has 2")]
    AnswerTooShort(usize),
    /// The card asks to collect an answer and never comes to its end.
    #[error("the card's answer did not end after {0} GET RESPONSE commands")]
    EndlessAnswer(usize),
}

/// A card in a reader.
pub trait CardTransport {
    /// Powers the card, anew if it was powered; its answer to reset.
    fn power_on(&mut self) -> Result<Vec<u8>, TransportError>;
    /// One command APDU; the response APDU. `now` is the time since the run began.
    fn transmit(&mut self, command: &[u8], now: Duration) -> Result<Vec<u8>, TransportError>;
}
