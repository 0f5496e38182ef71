//! Where a type stands in the document, and what follows from it for its name and module.

use crate::ir::{Name, TypeId};
use crate::names;

/// Where a type stands, which decides its name, its module and the pointers of its diagnostics.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// The Rust name that a new type at this site asks for.
    pub name: Name,
    /// The module of `models` that the type goes to.
    pub module: Name,
    /// JSON pointer of the schema.
    pub pointer: String,
    /// The definition to fill, if the site is a component schema.
    pub define: Option<TypeId>,
    /// It is in a component that is no schema. What stands there becomes one type, however many
    /// operations refer to the component.
    pub shared: bool,
}

impl Site {
    /// An inline schema below this one. `suffix` is added to the name, `pointer` to the pointer.
    pub(crate) fn child(&self, suffix: &str, pointer: &str) -> Self {
        Self {
            name: self.name.extended(&names::type_part(suffix)),
            module: self.module.clone(),
            pointer: format!("{}/{pointer}", self.pointer),
            define: None,
            shared: self.shared,
        }
    }

    /// An inline member of the union at this site, whose variant is called `name`. A title may begin
    /// with the name of the union already.
    pub(crate) fn member(&self, name: &str, pointer: &str) -> Self {
        let rest = name.strip_prefix(self.name.as_str()).unwrap_or_default();
        let repeats = rest.starts_with(|first: char| !first.is_lowercase());
        Self {
            name: if repeats {
                names::fixed(name)
            } else {
                self.name.extended(name)
            },
            module: self.module.clone(),
            pointer: pointer.to_owned(),
            define: None,
            shared: self.shared,
        }
    }

    /// The same site, further down in the document.
    pub(crate) fn within(&self, pointer: &str) -> Self {
        Self {
            pointer: format!("{}/{pointer}", self.pointer),
            ..self.clone()
        }
    }
}

/// A section of components that are no schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    Responses,
    Parameters,
    RequestBodies,
    Headers,
}

impl Section {
    /// Its key (OpenAPI 3.0.4, Components Object).
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
        }
    }

    /// What is added to the name of a component if a schema has the same.
    pub(crate) fn type_suffix(self) -> &'static str {
        match self {
            Self::Responses => "Response",
            Self::Parameters => "Parameter",
            Self::RequestBodies => "Body",
            Self::Headers => "Header",
        }
    }
}

/// Escapes a token of a JSON pointer (RFC 6901, section 3).
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
