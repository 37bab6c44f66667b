//! Writes a packet, right or wrong.
//!
//! Attributes stand in the order in which they were added; the Message-Authenticator stands where its
//! [`MessageAuthenticatorForm`] says, wherever it was asked for. Its value and the authenticator are computed
//! at the end, over the finished packet, so the same builder can be finished for several requests.
//!
//! What is added by name is checked. What a test wants to be wrong goes through [`PacketBuilder::raw`],
//! [`PacketBuilder::claim_length`] and [`PacketBuilder::message_authenticator_form`].

use alloc::vec::Vec;

use crate::attribute::{AttributeType, MAX_VALUE};
use crate::code::Code;
use crate::digest::{KeyedMd5, md5};
use crate::eap_message;
use crate::message_authenticator;
use crate::packet::{MAX_LENGTH, MIN_LENGTH, Packet};
use crate::vendor::{MAX_VENDOR_VALUE, VENDOR_HEADER, VendorId};

/// Why a packet cannot be written: the caller's fault. The builder is left as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A value does not fit into one attribute.
    #[error("a {kind} of {length} octets is over the {max} that fit")]
    ValueTooLong {
        /// The attribute.
        kind: AttributeType,
        /// Octets of the value.
        length: usize,
        /// Octets that would fit.
        max: usize,
    },
    /// The packet would be longer than 4096 octets (RFC 2865 §3).
    #[error("the packet would have {length} octets, over 4096")]
    PacketTooLong {
        /// Octets that the packet would have.
        length: usize,
    },
    /// Two MPPE keys of one packet have the same salt (RFC 2548 §2.4.2 forbids it).
    #[error("both MPPE keys have the same salt")]
    RepeatedSalt,
}

/// How the packet carries its Message-Authenticator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageAuthenticatorForm {
    /// Not at all.
    #[default]
    Absent,
    /// As the first attribute, where a chosen-prefix collision on the MD5 of the packet cannot put anything
    /// before it (CVE-2024-3596, "Blast-RADIUS").
    First,
    /// As the last attribute: correct by RFC 3579, open to that attack.
    Last,
    /// First and last, both with the value that is right when both are taken as zeros. RFC 3579 §3.3 allows
    /// one.
    Doubled,
    /// First, with one bit wrong.
    Wrong,
}

impl MessageAuthenticatorForm {
    const fn is_first(self) -> bool {
        matches!(self, Self::First | Self::Doubled | Self::Wrong)
    }

    const fn is_last(self) -> bool {
        matches!(self, Self::Last | Self::Doubled)
    }

    /// Octets that it takes in the packet.
    const fn length(self) -> usize {
        message_authenticator::LENGTH * (self.is_first() as usize + self.is_last() as usize)
    }
}

/// A packet in the making. Methods chain on `&mut Self`; the ones that finish it leave it as it is.
#[derive(Clone, Debug)]
pub struct PacketBuilder {
    code: Code,
    identifier: u8,
    body: Vec<u8>,
    message_authenticator: MessageAuthenticatorForm,
    claimed_length: Option<u16>,
}

impl PacketBuilder {
    /// A packet without attributes.
    #[must_use]
    pub const fn new(code: Code, identifier: u8) -> Self {
        Self {
            code,
            identifier,
            body: Vec::new(),
            message_authenticator: MessageAuthenticatorForm::Absent,
            claimed_length: None,
        }
    }

    /// Reserves the Message-Authenticator as the first attribute. Its value is computed at the end.
    pub fn message_authenticator(&mut self) -> Result<&mut Self, BuildError> {
        self.message_authenticator_form(MessageAuthenticatorForm::First)
    }

    /// Reserves the Message-Authenticator in another form, in place of the one chosen before.
    pub fn message_authenticator_form(
        &mut self,
        form: MessageAuthenticatorForm,
    ) -> Result<&mut Self, BuildError> {
        within_packet(MIN_LENGTH + form.length() + self.body.len())?;
        self.message_authenticator = form;
        Ok(self)
    }

    /// Adds an attribute of up to 253 octets of value.
    pub fn attribute(&mut self, kind: AttributeType, value: &[u8]) -> Result<&mut Self, BuildError> {
        within_attribute(kind, value.len(), MAX_VALUE)?;
        self.room_for(value.len() + 2)?;
        self.put(kind, &[value]);
        Ok(self)
    }

