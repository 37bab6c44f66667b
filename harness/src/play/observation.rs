//! What is known of an authentication after it: seen by the authenticator, the server and at the card's contacts.

use std::time::Duration;

use flightcheck_proto::tls::alert::Alert;
use flightcheck_proto::tls::registry::CipherSuite;

use crate::authenticator::Ending;
use crate::scenario::values::Class;
use crate::trace::Trace;

/// Everything the judge gets to see of one authentication.
#[derive(Debug, Clone)]
pub struct Observation {
    /// How it ended for the authenticator.
    pub ending: Ending,
    /// What the card showed.
    pub card: CardView,
    /// What the built-in server knows; `None` when another server was asked.
    pub server: Option<ServerView>,
    /// Why a real server says it refused, as far as its output was read.
    pub refusal: Option<Class>,
    /// What happened, from the first EAP-Request on.
    pub trace: Trace,
    /// How long it took, on the clock of its world.
    pub elapsed: Duration,
}

/// What the card showed.
#[derive(Debug, Clone, Default)]
pub struct CardView {
    /// The last status word of the conversation.
    pub status: Option<u16>,
    /// What GET-SESSION-KEY gave after EAP-Success.
    pub msk: Option<Vec<u8>>,
    /// EAP-Requests that reached the card, retransmissions not counted.
    pub rounds: u16,
    /// Retransmitted EAP-Requests that reached the card.
    pub retransmissions: u16,
}

/// What the built-in server knows.
#[derive(Debug, Clone)]
pub struct ServerView {
    /// Why it failed, if it did.
    pub failure: Option<Class>,
    /// The same in words.
    pub reason: Option<String>,
    /// The alert it sent.
    pub alert_sent: Option<Alert>,
    /// The alert it received.
    pub alert_received: Option<Alert>,
    /// Its MSK.
    pub msk: Option<[u8; 64]>,
    /// The suite it selected.
    pub suite: Option<CipherSuite>,
}
