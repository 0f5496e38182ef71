//! What rustdoc would make of a text, by the parser and the options that rustdoc uses.
//!
//! Whatever else goes wrong on the way from the document to the docs, it is seen here: a code block
//! that would be compiled and run as a test, HTML that would reach the page, a link that is a
//! program.

use std::collections::HashSet;
use std::fmt;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::emit::rustdoc::languages;
use crate::names::words::is_identifier;

/// Something in a text that rustdoc would take for more than text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hazard {
    /// A code block that rustdoc compiles and runs.
    Test(String),
    /// HTML, which reaches the page as it is.
    Html(String),
    /// A link to something that is neither on the web nor an item of Rust.
    Link(String),
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, text) = match self {
            Self::Test(code) => ("a code block that rustdoc would run", code),
            Self::Html(html) => ("HTML", html),
            Self::Link(target) => ("a link to", target),
        };
        let shown: String = text.chars().take(60).collect();
        write!(f, "{what}: {:?}", shown.trim())
    }
}

/// How rustdoc parses docs for its pages.
fn page_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// The first hazard of a text.
pub(crate) fn hazard(markdown: &str) -> Option<Hazard> {
    hazard_beside(markdown, &HashSet::new())
}

/// The first hazard of a text, apart from code blocks that are one of `own`.
pub(crate) fn hazard_beside(markdown: &str, own: &HashSet<String>) -> Option<Hazard> {
    if is_plain_beside(markdown, own) {
        return None;
    }
    // Rustdoc looks for tests without the extensions of its pages.
    [page_options(), Options::empty()]
        .into_iter()
        .find_map(|options| first_hazard(markdown, options, own))
}

/// True if what stands around the code blocks of `own` is plain. Nothing of that changes where such
/// a block begins, and the block ends where it seems to: no line of it is a fence.
fn is_plain_beside(markdown: &str, own: &HashSet<String>) -> bool {
    let mut rest = markdown;
    while let Some((before, block)) = rest.split_once("```no_run\n") {
        let Some((code, after)) = block.split_once("```") else {
            return false;
        };
        let is_line = before.is_empty() || before.ends_with('\n');
        let is_fence = after.is_empty() || after.starts_with('\n');
        if !is_line || !is_fence || !own.contains(code) || !is_plain(before) {
            return false;
        }
        rest = after;
    }
    is_plain(rest)
}

/// True for a text that can hold no hazard, as most do: parsing each would take half as long again
/// as all else. A code block needs a fence or an indentation, HTML and addresses in brackets a `<`
/// that is not escaped, any other link a target.
fn is_plain(markdown: &str) -> bool {
    let (mut before, mut run) = (0, 0);
    for (index, byte) in markdown.bytes().enumerate() {
        let is_escaped = before == b'\\' && run % 2 == 1;
        run = if byte == before { run + 1 } else { 1 };
        let rest = || &markdown[index + 1..];
        let is_marked = match byte {
            b'\t' => true,
            // No tag begins with a colon behind its name.
            b'<' => !is_escaped && !rest().starts_with("https://"),
            b'`' | b'~' => run >= 3,
            b' ' => run >= 4,
            b':' => before == b']',
            b'(' if before == b']' => {
                let target = rest().split(')').next();
                !target.is_some_and(is_harmless)
            }
            _ => false,
        };
        if is_marked {
            return false;
        }
        before = byte;
    }
    true
}

fn first_hazard(markdown: &str, options: Options, own: &HashSet<String>) -> Option<Hazard> {
    let mut code: Option<String> = None;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let runs = match kind {
                    CodeBlockKind::Indented => true,
                    CodeBlockKind::Fenced(language) => !languages::is_known(&language),
                };
                code = runs.then(String::new);
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => {
                if let Some(code) = code.take()
                    && !own.contains(&code)
                {
                    return Some(Hazard::Test(code));
                }
            }
            Event::Text(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                return Some(Hazard::Html(html.into_string()));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !is_harmless(&dest_url) =>
            {
                return Some(Hazard::Link(dest_url.into_string()));
            }
            _ => {}
        }
    }
    None
}

/// An address on the web, or a path to an item of Rust.
fn is_harmless(target: &str) -> bool {
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        target
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    // An identifier may have marks that are no letters; keywords such as `Self` are none.
    let is_word = |word: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
        (!word.is_empty() && word.chars().all(is_plain)) || is_identifier(word)
    };
    is_web || target.split("::").all(is_word)
}

#[cfg(test)]
mod tests {
    use super::{HashSet, Hazard, hazard, hazard_beside};

    #[test]
    fn sees_what_rustdoc_would_run_show_or_follow() {
        let test = |code: &str| Some(Hazard::Test(code.to_owned()));
        let html = |text: &str| Some(Hazard::Html(text.to_owned()));
        let link = |text: &str| Some(Hazard::Link(text.to_owned()));
        let rows = [
            ("```\nx();\n```", test("x();\n")),
            ("```rust\nx();\n```", test("x();\n")),
            ("~~~should_panic\nx();\n~~~", test("x();\n")),
            ("a\n\n    x();", test("x();")),
            ("- a\n\n      x();", test("x();")),
            ("```text\nx();\n```", None),
            ("```json\n{}\n```", None),
            ("<b>x</b>", html("<b>")),
            ("<script>x</script>", html("<script>x</script>")),
            ("a `<b>`", None),
            ("\\<b>x\\</b>", None),
            ("\\\\<b>x", html("<b>")),
            ("`\\` <b>", html("<b>")),
            ("<https://example.com/<b>", html("<b>")),
            ("[a](javascript:x)", link("javascript:x")),
            ("[a](JavaScript:x)", link("JavaScript:x")),
            ("<javascript:x>", link("javascript:x")),
            ("![a](data:text/html,x)", link("data:text/html,x")),
            ("[a](https://example.com)", None),
            ("[a](crate::models::Pet)", None),
            ("[a](Self::send)", None),
            ("[a](Pet::i\u{307})", None),
            ("[a](Pet::i\u{307} x)", None),
            ("[a](<Pet::i\u{307} x>)", link("Pet::i\u{307} x")),
        ];
        for (text, expected) in rows {
            assert_eq!(hazard(text), expected, "{text:?}");
        }
    }

    #[test]
    fn code_of_the_generator_hides_nothing() {
        let own = HashSet::from(["x();\n".to_owned()]);
        let rows = [
            ("```no_run\nx();\n```", None),
            ("a\n```no_run\nx();\n```\nb\n\n```no_run\nx();\n```\n", None),
            (
                "    y\n```no_run\nx();\n```",
                Some(Hazard::Test("y\n".to_owned())),
            ),
            (
                "```no_run\nx();\n```\n    y",
                Some(Hazard::Test("y".to_owned())),
            ),
            (
                "```no_run\nx();\n```` <b>\n",
                Some(Hazard::Test("x();\n```` <b>\n".to_owned())),
            ),
            (
                "```no_run\nx();\n```\n<b>\n",
                Some(Hazard::Html("<b>\n".to_owned())),
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(hazard_beside(text, &own), expected, "{text:?}");
        }
    }
}
