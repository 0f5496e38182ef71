//! From the document to the api: every decision that OpenAPI asks for is made here.

mod context;
mod operations;
mod passes;
mod schemas;

use crate::Options;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::ir::Api;

/// Lowers a normalized document. Errors go to `diagnostics`; the api is then incomplete and must
/// not be emitted.
#[must_use]
pub fn lower(document: &Document, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let info = &document.api.info;
    let mut lowerer = context::Lowerer::new(&document.api, diagnostics);
    let selected = lowerer.select_operations(options);
    lowerer.lower_components(&selected, options);
    let schemes = lowerer.lower_schemes();
    let servers = lowerer.lower_servers(&document.api.servers, "");
    let groups = lowerer.lower_operations(selected, &schemes);
    let mut api = Api {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        servers,
        schemes,
        groups,
        types: lowerer.types,
        coverage: lowerer.coverage,
    };
    passes::unreferenced::remove(&mut api);
    passes::usage::apply(&mut api);
    passes::sensitive::spread(&mut api);
    passes::recursion::box_cycles(&mut api);
    passes::plain::mark(&mut api);
    passes::examples::keep_matching(&mut api, diagnostics);
    api
}
