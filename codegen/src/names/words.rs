//! The words of a text: what a name is made of.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use crate::text::is_invisible;

/// Words that are written with a capital inside. As in Rust's own names (`Uuid`), they count as one
/// word: `oauth2` and `Oauth2`, not `o_auth2`.
const MIXED_CASE: &[&str] = &[
    "GitHub", "GitLab", "IPv4", "IPv6", "OAuth", "iOS", "iPadOS", "macOS",
];

/// `snake_case`, as the names of most properties are already.
pub(crate) fn snake_case(text: &str) -> String {
    if is_snake_case(text) {
        text.to_owned()
    } else {
        words(text).to_snake_case()
    }
}

/// True for words of small letters and digits, the first of which begins with a letter.
fn is_snake_case(text: &str) -> bool {
    let mut before = b'_';
    text.bytes().all(|byte| {
        let is_allowed = match byte {
            b'a'..=b'z' => true,
            b'0'..=b'9' | b'_' => before != b'_',
            _ => false,
        };
        before = byte;
        is_allowed
    }) && before != b'_'
}

/// `UpperCamelCase`, with an underscore where otherwise two numbers would become one.
pub(crate) fn upper_camel(text: &str) -> String {
    let mut name = String::new();
    for part in snake_case(text).split('_') {
        if name.ends_with(char::is_numeric) && part.starts_with(char::is_numeric) {
            name.push('_');
        }
        if let Some(first) = part.chars().next().filter(char::is_ascii)
            && part.is_ascii()
        {
            name.push(first.to_ascii_uppercase());
            name.push_str(&part[1..]);
        } else {
            name.push_str(&part.to_upper_camel_case());
        }
    }
    name
}

/// `text` with the words whose capitals begin no new word written as others are: those of
/// [`MIXED_CASE`], and acronyms in the plural (`URLs`).
fn with_plain_case(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let word = MIXED_CASE
            .iter()
            .find(|word| rest.starts_with(**word) && stands_alone(&out, word, rest))
            .map(|word| word.len())
            .or_else(|| plural_acronym(&out, rest));
        let length = word.unwrap_or(next.len_utf8());
        if word.is_some() {
            out.push(next.to_ascii_uppercase());
            out.push_str(&rest[1..length].to_ascii_lowercase());
        } else {
            out.push(next);
        }
        rest = &rest[length..];
    }
    Cow::Owned(out)
}

/// True if `word`, with which `rest` begins, is neither the end nor the beginning of another one.
fn stands_alone(before: &str, word: &str, rest: &str) -> bool {
    let begins = if word.starts_with(char::is_uppercase) {
        !before.ends_with(char::is_uppercase)
    } else {
        !before.ends_with(char::is_alphabetic)
    };
    begins && !rest[word.len()..].starts_with(char::is_lowercase)
}

/// The length of the acronym in the plural with which `rest` begins: `URLs`, but not `URLset`.
fn plural_acronym(before: &str, rest: &str) -> Option<usize> {
    // First of all, so that the letters of a long run are counted once, not at each of them.
    if before.ends_with(char::is_uppercase) {
        return None;
    }
    let end = rest.trim_start_matches(|it: char| it.is_ascii_uppercase());
    let letters = rest.len() - end.len();
    let is_plural = letters > 1
        && end
            .strip_prefix('s')
            .is_some_and(|end| !end.starts_with(char::is_lowercase));
    is_plural.then_some(letters + 1)
}

/// Spells out symbols that carry the meaning (`+1`, `>=`) and drops the rest, so that what remains
/// are words for `heck`.
pub(crate) fn words(text: &str) -> String {
    // As the compiler does, which takes names for one that differ in this only.
    let normal: String;
    let text = if text.is_ascii() {
        text
    } else {
        normal = text.nfc().collect();
        &normal
    };
    let plain_case = with_plain_case(text);
    let text = plain_case.as_ref();
    let has_letters = text.chars().any(char::is_alphabetic);
    let mut out = String::with_capacity(text.len());
    let mut leading = true;
    for (index, character) in text.char_indices() {
        let before = out.len();
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(character),
            '-' if leading && next_is_digit(text, index) => out.push_str("minus "),
            '+' if leading || !has_letters => out.push_str(" plus "),
            // A dot between digits is part of a version number: 1.1 is not 11.
            '.' if next_is_digit(text, index) => out.push('_'),
            _ if is_invisible(character) => out.push(' '),
            _ if character.is_alphanumeric() && is_identifier(&format!("a{character}")) => {
                out.push(character);
            }
            _ if !has_letters => match symbol(character) {
                Some(word) => {
                    out.push(' ');
                    out.push_str(word);
                    out.push(' ');
                }
                None => out.push(' '),
            },
            _ => out.push(' '),
        }
        leading = leading && out[before..].trim().is_empty();
    }
    if leading {
        match text {
            "" => "empty".to_owned(),
            _ => text.chars().fold(String::new(), |out, character| {
                out + &format!("u{:x} ", u32::from(character))
            }),
        }
    } else {
        out
    }
}

fn next_is_digit(text: &str, index: usize) -> bool {
    text.as_bytes()
        .get(index + 1)
        .is_some_and(u8::is_ascii_digit)
}

fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '~' => "tilde",
        '^' => "caret",
        '-' => "minus",
        '_' => "underscore",
        ' ' => "space",
        _ => return None,
    })
}

pub(crate) fn is_identifier(name: &str) -> bool {
    // The parser passes over spaces and comments; a name has none.
    let is_whole = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok_and(|it| it == name);
    is_whole(name) || is_whole(&format!("r#{name}"))
}

/// The keywords of all editions of Rust, reserved ones too.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// True for a word that looks like an identifier and is not one, in some edition of Rust.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

pub(crate) fn start_with_letter(name: &str, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if !first.is_numeric() => name.to_owned(),
        _ => format!("{prefix}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keywords_are_those_of_the_parser() {
        assert!(KEYWORDS.is_sorted());
        for word in KEYWORDS.iter().filter(|word| **word != "gen") {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word}");
        }
        for word in ["union", "auto", "raw", "default", "safe", "dyns", "Type"] {
            assert!(!is_keyword(word), "{word}");
        }
    }

    #[test]
    fn names_in_snake_case_stay() {
        for text in ["a", "created_at", "v1", "ip_v4_address"] {
            assert!(is_snake_case(text), "{text}");
            assert_eq!(words(text).to_snake_case(), text);
        }
        for text in [
            "",
            "_",
            "1",
            "a_",
            "_a",
            "a__b",
            "a_1",
            "aB",
            "a-b",
            "gr\u{f6}\u{df}e",
        ] {
            assert!(!is_snake_case(text), "{text}");
        }
    }
}
