//! Characters that a reader does not see, or that change how the rest is shown.
//!
//! Texts of a document end in source code, in documentation, in messages and on terminals. What
//! is invisible there can make one text look like another ("Trojan Source", CVE-2021-42574),
//! control characters steer a terminal, and CI systems read commands in what a program prints.

use std::borrow::Cow;
use std::fmt::Write as _;

/// True for characters that show nothing by themselves, or that reorder what stands around them.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn is_hidden(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// The text on one line, with control characters and invisible ones written as Rust escapes them:
/// `\n`, `\u{202e}`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    // Most texts are printable ASCII. Going on to the end, many bytes are looked at together.
    let is_printable = |all: bool, byte: u8| all & (b' '..=b'~').contains(&byte);
    if text.bytes().fold(true, is_printable) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_hidden(character) {
            escape(character, &mut out);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// A text for a message: [`visible`], and nothing in it is a command for a CI system that reads
/// the output (`::error::`, `##[error]`, `##vso[…]`).
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains("##") && !text.trim_start().starts_with("::") {
        return visible(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut is_start = true;
    for (at, character) in text.char_indices() {
        if is_hidden(character) || is_command(&text[at..], is_start) {
            escape(character, &mut out);
        } else {
            out.push(character);
        }
        is_start &= character.is_whitespace();
    }
    Cow::Owned(out)
}

/// Lines of a file as they can be shown: as many lines and columns as before, with a symbol where
/// a character cannot be seen or would be obeyed.
#[must_use]
pub fn with_symbols(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len());
    let mut is_start = true;
    for (at, character) in lines.char_indices() {
        let rest = &lines[at..];
        out.push(match character {
            '\n' | '\t' => character,
            '\r' if rest.starts_with("\r\n") => character,
            // The pictures of control characters stand in their order.
            '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
            '\x7f' => '\u{2421}',
            _ if is_hidden(character) || is_command(rest, is_start) => '\u{fffd}',
            _ => character,
        });
        is_start = character == '\n' || (is_start && character.is_whitespace());
    }
    out
}

/// True if a CI system takes a text for a command; `is_start` says that it begins a line.
fn is_command(text: &str, is_start: bool) -> bool {
    (is_start && text.starts_with("::"))
        || text.strip_prefix("##").is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
                .starts_with('[')
        })
}

fn escape(character: char, out: &mut String) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a string cannot fail.
        hidden => drop(write!(out, "\\u{{{:x}}}", u32::from(hidden))),
    }
}

/// Invisible characters in a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Invisible {
    /// The first of them.
    pub character: char,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// How many there are.
    pub count: usize,
}

/// Finds the invisible characters of a file, also those that it writes as JSON and YAML escape
/// them: `\u202e`. A byte order mark at the beginning is none.
pub(crate) fn find_invisible(text: &str) -> Option<Invisible> {
    // No other byte begins one: most of a long file is passed over quickly.
    let may_begin_one = |byte: &u8| *byte == b'\\' || !byte.is_ascii();
    let mut found: Option<Invisible> = None;
    let mut at = 0;
    while let Some(passed) = text.as_bytes()[at..].iter().position(may_begin_one)
        && let Some(character) = text[at + passed..].chars().next()
    {
        at += passed;
        let meant = match character {
            '\\' => escaped(&text[at..]).unwrap_or(character),
            _ => character,
        };
        if is_invisible(meant) && !(at == 0 && meant == '\u{feff}') {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let first = found.get_or_insert_with(|| Invisible {
                character: meant,
                line: 1 + before.matches('\n').count(),
                column: 1 + before[start..].chars().count(),
                count: 0,
            });
            first.count += 1;
        }
        at += character.len_utf8();
    }
    found
}

/// The character that `\u202e` stands for.
fn escaped(text: &str) -> Option<char> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_written_out() {
        assert_eq!(visible("naïve 名前 👍"), "naïve 名前 👍");
        assert_eq!(visible("a\r\n\tb\u{1b}[31m"), "a\\r\\n\\tb\\u{1b}[31m");
        assert_eq!(visible("user\u{202e}nimda"), "user\\u{202e}nimda");
        assert_eq!(visible("a\u{200b}b\u{3164}"), "a\\u{200b}b\\u{3164}");
    }

    #[test]
    fn no_text_is_a_command_for_ci() {
        for (text, shown) in [
            ("::error file=a::b", "\\u{3a}:error file=a::b"),
            ("  ::warning::b", "  \\u{3a}:warning::b"),
            ("a ::error::b", "a ::error::b"),
            ("a\n::error::b", "a\\n::error::b"),
            ("a ##[error]b", "a \\u{23}#[error]b"),
            ("###vso[task.x]", "#\\u{23}#vso[task.x]"),
            ("## heading", "## heading"),
            ("std::fs", "std::fs"),
        ] {
            assert_eq!(printable(text), shown, "{text:?}");
        }
    }

    #[test]
    fn symbols_keep_lines_and_columns() {
        let text = "a\u{1b}[2J\tb\r\n ::error::x\rc\u{7f}\n##vso[x]\u{202e}\u{9b}";
        let shown = with_symbols(text);
        assert_eq!(shown, "a␛[2J\tb\r\n �:error::x␍c␡\n�#vso[x]��");
        assert_eq!(shown.chars().count(), text.chars().count());
    }

    #[test]
    fn the_first_invisible_character_is_found() {
        let found =
            |text| find_invisible(text).map(|it| (it.character, it.line, it.column, it.count));
        assert_eq!(found("naïve\n"), None);
        assert_eq!(found("\u{feff}a: b\n"), None);
        assert_eq!(found("a\nbü\u{202e}c\u{200b}"), Some(('\u{202e}', 2, 3, 2)));
        assert_eq!(found("a: \"x\\u202Ey\""), Some(('\u{202e}', 1, 6, 1)));
        assert_eq!(found("a: \\u00e9 \\u \\u12"), None);
    }
}
