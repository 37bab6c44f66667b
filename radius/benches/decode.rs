//! Decoding a 1,140-octet Access-Request with four EAP-Message attributes: this codec, `radius-parser` and
//! `radius`, in one run.
//!
//! Two tasks, because decoding alone is not the same work everywhere (this codec checks and borrows, the
//! others fill a vector): `decode` makes the packet, `eap` also joins the EAP packet that it carries. The
//! ratios stand at the end.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use flightcheck_radius::{AttributeType, BuildError, Code, Packet, PacketBuilder, eap_message};

const SECRET: &[u8] = b"testing123";

/// What a NAS sends for one fragment of a TLS flight.
fn access_request() -> Vec<u8> {
    let mut builder = PacketBuilder::new(Code::ACCESS_REQUEST, 42);
    fill(&mut builder).expect("an Access-Request of 1,140 octets fits");
    let bytes = builder.finish_request(SECRET, [0x5a; 16]);
    assert_eq!(bytes.len(), 1140);
    bytes
}

fn fill(builder: &mut PacketBuilder) -> Result<(), BuildError> {
    builder
        .message_authenticator()?
        .attribute(AttributeType::USER_NAME, b"alice@example.org")?
        .attribute(AttributeType::NAS_IP_ADDRESS, &[192, 0, 2, 1])?
        .integer(AttributeType::NAS_PORT, 1)?
        .integer(AttributeType::NAS_PORT_TYPE, 15)?
        .integer(AttributeType::FRAMED_MTU, 1400)?
        .integer(AttributeType::SERVICE_TYPE, 2)?
        .attribute(AttributeType::CALLING_STATION_ID, b"02-00-00-00-00-01")?
        .eap_message(&[0x16; 4 * 253])?
        .attribute(AttributeType::STATE, b"0123456789ab")?;
    Ok(())
}

/// Least nanoseconds a call of each task, by name: what the last lines compare.
type Best = RefCell<BTreeMap<&'static str, f64>>;

fn measure<T>(criterion: &mut Criterion, best: &Best, name: &'static str, task: impl Fn(&[u8]) -> T) {
    let bytes = access_request();
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|times| {
            let took = timed(times, || task(black_box(&bytes)));
            let each = took.as_secs_f64() * 1e9 / f64::from(u32::try_from(times).unwrap_or(u32::MAX));
            best.borrow_mut().entry(name).and_modify(|least| *least = least.min(each)).or_insert(each);
            took
        });
    });
}

fn timed<T>(times: u64, task: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        black_box(task());
    }
    start.elapsed()
}

fn ours(bytes: &[u8]) -> Packet<'_> {
    Packet::decode(bytes).expect("a packet")
}

fn parser(bytes: &[u8]) -> radius_parser::RadiusData<'_> {
    radius_parser::parse_radius_data(bytes).expect("a packet").1
}

fn radius(bytes: &[u8]) -> radius::core::packet::Packet {
    radius::core::packet::Packet::decode(bytes, SECRET).expect("a packet")
}

fn eap_ours(bytes: &[u8]) -> Vec<u8> {
    let eap = eap_message::join(&ours(bytes)).expect("contiguous").expect("an EAP packet");
    eap.into_owned()
}

fn eap_parser(bytes: &[u8]) -> Vec<u8> {
    let attributes = parser(bytes).attributes.unwrap_or_default();
    let values = attributes.iter().filter_map(|attribute| match attribute {
        radius_parser::RadiusAttribute::Unknown(79, value) => Some(*value),
        _ => None,
    });
    values.collect::<Vec<_>>().concat()
}

fn eap_radius(bytes: &[u8]) -> Vec<u8> {
    let packet = radius(bytes);
    let values: Vec<_> =
        packet.lookup_all(79).into_iter().map(radius::core::avp::AVP::encode_bytes).collect();
    values.concat()
}

fn all_agree() {
    let bytes = access_request();
    assert_eq!(eap_ours(&bytes), [0x16; 4 * 253]);
    assert_eq!(eap_parser(&bytes), eap_ours(&bytes));
    assert_eq!(eap_radius(&bytes), eap_ours(&bytes));
}

fn compare(best: &Best, task: &str) {
    let best = best.borrow();
    let of = |who: &str| best.get(format!("{task}/{who}").as_str()).copied();
    let Some(ours) = of("flightcheck") else { return };
    for who in ["radius-parser", "radius"] {
        let Some(theirs) = of(who) else { continue };
        println!(
            "{task}: flightcheck {ours:.1} ns, {who} {theirs:.1} ns: {:.1} times as fast",
            theirs / ours
        );
    }
}

fn main() {
    let best = Best::default();
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    all_agree();
    measure(&mut criterion, &best, "decode/flightcheck", |bytes| {
        black_box(ours(bytes));
    });
    measure(&mut criterion, &best, "decode/radius-parser", |bytes| drop(black_box(parser(bytes))));
    measure(&mut criterion, &best, "decode/radius", |bytes| drop(black_box(radius(bytes))));
    measure(&mut criterion, &best, "eap/flightcheck", eap_ours);
    measure(&mut criterion, &best, "eap/radius-parser", eap_parser);
    measure(&mut criterion, &best, "eap/radius", eap_radius);
    criterion.final_summary();
    compare(&best, "decode");
    compare(&best, "eap");
}
