//! The parts of the runtime, and which of them an API needs. Its crate carries no others: what is
//! not there costs users no time to compile.

use std::collections::BTreeSet;

use crate::ir::{
    Api, BodyContent, Location, MediaKind, ParameterContent, PartField, PartKind, Primitive,
    Response, SchemeKind, Server, Type, TypeKind,
};

macro_rules! parts {
    ($($(#[$docs:meta])* $part:ident),* $(,)?) => {
        /// A part of the runtime that not every API needs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Part {
            $($(#[$docs])* $part),*
        }

        impl Part {
            /// All of them.
            pub(crate) const ALL: &[Self] = &[$(Self::$part),*];

            /// The name by which the conditions in `codegen/runtime/` call it.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$part => stringify!($part)),*
                }
            }
        }
    };
}

parts! {
    /// `Base64`.
    Base64,
    /// HTTP basic authentication.
    Basic,
    /// Security schemes with the client credentials flow of OAuth 2.
    ClientCredentials,
    /// `Date`.
    Date,
    /// `DateTime`.
    DateTime,
    /// `Duration`.
    Duration,
    /// Enums.
    Enums,
    /// Streams of server-sent events.
    Events,
    /// Numbers in JSON that the crate writes.
    Floats,
    /// Forms of which a property has a `style`.
    FormStyles,
    /// Forms.
    Forms,
    /// Response headers.
    Headers,
    /// Streams of JSON texts.
    Items,
    /// Integers in JSON that the crate reads.
    Integers,
    /// Parameters that are JSON.
    JsonParameters,
    /// Models that are decoded in a `Box`.
    LargeModels,
    /// Multipart bodies.
    Multipart,
    /// Headers of the parts of multipart bodies.
    MultipartHeaders,
    /// Operations that have servers of their own.
    OperationServers,
    /// Operations whose next page is where a link leads.
    PageLinks,
    /// Operations whose result comes in pages.
    Pages,
    /// Paths that have a query in them.
    PathQueries,
    /// Servers whose URLs have variables.
    ServerVariables,
    /// Responses that can be streamed.
    Streams,
    /// Parameters whose `style` matters.
    Styles,
    /// Bearer tokens that are asked for before each request.
    TokenSources,
    /// `Time`.
    Time,
    /// Unions.
    Unions,
    /// Request bodies, or files in them, that are sent as they are.
    Uploads,
    /// `Uuid`.
    Uuid,
}

impl Part {
    /// The part of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.name() == name)
    }
}

/// The parts that an API needs.
#[derive(Debug, Default)]
pub(crate) struct Parts(BTreeSet<Part>);

