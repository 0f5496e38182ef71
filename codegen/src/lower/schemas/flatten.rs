//! `allOf`: many schemas that a value must satisfy at once become one flat set of keywords.
//!
//! OpenAPI 3.0.4, Schema Object, "Composition and Inheritance (Polymorphism)": `allOf` composes;
//! so properties add up, `required` adds up, and a property that several members describe must
//! satisfy all of them, which is again an `allOf`.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, Discriminator, ReferenceOr, Schema};
use serde_json::Value;

use crate::document::extensions::{ENUM_DESCRIPTIONS, ENUM_NAMES, has_open_values};
use crate::ir::Type;
use crate::lower::context::Lowerer;
use crate::lower::references::reference_name;
use crate::lower::rules;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::site::escape;

/// One of the schemas that a value must satisfy.
#[derive(Debug, Clone)]
pub(crate) struct Subschema<'a> {
    pub schema: SchemaRef<'a>,
    pub pointer: String,
}

/// The members of one `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(crate) struct Alternatives<'a> {
    pub members: &'a [ReferenceOr<Schema>],
    pub pointer: String,
    /// True for `anyOf`, of which several may hold at once.
    pub is_any_of: bool,
    pub discriminator: Option<&'a Discriminator>,
}

/// What all subschemas say together.
#[derive(Debug, Clone, Default)]
pub(crate) struct FlatSchema<'a> {
    pub ty: Option<&'a str>,
    pub format: Option<String>,
    pub values: Vec<Value>,
    pub enum_names: Vec<String>,
    pub enum_docs: Vec<String>,
    pub properties: IndexMap<&'a str, Vec<Subschema<'a>>>,
    pub required: IndexSet<&'a str>,
    pub additional: Option<(&'a AdditionalProperties, String)>,
    /// What `additional` does not describe may be there too.
    pub open_values: bool,
    pub items: Vec<Subschema<'a>>,
    pub alternatives: Vec<Alternatives<'a>>,
    /// One of them has `not`.
    pub excludes: bool,
    /// `allOf` or a reference stands between them.
    pub composed: bool,
    pub notes: Annotations,
    /// Types of properties that are not those of their schemas: the files of a form.
    pub decided: HashMap<&'a str, Type>,
}

impl<'a> Lowerer<'a> {
    /// Follows references and `allOf`, and adds everything up. Alternatives whose pointer
    /// is in `skipped`, and those that list the component `defining` itself, are left out.
    pub(crate) fn flatten(
        &mut self,
        subschemas: &[Subschema<'a>],
        skipped: &HashSet<String>,
        defining: Option<&str>,
    ) -> FlatSchema<'a> {
        let mut flat = FlatSchema::default();
        self.flattened.clear();
        for subschema in subschemas {
            self.flatten_one(&mut flat, subschema, skipped, defining, false);
        }
        flat
    }

    fn flatten_one(
        &mut self,
        flat: &mut FlatSchema<'a>,
        subschema: &Subschema<'a>,
        skipped: &HashSet<String>,
        defining: Option<&str>,
        inherited: bool,
    ) {
        match subschema.schema {
            SchemaRef::Ref(reference) => {
                let Some((name, schema)) = self.schema_of(reference) else {
                    return;
                };
                if self.flattened.contains(name) {
                    return;
                }
                if !self.flattening.insert(name.to_owned()) {
                    self.diagnostics.warning(
                        rules::CYCLIC_ALL_OF,
                        &subschema.pointer,
                        format!(
                            "`{name}` extends itself through `allOf`; the repetition is ignored"
                        ),
                        Some(format!("remove the `$ref` that leads back to `{name}`")),
                    );
                    return;
                }
                let target = Subschema {
                    schema: SchemaRef::Item(schema),
                    pointer: format!("/components/schemas/{}", escape(name)),
                };
                self.flatten_one(flat, &target, skipped, defining.or(Some(name)), true);
                self.flattening.remove(name);
                self.flattened.insert(name.to_owned());
            }
            SchemaRef::Item(schema) => {
                let keywords = Keywords::of(schema);
                for (index, member) in keywords.all_of.iter().enumerate() {
                    let member = Subschema {
                        schema: member.into(),
                        pointer: format!("{}/allOf/{index}", subschema.pointer),
                    };
                    self.flatten_one(flat, &member, skipped, defining, inherited);
                }
                self.add_keywords(
                    flat,
                    &keywords,
                    &subschema.pointer,
                    skipped,
                    defining,
                    inherited,
                );
            }
        }
    }

