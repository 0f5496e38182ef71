//! Markdown of a document becomes doc comments that rustdoc takes without a warning.
//!
//! Descriptions are written for other renderers: they hold bare URLs, brackets that are no links,
//! angle brackets that are no HTML, and code that is not Rust.

mod backticks;
mod check;
pub(crate) mod comments;
mod fence;
mod html;
mod inline;
mod languages;
mod markdown;
mod references;
pub(crate) mod rules;
mod status;

pub(crate) use status::status;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub use backticks::code;
pub(crate) use backticks::{code_in_table, codes};

use crate::emit::rust::doc_break::DOC_BREAK;

/// One `///` line for each line of `text`.
pub(crate) fn doc(text: &str) -> TokenStream {
    lines(text).map_or_else(TokenStream::new, |lines| quote!(#[doc = #lines]))
}

/// The same as `//!` lines.
pub(crate) fn inner_doc(text: &str) -> TokenStream {
    lines(text).map_or_else(TokenStream::new, |lines| quote!(#![doc = #lines]))
}

/// The lines as one attribute holds them, which [`format`](crate::emit::rust::format) takes apart;
/// none if there is no text. A space is before each, none before empty ones.
///
/// Rustdoc removes the indentation that all lines share. It is removed here already, so that
/// rustdoc parses the text that was checked.
fn lines(text: &str) -> Option<Literal> {
    let text = text.trim_end();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    let shared = filled.map(indent).min().unwrap_or(0);
    let mut out = String::with_capacity(text.len() + 64);
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push(DOC_BREAK);
        }
        let line = line.get(shared..).unwrap_or_default();
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
    }
    (!text.is_empty()).then(|| raw(&out))
}

/// A raw string: nothing in it is escaped here and unescaped by the formatter, which takes a third
/// of the time that docs need otherwise.
fn raw(text: &str) -> Literal {
    let mut fence = String::new();
    if text.contains('"') {
        while text.contains(&format!("\"{fence}")) {
            fence.push('#');
        }
    }
    let literal = format!("r{fence}\"{text}\"{fence}").parse();
    literal.unwrap_or_else(|_| Literal::string(text))
}

/// A description made safe. Our own text around it needs no such care.
///
/// What rustdoc would still take for more than text, although the rules of [`markdown`] went over
/// it, is shown as it was written.
pub(crate) fn safe(markdown: &str) -> String {
    let text = markdown::lines(markdown).join("\n");
    match check::hazard(&text) {
        None => text,
        Some(_) => markdown::verbatim(markdown),
    }
}

/// A description made safe, or our own words where it says nothing.
pub(crate) fn described(markdown: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    let text = markdown.map(safe).unwrap_or_default();
    if text.is_empty() { otherwise() } else { text }
}

/// A safe text as the rest of a list item that has begun, however many paragraphs it has.
pub(crate) fn item(text: &str) -> String {
    let text = text.trim_end();
    let mut out = String::with_capacity(text.len() + 16);
    let mut lines = text.lines();
    // A code block, a list and the like need lines of their own.
    if text.starts_with(|first: char| first.is_alphabetic() || "`[*_<(\"'".contains(first))
        && !text.starts_with("```")
        && !text.starts_with("* ")
    {
        out.push(' ');
        out.push_str(lines.next().unwrap_or_default());
    } else if !text.is_empty() {
        out.push('\n');
    }
    for line in lines {
        out.push_str(if line.is_empty() { "\n" } else { "\n  " });
        out.push_str(line);
    }
    out
}

/// The first paragraph of a description, on one line: for tables and summaries.
pub(crate) fn first_line(markdown: &str) -> String {
    let lines = markdown::lines(markdown);
    let paragraph: Vec<&str> = lines
        .iter()
        .map(|line| line.trim())
        .take_while(|line| !line.is_empty() && !line.starts_with("```") && !line.starts_with("~~~"))
        .collect();
    let text = paragraph.join(" ");
    let text = text.trim_start_matches(['#', '>', ' ']);
    match check::hazard(text) {
        None => text.to_owned(),
        Some(_) => code(text),
    }
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
            ("a[0] <b>bold</b> <x>", "a\\[0] **bold** \\<x>"),
            ("`a[0] <T>` stays", "`a[0] <T>` stays"),
            ("an `open tick", "an \\`open tick"),
            ("        indented", "indented"),
            ("```\ncode [x]\n```", "```text\ncode [x]\n```"),
            ("```json\n{}", "```json\n{}\n```"),
            ("```rust,ignore\nx\n```", "```text\nx\n```"),
            ("tab\there\u{7}", "tab    here"),
            ("back\\", "back\\\\"),
            ("\\[kept\\]", "\\[kept\\]"),
        ];
        for (markdown, expected) in rows {
            let text = safe(&format!("x\n{markdown}")).split_off(2);
            assert_eq!(text, expected, "{markdown:?}");
        }
    }

    /// Random texts of what Markdown gives a meaning, wherever docs put them.
    #[test]
    fn no_text_becomes_a_test_html_or_a_program() {
        const PIECES: &[&str] = &[
            " ",
            "  ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "\r",
            "> ",
            ">",
            "- ",
            "* ",
            "1. ",
            "# ",
            "=",
            "---",
            "`",
            "``",
            "```",
            "~~~",
            "````",
            "rust",
            "no_run",
            "text",
            "<u>",
            "</u>",
            "<br>",
            "<script>",
            "<!--",
            "-->",
            "<p>",
            "<a href=\"javascript:x\">",
            "</a>",
            "<li>",
            "[",
            "]",
            "(",
            ")",
            "![",
            "]: ",
            "[^1]",
            "[^1]: ",
            "\\",
            "|",
            "|-|\n",
            "javascript:x",
            "<https://x",
            "https://x.example",
            "&#96;",
            "&lt;",
            "x",
            "let y = 1;",
            "\u{202e}",
            "\u{a0}",
            "\0",
            "- [ ] ",
            "**",
            "_",
            "~~",
            "$",
            "+ ",
            "2) ",
            "[x]: https://x.example\n",
            "[x]: javascript:x\n",
            "[x]",
            "<x-a b=\"c\">",
            "</x-a>",
            "<img src=\"javascript:x\" alt=\"y\">",
            "<aside>",
            "</aside>",
        ];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).unwrap_or_default()
        };
        for _ in 0..20_000 {
            let count = 1 + random(16);
            let text: String = (0..count).map(|_| PIECES[random(PIECES.len())]).collect();
            let (prose, line, span) = (safe(&text), first_line(&text), code(&text));
            let row = span.replace('|', "\\|");
            let docs = format!(
                "{prose}\n\nA {span} of {line}.\n\n- {span}, a header: {line}\n- {line}\n\
                 - {span}, a header:{}\n\n\
                 | a | b |\n|---|---|\n| {row} | {} |\n\n{span}\n",
                item(&prose),
                line.replace('|', "\\|"),
            );
            assert_eq!(check::hazard(&docs), None, "{text:?}\n{docs}");
        }
    }
}
