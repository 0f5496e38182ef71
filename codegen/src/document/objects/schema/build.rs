//! The `openapiv3` model of a Schema Object.

use indexmap::IndexMap;
use openapiv3 as model;
use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::{Number, Value};

use super::discriminator::discriminator;
use super::keywords::{Types, is_structural, speaks_of};
use crate::document::extensions;
use crate::document::objects::common::external_docs;
use crate::document::objects::fields::{Fields, or_ref};

pub(crate) fn schema_or_ref(value: Value) -> ReferenceOr<model::Schema> {
    or_ref(value, schema)
}

fn boxed(value: Value) -> ReferenceOr<Box<model::Schema>> {
    match schema_or_ref(value) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
    }
}

fn schema(mut fields: Fields) -> model::Schema {
    let schema_kind = kind(&mut fields);
    let open_values = fields.flag("patternProperties");
    let mut schema_data = model::SchemaData {
        nullable: fields.flag("nullable"),
        read_only: fields.flag("readOnly"),
        write_only: fields.flag("writeOnly"),
        deprecated: fields.flag("deprecated"),
        external_docs: fields.object("externalDocs", external_docs),
        example: fields.any("example"),
        title: fields.text("title"),
        description: fields.text("description"),
        discriminator: fields.object("discriminator", discriminator),
        default: fields.any("default"),
        extensions: fields.extensions(),
    };
    if open_values {
        extensions::set_open_values(&mut schema_data);
    }
    model::Schema {
        schema_data,
        schema_kind,
    }
}

/// A schema is of a narrow kind if it says nothing that the kind has no place for.
fn kind(fields: &mut Fields) -> SchemaKind {
    // Lists whose items were all left out say nothing.
    for key in ["enum", "required", "oneOf", "allOf", "anyOf"] {
        let list = fields.get(key).and_then(Value::as_array);
        if list.is_some_and(Vec::is_empty) {
            fields.take(key);
        }
    }
    let structural = || {
        let said = fields.iter().filter(|(_, value)| !value.is_null());
        let keys = said.map(|(key, _)| key.as_str());
        keys.filter(|key| is_structural(key))
    };
    let only = |types: Types| structural().all(|key| speaks_of(key, types));
    let alone = |wanted: &str| structural().all(|key| key == wanted);
    let all = |fits: fn(&Value) -> bool| match fields.get("enum") {
        Some(Value::Array(values)) => values.iter().all(|value| value.is_null() || fits(value)),
        _ => true,
    };
    let whole = |key: &str| fields.get(key).is_none_or(Value::is_i64);
    let ty = fields.get("type").and_then(Value::as_str);
    match ty {
        Some("string") if only(Types::STRING) && all(Value::is_string) => {
            SchemaKind::Type(Type::String(string(fields)))
        }
        Some("number") if only(Types::NUMBER) && all(Value::is_number) => {
            SchemaKind::Type(Type::Number(float(fields)))
        }
        Some("integer")
            if only(Types::NUMBER)
                && all(Value::is_i64)
                && ["multipleOf", "minimum", "maximum"].into_iter().all(whole) =>
        {
            SchemaKind::Type(Type::Integer(integer(fields)))
        }
        Some("boolean") if only(Types::BOOLEAN) && all(Value::is_boolean) => {
            SchemaKind::Type(Type::Boolean(model::BooleanType {
                enumeration: enumeration(fields, |value| value.as_bool()),
            }))
        }
        Some("object") if only(Types::OBJECT) => {
            SchemaKind::Type(Type::Object(model::ObjectType {
                properties: properties(fields),
                required: fields.texts("required"),
                additional_properties: additional(fields),
                min_properties: fields.count("minProperties"),
                max_properties: fields.count("maxProperties"),
            }))
        }
        Some("array") if only(Types::ARRAY) => SchemaKind::Type(Type::Array(model::ArrayType {
            items: fields.take("items").map(boxed),
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.flag("uniqueItems"),
        })),
        None if fields.contains("oneOf") && alone("oneOf") => SchemaKind::OneOf {
            one_of: fields.list("oneOf", schema_or_ref),
        },
        None if fields.contains("allOf") && alone("allOf") => SchemaKind::AllOf {
            all_of: fields.list("allOf", schema_or_ref),
        },
        None if fields.contains("anyOf") && alone("anyOf") => SchemaKind::AnyOf {
            any_of: fields.list("anyOf", schema_or_ref),
        },
        None if alone("not") => match fields.take("not") {
            Some(not) => SchemaKind::Not {
                not: Box::new(schema_or_ref(not)),
            },
            None => SchemaKind::Any(model::AnySchema::default()),
        },
        _ => SchemaKind::Any(mixed(fields)),
    }
}

