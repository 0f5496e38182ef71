//! Characters that a reader does not see, or that change how the rest is shown.
//!
//! Texts of a document end in source code, in documentation, in messages and on terminals. What
//! is invisible there can make one text look like another ("Trojan Source", CVE-2021-42574), and
//! control characters steer a terminal.

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

/// The text on one line, with control characters and invisible ones written as Rust escapes them:
/// `\n`, `\u{202e}`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if hidden.is_control() || is_invisible(hidden) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(hidden));
            }
            shown => out.push(shown),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_is_hidden_is_written_out() {
        assert_eq!(visible("naïve 名前 👍"), "naïve 名前 👍");
        assert_eq!(visible("a\r\n\tb\u{1b}[31m"), "a\\r\\n\\tb\\u{1b}[31m");
        assert_eq!(visible("user\u{202e}nimda"), "user\\u{202e}nimda");
        assert_eq!(visible("a\u{200b}b\u{3164}"), "a\\u{200b}b\\u{3164}");
    }
}
