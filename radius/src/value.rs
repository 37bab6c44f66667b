//! An attribute in words: `User-Name = "alice"`, `NAS-Port-Type = 15 (Ethernet)`, `Attr-250 = 0x0102`.
//!
//! A value that has not the form the dictionary expects is shown as the octets it is.

use core::fmt::{self, Display, Formatter};
use core::net::{Ipv4Addr, Ipv6Addr};

use crate::attribute::{Attribute, AttributeType};
use crate::dictionary::{self, ValueType};
use crate::vendor::VendorSpecific;

/// Octets as `0x` and two digits each.
struct Hex<'a>(&'a [u8]);

impl Display for Hex<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("0x")?;
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl Display for AttributeType {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Attr-{}", self.0),
        }
    }
}

impl Display for Attribute<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = ", self.kind)?;
        match dictionary::entry(self.kind).map_or(ValueType::Octets, |entry| entry.value) {
            ValueType::Text => text(self.value, f),
            ValueType::Octets => Hex(self.value).fmt(f),
            ValueType::Integer => integer(*self, f),
            ValueType::Ipv4 => address::<4, Ipv4Addr>(self.value, f),
            ValueType::Ipv6 => address::<16, Ipv6Addr>(self.value, f),
            ValueType::TaggedInteger => tagged_integer(*self, f),
            ValueType::TaggedText => tagged_text(self.value, f),
            ValueType::VendorSpecific => vendor_specific(self.value, f),
        }
    }
}

fn text(value: &[u8], f: &mut Formatter<'_>) -> fmt::Result {
    match core::str::from_utf8(value) {
        Ok(text) => write!(f, "{text:?}"),
        Err(_) => Hex(value).fmt(f),
    }
}

fn integer(attribute: Attribute<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    match <[u8; 4]>::try_from(attribute.value) {
        Ok(octets) => number(attribute.kind, u32::from_be_bytes(octets), f),
        Err(_) => Hex(attribute.value).fmt(f),
    }
}

fn number(kind: AttributeType, number: u32, f: &mut Formatter<'_>) -> fmt::Result {
    match dictionary::integer_name(kind, number) {
        Some(name) => write!(f, "{number} ({name})"),
        None => number.fmt(f),
    }
}

fn address<const N: usize, A: From<[u8; N]> + Display>(value: &[u8], f: &mut Formatter<'_>) -> fmt::Result {
    match <[u8; N]>::try_from(value) {
        Ok(octets) => A::from(octets).fmt(f),
        Err(_) => Hex(value).fmt(f),
    }
}

fn tagged_integer(attribute: Attribute<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    let [tag, a, b, c] = *attribute.value else { return Hex(attribute.value).fmt(f) };
    number(attribute.kind, u32::from_be_bytes([0, a, b, c]), f)?;
    write!(f, " tag {tag}")
}

fn tagged_text(value: &[u8], f: &mut Formatter<'_>) -> fmt::Result {
    let [tag @ ..=0x1f, rest @ ..] = value else { return text(value, f) };
    text(rest, f)?;
    write!(f, " tag {tag}")
}

fn vendor_specific(value: &[u8], f: &mut Formatter<'_>) -> fmt::Result {
    let Some(specific) = VendorSpecific::decode(value) else { return Hex(value).fmt(f) };
    write!(f, "vendor {}:", specific.vendor.0)?;
    match specific.attributes() {
        Ok(mut inner) => inner.try_for_each(|a| write!(f, " type {} {}", a.kind.0, Hex(a.value))),
        Err(_) => write!(f, " {}", Hex(specific.data)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn shown(kind: u8, value: &[u8]) -> String {
        Attribute { kind: AttributeType(kind), value }.to_string()
    }

    #[test]
    fn each_form_reads_as_it_is_meant() {
        assert_eq!(shown(1, b"al\"ice"), r#"User-Name = "al\"ice""#);
        assert_eq!(shown(4, &[192, 168, 1, 16]), "NAS-IP-Address = 192.168.1.16");
        assert_eq!(shown(12, &[0, 0, 5, 0x78]), "Framed-MTU = 1400");
        assert_eq!(shown(61, &[0, 0, 0, 15]), "NAS-Port-Type = 15 (Ethernet)");
        assert_eq!(shown(64, &[1, 0, 0, 13]), "Tunnel-Type = 13 (VLAN) tag 1");
        assert_eq!(shown(81, b"\x01guests"), r#"Tunnel-Private-Group-ID = "guests" tag 1"#);
        assert_eq!(shown(81, b"20"), r#"Tunnel-Private-Group-ID = "20""#);
        assert_eq!(shown(95, &[0; 16]), "NAS-IPv6-Address = ::");
        assert_eq!(shown(26, &[0, 0, 1, 55, 17, 3, 0xab]), "Vendor-Specific = vendor 311: type 17 0xab");
    }

    #[test]
    fn what_does_not_fit_its_form_shows_its_octets() {
        assert_eq!(shown(1, &[0xff, 0xfe]), "User-Name = 0xfffe");
        assert_eq!(shown(5, &[1, 2, 3]), "NAS-Port = 0x010203");
        assert_eq!(shown(4, &[]), "NAS-IP-Address = 0x");
        assert_eq!(shown(26, &[0, 1]), "Vendor-Specific = 0x0001");
        assert_eq!(shown(26, &[0, 0, 0, 9, 1, 9]), "Vendor-Specific = vendor 9: 0x0109");
        assert_eq!(shown(250, &[1, 2]), "Attr-250 = 0x0102");
    }
}
