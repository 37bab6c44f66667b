//! The RADIUS client of a pass-through authenticator, RFC 3579 §2: one EAP response up, one EAP request down.
//!
//! It keeps what one conversation needs: the State to give back, the request that is under way, and its timer.

use std::borrow::Cow;
use std::time::Duration;

use flightcheck_radius::mppe;
use flightcheck_radius::{
    AttributeType, Code, MessageAuthenticator, Packet, PacketBuilder, eap_message, message_authenticator,
    verify_response,
};
use rand_core::{CryptoRng, Rng};

use super::retransmission::{Backoff, Retransmission};

/// What a RADIUS client has to know.
#[derive(Debug, Clone)]
pub struct RadiusClientSettings {
    /// The secret shared with the server.
    pub secret: Vec<u8>,
    /// User-Name: the identity the peer gave, RFC 3579 §2.1.
    pub user_name: String,
    /// NAS-Identifier.
    pub nas_identifier: String,
    /// When requests are sent again.
    pub backoff: Backoff,
}

/// What an answer of the server says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Access-Challenge: an EAP request for the peer.
    Challenge {
        /// The EAP packet.
        eap: Vec<u8>,
        /// Session-Timeout: when to send the request again, RFC 3579 §2.3; seconds.
        timeout: Option<Duration>,
    },
    /// Access-Accept.
    Accept {
        /// The EAP packet, if there is one.
        eap: Option<Vec<u8>>,
        /// MS-MPPE-Recv-Key and MS-MPPE-Send-Key one after another: the MSK.
        msk: Option<[u8; 64]>,
    },
    /// Access-Reject.
    Reject {
        /// The EAP packet, if there is one.
        eap: Option<Vec<u8>>,
    },
}

/// Why a datagram was silently discarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Discarded {
    /// No request is under way, or another.
    #[error("it answers no request that is under way")]
    NotAwaited,
    /// It is no RADIUS packet.
    #[error("it is no RADIUS packet: {0}")]
    Malformed(flightcheck_radius::DecodeError),
    /// Response Authenticator or Message-Authenticator is wrong or missing (RFC 2865 §3, RFC 3579 §3.2).
    #[error("its authenticators are not those of the shared secret")]
    BadAuthenticator,
    /// The code is none of Accept, Reject and Challenge, or the EAP-Message attributes are not contiguous.
    #[error("it is no answer to an Access-Request with EAP")]
    Unusable,
}

/// The client's side of one EAP conversation.
#[derive(Debug)]
pub struct RadiusClient {
    settings: RadiusClientSettings,
    state: Option<Vec<u8>>,
    next_identifier: u8,
    pending: Option<Pending>,
}

#[derive(Debug)]
struct Pending {
    identifier: u8,
    authenticator: [u8; 16],
    packet: Vec<u8>,
    timer: Retransmission,
}

impl RadiusClient {
    /// A client at the start of a conversation.
    #[must_use]
    pub fn new(settings: RadiusClientSettings) -> Self {
        Self { settings, state: None, next_identifier: 0, pending: None }
    }

    /// Makes the Access-Request for an EAP response; the transaction before it is over.
    pub fn request(&mut self, eap: &[u8], now: Duration, rng: &mut dyn CryptoRng) -> Vec<u8> {
        let mut authenticator = [0; 16];
        rng.fill_bytes(&mut authenticator);
        let identifier = self.next_identifier;
        self.next_identifier = identifier.wrapping_add(1);
        let packet = self.encode(identifier, authenticator, eap);
        let timer = Retransmission::start(self.settings.backoff, now, rng);
        self.pending = Some(Pending { identifier, authenticator, packet: packet.clone(), timer });
        packet
    }

    fn encode(&self, identifier: u8, authenticator: [u8; 16], eap: &[u8]) -> Vec<u8> {
        /// Octets that a link of the authenticator carries; RFC 3579 §2.4.
        const FRAMED_MTU: u32 = 1400;
        let settings = &self.settings;
        let mut builder = PacketBuilder::new(Code::ACCESS_REQUEST, identifier);
        let built = (|| {
            builder
                .message_authenticator()?
                .attribute(AttributeType::USER_NAME, settings.user_name.as_bytes())?
                .attribute(AttributeType::NAS_IDENTIFIER, settings.nas_identifier.as_bytes())?
                .integer(AttributeType::FRAMED_MTU, FRAMED_MTU)?;
            if let Some(state) = &self.state {
                builder.attribute(AttributeType::STATE, state)?;
            }
            builder.eap_message(eap).map(|_| ())
        })();
        // A packet over 4,096 octets cannot come about: EAP from a card is bounded, and names are cut by the scenario.
        debug_assert!(built.is_ok(), "{built:?}");
        builder.finish_request(&settings.secret, authenticator)
    }

    /// Takes a datagram of the server.
    pub fn handle(&mut self, datagram: &[u8]) -> Result<Answer, Discarded> {
        let packet = Packet::decode(datagram).map_err(Discarded::Malformed)?;
        let pending = self.pending.as_ref().ok_or(Discarded::NotAwaited)?;
        if packet.identifier() != pending.identifier {
            return Err(Discarded::NotAwaited);
        }
        self.authenticate(&packet, &pending.authenticator)?;
        let answer = self.read(&packet, &pending.authenticator)?;
        self.state = packet.find(AttributeType::STATE).map(<[u8]>::to_vec);
        self.pending = None;
        Ok(answer)
    }

    fn authenticate(&self, packet: &Packet<'_>, authenticator: &[u8; 16]) -> Result<(), Discarded> {
        let secret = &self.settings.secret;
        verify_response(packet, authenticator, secret).map_err(|_| Discarded::BadAuthenticator)?;
        match message_authenticator(packet, authenticator, secret) {
            MessageAuthenticator::Valid => Ok(()),
            _ => Err(Discarded::BadAuthenticator),
        }
    }

    fn read(&self, packet: &Packet<'_>, authenticator: &[u8; 16]) -> Result<Answer, Discarded> {
        let eap = eap_message::join(packet).map_err(|_| Discarded::Unusable)?.map(Cow::into_owned);
        match packet.code() {
            Code::ACCESS_CHALLENGE => {
                Ok(Answer::Challenge { eap: eap.ok_or(Discarded::Unusable)?, timeout: session_timeout(packet) })
            }
            Code::ACCESS_ACCEPT => Ok(Answer::Accept { eap, msk: self.msk(packet, authenticator) }),
            Code::ACCESS_REJECT => Ok(Answer::Reject { eap }),
            _ => Err(Discarded::Unusable),
        }
    }

    fn msk(&self, packet: &Packet<'_>, authenticator: &[u8; 16]) -> Option<[u8; 64]> {
        mppe::session_keys(packet, authenticator, &self.settings.secret).ok()??.msk()
    }

    /// When [`Self::handle_timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        self.pending.as_ref().map(|pending| pending.timer.deadline())
    }

    /// The timer ran out: the same packet again (same Identifier and Authenticator, RFC 5080 §2.2.2), or `None` when
    /// it was sent often enough.
    pub fn handle_timeout(&mut self, now: Duration, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let pending = self.pending.as_mut()?;
        if pending.timer.expire(now, rng) {
            return Some(pending.packet.clone());
        }
        self.pending = None;
        None
    }
}

fn session_timeout(packet: &Packet<'_>) -> Option<Duration> {
    let value: [u8; 4] = packet.find(AttributeType::SESSION_TIMEOUT)?.try_into().ok()?;
    Some(Duration::from_secs(u32::from_be_bytes(value).into()))
}
