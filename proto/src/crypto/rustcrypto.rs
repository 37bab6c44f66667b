//! The default provider: RustCrypto.
