//! The types of `models`: their fields, constructors, setters and variants, and how these are called
//! in JSON.

use crate::emit::models::fields::{ModelField, ModelStruct};
use crate::emit::models::{multipart, structs, unions};
use crate::emit::outline::lines::{Lines, fact, limits, marks, rust};
use crate::emit::rust::types::Types;
use crate::ir::{Enum, PartField, PartKind, TypeDef, TypeKind, Union, Usage};

/// All of them.
pub(super) fn outline(types: &Types<'_>, lines: &mut Lines) {
    let mut defs: Vec<&TypeDef> = types.api.types.iter().collect();
    defs.sort_by_key(|def| &def.name);
    for def in defs {
        match &def.kind {
            TypeKind::Struct(body) => {
                object(def, &structs::model(types, def, body), &[], lines);
            }
            TypeKind::Multipart { body, parts, open } => {
                let model = multipart::model(types, def, body, *open);
                object(def, &model, parts, lines);
            }
            TypeKind::Enum(known) => values(def, known, lines),
            TypeKind::Union(union) => alternatives(types, def, union, lines),
            TypeKind::Alias { ty, .. } => {
                let ty = rust(&types.rust(ty));
                lines.item(format!("type models::{} = {ty}{}", def.name, of_type(def)));
            }
        }
    }
}

/// What is true of the type as a whole.
fn of_type(def: &TypeDef) -> String {
    let Usage {
        request, response, ..
    } = def.usage;
    let marks = marks(&[
        (request, "sent"),
        (response, "received"),
        (def.deprecated, "deprecated"),
        (def.sensitive, "secret"),
    ]);
    marks + &def.constraints.as_deref().map(limits).unwrap_or_default()
}

fn object(def: &TypeDef, model: &ModelStruct<'_>, parts: &[PartField], lines: &mut Lines) {
    lines.item(format!("struct models::{}{}", def.name, of_type(def)));
    lines.part(format!("derive {}", model.traits().join(", ")));
    let arguments = model.arguments().map(|member| {
        let ty = rust(&member.argument.ty);
        format!("{}: {ty}", member.field.name)
    });
    let arguments: Vec<String> = arguments.collect();
    lines.part(format!("fn new({})", arguments.join(", ")));
    let mut fields: Vec<Vec<String>> = Vec::new();
    for (index, member) in model.fields.iter().enumerate() {
        let part = parts.get(index).map(part).unwrap_or_default();
        let mut of_field = vec![field(member) + &part];
        of_field.extend(methods(member));
        fields.push(of_field);
    }
    fields.sort();
    for line in fields.into_iter().flatten() {
        lines.part(line);
    }
    if let Some(open) = &model.open {
        lines.part(format!("{}: {}", open.name, rust(&open.ty)));
    }
}

fn field(member: &ModelField<'_>) -> String {
    let field = member.field;
    let marks = marks(&[
        (field.required, "required"),
        (field.nullable, "nullable"),
        (field.read_only, "read only"),
        (field.write_only, "write only"),
        (field.deprecated, "deprecated"),
        (field.sensitive, "secret"),
    ]);
    format!(
        "{}: {} = {:?}{marks}{}{}{}",
        field.name,
        rust(&member.ty),
        field.wire_name,
        fact("always", field.constant.as_ref()),
        fact("default", field.default.as_ref()),
        field.constraints.as_deref().map(limits).unwrap_or_default(),
    )
}

/// The methods by which a field is set, or read if it has only one value.
fn methods(member: &ModelField<'_>) -> Vec<String> {
    let name = &member.field.name;
    let argument = match (&member.field.constant, member.field.required) {
        (Some(_), true) => "&self".to_owned(),
        (Some(_), false) => String::new(),
        (None, _) => rust(&member.argument.ty),
    };
    let mut methods = vec![format!("fn {name}({argument})")];
    if member.null.is_some() {
        methods.push(format!("fn {}()", member.field.null_setter()));
    }
    methods
}

/// How a field of a form travels.
fn part(part: &PartField) -> String {
    let kind = match &part.kind {
        PartKind::File => "file".to_owned(),
        PartKind::FileOrText => "file or text".to_owned(),
        PartKind::Text => "text".to_owned(),
        PartKind::Base64 => "base64".to_owned(),
        PartKind::Json => "JSON".to_owned(),
        PartKind::Value => "value".to_owned(),
        PartKind::Header { part, .. } => format!("header of {part:?}"),
    };
    let content_types: Vec<&String> = part.content_type.iter().chain(&part.choices).collect();
    let repeated = marks(&[(part.repeated, "repeated")]);
    format!("; part: {kind} {content_types:?}{repeated}")
}

fn values(def: &TypeDef, known: &Enum, lines: &mut Lines) {
    let name = &def.name;
    let base = known
        .base
        .map_or("Value".to_owned(), |base| format!("{base:?}"));
    lines.item(format!("enum models::{name}: {base}{}", of_type(def)));
    let values = known.values.iter();
    lines.parts(values.map(|value| format!("{} = {}", value.name, value.value)));
    lines.part(format!("{}(_)", known.fallback));
}

fn alternatives(types: &Types<'_>, def: &TypeDef, union: &Union, lines: &mut Lines) {
    let tag = union.tag.as_ref().map(|tag| {
        let decides = if tag.decides { "" } else { " at most" };
        format!(", by {:?}{decides}", tag.property)
    });
    lines.item(format!(
        "enum models::{}{}{}",
        def.name,
        tag.unwrap_or_default(),
        of_type(def)
    ));
    let variants = union.variants.iter();
    lines.parts(variants.map(|variant| {
        let content = rust(&unions::content_type(types, variant));
        let tags: Vec<String> = variant.tag_values.iter().map(ToString::to_string).collect();
        let tags = Some(tags.join(" or ")).filter(|tags| !tags.is_empty());
        format!("{}({content}){}", variant.name, fact("tag", tags))
    }));
    if let Some(several) = &union.several {
        lines.part(format!("{several}(Vec<Self>)"));
    }
    lines.part(format!("{}(Value)", union.fallback));
    let conversions = unions::conversions(types, def, union);
    lines.parts(
        conversions
            .iter()
            .map(|it| format!("From<{}>", rust(&it.source))),
    );
}
