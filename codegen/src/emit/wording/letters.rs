//! The first letter of a sentence, and of what is put into one.

/// The text with a capital in front, if its first letter has one in ASCII.
pub(super) fn upper_first(text: &str) -> String {
    with_first(text, |first| first.to_ascii_uppercase())
}

/// The text with a small letter in front, if its first letter has one in ASCII.
pub(super) fn lower_first(text: &str) -> String {
    with_first(text, |first| first.to_ascii_lowercase())
}

fn with_first(text: &str, change: fn(char) -> char) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(change);
    first.into_iter().chain(characters).collect()
}
