//! What a scenario file can say, as types. A doc comment here is the description in the JSON Schema.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::matrix::Matrix;
use super::values::{Class, HexBytes, Millis, StatusWord};
use crate::pki::{Flaw, KeyKind};

/// One scenario: a valid peer, at most one fault, and what exactly is expected of the card.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What is tested, in one sentence.
    pub title: String,
    /// The requirement's source.
    pub source: Source,
    /// How strongly the source requires it.
    pub level: Level,
    /// Axes of values, each with what it changes in the scenario: the file stands for every combination.
    #[serde(default)]
    pub matrix: Matrix,
    /// Words to select by, with `--tag`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How the card is personalised.
    #[serde(default)]
    pub card: CardSetup,
    /// How the EAP server is set up, and its fault.
    #[serde(default)]
    pub server: ServerSetup,
    /// How the authenticator speaks RADIUS.
    #[serde(default)]
    pub radius: RadiusSetup,
    /// What the links do to packets.
    #[serde(default)]
    pub link: Vec<LinkRule>,
    /// What is done, in order. Default: one authentication.
    #[serde(default = "one_authentication")]
    pub play: Vec<Act>,
    /// What must come of the last authentication of the play.
    #[serde(default)]
    pub expect: Option<Expectation>,
    /// What must come of it when the server is a real one and its answer differs from the built-in server's.
    #[serde(default)]
    pub expect_real_server: Option<Expectation>,
}

fn one_authentication() -> Vec<Act> {
    vec![Act::Authenticate(Authenticate::default())]
}

/// Where a requirement stands.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document, such as `RFC 6347` or `CARD.md`.
    pub document: String,
    /// The section, such as `4.2.1`.
    pub section: String,
    /// The sentence that is tested, verbatim.
    pub quote: String,
}

/// How strongly a source requires something, RFC 2119.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Level {
    /// An absolute requirement: not kept is a failure.
    #[serde(rename = "MUST")]
    Must,
    /// A recommendation: not kept is `non-strict`.
    #[serde(rename = "SHOULD")]
    Should,
    /// An option: not kept is `non-strict`.
    #[serde(rename = "MAY")]
    May,
}

/// How the card is personalised.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CardSetup {
    /// Kind of the card's private key.
    pub key: KeyKind,
    /// The flaw of the card's certificate.
    pub certificate: Flaw,
    /// The server name that the card expects in the server's certificate.
    pub server_name: String,
    /// The identity that the card gives in EAP-Response/Identity.
    pub identity: String,
    /// The most TLS bytes that the card puts into one EAP-TLS fragment.
    pub fragment_size: u16,
    /// The suites that the card offers, preferred first. Default: all it has.
    pub suites: Option<Vec<SuiteName>>,
    /// True when the card takes no EAP packet before its user PIN was verified.
    pub pin_required: bool,
}

impl Default for CardSetup {
    fn default() -> Self {
        Self {
            key: KeyKind::EcdsaP256,
            certificate: Flaw::None,
            server_name: crate::pki::SERVER_NAME.to_owned(),
            identity: crate::pki::CLIENT_IDENTITY.to_owned(),
            fragment_size: 200,
            suites: None,
            pin_required: false,
        }
    }
}

/// A cipher suite by its IANA name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuiteName(pub flightcheck_proto::tls::registry::CipherSuite);

/// A named group by its IANA name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupName(pub flightcheck_proto::tls::registry::NamedGroup);

/// How the EAP server is set up.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSetup {
    /// What travels in the EAP-TLS envelope.
    pub method: Method,
    /// Kind of the server's private key.
    pub key: KeyKind,
    /// The flaw of the server's certificate.
    pub certificate: Flaw,
    /// The suites that the server accepts, preferred first. Default: all that fit its key.
    pub suites: Option<Vec<SuiteName>>,
    /// The groups that the server accepts, preferred first.
    pub groups: Option<Vec<GroupName>>,
    /// The most TLS bytes that the server puts into one EAP-TLS fragment, RFC 5216 §2.1.5.
    pub fragment_size: u16,
    /// Whether the server asks for a client certificate.
    pub client_certificate: ClientCertificatePolicy,
    /// DTLS only: the cookie exchange, RFC 6347 §4.2.1.
    pub cookie: CookieSetup,
    /// Whether the server honours `extended_master_secret`, RFC 7627.
    pub extended_master_secret: bool,
    /// Whether the server honours `encrypt_then_mac`, RFC 7366.
    pub encrypt_then_mac: bool,
    /// The one thing that the server does wrong.
    pub fault: Option<Fault>,
}

