//! The docs of an operation's method: everything that a caller has to know.

use std::fmt::Write as _;

use crate::emit::context::Context;
use crate::emit::operations::example;
use crate::emit::rustdoc::{code, codes, first_line, safe};
use crate::ir::{
    Api, BodyShape, Group, Location, MediaKind, Operation, Parameter, Response, StatusPattern, Type,
};

/// Markdown for the method of a group's handle.
pub(crate) fn method(context: &Context<'_>, group: &Group, operation: &Operation) -> String {
    let mut text = String::new();
    if let Some(summary) = &operation.summary {
        let _ = write!(text, "{}\n\n", first_line(summary));
    }
    let _ = write!(text, "{}\n\n", code(operation.request_line()));
    if let Some(docs) = &operation.docs {
        let _ = write!(text, "{}\n\n", safe(docs));
    }
    server(operation, &mut text);
    parameters(operation, &mut text);
    body(context.api, operation, &mut text);
    authorization(context, operation, &mut text);
    responses(context.api, operation, &mut text);
    example::write(context, group, operation, &mut text);
    text
}

/// A server of the operation's own that cannot be called as it is.
fn server(operation: &Operation, text: &mut String) {
    if let Some(server) = operation.servers.first()
        && server.default_url().is_none()
    {
        let url = code(&server.url);
        let _ = write!(
            text,
            "The server of this operation is {url}. Requests are not sent there: set [`base_url`](crate::ClientBuilder::base_url).\n\n"
        );
    }
}

fn parameters(operation: &Operation, text: &mut String) {
    if operation.parameters.is_empty() {
        return;
    }
    text.push_str("# Parameters\n\n");
    for parameter in &operation.parameters {
        let name = parameter.name.as_str();
        let shown = if name == parameter.wire_name {
            code(name)
        } else {
            format!("{} ({})", code(name), code(&parameter.wire_name))
        };
        let _ = writeln!(
            text,
            "- {shown}, {}{}{}",
            location(parameter),
            if parameter.required { "" } else { ", optional" },
            parameter
                .docs
                .as_ref()
                .map(|docs| format!(": {}", first_line(docs)))
                .unwrap_or_default(),
        );
    }
    text.push('\n');
}

fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "in the path",
        Location::Query => "in the query",
        Location::Header => "a header",
        Location::Cookie => "a cookie",
        Location::QueryString => "the whole query string",
    }
}

fn body(api: &Api, operation: &Operation, text: &mut String) {
    let Some(body) = &operation.body else { return };
    text.push_str("# Request body\n\n");
    if let Some(docs) = &body.docs {
        let _ = write!(text, "{}\n\n", safe(docs));
    }
    for (index, content) in body.contents.iter().enumerate() {
        let _ = write!(text, "- {}", code(&content.media_type));
        if let Some(name) = content.model().and_then(|ty| named(api, ty)) {
            let _ = write!(text, ", [{}](crate::models::{name})", code(name));
        }
        if body.shape() == BodyShape::Several {
            if index == 0 {
                text.push_str(": the default");
            } else {
                let _ = write!(
                    text,
                    ": choose it with {}",
                    code(format!("{}::{}(…)", body.type_name, content.variant))
                );
            }
        }
        if !body.required && index == 0 {
            text.push_str(" (optional)");
        }
        text.push('\n');
    }
    text.push('\n');
}

/// The definition that a type names directly.
fn named<'a>(api: &'a Api, ty: &Type) -> Option<&'a str> {
    match ty {
        Type::Named(id) => Some(api.type_def(*id).name.as_str()),
        _ => None,
    }
}

fn authorization(context: &Context<'_>, operation: &Operation, text: &mut String) {
    if operation.security.is_empty() {
        return;
    }
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|all| {
            let schemes: Vec<String> = all
                .iter()
                .map(|&index| {
                    let scheme = &context.api.schemes[index];
                    let name = scheme.name.as_str();
                    format!("[{}](crate::ClientBuilder::{name})", code(name))
                })
                .collect();
            if schemes.is_empty() {
                "none".to_owned()
            } else {
                schemes.join(" and ")
            }
        })
        .collect();
    let _ = write!(text, "# Authorization\n\n{}", alternatives.join(", or "));
    if !operation.scopes.is_empty() {
        let _ = write!(text, "; scopes {}", codes(&operation.scopes, ", "));
    }
    text.push_str("\n\n");
}

fn responses(api: &Api, operation: &Operation, text: &mut String) {
    if !operation.success.responses.is_empty() {
        text.push_str("# Responses\n\n");
        lines(api, &operation.success.responses, text);
    }
    if !operation.errors.responses.is_empty() {
        text.push_str("# Errors\n\n[`Error::Api`](crate::Error::Api) for each of:\n\n");
        lines(api, &operation.errors.responses, text);
    }
    other_errors(api, operation, text);
}

/// Which errors are decoded although they are not documented.
fn other_errors(api: &Api, operation: &Operation, text: &mut String) {
    let errors = &operation.errors.responses;
    let is_default = |last: &Response| last.status == StatusPattern::Default;
    let Some(ty) = &operation.other_errors else {
        return;
    };
    if errors.last().is_some_and(is_default) {
        return;
    }
    if errors.is_empty() {
        text.push_str("# Errors\n\nNone is documented. ");
    }
    let what = match named(api, ty) {
        Some(name) => format!("[{}](crate::models::{name})", code(name)),
        None => "the same".to_owned(),
    };
    let _ = write!(
        text,
        "Any other 4XX or 5XX whose body is {what} is an [`Error::Api`](crate::Error::Api) too.\n\n"
    );
}

fn lines(api: &Api, responses: &[Response], text: &mut String) {
    for response in responses {
        let _ = write!(text, "- {}", response.status);
        match (response.kind, &response.ty) {
            (Some(MediaKind::Json), Some(ty)) => {
                if let Some(name) = named(api, ty) {
                    let _ = write!(text, ", [{}](crate::models::{name})", code(name));
                }
            }
            (Some(_), _) => {
                let _ = write!(
                    text,
                    ", {}",
                    code(response.media_type.as_deref().unwrap_or_default())
                );
            }
            (None, _) => {}
        }
        if let Some(docs) = &response.docs {
            let _ = write!(text, ": {}", first_line(docs));
        }
        text.push('\n');
    }
    text.push('\n');
}
