//! Servers (OpenAPI 3.0.4, Server Object and Server Variable Object).

use crate::ir::{Name, Server, ServerVariable};
use crate::lower::context::Lowerer;
use crate::lower::site::escape;
use crate::names;
use crate::names::{Scope, reserved};

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
            let variables = self.server_variables(server, &pointer);
            let name = self.distinct_name(&mut scope, &wanted, "_", &pointer, "server");
            lowered.push(Server {
                url: server.url.trim().to_owned(),
                docs: server.description.clone(),
                name: item_name(&name, &variables),
                variables,
            });
        }
        lowered
    }

    fn server_variables(
        &mut self,
        server: &openapiv3::Server,
        pointer: &str,
    ) -> Vec<ServerVariable> {
        let mut scope = Scope::with(reserved::SERVER);
        let mut variables: Vec<ServerVariable> = Vec::new();
        for wire_name in placeholders(&server.url) {
            if variables.iter().any(|other| other.wire_name == wire_name) {
                continue;
            }
            let known = server
                .variables
                .as_ref()
                .and_then(|variables| variables.get(wire_name));
            let pointer = format!("{pointer}/variables/{}", escape(wire_name));
            let wanted = known
                .and_then(|variable| self.rust_name(&variable.extensions, &pointer))
                .unwrap_or_else(|| names::value_name(wire_name));
            variables.push(ServerVariable {
                name: self.distinct_name(&mut scope, &wanted, "_", &pointer, "server variable"),
                wire_name: wire_name.to_owned(),
                default: known
                    .map(|variable| variable.default.clone())
                    .unwrap_or_default(),
                values: known
                    .map(|variable| variable.enumeration.clone())
                    .unwrap_or_default(),
                docs: known.and_then(|variable| variable.description.clone()),
            });
        }
        variables
    }
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

/// The names in braces of a template, in order.
pub(crate) fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}
