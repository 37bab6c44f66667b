//! Half a million broken packets through every decoder. None may panic or hang, at least 100,000 must be read and 100,000
//! refused, and each verdict must be the one that a second, plain reading of RFC 2865 §3 and §5 gives.
//!
//! The mutations come from a seeded generator, so a failure names a seed that repeats it.

use flightcheck_radius::mppe::{self, Salt};
use flightcheck_radius::{
    AttributeType, Code, MessageAuthenticator, MessageAuthenticatorForm, Packet, PacketBuilder,
    VendorSpecific, eap_message, message_authenticator, user_password, verify_accounting_request,
    verify_response,
};

/// Packets on either side of the border: read by every decoder, and refused by the first.
const ENOUGH: u64 = 100_000;
const SECRET: &[u8] = b"testing123";
const REQUEST: [u8; 16] = [0x5a; 16];

/// The generator `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn octet(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// Packets with everything in them that a decoder reads.
fn valid_packets() -> Vec<Vec<u8>> {
    let mut request = PacketBuilder::new(Code::ACCESS_REQUEST, 1);
    request.message_authenticator().unwrap();
    request.attribute(AttributeType::USER_NAME, b"alice").unwrap();
    request.attribute(AttributeType::USER_PASSWORD, &[3; 16]).unwrap();
    request.attribute(AttributeType::PROXY_STATE, b"p").unwrap();
    request.eap_message(&[2; 300]).unwrap().attribute(AttributeType(250), &[]).unwrap();

    let mut accept = PacketBuilder::new(Code::ACCESS_ACCEPT, 1);
    accept.message_authenticator_form(MessageAuthenticatorForm::Last).unwrap();
    let salts = [Salt::new([1, 2]), Salt::new([3, 4])];
    accept.session_keys(&[7; 64], salts, &REQUEST, SECRET).unwrap();
    accept.eap_message(&[3, 1, 0, 4]).unwrap().attribute(AttributeType::STATE, b"s").unwrap();

    let mut doubled = PacketBuilder::new(Code::ACCESS_CHALLENGE, 1);
    doubled.message_authenticator_form(MessageAuthenticatorForm::Doubled).unwrap();
    vec![
        request.finish_request(SECRET, REQUEST),
        accept.finish_response(SECRET, &REQUEST),
        doubled.finish_response(SECRET, &REQUEST),
        request.finish_accounting_request(SECRET),
    ]
}

fn mutate(packet: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        mutate_once(packet, random);
    }
    if random.below(2) == 0 {
        claim_true_length(packet);
    }
}

fn mutate_once(packet: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(packet.len());
    match random.below(7) {
        0 => packet.truncate(at),
        1 => packet.insert(at, random.octet()),
        2 => drop(packet.drain(at..(at + random.below(20)).min(packet.len()))),
        3 => packet.extend_from_within(at..),
        4 => packet.extend([random.octet(), random.octet(), 80, 18, 79, 2]),
        5 => packet.iter_mut().skip(2).take(2).for_each(|octet| *octet = random.octet()),
        _ => packet.iter_mut().skip(at).take(1).for_each(|octet| *octet ^= 1 << random.below(8)),
    }
}

/// Lets the mutated attributes be read, instead of a Length refused.
fn claim_true_length(packet: &mut [u8]) {
    let length = u16::try_from(packet.len()).unwrap_or(u16::MAX).to_be_bytes();
    packet.iter_mut().skip(2).zip(length).for_each(|(to, from)| *to = from);
}

/// The second reading: where each attribute starts, or `None` for what a receiver has to drop.
fn plain_reading(datagram: &[u8]) -> Option<Vec<usize>> {
    if datagram.len() < 20 {
        return None;
    }
    let length = usize::from(datagram[2]) * 256 + usize::from(datagram[3]);
    if !(20..=4096).contains(&length) || length > datagram.len() {
        return None;
    }
    let (mut at, mut starts) = (20, Vec::new());
    while at < length {
        let step = if at + 1 < length { usize::from(datagram[at + 1]) } else { return None };
        if step < 2 || at + step > length {
            return None;
        }
        starts.push(at);
        at += step;
    }
    Some(starts)
}

fn assert_read_alike(packet: &Packet<'_>, datagram: &[u8], starts: &[usize]) {
    let kinds: Vec<u8> = packet.attributes().map(|attribute| attribute.kind.0).collect();
    assert_eq!(kinds, starts.iter().map(|at| datagram[*at]).collect::<Vec<_>>());
    let octets: usize = packet.attributes().map(|attribute| attribute.value.len() + 2).sum();
    assert_eq!((octets + 20, packet.as_bytes()), (packet.as_bytes().len(), &datagram[..octets + 20]));
}

/// Every reader there is. The packet may be anything that decoded.
fn read_everything(packet: &Packet<'_>) -> bool {
    let response = verify_response(packet, &REQUEST, SECRET).is_ok();
    let accounting = verify_accounting_request(packet, SECRET).is_ok();
    let mac = message_authenticator(packet, &REQUEST, SECRET) == MessageAuthenticator::Valid;
    let _ = eap_message::join(packet);
    let _ = mppe::session_keys(packet, &REQUEST, SECRET);
    for attribute in packet.attributes() {
        let _ = attribute.to_string();
        let _ = mppe::decrypt(attribute.value, &REQUEST, SECRET);
        let _ = user_password::decrypt(attribute.value, &REQUEST, SECRET);
        let _ = VendorSpecific::decode(attribute.value)
            .map(|specific| specific.attributes().map(Iterator::count));
    }
    response || accounting || mac
}

#[test]
fn mutated_packets_are_read_or_refused_as_the_rfc_says() {
    let packets = valid_packets();
    let (mut read, mut refused) = (0, 0);
    for seed in 0..5 * ENOUGH {
        let mut random = Random(seed);
        let mut datagram = packets[random.below(packets.len())].clone();
        mutate(&mut datagram, &mut random);
        match (Packet::decode(&datagram), plain_reading(&datagram)) {
            (Ok(packet), Some(starts)) => {
                assert_read_alike(&packet, &datagram, &starts);
                read_everything(&packet);
                read += 1;
            }
            (Err(_), None) => refused += 1,
            (ours, plain) => panic!("seed {seed}: {ours:?} but {plain:?}: {}", hex::encode(&datagram)),
        }
    }
    assert!(read >= ENOUGH && refused >= ENOUGH, "{read} read, {refused} refused");
}

#[test]
fn unmutated_packets_pass_a_check() {
    for bytes in valid_packets() {
        assert!(read_everything(&Packet::decode(&bytes).unwrap()), "{}", hex::encode(bytes));
    }
}

#[test]
fn any_octets_at_all_are_read_or_refused() {
    for seed in 0..ENOUGH {
        let mut random = Random(seed);
        let mut datagram: Vec<u8> = (0..random.below(64)).map(|_| random.octet() % 24).collect();
        claim_true_length(&mut datagram);
        let ours = Packet::decode(&datagram).ok().map(|packet| packet.attributes().count());
        assert_eq!(ours, plain_reading(&datagram).map(|starts| starts.len()), "seed {seed}");
    }
}
