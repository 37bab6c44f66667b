//! The numbers of the TLS registries (IANA "TLS Parameters"), as newtypes: an unknown number survives.

use crate::codec::wire_enum;

wire_enum! {
    /// Protocol version on the wire, RFC 5246 §6.2.1; DTLS counts downwards, RFC 6347 §4.1.
    ProtocolVersion(u16) {
        /// TLS 1.0, RFC 2246.
        TLS10 = 0x0301, "TLS1.0";
        /// TLS 1.1, RFC 4346.
        TLS11 = 0x0302, "TLS1.1";
        /// TLS 1.2, RFC 5246.
        TLS12 = 0x0303, "TLS1.2";
        /// TLS 1.3, RFC 8446.
        TLS13 = 0x0304, "TLS1.3";
        /// DTLS 1.0, RFC 4347; also the version of every HelloVerifyRequest, RFC 6347 §4.2.1.
        DTLS10 = 0xfeff, "DTLS1.0";
        /// DTLS 1.2, RFC 6347.
        DTLS12 = 0xfefd, "DTLS1.2";
    }
}

wire_enum! {
    /// Record content type, RFC 5246 §6.2.1.
    ContentType(u8) {
        /// `change_cipher_spec`.
        CHANGE_CIPHER_SPEC = 20, "change_cipher_spec";
        /// `alert`.
        ALERT = 21, "alert";
        /// `handshake`.
        HANDSHAKE = 22, "handshake";
        /// `application_data`.
        APPLICATION_DATA = 23, "application_data";
    }
}

wire_enum! {
    /// Handshake message type, RFC 5246 §7.4, RFC 6347 §4.3.2.
    HandshakeType(u8) {
        /// `hello_request`.
        HELLO_REQUEST = 0, "HelloRequest";
        /// `client_hello`.
        CLIENT_HELLO = 1, "ClientHello";
        /// `server_hello`.
        SERVER_HELLO = 2, "ServerHello";
        /// `hello_verify_request`, DTLS only.
        HELLO_VERIFY_REQUEST = 3, "HelloVerifyRequest";
        /// `new_session_ticket`, RFC 5077.
        NEW_SESSION_TICKET = 4, "NewSessionTicket";
        /// `certificate`.
        CERTIFICATE = 11, "Certificate";
        /// `server_key_exchange`.
        SERVER_KEY_EXCHANGE = 12, "ServerKeyExchange";
        /// `certificate_request`.
        CERTIFICATE_REQUEST = 13, "CertificateRequest";
        /// `server_hello_done`.
        SERVER_HELLO_DONE = 14, "ServerHelloDone";
        /// `certificate_verify`.
        CERTIFICATE_VERIFY = 15, "CertificateVerify";
        /// `client_key_exchange`.
        CLIENT_KEY_EXCHANGE = 16, "ClientKeyExchange";
        /// `finished`.
        FINISHED = 20, "Finished";
    }
}

wire_enum! {
    /// Alert level, RFC 5246 §7.2.
    AlertLevel(u8) {
        /// `warning`.
        WARNING = 1, "warning";
        /// `fatal`.
        FATAL = 2, "fatal";
    }
}

wire_enum! {
    /// Alert description, RFC 5246 §7.2 and later additions.
    AlertDescription(u8) {
        /// The sender will send no more.
        CLOSE_NOTIFY = 0, "close_notify";
        /// An inappropriate message was received.
        UNEXPECTED_MESSAGE = 10, "unexpected_message";
        /// A record failed its check.
        BAD_RECORD_MAC = 20, "bad_record_mac";
        /// A record is longer than allowed.
        RECORD_OVERFLOW = 22, "record_overflow";
        /// Decompression failed.
        DECOMPRESSION_FAILURE = 30, "decompression_failure";
        /// No acceptable set of parameters.
        HANDSHAKE_FAILURE = 40, "handshake_failure";
        /// A certificate is corrupt.
        BAD_CERTIFICATE = 42, "bad_certificate";
        /// A certificate is of an unsupported type.
        UNSUPPORTED_CERTIFICATE = 43, "unsupported_certificate";
        /// A certificate was revoked.
        CERTIFICATE_REVOKED = 44, "certificate_revoked";
        /// A certificate is outside its dates.
        CERTIFICATE_EXPIRED = 45, "certificate_expired";
        /// A certificate is unacceptable for another reason.
        CERTIFICATE_UNKNOWN = 46, "certificate_unknown";
        /// A field is out of range or contradicts others.
        ILLEGAL_PARAMETER = 47, "illegal_parameter";
        /// No known authority made the chain.
        UNKNOWN_CA = 48, "unknown_ca";
        /// The peer may not have what it asks.
        ACCESS_DENIED = 49, "access_denied";
        /// A message could not be decoded.
        DECODE_ERROR = 50, "decode_error";
        /// A handshake signature or Finished did not verify.
        DECRYPT_ERROR = 51, "decrypt_error";
        /// The version is known but not supported.
        PROTOCOL_VERSION = 70, "protocol_version";
        /// The peer's parameters are too weak.
        INSUFFICIENT_SECURITY = 71, "insufficient_security";
        /// A failure of the sender's own.
        INTERNAL_ERROR = 80, "internal_error";
        /// The handshake is given up for no protocol reason.
        USER_CANCELED = 90, "user_canceled";
        /// No new handshake now.
        NO_RENEGOTIATION = 100, "no_renegotiation";
        /// An extension that was not offered.
        UNSUPPORTED_EXTENSION = 110, "unsupported_extension";
        /// No certificate for the name asked for, RFC 6066.
        UNRECOGNIZED_NAME = 112, "unrecognized_name";
    }
}

