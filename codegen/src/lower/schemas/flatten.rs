//! `allOf`: many schemas that a value must satisfy at once become one flat view.
//!
//! OpenAPI 3.0.4, Schema Object, "Composition and Inheritance (Polymorphism)": `allOf` composes;
//! so properties add up, `required` adds up, and a property that several members describe must
//! satisfy all of them, which is again an `allOf`.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, Discriminator, ReferenceOr, Schema};
use serde_json::Value;

use crate::lower::context::{Annotations, Lowerer, escape, reference_name};
use crate::lower::schemas::view::{SchemaRef, View};

/// One of the schemas that a value must satisfy.
#[derive(Debug, Clone)]
pub(crate) struct Part<'a> {
    pub schema: SchemaRef<'a>,
    pub pointer: String,
}

/// The members of one `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(crate) struct UnionGroup<'a> {
    pub members: &'a [ReferenceOr<Schema>],
    pub pointer: String,
    pub discriminator: Option<&'a Discriminator>,
}

/// What all the parts say together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flat<'a> {
    pub ty: Option<&'a str>,
    pub format: Option<String>,
    pub values: Vec<Value>,
    pub enum_names: Vec<String>,
    pub enum_docs: Vec<String>,
    pub properties: IndexMap<&'a str, Vec<Part<'a>>>,
    pub required: IndexSet<&'a str>,
    pub additional: Option<(&'a AdditionalProperties, String)>,
    pub items: Vec<Part<'a>>,
    pub groups: Vec<UnionGroup<'a>>,
    /// One of them has `not`.
    pub excludes: bool,
    /// `allOf` or a reference stands between them.
    pub composed: bool,
    pub notes: Annotations,
}

impl<'a> Lowerer<'a> {
    /// Follows references and `allOf`, and adds everything up. Groups whose pointer is in
    /// `skipped`, and groups that list the component `defining` itself, are left out.
    pub(crate) fn flatten(
        &mut self,
        parts: &[Part<'a>],
        skipped: &HashSet<String>,
        defining: Option<&str>,
    ) -> Flat<'a> {
        let mut flat = Flat::default();
        self.flattened.clear();
        for part in parts {
            self.flatten_part(&mut flat, part, skipped, defining, false);
        }
        flat
    }

    fn flatten_part(
        &mut self,
        flat: &mut Flat<'a>,
        part: &Part<'a>,
        skipped: &HashSet<String>,
        defining: Option<&str>,
        inherited: bool,
    ) {
        match part.schema {
            SchemaRef::Ref(reference) => {
                let Some((name, schema)) = self.schema_of(reference) else {
                    return;
                };
                if self.flattened.contains(name) {
                    return;
                }
                if !self.flattening.insert(name.to_owned()) {
                    self.diagnostics.warning(
                        "cyclic-all-of",
                        &part.pointer,
                        format!(
                            "`{name}` extends itself through `allOf`; the repetition is ignored"
                        ),
                        None,
                    );
                    return;
                }
                let target = Part {
                    schema: SchemaRef::Item(schema),
                    pointer: format!("/components/schemas/{}", escape(name)),
                };
                self.flatten_part(flat, &target, skipped, defining.or(Some(name)), true);
                self.flattening.remove(name);
                self.flattened.insert(name.to_owned());
            }
            SchemaRef::Item(schema) => {
                let view = View::of(schema);
                for (index, member) in view.all_of.iter().enumerate() {
                    let member = Part {
                        schema: member.into(),
                        pointer: format!("{}/allOf/{index}", part.pointer),
                    };
                    self.flatten_part(flat, &member, skipped, defining, inherited);
                }
                self.add_view(flat, &view, &part.pointer, skipped, defining, inherited);
            }
        }
    }

