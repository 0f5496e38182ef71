//! How to authenticate, as the first page says it.

use indexmap::IndexMap;

use crate::emit::context::Context;
use crate::emit::rustdoc::code;
use crate::ir::{KeyLocation, Operation, Scheme, SchemeKind};

/// The section.
pub(super) fn write(context: &Context<'_>, text: &mut String) {
    text.push_str("# Authentication\n\n");
    let alternatives = alternatives(context);
    let open = context.api.operations().filter(|one| is_open(one)).count();
    match alternatives.as_slice() {
        [] => {
            without_security(context, text);
            return;
        }
        [only] => {
            text.push_str("Credentials are given to the builder of the client:\n\n");
            item(context, only, text);
        }
        several => {
            text.push_str(
                "Credentials are given to the builder of the client. The docs of an operation name the \
                 alternatives that it takes; of these, one is enough:\n\n",
            );
            for alternative in several {
                item(context, alternative, text);
            }
        }
    }
    if open > 0 {
        let all = context.api.operations().count();
        text.push_str(&if open == all {
            "\nAll operations can be called without.\n".to_owned()
        } else {
            format!("\n{open} of the {all} operations can be called without.\n")
        });
    }
    text.push('\n');
}

/// The setters of the builder with which an operation can be called: those of its own first
/// alternative, or those that most operations take.
pub(super) fn first(context: &Context<'_>, operation: &Operation) -> Vec<String> {
    let own = operation.security.iter().find(|all| !all.is_empty());
    let first = match own {
        Some(own) => own.clone(),
        None => alternatives(context)
            .into_iter()
            .next()
            .map_or_else(Vec::new, |alternative| alternative.schemes),
    };
    let schemes = first.iter().map(|&index| &context.api.schemes[index]);
    schemes.map(setter).collect()
}

/// Credentials that are given together.
struct Alternative {
    schemes: Vec<usize>,
    operations: usize,
}

/// What operations take, the most frequent first.
fn alternatives(context: &Context<'_>) -> Vec<Alternative> {
    let mut counts: IndexMap<&[usize], usize> = IndexMap::new();
    for operation in context.api.operations() {
        for all in operation.security.iter().filter(|all| !all.is_empty()) {
            *counts.entry(all).or_default() += 1;
        }
    }
    let alternatives = counts.into_iter().map(|(schemes, operations)| Alternative {
        schemes: schemes.to_vec(),
        operations,
    });
    let mut alternatives: Vec<_> = alternatives.collect();
    alternatives.sort_by_key(|one| std::cmp::Reverse(one.operations));
    alternatives
}

fn is_open(operation: &Operation) -> bool {
    operation.security.is_empty() || operation.security.iter().any(Vec::is_empty)
}

fn item(context: &Context<'_>, alternative: &Alternative, text: &mut String) {
    let schemes = alternative.schemes.iter().map(|&index| {
        let scheme = &context.api.schemes[index];
        let name = scheme.name.as_str();
        let link = format!("[{}](ClientBuilder::{name})", code(setter(scheme)));
        format!("{link}, {}", what(scheme))
    });
    let schemes: Vec<String> = schemes.collect();
    let all = context.api.operations().count();
    text.push_str(&format!("- {}", schemes.join(", together with ")));
    if alternative.operations < all {
        text.push_str(&format!(
            " ({} of {all} operations)",
            alternative.operations
        ));
    }
    text.push('\n');
}

/// The call of the builder.
fn setter(scheme: &Scheme) -> String {
    let name = &scheme.name;
    match scheme.kind {
        SchemeKind::Basic => format!("{name}(\"user name\", \"password\")"),
        SchemeKind::Bearer { .. } => format!("{name}(\"token\")"),
        SchemeKind::OtherHttp { .. } => format!("{name}(\"credentials\")"),
        SchemeKind::ApiKey { .. } => format!("{name}(\"key\")"),
        SchemeKind::External => format!("{name}()"),
    }
}

/// What is sent.
fn what(scheme: &Scheme) -> String {
    match &scheme.kind {
        SchemeKind::Basic => "HTTP basic authentication".to_owned(),
        SchemeKind::Bearer { .. } => {
            let source = scheme
                .source_setter()
                .unwrap_or_else(|| scheme.name.clone());
            let source = source.as_str();
            let mut text = format!(
                "a bearer token, or [{}](ClientBuilder::{source}), which gets one when it is needed",
                code(source)
            );
            if let Some(flow) = scheme.client_credentials() {
                let call = code(format!("{}(\"id\", \"secret\")", flow.setter));
                text.push_str(&format!(
                    ", or {call} with the feature `oauth2`, which gets it from the token endpoint"
                ));
            }
            text
        }
        SchemeKind::OtherHttp { scheme } => {
            format!(
                "what follows {} in the `Authorization` header",
                code(scheme)
            )
        }
        SchemeKind::ApiKey {
            location,
            parameter,
        } => {
            let place = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query parameter",
                KeyLocation::Cookie => "cookie",
            };
            format!("an API key in the {place} {}", code(parameter))
        }
        SchemeKind::External => {
            "with an [`http_client`](ClientBuilder::http_client) that authenticates the requests"
                .to_owned()
        }
    }
}

/// What to do where the document says nothing, though the server may ask for something.
fn without_security(context: &Context<'_>, text: &mut String) {
    text.push_str(
        "The description of the API names no credentials. If the server wants some all the same, a header \
         brings them, which is sent with every request and never shown:\n\n",
    );
    let crate_name = context.crate_ident();
    let code = format!(
        "# fn example() {{\n\
         let builder = {crate_name}::Client::builder()\n    \
         .default_header(\"Authorization\", \"Bearer token\");\n\
         # }}\n"
    );
    text.push_str(&context.example(&code));
    text.push('\n');
}
