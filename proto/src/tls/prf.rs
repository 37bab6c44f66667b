//! The pseudorandom function of TLS 1.2, RFC 5246 §5: `P_hash(secret, label + seed)`.

use crate::crypto::{CryptoProvider, HashAlgorithm};

/// Fills `out` with the PRF's output; the seed is the concatenation of `seed`.
pub fn prf(
    provider: &dyn CryptoProvider,
    hash: HashAlgorithm,
    secret: &[u8],
    label: &[u8],
    seed: [&[u8]; 2],
    out: &mut [u8],
) {
    let hmac = provider.hmac(hash, secret);
    let [first, second] = seed;
    let mut a = hmac.mac(&[label, first, second]); // A(1) = HMAC(secret, A(0)), A(0) = label + seed
    for chunk in out.chunks_mut(hash.output_len()) {
        let block = hmac.mac(&[&a, label, first, second]);
        chunk.copy_from_slice(&block[..chunk.len()]);
        a = hmac.mac(&[&a]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::rustcrypto::RUSTCRYPTO;
    use alloc::vec;

    fn check(hash: HashAlgorithm, secret: &str, seed: &str, label: &str, expected: &str) {
        let decode = |text: &str| hex::decode(text.replace(' ', "")).unwrap();
        let expected = decode(expected);
        let mut out = vec![0; expected.len()];
        prf(&RUSTCRYPTO, hash, &decode(secret), label.as_bytes(), [&decode(seed), &[]], &mut out);
        assert_eq!(hex::encode(out), hex::encode(expected));
    }

    /// "P_SHA256 test vectors", posted to the IETF TLS list by the authors of an implementation of RFC 5246.
    #[test]
    fn published_vector_for_sha256() {
        check(
            HashAlgorithm::Sha256,
            "9bbe436ba940f017b17652849a71db35",
            "a0ba9f936cda311827a6f796ffd5198c",
            "test label",
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a
             6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab
             4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701
             87347b66"
                .replace(['\n', ' '], "")
                .as_str(),
        );
    }
}
