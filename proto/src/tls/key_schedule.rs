//! From the premaster secret to everything else: RFC 5246 §6.3, §7.4.9 and §8.1, RFC 7627 §4, RFC 5216 §2.3.

use alloc::vec::Vec;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::message::{RANDOM_LEN, VERIFY_DATA_LEN};
use super::prf::prf;
use super::suite::SuiteParameters;
use crate::crypto::{CryptoProvider, HashAlgorithm};

/// Length of the master secret in bytes, RFC 5246 §8.1.
pub const MASTER_SECRET_LEN: usize = 48;

/// An end of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The client.
    Client,
    /// The server.
    Server,
}

/// The master secret.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterSecret([u8; MASTER_SECRET_LEN]);

impl MasterSecret {
    /// RFC 5246 §8.1.
    #[must_use]
    pub fn derive(
        provider: &dyn CryptoProvider,
        hash: HashAlgorithm,
        premaster: &[u8],
        client_random: &[u8; RANDOM_LEN],
        server_random: &[u8; RANDOM_LEN],
    ) -> Self {
        Self::from_premaster(provider, hash, premaster, b"master secret", [client_random, server_random])
    }

    /// RFC 7627 §4: bound to the hash of all messages up to and including ClientKeyExchange.
    #[must_use]
    pub fn derive_extended(
        provider: &dyn CryptoProvider,
        hash: HashAlgorithm,
        premaster: &[u8],
        session_hash: &[u8],
    ) -> Self {
        Self::from_premaster(provider, hash, premaster, b"extended master secret", [session_hash, &[]])
    }

    fn from_premaster(
        provider: &dyn CryptoProvider,
        hash: HashAlgorithm,
        premaster: &[u8],
        label: &[u8],
        seed: [&[u8]; 2],
    ) -> Self {
        let mut secret = [0; MASTER_SECRET_LEN];
        prf(provider, hash, premaster, label, seed, &mut secret);
        Self(secret)
    }

    /// The 48 bytes: for a key log, never for a transcript.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; MASTER_SECRET_LEN] {
        &self.0
    }

    /// The keys of both directions, RFC 5246 §6.3.
    #[must_use]
    pub fn key_block(
        &self,
        provider: &dyn CryptoProvider,
        suite: &SuiteParameters,
        client_random: &[u8; RANDOM_LEN],
        server_random: &[u8; RANDOM_LEN],
    ) -> KeyBlock {
        let cipher = suite.cipher;
        let lengths = [cipher.mac_key_len(), cipher.key_len(), cipher.fixed_iv_len()];
        let mut block = Zeroizing::new([0; MAX_KEY_BLOCK]);
        let used = 2 * lengths.iter().sum::<usize>();
        let seed = [&server_random[..], client_random];
        prf(provider, suite.prf, &self.0, b"key expansion", seed, &mut block[..used]);
        let mut parts = KeyParts { rest: &block[..used] };
        let [mac_len, key_len, iv_len] = lengths;
        let (client_mac, server_mac) = parts.pair(mac_len);
        let (client_key, server_key) = parts.pair(key_len);
        let (client_iv, server_iv) = parts.pair(iv_len);
        KeyBlock {
            client: DirectionKeys { mac_key: client_mac, key: client_key, iv: client_iv },
            server: DirectionKeys { mac_key: server_mac, key: server_key, iv: server_iv },
        }
    }

    /// `verify_data` of Finished, RFC 5246 §7.4.9.
    #[must_use]
    pub fn verify_data(
        &self,
        provider: &dyn CryptoProvider,
        hash: HashAlgorithm,
        side: Side,
        transcript_hash: &[u8],
    ) -> [u8; VERIFY_DATA_LEN] {
        let label: &[u8] = match side {
            Side::Client => b"client finished",
            Side::Server => b"server finished",
        };
        let mut verify_data = [0; VERIFY_DATA_LEN];
        prf(provider, hash, &self.0, label, [transcript_hash, &[]], &mut verify_data);
        verify_data
    }

    /// The keys that EAP-TLS exports, RFC 5216 §2.3.
    #[must_use]
    pub fn eap_keys(
        &self,
        provider: &dyn CryptoProvider,
        hash: HashAlgorithm,
        client_random: &[u8; RANDOM_LEN],
        server_random: &[u8; RANDOM_LEN],
    ) -> EapKeys {
        let mut material = Zeroizing::new([0; 128]);
        let seed = [&client_random[..], server_random];
        prf(provider, hash, &self.0, b"client EAP encryption", seed, &mut *material);
        let mut keys = EapKeys { msk: [0; 64], emsk: [0; 64] };
        let (msk, emsk) = material.split_at(64);
        keys.msk.copy_from_slice(msk);
        keys.emsk.copy_from_slice(emsk);
        keys
    }
}

