//! DTLS records and handshake fragments.
