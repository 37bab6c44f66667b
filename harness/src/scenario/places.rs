//! Where each key of a YAML document stands: what checks across fields need to point at the right line.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_yaml::Spanned;

use super::diagnostic::Place;

/// The keys of a document with their places; what is no mapping has none.
#[derive(Debug, Clone, Default)]
pub struct Places(Vec<(String, Place, Places)>);

impl Places {
    /// The places of all keys of a document; none when it is no YAML.
    #[must_use]
    pub fn of(text: &str) -> Self {
        serde_yaml::from_str(text).unwrap_or_default()
    }

    /// The place of the value at a path of keys, such as `expect.class`, or of the last key on the way that exists.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Place> {
        let mut found = None;
        let mut level = self;
        for key in path.split('.') {
            let Some((_, place, below)) = level.0.iter().find(|(name, _, _)| name == key) else { break };
            found = Some(*place);
            level = below;
        }
        found
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Collect)
    }
}

struct Collect;

/// Scalars have no keys below them.
macro_rules! scalars {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E>(self, _: $type) -> Result<Places, E> {
            Ok(Places::default())
        })*
    };
}

impl<'de> Visitor<'de> for Collect {
    type Value = Places;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML")
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Places, E> {
        Ok(Places::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Places, A::Error> {
        let mut places = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Places>>()? {
            places.push((places.len().to_string(), place(&item), item.value));
        }
        Ok(Places(places))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Places, A::Error> {
        let mut places = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value: Spanned<Places> = entries.next_value()?;
            places.push((key, place(&value), value.value));
        }
        Ok(Places(places))
    }
}

fn place<T>(spanned: &Spanned<T>) -> Place {
    let location = spanned.referenced;
    Place { line: usize_of(location.line()), column: usize_of(location.column()) }
}

fn usize_of(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_through_mappings_and_lists() {
        let places = Places::of("a: 1\nb:\n  c: [x]\nplay:\n  - eap: {send: y}\n");
        assert_eq!(places.find("a"), Some(Place { line: 1, column: 4 }));
        assert_eq!(places.find("b.c"), Some(Place { line: 3, column: 6 }));
        assert_eq!(places.find("play.0.eap.send"), Some(Place { line: 5, column: 17 }));
    }

    #[test]
    fn a_path_that_does_not_exist_ends_where_it_leaves_the_document() {
        let places = Places::of("expect:\n  outcome: reject\n");
        assert_eq!(places.find("expect.class"), Some(Place { line: 2, column: 3 }));
        assert_eq!(places.find("nothing"), None);
    }
}
