//! Which properties of an alternative have a list of values (`const` or `enum`): by them the
//! alternatives of a union can be told apart.
//!
//! This looks at schemas, not at types: an alternative that is being lowered has no type yet, and
//! types do not say everything (a boolean has no list of values).

use std::rc::Rc;

use indexmap::IndexSet;
use openapiv3::{Discriminator, ReferenceOr, Schema};
use serde_json::Value;

use crate::lower::context::Lowerer;
use crate::lower::references::reference_name;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::schemas::unions::documented::{Documented, Properties, add, both, either, tags};
use crate::lower::schemas::unions::mapping::explicit_values;

/// A list of values that is behind more schemas than this is none.
const MAX_NESTING: usize = 8;

/// The parts of a schema behind references and `allOf`.
#[derive(Default)]
struct Parts<'a> {
    schemas: Vec<Keywords<'a>>,
    /// Components that were followed already.
    followed: IndexSet<&'a str>,
    /// Those of them that others extend, each with its discriminator.
    hierarchies: Vec<(&'a str, &'a Discriminator)>,
}

impl<'a> Lowerer<'a> {
    /// What a schema says of its properties. Of a union, what all of its alternatives say.
    pub(crate) fn documented(&self, schema: SchemaRef<'a>) -> Rc<Properties<'a>> {
        let SchemaRef::Ref(reference) = schema else {
            return Rc::new(self.documented_by(schema));
        };
        let Some((name, _)) = self.schema_of(reference) else {
            return Rc::default();
        };
        if let Some(known) = self.documented.borrow().get(name) {
            return Rc::clone(known);
        }
        // Unions that list each other end here.
        self.documented.borrow_mut().insert(name, Rc::default());
        let properties = Rc::new(self.documented_by(schema));
        self.documented
            .borrow_mut()
            .insert(name, Rc::clone(&properties));
        properties
    }

    fn documented_by(&self, schema: SchemaRef<'a>) -> Properties<'a> {
        let mut parts = Parts::default();
        self.collect_parts(schema, true, &mut parts);
        let mut properties = Properties::new();
        for keywords in &parts.schemas {
            for (name, property) in keywords.properties {
                let (values, ty) = self.listed(property.into(), 0);
                let known = properties.entry(name.as_str()).or_default();
                known.values = both(&known.values, values);
                known.ty = ty.or(known.ty);
            }
        }
        for keywords in &parts.schemas {
            for name in keywords.required {
                if let Some(known) = properties.get_mut(name.as_str()) {
                    known.required = true;
                }
            }
        }
        for keywords in &parts.schemas {
            for members in [keywords.one_of, keywords.any_of] {
                let lists_itself = members.iter().any(|member| {
                    matches!(member, ReferenceOr::Reference { reference }
                        if parts.followed.contains(reference_name(reference)))
                });
                if !lists_itself {
                    let discriminator = keywords.data.discriminator.as_ref();
                    add(&mut properties, self.common(members, discriminator));
                }
            }
        }
        for (name, discriminator) in parts.hierarchies {
            let values = self.hierarchy_values(name, discriminator);
            let tag = Documented {
                values: values.into_iter().map(Value::from).collect(),
                ty: None,
                required: true,
            };
            properties.insert(discriminator.property_name.as_str(), tag);
        }
        properties
    }

    fn collect_parts(&self, schema: SchemaRef<'a>, is_whole: bool, parts: &mut Parts<'a>) {
        match schema {
            SchemaRef::Ref(reference) => {
                let Some((name, schema)) = self.schema_of(reference) else {
                    return;
                };
                if !parts.followed.insert(name) {
                    return;
                }
                if is_whole
                    && self.is_hierarchy(name)
                    && let Some(discriminator) = schema.schema_data.discriminator.as_ref()
                {
                    parts.hierarchies.push((name, discriminator));
                }
                self.collect_parts(SchemaRef::Item(schema), is_whole, parts);
            }
            SchemaRef::Item(schema) => {
                let keywords = Keywords::of(schema);
                for member in keywords.all_of {
                    self.collect_parts(member.into(), false, parts);
                }
                parts.schemas.push(keywords);
            }
        }
    }

    /// What all members of a union say.
    fn common(
        &self,
        members: &'a [ReferenceOr<Schema>],
        discriminator: Option<&'a Discriminator>,
    ) -> Properties<'a> {
        let mut common: Option<Properties<'a>> = None;
        for member in members.iter().filter(|member| !is_null(member)) {
            let mut said = Properties::clone(&self.documented(member.into()));
            if let (Some(discriminator), ReferenceOr::Reference { reference }) =
                (discriminator, member)
            {
                let name = reference_name(reference);
                let tag = said.entry(&discriminator.property_name).or_default();
                let mapped = explicit_values(discriminator, name);
                if !mapped.is_empty() {
                    tag.values = mapped;
                } else if tag.values.is_empty() {
                    tag.values = vec![name.into()];
                }
            }
            common = Some(match common {
                None => said,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(name, before)| Some((name, either(before, said.get(name)?))))
                    .collect(),
            });
        }
        common.unwrap_or_default()
    }

    /// The values of the tag of a hierarchy, as far as its schemas name them.
    fn hierarchy_values(&self, name: &str, discriminator: &Discriminator) -> Vec<String> {
        let mut values: Vec<String> = discriminator.mapping.keys().cloned().collect();
        let subtypes = self.subtypes.get(name).into_iter().flatten().copied();
        for component in subtypes.chain([name]) {
            if explicit_values(discriminator, component).is_empty() {
                values.push(component.to_owned());
            }
        }
        values
    }

    /// The values that a schema lists, and its type.
    fn listed(&self, schema: SchemaRef<'a>, depth: usize) -> (Vec<Value>, Option<&'a str>) {
        if depth > MAX_NESTING {
            return (Vec::new(), None);
        }
        let schema = match schema {
            SchemaRef::Item(schema) => schema,
            SchemaRef::Ref(reference) => match self.schema_of(reference) {
                Some((_, schema)) => schema,
                None => return (Vec::new(), None),
            },
        };
        let keywords = Keywords::of(schema);
        let mut ty = keywords.ty;
        let mut values = tags(&keywords.values);
        for member in keywords.all_of {
            let (inner, inner_ty) = self.listed(member.into(), depth + 1);
            // What stands beside the members is said last.
            values = both(&inner, values);
            ty = ty.or(inner_ty);
        }
        if values.is_empty() {
            for members in [keywords.one_of, keywords.any_of] {
                let lists: Vec<_> = members
                    .iter()
                    .filter(|member| !is_null(member))
                    .map(|member| self.listed(member.into(), depth + 1))
                    .collect();
                if lists.iter().all(|(values, _)| !values.is_empty()) {
                    values.extend(lists.into_iter().flat_map(|(values, _)| values));
                }
            }
        }
        (values, ty)
    }
}

/// `type: null` in whatever form is left of it: an alternative that only allows `null`.
pub(crate) fn is_null(schema: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(schema) = schema else {
        return false;
    };
    let keywords = Keywords::of(schema);
    !keywords.values.is_empty() && keywords.values.iter().all(Value::is_null)
}