    fn add_keywords(
        &mut self,
        flat: &mut FlatSchema<'a>,
        keywords: &Keywords<'a>,
        pointer: &str,
        skipped: &HashSet<String>,
        defining: Option<&str>,
        inherited: bool,
    ) {
        flat.notes.add(keywords, inherited);
        flat.excludes |= keywords.not.is_some();
        flat.composed |= inherited || !keywords.all_of.is_empty();
        self.add_type(flat, keywords, pointer);
        for (name, property) in keywords.properties {
            let subschema = Subschema {
                schema: property.into(),
                pointer: format!("{pointer}/properties/{}", escape(name)),
            };
            let subschemas = flat.properties.entry(name).or_default();
            if !subschemas
                .iter()
                .any(|other| other.schema == subschema.schema)
            {
                subschemas.push(subschema);
            }
        }
        flat.required
            .extend(keywords.required.iter().map(String::as_str));
        if let Some(additional) = keywords.additional {
            flat.additional = Some((additional, format!("{pointer}/additionalProperties")));
            flat.open_values = has_open_values(keywords.data);
        }
        if let Some(items) = keywords.items {
            flat.items.push(Subschema {
                schema: items.into(),
                pointer: format!("{pointer}/items"),
            });
        }
        for (keyword, members) in [("oneOf", keywords.one_of), ("anyOf", keywords.any_of)] {
            let keyword_pointer = format!("{pointer}/{keyword}");
            let lists_itself = defining.is_some_and(|name| {
                inherited && members.iter().any(|member| refers_to(member, name))
            });
            if !members.is_empty() && !skipped.contains(&keyword_pointer) && !lists_itself {
                flat.alternatives.push(Alternatives {
                    members,
                    pointer: keyword_pointer,
                    is_any_of: keyword == "anyOf",
                    discriminator: keywords.data.discriminator.as_ref(),
                });
            }
        }
    }

    fn add_type(&mut self, flat: &mut FlatSchema<'a>, keywords: &Keywords<'a>, pointer: &str) {
        match (flat.ty, keywords.ty) {
            (Some(before), Some(now)) if before != now => {
                if (before, now) == ("number", "integer") {
                    flat.ty = Some(now);
                } else if (before, now) != ("integer", "number") {
                    self.diagnostics.warning(
                        rules::CONFLICTING_ALL_OF,
                        format!("{pointer}/type"),
                        format!("`allOf` combines the types `{before}` and `{now}`, which exclude each other; `{now}` is used"),
                        Some("remove one of the two types".to_owned()),
                    );
                    flat.ty = Some(now);
                    flat.format = None;
                }
            }
            (_, now) => flat.ty = now.or(flat.ty),
        }
        if keywords.format.is_some() {
            flat.format.clone_from(&keywords.format);
        }
        if !keywords.values.is_empty() {
            self.merge_values(flat, keywords, pointer);
        }
    }

    /// Adds an `enum` to what the members of `allOf` before it allow.
    fn merge_values(&mut self, flat: &mut FlatSchema<'a>, keywords: &Keywords<'a>, pointer: &str) {
        let earlier = std::mem::take(&mut flat.values);
        let listed: HashSet<&Value> = keywords.values.iter().collect();
        let both = earlier.iter().filter(|value| listed.contains(value));
        flat.values = both.cloned().collect();
        if flat.values.is_empty() {
            flat.values.clone_from(&keywords.values);
            if !earlier.is_empty() {
                self.diagnostics.warning(
                    rules::CONFLICTING_ALL_OF,
                    format!("{pointer}/enum"),
                    "`allOf` combines two `enum` lists that have no value in common; the later list is used".to_owned(),
                    Some("remove one of the two lists".to_owned()),
                );
            }
        }
        for (texts, extension) in [
            (&mut flat.enum_names, ENUM_NAMES),
            (&mut flat.enum_docs, ENUM_DESCRIPTIONS),
        ] {
            // By value, not by position: a member of `allOf` may name values of another one.
            let here = text_list(keywords, extension);
            let mut by_value = texts_by_value(&earlier, texts);
            by_value.extend(texts_by_value(&keywords.values, &here));
            let of = |value| by_value.get(value).map(|text| String::from(*text));
            let merged = flat
                .values
                .iter()
                .map(|value| of(value).unwrap_or_default());
            let merged: Vec<String> = merged.collect();
            *texts = merged;
        }
    }
}

/// The text of each value that has one, the first where a value is listed again.
fn texts_by_value<'v>(values: &'v [Value], texts: &'v [String]) -> HashMap<&'v Value, &'v str> {
    let pairs = values.iter().zip(texts.iter().map(String::as_str));
    let mut by_value = HashMap::new();
    for (value, text) in pairs.filter(|(_, text)| !text.is_empty()) {
        by_value.entry(value).or_insert(text);
    }
    by_value
}

fn text_list(keywords: &Keywords<'_>, extension: &str) -> Vec<String> {
    match keywords.data.extensions.get(extension) {
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_str().unwrap_or_default().to_owned())
            .collect(),
        Some(Value::Object(map)) => keywords
            .values
            .iter()
            .map(|value| {
                let text = match value {
                    Value::String(value) => map.get(value),
                    other => map.get(&other.to_string()),
                };
                text.and_then(Value::as_str).unwrap_or_default().to_owned()
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn refers_to(schema: &ReferenceOr<Schema>, name: &str) -> bool {
    matches!(schema, ReferenceOr::Reference { reference } if reference_name(reference) == name)
}
