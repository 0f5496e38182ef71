//! Forms, from the parts that are given for a call.

use super::{
    super::{known::GivenFile, operations::Found},
    value::decoded,
};
use codegen::ir::{Field, PartField, PartKind, Type, TypeKind};
use serde_json::{Map, Value};

/// The expression that makes a form of these parts.
///
/// # Errors
///
/// If a part is missing, or is none of the form.
pub fn expression(
    found: &Found<'_>,
    ty: &Type,
    given: &Map<String, Value>,
) -> Result<String, String> {
    let def = found.krate.api.definition_of(ty);
    let Some((def, TypeKind::Multipart { body, parts, .. })) = def.map(|def| (def, &def.kind))
    else {
        return Err("the form has no type".to_owned());
    };
    let mut arguments = Vec::new();
    let mut setters = String::new();
    for (field, part) in body.fields.iter().zip(parts) {
        match given.get(&field.wire_name) {
            Some(value) => {
                let value = one_or_several(found, field, part, value)?;
                if field.is_asked_for() {
                    arguments.push(value);
                } else {
                    setters += &format!(".{}({value})", field.name);
                }
            }
            None if field.is_asked_for() => {
                return Err(format!("no part `{}` is told", field.wire_name));
            }
            None => {}
        }
    }
    let fields = &body.fields;
    let is_field = |name: &String| fields.iter().any(|field| field.wire_name == *name);
    if let Some(name) = given.keys().find(|name| !is_field(name)) {
        return Err(format!("the form has no part `{name}`"));
    }
    let arguments = arguments.join(", ");
    Ok(format!("models::{}::new({arguments}){setters}", def.name))
}

fn one_or_several(
    found: &Found<'_>,
    field: &Field,
    part: &PartField,
    value: &Value,
) -> Result<String, String> {
    if !matches!(part.kind, PartKind::File | PartKind::FileOrText) {
        return Ok(decoded(found, &field.ty, value));
    }
    match value {
        Value::Array(items) => {
            let items: Result<Vec<String>, String> =
                items.iter().map(|item| file(found, item)).collect();
            Ok(format!("vec![{}]", items?.join(", ")))
        }
        value => file(found, value),
    }
}

fn file(found: &Found<'_>, value: &Value) -> Result<String, String> {
    let file: GivenFile =
        serde_json::from_value(value.clone()).map_err(|error| format!("{value}: {error}"))?;
    let content_type = match &file.content_type {
        Some(media_type) => format!(".content_type({media_type:?})"),
        None => String::new(),
    };
    Ok(format!(
        "{}::FilePart::new(server.asset({:?})?).file_name({:?}){content_type}",
        found.krate.name, file.asset, file.file_name
    ))
}