fn string(fields: &mut Fields) -> model::StringType {
    model::StringType {
        format: fields.text("format").into(),
        pattern: fields.text("pattern"),
        enumeration: enumeration(fields, |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        }),
        min_length: fields.count("minLength"),
        max_length: fields.count("maxLength"),
    }
}

fn float(fields: &mut Fields) -> model::NumberType {
    model::NumberType {
        format: fields.text("format").into(),
        multiple_of: decimal(fields, "multipleOf"),
        exclusive_minimum: fields.flag("exclusiveMinimum"),
        exclusive_maximum: fields.flag("exclusiveMaximum"),
        minimum: decimal(fields, "minimum"),
        maximum: decimal(fields, "maximum"),
        enumeration: enumeration(fields, |value| value.as_f64()),
    }
}

fn integer(fields: &mut Fields) -> model::IntegerType {
    let mut whole = |key: &str| fields.number(key).as_ref().and_then(Number::as_i64);
    let (multiple_of, minimum, maximum) = (whole("multipleOf"), whole("minimum"), whole("maximum"));
    model::IntegerType {
        format: fields.text("format").into(),
        multiple_of,
        exclusive_minimum: fields.flag("exclusiveMinimum"),
        exclusive_maximum: fields.flag("exclusiveMaximum"),
        minimum,
        maximum,
        enumeration: enumeration(fields, |value| value.as_i64()),
    }
}

fn mixed(fields: &mut Fields) -> model::AnySchema {
    model::AnySchema {
        typ: fields.text("type"),
        pattern: fields.text("pattern"),
        multiple_of: decimal(fields, "multipleOf"),
        exclusive_minimum: fields.maybe_flag("exclusiveMinimum"),
        exclusive_maximum: fields.maybe_flag("exclusiveMaximum"),
        minimum: decimal(fields, "minimum"),
        maximum: decimal(fields, "maximum"),
        properties: properties(fields),
        required: fields.texts("required"),
        additional_properties: additional(fields),
        min_properties: fields.count("minProperties"),
        max_properties: fields.count("maxProperties"),
        items: fields.take("items").map(boxed),
        min_items: fields.count("minItems"),
        max_items: fields.count("maxItems"),
        unique_items: fields.maybe_flag("uniqueItems"),
        enumeration: fields.values("enum").unwrap_or_default(),
        format: fields.text("format"),
        min_length: fields.count("minLength"),
        max_length: fields.count("maxLength"),
        one_of: fields.list("oneOf", schema_or_ref),
        all_of: fields.list("allOf", schema_or_ref),
        any_of: fields.list("anyOf", schema_or_ref),
        not: fields
            .take("not")
            .map(|value| Box::new(schema_or_ref(value))),
    }
}

fn decimal(fields: &mut Fields, key: &str) -> Option<f64> {
    fields.number(key)?.as_f64()
}

fn enumeration<T>(fields: &mut Fields, make: impl Fn(Value) -> Option<T>) -> Vec<Option<T>> {
    fields.list("enum", make)
}

fn properties(fields: &mut Fields) -> IndexMap<String, ReferenceOr<Box<model::Schema>>> {
    fields.entries_of("properties", boxed)
}

fn additional(fields: &mut Fields) -> Option<model::AdditionalProperties> {
    Some(match fields.take("additionalProperties")? {
        Value::Bool(flag) => model::AdditionalProperties::Any(flag),
        schema => model::AdditionalProperties::Schema(Box::new(schema_or_ref(schema))),
    })
}
