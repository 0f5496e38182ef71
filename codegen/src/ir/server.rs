//! Servers and the variables of their URLs (OpenAPI 3.0.4, Server Object).

use crate::ir::name::Name;

/// A server (OpenAPI 3.0.4, Server Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL template as written, without credentials; may be relative.
    pub url: String,
    /// The same in pieces of text and variables.
    pub pieces: Vec<UrlPiece>,
    /// Why no request can be sent there while variables are at their defaults: what the URL is or
    /// has.
    pub unusable: Option<&'static str>,
    /// Markdown.
    pub docs: Option<String>,
    /// Rust name in the `servers` module: of a constant, `PRODUCTION`, or, if the URL has variables,
    /// of a struct, `Production`.
    pub name: Name,
    /// In the order in which the URL names them; those that the URL does not name are left out.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The URL with every variable at its default; none if a variable has no default, or if no
    /// request can be sent there. What stands in braces within a default is text.
    #[must_use]
    pub fn default_url(&self) -> Option<String> {
        if self.unusable.is_some() {
            return None;
        }
        let pieces = self.pieces.iter().map(|piece| match piece {
            UrlPiece::Text(text) => Some(text.as_str()),
            UrlPiece::Variable(index) => self.variables[*index].default.as_deref(),
        });
        pieces.collect()
    }

    /// Whether a caller can send requests there, with the right values of its variables.
    #[must_use]
    pub fn can_be_used(&self) -> bool {
        self.unusable.is_none() || !self.variables.is_empty()
    }

    /// The variables that have no default.
    pub fn required_variables(&self) -> impl Iterator<Item = &ServerVariable> {
        let variables = self.variables.iter();
        variables.filter(|variable| variable.default.is_none())
    }
}

/// A piece of a server's URL template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPiece {
    /// Text as it stands.
    Text(String),
    /// The value of the variable with this index.
    Variable(usize),
}

/// A `{variable}` of a server URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// As in the URL.
    pub wire_name: String,
    /// Rust name.
    pub name: Name,
    /// Sent unless set.
    pub default: Option<String>,
    /// Allowed values, empty if any.
    pub values: Vec<String>,
    /// Markdown.
    pub docs: Option<String>,
}
