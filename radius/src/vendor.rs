//! Vendor-Specific: a vendor's number and its own attributes (RFC 2865 §5.26).
//!
//! ```text
//!  0                   1                   2                   3
//!  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |     Type      |  Length       |            Vendor-Id
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//!      Vendor-Id (cont)           | Vendor type   | Vendor length |
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//! |    Attribute-Specific...
//! +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-
//! ```

use crate::attribute::{self, AttributeError, Attributes};

/// Octets of Vendor-Id, Vendor type and Vendor length.
pub(crate) const VENDOR_HEADER: usize = 6;

/// The longest value of a sub-attribute that is alone in its Vendor-Specific attribute.
pub const MAX_VENDOR_VALUE: usize = attribute::MAX_VALUE - VENDOR_HEADER;

/// The SMI Private Enterprise Code of a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VendorId(pub u32);

impl VendorId {
    /// Microsoft: the MPPE keys (RFC 2548 §2.4).
    pub const MICROSOFT: Self = Self(311);
}

/// The value of a Vendor-Specific attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VendorSpecific<'a> {
    /// Whose attribute it is.
    pub vendor: VendorId,
    /// What follows the Vendor-Id, in whatever form the vendor likes.
    pub data: &'a [u8],
}

impl<'a> VendorSpecific<'a> {
    /// Splits the value of a Vendor-Specific attribute; `None` if it cannot hold a Vendor-Id.
    #[must_use]
    pub fn decode(value: &'a [u8]) -> Option<Self> {
        let (vendor, data) = value.split_first_chunk()?;
        Some(Self { vendor: VendorId(u32::from_be_bytes(*vendor)), data })
    }

    /// The data as sub-attributes, the form that RFC 2865 §5.26 says a vendor SHOULD use. Offsets of the
    /// error count from the start of the data.
    pub fn attributes(&self) -> Result<Attributes<'a>, AttributeError> {
        attribute::check(self.data, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::{Attribute, AttributeType};
    use alloc::vec::Vec;

    #[test]
    fn several_sub_attributes_in_one() {
        let specific = VendorSpecific::decode(&[0, 0, 1, 55, 7, 6, 0, 0, 0, 1, 8, 3, 6]).unwrap();
        assert_eq!(specific.vendor, VendorId::MICROSOFT);
        let inner: Vec<_> = specific.attributes().unwrap().collect();
        let expected = [(7, &[0, 0, 0, 1][..]), (8, &[6][..])];
        assert_eq!(inner, expected.map(|(kind, value)| Attribute { kind: AttributeType(kind), value }));
    }

    #[test]
    fn another_form_keeps_its_data() {
        let specific = VendorSpecific::decode(&[0, 0, 0, 9, 1, 9]).unwrap();
        assert_eq!(specific.data, [1, 9]);
        let overruns = AttributeError::Overruns { offset: 0, length: 9, available: 2 };
        assert_eq!(specific.attributes().unwrap_err(), overruns);
    }

    #[test]
    fn three_octets_hold_no_vendor() {
        assert_eq!(VendorSpecific::decode(&[0, 0, 1]), None);
    }
}
