//! What a document can repeat takes time that grows with its length and no faster.
//!
//! Each document repeats one thing until it is as long as no author would make it. It takes well
//! under a second; what is quadratic in it takes many minutes, and never ends here.

use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use codegen::{Options, generate};
use serde_json::{Value, json};

/// How long the texts are, in bytes.
const LENGTH: usize = 200_000;

/// How many names, values and the like there are.
const COUNT: usize = 4_000;

/// Far more than any of these takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(180);

fn repeated(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

fn with_description(description: &str) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "A", "version": "1", "description": description},
        "paths": {},
        "components": {"schemas": {"A": {"type": "object", "description": description}}},
    })
}

fn with_schema(schema: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {},
        "components": {"schemas": {"A": schema}},
    })
}

fn with_operation(operation: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "A", "version": "1"},
        "paths": {"/a": {"get": operation}},
    })
}

fn documents() -> Vec<(String, Value)> {
    let mut documents = descriptions();
    documents.extend(schemas());
    documents.extend(operations());
    documents
}

fn many(make: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..COUNT).map(make).collect()
}

fn map(make: impl Fn(usize) -> (String, Value)) -> Value {
    (0..COUNT)
        .map(make)
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Names that differ, but look alike: each `a` is Latin or Cyrillic.
fn alike(index: usize) -> String {
    let letter = |bit: u32| {
        if (index >> bit) & 1 == 0 {
            'a'
        } else {
            '\u{430}'
        }
    };
    (0..12).map(letter).collect()
}

/// Names that differ, but become one in Rust.
fn colliding(index: usize) -> String {
    " ".repeat(index % 50) + "a" + &"!".repeat(index / 50)
}

fn descriptions() -> Vec<(String, Value)> {
    let pieces = [
        "> ",
        ">",
        "[",
        "]",
        "[a](",
        "(",
        "`",
        "`a",
        "``a`",
        "<",
        "<a ",
        "<a>",
        "</a>",
        "<a href=\"x\">",
        "- ",
        "* ",
        "1. ",
        "#",
        "\\",
        "*",
        "_",
        "~",
        "|",
        "!",
        "&",
        "http://",
        "h",
        "\n",
        "a\n\n",
        "```\n",
        "    a\n",
        "> - ",
        "[^1]",
        "[a]: b\n",
        "<!--",
    ];
    let mut documents: Vec<_> = pieces
        .map(|piece| {
            let text = repeated(piece);
            (
                format!("a description of {piece:?}"),
                with_description(&text),
            )
        })
        .into();
    // Runs of backticks of every length.
    let runs: String = (1..600).map(|length| "`".repeat(length) + "a").collect();
    documents.push(("runs of backticks".to_owned(), with_description(&runs)));
    documents
}

fn schemas() -> Vec<(String, Value)> {
    vec![
        (
            "enum values that collide".to_owned(),
            with_schema(&json!({"type": "string", "enum": many(|i| colliding(i).into())})),
        ),
        (
            "enum values that look alike".to_owned(),
            with_schema(&json!({"type": "string", "enum": many(|i| alike(i).into())})),
        ),
        (
            "properties that collide".to_owned(),
            with_schema(
                &json!({"type": "object", "properties": map(|i| (colliding(i), json!({})))}),
            ),
        ),
        (
            "a long name of symbols".to_owned(),
            with_schema(&json!({"type": "string", "enum": [repeated("!") + "a", repeated("-")]})),
        ),
        (
            "a property of a long name".to_owned(),
            with_schema(&json!({"type": "object", "properties": {repeated("ab c"): {}}})),
        ),
        (
            "members of a union".to_owned(),
            with_schema(
                &json!({"oneOf": many(|i| json!({"type": "object", "properties": {format!("p{i}"): {}}}))}),
            ),
        ),
        (
            "members of an allOf".to_owned(),
            with_schema(&json!({"allOf": many(|i| json!({"properties": {format!("p{i}"): {}}}))})),
        ),
        (
            "items by position".to_owned(),
            with_schema(&json!({"prefixItems": many(|i| json!({"maximum": i})), "items": false})),
        ),
        (
            "a section that is one reference".to_owned(),
            json!({
                "openapi": "3.1.0",
                "info": {"title": "A", "version": "1"},
                "components": {"schemas": {"$ref": "#/x-a"}},
                "x-a": map(|i| (format!("A{i}"), json!({"$ref": format!("#/x-a/A{}", i / 2)}))),
            }),
        ),
    ]
}

fn operations() -> Vec<(String, Value)> {
    vec![
        (
            "tags".to_owned(),
            with_operation(&json!({"tags": many(|i| format!("t{i}").into()), "responses": {}})),
        ),
        (
            "parameters".to_owned(),
            with_operation(&json!({
                "parameters": many(|i| json!({"name": colliding(i), "in": "query", "schema": {}})),
                "responses": {},
            })),
        ),
        (
            "responses".to_owned(),
            with_operation(&json!({"responses": map(|i| (
                format!("{}", 100 + i % 500),
                json!({"description": "", "content": {format!("application/a{i}"): {}}}),
            ))})),
        ),
        (
            "media types".to_owned(),
            with_operation(&json!({"responses": {"200": {
                "description": "",
                "content": map(|i| (format!("application/a{i}+json"), json!({}))),
            }}})),
        ),
        (
            "references in a chain".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": {},
                "components": {"schemas": map(|i| (
                    format!("A{i}"),
                    json!({"$ref": format!("#/components/schemas/A{}", (i + 1).min(COUNT - 1))}),
                ))},
            }),
        ),
        (
            "operations of one id".to_owned(),
            json!({
                "openapi": "3.0.3",
                "info": {"title": "A", "version": "1"},
                "paths": map(|i| (format!("/a{i}"), json!({"get": {"operationId": "a", "responses": {}}}))),
            }),
        ),
    ]
}

#[test]
fn time_grows_with_the_length_of_a_document_and_no_faster() {
    for (what, document) in documents() {
        let (done, waiting) = mpsc::channel();
        thread::spawn(move || {
            let folder = tempfile::tempdir().expect("a directory can be made");
            let spec = folder.path().join("long.json");
            fs::write(&spec, document.to_string()).expect("it can be written");
            let options = Options {
                crate_name: "long".to_owned(),
                ..Options::default()
            };
            // Whether there is a crate is the business of other tests.
            let _ = done.send(generate(&spec, &options).is_ok());
        });
        let start = std::time::Instant::now();
        let end = waiting.recv_timeout(PATIENCE);
        if std::env::var_os("GROWTH_TIMES").is_some() {
            eprintln!("{:6.2} s  {what}: {end:?}", start.elapsed().as_secs_f64());
        }
        assert!(end.is_ok(), "{what} does not end: {end:?}");
    }
}
