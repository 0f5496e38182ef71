//! The outline of a crate: what a change means to its users, without what does not concern them.

use std::path::Path;

use codegen::outline::Outline;
use codegen::review::compare;
use codegen::{Options, generate};
use serde_json::{Map, Value};

fn path(document: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(document)
}

fn outline_at(path: &Path) -> String {
    made(path).to_string()
}

fn made(path: &Path) -> Outline {
    let options = Options {
        crate_name: "outline".to_owned(),
        ..Options::default()
    };
    match generate(path, &options) {
        Ok(generated) => generated.outline(&options),
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

fn outline_of(document: &Value) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.json");
    std::fs::write(&path, document.to_string()).expect("it is written");
    outline_at(&path)
}

fn read(document: &str) -> Value {
    let text = std::fs::read_to_string(path(document)).expect("it is there");
    serde_yaml::from_str(&text).expect("it is YAML")
}

const TOKEN_OPERATIONS: &str = "../spec/token-operations.yaml";
const WIRE: &str = "tests/fixtures/wire.yaml";

/// The wire crate has every kind of parameter, body, response and type; its outline is reviewed there.
#[test]
fn what_is_written_is_read_again() {
    let written = outline_at(&path(WIRE));
    let read = Outline::parse(&written);
    assert_eq!(read.to_string(), written);
    let review = compare(&read, &made(&path(WIRE)));
    assert!(review.changes.is_empty(), "{:#?}", review.changes);
}

/// Descriptions, summaries and examples, everywhere but where they are names of properties.
fn without_prose(value: &Value, is_map_of_names: bool) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, _)| {
                let is_prose = [
                    "description",
                    "summary",
                    "example",
                    "examples",
                    "externalDocs",
                ];
                is_map_of_names || !is_prose.contains(&key.as_str())
            });
            let kept = kept.map(|(key, inner)| {
                // The description of a server is what it is named after.
                if key == "servers" {
                    return (key.clone(), inner.clone());
                }
                let names = ["properties", "schemas", "paths", "responses"];
                let names = names.contains(&key.as_str()) && !is_map_of_names;
                (key.clone(), without_prose(inner, names))
            });
            let mut kept: Map<String, Value> = kept.collect();
            // The one that a Response Object must have.
            if !is_map_of_names && object.contains_key("content") && !object.contains_key("in") {
                kept.insert("description".to_owned(), Value::from("."));
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| without_prose(item, false));
            Value::Array(items.collect())
        }
        other => other.clone(),
    }
}

#[test]
fn prose_does_not_matter() {
    for document in [TOKEN_OPERATIONS, WIRE] {
        let document = read(document);
        let bare = without_prose(&document, false);
        assert_ne!(document, bare);
        let (whole, bare) = (outline_of(&document), outline_of(&bare));
        for (whole, bare) in whole.lines().zip(bare.lines()) {
            assert_eq!(whole, bare);
        }
        assert_eq!(whole.len(), bare.len());
    }
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    let document = read(TOKEN_OPERATIONS);
    let mut turned = document.clone();
    for pointer in ["/paths", "/components/schemas"] {
        let map = turned.pointer_mut(pointer).and_then(Value::as_object_mut);
        let map = map.expect("it is there");
        *map = std::mem::take(map).into_iter().rev().collect();
    }
    assert_ne!(document.to_string(), turned.to_string());
    assert_eq!(outline_of(&document), outline_of(&turned));
}
