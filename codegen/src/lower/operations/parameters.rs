//! Parameters and path templates (OpenAPI 3.0.4, Parameter Object, Path Templating).

use std::collections::HashSet;

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Document, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};
use serde_json::Value;

use crate::ir::{Location, Parameter, ParameterContent, PathSegment, Primitive, Style, Type};
use crate::lower::context::{Lowerer, Place};
use crate::lower::operations::Found;
use crate::lower::operations::bodies::media_kind;
use crate::lower::schemas::view::is_sensitive;
use crate::lower::schemas::{nullable, said_default};
use crate::names;
use crate::names::Scope;

/// What request builders call their own methods and fields.
const RESERVED: &[&str] = &[
    "accept",
    "body",
    "client",
    "clone",
    "content_type",
    "error",
    "request",
    "response",
    "send",
    "send_streaming",
];

/// Header parameters that "SHALL be ignored": the client writes these headers itself.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

impl<'a> Lowerer<'a> {
    /// The operation's parameters and the path's that it does not override.
    pub(crate) fn lower_parameters(&mut self, found: &Found<'a>, place: &Place) -> Vec<Parameter> {
        let path_pointer = found.pointer.rsplit_once('/').map_or("", |(path, _)| path);
        let own = found.operation.parameters.iter().enumerate();
        let shared = found.item.parameters.iter().enumerate();
        let all = shared
            .map(|(index, parameter)| (parameter, format!("{path_pointer}/parameters/{index}")))
            .chain(own.map(|(index, parameter)| {
                (parameter, format!("{}/parameters/{index}", found.pointer))
            }));
        let mut documents: Vec<(&'a Document, String)> = Vec::new();
        for (parameter, pointer) in all {
            let Some(parameter) = self.parameter(parameter) else {
                continue;
            };
            let same = |other: &Document| {
                other.parameter_data_ref().name == parameter.parameter_data_ref().name
                    && location(other) == location(parameter)
            };
            match documents.iter_mut().find(|(other, _)| same(other)) {
                Some(overridden) => *overridden = (parameter, pointer),
                None => documents.push((parameter, pointer)),
            }
        }
        let mut scope = Scope::with(RESERVED);
        let mut parameters = Vec::new();
        for (document, pointer) in documents {
            let parameter =
                self.lower_parameter(document, &pointer, place, &parameters, &mut scope);
            self.count("parameters", true);
            parameters.extend(parameter);
        }
        parameters
    }

    fn parameter(&self, parameter: &'a ReferenceOr<Document>) -> Option<&'a Document> {
        match parameter {
            ReferenceOr::Item(parameter) => Some(parameter),
            ReferenceOr::Reference { reference } => {
                let components = self.components_of_document()?;
                Self::resolve(&components.parameters, reference).map(|(_, parameter)| parameter)
            }
        }
    }

    fn lower_parameter(
        &mut self,
        document: &'a Document,
        pointer: &str,
        place: &Place,
        lowered: &[Parameter],
        scope: &mut Scope,
    ) -> Option<Parameter> {
        let data = document.parameter_data_ref();
        let location = location(document);
        if location == Location::Header
            && IGNORED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str())
        {
            self.diagnostics.warning(
                "ignored-header-parameter",
                pointer,
                format!("the header parameter `{}` is ignored, as OpenAPI says: the client writes that header itself", data.name),
                Some("describe media types by `content`, credentials by `security`".to_owned()),
            );
            return None;
        }
        let mut at = place.child(&data.name, "");
        pointer.clone_into(&mut at.pointer);
        let (ty, notes, content) = self.parameter_type(document, data, &at);
        let wanted = self
            .rust_name(&data.extensions, pointer)
            .unwrap_or_else(|| names::value_name(&data.name));
        let same_place = lowered.iter().any(|other| {
            other.location == location && names::value_name(&other.wire_name) == wanted
        });
        let name = if RESERVED.contains(&wanted.as_str()) {
            scope.unique(&names::underscored(&wanted), "")
        } else if same_place {
            self.unique_name(scope, &wanted, "_", pointer, "parameter")
        } else if scope.take(&wanted) {
            wanted
        } else {
            let suffix = format!("_{}", location_name(location));
            scope.unique(&wanted.extended(&suffix), "_")
        };
        Some(Parameter {
            wire_name: data.name.clone(),
            name,
            location,
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or(false),
            sensitive: notes.sensitive || is_sensitive(&data.extensions),
            docs: data.description.clone().or(notes.docs.clone()),
            default: said_default(&notes),
            ty: match location {
                Location::QueryString => Type::Primitive(Primitive::String),
                _ => nullable(ty, false),
            },
            content,
        })
    }

    fn parameter_type(
        &mut self,
        document: &'a Document,
        data: &'a ParameterData,
        at: &Place,
    ) -> (Type, crate::lower::context::Annotations, ParameterContent) {
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let at = Place {
                    pointer: format!("{}/schema", at.pointer),
                    ..at.clone()
                };
                let (ty, notes) = self.lower_schema(schema, &at);
                (ty, notes, style(document, data))
            }
            ParameterSchemaOrContent::Content(content) => {
                let Some((media_type, media)) = content.first() else {
                    return (
                        Type::Primitive(Primitive::String),
                        crate::lower::context::Annotations::default(),
                        style(document, data),
                    );
                };
                let kind = media_kind(media_type);
                let at = Place {
                    pointer: format!(
                        "{}/content/{}/schema",
                        at.pointer,
                        crate::lower::context::escape(media_type)
                    ),
                    ..at.clone()
                };
                match (&media.schema, kind) {
                    (Some(schema), crate::ir::MediaKind::Json | crate::ir::MediaKind::Form) => {
                        let (ty, notes) = self.lower_schema(schema, &at);
                        (ty, notes, ParameterContent::Media(kind))
                    }
                    (_, crate::ir::MediaKind::Json) => (
                        Type::Any,
                        crate::lower::context::Annotations::default(),
                        ParameterContent::Media(kind),
                    ),
                    _ => (
                        Type::Primitive(Primitive::String),
                        crate::lower::context::Annotations::default(),
                        style(document, data),
                    ),
                }
            }
        }
    }

    /// The path's pieces. A template variable without a parameter gets one; a path parameter that
    /// the path does not name goes.
    pub(crate) fn lower_path(
        &mut self,
        found: &Found<'a>,
        parameters: &mut Vec<Parameter>,
    ) -> Vec<PathSegment> {
        let named: HashSet<&str> =
            crate::lower::operations::servers::placeholders(found.path).collect();
        parameters.retain(|parameter| {
            let keep = parameter.location != Location::Path
                || named.contains(parameter.wire_name.as_str());
            if !keep {
                self.diagnostics.warning(
                    "path-parameter-not-in-path",
                    &found.pointer,
                    format!(
                        "the path parameter `{}` is ignored: `{}` does not name it",
                        parameter.wire_name, found.path
                    ),
                    Some(format!(
                        "write `{{{}}}` into the path, or remove the parameter",
                        parameter.wire_name
                    )),
                );
            }
            keep
        });
        let mut segments = Vec::new();
        let mut rest = found.path;
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                break;
            };
            if !literal.is_empty() {
                segments.push(PathSegment::Literal(literal.to_owned()));
            }
            segments.push(PathSegment::Parameter(
                self.path_parameter(found, parameters, name),
            ));
            rest = tail;
        }
        if !rest.is_empty() {
            segments.push(PathSegment::Literal(rest.to_owned()));
        }
        segments
    }

    fn path_parameter(
        &mut self,
        found: &Found<'a>,
        parameters: &mut Vec<Parameter>,
        name: &str,
    ) -> usize {
        let known = parameters.iter().position(|parameter| {
            parameter.location == Location::Path && parameter.wire_name == name
        });
        if let Some(index) = known {
            return index;
        }
        self.diagnostics.warning(
            "undeclared-path-parameter",
            &found.pointer,
            format!(
                "`{}` names `{name}`, but no path parameter is called so; it is taken as a string",
                found.path
            ),
            Some(format!("add a parameter `{name}` with `in: path`")),
        );
        let mut scope = Scope::with(RESERVED);
        for parameter in parameters.iter() {
            scope.take(&parameter.name);
        }
        parameters.push(Parameter {
            wire_name: name.to_owned(),
            name: scope.unique(&names::value_name(name), "_"),
            location: Location::Path,
            required: true,
            deprecated: false,
            sensitive: false,
            docs: None,
            default: None,
            ty: Type::Primitive(Primitive::String),
            content: ParameterContent::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
        });
        parameters.len() - 1
    }
}