    fn add_view(
        &mut self,
        flat: &mut Flat<'a>,
        view: &View<'a>,
        pointer: &str,
        skipped: &HashSet<String>,
        defining: Option<&str>,
        inherited: bool,
    ) {
        flat.notes.add(view, inherited);
        flat.excludes |= view.excludes;
        flat.composed |= inherited || !view.all_of.is_empty();
        self.add_type(flat, view, pointer);
        for (name, property) in view.properties {
            let part = Part {
                schema: property.into(),
                pointer: format!("{pointer}/properties/{}", escape(name)),
            };
            let parts = flat.properties.entry(name).or_default();
            if !parts.iter().any(|other| other.schema == part.schema) {
                parts.push(part);
            }
        }
        flat.required
            .extend(view.required.iter().map(String::as_str));
        if let Some(additional) = view.additional {
            flat.additional = Some((additional, format!("{pointer}/additionalProperties")));
        }
        if let Some(items) = view.items {
            flat.items.push(Part {
                schema: items.into(),
                pointer: format!("{pointer}/items"),
            });
        }
        for (keyword, members) in [("oneOf", view.one_of), ("anyOf", view.any_of)] {
            let group_pointer = format!("{pointer}/{keyword}");
            let lists_itself = defining.is_some_and(|name| {
                inherited && members.iter().any(|member| refers_to(member, name))
            });
            if !members.is_empty() && !skipped.contains(&group_pointer) && !lists_itself {
                flat.groups.push(UnionGroup {
                    members,
                    pointer: group_pointer,
                    discriminator: view.data.discriminator.as_ref(),
                });
            }
        }
    }

    fn add_type(&mut self, flat: &mut Flat<'a>, view: &View<'a>, pointer: &str) {
        match (flat.ty, view.ty) {
            (Some(before), Some(now)) if before != now => {
                if (before, now) == ("number", "integer") {
                    flat.ty = Some(now);
                } else if (before, now) != ("integer", "number") {
                    self.diagnostics.warning(
                        "conflicting-all-of",
                        format!("{pointer}/type"),
                        format!("`allOf` asks for `{before}` and for `{now}`; no value is both, `{now}` is taken"),
                        Some("remove one of the two types".to_owned()),
                    );
                    flat.ty = Some(now);
                    flat.format = None;
                }
            }
            (_, now) => flat.ty = now.or(flat.ty),
        }
        if view.format.is_some() {
            flat.format.clone_from(&view.format);
        }
        if !view.values.is_empty() {
            if flat.values.is_empty() {
                flat.values.clone_from(&view.values);
            } else {
                let both: Vec<_> = flat
                    .values
                    .iter()
                    .filter(|value| view.values.contains(value))
                    .cloned()
                    .collect();
                flat.values = if both.is_empty() {
                    self.diagnostics.warning(
                        "conflicting-all-of",
                        format!("{pointer}/enum"),
                        "`allOf` asks for values of two lists that have none in common; the later list is taken".to_owned(),
                        Some("remove one of the two lists".to_owned()),
                    );
                    view.values.clone()
                } else {
                    both
                };
            }
            flat.enum_names = text_list(view, "x-enum-varnames");
            flat.enum_docs = text_list(view, "x-enum-descriptions");
        }
    }
}

impl Annotations {
    /// Adds what a schema says beside its shape. Of an inherited schema (one that a reference leads
    /// to) the description is its own affair, and so is whether it is deprecated.
    fn add(&mut self, view: &View<'_>, inherited: bool) {
        let data = view.data;
        if !inherited {
            let docs = join_docs(data.title.as_deref(), data.description.as_deref());
            self.docs = docs.or(self.docs.take());
            self.deprecated |= data.deprecated;
            self.rust_name = data
                .extensions
                .get("x-rust-name")
                .and_then(Value::as_str)
                .map(str::to_owned)
                .or(self.rust_name.take());
        }
        self.read_only |= data.read_only;
        self.write_only |= data.write_only;
        self.nullable |= data.nullable || view.values.contains(&Value::Null);
        self.sensitive |= view.is_sensitive();
        self.default = data.default.clone().or(self.default.take());
    }
}

/// The description; the title before it, unless the description says it too.
pub(crate) fn join_docs(title: Option<&str>, description: Option<&str>) -> Option<String> {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let description = description.map(str::trim).filter(|text| !text.is_empty());
    match (title, description) {
        (Some(title), Some(text)) if !text.starts_with(title) => Some(format!("{title}\n\n{text}")),
        (title, None) => title.map(str::to_owned),
        (_, text) => text.map(str::to_owned),
    }
}

fn text_list(view: &View<'_>, extension: &str) -> Vec<String> {
    match view.data.extensions.get(extension) {
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_str().unwrap_or_default().to_owned())
            .collect(),
        Some(Value::Object(map)) => view
            .values
            .iter()
            .map(|value| {
                let text = value.as_str().and_then(|value| map.get(value));
                text.and_then(Value::as_str).unwrap_or_default().to_owned()
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn refers_to(schema: &ReferenceOr<Schema>, name: &str) -> bool {
    matches!(schema, ReferenceOr::Reference { reference } if reference_name(reference) == name)
}
