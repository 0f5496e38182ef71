//! Parameters and path templates (OpenAPI 3.0.4, Parameter Object, Path Templating).

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Document, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle,
};
use serde_json::Value;

use crate::ir::{Location, Parameter, ParameterContent, Primitive, Style, Type};
use crate::lower::context::{Lowerer, Place, escape};
use crate::lower::operations::media_types::media_kind;
use crate::lower::rules;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::keywords::is_sensitive;
use crate::lower::selection::SelectedOperation;
use crate::names;
use crate::names::Scope;

/// What request builders call their own methods and fields.
pub(crate) const RESERVED: &[&str] = &[
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
    pub(crate) fn lower_parameters(
        &mut self,
        found: &SelectedOperation<'a>,
        place: &Place,
    ) -> Vec<Parameter> {
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
            let Some(parameter) = self.object(parameter, |components| &components.parameters)
            else {
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
                rules::IGNORED_HEADER,
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
            scope.unique(&format!("{wanted}_"), "")
        } else if same_place {
            self.unique_name(scope, &wanted, "_", pointer, "parameter")
        } else if scope.take(&wanted) {
            wanted
        } else {
            let bare = wanted.trim_start_matches("r#").trim_end_matches('_');
            scope.unique(&format!("{bare}_{}", location_name(location)), "_")
        };
        Some(Parameter {
            wire_name: data.name.clone(),
            name,
            location,
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or(false),
            sensitive: notes.sensitive || is_sensitive(&data.extensions),
            docs: data.description.clone().or(notes.docs.clone()),
            default: notes.stated_default(),
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
    ) -> (Type, Annotations, ParameterContent) {
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
                        Annotations::default(),
                        style(document, data),
                    );
                };
                let kind = media_kind(media_type);
                let at = Place {
                    pointer: format!("{}/content/{}/schema", at.pointer, escape(media_type)),
                    ..at.clone()
                };
                match (&media.schema, kind) {
                    (Some(schema), crate::ir::MediaKind::Json | crate::ir::MediaKind::Form) => {
                        let (ty, notes) = self.lower_schema(schema, &at);
                        (ty, notes, ParameterContent::Media(kind))
                    }
                    (_, crate::ir::MediaKind::Json) => (
                        Type::Any,
                        Annotations::default(),
                        ParameterContent::Media(kind),
                    ),
                    _ => (
                        Type::Primitive(Primitive::String),
                        Annotations::default(),
                        style(document, data),
                    ),
                }
            }
        }
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
