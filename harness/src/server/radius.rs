//! The RADIUS server: sessions by State, each with an EAP-TLS server in it; RFC 2865, RFC 3579, RFC 5080.
//!
//! Sans-IO: one [`RadiusServer::handle`] for each datagram; [`RadiusServer::handle_timeout`] when
//! [`RadiusServer::poll_timeout`] is due. Both give datagrams to send.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use flightcheck_radius::mppe::Salt;
use flightcheck_radius::{
    AttributeType, BuildError, Code, MessageAuthenticator, Packet, PacketBuilder, eap_message,
    message_authenticator,
};
use rand_core::Rng;

use super::eap_tls::{EapTlsServer, Reply};
use super::engine::{Context, Engine};
use super::settings::{Protocol, ServerSettings};

/// Sessions kept at most; the oldest makes room. A NAS that leaves conversations unfinished cannot exhaust the server.
const MAX_SESSIONS: usize = 1000;

/// What the RADIUS server has to know.
#[derive(Clone)]
pub struct RadiusServerSettings {
    /// The secret shared with the clients.
    pub secret: Vec<u8>,
    /// The most TLS bytes in one EAP-TLS fragment.
    pub fragment_size: u16,
    /// What the TLS or DTLS engine needs.
    pub tls: Arc<ServerSettings>,
}

/// A RADIUS server for EAP.
pub struct RadiusServer {
    settings: RadiusServerSettings,
    sessions: VecDeque<Session>,
}

/// One EAP conversation.
struct Session {
    state: [u8; 16],
    eap: EapTlsServer,
    request: Request,
    /// The reply to `request`, for its duplicates; `None` while the engine waits for its timer.
    reply: Option<Vec<u8>>,
}

/// What of an Access-Request is needed to answer it, and to know it again (RFC 5080 §2.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Request {
    peer: Vec<u8>,
    identifier: u8,
    authenticator: [u8; 16],
    proxy_states: Vec<Vec<u8>>,
}

impl Request {
    fn of(packet: &Packet<'_>, peer: &[u8]) -> Self {
        Self {
            peer: peer.to_vec(),
            identifier: packet.identifier(),
            authenticator: *packet.authenticator(),
            proxy_states: packet.find_all(AttributeType::PROXY_STATE).map(<[u8]>::to_vec).collect(),
        }
    }
}

impl RadiusServer {
    /// A server without sessions.
    #[must_use]
    pub fn new(settings: RadiusServerSettings) -> Self {
        Self { settings, sessions: VecDeque::new() }
    }

    /// The EAP server of the newest session: in a simulated run, the only one.
    #[must_use]
    pub fn newest_session(&self) -> Option<&EapTlsServer> {
        self.sessions.back().map(|session| &session.eap)
    }

    /// The same, to protect application data or to take its log.
    pub fn newest_session_mut(&mut self) -> Option<&mut EapTlsServer> {
        self.sessions.back_mut().map(|session| &mut session.eap)
    }

    /// Takes a datagram; the reply, unless it is silently discarded: no Access-Request, or without a valid
    /// Message-Authenticator (RFC 3579 §3.2), or a duplicate of one whose answer is still to come.
    pub fn handle(&mut self, datagram: &[u8], peer: &[u8], ctx: &mut Context<'_>) -> Option<Vec<u8>> {
        let packet = Packet::decode(datagram).ok()?;
        let valid = message_authenticator(&packet, packet.authenticator(), &self.settings.secret)
            == MessageAuthenticator::Valid;
        if packet.code() != Code::ACCESS_REQUEST || !valid {
            return None;
        }
        let request = Request::of(&packet, peer);
        if let Some(duplicate) = self.sessions.iter().find(|session| session.request == request) {
            return duplicate.reply.clone();
        }
        let eap = eap_message::join(&packet).ok()??;
        let index = self.session_of(&packet, &request, ctx)?;
        let session = self.sessions.get_mut(index)?;
        session.request = request;
        let reply = session.eap.handle(&eap, ctx);
        session.reply = session.encode(&self.settings, reply, ctx);
        session.reply.clone()
    }

