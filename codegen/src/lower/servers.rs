//! Servers (OpenAPI 3.0.4, Server Object and Server Variable Object).

use super::context::Lowerer;
use super::names::{self, Scope};
use crate::ir::{Server, ServerVariable};

impl Lowerer<'_> {
    /// The document's servers.
    pub(crate) fn lower_servers(&mut self) -> Vec<Server> {
        servers(&self.document.servers)
    }
}

/// A server is called after its description if that is a name rather than a text, else by number.
pub(crate) fn servers(servers: &[openapiv3::Server]) -> Vec<Server> {
    let mut scope = Scope::default();
    servers
        .iter()
        .enumerate()
        .map(|(index, server)| {
            let description = server
                .description
                .as_deref()
                .map(|text| text.trim().trim_end_matches('.'));
            let wanted = match description {
                Some(text)
                    if !text.is_empty() && text.len() <= 40 && !text.contains(['\n', '/']) =>
                {
                    names::value_name(text)
                }
                _ => format!("server_{}", index + 1),
            };
            Server {
                url: server.url.trim().to_owned(),
                docs: server.description.clone(),
                name: scope.unique(&wanted, "_"),
                variables: variables(server),
            }
        })
        .collect()
}

fn variables(server: &openapiv3::Server) -> Vec<ServerVariable> {
    let mut scope = Scope::with(&["new", "clone"]);
    let mut variables = Vec::new();
    for wire_name in placeholders(&server.url) {
        let known = server
            .variables
            .as_ref()
            .and_then(|variables| variables.get(wire_name));
        let variable = ServerVariable {
            name: scope.unique(&names::value_name(wire_name), "_"),
            wire_name: wire_name.to_owned(),
            default: known
                .map(|variable| variable.default.clone())
                .unwrap_or_default(),
            values: known
                .map(|variable| variable.enumeration.clone())
                .unwrap_or_default(),
            docs: known.and_then(|variable| variable.description.clone()),
        };
        if !variables
            .iter()
            .any(|other: &ServerVariable| other.wire_name == variable.wire_name)
        {
            variables.push(variable);
        }
    }
    variables
}

/// The names in braces of a template, in order.
pub(crate) fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}
