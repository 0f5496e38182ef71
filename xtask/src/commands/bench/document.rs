//! Larger descriptions, made of a real one.

use miette::{IntoDiagnostic, Result};
use serde_json::{Map, Value};

/// The maps of a document whose entries are copied under other names.
const COPIED: [&str; 7] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "links",
];

/// A description in YAML, repeated: each copy has paths, operations and components of its own.
pub fn repeated(yaml: &str, times: usize) -> Result<String> {
    let original: Value = serde_yaml::from_str(yaml).into_diagnostic()?;
    let mut document = original.clone();
    for copy in 1..times {
        let mut part = original.clone();
        rename(&mut part, copy);
        if let (Some(to), Some(from)) = (object(&mut document, "paths"), part.get("paths")) {
            for (path, item) in from.as_object().into_iter().flatten() {
                to.insert(format!("/copy{copy}{path}"), item.clone());
            }
        }
        let Some(to) = object(&mut document, "components") else {
            continue;
        };
        for kind in COPIED {
            let from = part.pointer(&format!("/components/{kind}"));
            for (name, component) in from.and_then(Value::as_object).into_iter().flatten() {
                if let Some(to) = to.get_mut(kind).and_then(Value::as_object_mut) {
                    to.insert(format!("{name}_copy{copy}"), component.clone());
                }
            }
        }
    }
    serde_json::to_string(&document).into_diagnostic()
}

fn object<'a>(document: &'a mut Value, name: &str) -> Option<&'a mut Map<String, Value>> {
    document.get_mut(name)?.as_object_mut()
}

/// Gives references and operations the names of a copy.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, copy)),
        Value::Object(properties) => {
            for (name, value) in properties {
                match value {
                    Value::String(text)
                        if name == "operationId" || text.starts_with("#/components/") =>
                    {
                        text.push_str(&format!("_copy{copy}"));
                    }
                    _ => rename(value, copy),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_names_of_their_own() {
        let yaml = "
paths: { /a: { get: { operationId: a, x: { $ref: '#/components/schemas/A' } } } }
components: { schemas: { A: { type: string } } }
";
        let document: Value = serde_json::from_str(&repeated(yaml, 2).unwrap()).unwrap();
        let copy = document.pointer("/paths/~1copy1~1a/get").unwrap();
        assert_eq!(copy["operationId"], "a_copy1");
        assert_eq!(copy["x"]["$ref"], "#/components/schemas/A_copy1");
        assert!(document.pointer("/components/schemas/A_copy1").is_some());
        assert_eq!(document.pointer("/paths/~1a/get/operationId").unwrap(), "a");
    }
}
