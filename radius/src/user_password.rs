//! User-Password, hidden under the secret (RFC 2865 §5.2). For PAP beside EAP: liveness checks and fallback
//! policies.

use alloc::vec::Vec;

use crate::digest::md5;
use crate::hiding::{BLOCK, hide, reveal};

/// The longest password, in octets.
pub const MAX_PASSWORD: usize = 128;

/// The value of the attribute, or `None` for a password of more than 128 octets. An empty password takes one
/// block.
#[must_use]
pub fn encrypt(password: &[u8], request_authenticator: &[u8; 16], secret: &[u8]) -> Option<Vec<u8>> {
    let clear = if password.is_empty() { &[0] } else { password };
    (clear.len() <= MAX_PASSWORD).then(|| hide(clear, md5(&[secret, request_authenticator]), secret))
}

/// The password without the zeros that fill its last block, or `None` if the value is not 1 to 8 blocks of 16
/// octets.
#[must_use]
pub fn decrypt(value: &[u8], request_authenticator: &[u8; 16], secret: &[u8]) -> Option<Vec<u8>> {
    let (blocks @ [_, ..], []) = value.as_chunks::<BLOCK>() else { return None };
    if value.len() > MAX_PASSWORD {
        return None;
    }
    let mut clear = reveal(blocks, md5(&[secret, request_authenticator]), secret);
    let end = clear.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
    clear.truncate(end);
    Some(clear)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 2865 §7.1: user nemo, password "arctangent", secret "xyzzy5461".
    #[test]
    fn rfc2865_password() {
        let authenticator: [u8; 16] =
            hex::decode("0f403f9473978057bd83d5cb98f4227a").unwrap().try_into().unwrap();
        let hidden = hex::decode("0dbe708d93d413ce3196e43f782a0aee").unwrap();
        assert_eq!(encrypt(b"arctangent", &authenticator, b"xyzzy5461"), Some(hidden.clone()));
        assert_eq!(decrypt(&hidden, &authenticator, b"xyzzy5461").unwrap(), b"arctangent");
    }

    #[test]
    fn lengths_are_held_to_their_bounds() {
        assert_eq!(encrypt(&[1; 129], &[0; 16], b"s"), None);
        assert_eq!(encrypt(b"", &[0; 16], b"s").unwrap().len(), 16);
        for length in [0, 15, 17, 144] {
            assert_eq!(decrypt(&[0; 144][..length], &[0; 16], b"s"), None, "{length}");
        }
    }

    proptest! {
        #[test]
        fn what_was_hidden_is_revealed(password in "[!-~]{0,128}", authenticator: [u8; 16], secret: Vec<u8>) {
            let hidden = encrypt(password.as_bytes(), &authenticator, &secret).unwrap();
            prop_assert_eq!(decrypt(&hidden, &authenticator, &secret).unwrap(), password.as_bytes());
        }
    }
}