impl Default for ServerSetup {
    fn default() -> Self {
        Self {
            method: Method::EapTls,
            key: KeyKind::EcdsaP256,
            certificate: Flaw::None,
            suites: None,
            groups: None,
            fragment_size: 1024,
            client_certificate: ClientCertificatePolicy::Required,
            cookie: CookieSetup::default(),
            extended_master_secret: true,
            encrypt_then_mac: true,
            fault: None,
        }
    }
}

/// What travels in the EAP-TLS envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// TLS 1.2 flights, RFC 5216.
    EapTls,
    /// DTLS 1.2 flights, RFC 6347.
    EapDtls,
}

/// Whether the server asks for a client certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClientCertificatePolicy {
    /// Asked for; without a valid one the handshake fails.
    Required,
    /// Not asked for.
    None,
}

/// The cookie exchange of a DTLS server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CookieSetup {
    /// False: the server goes from the first ClientHello straight to flight 4.
    pub exchange: bool,
    /// Length of the cookie in bytes, 0 to 255.
    pub length: u8,
    /// How many right cookies the server takes for wrong ones, as after a change of its secret.
    pub refuse: u8,
}

impl Default for CookieSetup {
    fn default() -> Self {
        Self { exchange: true, length: 32, refuse: 0 }
    }
}

/// How the authenticator speaks RADIUS.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RadiusSetup {
    /// The shared secret of the authenticator.
    pub secret: SecretSetup,
    /// What becomes of the server.
    pub server: ServerPresence,
    /// First retransmission time in milliseconds (IRT of RFC 5080 §2.2.1).
    pub initial_retransmission_ms: Millis,
    /// The most transmissions of one request (MRC of RFC 5080 §2.2.1).
    pub transmissions: u8,
}

impl Default for RadiusSetup {
    fn default() -> Self {
        Self {
            secret: SecretSetup::Right,
            server: ServerPresence::Present,
            initial_retransmission_ms: Millis(2000),
            transmissions: 5,
        }
    }
}

/// The shared secret of the authenticator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecretSetup {
    /// The server's.
    Right,
    /// Another than the server's.
    Wrong,
}

/// What becomes of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ServerPresence {
    /// It is there.
    Present,
    /// Nothing answers at its address.
    Gone,
}

/// What a link does to the packets that match.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRule {
    /// The link.
    #[serde(default)]
    pub on: LinkName,
    /// The packet meant.
    pub packet: PacketMatch,
    /// What becomes of it.
    pub action: LinkAction,
    /// How many matching packets the rule is applied to.
    #[serde(default = "once")]
    pub times: u8,
}

fn once() -> u8 {
    1
}

/// A link of the simulated world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkName {
    /// Between the authenticator and the card's reader.
    #[default]
    Eapol,
    /// Between the authenticator and the RADIUS server.
    Radius,
}

/// Which packet of a link is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PacketMatch {
    /// A fragment of the numbered (D)TLS flight, both counted from 1; RFC 6347 §4.2.4 figure 1 numbers the flights.
    /// The EAP packet is looked for on either link.
    Flight {
        /// Number of the flight.
        number: u8,
        /// Number of the fragment in the flight.
        #[serde(default = "first")]
        fragment: u16,
    },
    /// The nth packet towards the card, from 1.
    ToCard(u16),
    /// The nth packet towards the server, from 1.
    ToServer(u16),
}

fn first() -> u16 {
    1
}

/// What becomes of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkAction {
    /// It never arrives.
    Drop,
    /// It arrives twice.
    Duplicate,
    /// It arrives later, by so many milliseconds.
    DelayMs(Millis),
}

/// One thing that is done.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// One EAP conversation, from EAP-Request/Identity to its end.
    Authenticate(Authenticate),
    /// One command APDU, byte for byte.
    Apdu(ApduStep),
    /// One EAP packet, cut into command APDUs as ever.
    Eap(EapStep),
    /// The Reset-State command.
    ResetState(ResetStateStep),
    /// The card loses its power and gets it again.
    PowerCycle(PowerCycle),
    /// Text through the established (D)TLS session.
    ApplicationData(ApplicationData),
}

/// One EAP conversation.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Authenticate {
    /// Something done to the card in the middle of the conversation.
    pub interrupt: Option<Interrupt>,
    /// What must come of it. Default for the last authentication of a play: the scenario's `expect`.
    pub expect: Option<Expectation>,
}

/// Something done to the card in the middle of a conversation, just before it gets the packet named.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interrupt {
    /// Before which packet: a fragment of a flight of the server. For a flight of the card: before the packet
    /// that acknowledges the fragment, or, for the last fragment, before the answer to the flight.
    pub before: PacketMatch,
    /// What is done.
    pub with: Interruption,
}

