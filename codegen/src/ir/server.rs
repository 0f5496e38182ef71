//! Servers and the variables of their URLs (OpenAPI 3.0.4, Server Object).

use std::collections::HashMap;

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
    /// The URL with every variable at its default. What stands in braces within a default is text.
    #[must_use]
    pub fn default_url(&self) -> String {
        let pieces = self.url_pieces().into_iter().map(|piece| match piece {
            UrlPiece::Text(text) => text,
            UrlPiece::Variable(variable) => variable.default.as_str(),
        });
        pieces.collect()
    }

    /// The URL template in pieces of text and variables.
    #[must_use]
    pub fn url_pieces(&self) -> Vec<UrlPiece<'_>> {
        let by_name: HashMap<&str, &ServerVariable> = self
            .variables
            .iter()
            .map(|variable| (variable.wire_name.as_str(), variable))
            .collect();
        let mut pieces = Vec::new();
        let mut rest = self.url.as_str();
        while let Some((text, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                break;
            };
            if !text.is_empty() {
                pieces.push(UrlPiece::Text(text));
            }
            pieces.extend(by_name.get(name).copied().map(UrlPiece::Variable));
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
