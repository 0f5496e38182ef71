//! From the document to the API: every decision that OpenAPI leaves open is made here.
//!
//! | module | what is found there |
//! |---|---|
//! | `selection`, `reachable` | which operations are asked for, and which component schemas they reach |
//! | `operations` | groups, operations, parameters, bodies, responses |
//! | `schemas` | schemas become types |
//! | `servers`, `security`, `idempotency` | what else operations refer to |
//! | `passes` | from the api to the api: what can be said only once all of it is there |
//! | `context` | the state of lowering: the document, the types so far, the diagnostics |
//! | `references`, `shared`, `site` | what a reference leads to; components that are no schemas; where a type stands |
//! | `rules` | the rules that name the diagnostics |
//!
//! [`lower`] is the order of the steps. Operations ask for the types of schemas, never the other way
//! round; of the modules above, each calls only what stands below it.

mod context;
mod idempotency;
mod operations;
mod passes;
mod reachable;
mod references;
mod rules;
mod schemas;
mod security;
mod selection;
mod servers;
mod shared;
mod site;

use openapiv3::OpenAPI;

use crate::diagnostics::Diagnostics;
use crate::ir::Api;
use crate::options::Options;
pub use rules::RULES;

/// Lowers a normalized document. Errors go to `diagnostics`; the api is then incomplete and must
/// not be emitted.
#[must_use]
pub fn lower(document: OpenAPI, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let mut api = lowered(&document, options, diagnostics);
    // It takes more memory than all else; the passes know only the api.
    drop(document);
    passes::run(&mut api, diagnostics);
    api
}

fn lowered(document: &OpenAPI, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let info = &document.info;
    let mut lowerer = context::Lowerer::new(document, diagnostics);
    let selected = lowerer.select_operations(options);
    lowerer.find_subtypes();
    // Users of webhooks want also the schemas that no operation reaches.
    let only = options
        .selects()
        .then(|| lowerer.reachable_schemas(&selected));
    lowerer.lower_components(only.as_ref());
    let schemes = lowerer.lower_schemes();
    let servers = lowerer.lower_servers(&document.servers, "");
    let idempotency_header = lowerer.idempotency_header();
    let groups = lowerer.lower_operations(selected, &schemes);
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        servers,
        idempotency_header,
        schemes,
        groups,
        types: lowerer.types,
        shared_responses: Vec::new(),
        coverage: lowerer.coverage,
    }
}
