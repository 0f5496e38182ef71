//! Parameters (OpenAPI 3.0.4, Parameter Object).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use openapiv3::{Operation, Parameter as ParameterObject, ParameterSchemaOrContent};

use crate::document::extensions;
use crate::ir::{Location, MediaKind, Name, Parameter, ParameterContent, Primitive, Type};
use crate::lower::context::Lowerer;
use crate::lower::operations::media_types::media_kind;
use crate::lower::operations::pagination::has_pages;
use crate::lower::operations::styles::parameter_style;
use crate::lower::references::Found;
use crate::lower::rules;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::keywords::is_sensitive;
use crate::lower::selection::SelectedOperation;
use crate::lower::site::{Section, Site, escape};
use crate::names;
use crate::names::{Scope, reserved};

/// Header parameters that "SHALL be ignored": the client writes these headers itself.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

impl<'a> Lowerer<'a> {
    /// The operation's parameters and the path's that it does not override.
    pub(crate) fn lower_parameters(
        &mut self,
        selected: &SelectedOperation<'a>,
        site: &Site,
    ) -> Vec<Parameter> {
        let path_pointer = selected
            .pointer
            .rsplit_once('/')
            .map_or("", |(path, _)| path);
        let own = selected.operation.parameters.iter().enumerate();
        let shared = selected.item.parameters.iter().enumerate();
        let all = shared
            .map(|(index, parameter)| (parameter, format!("{path_pointer}/parameters/{index}")))
            .chain(own.map(|(index, parameter)| {
                (
                    parameter,
                    format!("{}/parameters/{index}", selected.pointer),
                )
            }));
        let mut objects: Vec<(Found<'a, ParameterObject>, String)> = Vec::new();
        let mut known: HashMap<(Location, &str), usize> = HashMap::new();
        for (parameter, pointer) in all {
            let Some(parameter) = self.object(parameter, |components| &components.parameters)
            else {
                continue;
            };
            let object = parameter.object;
            match known.entry((location(object), &object.parameter_data_ref().name)) {
                Entry::Occupied(overridden) => objects[*overridden.get()] = (parameter, pointer),
                Entry::Vacant(new) => {
                    new.insert(objects.len());
                    objects.push((parameter, pointer));
                }
            }
        }
        let methods = methods(selected.operation);
        let mut scope = Scope::with(&methods);
        let mut parameters = Vec::new();
        let mut wanted = HashSet::new();
        for (object, pointer) in objects {
            let parameter =
                self.lower_parameter(&object, &pointer, site, &methods, &mut wanted, &mut scope);
            self.count("parameters", true);
            parameters.extend(parameter);
        }
        parameters
    }

    fn lower_parameter(
        &mut self,
        found: &Found<'a, ParameterObject>,
        pointer: &str,
        site: &Site,
        methods: &[&str],
        wanted_before: &mut HashSet<(Location, Name)>,
        scope: &mut Scope,
    ) -> Option<Parameter> {
        let object = found.object;
        let data = object.parameter_data_ref();
        let location = location(object);
        if location == Location::Header
            && IGNORED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str())
        {
            self.diagnostics.warning(
                rules::IGNORED_HEADER,
                pointer,
                format!("the header parameter `{}` is ignored, as OpenAPI requires: the client sets this header itself", data.name),
                Some("describe media types with `content` and credentials with `security`".to_owned()),
            );
            return None;
        }
        let at = match found.component {
            Some(component) => self.component_site(Section::Parameters, component),
            None => Site {
                pointer: pointer.to_owned(),
                ..site.child(&data.name, "")
            },
        };
        let (ty, notes, content) = self.parameter_type(object, &at);
        let wanted = self
            .rust_name(&data.extensions, pointer)
            .unwrap_or_else(|| names::value_name(&data.name));
        let same_location = !wanted_before.insert((location, wanted.clone()));
        let name = if methods.contains(&wanted.as_str()) {
            self.distinct_name(
                scope,
                &names::underscored(&wanted),
                "",
                pointer,
                "parameter",
            )
        } else if same_location {
            self.unique_name(scope, &wanted, "_", pointer, "parameter")
        } else {
            let wanted = if scope.holds(&wanted) {
                wanted.extended(&format!("_{}", location_name(location)))
            } else {
                wanted
            };
            self.distinct_name(scope, &wanted, "_", pointer, "parameter")
        };
        Some(Parameter {
            wire_name: data.name.clone(),
            name,
            location,
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or(false),
            sensitive: notes.sensitive || is_sensitive(&data.extensions),
            // The title of a schema is mostly the name of the parameter in other words.
            docs: data
                .description
                .clone()
                .or_else(|| notes.description.clone())
                .or_else(|| notes.docs.clone()),
            default: notes.stated_default(),
            example: data.example.clone().or(notes.example),
            constraints: notes.constraints,
            ty: match location {
                Location::QueryString => Type::Primitive(Primitive::String),
                _ => nullable(ty, false),
            },
            content,
        })
    }

    fn parameter_type(
        &mut self,
        object: &'a ParameterObject,
        at: &Site,
    ) -> (Type, Annotations, ParameterContent) {
        match &object.parameter_data_ref().format {
            ParameterSchemaOrContent::Schema(schema) => {
                let (ty, notes) = self.lower_schema(schema, &at.within("schema"));
                (ty, notes, parameter_style(object))
            }
            ParameterSchemaOrContent::Content(content) => {
                let text = (
                    Type::Primitive(Primitive::String),
                    Annotations::default(),
                    parameter_style(object),
                );
                let Some((media_type, media)) = content.first() else {
                    return text;
                };
                let kind = media_kind(media_type);
                let at = at.within(&format!("content/{}/schema", escape(media_type)));
                match (kind, &media.schema) {
                    (MediaKind::Json | MediaKind::Form, Some(schema)) => {
                        let (ty, notes) = self.lower_schema(schema, &at);
                        (ty, notes, ParameterContent::Media(kind))
                    }
                    (MediaKind::Json, None) => (
                        Type::Any,
                        Annotations::default(),
                        ParameterContent::Media(kind),
                    ),
                    _ => text,
                }
            }
        }
    }
}

/// What the operation's builder calls its own methods and fields.
fn methods(operation: &Operation) -> Vec<&'static str> {
    let pages = has_pages(operation).then_some(reserved::PAGES);
    let lists = [reserved::OPERATION].into_iter().chain(pages);
    lists.flatten().copied().collect()
}

fn location(parameter: &ParameterObject) -> Location {
    match parameter {
        ParameterObject::Query { parameter_data, .. } => {
            // The reader hands OpenAPI 3.2's `in: querystring` on as a query parameter so marked.
            if extensions::is_query_string(parameter_data) {
                Location::QueryString
            } else {
                Location::Query
            }
        }
        ParameterObject::Header { .. } => Location::Header,
        ParameterObject::Path { .. } => Location::Path,
        ParameterObject::Cookie { .. } => Location::Cookie,
    }
}

fn location_name(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
