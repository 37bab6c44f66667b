//! What stands in a certificate of the test PKI, by RFC 5280 §4: fields, extensions, dates, serial numbers.

use std::str::FromStr as _;

use sha2::{Digest as _, Sha256};
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{CertificateBuilder, Result};
use x509_cert::certificate::TbsCertificate;
use x509_cert::der::asn1::{Ia5String, ObjectIdentifier, OctetString, Utf8StringRef};
use x509_cert::der::{self, Any, DateTime, Encode as _};
use x509_cert::ext::pkix::name::{GeneralName, OtherName};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
    SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, Extensions, ToExtension as _};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoRef;
use x509_cert::time::{Time, Validity};

use super::key::Key;

/// id-kp-serverAuth, RFC 5280 §4.2.1.12.
pub(super) const SERVER_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
/// id-kp-clientAuth, RFC 5280 §4.2.1.12.
pub(super) const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
/// Microsoft's User Principal Name, an otherName that many RADIUS servers look a user up by.
const USER_PRINCIPAL_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.20.2.3");
/// An extension nobody knows, under the enterprise number for documentation, RFC 5612.
const PADDING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.1");

/// What tells an authority's certificate from a leaf's.
pub(super) enum Usage {
    /// May sign certificates and revocation lists.
    Authority,
    /// May be shown in a handshake.
    Leaf {
        /// What its key may do.
        key_usage: KeyUsage,
        /// Its one extended key usage.
        purpose: ObjectIdentifier,
        /// Whom it names.
        names: Vec<GeneralName>,
        /// Length of the padding extension; 0: none.
        padding: usize,
    },
}

/// One certificate before it is signed.
pub(super) struct Profile {
    /// What the serial number is hashed from: one name, one certificate.
    pub(super) label: String,
    pub(super) subject: Name,
    pub(super) issuer: Name,
    pub(super) validity: Validity,
    pub(super) usage: Usage,
}

impl Profile {
    /// Certifies `public`, signed by `issuer`; DER.
    pub(super) fn certify(self, public: &Key, issuer: &Key) -> Result<Vec<u8>> {
        let (serial, validity) = (serial_number(&self.label)?, self.validity);
        let builder = CertificateBuilder::new(self, serial, validity, public.public()?)?;
        Ok(issuer.sign(builder)?.to_der()?)
    }

    fn is_self_signed(&self) -> bool {
        self.subject == self.issuer
    }
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        public: SubjectPublicKeyInfoRef<'_>,
        issuer: SubjectPublicKeyInfoRef<'_>,
        _tbs: &TbsCertificate,
    ) -> Result<Vec<Extension>> {
        let mut list = ExtensionList::new(&self.subject);
        list.push(&SubjectKeyIdentifier::try_from(public)?)?;
        // RFC 5280 §4.2.1.1: only a self-signed certificate may do without.
        if !self.is_self_signed() {
            list.push(&AuthorityKeyIdentifier::try_from(issuer)?)?;
        }
        match &self.usage {
            Usage::Authority => list.push_authority()?,
            Usage::Leaf { key_usage, purpose, names, padding } => {
                list.push(&BasicConstraints { ca: false, path_len_constraint: None })?;
                list.push(key_usage)?;
                list.push(&ExtendedKeyUsage(vec![*purpose]))?;
                list.push(&SubjectAltName(names.clone()))?;
                list.push_padding(*padding)?;
            }
        }
        Ok(list.extensions)
    }
}

/// The extensions of one certificate, in order.
struct ExtensionList<'a> {
    subject: &'a Name,
    extensions: Extensions,
}

impl<'a> ExtensionList<'a> {
    fn new(subject: &'a Name) -> Self {
        Self { subject, extensions: Extensions::new() }
    }

    /// Appends with the criticality that RFC 5280 gives the extension.
    fn push<E>(&mut self, extension: &E) -> der::Result<()>
    where
        for<'e> &'e E: x509_cert::ext::ToExtension<Error = der::Error>,
    {
        let encoded = extension.to_extension(self.subject, &self.extensions)?;
        self.extensions.push(encoded);
        Ok(())
    }

    fn push_authority(&mut self) -> der::Result<()> {
        self.push(&BasicConstraints { ca: true, path_len_constraint: None })?;
        self.push(&KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))
    }

    fn push_padding(&mut self, length: usize) -> der::Result<()> {
        if length > 0 {
            let filling = OctetString::new(vec![0x5a; length])?;
            let extn_value = OctetString::new(filling.to_der()?)?;
            self.extensions.push(Extension { extn_id: PADDING, critical: false, extn_value });
        }
        Ok(())
    }
}

/// A distinguished name of one common name.
pub(super) fn common_name(name: &str) -> Result<Name> {
    Ok(Name::from_str(&format!("CN={name}"))?)
}

/// A dNSName.
pub(super) fn dns_name(name: &str) -> Result<GeneralName> {
    Ok(GeneralName::DnsName(Ia5String::new(name)?))
}

/// An rfc822Name.
pub(super) fn mail_name(name: &str) -> Result<GeneralName> {
    Ok(GeneralName::Rfc822Name(Ia5String::new(name)?))
}

/// A User Principal Name.
pub(super) fn principal_name(name: &str) -> Result<GeneralName> {
    let value = Any::encode_from(&Utf8StringRef::new(name)?)?;
    Ok(GeneralName::OtherName(OtherName { type_id: USER_PRINCIPAL_NAME, value }))
}

/// From the first second of one year to the first second of another (of 2050: to the last of 2049).
pub(super) fn years(first: u16, end: u16) -> Result<Validity> {
    Ok(Validity::new(new_year(first)?, end_of(end)?))
}

/// The first second of a year, UTC.
pub(super) fn new_year(year: u16) -> Result<Time> {
    Ok(Time::from(DateTime::new(year, 1, 1, 0, 0, 0)?))
}

/// The last second before a year begins, UTC.
pub(super) fn end_of(next_year: u16) -> Result<Time> {
    Ok(Time::from(DateTime::new(next_year - 1, 12, 31, 23, 59, 59)?))
}

/// Eight bytes of the label's hash, the first made positive and not zero (RFC 5280 §4.1.2.2).
pub(super) fn serial_number(label: &str) -> Result<SerialNumber> {
    let hash = Sha256::digest(format!("flightcheck test serial number: {label}"));
    let mut serial = [0; 8];
    serial.copy_from_slice(&hash[..8]);
    serial[0] = serial[0] & 0x3f | 0x40;
    Ok(SerialNumber::new(&serial)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_utc_time_through_2049() {
        let validity = years(2020, 2050).unwrap();
        assert_eq!(validity.not_before.to_string(), "2020-01-01T00:00:00Z");
        assert_eq!(validity.not_after.to_string(), "2049-12-31T23:59:59Z");
        // RFC 5280 §4.1.2.5: dates through 2049 are UTCTime.
        assert!(matches!(validity.not_after, Time::UtcTime(_)));
    }

    #[test]
    fn serial_numbers_are_eight_positive_bytes() {
        for label in ["a", "b", "server ecdsa-p256 none"] {
            let serial = serial_number(label).unwrap();
            assert_eq!(serial.as_bytes().len(), 8, "{label}");
            assert_eq!(serial.as_bytes()[0] & 0xc0, 0x40, "{label}");
        }
        assert_ne!(serial_number("a").unwrap(), serial_number("b").unwrap());
    }
}
