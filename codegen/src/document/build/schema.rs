//! Schemas.

use indexmap::IndexMap;
use openapiv3 as model;
use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::{Number, Value};

use super::field::{
    Fields, any, count, extensions, flag, list, map, maybe_flag, number, object, or_ref, text,
    text_or_empty, texts, values,
};

pub(super) fn schema_or_ref(value: Value) -> ReferenceOr<model::Schema> {
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
    let schema_data = model::SchemaData {
        nullable: flag(&mut fields, "nullable"),
        read_only: flag(&mut fields, "readOnly"),
        write_only: flag(&mut fields, "writeOnly"),
        deprecated: flag(&mut fields, "deprecated"),
        external_docs: object(&mut fields, "externalDocs", super::external_docs),
        example: any(&mut fields, "example"),
        title: text(&mut fields, "title"),
        description: text(&mut fields, "description"),
        discriminator: object(&mut fields, "discriminator", discriminator),
        default: any(&mut fields, "default"),
        extensions: extensions(fields),
    };
    model::Schema {
        schema_data,
        schema_kind,
    }
}

fn discriminator(mut fields: Fields) -> model::Discriminator {
    model::Discriminator {
        property_name: text_or_empty(&mut fields, "propertyName"),
        mapping: map(&mut fields, "mapping", |value| match value {
            Value::String(text) => text,
            _ => String::new(),
        }),
        extensions: extensions(fields),
    }
}

/// The keywords that decide what kind of schema it is: all that `SchemaKind` knows.
const STRUCTURE: &[&str] = &[
    "type",
    "pattern",
    "multipleOf",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minimum",
    "maximum",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "enum",
    "format",
    "minLength",
    "maxLength",
    "oneOf",
    "allOf",
    "anyOf",
    "not",
];
const STRING: &[&str] = &[
    "type",
    "pattern",
    "enum",
    "format",
    "minLength",
    "maxLength",
];
const NUMERIC: &[&str] = &[
    "type",
    "multipleOf",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minimum",
    "maximum",
    "enum",
    "format",
];
const OBJECT: &[&str] = &[
    "type",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];
const ARRAY: &[&str] = &["type", "items", "minItems", "maxItems", "uniqueItems"];

/// A schema is of a narrow kind if it says nothing that the kind has no place for.
fn kind(fields: &mut Fields) -> SchemaKind {
    // Lists whose items were all left out say nothing.
    for key in ["enum", "required", "oneOf", "allOf", "anyOf"] {
        if fields
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            fields.shift_remove(key);
        }
    }
    let only = |allowed: &[&str]| {
        fields
            .iter()
            .filter(|(key, value)| STRUCTURE.contains(&key.as_str()) && !value.is_null())
            .all(|(key, _)| allowed.contains(&key.as_str()))
    };
    let all = |fits: fn(&Value) -> bool| match fields.get("enum") {
        Some(Value::Array(values)) => values.iter().all(|value| value.is_null() || fits(value)),
        _ => true,
    };
    let whole = |key: &str| fields.get(key).is_none_or(Value::is_i64);
    let ty = fields.get("type").and_then(Value::as_str);
    match ty {
        Some("string") if only(STRING) && all(Value::is_string) => {
            SchemaKind::Type(Type::String(string(fields)))
        }
        Some("number") if only(NUMERIC) && all(Value::is_number) => {
            SchemaKind::Type(Type::Number(float(fields)))
        }
        Some("integer")
            if only(NUMERIC)
                && all(Value::is_i64)
                && ["multipleOf", "minimum", "maximum"].into_iter().all(whole) =>
        {
            SchemaKind::Type(Type::Integer(integer(fields)))
        }
        Some("boolean") if only(&["type", "enum"]) && all(Value::is_boolean) => {
            SchemaKind::Type(Type::Boolean(model::BooleanType {
                enumeration: enumeration(fields, |value| value.as_bool()),
            }))
        }
        Some("object") if only(OBJECT) => SchemaKind::Type(Type::Object(model::ObjectType {
            properties: properties(fields),
            required: required(fields),
            additional_properties: additional(fields),
            min_properties: count(fields, "minProperties"),
            max_properties: count(fields, "maxProperties"),
        })),
        Some("array") if only(ARRAY) => SchemaKind::Type(Type::Array(model::ArrayType {
            items: fields.shift_remove("items").map(boxed),
            min_items: count(fields, "minItems"),
            max_items: count(fields, "maxItems"),
            unique_items: flag(fields, "uniqueItems"),
        })),
        None if fields.contains_key("oneOf") && only(&["oneOf"]) => SchemaKind::OneOf {
            one_of: list(fields, "oneOf", schema_or_ref),
        },
        None if fields.contains_key("allOf") && only(&["allOf"]) => SchemaKind::AllOf {
            all_of: list(fields, "allOf", schema_or_ref),
        },
        None if fields.contains_key("anyOf") && only(&["anyOf"]) => SchemaKind::AnyOf {
            any_of: list(fields, "anyOf", schema_or_ref),
        },
        None if only(&["not"]) => match fields.shift_remove("not") {
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
        format: text(fields, "format").into(),
        pattern: text(fields, "pattern"),
        enumeration: enumeration(fields, |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        }),
        min_length: count(fields, "minLength"),
        max_length: count(fields, "maxLength"),
    }
}