fn location(parameter: &Document) -> Location {
    match parameter {
        Document::Query { parameter_data, .. } => {
            // The reader hands OpenAPI 3.2's `in: querystring` on as a query parameter so marked.
            match parameter_data
                .extensions
                .get("x-in")
                .and_then(Value::as_str)
            {
                Some("querystring") => Location::QueryString,
                _ => Location::Query,
            }
        }
        Document::Header { .. } => Location::Header,
        Document::Path { .. } => Location::Path,
        Document::Cookie { .. } => Location::Cookie,
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

/// `style` and `explode` with their defaults (OpenAPI 3.0.4, Parameter Object: "When `style` is
/// `form`, the default value is `true`. For all other styles, the default value is `false`").
fn style(document: &Document, data: &ParameterData) -> ParameterContent {
    let (style, allow_reserved) = match document {
        Document::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (style, *allow_reserved)
        }
        Document::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Style::Simple, false),
        Document::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (style, false)
        }
        Document::Cookie {
            style: CookieStyle::Form,
            ..
        } => match data.extensions.get("x-style").and_then(Value::as_str) {
            Some("cookie") => (Style::Cookie, false),
            _ => (Style::Form, false),
        },
    };
    ParameterContent::Style {
        explode: data.explode.unwrap_or(matches!(
            style,
            Style::Form | Style::DeepObject | Style::Cookie
        )),
        style,
        // OpenAPI 3.0 knows it in the query only; the reader hands on what later versions allow.
        allow_reserved: allow_reserved
            || data.extensions.get("x-allow-reserved") == Some(&Value::Bool(true)),
    }
}
