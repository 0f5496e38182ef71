//! A change of the description changes what it means and nothing else: each basic edit of
//! `spec/token-operations.yaml`, and the files that it changes.

mod edits;
mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use codegen::{Options, generate};
use edits::{EDITS, Step};
use serde_json::{Map, Value};

#[test]
fn an_edit_changes_what_it_means() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/token-operations.yaml");
    let text = fs::read_to_string(spec).expect("it is there");
    let api: Value = serde_yaml::from_str(&text).expect("it is YAML");
    let before = files(&api);
    let mut wrong = Vec::new();
    for (what, steps, expected) in EDITS {
        let mut edited = api.clone();
        for step in *steps {
            apply(&mut edited, step);
        }
        let found = changes(&before, &files(&edited));
        if found != *expected {
            wrong.push(format!("{what}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "not as expected: {}", wrong.join("\n"));
}

fn changes(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths
        .into_iter()
        .filter_map(|path| match (before.get(path), after.get(path)) {
            (Some(before), Some(after)) if before == after => None,
            (Some(_), Some(_)) => Some(path.clone()),
            (None, _) => Some(format!("+ {path}")),
            (_, None) => Some(format!("- {path}")),
        })
        .collect()
}

fn files(api: &Value) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("api.json");
    fs::write(&spec, api.to_string()).expect("it can be written");
    let options = Options {
        crate_name: "edited-client".to_owned(),
        ..Options::default()
    };
    match generate(&spec, &options) {
        Ok(generated) => generated
            .files
            .into_iter()
            .map(|file| (file.path, file.contents))
            .collect(),
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

/// A pointer with all that its first word stands for.
fn full(pointer: &str) -> String {
    for (word, place) in [
        ("/schemas/", "/components/schemas/"),
        ("/list/", "/paths/~1api~1auth~1token~1get~1list/get/"),
        ("/revoke/", "/paths/~1api~1auth~1token~1revoke/post/"),
    ] {
        if let Some(rest) = pointer.strip_prefix(word) {
            return format!("{place}{rest}");
        }
    }
    pointer.to_owned()
}

fn apply(api: &mut Value, step: &Step) {
    match *step {
        Step::Put(pointer, json) => {
            let value = serde_json::from_str(json).expect("it is JSON");
            match holder(api, pointer) {
                (Value::Array(items), key) if key == "-" => items.push(value),
                (Value::Array(items), key) => items[index(&key)] = value,
                (holder, key) => drop(map(holder).insert(key, value)),
            }
        }
        Step::Remove(pointer) => match holder(api, pointer) {
            (Value::Array(items), key) => drop(items.remove(index(&key))),
            (holder, key) => drop(map(holder).shift_remove(&key).expect("it is there")),
        },
        Step::Rename(pointer, to) => {
            let (holder, from) = holder(api, pointer);
            let map = map(holder);
            assert!(map.contains_key(&from), "nothing is at {pointer}");
            for (key, value) in std::mem::take(map) {
                map.insert(if key == from { to.to_owned() } else { key }, value);
            }
        }
        Step::Copy(pointer, to) => {
            let (holder, from) = holder(api, pointer);
            let value = map(holder)[&from].clone();
            map(holder).insert(to.to_owned(), value);
        }
        Step::Last(pointer) => {
            let (holder, key) = holder(api, pointer);
            let value = map(holder).shift_remove(&key).expect("it is there");
            map(holder).insert(key, value);
        }
        Step::Replace(from, to) => {
            let quoted = |text: &str| format!("\"{text}\"");
            let text = api.to_string().replace(&quoted(from), &quoted(to));
            *api = serde_json::from_str(&text).expect("it is JSON");
        }
    }
}

/// What holds the value at a pointer, and its key there.
fn holder<'a>(api: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let pointer = full(pointer);
    let (parent, key) = pointer.rsplit_once('/').expect("a parent");
    match api.pointer_mut(parent) {
        Some(holder) => (holder, key.replace("~1", "/")),
        None => panic!("nothing is at {parent}"),
    }
}

fn map(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().expect("a map")
}

fn index(key: &str) -> usize {
    key.parse().expect("a number")
}
