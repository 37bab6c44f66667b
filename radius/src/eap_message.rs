//! An EAP packet in EAP-Message attributes (RFC 3579 §3.1): split into values of 253 octets, and joined
//! again.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::attribute::{Attribute, AttributeType, MAX_VALUE};
use crate::packet::Packet;

/// The EAP-Message attributes do not follow one another, as RFC 3579 §3.1 says they MUST: the sender's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an EAP-Message stands apart: {between} comes between two of them")]
pub struct NotContiguous {
    /// The attribute in front of the EAP-Message that stands apart.
    pub between: AttributeType,
}

/// The values that carry `eap`: each full but the last. No octets make one empty value, an EAP-Start (RFC
/// 3579 §2.1).
pub fn split(eap: &[u8]) -> impl Iterator<Item = &[u8]> {
    let start = eap.is_empty().then_some(eap);
    start.into_iter().chain(eap.chunks(MAX_VALUE))
}

/// The EAP packet of all EAP-Message attributes, or `None` if there are none. One attribute alone is
/// borrowed.
pub fn join<'a>(packet: &Packet<'a>) -> Result<Option<Cow<'a, [u8]>>, NotContiguous> {
    let mut attributes = packet.attributes();
    let Some(first) = attributes.find(is_eap) else { return Ok(None) };
    let mut eap = Cow::Borrowed(first.value);
    let mut between = None;
    for attribute in attributes {
        match between {
            None if is_eap(&attribute) => append(&mut eap, attribute.value, packet.as_bytes().len()),
            Some(between) if is_eap(&attribute) => return Err(NotContiguous { between }),
            _ => between = Some(attribute.kind),
        }
    }
    Ok(Some(eap))
}

fn is_eap(attribute: &Attribute<'_>) -> bool {
    attribute.kind == AttributeType::EAP_MESSAGE
}

/// Adds a part, with one allocation of `room` octets when the second part comes.
fn append(eap: &mut Cow<'_, [u8]>, part: &[u8], room: usize) {
    if let Cow::Borrowed(first) = *eap {
        let mut owned = Vec::with_capacity(room);
        owned.extend_from_slice(first);
        *eap = Cow::Owned(owned);
    }
    eap.to_mut().extend_from_slice(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::PacketBuilder;
    use crate::code::Code;
    use alloc::vec;

    /// What is joined from these attributes, octet for octet.
    fn joined(attributes: &[u8]) -> Result<Option<Vec<u8>>, NotContiguous> {
        let bytes =
            PacketBuilder::new(Code::ACCESS_CHALLENGE, 1).raw(attributes).finish_request(b"", [0; 16]);
        let eap = join(&Packet::decode(&bytes).unwrap())?;
        Ok(eap.map(Cow::into_owned))
    }

    #[test]
    fn parts_are_of_253_octets() {
        let lengths = |n: usize| split(&vec![7; n]).map(<[u8]>::len).collect::<Vec<_>>();
        assert_eq!(lengths(0), [0]);
        assert_eq!(lengths(253), [253]);
        assert_eq!(lengths(254), [253, 1]);
        assert_eq!(lengths(1020), [253, 253, 253, 253, 8]);
    }

    #[test]
    fn none_one_and_an_empty_one() {
        assert_eq!(joined(&[24, 2]), Ok(None));
        assert_eq!(joined(&[79, 2]), Ok(Some(vec![])));
        assert_eq!(joined(&[79, 4, 1, 2]), Ok(Some(vec![1, 2])));
    }

    #[test]
    fn one_attribute_costs_no_copy() {
        let bytes = PacketBuilder::new(Code::ACCESS_REQUEST, 1).raw(&[79, 3, 9]).finish_request(b"", [0; 16]);
        let packet = Packet::decode(&bytes).unwrap();
        assert!(matches!(join(&packet), Ok(Some(Cow::Borrowed([9])))));
    }

    #[test]
    fn order_is_the_packets_and_others_may_stand_around() {
        let joined = joined(&[24, 2, 79, 3, 1, 79, 4, 2, 3, 79, 3, 4, 33, 2]);
        assert_eq!(joined, Ok(Some(vec![1, 2, 3, 4])));
    }

    #[test]
    fn a_part_that_stands_apart_is_named_by_what_comes_between() {
        let between = AttributeType::STATE;
        assert_eq!(joined(&[79, 3, 1, 1, 2, 24, 2, 79, 3, 2]), Err(NotContiguous { between }));
    }
}
