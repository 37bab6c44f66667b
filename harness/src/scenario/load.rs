//! Reading scenario files: every mistake of every file, each with its place.

use std::path::{Path, PathBuf};

use super::case::Case;
use super::check::contradictions;
use super::diagnostic::{Diagnostic, Place};
use super::matrix;
use super::model::Scenario;
use super::places::Places;
use super::suggest::nearest;

/// Loads every `.yaml` file below `root`, in the order of their names: their cases, or all that is wrong with them.
pub fn load(root: &Path) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let files =
        files_below(root).map_err(|error| vec![about_file(root, String::new(), error.to_string())])?;
    let (mut cases, mut wrong) = (Vec::new(), Vec::new());
    for file in files {
        match load_file(&file, &id_of(root, &file)) {
            Ok(more) => cases.extend(more),
            Err(more) => wrong.extend(more),
        }
    }
    if wrong.is_empty() { Ok(cases) } else { Err(wrong) }
}

/// Loads one file; `id` is the scenario's.
pub fn load_file(file: &Path, id: &str) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        vec![about_file(file, String::new(), format!("the file cannot be read: {error}"))]
    })?;
    parse(file, id, text)
}

/// The cases of a file's text.
pub fn parse(file: &Path, id: &str, text: String) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let scenario: Scenario =
        serde_yaml::from_str(&text).map_err(|error| vec![from_yaml(file, text.clone(), &error)])?;
    let places = Places::of(&text);
    let (mut cases, mut wrong) = (Vec::new(), Vec::new());
    for combination in matrix::expand(&scenario) {
        let case = format!("{id}{}", combination.suffix);
        match combination.scenario {
            Ok(scenario) => {
                for found in contradictions(&scenario) {
                    wrong.push(Diagnostic {
                        file: file.to_owned(),
                        text: text.clone(),
                        place: places.find(&found.path),
                        message: found.message,
                        help: found.help,
                    });
                }
                cases.push(Case { id: case, file: file.to_owned(), scenario });
            }
            Err(misfit) => wrong.push(Diagnostic {
                file: file.to_owned(),
                text: text.clone(),
                place: places.find(&misfit.path),
                help: suggestion(&misfit.message),
                message: misfit.message,
            }),
        }
    }
    wrong.dedup();
    if wrong.is_empty() { Ok(cases) } else { Err(wrong) }
}

/// Path below `root` without extension, with `/` between folders.
fn id_of(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file).with_extension("");
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn files_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(files)
}

fn about_file(file: &Path, text: String, message: String) -> Diagnostic {
    Diagnostic { file: file.to_owned(), text, place: None, message, help: None }
}

fn from_yaml(file: &Path, text: String, error: &serde_yaml::Error) -> Diagnostic {
    let place = error.location().map(|location| Place {
        line: usize::try_from(location.line()).unwrap_or(1).max(1),
        column: usize::try_from(location.column()).unwrap_or(1).max(1),
    });
    let message = error.without_snippet().to_string();
    let message = message.rsplit_once(" at line ").map_or(message.clone(), |(what, _)| what.to_owned());
    let message = message.split(", set DuplicateKeyPolicy").next().unwrap_or_default().to_owned();
    Diagnostic { file: file.to_owned(), text, place, help: suggestion(&message), message }
}

/// For "unknown field `x`, expected one of a, b": the one that is nearest.
fn suggestion(message: &str) -> Option<String> {
    let rest =
        message.strip_prefix("unknown field `").or_else(|| message.strip_prefix("unknown variant `"))?;
    let (wrong, rest) = rest.split_once('`')?;
    let (_, words) = rest.split_once("expected ")?;
    let words = words.trim_start_matches("one of ").split([',', ' ']).map(|word| word.trim_matches('`'));
    nearest(wrong, words.filter(|word| !word.is_empty())).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "title: t\nsource: {document: D, section: '1', quote: q}\nlevel: MUST\n";

    fn mistakes(more: &str) -> Vec<Diagnostic> {
        parse(Path::new("x.yaml"), "x", format!("{GOOD}{more}")).expect_err("no mistake was found")
    }

    /// The one mistake in a text whose own first line is line 4.
    fn mistake(more: &str) -> (String, usize, usize, Option<String>) {
        let mut found = mistakes(more);
        assert_eq!(found.len(), 1, "{found:?}");
        let found = found.remove(0);
        let place = found.place.unwrap();
        (found.message, place.line, place.column, found.help)
    }

    #[track_caller]
    fn check(more: &str, line: usize, column: usize, part: &str) {
        let (message, at_line, at_column, _) = mistake(more);
        assert_eq!((at_line, at_column), (line, column), "{message}");
        assert!(message.contains(part), "{message}");
    }

    #[test]
    fn a_minimal_file_is_one_case() {
        let cases = parse(Path::new("x.yaml"), "rfc1/x", GOOD.to_owned()).unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].id.as_str(), cases[0].spec().as_str()), ("rfc1/x", "D §1 (MUST)"));
    }

    #[test]
    fn unknown_keys_are_named_with_the_nearest_right_one() {
        check("server:\n  fragmentsize: 3\n", 5, 3, "unknown field `fragmentsize`");
        assert_eq!(mistake("server:\n  fragmentsize: 3\n").3.unwrap(), "did you mean `fragment_size`?");
    }

    #[test]
    fn wrong_types_and_values_are_named_at_their_place() {
        check("server: {fragment_size: many}\n", 4, 25, "u16");
        check("server: {method: eap-ttls}\n", 4, 18, "unknown variant `eap-ttls`");
        check("server: {suites: [TLS_NULL]}\n", 4, 19, "`TLS_NULL` is no cipher suite");
        check("server: {fault: {tls: bad-finish}}\n", 4, 23, "unknown variant `bad-finish`");
        check("level: MUST\n", 4, 1, "duplicate");
        check("server: [\n", 4, 9, "");
    }

    #[test]
    fn fields_that_contradict_each_other_are_named() {
        check("expect:\n  outcome: reject\n", 5, 3, "needs the class");
        check("expect: {outcome: accept, class: tls/x}\n", 4, 34, "no class of failure");
        check("server: {fault: {dtls: reversed}}\n", 4, 17, "cannot happen in EAP-TLS");
        check("server: {cookie: {length: 3}}\n", 4, 18, "no cookies");
        check("card: {fragment_size: 0}\n", 4, 23, "1 to 3900 bytes");
        check("link: [{packet: {to-card: 0}, action: drop}]\n", 4, 17, "counted from 1");
        check("play: [{power-cycle: {}}]\nexpect: {outcome: accept}\n", 5, 9, "no authentication");
    }

    #[test]
    fn an_overlay_is_to_blame_for_its_own_mistakes() {
        check("matrix:\n  a:\n    b: {server: {methd: x}}\n", 6, 8, "unknown field `methd`");
        check("matrix:\n  a: {}\n", 5, 6, "has no values");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let found = load_file(Path::new("nowhere.yaml"), "nowhere").unwrap_err();
        assert!(found[0].to_string().starts_with("nowhere.yaml: the file cannot be read"), "{}", found[0]);
    }
}
