//! The nearest right word to a wrong one.

use similar::TextDiff;

/// The word most like `wrong`, when one is like it at all.
pub(super) fn nearest<'a>(wrong: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f32 = 0.7;
    words
        .map(|word| (TextDiff::from_chars(wrong, word).ratio(), word))
        .filter(|(ratio, _)| *ratio >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word_and_another_word_does_not() {
        let words = ["fragment_size", "certificate", "cookie"];
        assert_eq!(nearest("fragmentsize", words.into_iter()), Some("fragment_size"));
        assert_eq!(nearest("colour", words.into_iter()), None);
    }
}