impl Parts {
    /// Those of this API.
    pub(crate) fn of(api: &Api) -> Self {
        let mut parts = Self::default();
        for def in &api.types {
            match &def.kind {
                TypeKind::Enum(_) => parts.add(Part::Enums),
                TypeKind::Union(_) => parts.add(Part::Unions),
                TypeKind::Multipart { parts: fields, .. } => {
                    let has_header = |field: &PartField| {
                        matches!(field.kind, PartKind::Base64 | PartKind::Header { .. })
                    };
                    if fields.iter().any(has_header) {
                        parts.add(Part::MultipartHeaders);
                    }
                }
                TypeKind::Struct(body) if body.large => parts.add(Part::LargeModels),
                TypeKind::Struct(_) | TypeKind::Alias { .. } => {}
            }
            for ty in def.kind.contents() {
                parts.add_text_type(ty);
                parts.add_numbers(api, ty);
            }
        }
        for scheme in &api.schemes {
            match scheme.kind {
                SchemeKind::Basic => parts.add(Part::Basic),
                SchemeKind::Bearer { .. } => {
                    parts.add(Part::TokenSources);
                    if scheme.client_credentials().is_some() {
                        parts.add(Part::ClientCredentials);
                    }
                }
                SchemeKind::OtherHttp { .. } | SchemeKind::ApiKey { .. } | SchemeKind::External => {
                }
            }
        }
        parts.add_servers(&api.servers);
        for operation in api.operations() {
            for parameter in &operation.parameters {
                parts.add_text_type(&parameter.ty);
                match parameter.content {
                    _ if parameter.location == Location::QueryString => {}
                    ParameterContent::Text => {}
                    ParameterContent::Style { .. } => parts.add(Part::Styles),
                    ParameterContent::Media(_) => parts.add(Part::JsonParameters),
                }
            }
            let contents = operation.body.iter().flat_map(|body| &body.contents);
            for content in contents {
                parts.add_content(content);
                parts.add_numbers(api, &content.ty);
            }
            for documented in [&operation.success, &operation.errors] {
                for response in &documented.responses {
                    parts.add_response(response);
                    for ty in response.types() {
                        parts.add_numbers(api, ty);
                    }
                }
            }
            if operation.path.contains('?') {
                parts.add(Part::PathQueries);
            }
            if !operation.servers.is_empty() {
                parts.add(Part::OperationServers);
            }
            parts.add_servers(&operation.servers);
            if let Some(pagination) = &operation.pagination {
                parts.add(Part::Pages);
                if pagination.way.is_link() {
                    parts.add(Part::PageLinks);
                }
            }
            if operation.is_streamable() {
                parts.add(Part::Streams);
            }
            if !operation.streams(true).is_empty() {
                parts.add(Part::Events);
            }
            if !operation.streams(false).is_empty() {
                parts.add(Part::Items);
            }
        }
        parts
    }

    /// True if the API needs the part.
    pub(crate) fn has(&self, part: Part) -> bool {
        self.0.contains(&part)
    }

    fn add(&mut self, part: Part) {
        self.0.insert(part);
    }

    fn add_servers(&mut self, servers: &[Server]) {
        if servers.iter().any(|server| !server.variables.is_empty()) {
            self.add(Part::ServerVariables);
        }
    }

    fn add_content(&mut self, content: &BodyContent) {
        self.add_text_type(&content.ty);
        match content.kind {
            MediaKind::Form => {
                self.add(Part::Forms);
                let styled = |content| matches!(content, &ParameterContent::Style { .. });
                if content
                    .encoding
                    .iter()
                    .any(|encoding| styled(&encoding.content))
                {
                    self.add(Part::FormStyles);
                }
            }
            MediaKind::Multipart => {
                self.add(Part::Multipart);
                self.add(Part::Uploads);
            }
            MediaKind::Binary => self.add(Part::Uploads),
            MediaKind::Json | MediaKind::Text => {}
        }
    }

    fn add_response(&mut self, response: &Response) {
        response.ty.iter().for_each(|ty| self.add_text_type(ty));
        let streams = response.stream.iter();
        streams.for_each(|stream| self.add_text_type(&stream.item));
        for header in &response.headers {
            self.add(Part::Headers);
            self.add_text_type(&header.ty);
        }
    }

    /// The parts that numbers need.
    fn add_numbers(&mut self, api: &Api, ty: &Type) {
        if api.holds(ty, Primitive::is_integer) {
            self.add(Part::Integers);
        }
        if api.holds(ty, Primitive::is_float) {
            self.add(Part::Floats);
        }
    }

    /// The part that a formatted string needs.
    fn add_text_type(&mut self, ty: &Type) {
        match ty {
            Type::Primitive(primitive) => self.0.extend(text_type(*primitive)),
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                self.add_text_type(inner);
            }
            Type::Named(_) | Type::Any => {}
        }
    }
}

#[cfg(test)]
impl FromIterator<Part> for Parts {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        Self(parts.into_iter().collect())
    }
}

/// The part that is the type of a formatted string.
fn text_type(primitive: Primitive) -> Option<Part> {
    Some(match primitive {
        Primitive::Base64 => Part::Base64,
        Primitive::Date => Part::Date,
        Primitive::DateTime => Part::DateTime,
        Primitive::Duration => Part::Duration,
        Primitive::Time => Part::Time,
        Primitive::Uuid => Part::Uuid,
        _ => return None,
    })
}
