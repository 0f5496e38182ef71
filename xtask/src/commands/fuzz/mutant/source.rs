//! The documents that mutants are made of.

use crate::{
    files::failed,
    generation::documents::{self, Document},
};
use miette::Result;
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, path::PathBuf};

/// A document, as text and as a tree.
#[derive(Debug)]
pub struct Source {
    /// Where it is.
    pub document: Document,
    /// As it is written.
    pub text: Vec<u8>,
    /// As it is meant; none if it is no YAML.
    pub tree: Option<Value>,
}

/// Reads all documents below the directories, and the files.
///
/// # Errors
///
/// What the file system reports, and if there is no document.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        for document in documents::find(path)? {
            let text =
                fs::read(&document.path).map_err(|error| failed("read", &document.path, &error))?;
            sources.push(Source {
                tree: parse(&text),
                document,
                text,
            });
        }
    }
    if sources.is_empty() {
        return Err(miette::miette!(
            help = "pass files with `openapi` at their top level, or directories of them",
            "there is no description to mutate"
        ));
    }
    Ok(sources)
}

fn parse(text: &[u8]) -> Option<Value> {
    if let Ok(tree) = serde_json::from_slice(text) {
        return Some(tree);
    }
    let tree: serde_yaml::Value = serde_yaml::from_slice(text).ok()?;
    to_json(tree)
}

/// YAML as JSON; keys that are no text (`200:`) become text.
fn to_json(value: serde_yaml::Value) -> Option<Value> {
    use serde_yaml::Value as Yaml;
    Some(match value {
        Yaml::Mapping(mapping) => {
            let mut map = Map::new();
            for (key, value) in mapping {
                let key = match key {
                    Yaml::String(key) => key,
                    other => serde_yaml::to_string(&other).ok()?.trim_end().to_owned(),
                };
                map.insert(key, to_json(value)?);
            }
            Value::Object(map)
        }
        Yaml::Sequence(items) => {
            Value::Array(items.into_iter().map(to_json).collect::<Option<_>>()?)
        }
        Yaml::Tagged(tagged) => to_json(tagged.value)?,
        other => serde_json::to_value(other).unwrap_or_default(),
    })
}

/// The document with just some of its paths, chosen by `keep`, and the components that they reach:
/// a small mutant is generated quickly, and what is left over would hide what is mutated.
#[must_use]
pub fn slice(tree: &Value, mut keep: impl FnMut(usize) -> bool) -> Value {
    let Value::Object(top) = tree else {
        return tree.clone();
    };
    let mut small = Map::new();
    for (key, value) in top {
        let value = match (key.as_str(), value) {
            ("paths" | "webhooks", Value::Object(paths)) => {
                let mut number = 0;
                let kept = paths.iter().filter(|_| {
                    number += 1;
                    keep(number - 1)
                });
                Value::Object(
                    kept.map(|(path, item)| (path.clone(), item.clone()))
                        .collect(),
                )
            }
            ("components", _) => continue,
            _ => value.clone(),
        };
        small.insert(key.clone(), value);
    }
    let mut reached = BTreeSet::new();
    let mut pending = Vec::new();
    references(&Value::Object(small.clone()), &mut pending);
    while let Some((section, name)) = pending.pop() {
        if let Some(component) = tree.pointer(&format!("/components/{section}/{name}"))
            && reached.insert((section, name))
        {
            references(component, &mut pending);
        }
    }
    if let Some(Value::Object(components)) = top.get("components") {
        let mut kept = Map::new();
        for (section, members) in components {
            let Value::Object(members) = members else {
                continue;
            };
            // Security schemes are named, not referred to.
            let all = section == "securitySchemes";
            let members: Map<String, Value> = members
                .iter()
                .filter(|(name, _)| {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    all || reached.contains(&(section.clone(), name))
                })
                .map(|(name, member)| (name.clone(), member.clone()))
                .collect();
            kept.insert(section.clone(), Value::Object(members));
        }
        small.insert("components".to_owned(), Value::Object(kept));
    }
    Value::Object(small)
}

/// Section and name of each component that is referred to.
fn references(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => {
            // Also the values of a discriminator's mapping.
            if let Some(rest) = text.strip_prefix("#/components/") {
                let mut parts = rest.split('/');
                if let (Some(section), Some(name)) = (parts.next(), parts.next()) {
                    found.push((section.to_owned(), name.to_owned()));
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(map) => map.values().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_slice_has_what_it_reaches() {
        let refer = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let tree = json!({
            "openapi": "3.0.3",
            "paths": { "/a": { "x": refer("A") }, "/b": { "x": refer("C") } },
            "components": {
                "schemas": { "A": refer("B"), "B": refer("A"), "C": {} },
                "securitySchemes": { "key": {} },
            },
        });
        assert_eq!(
            slice(&tree, |number| number == 0),
            json!({
                "openapi": "3.0.3",
                "paths": { "/a": { "x": refer("A") } },
                "components": {
                    "schemas": { "A": refer("B"), "B": refer("A") },
                    "securitySchemes": { "key": {} },
                },
            })
        );
    }

    #[test]
    fn yaml_and_json_are_read_alike() {
        let yaml = parse(b"responses:\n  200: {a: [1, ~, 1.5]}\n");
        let json = parse(br#"{"responses": {"200": {"a": [1, null, 1.5]}}}"#);
        assert!(yaml.is_some());
        assert_eq!(yaml, json);
    }
}
