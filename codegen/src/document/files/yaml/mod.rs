//! Text to an untyped value. The only module that knows `serde_yaml`.
//!
//! JSON goes through `serde_json`, and through YAML if that refuses it. Both feed the same visitor,
//! which turns keys of any scalar type into strings, applies merge keys, reports duplicate keys,
//! and counts, so that a few aliases cannot become a value that fills the memory.

mod visitor;

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::document::rules;
use visitor::Counter;

/// A text that is no YAML, or not what can be a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub rule: &'static str,
    pub message: String,
    pub help: Option<String>,
    /// Line and column, from 1.
    pub position: Option<(usize, usize)>,
}

impl Invalid {
    fn new(rule: &'static str, message: impl Into<String>, help: &str) -> Self {
        Self {
            rule,
            message: message.into(),
            help: Some(help.to_owned()),
            position: None,
        }
    }
}

/// A value, and the pointers of keys that stand twice in their object.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub value: Value,
    pub duplicates: Vec<String>,
    /// Why it is no JSON, if it looks like JSON but is YAML only.
    pub not_json: Option<Invalid>,
}

/// Decodes bytes as UTF-8, without its byte order mark.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, Invalid> {
    let help = "save the file as UTF-8";
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        let message = "the file is UTF-16, but must be UTF-8";
        return Err(Invalid::new(rules::NOT_UTF8, message, help));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            Err(Invalid {
                position: Some((line, column)),
                ..Invalid::new(rules::NOT_UTF8, "the file is not valid UTF-8", help)
            })
        }
    }
}

/// Parses JSON or YAML.
pub(crate) fn parse(text: &str) -> Result<Parsed, Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::new(
            rules::EMPTY_FILE,
            "the file is empty",
            "an OpenAPI document begins with `openapi: 3.0.4` or the like",
        ));
    }
    let mut counter = Counter::new(text);
    if text.trim_start().starts_with(['{', '[']) {
        return parse_json(text, &mut counter).or_else(|json| {
            if json.rule != rules::SYNTAX {
                return Err(json);
            }
            // A flow mapping of YAML, or JSON with comments, trailing commas and the like.
            match parse_yaml(text, &mut Counter::new(text)) {
                Ok(parsed) => Ok(Parsed {
                    not_json: Some(json),
                    ..parsed
                }),
                Err(_) => Err(json),
            }
        });
    }
    parse_yaml(text, &mut counter)
}

fn parsed(counter: &mut Counter, value: Value) -> Parsed {
    Parsed {
        value,
        duplicates: std::mem::take(&mut counter.duplicates),
        not_json: None,
    }
}

fn parse_json(text: &str, counter: &mut Counter) -> Result<Parsed, Invalid> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = counter
        .root()
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => Ok(parsed(counter, value)),
        Err(error) => Err(syntax(
            counter,
            &error,
            "JSON",
            Some((error.line(), error.column().max(1))),
        )),
    }
}

/// The depth that both parsers accept.
pub(crate) const MAX_DEPTH: usize = 128;

/// More brackets that are never closed than prose in a document has.
const MAX_OPEN: usize = 1000;

/// Where more brackets are open than can be meant. `serde_yaml` reads a whole document before it
/// looks at its depth, and needs time quadratic in it.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let (mut line, mut start) = (1, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' => (line, start) = (line + 1, at + 1),
            _ => {}
        }
        if depth > MAX_OPEN {
            return Some((line, at - start + 1));
        }
    }
    None
}

fn nested_too_deeply(position: Option<(usize, usize)>) -> Invalid {
    Invalid {
        position,
        ..Invalid::new(
            rules::TOO_DEEP,
            format!("the document is nested more than {MAX_DEPTH} levels deep"),
            "move nested objects into `components` and refer to them with `$ref`",
        )
    }
}

fn parse_yaml(text: &str, counter: &mut Counter) -> Result<Parsed, Invalid> {
    if let Some(position) = too_deep(text) {
        return Err(nested_too_deeply(Some(position)));
    }
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let first = documents
        .next()
        .ok_or_else(|| Invalid::new(rules::EMPTY_FILE, "the file is empty", "write a document"))?;
    let value = counter.root().deserialize(first).map_err(|error| {
        let position = error.location().map(|at| (at.line(), at.column()));
        syntax(counter, &error, "YAML", position)
    })?;
    // A trailing `---` starts a document that holds nothing.
    if let Some(second) = documents.next()
        && !matches!(Value::deserialize(second), Ok(Value::Null))
    {
        return Err(Invalid::new(
            rules::SEVERAL_DOCUMENTS,
            "the file contains more than one YAML document",
            "move each document to a file of its own",
        ));
    }
    Ok(parsed(counter, value))
}

fn syntax(
    counter: &Counter,
    error: &dyn fmt::Display,
    language: &str,
    position: Option<(usize, usize)>,
) -> Invalid {
    let message = error.to_string();
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or(&message)
        .to_owned();
    if message.contains("recursion limit") {
        return nested_too_deeply(position);
    }
    if counter.refused || message.contains("repetition limit") {
        return Invalid {
            position,
            ..Invalid::new(
                rules::ALIAS_BOMB,
                "the aliases of this file expand to much more data than the file contains",
                "move repeated objects into `components` and refer to them with `$ref`",
            )
        };
    }
    Invalid {
        position,
        ..Invalid::new(
            rules::SYNTAX,
            format!("this is not valid {language}: {message}"),
            "fix the syntax at this position",
        )
    }
}
