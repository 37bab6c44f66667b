//! The JSON Schema of scenario files.

use schemars::schema_for;

use super::model::Scenario;

/// The schema as pretty-printed JSON.
#[must_use]
pub fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schema_for!(Scenario)).unwrap_or_default();
    text.push('\n');
    text
}
