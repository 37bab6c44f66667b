//! Matrices: a file that stands for many cases, one for each combination of the values of its axes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::model::Scenario;

/// The mappings of a scenario that an overlay is merged into; anything else it replaces.
const MERGED: [&str; 6] = ["card", "server", "server.cookie", "radius", "expect", "expect_real_server"];

/// The axes of a matrix, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Matrix(Map<String, Value>);

/// One case of a matrix, or why there is none.
#[derive(Debug, Clone)]
pub struct Combination {
    /// What the case's id gets behind the file's: empty, or `@axis=value,…`.
    pub suffix: String,
    /// The scenario with the overlays of the combination.
    pub scenario: Result<Scenario, Misfit>,
}

/// An overlay that does not fit the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Path of keys to the overlay in the file.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

/// The cases of a scenario: itself when it has no matrix.
#[must_use]
pub fn expand(scenario: &Scenario) -> Vec<Combination> {
    let mut combinations = vec![(String::new(), Ok(scenario.clone()))];
    for (axis, values) in &scenario.matrix.0 {
        let Some(values) = values.as_object().filter(|values| !values.is_empty()) else {
            let message = format!("the axis `{axis}` has no values: it is a mapping of names to overlays");
            return vec![Combination {
                suffix: String::new(),
                scenario: Err(Misfit { path: path(axis, ""), message }),
            }];
        };
        combinations = combinations
            .iter()
            .flat_map(|(suffix, scenario)| {
                values.iter().map(move |(value, overlay)| {
                    let joint = if suffix.is_empty() { '@' } else { ',' };
                    let laid = scenario.clone().and_then(|scenario| lay(&scenario, axis, value, overlay));
                    (format!("{suffix}{joint}{axis}={value}"), laid)
                })
            })
            .collect();
    }
    combinations.into_iter().map(|(suffix, scenario)| Combination { suffix, scenario }).collect()
}

fn path(axis: &str, value: &str) -> String {
    format!("matrix.{axis}.{value}")
}

fn lay(scenario: &Scenario, axis: &str, value: &str, overlay: &Value) -> Result<Scenario, Misfit> {
    let misfit = |message: String| Misfit { path: path(axis, value), message };
    let mut document = serde_json::to_value(scenario).map_err(|error| misfit(error.to_string()))?;
    let Some(overlay) = overlay.as_object() else {
        return Err(misfit(format!("`{value}` is no overlay: it is a mapping such as {{server: {{…}}}}")));
    };
    merge(&mut document, overlay, "");
    Scenario::deserialize(document).map_err(|error| misfit(error.to_string()))
}

fn merge(document: &mut Value, overlay: &Map<String, Value>, at: &str) {
    let Some(document) = document.as_object_mut() else { return };
    for (key, value) in overlay {
        let here = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
        match (document.get_mut(key), value) {
            (Some(inner), Value::Object(value)) if MERGED.contains(&here.as_str()) && inner.is_object() => {
                merge(inner, value, &here);
            }
            _ => {
                document.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "
title: t
source: {document: D, section: '1', quote: q}
level: MUST
server: {fragment_size: 7, cookie: {length: 9}}
matrix:
  size:
    small: {server: {fragment_size: 1}}
    large: {server: {fragment_size: 2, cookie: {refuse: 1}}}
  key:
    rsa: {card: {key: rsa-2048}}
    p256: {}
";

    fn expanded(text: &str) -> Vec<Combination> {
        expand(&serde_yaml::from_str(text).unwrap())
    }

    #[test]
    fn the_cases_are_the_product_of_the_axes_in_the_order_of_the_file() {
        let suffixes: Vec<_> = expanded(BASE).into_iter().map(|one| one.suffix).collect();
        assert_eq!(
            suffixes,
            ["@size=small,key=rsa", "@size=small,key=p256", "@size=large,key=rsa", "@size=large,key=p256"]
        );
    }

    #[test]
    fn overlays_are_merged_into_the_mappings_of_the_scenario() {
        let last = expanded(BASE).pop().unwrap().scenario.unwrap();
        assert_eq!((last.server.fragment_size, last.server.cookie.refuse), (2, 1));
        assert_eq!(last.server.cookie.length, 9, "what the overlay does not say stays");
    }

    #[test]
    fn an_overlay_that_does_not_fit_is_named() {
        let text = BASE.replace("fragment_size: 1", "fragmentsize: 1");
        let misfit = expanded(&text).remove(0).scenario.unwrap_err();
        assert_eq!(misfit.path, "matrix.size.small");
        assert!(misfit.message.contains("unknown field `fragmentsize`"), "{}", misfit.message);
    }
}
