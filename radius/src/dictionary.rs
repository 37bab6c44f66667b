//! The attributes that EAP over RADIUS meets, by number: name and form of the value.
//!
//! The table is for naming and printing only. An attribute that it does not hold is carried just as well.

use crate::attribute::AttributeType;

/// The form of a value. Text is UTF-8, numbers are big-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// UTF-8.
    Text,
    /// Anything.
    Octets,
    /// Four octets.
    Integer,
    /// Four octets.
    Ipv4,
    /// Sixteen octets.
    Ipv6,
    /// A tag octet, then three octets of integer (RFC 2868 §3.1).
    TaggedInteger,
    /// UTF-8, after a tag octet if the first octet is at most 0x1F (RFC 2868 §3.6).
    TaggedText,
    /// A vendor's number, then the vendor's data (RFC 2865 §5.26).
    VendorSpecific,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number.
    pub kind: AttributeType,
    /// The name in the standards.
    pub name: &'static str,
    /// The form of the value.
    pub value: ValueType,
}

/// Writes each row once: as a constant of [`AttributeType`] and as an [`Entry`].
macro_rules! dictionary {
    ($($constant:ident = $number:literal, $name:literal, $value:ident, $source:literal;)*) => {
        impl AttributeType {
            $(
                #[doc = concat!($name, ", ", $source, ".")]
                pub const $constant: Self = Self($number);
            )*
        }

        /// The table, in the order of the numbers.
        pub const ENTRIES: &[Entry] = &[
            $(Entry { kind: AttributeType::$constant, name: $name, value: ValueType::$value },)*
        ];
    };
}

dictionary! {
    USER_NAME = 1, "User-Name", Text, "RFC 2865 §5.1";
    USER_PASSWORD = 2, "User-Password", Octets, "RFC 2865 §5.2";
    CHAP_PASSWORD = 3, "CHAP-Password", Octets, "RFC 2865 §5.3";
    NAS_IP_ADDRESS = 4, "NAS-IP-Address", Ipv4, "RFC 2865 §5.4";
    NAS_PORT = 5, "NAS-Port", Integer, "RFC 2865 §5.5";
    SERVICE_TYPE = 6, "Service-Type", Integer, "RFC 2865 §5.6";
    FRAMED_PROTOCOL = 7, "Framed-Protocol", Integer, "RFC 2865 §5.7";
    FRAMED_IP_ADDRESS = 8, "Framed-IP-Address", Ipv4, "RFC 2865 §5.8";
    FILTER_ID = 11, "Filter-Id", Text, "RFC 2865 §5.11";
    FRAMED_MTU = 12, "Framed-MTU", Integer, "RFC 2865 §5.12";
    REPLY_MESSAGE = 18, "Reply-Message", Text, "RFC 2865 §5.18";
    STATE = 24, "State", Octets, "RFC 2865 §5.24";
    CLASS = 25, "Class", Octets, "RFC 2865 §5.25";
    VENDOR_SPECIFIC = 26, "Vendor-Specific", VendorSpecific, "RFC 2865 §5.26";
    SESSION_TIMEOUT = 27, "Session-Timeout", Integer, "RFC 2865 §5.27";
    IDLE_TIMEOUT = 28, "Idle-Timeout", Integer, "RFC 2865 §5.28";
    TERMINATION_ACTION = 29, "Termination-Action", Integer, "RFC 2865 §5.29";
    CALLED_STATION_ID = 30, "Called-Station-Id", Text, "RFC 2865 §5.30";
    CALLING_STATION_ID = 31, "Calling-Station-Id", Text, "RFC 2865 §5.31";
    NAS_IDENTIFIER = 32, "NAS-Identifier", Text, "RFC 2865 §5.32";
    PROXY_STATE = 33, "Proxy-State", Octets, "RFC 2865 §5.33";
    ACCT_STATUS_TYPE = 40, "Acct-Status-Type", Integer, "RFC 2866 §5.1";
    ACCT_SESSION_ID = 44, "Acct-Session-Id", Text, "RFC 2866 §5.5";
    ACCT_MULTI_SESSION_ID = 50, "Acct-Multi-Session-Id", Text, "RFC 2866 §5.11";
    EVENT_TIMESTAMP = 55, "Event-Timestamp", Integer, "RFC 2869 §5.3";
    NAS_PORT_TYPE = 61, "NAS-Port-Type", Integer, "RFC 2865 §5.41";
    TUNNEL_TYPE = 64, "Tunnel-Type", TaggedInteger, "RFC 2868 §3.1";
    TUNNEL_MEDIUM_TYPE = 65, "Tunnel-Medium-Type", TaggedInteger, "RFC 2868 §3.2";
    CONNECT_INFO = 77, "Connect-Info", Text, "RFC 2869 §5.11";
    EAP_MESSAGE = 79, "EAP-Message", Octets, "RFC 3579 §3.1";
    MESSAGE_AUTHENTICATOR = 80, "Message-Authenticator", Octets, "RFC 3579 §3.2";
    TUNNEL_PRIVATE_GROUP_ID = 81, "Tunnel-Private-Group-ID", TaggedText, "RFC 2868 §3.6";
    NAS_PORT_ID = 87, "NAS-Port-Id", Text, "RFC 2869 §5.17";
    CHARGEABLE_USER_IDENTITY = 89, "Chargeable-User-Identity", Octets, "RFC 4372 §2.2";
    NAS_IPV6_ADDRESS = 95, "NAS-IPv6-Address", Ipv6, "RFC 3162 §2.1";
    ERROR_CAUSE = 101, "Error-Cause", Integer, "RFC 5176 §3.5";
    EAP_KEY_NAME = 102, "EAP-Key-Name", Octets, "RFC 7268 §2.2";
    OPERATOR_NAME = 126, "Operator-Name", Text, "RFC 5580 §4.1";
    WLAN_PAIRWISE_CIPHER = 186, "WLAN-Pairwise-Cipher", Integer, "RFC 7268 §2.14";
    WLAN_GROUP_CIPHER = 187, "WLAN-Group-Cipher", Integer, "RFC 7268 §2.15";
    WLAN_AKM_SUITE = 188, "WLAN-AKM-Suite", Integer, "RFC 7268 §2.16";
}

