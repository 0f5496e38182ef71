//! The first call of a crate's docs, from the client to the error.

use std::cmp::Reverse;

use proc_macro2::Literal;

use crate::emit::context::Context;
use crate::emit::front_page::authentication;
use crate::emit::operations::example::{self, Call};
use crate::ir::{Method, Operation};

/// A function that makes a call, and says what came of it; none if there is nothing to call.
pub(super) fn of(context: &Context<'_>) -> Option<String> {
    let operations = context.api.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(move |operation| (operation, example::call(context, group, operation)))
    });
    let (operation, call) =
        operations.min_by_key(|(operation, call)| difficulty(operation, call))?;
    Some(written(context, operation, &call))
}

/// How much there is to explain: what only reads and takes nothing comes first.
fn difficulty(operation: &Operation, call: &Call) -> impl Ord + use<> {
    let success = operation.success.responses.first();
    let returns = success.is_some_and(|response| response.model().is_some());
    (
        operation.deprecated,
        !call.parameters.is_empty(),
        Reverse(returns),
        operation.method != Method::Get,
        call.arguments.len(),
        Reverse(!operation.errors.responses.is_empty()),
    )
}

fn written(context: &Context<'_>, operation: &Operation, call: &Call) -> String {
    let crate_name = context.crate_ident();
    let models = if call.uses_models() { ", models" } else { "" };
    let allow = if operation.deprecated {
        "#[allow(deprecated)]\n"
    } else {
        ""
    };
    let parameters = call.parameters.join(", ");
    let mut builder = "Client::builder()".to_owned();
    for setter in authentication::first(context, operation) {
        builder.push_str(&format!(".{setter}"));
    }
    if let Some(url) = base_url(context, operation) {
        builder.push_str(&format!(".base_url({url})"));
    }
    let expression = &call.expression;
    let documented = operation.other_errors.is_some() || !operation.errors.responses.is_empty();
    let refused = if documented {
        "Err(Error::Api(error)) => println!(\"{}: {:?}\", error.status(), error.into_inner()),"
    } else {
        "Err(Error::Undocumented(error)) => println!(\"{}: {:?}\", error.status(), error.body()),"
    };
    let function = format!(
        "{allow}async fn first_call({parameters}) -> Result<(), Box<dyn std::error::Error>> {{
            let client = {builder}.build()?;
            match {expression}.await {{
                Ok(response) => println!(\"{{}}: {{:?}}\", response.status(), response.into_inner()),
                {refused}
                Err(error) => return Err(error.into()),
            }}
            Ok(())
        }}"
    );
    format!(
        "use {crate_name}::{{Client, Error{models}}};\n\n{}",
        example::formatted(&function)
    )
}

/// The argument of `base_url`, if it must be called.
fn base_url(context: &Context<'_>, operation: &Operation) -> Option<String> {
    let any = "\"https://api.example.com\"".to_owned();
    let servers = operation.servers.first();
    let Some(server) = servers.or(context.api.servers.first()) else {
        return Some(any);
    };
    if let Some(url) = server.default_url() {
        return (!url.contains("://")).then_some(any);
    }
    if server.unusable.is_some() || servers.is_some() {
        return Some(any);
    }
    let values: Vec<String> = server
        .required_variables()
        .map(|variable| Literal::string(variable.name.as_str()).to_string())
        .collect();
    let crate_name = context.crate_ident();
    Some(format!(
        "{crate_name}::servers::{}::new({})",
        server.name,
        values.join(", ")
    ))
}
