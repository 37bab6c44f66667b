//! A case: a scenario with its identity.

use std::path::PathBuf;

use super::model::{Level, Scenario};

/// One named case. A file without matrix is one case, a file with one is as many as it has combinations.
#[derive(Debug, Clone)]
pub struct Case {
    /// Path below the folder of scenarios without extension, and `@axis=value,…` for a case of a matrix.
    pub id: String,
    /// The file.
    pub file: PathBuf,
    /// What it says.
    pub scenario: Scenario,
}

impl Case {
    /// The requirement's source and level, such as `RFC 6347 §4.2.1 (MUST)`.
    #[must_use]
    pub fn spec(&self) -> String {
        let source = &self.scenario.source;
        let level = match self.scenario.level {
            Level::Must => "MUST",
            Level::Should => "SHOULD",
            Level::May => "MAY",
        };
        format!("{} §{} ({level})", source.document, source.section)
    }

    /// The id without the part that a matrix added.
    #[must_use]
    pub fn scenario_id(&self) -> &str {
        self.id.split_once('@').map_or(&self.id, |(id, _)| id)
    }
}
