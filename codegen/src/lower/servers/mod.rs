//! Servers (OpenAPI 3.0.4, Server Object and Server Variable Object).

pub(super) mod template;
mod url;

use std::collections::HashMap;

use crate::document::extensions::server_variable_default;
use crate::ir::{Name, Server, ServerVariable, UrlPiece};
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::site::escape;
use crate::names;
use crate::names::{Scope, reserved};
use template::{Piece, pieces};

impl Lowerer<'_> {
    /// The servers of the document, of a path or of an operation. A server is called after its
    /// description if that is a name rather than a text, else by number.
    pub(crate) fn lower_servers(
        &mut self,
        servers: &[openapiv3::Server],
        pointer: &str,
    ) -> Vec<Server> {
        let mut scope = Scope::default();
        let mut lowered = Vec::with_capacity(servers.len());
        for (index, server) in servers.iter().enumerate() {
            let pointer = format!("{pointer}/servers/{index}");
            let wanted = self
                .rust_name(&server.extensions, &pointer)
                .or_else(|| described_name(server))
                .unwrap_or_else(|| names::fixed(&format!("server_{}", index + 1)));
            let name = self.distinct_name(&mut scope, &wanted, "_", &pointer, "server");
            lowered.push(self.lower_server(server, &pointer, &name));
        }
        lowered
    }

    fn lower_server(&mut self, server: &openapiv3::Server, pointer: &str, name: &Name) -> Server {
        let at = format!("{pointer}/url");
        let (url, had_credentials) = url::without_credentials(&server.url);
        if had_credentials {
            self.diagnostics.warning(
                rules::SERVER_CREDENTIALS,
                &at,
                "the URL of this server contains credentials; they are left out",
                Some("remove them, and describe how clients authenticate in `components.securitySchemes`".to_owned()),
            );
        }
        let (pieces, variables) = self.url_pieces(server, &url, pointer);
        let unusable = problem(&pieces, &variables);
        if let Some(problem) = unusable {
            let with = if variables.is_empty() {
                ""
            } else {
                ", with its variables at their defaults"
            };
            self.diagnostics.warning(
                rules::SERVER_URL,
                &at,
                format!("the URL of this server {problem}{with}; requests are not sent there"),
                Some("write an http or https URL, or the path of one, without query and fragment; callers set another one with `base_url`".to_owned()),
            );
        }
        Server {
            name: item_name(name, &variables),
            docs: server.description.clone(),
            url,
            pieces,
            unusable,
            variables,
        }
    }

    /// The pieces of a URL, and the variables among them.
    fn url_pieces(
        &mut self,
        server: &openapiv3::Server,
        url: &str,
        pointer: &str,
    ) -> (Vec<UrlPiece>, Vec<ServerVariable>) {
        let mut scope = Scope::with(reserved::SERVER);
        let mut variables = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut lowered = Vec::new();
        for piece in pieces(url) {
            lowered.push(match piece {
                Piece::Text(text) => UrlPiece::Text(text.to_owned()),
                Piece::Name(name) => UrlPiece::Variable(*known.entry(name).or_insert_with(|| {
                    variables.push(self.server_variable(server, name, pointer, &mut scope));
                    variables.len() - 1
                })),
            });
        }
        (lowered, variables)
    }

    fn server_variable(
        &mut self,
        server: &openapiv3::Server,
        wire_name: &str,
        pointer: &str,
        scope: &mut Scope,
    ) -> ServerVariable {
        let variables = server.variables.as_ref();
        let known = variables.and_then(|variables| variables.get(wire_name));
        if known.is_none() {
            self.diagnostics.warning(
                rules::UNDEFINED_SERVER_VARIABLE,
                format!("{pointer}/url"),
                format!("the URL of this server contains `{{{wire_name}}}`, but no variable has that name; callers have to set it"),
                Some(format!("define `{wire_name}` in `variables` of the server, with a `default`")),
            );
        }
        let pointer = format!("{pointer}/variables/{}", escape(wire_name));
        let wanted = known
            .and_then(|variable| self.rust_name(&variable.extensions, &pointer))
            .unwrap_or_else(|| names::value_name(wire_name));
        ServerVariable {
            name: self.distinct_name(scope, &wanted, "_", &pointer, "server variable"),
            wire_name: wire_name.to_owned(),
            default: known.and_then(server_variable_default).map(str::to_owned),
            values: known
                .map(|variable| variable.enumeration.clone())
                .unwrap_or_default(),
            docs: known.and_then(|variable| variable.description.clone()),
        }
    }
}

/// What is wrong with a URL whose variables are at their defaults. One without a default counts as
/// what a caller may well set.
fn problem(pieces: &[UrlPiece], variables: &[ServerVariable]) -> Option<&'static str> {
    let mut url = String::new();
    for piece in pieces {
        match piece {
            UrlPiece::Text(text) if text.contains(['{', '}']) => {
                return Some("has a brace without its partner");
            }
            UrlPiece::Text(text) => url.push_str(text),
            UrlPiece::Variable(index) => {
                let variable = &variables[*index];
                let value = variable.default.as_ref().or(variable.values.first());
                // The first one may be the scheme.
                let any = if url.is_empty() { "https" } else { "a" };
                url.push_str(value.map_or(any, String::as_str));
            }
        }
    }
    url::problem(&url)
}

/// The name of the constant, or of the struct that has a setter for each variable.
fn item_name(name: &Name, variables: &[ServerVariable]) -> Name {
    if variables.is_empty() {
        names::constant_name(name.as_str())
    } else {
        names::type_name(name.as_str())
    }
}

fn described_name(server: &openapiv3::Server) -> Option<Name> {
    let text = server.description.as_deref()?.trim().trim_end_matches('.');
    let is_name = !text.is_empty() && text.len() <= 40 && !text.contains(['\n', '/']);
    is_name.then(|| names::value_name(text))
}