/// The row of a type, or `None` for one that the table does not hold.
#[must_use]
pub fn entry(kind: AttributeType) -> Option<&'static Entry> {
    ENTRIES.binary_search_by_key(&kind, |entry| entry.kind).ok().and_then(|at| ENTRIES.get(at))
}

impl AttributeType {
    /// The name in the standards, or `None` for a type that the table does not hold.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        entry(self).map(|entry| entry.name)
    }
}

/// The name of a number, where the standards name it and EAP over RADIUS meets it.
#[must_use]
pub const fn integer_name(kind: AttributeType, number: u32) -> Option<&'static str> {
    Some(match (kind, number) {
        (AttributeType::SERVICE_TYPE, 1) => "Login",
        (AttributeType::SERVICE_TYPE, 2) => "Framed",
        (AttributeType::SERVICE_TYPE, 10) => "Call Check",
        (AttributeType::FRAMED_PROTOCOL, 1) => "PPP",
        (AttributeType::TERMINATION_ACTION, 0) => "Default",
        (AttributeType::TERMINATION_ACTION, 1) => "RADIUS-Request",
        (AttributeType::ACCT_STATUS_TYPE, 1) => "Start",
        (AttributeType::ACCT_STATUS_TYPE, 2) => "Stop",
        (AttributeType::ACCT_STATUS_TYPE, 3) => "Interim-Update",
        (AttributeType::NAS_PORT_TYPE, 5) => "Virtual",
        (AttributeType::NAS_PORT_TYPE, 15) => "Ethernet",
        (AttributeType::NAS_PORT_TYPE, 19) => "Wireless - IEEE 802.11",
        (AttributeType::TUNNEL_TYPE, 13) => "VLAN",
        (AttributeType::TUNNEL_MEDIUM_TYPE, 6) => "802",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_row_is_found() {
        assert!(ENTRIES.is_sorted_by(|a, b| a.kind < b.kind));
        assert!(ENTRIES.iter().all(|row| entry(row.kind) == Some(row)));
    }

    #[test]
    fn an_unknown_type_has_no_row() {
        assert_eq!(AttributeType(250).name(), None);
        assert_eq!(AttributeType(102).name(), Some("EAP-Key-Name"));
    }
}
