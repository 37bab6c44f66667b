//! How RADIUS hides a value: each block of 16 octets is masked with an MD5 over the secret and the hidden
//! block before it.
//!
//! User-Password (RFC 2865 §5.2) and the MPPE keys (RFC 2548 §2.4.2) differ only in the first digest:
//! ```text
//! b(1) = MD5(secret + seed)     c(1) = p(1) xor b(1)
//! b(i) = MD5(secret + c(i-1))   c(i) = p(i) xor b(i)
//! ```

use alloc::vec::Vec;

use crate::digest::md5;

/// Octets of a block.
pub(crate) const BLOCK: usize = 16;

/// The clear octets, filled with zeros to whole blocks, hidden. `first` is b(1).
pub(crate) fn hide(clear: &[u8], first: [u8; BLOCK], secret: &[u8]) -> Vec<u8> {
    let mut hidden = Vec::with_capacity(clear.len().next_multiple_of(BLOCK));
    let mut mask = first;
    for block in clear.chunks(BLOCK) {
        xor(&mut mask, block);
        hidden.extend(mask);
        mask = md5(&[secret, &mask]);
    }
    hidden
}

/// The clear octets of whole hidden blocks, with the zeros that filled the last. `first` is b(1).
pub(crate) fn reveal(hidden: &[[u8; BLOCK]], first: [u8; BLOCK], secret: &[u8]) -> Vec<u8> {
    let mut clear = Vec::with_capacity(hidden.len() * BLOCK);
    let mut mask = first;
    for block in hidden {
        xor(&mut mask, block);
        clear.extend(mask);
        mask = md5(&[secret, block]);
    }
    clear
}

/// XORs `with` into the front of `block`.
fn xor(block: &mut [u8; BLOCK], with: &[u8]) {
    block.iter_mut().zip(with).for_each(|(to, from)| *to ^= from);
}