    /// Adds an attribute whose value is a number.
    pub fn integer(&mut self, kind: AttributeType, number: u32) -> Result<&mut Self, BuildError> {
        self.attribute(kind, &number.to_be_bytes())
    }

    /// Adds an EAP packet of any length, split over as many EAP-Message attributes as it needs (RFC 3579
    /// §3.1). No octets at all make one empty attribute: the EAP-Start of RFC 3579 §2.1.
    pub fn eap_message(&mut self, eap: &[u8]) -> Result<&mut Self, BuildError> {
        self.room_for(eap_message::split(eap).map(|part| part.len() + 2).sum())?;
        eap_message::split(eap).for_each(|part| self.put(AttributeType::EAP_MESSAGE, &[part]));
        Ok(self)
    }

    /// Adds a Vendor-Specific attribute with one sub-attribute of up to 247 octets of value (RFC 2865 §5.26).
    pub fn vendor(
        &mut self,
        vendor: VendorId,
        vendor_type: u8,
        value: &[u8],
    ) -> Result<&mut Self, BuildError> {
        within_attribute(AttributeType::VENDOR_SPECIFIC, value.len(), MAX_VENDOR_VALUE)?;
        self.room_for(value.len() + 2 + VENDOR_HEADER)?;
        let inner = [vendor_type, octet(value.len() + 2)];
        self.put(AttributeType::VENDOR_SPECIFIC, &[&vendor.0.to_be_bytes(), &inner, value]);
        Ok(self)
    }

    /// Copies every Proxy-State of the request, unmodified and in order, as a response must (RFC 2865 §5.33).
    pub fn proxy_states(&mut self, request: &Packet<'_>) -> Result<&mut Self, BuildError> {
        let states = || request.find_all(AttributeType::PROXY_STATE);
        self.room_for(states().map(|state| state.len() + 2).sum())?;
        states().for_each(|state| self.put(AttributeType::PROXY_STATE, &[state]));
        Ok(self)
    }

    /// Adds octets as they are, unchecked: broken attributes, or more than a packet may hold.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.body.extend_from_slice(bytes);
        self
    }

    /// Writes this Length in place of the true one.
    pub const fn claim_length(&mut self, length: u16) -> &mut Self {
        self.claimed_length = Some(length);
        self
    }

    /// An Access-Request or Status-Server: its authenticator is random (RFC 2865 §3) and given by the caller.
    #[must_use]
    pub fn finish_request(&self, secret: &[u8], request_authenticator: [u8; 16]) -> Vec<u8> {
        let mac = self.mac(secret, &request_authenticator);
        self.assemble(&request_authenticator, &mac)
    }

    /// An Accounting-, Disconnect- or CoA-Request: its authenticator is a digest of the packet, taken with
    /// zeros in its place (RFC 2866 §3, RFC 5176 §2.3), and the Message-Authenticator is taken over the same
    /// zeros (RFC 5176 §3.4).
    #[must_use]
    pub fn finish_accounting_request(&self, secret: &[u8]) -> Vec<u8> {
        self.finish_response(secret, &[0; 16])
    }

    /// A response to the request with this authenticator: first the Message-Authenticator, with the request's
    /// authenticator in place (RFC 3579 §3.2), then over it the Response Authenticator (RFC 2865 §3).
    #[must_use]
    pub fn finish_response(&self, secret: &[u8], request_authenticator: &[u8; 16]) -> Vec<u8> {
        let mac = self.mac(secret, request_authenticator);
        let response_authenticator = md5(&[&self.assemble(request_authenticator, &mac), secret]);
        self.assemble(&response_authenticator, &mac)
    }

    /// The value of the Message-Authenticator, of no meaning where there is none.
    fn mac(&self, secret: &[u8], authenticator: &[u8; 16]) -> [u8; 16] {
        if self.message_authenticator == MessageAuthenticatorForm::Absent {
            return [0; 16];
        }
        let mut keyed = KeyedMd5::new(secret);
        keyed.update(&self.assemble(authenticator, &[0; 16]));
        let mut mac = keyed.finish();
        if self.message_authenticator == MessageAuthenticatorForm::Wrong {
            mac[0] ^= 1;
        }
        mac
    }

    /// The packet with this authenticator and this value in each of its Message-Authenticators.
    fn assemble(&self, authenticator: &[u8; 16], mac: &[u8; 16]) -> Vec<u8> {
        let true_length = u16::try_from(self.length()).unwrap_or(u16::MAX);
        let mut packet = Vec::with_capacity(self.length());
        packet.extend([self.code.0, self.identifier]);
        packet.extend(self.claimed_length.unwrap_or(true_length).to_be_bytes());
        packet.extend(authenticator);
        if self.message_authenticator.is_first() {
            put(&mut packet, AttributeType::MESSAGE_AUTHENTICATOR, &[mac]);
        }
        packet.extend_from_slice(&self.body);
        if self.message_authenticator.is_last() {
            put(&mut packet, AttributeType::MESSAGE_AUTHENTICATOR, &[mac]);
        }
        packet
    }

    /// Octets of the packet as it is now.
    const fn length(&self) -> usize {
        MIN_LENGTH + self.message_authenticator.length() + self.body.len()
    }

    fn room_for(&self, more: usize) -> Result<(), BuildError> {
        within_packet(self.length() + more)
    }

    fn put(&mut self, kind: AttributeType, value: &[&[u8]]) {
        put(&mut self.body, kind, value);
    }
}

