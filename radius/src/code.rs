//! The Code of a packet: what kind it is (RFC 2865 §3).

use core::fmt;

/// One octet. Codes without a name here are kept as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u8);

impl Code {
    /// RFC 2865 §4.1.
    pub const ACCESS_REQUEST: Self = Self(1);
    /// RFC 2865 §4.2.
    pub const ACCESS_ACCEPT: Self = Self(2);
    /// RFC 2865 §4.3.
    pub const ACCESS_REJECT: Self = Self(3);
    /// RFC 2866 §4.1.
    pub const ACCOUNTING_REQUEST: Self = Self(4);
    /// RFC 2866 §4.2.
    pub const ACCOUNTING_RESPONSE: Self = Self(5);
    /// RFC 2865 §4.4.
    pub const ACCESS_CHALLENGE: Self = Self(11);
    /// RFC 5997 §3: asks a server whether it lives.
    pub const STATUS_SERVER: Self = Self(12);
    /// RFC 5176 §2.1.
    pub const DISCONNECT_REQUEST: Self = Self(40);
    /// RFC 5176 §2.1.
    pub const DISCONNECT_ACK: Self = Self(41);
    /// RFC 5176 §2.1.
    pub const DISCONNECT_NAK: Self = Self(42);
    /// RFC 5176 §2.2.
    pub const COA_REQUEST: Self = Self(43);
    /// RFC 5176 §2.2.
    pub const COA_ACK: Self = Self(44);
    /// RFC 5176 §2.2.
    pub const COA_NAK: Self = Self(45);
    /// RFC 7930: an answer to a packet of any kind that cannot be served.
    pub const PROTOCOL_ERROR: Self = Self(52);

    /// The name in the standards, or `None` for a code that this table does not hold.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::ACCESS_REQUEST => "Access-Request",
            Self::ACCESS_ACCEPT => "Access-Accept",
            Self::ACCESS_REJECT => "Access-Reject",
            Self::ACCOUNTING_REQUEST => "Accounting-Request",
            Self::ACCOUNTING_RESPONSE => "Accounting-Response",
            Self::ACCESS_CHALLENGE => "Access-Challenge",
            Self::STATUS_SERVER => "Status-Server",
            Self::DISCONNECT_REQUEST => "Disconnect-Request",
            Self::DISCONNECT_ACK => "Disconnect-ACK",
            Self::DISCONNECT_NAK => "Disconnect-NAK",
            Self::COA_REQUEST => "CoA-Request",
            Self::COA_ACK => "CoA-ACK",
            Self::COA_NAK => "CoA-NAK",
            Self::PROTOCOL_ERROR => "Protocol-Error",
            _ => return None,
        })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Code-{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_code_without_a_name_keeps_its_number() {
        assert_eq!(Code(1).to_string(), "Access-Request");
        assert_eq!(Code(250).to_string(), "Code-250");
    }
}