/// What is done to the card in the middle of a conversation.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Interruption {
    /// The Reset-State command.
    ResetState,
    /// The card loses its power and gets it again.
    PowerCycle,
    /// One command APDU.
    Apdu(ApduStep),
    /// One EAP packet.
    Eap(EapStep),
}

/// One command APDU and its answer.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApduStep {
    /// The command, as it crosses the contacts.
    pub send: HexBytes,
    /// The status word expected.
    pub status: StatusWord,
    /// The data expected before the status word. Default: not looked at.
    #[serde(default)]
    pub data: Option<HexBytes>,
}

/// One EAP packet and its answer.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EapStep {
    /// The packet.
    pub send: HexBytes,
    /// The last status word expected. Default: 9000.
    #[serde(default)]
    pub status: StatusWord,
    /// The EAP packet expected in answer; empty: none. Default: not looked at.
    #[serde(default)]
    pub response: Option<HexBytes>,
}

/// The Reset-State command.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResetStateStep {
    /// The state that the card must say it left.
    pub left: Option<CardState>,
}

/// The state of the card that Reset-State reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CardState {
    /// No conversation.
    Idle,
    /// In a handshake.
    Handshaking,
    /// The handshake is complete.
    Established,
    /// The last conversation failed.
    Failed,
}

/// The card loses its power and gets it again.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PowerCycle {}

/// Text through the established session, by Process-EAP-Encrypt and Process-EAP-Decrypt.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationData {
    /// Encrypted by the card, decrypted by the server.
    pub from_card: Option<String>,
    /// Encrypted by the server, decrypted by the card.
    pub from_server: Option<String>,
    /// True: one bit of the record towards the card is flipped.
    pub tampered: bool,
    /// The last status word expected. Default: 9000.
    pub status: StatusWord,
}

/// What must come of an authentication.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// How it ends.
    pub outcome: Outcome,
    /// The failure's layer and class, such as `tls/unknown_ca`. Required unless the outcome is `accept`.
    #[serde(default)]
    pub class: Option<Class>,
    /// The alert sent, as both ends saw it.
    #[serde(default)]
    pub alert: Option<AlertExpectation>,
    /// The flights, in order, each with its messages.
    #[serde(default)]
    pub flights: Option<Vec<FlightExpectation>>,
    /// The last status word of the conversation.
    #[serde(default)]
    pub status: Option<StatusWord>,
    /// Number of EAP-Requests that reached the card, retransmissions not counted.
    #[serde(default)]
    pub rounds: Option<u16>,
    /// Number of retransmitted EAP-Requests that reached the card.
    #[serde(default)]
    pub retransmissions: Option<u16>,
    /// The suite agreed.
    #[serde(default)]
    pub suite: Option<SuiteName>,
    /// Virtual time that the conversation took, in milliseconds. Not looked at on a wall clock.
    #[serde(default)]
    pub elapsed_ms: Option<Millis>,
}

/// How an authentication ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Access-Accept, EAP-Success, and keys that agree.
    Accept,
    /// Access-Reject and EAP-Failure.
    Reject,
    /// The conversation ended without either.
    NoAnswer,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::NoAnswer => "no-answer",
        })
    }
}

/// An alert and its sender.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertExpectation {
    /// Who sends it.
    pub from: Party,
    /// Its level. Default: fatal.
    #[serde(default)]
    pub level: AlertLevelName,
    /// Its description, by the name of RFC 5246 §7.2.
    pub description: AlertName,
}

/// An end of the (D)TLS conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The card.
    Card,
    /// The EAP server.
    Server,
}

/// Level of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlertLevelName {
    /// `warning`.
    Warning,
    /// `fatal`.
    #[default]
    Fatal,
}

/// An alert description by the name of RFC 5246 §7.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlertName(pub flightcheck_proto::tls::registry::AlertDescription);

/// A flight: who sends it, and its messages, such as `card: [ClientHello]`.
///
/// Messages behind a ChangeCipherSpec cannot be seen from outside and count as `Encrypted`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FlightExpectation {
    /// A flight of the card.
    Card(Vec<String>),
    /// A flight of the server.
    Server(Vec<String>),
}

impl Scenario {
    /// Index of the act that the scenario's own expectation is about.
    #[must_use]
    pub fn last_authentication(&self) -> Option<usize> {
        self.play.iter().rposition(|act| matches!(act, Act::Authenticate(_)))
    }
}

impl Expectation {
    /// What is expected where a scenario says nothing: an acceptance.
    #[must_use]
    pub fn accept() -> Self {
        Self {
            outcome: Outcome::Accept,
            class: None,
            alert: None,
            flights: None,
            status: None,
            rounds: None,
            retransmissions: None,
            suite: None,
            elapsed_ms: None,
        }
    }
}
