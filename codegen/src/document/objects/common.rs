//! Small objects that several others hold: Server Object, Server Variable Object, External
//! Documentation Object and Example Object (OpenAPI 3.1.2, sections of these names).

use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::Value;

use super::fields::{Fields, or_ref};
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::{JsonObject, carry, single, text_as};
use crate::document::walk::grammar::{Grammar, Missing, Shape, TEXTS, grammar};
use crate::document::walk::scalar::has_scalar;
use crate::document::{extensions, rules};

pub(super) const SERVERS: Shape = Shape::List(&Shape::Object(&SERVER));
pub(super) const EXTERNAL_DOCS: Shape = Shape::Object(&EXTERNAL_DOCUMENTATION);
pub(super) const EXAMPLES: Shape = Shape::Map(&Shape::Object(&EXAMPLE));

pub(super) static SERVER: Grammar = Grammar {
    repair: |reader, map| has_scalar(reader, map, "url", "server"),
    from_other: |value| text_as(value, "url"),
    ..grammar(
        "a Server Object",
        &[
            ("url", Shape::Text),
            ("name", Shape::Dropped),
            ("description", Shape::Text),
            ("variables", Shape::Map(&Shape::Object(&SERVER_VARIABLE))),
        ],
    )
};

pub(super) fn server(value: Value) -> model::Server {
    let mut fields = Fields::of(value);
    model::Server {
        url: fields.text_or_empty("url"),
        description: fields.text("description"),
        variables: fields
            .contains("variables")
            .then(|| fields.entries_of("variables", server_variable)),
        extensions: fields.extensions(),
    }
}

static SERVER_VARIABLE: Grammar = Grammar {
    repair: repair_server_variable,
    from_other: |value| text_as(value, "default"),
    ..grammar(
        "a Server Variable Object",
        &[
            ("enum", TEXTS),
            ("default", Shape::Text),
            ("description", Shape::Text),
        ],
    )
};

/// `default` is required. Without it the caller has to set the variable, unless there is one value
/// only.
fn repair_server_variable(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if map.get("default").is_some_and(|default| !default.is_null()) {
        return true;
    }
    map.shift_remove("default");
    let values = map.get("enum").and_then(Value::as_array);
    let message = match values.map(Vec::as_slice) {
        Some([only]) => {
            let (message, only) = (format!("its only value {only} is used"), only.clone());
            map.insert("default".to_owned(), only);
            message
        }
        _ => "callers have to set it".to_owned(),
    };
    let message = format!("this server variable has no `default`; {message}");
    reader.warn(rules::SERVER_VARIABLE, "", message, Some("add `default`"));
    true
}

fn server_variable(value: Value) -> model::ServerVariable {
    let mut fields = Fields::of(value);
    let default = fields.text("default");
    let mut variable = model::ServerVariable {
        enumeration: fields.texts("enum"),
        default: String::new(),
        description: fields.text("description"),
        extensions: fields.extensions(),
    };
    match default {
        Some(default) => variable.default = default,
        None => extensions::set_no_default(&mut variable),
    }
    variable
}

static EXTERNAL_DOCUMENTATION: Grammar = Grammar {
    repair: |reader, map| has_scalar(reader, map, "url", "External Documentation Object"),
    from_other: |value| text_as(value, "url"),
    ..grammar(
        "an External Documentation Object",
        &[("description", Shape::Text), ("url", Shape::Text)],
    )
};

pub(super) fn external_docs(mut fields: Fields) -> model::ExternalDocumentation {
    model::ExternalDocumentation {
        description: fields.text("description"),
        url: fields.text_or_empty("url"),
        extensions: fields.extensions(),
    }
}

pub(super) static EXAMPLE: Grammar = Grammar {
    missing: Missing::Unneeded,
    section: Some(Section::Examples),
    repair: repair_example,
    from_other: |value| Some(single("value", value.clone())),
    ..grammar(
        "an Example Object",
        &[
            ("summary", Shape::Text),
            ("description", Shape::Text),
            ("value", Shape::Any),
            ("externalValue", Shape::Text),
            ("serializedValue", Shape::Dropped),
        ],
    )
};

/// A value that stands there without an Example Object is the example itself.
fn repair_example(_: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    // OpenAPI 3.2 gives the value as data or as it is sent.
    if !map.contains_key("value") {
        carry(map, "dataValue", "value");
    }
    map.shift_remove("dataValue");
    let is_field = |key: &String| EXAMPLE.field(key).is_some() || key.starts_with("x-");
    if !map.is_empty() && !map.keys().any(is_field) {
        let value = std::mem::take(map);
        map.insert("value".to_owned(), Value::Object(value));
    }
    true
}

pub(super) fn examples(owner: &mut Fields) -> IndexMap<String, model::ReferenceOr<model::Example>> {
    owner.entries_of("examples", |value| {
        or_ref(value, |mut fields| model::Example {
            summary: fields.text("summary"),
            description: fields.text("description"),
            value: fields.any("value"),
            external_value: fields.text("externalValue"),
            extensions: fields.extensions(),
        })
    })
}

/// `examples` is a map in these objects, but a list in JSON Schema.
pub(super) fn repair_examples(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    if let Some(Value::Array(items)) = map.get_mut("examples") {
        let items = std::mem::take(items).into_iter().enumerate();
        let named = items.map(|(index, item)| {
            let whole = item.get("value").is_some() || item.get("$ref").is_some();
            let item = if whole { item } else { single("value", item) };
            (index.to_string(), item)
        });
        let named = Value::Object(named.collect());
        let message =
            "expected `examples` to be a map, found a list; its items are named by their position";
        reader.warn(
            rules::MAP_EXPECTED,
            "examples",
            message,
            Some("give each example a name"),
        );
        map.insert("examples".to_owned(), named);
    }
}
