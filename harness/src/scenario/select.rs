//! Selecting cases: by path, id, RFC section and tag.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobMatcher};
use thiserror::Error;

use super::case::Case;

/// What is wanted; all parts have to agree, and any one of `names` is enough.
#[derive(Debug, Default)]
pub struct Selection {
    /// Ids, prefixes of ids, files or folders; none: all.
    pub names: Vec<String>,
    /// Sections, such as `6347#4.2.1`, `6347` or `RFC 6347#4.2`.
    pub rfcs: Vec<String>,
    /// Tags, one of which a case has to have.
    pub tags: Vec<String>,
    /// Globs over ids that are left out.
    pub excluded: Vec<GlobMatcher>,
}

/// Why nothing is selected.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SelectionError {
    /// A name that fits no case.
    #[error(
        "`{0}` is neither the id, or the start of an id, of a case nor a file or folder with scenarios{1}"
    )]
    NoSuchCase(String, String),
    /// The parts of the selection leave nothing over.
    #[error("no case is selected by the options given, out of {0}")]
    Nothing(usize),
    /// A glob that is none.
    #[error("`{0}` is no glob: {1}")]
    BadGlob(String, String),
}

/// Reads the globs of `--exclude`.
pub fn globs(patterns: &[String]) -> Result<Vec<GlobMatcher>, SelectionError> {
    let parse = |pattern: &String| match Glob::new(pattern) {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => Err(SelectionError::BadGlob(pattern.clone(), error.kind().to_string())),
    };
    patterns.iter().map(parse).collect()
}

impl Selection {
    /// The cases that are wanted, in their order.
    pub fn apply(&self, cases: Vec<Case>) -> Result<Vec<Case>, SelectionError> {
        for name in &self.names {
            if !cases.iter().any(|case| is_named(case, name)) {
                let ids = cases.iter().map(Case::scenario_id);
                let hint = super::suggest::nearest(name, ids).map(|near| format!("; did you mean `{near}`?"));
                return Err(SelectionError::NoSuchCase(name.clone(), hint.unwrap_or_default()));
            }
        }
        let all = cases.len();
        let selected: Vec<_> = cases.into_iter().filter(|case| self.wants(case)).collect();
        if selected.is_empty() { Err(SelectionError::Nothing(all)) } else { Ok(selected) }
    }

    fn wants(&self, case: &Case) -> bool {
        let any =
            |wanted: &[String], fits: &dyn Fn(&String) -> bool| wanted.is_empty() || wanted.iter().any(fits);
        any(&self.names, &|name| is_named(case, name))
            && any(&self.rfcs, &|rfc| is_about(case, rfc))
            && any(&self.tags, &|tag| case.scenario.tags.contains(tag))
            && !self.excluded.iter().any(|glob| glob.is_match(&case.id))
    }
}

/// An id, the id of a matrix, a folder of ids, or a path to either.
fn is_named(case: &Case, name: &str) -> bool {
    let id = name.strip_suffix(".yaml").unwrap_or(name).trim_end_matches('/');
    let starts = |whole: &str| {
        whole.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@']))
    };
    starts(&case.id) || is_at(&case.file, Path::new(name))
}

fn is_at(file: &Path, path: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    path.exists() && absolute(file).starts_with(absolute(path))
}

/// `6347#4.2` is about §4.2 and all below it, not about §4.20.
fn is_about(case: &Case, rfc: &str) -> bool {
    let (number, section) =
        rfc.split_once('#').map_or((rfc, None), |(number, section)| (number, Some(section)));
    let source = &case.scenario.source;
    let number = number.trim_start_matches("RFC").trim_start_matches("rfc").trim();
    let same_document = source.document.strip_prefix("RFC ") == Some(number);
    let below = |section: &str| {
        source.section.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    same_document && section.is_none_or(below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::parse;

    fn cases() -> Vec<Case> {
        let file = |id: &str, section: &str, more: &str| {
            let text = format!(
                "title: t\nsource: {{document: RFC 6347, section: '{section}', quote: q}}\nlevel: MUST\n{more}"
            );
            parse(Path::new(&format!("scenarios/{id}.yaml")), id, text).unwrap()
        };
        [
            file("rfc6347/4.2.1-a", "4.2.1", "tags: [cookie]\n"),
            file("rfc6347/4.20-b", "4.20", ""),
            file("rfc6347/4.2.1-ab", "4.2.1", "matrix: {x: {'1': {}, '2': {}}}\n"),
        ]
        .concat()
    }

    fn ids(selection: &Selection) -> Vec<String> {
        selection.apply(cases()).unwrap().into_iter().map(|case| case.id).collect()
    }

    fn names(names: &[&str]) -> Selection {
        Selection { names: names.iter().map(ToString::to_string).collect(), ..Selection::default() }
    }

    #[test]
    fn names_are_ids_matrices_and_folders_but_not_parts_of_words() {
        assert_eq!(ids(&names(&["rfc6347/4.2.1-a"])), ["rfc6347/4.2.1-a"]);
        assert_eq!(ids(&names(&["rfc6347/4.2.1-ab"])), ["rfc6347/4.2.1-ab@x=1", "rfc6347/4.2.1-ab@x=2"]);
        assert_eq!(ids(&names(&["rfc6347/4.2.1-ab@x=2"])), ["rfc6347/4.2.1-ab@x=2"]);
        assert_eq!(ids(&names(&["rfc6347/"])).len(), 4);
    }

    #[test]
    fn sections_end_at_dots() {
        let section =
            |rfc: &str| ids(&Selection { rfcs: vec![rfc.to_owned()], ..Selection::default() }).len();
        assert_eq!((section("6347#4.2"), section("6347#4.20"), section("RFC6347")), (3, 1, 4));
    }

    #[test]
    fn tags_and_globs_narrow() {
        let tags = Selection { tags: vec!["cookie".to_owned()], ..Selection::default() };
        assert_eq!(ids(&tags), ["rfc6347/4.2.1-a"]);
        let excluded = globs(&["*-ab*".to_owned()]).unwrap();
        assert_eq!(ids(&Selection { excluded, ..Selection::default() }).len(), 2);
    }

    #[test]
    fn nothing_selected_is_an_error_with_a_hint() {
        let error = names(&["rfc6347/4.2.1-aa"]).apply(cases()).unwrap_err();
        assert!(error.to_string().contains("did you mean `rfc6347/4.2.1-a"), "{error}");
        let none = Selection { tags: vec!["x".to_owned()], ..Selection::default() };
        assert_eq!(none.apply(cases()).unwrap_err(), SelectionError::Nothing(4));
        assert!(globs(&["a[".to_owned()]).is_err());
    }
}
