//! The faults of the server role: one typed enum a layer, at most one fault a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The one thing that the server does wrong, by its layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// In the EAP conversation, RFC 3748.
    Eap(EapFault),
    /// In the cutting of flights into EAP-TLS fragments, RFC 5216 §2.1.5 and §3.
    Framing(FramingFault),
    /// In the TLS or DTLS handshake, RFC 5246.
    Tls(TlsFault),
    /// In what DTLS adds to it, RFC 6347.
    Dtls(DtlsFault),
}

/// A fault in the EAP conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EapFault {
    /// EAP-Success instead of the EAP-TLS Start.
    SuccessAfterIdentity,
    /// EAP-Success instead of flight 4 (TLS: flight 2).
    SuccessMidHandshake,
    /// EAP-Failure instead of the EAP-TLS Start.
    FailureBeforeMethod,
    /// The final EAP-Success carries an identifier this much above the right one.
    SuccessIdentifierOff(u8),
    /// The final EAP-Success has data behind its header.
    SuccessWithPayload,
    /// The first method proposed is EAP-MD5, so that the peer has to send a Nak.
    ProposeMd5First,
}

/// A fault in the cutting of flights into EAP-TLS fragments. Unless said otherwise it strikes the server's first
/// flight that has handshake data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FramingFault {
    /// The Start packet carries TLS data.
    StartWithData,
    /// The Start packet has the M flag set.
    StartFragmented,
    /// The Start packet has the L flag set, and ends before the TLS Message Length does.
    StartTruncatedLength,
    /// A second Start packet follows the answer to the first.
    StartTwice,
    /// A Start packet comes instead of the second fragment of the flight.
    StartMidHandshake,
    /// The first of many fragments has no L flag.
    LengthMissingOnFirst,
    /// Every fragment has the L flag and the right length.
    LengthRepeated,
    /// Every fragment has the L flag, and from the second on another length.
    LengthChanges,
    /// A flight in one fragment has the L flag (allowed).
    LengthOnUnfragmented,
    /// TLS Message Length is smaller than the flight.
    LengthSmaller,
    /// TLS Message Length is larger than the flight.
    LengthLarger,
    /// TLS Message Length is 4,294,967,295.
    LengthFourGiB,
    /// TLS Message Length is zero, with the M flag set.
    LengthZero,
    /// The last fragment has the M flag set.
    MoreOnLast,
    /// A fragment in the middle has no M flag.
    MoreMissing,
    /// An empty fragment with the M flag set stands before the second fragment.
    EmptyFragment,
    /// The acknowledgement of a fragment lacks its flags octet.
    AckWithoutFlags,
    /// TLS data comes instead of the acknowledgement of a fragment.
    DataInsteadOfAck,
    /// An acknowledgement comes when none is due: in place of the flight.
    AckUnexpected,
    /// The reserved bits of the flags octet are set in every packet (must be ignored).
    ReservedBits,
    /// The fragments go on without end.
    Endless,
    /// The fragment keeps the Identifier of the one before.
    IdentifierRepeated,
}

/// A fault in the handshake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TlsFault {
    /// One bit of the signature of ServerKeyExchange is flipped.
    BadKeyExchangeSignature,
    /// One bit of verify_data is flipped.
    BadFinished,
    /// Certificate is left out.
    SkipCertificate,
    /// ServerKeyExchange is left out.
    SkipKeyExchange,
    /// ChangeCipherSpec is left out.
    SkipChangeCipherSpec,
    /// ChangeCipherSpec stands at the start of the server's first flight.
    EarlyChangeCipherSpec,
    /// ServerHello comes twice.
    DoubleServerHello,
    /// The first message is Finished.
    BeginWithFinished,
    /// An application_data record stands before the server's first flight.
    ApplicationDataFirst,
    /// A HelloRequest stands before ServerHello (to be ignored, RFC 5246 §7.4.1.1).
    HelloRequestMidHandshake,
    /// Bytes follow Finished in its record.
    TrailingDataWithFinished,
    /// The suite selected was not offered.
    UnofferedSuite,
    /// The group of the key exchange was not offered.
    UnofferedGroup,
    /// The signature scheme was not offered.
    UnofferedSignatureScheme,
    /// The server's public point is not on its curve.
    PointOffCurve,
    /// The server's X25519 value makes the shared secret zero.
    ZeroSharedSecret,
    /// The compression method selected is not null.
    NonzeroCompression,
    /// The version selected is TLS 1.0 (DTLS 1.0), which was not offered.
    OldVersion,
    /// An extension that was not offered.
    UnofferedExtension,
    /// The Certificate message has no certificate.
    EmptyCertificateList,
    /// The certificate is not DER.
    GarbageCertificate,
    /// A record with more than 2^14 bytes of plain text.
    RecordOverflow,
    /// The handshake length of Certificate is one more than its body.
    LengthOneMore,
    /// The renegotiation_info of ServerHello is not empty.
    RenegotiationInfoNotEmpty,
}

/// A fault in what DTLS adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DtlsFault {
    /// A second HelloVerifyRequest, with another cookie, answers the right cookie.
    SecondHelloVerifyRequest,
    /// HelloVerifyRequest comes without end.
    HelloVerifyRequestFlood,
    /// A HelloVerifyRequest stands behind ServerHello.
    HelloVerifyRequestAfterServerHello,
    /// The server takes its flight 5 for lost and sends flight 4 again, when its timer runs out.
    LoseFlight5,
    /// Every record of flight 4 comes twice.
    ReplayRecords,
    /// One record of flight 6 has a bad MAC before the right one comes (RFC 6347 §4.1.2.7: silently discarded).
    BadMacFirst,
    /// The records of flight 4 carry an epoch of the future.
    FutureEpoch,
    /// ServerHello's message_seq leaves a gap.
    MessageSequenceGap,
    /// The messages of flight 4 come in reverse order.
    Reversed,
}
