//! The outline of a crate: its public API and what it sends and receives, an item a line, without
//! prose. A difference of two outlines is what a change means to the users of the crate.
//!
//! Items are ordered by name, so that the order of the document does not matter.

mod lines;
mod models;
mod operations;

use crate::emit::context::Context;
use crate::emit::manifest::{self, Manifest};
use crate::emit::outline::lines::{Lines, fact};
use crate::emit::rust::types::Types;
use crate::ir::{KeyLocation, Scheme, SchemeKind, Server};

/// The whole text.
pub(super) fn text(context: &Context<'_>) -> String {
    let types = Types::outside(context.api);
    let mut lines = Lines::default();
    features(&manifest::manifest(context), &mut lines);
    client(context, &mut lines);
    operations::outline(&types, &mut lines);
    models::outline(&types, &mut lines);
    lines.into_text()
}

fn features(manifest: &Manifest, lines: &mut Lines) {
    let mut features: Vec<_> = manifest.features.iter().collect();
    features.sort();
    for (name, needs) in features {
        // Which packages are behind a feature is no concern of its users.
        let needs = needs.iter().filter(|it| !it.contains([':', '/']));
        let needs: Vec<&str> = needs.map(String::as_str).collect();
        lines.item(format!("feature {name} = [{}]", needs.join(", ")));
    }
}

fn client(context: &Context<'_>, lines: &mut Lines) {
    let api = context.api;
    lines.item("struct ClientBuilder");
    let url = api.servers.first().and_then(Server::default_url);
    lines.part(format!("base URL {:?}", url.unwrap_or_default()));
    if let Some(header) = &api.idempotency_header {
        lines.part(format!("idempotency header {header:?}"));
    }
    lines.parts(api.schemes.iter().flat_map(scheme));
    let mut servers: Vec<String> = api.usable_servers().map(server).collect();
    servers.sort();
    for server in servers {
        lines.item(server);
    }
}

/// The server, and the variables of its URL with their defaults.
fn server(server: &Server) -> String {
    let mut line = format!("servers::{} {:?}", server.name, server.url);
    for variable in &server.variables {
        let default = fact(
            "default",
            variable.default.as_ref().map(|it| format!("{it:?}")),
        );
        line = format!("{line}, {}{default}", variable.name);
    }
    line
}

/// The setters of a scheme, and what they make the client send.
fn scheme(scheme: &Scheme) -> Vec<String> {
    let sends = match &scheme.kind {
        SchemeKind::Basic => "Authorization: Basic".to_owned(),
        SchemeKind::Bearer { .. } => "Authorization: Bearer".to_owned(),
        SchemeKind::OtherHttp { scheme } => format!("Authorization: {scheme:?}"),
        SchemeKind::ApiKey {
            location,
            parameter,
        } => {
            let location = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query",
                KeyLocation::Cookie => "cookie",
            };
            format!("{location} {parameter:?}")
        }
        SchemeKind::External => "nothing".to_owned(),
    };
    let mut setters = vec![format!("fn {}: {sends}", scheme.name)];
    let source = scheme.source_setter();
    setters.extend(source.map(|setter| format!("fn {setter}: {sends}")));
    setters.extend(scheme.client_credentials().map(|flow| {
        let (setter, url, scopes) = (&flow.setter, &flow.token_url, &flow.scopes);
        format!("fn {setter}: {sends} by {url:?} for {scopes:?}")
    }));
    setters
}
