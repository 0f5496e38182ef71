//! Servers and the variables of their URLs (OpenAPI 3.0.4, Server Object).

use crate::ir::name::Name;

/// A server (OpenAPI 3.0.4, Server Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL template as written; may be relative.
    pub url: String,
    /// Markdown.
    pub docs: Option<String>,
    /// Rust name in the `servers` module: of a constant, `PRODUCTION`, or, if the URL has variables,
    /// of a struct, `Production`.
    pub name: Name,
    /// In the order in which the URL names them; those that the URL does not name are left out.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The URL with every variable at its default.
    #[must_use]
    pub fn default_url(&self) -> String {
        let mut url = self.url.clone();
        for variable in &self.variables {
            url = url.replace(&format!("{{{}}}", variable.wire_name), &variable.default);
        }
        url
    }

    /// The URL template in pieces of text and variables.
    #[must_use]
    pub fn url_pieces(&self) -> Vec<UrlPiece<'_>> {
        let mut pieces = Vec::new();
        let mut rest = self.url.as_str();
        while let Some((text, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                break;
            };
            if !text.is_empty() {
                pieces.push(UrlPiece::Text(text));
            }
            let mut variables = self.variables.iter();
            pieces.extend(
                variables
                    .find(|variable| variable.wire_name == name)
                    .map(UrlPiece::Variable),
            );
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(UrlPiece::Text(rest));
        }
        pieces
    }
}

/// A piece of a server's URL template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlPiece<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// The value of a variable.
    Variable(&'a ServerVariable),
}

/// A `{variable}` of a server URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// As in the URL.
    pub wire_name: String,
    /// Rust name.
    pub name: Name,
    /// Sent unless set.
    pub default: String,
    /// Allowed values, empty if any.
    pub values: Vec<String>,
    /// Markdown.
    pub docs: Option<String>,
}
