//! Discriminator Object (OpenAPI 3.1.2, section of this name).

use openapiv3 as model;
use serde_json::{Map, Value};

use crate::document::objects::fields::Fields;
use crate::document::reader::Reader;
use crate::document::references::mapped;
use crate::document::value::{JsonObject, text, text_as};
use crate::document::walk::grammar::{Grammar, Shape, grammar};
use crate::document::{pointer, rules};

pub(super) static DISCRIMINATOR: Grammar = Grammar {
    repair: repair_discriminator,
    from_other: |value| text_as(value, "propertyName"),
    ..grammar(
        "a Discriminator Object",
        &[
            ("propertyName", Shape::Text),
            ("mapping", Shape::Map(&Shape::Text)),
            (
                "defaultMapping",
                Shape::Unsupported("`defaultMapping` of a discriminator"),
            ),
        ],
    )
};

fn repair_discriminator(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    if text(map, "propertyName").is_none_or(str::is_empty) {
        let message = "this discriminator has no `propertyName`; it is ignored";
        reader.warn(
            rules::DISCRIMINATOR,
            "",
            message,
            Some("add `propertyName`"),
        );
        return false;
    }
    if let Some(Value::Object(mapping)) = map.get_mut("mapping") {
        let entries = std::mem::take(mapping);
        let mut resolved = Map::new();
        for (value, target) in entries {
            let Some(target) = target.as_str() else {
                resolved.insert(value, target);
                continue;
            };
            if let Some(reference) = mapped(reader, target) {
                resolved.insert(value, reference.into());
            } else {
                let message = format!(
                    "the discriminator maps `{value}` to `{target}`, which does not exist; the entry is ignored"
                );
                let at = format!("{}/mapping", reader.pointer);
                reader.warn_at(
                    rules::DANGLING_MAPPING,
                    pointer::join(&at, &value),
                    message,
                    Some("use the name of a schema, or a reference as in `$ref`".to_owned()),
                );
            }
        }
        map.insert("mapping".to_owned(), Value::Object(resolved));
    }
    true
}

pub(super) fn discriminator(mut fields: Fields) -> model::Discriminator {
    model::Discriminator {
        property_name: fields.text_or_empty("propertyName"),
        mapping: fields.entries_of("mapping", |value| match value {
            Value::String(text) => text,
            _ => String::new(),
        }),
        extensions: fields.extensions(),
    }
}
