//! Scenarios: from YAML files to typed cases.
//!
//! ```text
//!   file  →  load (strict, every error with its place)  →  matrix (expansion to named cases)  →  select  →  cases
//! ```

pub mod case;
pub mod check;
pub mod diagnostic;
pub mod fault;
pub mod load;
pub mod matrix;
pub mod model;
pub mod places;
pub mod schema;
pub mod select;
mod suggest;
pub mod values;

pub use case::Case;
