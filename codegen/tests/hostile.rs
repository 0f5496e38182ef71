//! Documents whose every name, value and text is someone's attempt to get out of where it belongs:
//! into code, into tests of the docs, into the pages of rustdoc, out of the crate's folder.
//!
//! A slice runs by default. `HOSTILE_DOCUMENTS=20000 cargo test -p codegen --test hostile` runs more.

use std::fs;
use std::path::{Component, Path};

use codegen::{File, Options, generate};
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options as Extensions, Parser, Tag, TagEnd};
use serde_json::{Map, Value};

const DEFAULT_COUNT: u64 = 300;

/// What gets through says this word, as code.
const WORD: &str = "PWNED";

const TEXTS: &[&str] = &[
    "x\n```\nPWNED();\n```\n",
    "x\n```rust\nPWNED();\n```",
    "```\nPWNED();",
    "~~~\nPWNED();\n~~~",
    "x\r\n\r\n    PWNED();\r\n",
    "    PWNED();",
    "\tPWNED();",
    "x\n\n        PWNED();\n\ny",
    "- <u>\n\n    PWNED();",
    "- x\n>\n    PWNED();",
    "1. x\n\n       PWNED();",
    "> ```\n> PWNED();\n> ```",
    "`\n<script>PWNED()</script>`",
    "<script>PWNED()</script>",
    "<img src=x onerror=PWNED()>",
    "<!-- --> <b>PWNED</b>",
    "[x](javascript:PWNED())",
    "[x]: javascript:PWNED()\n\n[x]",
    "<javascript:PWNED()>",
    "![x](data:text/html,PWNED)",
    "[^1]\n\n[^1]:\n    PWNED();\n\n        PWNED();",
    "``PWNED`",
    "a`b``c",
    "| a |\n|---|\n| `|` PWNED |",
    "*/ PWNED(); /*",
    "\"; PWNED!(); \"",
    "\"]\nPWNED!();\n#[doc = \"",
    "r#\"PWNED\"#",
    "\\",
    "\\\"",
    "'",
    "#![PWNED]",
    "// PWNED",
    "\u{202e}PWNED\u{202c}",
    "P\u{200b}WNED",
    "PWNED\u{2028}PWNED();",
    "\u{0}PWNED",
    "\u{1b}[31mPWNED\u{7}",
    "\u{3164}",
    "${PWNED}",
    "{PWNED}",
    "{",
    "../../PWNED",
    "/etc/PWNED",
    "C:\\PWNED",
    "con",
    "aux.rs",
    "self",
    "r#type",
    "",
    " ",
];

/// Random, but the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or_default()
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn text(&mut self) -> String {
        match self.below(12) {
            0 => TEXTS[self.below(TEXTS.len())].repeat(1 + self.below(40)),
            1 | 2 => format!(
                "{}{}",
                TEXTS[self.below(TEXTS.len())],
                TEXTS[self.below(TEXTS.len())]
            ),
            _ => TEXTS[self.below(TEXTS.len())].to_owned(),
        }
    }
}

/// Words that say what a document is. Everything else is a stranger's.
const GRAMMAR: &[&str] = &[
    "openapi", "$ref", "type", "in", "style", "format", "swagger", "flow",
];

/// Maps whose keys are names of the document's own.
const NAMED: &[&str] = &[
    "properties",
    "content",
    "headers",
    "scopes",
    "variables",
    "mapping",
    "encoding",
    "examples",
    "patternProperties",
];

fn poison(value: &mut Value, key: &str, random: &mut Random) {
    match value {
        Value::String(text) if !GRAMMAR.contains(&key) => {
            if random.one_in(4) {
                *text = match key {
                    // An absolute URL is checked where it is read; its variables are names.
                    "url" => format!("https://example.com/{}", random.text()),
                    _ => random.text(),
                };
            }
        }
        Value::Array(items) => {
            for item in items {
                poison(item, key, random);
            }
        }
        Value::Object(map) => {
            let is_named = NAMED.contains(&key);
            let entries: Vec<_> = std::mem::take(map).into_iter().collect();
            for (name, mut inner) in entries {
                poison(&mut inner, if is_named { "" } else { &name }, random);
                let name = match key {
                    "paths" if random.one_in(4) => {
                        format!("{name}/{}", random.text().replace(['{', '}'], ""))
                    }
                    "securitySchemes" | "schemas" | "parameters" => name,
                    _ if is_named && random.one_in(4) => random.text(),
                    _ => name,
                };
                map.insert(name, inner);
            }
            if random.one_in(6) {
                describe(map, random);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Gives a schema or the like the texts that it did not have.
fn describe(map: &mut Map<String, Value>, random: &mut Random) {
    if !map.contains_key("type") {
        return;
    }
    for key in ["description", "title", "default", "x-rust-name"] {
        if random.one_in(3) {
            map.insert(key.to_owned(), random.text().into());
        }
    }
    if map["type"] == "string" && random.one_in(3) {
        let values: Vec<Value> = (0..3).map(|_| random.text().into()).collect();
        map.insert("enum".to_owned(), values.into());
    }
}

fn documents() -> Vec<Value> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let features = fs::read_dir(fixtures.join("features")).expect("the fixtures are there");
    let mut paths: Vec<_> = features
        .map(|entry| entry.expect("the entry can be read").path())
        .chain([fixtures.join("emit.yaml"), fixtures.join("wire.yaml")])
        .collect();
    paths.sort();
    let read = |path: &_| {
        let text = fs::read_to_string(path).expect("the fixture can be read");
        serde_yaml::from_str(&text).expect("the fixture is YAML")
    };
    paths.iter().map(read).collect()
}

#[test]
fn no_text_of_a_document_gets_out_of_its_place() {
    let documents = documents();
    let count = std::env::var("HOSTILE_DOCUMENTS").map_or(DEFAULT_COUNT, |count| {
        count.parse().expect("HOSTILE_DOCUMENTS is a number")
    });
    let folder = tempfile::tempdir().expect("a directory can be made");
    let spec = folder.path().join("hostile.json");
    let options = Options {
        crate_name: "hostile".to_owned(),
        ..Options::default()
    };
    let mut made = 0;
    for seed in 1..=count {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut document = documents[random.below(documents.len())].clone();
        poison(&mut document, "", &mut random);
        let text = serde_json::to_string_pretty(&document).expect("it is JSON");
        fs::write(&spec, &text).expect("it can be written");
        match generate(&spec, &options) {
            Ok(generated) => {
                made += 1;
                for file in &generated.files {
                    if let Err(problem) = check(file) {
                        panic!("seed {seed}: {}: {problem}", file.path);
                    }
                }
            }
            Err(found) => {
                let last = found.iter().find(|one| one.rule == codegen::UNSAFE_DOCS);
                assert!(last.is_none(), "seed {seed}: {found}");
            }
        }
    }
    assert!(made * 4 > count, "{made} of {count} are generated");
}

fn check(file: &File) -> Result<(), String> {
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
