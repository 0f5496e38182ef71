//! Adding an operation or a property renames no type that was there: each document is compared with
//! itself without one of them, and with another operation in front that says the same.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

use super::{files, map};

const DOCUMENTS: &[&str] = &[
    "../spec/token-operations.yaml",
    "tests/fixtures/features/equal_schemas.yaml",
    "tests/fixtures/features/shared_responses.yaml",
    "tests/fixtures/features/unions_of_primitives.yaml",
];

#[test]
fn an_addition_renames_nothing() {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let api = read(document);
        let all = names(&api);
        let mut compare = |what: &str, less: &BTreeSet<String>, more: &BTreeSet<String>| {
            compared += 1;
            let lost: Vec<_> = less.difference(more).collect();
            if !lost.is_empty() {
                wrong.push(format!("{document}: with {what}, {lost:?} are gone"));
            }
        };
        for (path, method) in operations(&api) {
            let what = format!("{method} {path}");
            compare(&what, &names(&without(&api, &path, &method)), &all);
            let copied = with_copy_in_front(&api, &path, &method);
            compare(&format!("another {what}"), &all, &names(&copied));
        }
        // Of the larger document, each takes a while.
        let every = if operations(&api).len() > 5 { 4 } else { 1 };
        for pointer in properties(&api, "").into_iter().step_by(every) {
            let (holder, key) = pointer.rsplit_once('/').expect("a parent");
            let mut less = api.clone();
            let holder = less.pointer_mut(holder).expect("it is there");
            map(holder).shift_remove(&key.replace("~1", "/"));
            // An enum over the errors of the operation itself goes if they become one type.
            let mut less = names(&less);
            less.retain(|name| pointer.starts_with("/components/") || !name.contains("Error"));
            compare(&pointer, &less, &all);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 50, "{compared} comparisons");
}

fn read(document: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let text = std::fs::read_to_string(path).expect("it is there");
    serde_yaml::from_str(&text).expect("it is YAML")
}

/// The public types of the crate, each with its file, and the methods of the groups.
fn names(api: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (path, text) in files(api) {
        if !path.starts_with("src/models/") && !path.starts_with("src/operations/") {
            continue;
        }
        let is_group = path.starts_with("src/operations/") && path.ends_with("/mod.rs");
        for line in text.lines() {
            let item = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|keyword| line.strip_prefix(keyword));
            let method = line.strip_prefix("    pub fn ").filter(|_| is_group);
            let end = |c: char| !c.is_alphanumeric() && c != '_' && c != '#';
            let name = item.or(method).and_then(|rest| rest.split(end).next());
            let shared = line.strip_prefix("pub use crate::responses::").map(|rest| {
                let (_, name) = rest.split_once(" as ").unwrap_or(("", rest));
                name.trim_end_matches(';')
            });
            names.extend(name.or(shared).map(|name| format!("{path} {name}")));
        }
    }
    names
}

fn operations(api: &Value) -> Vec<(String, String)> {
    let methods = ["get", "put", "post", "delete", "patch"];
    let items = api["paths"].as_object().expect("it has paths");
    let of_item = |(path, item): (&String, &Value)| {
        let path = path.clone();
        let item = item.as_object().expect("a Path Item Object").clone();
        let methods = methods
            .into_iter()
            .filter(move |one| item.contains_key(*one));
        methods.map(move |method| (path.clone(), method.to_owned()))
    };
    items.iter().flat_map(of_item).collect()
}

fn without(api: &Value, path: &str, method: &str) -> Value {
    let mut less = api.clone();
    map(&mut less["paths"][path]).shift_remove(method);
    less
}

/// The document with a copy of an operation as the first one.
fn with_copy_in_front(api: &Value, path: &str, method: &str) -> Value {
    let mut more = api.clone();
    let mut item = more["paths"][path].clone();
    let mut operation = map(&mut item).shift_remove(method).expect("it is there");
    operation["operationId"] = Value::from("aardvark");
    map(&mut item).retain(|key, _| key == "parameters");
    item[method] = operation;
    let mut paths = Map::new();
    paths.insert(format!("/aardvark{path}"), item);
    paths.extend(map(&mut more["paths"]).clone());
    more["paths"] = Value::Object(paths);
    more
}

/// The pointers of all properties of all schemas.
fn properties(value: &Value, pointer: &str) -> Vec<String> {
    let Some(object) = value.as_object() else {
        let items = value.as_array().into_iter().flatten().enumerate();
        return items
            .flat_map(|(index, item)| properties(item, &format!("{pointer}/{index}")))
            .collect();
    };
    let mut found = Vec::new();
    for (key, inner) in object {
        let at = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        if pointer.ends_with("/properties") {
            found.push(at.clone());
        }
        found.extend(properties(inner, &at));
    }
    found
}
