//! Objects: structs and maps.

use std::collections::HashSet;

use openapiv3::AdditionalProperties;

use crate::ir::{Additional, Field, Name, Struct, Type, TypeKind};
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::schemas::flatten::FlatSchema;
use crate::lower::site::Site;
use crate::names;
use crate::names::{Scope, reserved};

impl<'a> Lowerer<'a> {
    /// A map if there are no known properties, else a struct.
    pub(crate) fn lower_object(&mut self, flat: &FlatSchema<'a>, site: &Site) -> Type {
        let forbids_others = matches!(flat.additional, Some((AdditionalProperties::Any(false), _)));
        if flat.properties.is_empty() && !forbids_others {
            let value = flat
                .additional
                .as_ref()
                .and_then(|(additional, pointer)| self.lower_additional(additional, pointer, site))
                .map_or(Type::Any, |ty| self.opened(ty, flat, site));
            return self.alias(Type::Map(Box::new(value)), site, &flat.notes);
        }
        // Fields come before the definition: they decide nothing of the struct's own name, which
        // is taken here so that nested types cannot take it.
        let mut site = site.clone();
        if site.define.is_none() {
            site.define = Some(self.reserve(&site));
        }
        let body = self.lower_struct(flat, &site);
        self.define(TypeKind::Struct(body), &site, &flat.notes)
    }

    /// The fields of an object and what it says of others.
    pub(crate) fn lower_struct(&mut self, flat: &FlatSchema<'a>, site: &Site) -> Struct {
        let mut scope = Scope::with(reserved::MODEL);
        let mut fields = Vec::with_capacity(flat.properties.len());
        for (&wire_name, subschemas) in &flat.properties {
            let pointer = subschemas[0].pointer.clone();
            let mut field_site = site.child(wire_name, "");
            field_site.pointer.clone_from(&pointer);
            let (ty, notes) = match flat.decided.get(wire_name) {
                Some(ty) => {
                    let notes = self.flatten(subschemas, &HashSet::new(), None).notes;
                    (ty.clone(), notes)
                }
                None => self.lower_all_of(subschemas, &HashSet::new(), &field_site),
            };
            let wanted = match &notes.rust_name {
                Some(name) => self.chosen_name(name, &pointer),
                None => None,
            };
            let wanted = wanted.unwrap_or_else(|| names::value_name(wire_name));
            let name = if reserved::MODEL.contains(&wanted.as_str()) {
                let wanted = names::underscored(&wanted);
                self.distinct_name(&mut scope, &wanted, "", &pointer, "property")
            } else {
                self.unique_name(&mut scope, &wanted, "_", &pointer, "property")
            };
            let docs = notes.docs_of(wire_name);
            fields.push(Field {
                wire_name: wire_name.to_owned(),
                name,
                required: flat.required.contains(wire_name),
                nullable: notes.nullable,
                three_states: false,
                boxed: false,
                sensitive: notes.sensitive,
                deprecated: notes.deprecated,
                read_only: notes.read_only,
                write_only: notes.write_only,
                default: notes.stated_default().map(Box::new),
                example: notes.example.map(Box::new),
                constraints: notes.constraints.stated(),
                constant: notes.constant.map(Box::new),
                docs,
                ty,
            });
        }
        avoid_setters(&mut fields, &mut scope);
        // Of a schema that stands alone, the reader has said so.
        for &name in flat.required.iter().filter(|_| flat.composed) {
            if !flat.properties.contains_key(name) {
                self.diagnostics.warning(
                    rules::REQUIRED_WITHOUT_PROPERTY,
                    format!("{}/required", site.pointer),
                    format!("`required` lists `{name}`, but there is no such property; the entry is ignored"),
                    Some(format!(
                        "define `{name}` under `properties`, or remove it from `required`"
                    )),
                );
            }
        }
        let additional = match &flat.additional {
            Some((additional, pointer)) => self
                .lower_additional(additional, pointer, site)
                .map(|ty| self.opened(ty, flat, site))
                .map_or(Additional::Ignored, Additional::Kept),
            None => Additional::Ignored,
        };
        Struct {
            fields,
            additional,
            large: false,
        }
    }
}

/// A field with three states has a second setter, `<name>_null`, which no other field may be called.
/// Which fields those are depends on where the object is sent, and is not known yet.
fn avoid_setters(fields: &mut [Field], scope: &mut Scope) {
    let setters: HashSet<Name> = fields.iter().map(Field::null_setter).collect();
    for field in fields {
        if setters.contains(&field.name) {
            field.name = scope.unique(&names::underscored(&field.name), "");
        }
    }
}
