//! The values that scenario files are made of, as they are written: hex, status words, classes, names of registries.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use flightcheck_proto::tls::registry::{AlertDescription, CipherSuite, NamedGroup};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::model::{AlertName, GroupName, SuiteName};
use super::suggest::nearest;

/// The layers a failure can belong to.
pub const LAYERS: [&str; 12] = [
    "apdu", "dtls", "eap", "eap-tls", "golden", "keys", "link", "peer", "radius", "reader", "scenario", "tls",
];

/// Layer and class of a failure, such as `tls/unknown_ca`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    layer: Cow<'static, str>,
    name: String,
}

impl Class {
    /// A class of one of the [`LAYERS`].
    #[must_use]
    pub fn known(layer: &'static str, name: &str) -> Self {
        debug_assert!(LAYERS.contains(&layer), "{layer}");
        Self { layer: Cow::Borrowed(layer), name: name.to_owned() }
    }

    /// The layer.
    #[must_use]
    pub fn layer(&self) -> &str {
        &self.layer
    }

    fn parse(text: &str) -> Result<Self, String> {
        let (layer, name) = text
            .split_once('/')
            .ok_or_else(|| format!("`{text}` is no class: it is LAYER/NAME, such as tls/unknown_ca"))?;
        if !LAYERS.contains(&layer) {
            return Err(format!("`{layer}` is no layer; the layers are {}", LAYERS.join(", ")));
        }
        if name.is_empty() {
            return Err(format!("the class `{text}` has no name behind its layer"));
        }
        Ok(Self { layer: Cow::Owned(layer.to_owned()), name: name.to_owned() })
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.layer, self.name)
    }
}

/// Bytes, written in hex with blanks where one likes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HexBytes(pub Vec<u8>);

impl HexBytes {
    fn parse(text: &str) -> Result<Self, String> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        hex::decode(&digits).map(Self).map_err(|error| format!("`{text}` is no hex: {error}"))
    }
}

impl fmt::Display for HexBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

/// A time in whole milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// The time.
    #[must_use]
    pub const fn duration(self) -> Duration {
        Duration::from_millis(self.0)
    }
}

/// A status word, written as four hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusWord(pub u16);

impl Default for StatusWord {
    fn default() -> Self {
        Self(0x9000)
    }
}

impl StatusWord {
    fn parse(text: &str) -> Result<Self, String> {
        let digits = text.len() == 4 && text.chars().all(|c| c.is_ascii_hexdigit());
        let value = u16::from_str_radix(text, 16).ok().filter(|_| digits);
        value
            .map(Self)
            .ok_or_else(|| format!("`{text}` is no status word: it has four hex digits, such as \"6985\""))
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

/// Parses a name of a registry; a wrong one is told the nearest right one.
fn registered<T: Copy>(
    text: &str,
    what: &str,
    named: &[T],
    name: impl Fn(T) -> Option<&'static str>,
) -> Result<T, String> {
    if let Some(found) = named.iter().copied().find(|value| name(*value) == Some(text)) {
        return Ok(found);
    }
    let names: Vec<_> = named.iter().filter_map(|value| name(*value)).collect();
    let hint = nearest(text, names.iter().copied())
        .map_or_else(|| format!("there are: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    Err(format!("`{text}` is no {what}; {hint}"))
}

impl SuiteName {
    fn parse(text: &str) -> Result<Self, String> {
        let named: Vec<_> =
            CipherSuite::NAMED.iter().copied().filter(|suite| suite.parameters().is_some()).collect();
        registered(text, "cipher suite", &named, CipherSuite::name).map(Self)
    }
}

impl GroupName {
    fn parse(text: &str) -> Result<Self, String> {
        registered(text, "named group", NamedGroup::NAMED, NamedGroup::name).map(Self)
    }
}

impl AlertName {
    fn parse(text: &str) -> Result<Self, String> {
        registered(text, "alert description", AlertDescription::NAMED, AlertDescription::name).map(Self)
    }
}

macro_rules! display_inner {
    ($($name:ident),*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        })*
    };
}
display_inner!(SuiteName, GroupName, AlertName);

/// A type that is written as a string: read with its `parse`, written with its `Display`, and a pattern in the schema.
macro_rules! as_string {
    ($name:ident, $schema:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).map_err(D::Error::custom)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

fn pattern(pattern: &str, description: &str) -> Schema {
    json_schema!({ "type": "string", "pattern": pattern, "description": description })
}

fn names<'a>(description: &str, names: impl Iterator<Item = &'a str>) -> Schema {
    let names: Vec<_> = names.collect();
    json_schema!({ "type": "string", "enum": names, "description": description })
}

as_string!(Class, pattern("^[a-z-]+/.+$", "Layer and class of a failure, such as `tls/unknown_ca`."));
as_string!(HexBytes, pattern("^([0-9A-Fa-f]|\\s)*$", "Bytes in hex, with blanks where one likes."));
as_string!(StatusWord, pattern("^[0-9A-Fa-f]{4}$", "A status word: four hex digits."));
as_string!(
    SuiteName,
    names("A cipher suite by its IANA name.", {
        CipherSuite::NAMED
            .iter()
            .filter(|suite| suite.parameters().is_some())
            .filter_map(|suite| suite.name())
    })
);
as_string!(
    GroupName,
    names("A named group by its IANA name.", NamedGroup::NAMED.iter().filter_map(|group| group.name()))
);
as_string!(
    AlertName,
    names(
        "An alert description by the name of RFC 5246 §7.2.",
        AlertDescription::NAMED.iter().filter_map(|alert| alert.name())
    )
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_a_known_layer_and_a_name() {
        assert_eq!(Class::parse("tls/unknown_ca").unwrap(), Class::known("tls", "unknown_ca"));
        assert!(Class::parse("unknown_ca").unwrap_err().contains("LAYER/NAME"));
        assert!(Class::parse("tsl/unknown_ca").unwrap_err().contains("`tsl` is no layer"));
        assert!(Class::parse("tls/").unwrap_err().contains("no name"));
    }

    #[test]
    fn hex_may_have_blanks_and_must_be_whole_bytes() {
        assert_eq!(HexBytes::parse("A0 80\n0000").unwrap().0, [0xa0, 0x80, 0, 0]);
        assert!(HexBytes::parse("A0 8").unwrap_err().contains("no hex"));
    }

    #[test]
    fn a_status_word_has_four_digits() {
        assert_eq!(StatusWord::parse("6985"), Ok(StatusWord(0x6985)));
        assert!(StatusWord::parse("985").is_err());
        assert!(StatusWord::parse("+985").is_err());
    }

    #[test]
    fn a_wrong_name_is_told_the_nearest_right_one() {
        let error = SuiteName::parse("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA265").unwrap_err();
        assert!(error.contains("did you mean `TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256`"), "{error}");
        assert!(GroupName::parse("brainpool").unwrap_err().contains("secp256r1, secp384r1, x25519"));
    }
}
