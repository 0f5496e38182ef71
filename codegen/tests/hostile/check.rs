//! Checks that a file of a crate is Rust with docs, and that nothing hostile is code in it.

use std::path::{Component, Path};

use codegen::File;
use codegen::outline::{self, Outline};
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options as Extensions, Parser, Tag, TagEnd};

/// What gets through says this word, as code.
const WORD: &str = "PWNED";

/// What is wrong with a file.
pub fn check(file: &File) -> Result<(), String> {
    if file.path == outline::PATH {
        return check_outline(&file.contents);
    }
    let path = Path::new(&file.path);
    let is_inside = path.is_relative()
        && path
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        && (path.starts_with("src") || path.starts_with("tests"));
    let is_short = path.iter().all(|name| name.len() <= 255);
    if !is_inside || !is_short || file.path.contains(char::is_control) {
        return Err("this is no path inside of the crate".to_owned());
    }
    let tokens: TokenStream = file
        .contents
        .parse()
        .map_err(|error| format!("{error}\n{}", file.contents))?;
    syn::parse_file(&file.contents).map_err(|error| format!("this is not Rust: {error}"))?;
    check_code(tokens)?;
    // The runtime holds nothing of the document.
    if path.starts_with("src/runtime") {
        return Ok(());
    }
    let mut docs = String::new();
    // One line more ends the last docs.
    for line in file.contents.lines().chain([""]) {
        let line = line.trim_start();
        match line.strip_prefix("///").or(line.strip_prefix("//!")) {
            Some(text) => {
                docs.push_str(text.strip_prefix(' ').unwrap_or(text));
                docs.push('\n');
            }
            None => {
                check_docs(&docs, Extensions::all())?;
                check_docs(&docs, Extensions::empty())?;
                docs.clear();
            }
        }
    }
    Ok(())
}

/// The word may be a name or in a string, but nothing that is called.
fn check_code(tokens: TokenStream) -> Result<(), String> {
    let mut before = String::new();
    for token in tokens {
        let is_call = match &token {
            TokenTree::Punct(punct) => punct.as_char() == '!',
            TokenTree::Group(_) => true,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if before == WORD && is_call {
            return Err(format!("`{before}{token}` is code"));
        }
        before = match token {
            TokenTree::Ident(name) => name.to_string(),
            TokenTree::Group(group) => {
                check_code(group.stream())?;
                String::new()
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => String::new(),
        };
    }
    Ok(())
}

/// Nothing of the document begins a line of the outline, or ends one.
fn check_outline(text: &str) -> Result<(), String> {
    let (_, lines) = text.split_once('\n').unwrap_or_default();
    let read = Outline::parse(lines).to_string();
    let differing = lines
        .lines()
        .zip(read.lines())
        .find(|(one, other)| one != other);
    match differing {
        Some((written, read)) => Err(format!("{written:?} is read as {read:?}")),
        None if read.len() != lines.len() => Err("a line of the outline is lost".to_owned()),
        None => Ok(()),
    }
}

/// What rustdoc would compile is Rust that does not call the word; there is no HTML and no link to
/// a program.
fn check_docs(docs: &str, extensions: Extensions) -> Result<(), String> {
    let supported = extensions
        - Extensions::ENABLE_MATH
        - Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
        - Extensions::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        - Extensions::ENABLE_OLD_FOOTNOTES
        - Extensions::ENABLE_HEADING_ATTRIBUTES;
    let mut code: Option<String> = None;
    for event in Parser::new_ext(docs, supported) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(language) => language.into_string(),
                };
                // What rustdoc takes for Rust: attributes of its own, and nothing else.
                let is_rust = language.split([',', ' ']).all(|word| {
                    [
                        "",
                        "rust",
                        "no_run",
                        "ignore",
                        "should_panic",
                        "compile_fail",
                    ]
                    .contains(&word)
                });
                code = is_rust.then(String::new);
            }
            Event::Text(text) => {
                if let Some(code) = &mut code {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(code) = code.take() {
                    let code = code.replace("\n# ", "\n");
                    let code = code.strip_prefix("# ").unwrap_or(&code);
                    syn::parse_file(code)
                        .map_err(|_| format!("a test that is not ours: {code}"))?;
                    check_code(code.parse().map_err(|error| format!("{error}"))?)?;
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                return Err(format!("HTML: {html}\n{docs}"));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let scheme = dest_url
                    .split_once(':')
                    .filter(|(_, rest)| !rest.starts_with(':'));
                if scheme.is_some_and(|(scheme, _)| !["http", "https"].contains(&scheme)) {
                    return Err(format!("a link to {dest_url}"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}