wire_enum! {
    /// Extension type, IANA "TLS `ExtensionType` Values".
    ExtensionType(u16) {
        /// RFC 6066 §3.
        SERVER_NAME = 0, "server_name";
        /// RFC 6066 §4.
        MAX_FRAGMENT_LENGTH = 1, "max_fragment_length";
        /// RFC 6066 §8.
        STATUS_REQUEST = 5, "status_request";
        /// RFC 8422 §5.1.1.
        SUPPORTED_GROUPS = 10, "supported_groups";
        /// RFC 8422 §5.1.2.
        EC_POINT_FORMATS = 11, "ec_point_formats";
        /// RFC 5246 §7.4.1.4.1.
        SIGNATURE_ALGORITHMS = 13, "signature_algorithms";
        /// RFC 7366.
        ENCRYPT_THEN_MAC = 22, "encrypt_then_mac";
        /// RFC 7627.
        EXTENDED_MASTER_SECRET = 23, "extended_master_secret";
        /// RFC 8449.
        RECORD_SIZE_LIMIT = 28, "record_size_limit";
        /// RFC 5077.
        SESSION_TICKET = 35, "session_ticket";
        /// RFC 8446 §4.2.1.
        SUPPORTED_VERSIONS = 43, "supported_versions";
        /// RFC 8446 §4.2.2.
        COOKIE = 44, "cookie";
        /// RFC 8446 §4.2.8.
        KEY_SHARE = 51, "key_share";
        /// RFC 5746.
        RENEGOTIATION_INFO = 0xff01, "renegotiation_info";
    }
}

wire_enum! {
    /// Named group, RFC 8422 §5.1.1, RFC 8446 §4.2.7.
    NamedGroup(u16) {
        /// NIST P-256.
        SECP256R1 = 23, "secp256r1";
        /// NIST P-384.
        SECP384R1 = 24, "secp384r1";
        /// RFC 7748.
        X25519 = 29, "x25519";
    }
}

wire_enum! {
    /// Signature scheme; in TLS 1.2 the pair of hash and signature algorithm, RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3.
    SignatureScheme(u16) {
        /// RSASSA-PKCS1-v1_5 with SHA-1.
        RSA_PKCS1_SHA1 = 0x0201, "rsa_pkcs1_sha1";
        /// ECDSA with SHA-1.
        ECDSA_SHA1 = 0x0203, "ecdsa_sha1";
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        RSA_PKCS1_SHA256 = 0x0401, "rsa_pkcs1_sha256";
        /// ECDSA with SHA-256; in TLS 1.2 on any curve.
        ECDSA_SECP256R1_SHA256 = 0x0403, "ecdsa_secp256r1_sha256";
        /// RSASSA-PKCS1-v1_5 with SHA-384.
        RSA_PKCS1_SHA384 = 0x0501, "rsa_pkcs1_sha384";
        /// ECDSA with SHA-384; in TLS 1.2 on any curve.
        ECDSA_SECP384R1_SHA384 = 0x0503, "ecdsa_secp384r1_sha384";
        /// RSASSA-PKCS1-v1_5 with SHA-512.
        RSA_PKCS1_SHA512 = 0x0601, "rsa_pkcs1_sha512";
        /// RSASSA-PSS with SHA-256 under an `rsaEncryption` key.
        RSA_PSS_RSAE_SHA256 = 0x0804, "rsa_pss_rsae_sha256";
        /// RSASSA-PSS with SHA-384 under an `rsaEncryption` key.
        RSA_PSS_RSAE_SHA384 = 0x0805, "rsa_pss_rsae_sha384";
        /// RSASSA-PSS with SHA-512 under an `rsaEncryption` key.
        RSA_PSS_RSAE_SHA512 = 0x0806, "rsa_pss_rsae_sha512";
    }
}

wire_enum! {
    /// Certificate type a server accepts, RFC 5246 §7.4.4, RFC 8422 §5.5.
    ClientCertificateType(u8) {
        /// A certificate with an RSA key.
        RSA_SIGN = 1, "rsa_sign";
        /// A certificate with an ECDSA-capable key.
        ECDSA_SIGN = 64, "ecdsa_sign";
    }
}

wire_enum! {
    /// Cipher suite, IANA "TLS Cipher Suites".
    CipherSuite(u16) {
        /// RFC 5746 §3.3: not a suite but the signal that renegotiation is secure.
        EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV";
        /// RFC 8422.
        ECDHE_ECDSA_AES_128_CBC_SHA = 0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
        /// RFC 8422.
        ECDHE_ECDSA_AES_256_CBC_SHA = 0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA";
        /// RFC 8422.
        ECDHE_RSA_AES_128_CBC_SHA = 0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
        /// RFC 8422.
        ECDHE_RSA_AES_256_CBC_SHA = 0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA";
        /// RFC 5289.
        ECDHE_ECDSA_AES_128_CBC_SHA256 = 0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256";
        /// RFC 5289.
        ECDHE_RSA_AES_128_CBC_SHA256 = 0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
        /// RFC 5289.
        ECDHE_ECDSA_AES_128_GCM_SHA256 = 0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        /// RFC 5289.
        ECDHE_ECDSA_AES_256_GCM_SHA384 = 0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        /// RFC 5289.
        ECDHE_RSA_AES_128_GCM_SHA256 = 0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
        /// RFC 5289.
        ECDHE_RSA_AES_256_GCM_SHA384 = 0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
        /// RFC 7251.
        ECDHE_ECDSA_AES_128_CCM = 0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM";
        /// RFC 7251.
        ECDHE_ECDSA_AES_128_CCM_8 = 0xc0ae, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8";
    }
}
