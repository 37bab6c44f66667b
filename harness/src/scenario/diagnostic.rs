//! What is wrong with a scenario file, with the place and the line shown.

use std::fmt;
use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// A place in a file, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// One mistake in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub file: PathBuf,
    /// The file's text; empty when it could not be read.
    pub text: String,
    /// Where; `None` when it is about the file as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// The mistake with the line it stands on, for a terminal with or without colours.
    #[must_use]
    pub fn render(&self, colours: bool) -> String {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        let path = self.file.display().to_string();
        let title = Level::ERROR.primary_title(self.message.as_str());
        let mut group = match self.place {
            Some(place) if !self.text.is_empty() => {
                let snippet = Snippet::source(self.text.as_str())
                    .path(path.as_str())
                    .annotation(AnnotationKind::Primary.span(self.span(place)));
                title.element(snippet)
            }
            _ => title.element(annotate_snippets::Origin::path(path.as_str())),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }

    /// Bytes of the word at a place.
    fn span(&self, place: Place) -> std::ops::Range<usize> {
        let before: usize = self.text.split_inclusive('\n').take(place.line - 1).map(str::len).sum();
        let line = self.text[before..].lines().next().unwrap_or_default();
        let start = line.char_indices().nth(place.column - 1).map_or(line.len(), |(index, _)| index);
        let word = line[start..].find([' ', ':', ',', '}', ']']).filter(|length| *length > 0);
        let end = word.map_or(line.len(), |length| start + length);
        before + start..before + end.max(start)
    }
}

/// `file:line:column: message`, on one line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if let Some(place) = self.place {
            write!(f, "{}:{}:", place.line, place.column)?;
        }
        write!(f, " {}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_shown_with_a_mark_under_the_word() {
        let diagnostic = Diagnostic {
            file: "x.yaml".into(),
            text: "title: a\nlevle: MUST\n".to_owned(),
            place: Some(Place { line: 2, column: 1 }),
            message: "unknown field `levle`".to_owned(),
            help: Some("did you mean `level`?".to_owned()),
        };
        let text = diagnostic.render(false);
        for part in ["unknown field", "x.yaml:2:1", "levle: MUST", "^^^^^\n", "did you mean `level`?"] {
            assert!(text.contains(part), "{part:?} is missing in\n{text}");
        }
        assert_eq!(diagnostic.to_string(), "x.yaml:2:1: unknown field `levle`");
    }
}