/// Writes one attribute, its value in parts. Callers have checked that it fits.
fn put(to: &mut Vec<u8>, kind: AttributeType, value: &[&[u8]]) {
    let length: usize = value.iter().map(|part| part.len()).sum();
    to.extend([kind.0, octet(length + 2)]);
    for part in value {
        to.extend_from_slice(part);
    }
}

/// A length that was checked to fit one octet.
fn octet(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

const fn within_attribute(kind: AttributeType, length: usize, max: usize) -> Result<(), BuildError> {
    if length > max { Err(BuildError::ValueTooLong { kind, length, max }) } else { Ok(()) }
}

const fn within_packet(length: usize) -> Result<(), BuildError> {
    if length > MAX_LENGTH { Err(BuildError::PacketTooLong { length }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::{Attribute, AttributeError};
    use crate::packet::DecodeError;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn request() -> PacketBuilder {
        PacketBuilder::new(Code::ACCESS_REQUEST, 1)
    }

    #[test]
    fn the_message_authenticator_stands_first_whenever_it_was_asked_for() {
        let mut builder = request();
        builder.attribute(AttributeType::USER_NAME, b"a").unwrap().message_authenticator().unwrap();
        let bytes = builder.finish_request(b"s", [0; 16]);
        let kinds: Vec<_> = Packet::decode(&bytes).unwrap().attributes().map(|a| a.kind.0).collect();
        assert_eq!(kinds, [80, 1]);
    }

    #[test]
    fn a_value_of_254_octets_is_refused_and_leaves_nothing_behind() {
        let mut builder = request();
        let refused = builder.attribute(AttributeType::CLASS, &[0; 254]).map(|_| ());
        let error = BuildError::ValueTooLong { kind: AttributeType::CLASS, length: 254, max: 253 };
        assert_eq!(refused, Err(error));
        assert_eq!(builder.finish_request(b"s", [0; 16]).len(), 20);
    }

    #[test]
    fn a_packet_holds_4096_octets_and_no_more() {
        let mut builder = request();
        builder.message_authenticator().unwrap();
        // 20 + 18 + 15 full attributes of 255 + one of 233.
        let refused = builder.eap_message(&alloc::vec![0; 15 * 253 + 232]).map(|_| ());
        assert_eq!(refused, Err(BuildError::PacketTooLong { length: 4097 }));
        builder.eap_message(&alloc::vec![0; 15 * 253 + 231]).unwrap();
        let bytes = builder.finish_request(b"s", [0; 16]);
        assert_eq!((bytes.len(), Packet::decode(&bytes).is_ok()), (4096, true));
        let refused = builder.message_authenticator_form(MessageAuthenticatorForm::Doubled).map(|_| ());
        assert_eq!(refused, Err(BuildError::PacketTooLong { length: 4114 }));
    }

    /// Octets that must be free for `add` to succeed.
    fn room_needed(add: impl Fn(&mut PacketBuilder) -> bool) -> Option<usize> {
        (0..32).find(|free| add(request().raw(&alloc::vec![0; MAX_LENGTH - MIN_LENGTH - free])))
    }

    #[test]
    fn each_addition_asks_for_the_room_it_takes() {
        let other = request().raw(&[33, 3, 1, 33, 2]).finish_request(b"s", [0; 16]);
        let other = Packet::decode(&other).unwrap();
        assert_eq!(room_needed(|b| b.attribute(AttributeType::CLASS, &[1]).is_ok()), Some(3));
        assert_eq!(room_needed(|b| b.integer(AttributeType::NAS_PORT, 1).is_ok()), Some(6));
        assert_eq!(room_needed(|b| b.eap_message(&[1]).is_ok()), Some(3));
        assert_eq!(room_needed(|b| b.vendor(VendorId(9), 1, &[1]).is_ok()), Some(9));
        assert_eq!(room_needed(|b| b.proxy_states(&other).is_ok()), Some(5));
        assert_eq!(room_needed(|b| b.message_authenticator().is_ok()), Some(18));
    }

    #[test]
    fn a_vendor_attribute_is_found_again() {
        let mut builder = request();
        builder.vendor(VendorId(9), 1, b"other").unwrap();
        builder.vendor(VendorId::MICROSOFT, 1, &[7; 247]).unwrap();
        let bytes = builder.finish_request(b"s", [0; 16]);
        let packet = Packet::decode(&bytes).unwrap();
        assert_eq!(packet.find_vendor(VendorId::MICROSOFT, 1), Some(&[7; 247][..]));
        assert_eq!(packet.find_vendor(VendorId::MICROSOFT, 2), None);
        assert!(builder.vendor(VendorId::MICROSOFT, 1, &[7; 248]).is_err());
    }

    #[test]
    fn proxy_states_are_copied_in_order() {
        let bytes = request().raw(&[33, 3, 1, 24, 2, 33, 4, 2, 3]).finish_request(b"s", [0; 16]);
        let mut response = PacketBuilder::new(Code::ACCESS_REJECT, 1);
        response.proxy_states(&Packet::decode(&bytes).unwrap()).unwrap();
        assert_eq!(response.finish_response(b"s", &[0; 16])[20..], [33, 3, 1, 33, 4, 2, 3]);
    }

    #[test]
    fn wrong_packets_can_be_said() {
        let bytes = request().raw(&[1, 9, 0]).finish_request(b"s", [0; 16]);
        let overruns = AttributeError::Overruns { offset: 20, length: 9, available: 3 };
        assert_eq!(Packet::decode(&bytes), Err(DecodeError::Attribute(overruns)));
        let bytes = request().claim_length(21).finish_request(b"s", [0; 16]);
        assert_eq!(
            Packet::decode(&bytes),
            Err(DecodeError::LengthExceedsDatagram { length: 21, datagram: 20 })
        );
    }

    proptest! {
        #[test]
        fn what_was_built_is_read_back(
            attributes in vec((any::<u8>(), vec(any::<u8>(), 0..=253)), 0..16),
            identifier: u8, authenticator: [u8; 16],
        ) {
            let mut builder = PacketBuilder::new(Code::ACCESS_REQUEST, identifier);
            for (kind, value) in &attributes {
                builder.attribute(AttributeType(*kind), value).unwrap();
            }
            let bytes = builder.finish_request(b"s", authenticator);
            let packet = Packet::decode(&bytes).unwrap();
            prop_assert_eq!((packet.identifier(), *packet.authenticator()), (identifier, authenticator));
            let built = attributes.iter().map(|(kind, value)| Attribute { kind: AttributeType(*kind), value });
            prop_assert!(packet.attributes().eq(built));
        }

        #[test]
        fn eap_is_joined_as_it_was_split(eap in vec(any::<u8>(), 0..4000)) {
            let bytes = request().eap_message(&eap).unwrap().finish_request(b"s", [0; 16]);
            let joined = eap_message::join(&Packet::decode(&bytes).unwrap()).unwrap();
            prop_assert_eq!(joined.as_deref(), Some(&eap[..]));
        }
    }
}