/// Two MAC keys of 48 bytes, two keys of 32 and two IVs of 4: more than any suite known here takes.
const MAX_KEY_BLOCK: usize = 2 * (48 + 32 + 4);

struct KeyParts<'a> {
    rest: &'a [u8],
}

impl KeyParts<'_> {
    /// The next key of the client, then that of the server.
    fn pair(&mut self, length: usize) -> (Zeroizing<Vec<u8>>, Zeroizing<Vec<u8>>) {
        (self.take(length), self.take(length))
    }

    fn take(&mut self, length: usize) -> Zeroizing<Vec<u8>> {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        Zeroizing::new(taken.to_vec())
    }
}

/// The keys of both directions.
pub struct KeyBlock {
    /// What the client writes with.
    pub client: DirectionKeys,
    /// What the server writes with.
    pub server: DirectionKeys,
}

/// The keys of one direction, RFC 5246 §6.3.
pub struct DirectionKeys {
    /// MAC key; empty for authenticated ciphers.
    pub mac_key: Zeroizing<Vec<u8>>,
    /// Encryption key.
    pub key: Zeroizing<Vec<u8>>,
    /// Implicit part of the nonce; empty for CBC.
    pub iv: Zeroizing<Vec<u8>>,
}

/// What EAP-TLS exports.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EapKeys {
    /// Master Session Key.
    pub msk: [u8; 64],
    /// Extended Master Session Key.
    pub emsk: [u8; 64],
}

/// Session-Id of EAP-TLS, RFC 5216 §2.3: the method's type and both randoms.
#[must_use]
pub fn eap_session_id(client_random: &[u8; RANDOM_LEN], server_random: &[u8; RANDOM_LEN]) -> [u8; 65] {
    let mut id = [0; 65];
    id[0] = crate::eap::Method::TLS.0;
    id[1..=RANDOM_LEN].copy_from_slice(client_random);
    id[1 + RANDOM_LEN..].copy_from_slice(server_random);
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::rustcrypto::RUSTCRYPTO;
    use crate::tls::registry::CipherSuite;

    fn master() -> MasterSecret {
        MasterSecret::derive(&RUSTCRYPTO, HashAlgorithm::Sha256, &[1; 32], &[2; 32], &[3; 32])
    }

    #[test]
    fn the_key_block_is_cut_in_the_order_of_rfc_5246() {
        let suite = CipherSuite::ECDHE_ECDSA_AES_128_CBC_SHA.parameters().unwrap();
        let keys = master().key_block(&RUSTCRYPTO, suite, &[2; 32], &[3; 32]);
        let mut block = [0; 72];
        prf(
            &RUSTCRYPTO,
            HashAlgorithm::Sha256,
            master().as_bytes(),
            b"key expansion",
            [&[3; 32], &[2; 32]],
            &mut block,
        );
        assert_eq!(*keys.client.mac_key, block[..20]);
        assert_eq!(*keys.server.mac_key, block[20..40]);
        assert_eq!(*keys.client.key, block[40..56]);
        assert_eq!(*keys.server.key, block[56..72]);
        assert!(keys.client.iv.is_empty());
    }

    #[test]
    fn both_sides_have_their_own_verify_data() {
        let data = |side| master().verify_data(&RUSTCRYPTO, HashAlgorithm::Sha256, side, &[4; 32]);
        assert_ne!(data(Side::Client), data(Side::Server));
    }

    #[test]
    fn session_id_is_type_and_randoms() {
        let id = eap_session_id(&[1; 32], &[2; 32]);
        assert_eq!((id[0], &id[1..33], &id[33..]), (13, &[1; 32][..], &[2; 32][..]));
    }
}
