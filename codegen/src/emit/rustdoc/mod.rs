//! Markdown of a document becomes doc comments that rustdoc takes without a warning.
//!
//! Descriptions are written for other renderers: they hold bare URLs, brackets that are no links,
//! angle brackets that are no HTML, and code that is not Rust.

mod html;
mod inline;
mod markdown;
mod status;

pub(crate) use status::status;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::TypeDef;

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
fn lines(text: &str) -> Vec<Literal> {
    text.trim_end()
        .lines()
        .map(|line| {
            if line.is_empty() {
                raw("")
            } else {
                raw(&format!(" {line}"))
            }
        })
        .collect()
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
pub(crate) fn safe(markdown: &str) -> String {
    markdown::lines(markdown).join("\n")
}

/// A description made safe, or our own words where it says nothing.
pub(crate) fn described(markdown: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    let text = markdown.map(safe).unwrap_or_default();
    if text.is_empty() { otherwise() } else { text }
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
    text.trim_start_matches(['#', '>', ' ']).to_owned()
}

/// The docs of a type: the document's, or where it stands.
pub(crate) fn type_docs(def: &TypeDef) -> TokenStream {
    let text = described(def.docs.as_deref(), || match &def.schema_name {
        Some(name) => format!("The schema `{name}`."),
        None => format!("The schema at `{}`.", def.pointer.replace('`', "'")),
    });
    let docs = doc(&text);
    let deprecated = def.deprecated.then(|| quote!(#[deprecated]));
    quote!(#docs #deprecated)
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
}
