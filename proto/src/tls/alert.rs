//! The alert message, RFC 5246 §7.2: level and description, one byte each.

use core::fmt;

use super::registry::{AlertDescription, AlertLevel};
use crate::codec::{DecodeError, Reader};

/// An alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// Warning or fatal.
    pub level: AlertLevel,
    /// What is wrong.
    pub description: AlertDescription,
}

impl Alert {
    /// A fatal alert.
    #[must_use]
    pub const fn fatal(description: AlertDescription) -> Self {
        Self { level: AlertLevel::FATAL, description }
    }

    /// A warning.
    #[must_use]
    pub const fn warning(description: AlertDescription) -> Self {
        Self { level: AlertLevel::WARNING, description }
    }

    /// Reads the plain text of an alert record.
    pub fn decode(fragment: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(fragment);
        let alert = Self {
            level: AlertLevel(reader.u8("alert level")?),
            description: AlertDescription(reader.u8("alert description")?),
        };
        reader.finish("alert")?;
        Ok(alert)
    }

    /// The plain text of an alert record.
    #[must_use]
    pub const fn encode(&self) -> [u8; 2] {
        [self.level.0, self.description.0]
    }
}

impl fmt::Display for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.level, self.description)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_and_trailing_byte() {
        let alert = Alert::fatal(AlertDescription::UNKNOWN_CA);
        assert_eq!(alert.encode(), [2, 48]);
        assert_eq!(Alert::decode(&[2, 48]), Ok(alert));
        assert_eq!(Alert::decode(&[2, 48, 0]), Err(DecodeError::Trailing("alert")));
    }
}
