//! A real exchange, held octet for octet: a request to `FreeRADIUS` 3.2.1 (Debian 12) and what it answered.
//!
//! The server was told to accept everyone and to reply with the keys 000102…1f and 202122…3f, EAP-Success and
//! "welcome"; the secret is "xyzzy5461".

use flightcheck_radius::mppe::{self, Salt};
use flightcheck_radius::{
    AttributeType, Code, MessageAuthenticator, Packet, PacketBuilder, eap_message, message_authenticator,
    verify_response,
};

const SECRET: &[u8] = b"xyzzy5461";

const REQUEST: &str = concat!(
    "012a0033",                             // Access-Request, identifier 42, 51 octets
    "101112131415161718191a1b1c1d1e1f",     // Request Authenticator
    "5012399d780f5485e0acf58992de809cca39", // Message-Authenticator, which the server had to accept
    "0107616c696365",                       // User-Name
    "210600010203",                         // Proxy-State
);

const ACCEPT: &str = concat!(
    "022a00af",                         // Access-Accept, identifier 42, 175 octets
    "8c7f6abdaf5aaff19b2484ca2880a40a", // Response Authenticator
    "1a3a000001371134",                 // MS-MPPE-Recv-Key
    "87dc",                             // its salt
    "c54f1e054cf06a2f552c17266498ac3444ad7f5219ca14bc35e3fb47eda3f65a",
    "dc8bd2374e7971685948fc57d6ae45d2",
    "1a3a000001371034", // MS-MPPE-Send-Key
    "8aae",             // its salt
    "b86e453a3d43826a6db17f18ab6de799f7a9e54a8824c8c6cf0f4a20d298f844",
    "9e3e39056338f39dd7bb2869bba69596",
    "4f0603010004",                         // EAP-Message: EAP-Success
    "120977656c636f6d65",                   // Reply-Message
    "5012ba97b0b74c4997a46c031d1c1aef9228", // Message-Authenticator
    "210600010203",                         // Proxy-State, as it was sent
);

fn octets(digits: &str) -> Vec<u8> {
    hex::decode(digits).unwrap()
}

/// 00 01 02 … 3f.
fn msk() -> [u8; 64] {
    std::array::from_fn(|at| u8::try_from(at).unwrap())
}

#[test]
fn the_request_is_built_as_the_server_accepted_it() {
    let expected = octets(REQUEST);
    let mut builder = PacketBuilder::new(Code::ACCESS_REQUEST, 42);
    builder.attribute(AttributeType::USER_NAME, b"alice").unwrap();
    builder.attribute(AttributeType::PROXY_STATE, &[0, 1, 2, 3]).unwrap();
    builder.message_authenticator().unwrap();
    let request_authenticator = *Packet::decode(&expected).unwrap().authenticator();
    assert_eq!(hex::encode(builder.finish_request(SECRET, request_authenticator)), REQUEST);
}

#[test]
fn the_accept_is_authentic_and_says_what_the_server_was_told() {
    let (request, accept) = (octets(REQUEST), octets(ACCEPT));
    let (request, accept) = (Packet::decode(&request).unwrap(), Packet::decode(&accept).unwrap());
    assert_eq!(verify_response(&accept, request.authenticator(), SECRET), Ok(()));
    let verdict = message_authenticator(&accept, request.authenticator(), SECRET);
    assert_eq!(verdict, MessageAuthenticator::Valid);
    assert_eq!(eap_message::join(&accept).unwrap().unwrap()[..], [3, 1, 0, 4]);
    assert_eq!(accept.find(AttributeType::PROXY_STATE), request.find(AttributeType::PROXY_STATE));
}

#[test]
fn the_keys_are_read() {
    let (request, accept) = (octets(REQUEST), octets(ACCEPT));
    let (request, accept) = (Packet::decode(&request).unwrap(), Packet::decode(&accept).unwrap());
    let keys = mppe::session_keys(&accept, request.authenticator(), SECRET).unwrap().unwrap();
    assert_eq!(keys.msk(), Some(msk()));
    assert!(keys.recv.salt.has_top_bit() && keys.send.salt.has_top_bit());
}

#[test]
fn the_accept_is_rebuilt_octet_for_octet() {
    let request = octets(REQUEST);
    let request = Packet::decode(&request).unwrap();
    let expected = octets(ACCEPT);
    let their_mac = Packet::decode(&expected).unwrap().find(AttributeType::MESSAGE_AUTHENTICATOR).unwrap();
    let salts = [Salt([0x87, 0xdc]), Salt([0x8a, 0xae])];
    let mut builder = PacketBuilder::new(Code::ACCESS_ACCEPT, request.identifier());
    builder.session_keys(&msk(), salts, request.authenticator(), SECRET).unwrap();
    builder.eap_message(&[3, 1, 0, 4]).unwrap();
    builder.attribute(AttributeType::REPLY_MESSAGE, b"welcome").unwrap();
    builder.attribute(AttributeType::MESSAGE_AUTHENTICATOR, their_mac).unwrap();
    builder.proxy_states(&request).unwrap();
    assert_eq!(hex::encode(builder.finish_response(SECRET, request.authenticator())), ACCEPT);
}
