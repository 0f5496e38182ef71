//! The types of the `models` module: their fields, constructors and variants, and how these are called
//! in JSON.

use crate::emit::models::fields::{ModelField, ModelStruct};
use crate::emit::models::{multipart, structs, unions};
use crate::emit::outline::words::{below, limited, rust};
use crate::emit::rust::types::Types;
use crate::ir::{Enum, PartField, PartKind, Primitive, TypeDef, TypeKind, Union, Usage};
use crate::outline::{Item, Line};

/// All of them.
pub(super) fn items<'t>(types: &Types<'t>) -> impl Iterator<Item = Item> {
    let mut defs: Vec<&'t TypeDef> = types.api.types.iter().collect();
    defs.sort_by_key(|def| &def.name);
    defs.into_iter().map(|def| item(types, def))
}

fn item<'t>(types: &Types<'t>, def: &'t TypeDef) -> Item {
    let name = format!("models::{}", def.name);
    match &def.kind {
        TypeKind::Struct(body) => {
            let line = of_type(def, Line::new("struct", name));
            object(def, line, &structs::model(types, def, body), &[])
        }
        TypeKind::Multipart { body, parts, open } => {
            let line = of_type(def, Line::new("struct", name)).mark("multipart", true);
            object(def, line, &multipart::model(types, def, body, *open), parts)
        }
        TypeKind::Enum(known) => {
            let base = match known.base {
                Some(Primitive::String) => "String".to_owned(),
                Some(base) => rust(&types.rust(&crate::ir::Type::Primitive(base))),
                None => "Value".to_owned(),
            };
            let line = Line::new("enum", name).signed(format!(": {base}"));
            values(def, of_type(def, line), known)
        }
        TypeKind::Union(union) => {
            alternatives(types, def, of_type(def, Line::new("enum", name)), union)
        }
        TypeKind::Alias { ty, recursive } => {
            let line = Line::new("type", name).signed(format!(" = {}", rust(&types.rust(ty))));
            Item::new(of_type(def, line.mark("newtype", *recursive)))
        }
    }
}

/// What is true of the type as a whole.
fn of_type(def: &TypeDef, line: Line) -> Line {
    let Usage {
        request, response, ..
    } = def.usage;
    let line = line
        .of(def.pointer.as_str())
        .mark("sent", request)
        .mark("received", response)
        .mark("deprecated", def.deprecated)
        .mark("secret", def.sensitive);
    limited(line, def.constraints.as_deref())
}

fn object(def: &TypeDef, line: Line, model: &ModelStruct<'_>, parts: &[PartField]) -> Item {
    let mut item = Item::new(line);
    item.parts.push(implemented(model));
    let arguments = model.arguments().map(|member| {
        let ty = rust(&member.argument.ty);
        format!("{}: {ty}", member.field.name)
    });
    let arguments: Vec<String> = arguments.collect();
    item.parts
        .push(Line::new("fn", "new").signed(format!("({})", arguments.join(", "))));
    let mut fields: Vec<Vec<Line>> = Vec::new();
    for (index, member) in model.fields.iter().enumerate() {
        let mut line = field(def, member);
        if let Some(how) = parts.get(index) {
            line = travelling(line, how);
        }
        let mut of_field = vec![line];
        of_field.extend(methods(member));
        fields.push(of_field);
    }
    fields.sort_by_cached_key(|lines| lines[0].to_string());
    item.parts.extend(fields.into_iter().flatten());
    if let Some(open) = &model.open {
        item.parts
            .push(Line::new("field", open.name).signed(format!(": {}", rust(&open.ty))));
    }
    item
}

/// The traits of the standard library, derived or written out.
fn implemented(model: &ModelStruct<'_>) -> Line {
    let mut traits = model.traits();
    traits.push("Debug");
    if model.arguments().next().is_none() {
        traits.push("Default");
    }
    traits.sort_unstable();
    traits.dedup();
    Line::new("implements", "").signed(format!(": {}", traits.join(", ")))
}

