//! The sections of the Components Object.

use serde_json::Value;

use super::value::entry_of;

/// A section of the Components Object whose entries can be named by a `$ref` in the model of
/// OpenAPI 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    Links,
    Callbacks,
}

impl Section {
    pub const ALL: [Self; 9] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
    ];

    /// Its key in the Components Object.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::Links => "links",
            Self::Callbacks => "callbacks",
        }
    }

    /// What an entry is, as a description says it.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Schemas => "schema",
            Self::Responses => "response",
            Self::Parameters => "parameter",
            Self::Examples => "example",
            Self::RequestBodies => "request body",
            Self::Headers => "header",
            Self::SecuritySchemes => "security scheme",
            Self::Links => "link",
            Self::Callbacks => "callback",
        }
    }

    /// The pointer to a component whose name needs no escapes.
    pub fn pointer(self, name: &str) -> String {
        format!("/components/{}/{name}", self.key())
    }

    /// Puts a component into this section of a document.
    pub fn put(self, root: &mut Value, name: String, value: Value) {
        let components = entry_of(root, "components");
        let section = components.and_then(|components| entry_of(components, self.key()));
        if let Some(Value::Object(map)) = section {
            map.insert(name, value);
        }
    }
}
