//! MS-MPPE-Send-Key and MS-MPPE-Recv-Key (RFC 2548 §2.4.2, §2.4.3): how a server hands the MSK to the
//! authenticator.
//!
//! ```text
//!  0                   1                   2                   3
//!  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |  Vendor-Type  | Vendor-Length |             Salt              |
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |  String ... : Key-Length (1), Key, zeros to a block of 16, hidden
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! ```
//! The names are the authenticator's view. What it receives with is the first half of the MSK, what it sends
//! with is the second (RFC 5216 §2.3: Enc-RECV-Key, peer to authenticator, is MSK(0, 31); Enc-SEND-Key,
//! authenticator to peer, is MSK(32, 63)).

use alloc::vec::Vec;
use core::fmt;

use crate::attribute::AttributeType;
use crate::builder::{BuildError, PacketBuilder};
use crate::digest::md5;
use crate::hiding::{BLOCK, hide, reveal};
use crate::packet::Packet;
use crate::vendor::{MAX_VENDOR_VALUE, VendorId};

/// Vendor type of MS-MPPE-Send-Key (RFC 2548 §2.4.2).
pub const SEND_KEY: u8 = 16;

/// Vendor type of MS-MPPE-Recv-Key (RFC 2548 §2.4.3).
pub const RECV_KEY: u8 = 17;

/// The longest key: whole blocks that fit beside the salt in one attribute, less the Key-Length octet.
pub const MAX_KEY: usize = (MAX_VENDOR_VALUE - 2) / BLOCK * BLOCK - 1;

/// What makes the hiding of two keys in one packet differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub [u8; 2]);

impl Salt {
    /// A salt of these octets with its top bit set, as RFC 2548 §2.4.2 says it MUST be. `Salt([..])` sets no
    /// bit.
    #[must_use]
    pub const fn new(random: [u8; 2]) -> Self {
        Self([random[0] | 0x80, random[1]])
    }

    /// Whether the top bit is set.
    #[must_use]
    pub const fn has_top_bit(self) -> bool {
        self.0[0] & 0x80 != 0
    }
}

/// A key as it was carried. Its `Debug` shows no octet of it.
#[derive(Clone, PartialEq, Eq)]
pub struct MppeKey {
    /// The salt as it was received, with or without its top bit.
    pub salt: Salt,
    /// 0 to 239 octets.
    pub key: Vec<u8>,
}

impl fmt::Debug for MppeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MppeKey {{ salt: {:?}, key: {} octets }}", self.salt, self.key.len())
    }
}

/// Why no key can be read: the server's fault, or another secret on one of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MppeError {
    /// The value does not hold a salt.
    #[error("an MPPE key of {length} octets holds no salt")]
    NoSalt {
        /// Octets of the value.
        length: usize,
    },
    /// What follows the salt is not one or more blocks of 16 octets.
    #[error("an MPPE key string of {length} octets is not one or more blocks of 16")]
    NotBlocks {
        /// Octets after the salt.
        length: usize,
    },
    /// The revealed Key-Length counts more than there is: mostly a wrong secret.
    #[error("an MPPE key claims {claimed} octets of {available}: another secret?")]
    KeyLength {
        /// The Key-Length octet.
        claimed: u8,
        /// Octets after it.
        available: usize,
    },
}

/// The two keys of an Access-Accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionKeys {
    /// MS-MPPE-Recv-Key: for EAP, MSK(0, 31).
    pub recv: MppeKey,
    /// MS-MPPE-Send-Key: for EAP, MSK(32, 63).
    pub send: MppeKey,
}

impl SessionKeys {
    /// The MSK that they are the halves of, if both are of 32 octets.
    #[must_use]
    pub fn msk(&self) -> Option<[u8; 64]> {
        let halves: [[u8; 32]; 2] = [self.recv.key[..].try_into().ok()?, self.send.key[..].try_into().ok()?];
        halves.as_flattened().try_into().ok()
    }
}

/// The halves of an MSK: (MS-MPPE-Recv-Key, MS-MPPE-Send-Key).
#[must_use]
pub fn split_msk(msk: &[u8; 64]) -> ([u8; 32], [u8; 32]) {
    let mut halves = ([0; 32], [0; 32]);
    let (recv, send) = msk.split_at(32);
    halves.0.copy_from_slice(recv);
    halves.1.copy_from_slice(send);
    halves
}

/// The value of an MS-MPPE attribute: salt and hidden key. A key of more than 239 octets does not fit.
pub fn encrypt(
    key: &[u8],
    salt: Salt,
    request_authenticator: &[u8; 16],
    secret: &[u8],
) -> Result<Vec<u8>, BuildError> {
    let too_long =
        || BuildError::ValueTooLong { kind: AttributeType::VENDOR_SPECIFIC, length: key.len(), max: MAX_KEY };
    let key_length = u8::try_from(key.len()).ok().filter(|_| key.len() <= MAX_KEY).ok_or_else(too_long)?;
    let clear = [&[key_length], key].concat();
    let hidden = hide(&clear, first_mask(salt, request_authenticator, secret), secret);
    Ok([&salt.0[..], &hidden].concat())
}

/// The key in the value of an MS-MPPE attribute.
pub fn decrypt(value: &[u8], request_authenticator: &[u8; 16], secret: &[u8]) -> Result<MppeKey, MppeError> {
    let (salt, string) = value.split_first_chunk().ok_or(MppeError::NoSalt { length: value.len() })?;
    let salt = Salt(*salt);
    let (blocks, []) = string.as_chunks() else { return Err(MppeError::NotBlocks { length: string.len() }) };
    let clear = reveal(blocks, first_mask(salt, request_authenticator, secret), secret);
    let (&claimed, rest) = clear.split_first().ok_or(MppeError::NotBlocks { length: 0 })?;
    let key = rest.get(..claimed.into()).ok_or(MppeError::KeyLength { claimed, available: rest.len() })?;
    Ok(MppeKey { salt, key: key.to_vec() })
}

/// b(1) = MD5(secret + Request Authenticator + salt), RFC 2548 §2.4.2.
fn first_mask(salt: Salt, request_authenticator: &[u8; 16], secret: &[u8]) -> [u8; 16] {
    md5(&[secret, request_authenticator, &salt.0])
}

/// The first key of each direction in a packet, or `None` if there are not both.
pub fn session_keys(
    packet: &Packet<'_>,
    request_authenticator: &[u8; 16],
    secret: &[u8],
) -> Result<Option<SessionKeys>, MppeError> {
    let carried = |kind| packet.find_vendor(VendorId::MICROSOFT, kind);
    let (Some(recv), Some(send)) = (carried(RECV_KEY), carried(SEND_KEY)) else { return Ok(None) };
    let read = |value| decrypt(value, request_authenticator, secret);
    Ok(Some(SessionKeys { recv: read(recv)?, send: read(send)? }))
}

impl PacketBuilder {
    /// Adds both halves of an MSK, Recv-Key first, as servers do. The salts are for Recv-Key and Send-Key in
    /// this order. Equal salts are refused: to send them, [`encrypt`] and [`PacketBuilder::vendor`] apart.
    pub fn session_keys(
        &mut self,
        msk: &[u8; 64],
        salts: [Salt; 2],
        request_authenticator: &[u8; 16],
        secret: &[u8],
    ) -> Result<&mut Self, BuildError> {
        let (recv, send) = split_msk(msk);
        let [recv_salt, send_salt] = salts;
        if recv_salt == send_salt {
            return Err(BuildError::RepeatedSalt);
        }
        let recv = encrypt(&recv, recv_salt, request_authenticator, secret)?;
        let send = encrypt(&send, send_salt, request_authenticator, secret)?;
        self.vendor(VendorId::MICROSOFT, RECV_KEY, &recv)?.vendor(VendorId::MICROSOFT, SEND_KEY, &send)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    #[test]
    fn a_salt_has_its_top_bit() {
        assert_eq!(Salt::new([0x12, 0x34]), Salt([0x92, 0x34]));
        assert!(Salt::new([0, 0]).has_top_bit() && !Salt([0x7f, 0xff]).has_top_bit());
    }

    #[test]
    fn a_key_of_32_octets_takes_three_blocks() {
        assert_eq!(encrypt(&[1; 32], Salt([0x80, 0]), &[2; 16], b"s").unwrap().len(), 2 + 48);
        assert_eq!(encrypt(&[1; 15], Salt([0x80, 0]), &[2; 16], b"s").unwrap().len(), 2 + 16);
    }

    #[test]
    fn the_longest_key_fits_its_attribute_and_no_longer() {
        let value = encrypt(&[1; MAX_KEY], Salt([0x80, 0]), &[2; 16], b"s").unwrap();
        assert_eq!((MAX_KEY, value.len()), (239, 242));
        let too_long =
            BuildError::ValueTooLong { kind: AttributeType::VENDOR_SPECIFIC, length: 240, max: 239 };
        assert_eq!(encrypt(&[1; 240], Salt([0x80, 0]), &[2; 16], b"s"), Err(too_long));
    }

    #[test]
    fn what_cannot_be_a_key_says_why() {
        let read = |value: &[u8]| decrypt(value, &[2; 16], b"s");
        assert_eq!(read(&[0x80]), Err(MppeError::NoSalt { length: 1 }));
        assert_eq!(read(&[0x80, 0]), Err(MppeError::NotBlocks { length: 0 }));
        assert_eq!(read(&[0; 2 + 17]), Err(MppeError::NotBlocks { length: 17 }));
        let mut value = encrypt(&[], Salt([0x80, 0]), &[2; 16], b"s").unwrap();
        value[2] ^= 16;
        assert_eq!(read(&value), Err(MppeError::KeyLength { claimed: 16, available: 15 }));
    }

    #[test]
    fn debug_shows_no_key() {
        let shown = alloc::format!("{:?}", MppeKey { salt: Salt([0x80, 1]), key: vec![0xab; 32] });
        assert_eq!(shown, "MppeKey { salt: Salt([128, 1]), key: 32 octets }");
    }

    #[test]
    fn equal_salts_are_refused() {
        let mut builder = PacketBuilder::new(crate::Code::ACCESS_ACCEPT, 1);
        let refused = builder.session_keys(&[0; 64], [Salt([0x80, 1]); 2], &[0; 16], b"s").map(|_| ());
        assert_eq!(refused, Err(BuildError::RepeatedSalt));
    }

    proptest! {
        #[test]
        fn what_was_hidden_is_revealed(
            key in prop::collection::vec(any::<u8>(), 0..=MAX_KEY),
            salt: [u8; 2], authenticator: [u8; 16], secret: Vec<u8>,
        ) {
            let salt = Salt(salt);
            let value = encrypt(&key, salt, &authenticator, &secret).unwrap();
            prop_assert_eq!(decrypt(&value, &authenticator, &secret), Ok(MppeKey { salt, key }));
        }
    }
}