fn field(def: &TypeDef, member: &ModelField<'_>) -> Line {
    let field = member.field;
    let line = Line::new("field", field.name.to_string())
        .of(below(&def.pointer, "properties", &field.wire_name))
        .signed(format!(": {}", rust(&member.ty)))
        .quoted("wire", &field.wire_name)
        .mark("required", field.required)
        .mark("nullable", field.nullable)
        .mark("read-only", field.read_only)
        .mark("write-only", field.write_only)
        .mark("deprecated", field.deprecated)
        .mark("secret", field.sensitive)
        .fact_if("always", field.constant.as_ref())
        .fact_if("default", field.default.as_ref());
    limited(line, field.constraints.as_deref())
}

/// The methods by which a field is set, or read if it has only one value.
fn methods(member: &ModelField<'_>) -> Vec<Line> {
    let name = member.field.name.to_string();
    let argument = match (&member.field.constant, member.field.required) {
        (Some(_), true) => "&self".to_owned(),
        (Some(_), false) => String::new(),
        (None, _) => rust(&member.argument.ty),
    };
    let mut methods = vec![Line::new("fn", name).signed(format!("({argument})"))];
    if member.null.is_some() {
        methods.push(Line::new("fn", member.field.null_setter().to_string()).signed("()"));
    }
    methods
}

/// The field of a form, with how it travels.
fn travelling(line: Line, part: &PartField) -> Line {
    let kind = match &part.kind {
        PartKind::File => "file".to_owned(),
        PartKind::FileOrText => "file or text".to_owned(),
        PartKind::Text => "text".to_owned(),
        PartKind::Base64 => "base64".to_owned(),
        PartKind::Json => "JSON".to_owned(),
        PartKind::Value => "value".to_owned(),
        PartKind::Header { part, explode } => {
            format!(
                "header of {part:?}{}",
                if *explode { ", exploded" } else { "" }
            )
        }
    };
    let content_types: Vec<&String> = part.content_type.iter().chain(&part.choices).collect();
    let line = line.fact("part", kind).mark("repeated", part.repeated);
    if content_types.is_empty() {
        line
    } else {
        line.quoted("content-type", content_types)
    }
}

fn values(def: &TypeDef, line: Line, known: &Enum) -> Item {
    let mut item = Item::new(line);
    item.add_sorted(known.values.iter().map(|value| {
        Line::new("variant", value.name.to_string())
            .of(def.pointer.as_str())
            .fact("value", &value.value)
    }));
    let base = item.line.signature.trim_start_matches(": ");
    let fallback = Line::new("variant", known.fallback.to_string()).signed(format!("({base})"));
    item.parts.push(fallback.mark("fallback", true));
    item
}

fn alternatives(types: &Types<'_>, def: &TypeDef, line: Line, union: &Union) -> Item {
    let tag = union.tag.as_ref();
    let line = line
        .fact_if("by", tag.map(|tag| format!("{:?}", tag.property)))
        .mark("by-structure-too", tag.is_some_and(|tag| !tag.decides));
    // Where no tag decides, the first of equals is taken.
    let tried = union.deciding_tag().is_none().then(|| {
        let names = union
            .variants
            .iter()
            .map(|variant| variant.name.to_string());
        names.collect::<Vec<_>>().join(", ")
    });
    let line = line.fact_if("tried", tried);
    let mut item = Item::new(line);
    item.add_sorted(union.variants.iter().map(|variant| {
        let content = rust(&unions::content_type(types, variant));
        let tags: Vec<String> = variant.tag_values.iter().map(ToString::to_string).collect();
        let tags = Some(tags.join(" or ")).filter(|tags| !tags.is_empty());
        Line::new("variant", variant.name.to_string())
            .of(def.pointer.as_str())
            .signed(format!("({content})"))
            .fact_if("tag", tags)
    }));
    let several = union.several.as_ref();
    item.parts.extend(several.map(|several| {
        Line::new("variant", several.to_string())
            .signed("(Vec<Self>)")
            .mark("several", true)
    }));
    let fallback = Line::new("variant", union.fallback.to_string()).signed("(Value)");
    item.parts.push(fallback.mark("fallback", true));
    let conversions = unions::conversions(types, def, union);
    let conversions = conversions.iter().map(|conversion| {
        Line::new("impl", format!("From<{}>", rust(&conversion.source)))
            .fact("to", &conversion.variant)
    });
    item.add_sorted(conversions);
    item
}