    /// The session that State names, or a new one when there is no State.
    fn session_of(
        &mut self,
        packet: &Packet<'_>,
        request: &Request,
        ctx: &mut Context<'_>,
    ) -> Option<usize> {
        if let Some(state) = packet.find(AttributeType::STATE) {
            return self.sessions.iter().position(|session| session.state == state);
        }
        let mut state = [0; 16];
        ctx.rng.fill_bytes(&mut state);
        let engine = Engine::new(Arc::clone(&self.settings.tls));
        let eap = EapTlsServer::new(
            Arc::clone(&self.settings.tls),
            self.settings.fragment_size,
            engine,
            &request.peer,
        );
        if self.sessions.len() == MAX_SESSIONS {
            self.sessions.pop_front();
        }
        self.sessions.push_back(Session { state, eap, request: request.clone(), reply: None });
        Some(self.sessions.len() - 1)
    }

    /// When [`Self::handle_timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        self.waiting().filter_map(|session| session.eap.poll_timeout()).min()
    }

    /// Sessions that owe an answer until their engine's timer runs out.
    fn waiting(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(|session| session.reply.is_none())
    }

    /// Flight timers ran out: what they make the sessions answer, with the peer it goes to.
    pub fn handle_timeout(&mut self, ctx: &mut Context<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut out = Vec::new();
        for session in self.sessions.iter_mut().filter(|session| session.reply.is_none()) {
            if session.eap.poll_timeout().is_some_and(|due| due <= ctx.now) {
                let reply = session.eap.handle_timeout(ctx);
                session.reply = session.encode(&self.settings, reply, ctx);
                out.extend(session.reply.clone().map(|reply| (session.request.peer.clone(), reply)));
            }
        }
        out
    }
}

impl Session {
    fn encode(
        &self,
        settings: &RadiusServerSettings,
        reply: Reply,
        ctx: &mut Context<'_>,
    ) -> Option<Vec<u8>> {
        let (code, eap) = match reply {
            Reply::Request(eap) => (Code::ACCESS_CHALLENGE, eap),
            Reply::Success(eap) => (Code::ACCESS_ACCEPT, eap),
            Reply::Failure(eap) => (Code::ACCESS_REJECT, eap),
            Reply::Discard | Reply::Wait => return None,
        };
        let mut builder = PacketBuilder::new(code, self.request.identifier);
        let built = self.fill(&mut builder, code, &eap, settings, ctx);
        // EAP from this server is cut by fragment_size, far below 4,096 octets; an oversized one is not sent.
        built.ok().map(|()| builder.finish_response(&settings.secret, &self.request.authenticator))
    }

    fn fill(
        &self,
        builder: &mut PacketBuilder,
        code: Code,
        eap: &[u8],
        settings: &RadiusServerSettings,
        ctx: &mut Context<'_>,
    ) -> Result<(), BuildError> {
        builder.message_authenticator()?.eap_message(eap)?;
        if code == Code::ACCESS_CHALLENGE {
            builder.attribute(AttributeType::STATE, &self.state)?;
            if settings.tls.protocol == Protocol::Dtls12 {
                builder.integer(AttributeType::SESSION_TIMEOUT, flight_timer_seconds(&settings.tls))?;
            }
        }
        if code == Code::ACCESS_ACCEPT
            && let Some(keys) = self.eap.engine().eap_keys()
        {
            let salts = distinct_salts(ctx);
            builder.session_keys(&keys.msk, salts, &self.request.authenticator, &settings.secret)?;
        }
        for proxy_state in &self.request.proxy_states {
            builder.attribute(AttributeType::PROXY_STATE, proxy_state)?; // unchanged and in order, RFC 2865 §5.33
        }
        Ok(())
    }
}

/// A DTLS server sets the NAS's retransmission timer for the request to its own flight timer (RFC 6347 §4.2.4.1)
/// with Session-Timeout, RFC 3579 §2.3, whose unit is the second.
fn flight_timer_seconds(settings: &ServerSettings) -> u32 {
    u32::try_from(settings.flight_timer.initial.as_secs().max(1)).unwrap_or(u32::MAX)
}

/// RFC 2548 §2.4.2: the top bit is set, and each salt of a packet is unique.
fn distinct_salts(ctx: &mut Context<'_>) -> [Salt; 2] {
    let mut bytes = [0; 2];
    ctx.rng.fill_bytes(&mut bytes);
    let first = [bytes[0] | 0x80, bytes[1]];
    [Salt(first), Salt([first[0], first[1] ^ 1])]
}
