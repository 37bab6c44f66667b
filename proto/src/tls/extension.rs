//! The extension block of the hellos, RFC 5246 §7.4.1.4, and the contents of the extensions used here.

use alloc::vec::Vec;

use super::registry::{ExtensionType, NamedGroup, SignatureScheme};
use crate::codec::{DecodeError, Prefix, Reader, prefixed, put_u16, put_vector, u16_list};

/// One extension, its content not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension<'a> {
    /// Its type.
    pub kind: ExtensionType,
    /// Its `extension_data`.
    pub data: &'a [u8],
}

/// A well-formed extension block: without its own length, every extension whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extensions<'a>(&'a [u8]);

impl<'a> Extensions<'a> {
    /// Reads what is left of a hello: nothing, or one block of extensions (RFC 5246 §7.4.1.2).
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        if reader.is_empty() {
            return Ok(Self::default());
        }
        let block = reader.vector16("extensions")?;
        let mut inner = Reader::new(block);
        while !inner.is_empty() {
            next(&mut inner)?;
        }
        Ok(Self(block))
    }

    /// A block that was written with [`put`].
    #[must_use]
    pub fn from_encoded(block: &'a [u8]) -> Self {
        Self(block)
    }

    /// The extensions in order.
    pub fn iter(&self) -> impl Iterator<Item = Extension<'a>> + use<'a> {
        let mut reader = Reader::new(self.0);
        core::iter::from_fn(move || next(&mut reader).ok())
    }

    /// The content of the first extension of a type.
    #[must_use]
    pub fn get(&self, kind: ExtensionType) -> Option<&'a [u8]> {
        self.iter().find(|extension| extension.kind == kind).map(|extension| extension.data)
    }

    /// A type that occurs twice, against RFC 5246 §7.4.1.4.
    #[must_use]
    pub fn duplicate(&self) -> Option<ExtensionType> {
        self.iter()
            .enumerate()
            .find(|(index, one)| self.iter().take(*index).any(|other| other.kind == one.kind))
            .map(|(_, one)| one.kind)
    }

    /// Writes the block behind its length; nothing at all when it is empty.
    pub fn encode(&self, out: &mut Vec<u8>) {
        if !self.0.is_empty() {
            put_vector(out, Prefix::U16, self.0);
        }
    }
}

fn next<'a>(reader: &mut Reader<'a>) -> Result<Extension<'a>, DecodeError> {
    Ok(Extension { kind: ExtensionType(reader.u16("extension type")?), data: reader.vector16("extension")? })
}

/// Writes one extension.
pub fn put(out: &mut Vec<u8>, kind: ExtensionType, content: impl FnOnce(&mut Vec<u8>)) {
    put_u16(out, kind.0);
    prefixed(out, Prefix::U16, content);
}

/// Writes an extension without content.
pub fn put_empty(out: &mut Vec<u8>, kind: ExtensionType) {
    put(out, kind, |_| ());
}

/// Writes `supported_groups`, RFC 8422 §5.1.1.
pub fn put_supported_groups(out: &mut Vec<u8>, groups: &[NamedGroup]) {
    put(out, ExtensionType::SUPPORTED_GROUPS, |out| put_u16_list(out, groups.iter().map(|group| group.0)));
}

/// Reads `supported_groups`.
pub fn supported_groups(content: &[u8]) -> Result<Vec<NamedGroup>, DecodeError> {
    whole_u16_list(content, "supported_groups")
}

/// Writes `signature_algorithms`, RFC 5246 §7.4.1.4.1.
pub fn put_signature_algorithms(out: &mut Vec<u8>, schemes: &[SignatureScheme]) {
    put(out, ExtensionType::SIGNATURE_ALGORITHMS, |out| {
        put_u16_list(out, schemes.iter().map(|scheme| scheme.0));
    });
}

/// Reads `signature_algorithms`.
pub fn signature_algorithms(content: &[u8]) -> Result<Vec<SignatureScheme>, DecodeError> {
    whole_u16_list(content, "signature_algorithms")
}

/// Writes `ec_point_formats` with the one format that is left, uncompressed (RFC 8422 §5.1.2).
pub fn put_uncompressed_point_format(out: &mut Vec<u8>) {
    put(out, ExtensionType::EC_POINT_FORMATS, |out| put_vector(out, Prefix::U8, &[0]));
}

/// Writes `renegotiation_info`: empty in an initial handshake, RFC 5746 §3.4 and §3.6.
pub fn put_renegotiation_info(out: &mut Vec<u8>, renegotiated_connection: &[u8]) {
    put(out, ExtensionType::RENEGOTIATION_INFO, |out| put_vector(out, Prefix::U8, renegotiated_connection));
}

/// Reads `renegotiation_info`.
pub fn renegotiation_info(content: &[u8]) -> Result<&[u8], DecodeError> {
    let mut reader = Reader::new(content);
    let value = reader.vector8("renegotiation_info")?;
    reader.finish("renegotiation_info")?;
    Ok(value)
}

/// Writes `server_name` with one host name, RFC 6066 §3.
pub fn put_server_name(out: &mut Vec<u8>, host_name: &str) {
    const HOST_NAME: u8 = 0;
    put(out, ExtensionType::SERVER_NAME, |out| {
        prefixed(out, Prefix::U16, |out| {
            out.push(HOST_NAME);
            put_vector(out, Prefix::U16, host_name.as_bytes());
        });
    });
}

fn put_u16_list(out: &mut Vec<u8>, values: impl Iterator<Item = u16>) {
    prefixed(out, Prefix::U16, |out| values.for_each(|value| put_u16(out, value)));
}

fn whole_u16_list<T: From<u16>>(content: &[u8], what: &'static str) -> Result<Vec<T>, DecodeError> {
    let mut reader = Reader::new(content);
    let list = reader.vector16(what)?;
    reader.finish(what)?;
    u16_list(list, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supported_groups_round_trip() {
        let mut block = Vec::new();
        put_supported_groups(&mut block, &[NamedGroup::X25519, NamedGroup(0x6a6a)]);
        assert_eq!(block, [0, 10, 0, 6, 0, 4, 0, 29, 0x6a, 0x6a]);
        let content = Extensions::from_encoded(&block).get(ExtensionType::SUPPORTED_GROUPS).unwrap();
        assert_eq!(supported_groups(content), Ok(alloc::vec![NamedGroup::X25519, NamedGroup(0x6a6a)]));
    }

    #[test]
    fn no_block_is_an_empty_block() {
        assert_eq!(Extensions::decode(&mut Reader::new(&[])), Ok(Extensions::default()));
    }

    #[test]
    fn an_extension_that_overruns_its_block_is_refused() {
        let bytes = [0, 5, 0, 10, 0, 2, 0]; // block of 5: supported_groups of 2, but 1 is left
        assert_eq!(Extensions::decode(&mut Reader::new(&bytes)), Err(DecodeError::Truncated("extension")));
    }

    #[test]
    fn a_type_that_occurs_twice_is_named() {
        let mut block = Vec::new();
        put_empty(&mut block, ExtensionType::EXTENDED_MASTER_SECRET);
        put_empty(&mut block, ExtensionType::ENCRYPT_THEN_MAC);
        assert_eq!(Extensions::from_encoded(&block).duplicate(), None);
        put_empty(&mut block, ExtensionType::EXTENDED_MASTER_SECRET);
        assert_eq!(Extensions::from_encoded(&block).duplicate(), Some(ExtensionType::EXTENDED_MASTER_SECRET));
    }
}
