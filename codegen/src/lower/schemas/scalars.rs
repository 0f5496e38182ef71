//! Scalars: strings, numbers and booleans.

use crate::ir::{Primitive, Type};

/// A scalar by `type` and `format` (OpenAPI 3.0.4, Data Types; the OpenAPI Format Registry).
/// Unknown formats change nothing.
pub(crate) fn scalar(ty: &str, format: Option<&str>) -> Type {
    let primitive = match (ty, format.unwrap_or_default()) {
        ("boolean", _) => Primitive::Bool,
        ("integer", "int8" | "int16" | "int32") => Primitive::I32,
        ("integer", "uint8" | "uint16" | "uint32") => Primitive::U32,
        // The long formats are of `number` too, whose `f64` would round large ones.
        ("integer", "uint64" | "uint") | ("number", "uint64") => Primitive::U64,
        ("integer", _) | ("number", "int64") => Primitive::I64,
        ("number", "float") => Primitive::F32,
        ("number", _) => Primitive::F64,
        ("string", "date-time") => Primitive::DateTime,
        ("string", "date") => Primitive::Date,
        ("string", "time") => Primitive::Time,
        ("string", "duration") => Primitive::Duration,
        ("string", "uuid") => Primitive::Uuid,
        ("string", "byte" | "base64") => Primitive::Base64,
        ("string", "binary") => Primitive::Binary,
        ("string", _) => Primitive::String,
        _ => return Type::Any,
    };
    Type::Primitive(primitive)
}
