//! Ephemeral Diffie-Hellman: ECDH on P-256 and P-384 (RFC 8422 §5.10), X25519 (RFC 7748 §6.1).

use alloc::boxed::Box;
use alloc::vec::Vec;

use p256::elliptic_curve::Generate;
use p256::elliptic_curve::sec1::ToSec1Point;
use rand_core::CryptoRng;
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

use crate::crypto::{CryptoError, KeyAgreement};
use crate::tls::registry::NamedGroup;

pub(super) fn generate(
    group: NamedGroup,
    rng: &mut dyn CryptoRng,
) -> Result<Box<dyn KeyAgreement>, CryptoError> {
    match group {
        NamedGroup::SECP256R1 => Ok(P256::generate(rng)),
        NamedGroup::SECP384R1 => Ok(P384::generate(rng)),
        NamedGroup::X25519 => Ok(X25519::generate(rng)),
        _ => Err(CryptoError::Unsupported),
    }
}

/// RFC 8422 §5.4.1: uncompressed is the only format left, and starts with 04.
fn check_uncompressed(point: &[u8]) -> Result<(), CryptoError> {
    const UNCOMPRESSED: u8 = 4;
    if point.first() == Some(&UNCOMPRESSED) { Ok(()) } else { Err(CryptoError::BadKey) }
}

macro_rules! nist_curve {
    ($name:ident, $curve:ident) => {
        struct $name {
            secret: $curve::ecdh::EphemeralSecret,
            public: Vec<u8>,
        }

        impl $name {
            fn generate(rng: &mut dyn CryptoRng) -> Box<dyn KeyAgreement> {
                let secret = $curve::ecdh::EphemeralSecret::generate_from_rng(rng);
                let public = secret.public_key().to_sec1_point(false).as_bytes().to_vec();
                Box::new(Self { secret, public })
            }
        }

        impl KeyAgreement for $name {
            fn public_value(&self) -> &[u8] {
                &self.public
            }

            fn agree(&self, peer: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
                check_uncompressed(peer)?;
                let peer = $curve::PublicKey::from_sec1_bytes(peer).map_err(|_| CryptoError::BadKey)?;
                Ok(Zeroizing::new(self.secret.diffie_hellman(&peer).raw_secret_bytes().to_vec()))
            }
        }
    };
}

nist_curve!(P256, p256);
nist_curve!(P384, p384);

struct X25519 {
    secret: StaticSecret,
    public: [u8; 32],
}

impl X25519 {
    fn generate(rng: &mut dyn CryptoRng) -> Box<dyn KeyAgreement> {
        let secret = StaticSecret::random_from_rng(rng);
        let public = x25519_dalek::PublicKey::from(&secret).to_bytes();
        Box::new(Self { secret, public })
    }
}

impl KeyAgreement for X25519 {
    fn public_value(&self) -> &[u8] {
        &self.public
    }

    fn agree(&self, peer: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let peer: [u8; 32] = peer.try_into().map_err(|_| CryptoError::BadLength)?;
        let shared = self.secret.diffie_hellman(&peer.into());
        // RFC 8422 §5.11: the all-zero value aborts the handshake.
        if !shared.was_contributory() {
            return Err(CryptoError::ZeroSharedSecret);
        }
        Ok(Zeroizing::new(shared.as_bytes().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chacha20::ChaCha20Rng;
    use rand_core::SeedableRng;

    const GROUPS: [NamedGroup; 3] = [NamedGroup::SECP256R1, NamedGroup::SECP384R1, NamedGroup::X25519];

    #[test]
    fn both_sides_agree_on_every_group() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        for group in GROUPS {
            let (a, b) = (generate(group, &mut rng).unwrap(), generate(group, &mut rng).unwrap());
            assert_ne!(a.public_value(), b.public_value());
            assert_eq!(a.agree(b.public_value()).unwrap(), b.agree(a.public_value()).unwrap());
        }
    }

    #[test]
    fn a_point_off_the_curve_is_refused() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let key = generate(NamedGroup::SECP256R1, &mut rng).unwrap();
        let mut point = key.public_value().to_vec();
        point[64] ^= 1;
        assert_eq!(key.agree(&point), Err(CryptoError::BadKey));
        assert_eq!(key.agree(&[0]), Err(CryptoError::BadKey), "the point at infinity");
    }

    #[test]
    fn a_zero_x25519_secret_is_refused() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let key = generate(NamedGroup::X25519, &mut rng).unwrap();
        assert_eq!(key.agree(&[0; 32]), Err(CryptoError::ZeroSharedSecret));
        assert_eq!(key.agree(&[9; 31]), Err(CryptoError::BadLength));
    }
}
