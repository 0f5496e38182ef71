//! Parameters that are one piece of text, whose `style` and `explode` change nothing.

use crate::ir::{
    Api, Location, Parameter, ParameterContent, Primitive, Style, Type, TypeDef, TypeKind,
    resolve_alias,
};

/// Marks them (OpenAPI 3.0.4, Style Examples: the column of the string, where `simple` and `form`
/// write the value alone).
pub(crate) fn mark(api: &mut Api) {
    let operations = api
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations);
    for parameter in operations.flat_map(|operation| &mut operation.parameters) {
        if is_usual(parameter) && is_text(&api.types, &parameter.ty) {
            parameter.content = ParameterContent::Text;
        }
    }
}

/// True for the style that a location has unless told otherwise.
fn is_usual(parameter: &Parameter) -> bool {
    let ParameterContent::Style {
        style,
        allow_reserved: false,
        ..
    } = parameter.content
    else {
        return false;
    };
    match parameter.location {
        Location::Path | Location::Header => style == Style::Simple,
        Location::Query | Location::Cookie => style == Style::Form,
        Location::QueryString => false,
    }
}

/// True if every value of the type has a text. Numbers with a fraction do not: NaN has none.
fn is_text(types: &[TypeDef], ty: &Type) -> bool {
    match resolve_alias(types, ty) {
        Type::Primitive(primitive) => !matches!(primitive, Primitive::F32 | Primitive::F64),
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Enum(known) => known.base.is_some(),
            _ => false,
        },
        Type::Array(_) | Type::Map(_) | Type::Nullable(_) | Type::Any => false,
    }
}