fn float(fields: &mut Fields) -> model::NumberType {
    model::NumberType {
        format: text(fields, "format").into(),
        multiple_of: decimal(fields, "multipleOf"),
        exclusive_minimum: flag(fields, "exclusiveMinimum"),
        exclusive_maximum: flag(fields, "exclusiveMaximum"),
        minimum: decimal(fields, "minimum"),
        maximum: decimal(fields, "maximum"),
        enumeration: enumeration(fields, |value| value.as_f64()),
    }
}

fn integer(fields: &mut Fields) -> model::IntegerType {
    let mut whole = |key: &str| number(fields, key).as_ref().and_then(Number::as_i64);
    let (multiple_of, minimum, maximum) = (whole("multipleOf"), whole("minimum"), whole("maximum"));
    model::IntegerType {
        format: text(fields, "format").into(),
        multiple_of,
        exclusive_minimum: flag(fields, "exclusiveMinimum"),
        exclusive_maximum: flag(fields, "exclusiveMaximum"),
        minimum,
        maximum,
        enumeration: enumeration(fields, |value| value.as_i64()),
    }
}

fn mixed(fields: &mut Fields) -> model::AnySchema {
    model::AnySchema {
        typ: text(fields, "type"),
        pattern: text(fields, "pattern"),
        multiple_of: decimal(fields, "multipleOf"),
        exclusive_minimum: maybe_flag(fields, "exclusiveMinimum"),
        exclusive_maximum: maybe_flag(fields, "exclusiveMaximum"),
        minimum: decimal(fields, "minimum"),
        maximum: decimal(fields, "maximum"),
        properties: properties(fields),
        required: required(fields),
        additional_properties: additional(fields),
        min_properties: count(fields, "minProperties"),
        max_properties: count(fields, "maxProperties"),
        items: fields.shift_remove("items").map(boxed),
        min_items: count(fields, "minItems"),
        max_items: count(fields, "maxItems"),
        unique_items: maybe_flag(fields, "uniqueItems"),
        enumeration: values(fields, "enum").unwrap_or_default(),
        format: text(fields, "format"),
        min_length: count(fields, "minLength"),
        max_length: count(fields, "maxLength"),
        one_of: list(fields, "oneOf", schema_or_ref),
        all_of: list(fields, "allOf", schema_or_ref),
        any_of: list(fields, "anyOf", schema_or_ref),
        not: fields
            .shift_remove("not")
            .map(|value| Box::new(schema_or_ref(value))),
    }
}

fn decimal(fields: &mut Fields, key: &str) -> Option<f64> {
    number(fields, key)?.as_f64()
}

fn enumeration<T>(fields: &mut Fields, make: impl Fn(Value) -> Option<T>) -> Vec<Option<T>> {
    list(fields, "enum", make)
}

fn properties(fields: &mut Fields) -> IndexMap<String, ReferenceOr<Box<model::Schema>>> {
    map(fields, "properties", boxed)
}

fn required(fields: &mut Fields) -> Vec<String> {
    fields
        .shift_remove("required")
        .map(texts)
        .unwrap_or_default()
}

fn additional(fields: &mut Fields) -> Option<model::AdditionalProperties> {
    Some(match fields.shift_remove("additionalProperties")? {
        Value::Bool(flag) => model::AdditionalProperties::Any(flag),
        schema => model::AdditionalProperties::Schema(Box::new(schema_or_ref(schema))),
    })
}
