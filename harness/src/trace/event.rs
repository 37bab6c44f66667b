//! The events of a run, one a hop of each packet.

use std::time::Duration;

use crate::scenario::model::{LinkName, Party};

/// Everything that happened in one case, in order.
pub type Trace = Vec<Event>;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Time since the case began.
    pub at: Duration,
    /// What it was.
    pub kind: EventKind,
}

/// Which way a packet goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Down: from the server towards the card.
    ToCard,
    /// Up: from the card towards the server.
    ToServer,
}

/// What a link did to a packet beyond delivering it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Not delivered.
    Dropped,
    /// Delivered twice.
    Duplicated,
    /// Delivered later.
    Delayed(Duration),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// An act of the play begins.
    Act(String),
    /// The server role sent or received a flight; its messages in clear, by name.
    Flight {
        /// Who sent it.
        from: Party,
        /// Names of the messages, in order.
        messages: Vec<String>,
    },
    /// A RADIUS packet left the authenticator (up) or arrived there (down).
    Radius {
        /// Which way.
        direction: Direction,
        /// The packet.
        bytes: Vec<u8>,
    },
    /// An EAPOL frame (from its Protocol Version octet on) arrived at the reader (down) or left it (up).
    Eapol {
        /// Which way.
        direction: Direction,
        /// The frame's bytes, without Ethernet header.
        bytes: Vec<u8>,
    },
    /// An EAP packet given to the card (down), before it is cut into APDUs, or collected from it (up).
    Eap {
        /// Which way.
        direction: Direction,
        /// The packet.
        bytes: Vec<u8>,
    },
    /// One command and its response at the card's contacts.
    Apdu {
        /// The command APDU.
        command: Vec<u8>,
        /// The response APDU, status word included.
        response: Vec<u8>,
    },
    /// The card was reset.
    CardReset {
        /// Its answer to reset.
        atr: Vec<u8>,
    },
    /// A link did something to a packet.
    Link {
        /// The link.
        link: LinkName,
        /// Which way the packet went.
        direction: Direction,
        /// What became of it.
        fate: Fate,
    },
    /// A retransmission timer ran out; names the machine it belongs to.
    Timer(&'static str),
    /// Something worth a line that no other kind says.
    Note(String),
}
