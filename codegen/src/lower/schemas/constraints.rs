//! The limits that a schema sets to its values.

use openapiv3::{
    AnySchema, ArrayType, IntegerType, NumberType, ObjectType, ReferenceOr, Schema, SchemaKind,
    StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Number;

use crate::ir::{Bound, Constraints, Items, Primitive, Type as IrType};
use crate::lower::schemas::scalars::scalar;

/// Adds what a schema says to what the members of an `allOf` before it say; the later one counts.
pub(crate) fn add(constraints: &mut Constraints, schema: &Schema) {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => of_string(constraints, string),
        SchemaKind::Type(Type::Number(number)) => of_number(constraints, number),
        SchemaKind::Type(Type::Integer(integer)) => of_integer(constraints, integer),
        SchemaKind::Type(Type::Array(array)) => of_array(constraints, array),
        SchemaKind::Type(Type::Object(object)) => of_object(constraints, object),
        SchemaKind::Any(any) => of_any(constraints, any),
        _ => {}
    }
}

fn of_string(constraints: &mut Constraints, string: &StringType) {
    set(&mut constraints.min_length, string.min_length);
    set(&mut constraints.max_length, string.max_length);
    set(&mut constraints.pattern, string.pattern.clone());
    if let VariantOrUnknownOrEmpty::Unknown(format) = &string.format {
        set(&mut constraints.format, unsaid(format));
    }
}

fn of_number(constraints: &mut Constraints, number: &NumberType) {
    let bound = |value: Option<f64>, exclusive| bound(value.and_then(shortest), exclusive);
    set(
        &mut constraints.minimum,
        bound(number.minimum, number.exclusive_minimum),
    );
    set(
        &mut constraints.maximum,
        bound(number.maximum, number.exclusive_maximum),
    );
    set(
        &mut constraints.multiple_of,
        number.multiple_of.and_then(shortest),
    );
}

fn of_integer(constraints: &mut Constraints, integer: &IntegerType) {
    let bound = |value: Option<i64>, exclusive| bound(value.map(Number::from), exclusive);
    set(
        &mut constraints.minimum,
        bound(integer.minimum, integer.exclusive_minimum),
    );
    set(
        &mut constraints.maximum,
        bound(integer.maximum, integer.exclusive_maximum),
    );
    set(
        &mut constraints.multiple_of,
        integer.multiple_of.map(Number::from),
    );
}

fn of_array(constraints: &mut Constraints, array: &ArrayType) {
    set(&mut constraints.min_items, array.min_items);
    set(&mut constraints.max_items, array.max_items);
    constraints.unique_items |= array.unique_items;
    set(&mut constraints.items, array.items.as_ref().and_then(items));
}

fn of_object(constraints: &mut Constraints, object: &ObjectType) {
    set(&mut constraints.min_properties, object.min_properties);
    set(&mut constraints.max_properties, object.max_properties);
}

fn of_any(constraints: &mut Constraints, any: &AnySchema) {
    let bound = |value: Option<f64>, exclusive: Option<bool>| {
        bound(value.and_then(shortest), exclusive.unwrap_or_default())
    };
    set(
        &mut constraints.minimum,
        bound(any.minimum, any.exclusive_minimum),
    );
    set(
        &mut constraints.maximum,
        bound(any.maximum, any.exclusive_maximum),
    );
    set(
        &mut constraints.multiple_of,
        any.multiple_of.and_then(shortest),
    );
    set(&mut constraints.min_length, any.min_length);
    set(&mut constraints.max_length, any.max_length);
    set(&mut constraints.pattern, any.pattern.clone());
    if any.typ.as_deref() == Some("string") {
        set(
            &mut constraints.format,
            any.format.as_deref().and_then(unsaid),
        );
    }
    set(&mut constraints.min_items, any.min_items);
    set(&mut constraints.max_items, any.max_items);
    constraints.unique_items |= any.unique_items.unwrap_or_default();
    set(&mut constraints.min_properties, any.min_properties);
    set(&mut constraints.max_properties, any.max_properties);
    set(&mut constraints.items, any.items.as_ref().and_then(items));
}

fn set<T>(place: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *place = value;
    }
}

/// A bound, unless it is one that the integers of Rust have too.
fn bound(value: Option<Number>, exclusive: bool) -> Option<Bound> {
    let value = value?;
    let is_of_type = value.as_i64().is_some_and(|value| {
        let of_i32 = [i32::MIN, i32::MAX].map(i64::from).contains(&value);
        of_i32 || [i64::MIN, i64::MAX].contains(&value)
    });
    (!is_of_type).then_some(Bound { value, exclusive })
}

/// Without `.0`, as documents write whole numbers.
fn shortest(value: f64) -> Option<Number> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "only where nothing is truncated"
    )]
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}

/// A format that the type of the value does not say.
fn unsaid(format: &str) -> Option<String> {
    let is_text = scalar("string", Some(format)) == IrType::Primitive(Primitive::String);
    (is_text && !format.is_empty() && format != "password").then(|| format.to_owned())
}

/// Items whose schema becomes no type of its own, so that there is no other place for its docs.
fn items(schema: &ReferenceOr<Box<Schema>>) -> Option<Box<Items>> {
    let ReferenceOr::Item(schema) = schema else {
        return None;
    };
    let is_scalar = match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => string.enumeration.is_empty(),
        SchemaKind::Type(Type::Integer(integer)) => integer.enumeration.is_empty(),
        SchemaKind::Type(Type::Number(_) | Type::Boolean(_)) => true,
        _ => false,
    };
    let mut items = Items {
        docs: schema.schema_data.description.clone(),
        constraints: Constraints::default(),
    };
    add(&mut items.constraints, schema);
    (is_scalar && items != Items::default()).then(|| Box::new(items))
}
