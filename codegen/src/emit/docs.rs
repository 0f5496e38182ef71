//! Markdown of a document becomes doc comments that rustdoc takes without a warning.
//!
//! Descriptions are written for other renderers: they hold bare URLs, brackets that are no links,
//! angle brackets that are no HTML, and code that is not Rust.

use proc_macro2::TokenStream;
use quote::quote;

/// One `///` line for each line of `text`.
pub(crate) fn doc(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// The same as `//!` lines.
pub(crate) fn inner_doc(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#![doc = #lines])*)
}

/// Lines as attributes hold them: a space before each, none before empty ones.
fn lines(text: &str) -> Vec<String> {
    text.trim_end()
        .lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        })
        .collect()
}

/// A description made safe. Our own text around it needs no such care.
pub(crate) fn safe(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + 16);
    let mut fence: Option<String> = None;
    for line in markdown.trim().lines() {
        let line = clean(line);
        let trimmed = line.trim_start();
        if let Some(open) = &fence {
            let closes = trimmed.starts_with(open.as_str())
                && trimmed.trim_matches(['`', '~']).trim().is_empty();
            out.push_str(&line);
            if closes {
                fence = None;
            }
        } else if let Some(marker) = fence_marker(trimmed) {
            let language = trimmed[marker.len()..].trim();
            out.push_str(&marker);
            out.push_str(language_of(language));
            fence = Some(marker);
        } else {
            // More than three spaces would make a code block, and so a test.
            let indent = (line.len() - trimmed.len()).min(3);
            out.push_str(&"   "[..indent]);
            escape_line(trimmed, &mut out);
        }
        out.truncate(out.trim_end_matches([' ', '\t']).len());
        out.push('\n');
    }
    if let Some(open) = fence {
        out.push_str(&open);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// The first paragraph of a description, on one line: for tables and summaries.
pub(crate) fn first_line(markdown: &str) -> String {
    let paragraph: Vec<&str> = markdown
        .trim()
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .filter(|line| !line.starts_with("```"))
        .collect();
    let text = paragraph.join(" ");
    safe(text.trim_start_matches(['#', ' ']))
}

/// No control characters, no tabs, and nothing that turns the text around.
fn clean(line: &str) -> String {
    line.chars()
        .map(|character| if character == '\t' { ' ' } else { character })
        .filter(|character| {
            !character.is_control()
                && !matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        })
        .collect()
}

fn fence_marker(line: &str) -> Option<String> {
    let first = line
        .chars()
        .next()
        .filter(|character| matches!(character, '`' | '~'))?;
    let length = line
        .chars()
        .take_while(|character| *character == first)
        .count();
    let rest = &line[length..];
    (length >= 3 && !rest.contains('`')).then(|| first.to_string().repeat(length))
}

/// Rustdoc takes a fence for Rust unless it names another language.
fn language_of(language: &str) -> &str {
    let word = language.split([' ', ',', '{']).next().unwrap_or_default();
    let is_rust = word.is_empty()
        || [
            "rust",
            "rs",
            "should_panic",
            "no_run",
            "ignore",
            "compile_fail",
            "edition",
        ]
        .iter()
        .any(|tag| word.to_ascii_lowercase().starts_with(tag));
    let is_plain = word
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '+'));
    if is_rust || !is_plain { "text" } else { word }
}

/// Escapes what is neither code nor plain text.
fn escape_line(line: &str, out: &mut String) {
    let mut rest = line;
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        if character == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let closing = rest[ticks..].find(&"`".repeat(ticks));
            match closing {
                Some(end) => {
                    let whole = ticks + end + ticks;
                    out.push_str(&rest[..whole]);
                    rest = &rest[whole..];
                }
                None => {
                    out.push_str(&"\\`".repeat(ticks));
                    rest = &rest[ticks..];
                }
            }
            before = '`';
            continue;
        }
        if character == '\\' {
            let end = rest
                .char_indices()
                .nth(2)
                .map_or(rest.len(), |(index, _)| index);
            out.push_str(&rest[..end]);
            if end == 1 {
                out.push('\\');
            }
            rest = &rest[end..];
            before = ' ';
            continue;
        }
        if let Some((text, length)) = link(rest) {
            out.push_str(&text);
            rest = &rest[length..];
            before = ')';
            continue;
        }
        if !before.is_alphanumeric()
            && let Some(length) = bare_url(rest)
        {
            let autolinked = before == '<' && rest[length..].starts_with('>');
            if autolinked {
                // The `<` has been escaped already; take that back.
                out.truncate(out.len() - 2);
                out.push('<');
                out.push_str(&rest[..length]);
                out.push('>');
                rest = &rest[length + 1..];
            } else {
                out.push('<');
                out.push_str(&rest[..length]);
                out.push('>');
                rest = &rest[length..];
            }
            before = '>';
            continue;
        }
        match character {
            '[' | ']' | '<' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
        before = character;
        rest = &rest[character.len_utf8()..];
    }
}

/// `[text](url)` with an absolute URL or an anchor-free target stays a link; with a relative one,
/// which leads nowhere from here, only its text stays.
fn link(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('[')?;
    let (label, rest) = inner.split_once("](")?;
    if label.contains(['[', ']']) {
        return None;
    }
    let (url, _) = rest.split_once(')')?;
    let length = 1 + label.len() + 2 + url.len() + 1;
    let mut shown = String::new();
    escape_line(label, &mut shown);
    let target = url.split_whitespace().next().unwrap_or_default();
    let is_absolute = target.starts_with("http://")
        || target.starts_with("https://")
        || target.starts_with("mailto:");
    let is_safe = !target.contains(['<', '>', '(', '[', '`']);
    if is_absolute && is_safe && !shown.contains("](") && !shown.contains('<') {
        Some((format!("[{shown}]({target})"), length))
    } else {
        Some((shown, length))
    }
}

/// How long the URL is that `text` begins with. Punctuation at its end belongs to the sentence.
fn bare_url(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '<' | '>' | '"' | '`' | ')' | ']' | '|' | '\\' | '}' | '{' | '*'
                )
        })
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    (url.len() > scheme.len()).then_some(url.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_text_safe_for_rustdoc() {
        let rows = [
            (
                "see https://example.com/a?b=c.",
                "see <https://example.com/a?b=c>.",
            ),
            ("<https://example.com>", "<https://example.com>"),
            ("[docs](https://example.com)", "[docs](https://example.com)"),
            ("[here](#section) and [there](../x)", "here and there"),
            ("a[0] <b>bold</b>", "a\\[0\\] \\<b>bold\\</b>"),
            ("`a[0] <T>` stays", "`a[0] <T>` stays"),
            ("an `open tick", "an \\`open tick"),
            ("        indented", "   indented"),
            ("```\ncode [x]\n```", "```text\ncode [x]\n```"),
            ("```json\n{}", "```json\n{}\n```"),
            ("```rust,ignore\nx\n```", "```text\nx\n```"),
            ("tab\there\u{7}", "tab here"),
            ("back\\", "back\\\\"),
            ("\\[kept\\]", "\\[kept\\]"),
        ];
        for (markdown, expected) in rows {
            let first = markdown.trim_start() == markdown;
            let text = if first {
                safe(markdown)
            } else {
                safe(&format!("x\n{markdown}")).split_off(2)
            };
            assert_eq!(text, expected, "{markdown:?}");
        }
    }
}
