//! The features of the crate, the client's builder, and the servers.

use proc_macro2::TokenStream;

use crate::emit::context::Context;
use crate::emit::manifest;
use crate::emit::outline::words::{below, rust};
use crate::emit::security;
use crate::ir::{Api, KeyLocation, Name, Scheme, SchemeKind, Server};
use crate::outline::{Item, Line};

/// All of them.
pub(super) fn items(context: &Context<'_>) -> impl Iterator<Item = Item> {
    let mut servers: Vec<Item> = context.api.usable_servers().map(server).collect();
    servers.sort_by(|one, other| one.line.name.cmp(&other.line.name));
    features(context)
        .into_iter()
        .chain([builder(context.api)])
        .chain(servers)
}

fn features(context: &Context<'_>) -> Vec<Item> {
    let mut features = manifest::manifest(context).features;
    features.sort();
    let items = features.into_iter().map(|(name, needs)| {
        // Which packages are behind a feature is no concern of its users.
        let mut needs = needs;
        needs.retain(|it| !it.contains([':', '/']));
        let needs = Some(needs.join(", ")).filter(|needs| !needs.is_empty());
        Item::new(Line::new("feature", name).fact_if("needs", needs))
    });
    items.collect()
}

fn builder(api: &Api) -> Item {
    let url = api.servers.first().and_then(Server::default_url);
    let idempotency = api.idempotency_header.as_ref();
    let mut item = Item::new(
        Line::new("builder", "ClientBuilder")
            .of("/servers")
            .fact_if("base-url", url.map(|url| format!("{url:?}")))
            .fact_if(
                "idempotency-header",
                idempotency.map(|header| format!("{header:?}")),
            ),
    );
    item.add_sorted(api.schemes.iter().flat_map(credentials));
    item
}

/// The server, and the variables of its URL.
fn server(server: &Server) -> Item {
    let line = Line::new("server", format!("servers::{}", server.name));
    let mut item = Item::new(line.of("/servers").quoted("url", &server.url));
    if !server.variables.is_empty() {
        item.parts.extend(constructor(server));
    }
    item.add_sorted(server.variables.iter().map(|variable| {
        let default = variable.default.as_ref();
        let line = Line::new("variable", variable.name.to_string())
            .quoted("wire", &variable.wire_name)
            .fact_if("default", default.map(|default| format!("{default:?}")));
        if variable.values.is_empty() {
            line
        } else {
            line.quoted("values", &variable.values)
        }
    }));
    item
}

/// The constructor of a server with variables, and whether it has a default.
fn constructor(server: &Server) -> [Line; 2] {
    let arguments = server.required_variables();
    let arguments = arguments.map(|variable| format!("{}: impl Into<String>", variable.name));
    let arguments: Vec<String> = arguments.collect();
    let default = if arguments.is_empty() {
        ", Default"
    } else {
        ""
    };
    [
        Line::new("implements", "").signed(format!(": Clone, Debug{default}, Eq, PartialEq")),
        Line::new("fn", "new").signed(format!("({})", arguments.join(", "))),
    ]
}

/// The setters of a scheme, and what they make the client send.
fn credentials(scheme: &Scheme) -> Vec<Line> {
    let sends = match &scheme.kind {
        SchemeKind::Basic => "\"Authorization: Basic\"".to_owned(),
        SchemeKind::Bearer { .. } => "\"Authorization: Bearer\"".to_owned(),
        SchemeKind::OtherHttp { scheme } => format!("{:?}", format!("Authorization: {scheme}")),
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
    let setter = |name: &Name, arguments: &TokenStream| {
        let pointer = below("/components", "securitySchemes", &scheme.key);
        Line::new("credentials", name.to_string())
            .signed(format!("({})", rust(arguments)))
            .of(pointer)
            .fact("sends", &sends)
    };
    let mut setters = vec![setter(&scheme.name, &security::arguments(&scheme.kind))];
    let source = scheme.source_setter();
    setters.extend(source.map(|name| setter(&name, &security::source_arguments())));
    setters.extend(scheme.client_credentials().map(|flow| {
        let mut scopes = flow.scopes.clone();
        scopes.sort();
        setter(&flow.setter, &security::client_arguments())
            .quoted("token-url", &flow.token_url)
            .quoted("scopes", scopes)
    }));
    setters
}
