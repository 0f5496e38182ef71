//! The docs of an operation's method: everything that a caller has to know.

use std::fmt::Write as _;

use crate::emit::context::Context;
use crate::emit::operations::example;
use crate::emit::rustdoc::{code, codes, first_line, item, safe};
use crate::emit::wording::{example as sample, limits};
use crate::ir::{
    Api, BodyShape, CursorTarget, Documented, Group, Location, MediaKind, Operation, Parameter,
    Response, StatusPattern, Type, Way,
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
    pages(operation, &mut text);
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

/// A link to a type that only this operation needs, or to a part of it. It is in scope, since the
/// group's module exports it.
fn own(path: &str) -> String {
    format!("[{}]", code(path))
}

/// All that there is to say of a required parameter. An optional one has a setter, where the rest
/// stands.
fn parameters(operation: &Operation, text: &mut String) {
    if operation.parameters.is_empty() {
        return;
    }
    text.push_str("# Parameters\n\n");
    for parameter in &operation.parameters {
        let name = parameter.name.as_str();
        let mut shown = code(name);
        if !parameter.required {
            shown = format!("[{shown}]({}::{name})", operation.type_name);
        }
        if name != parameter.wire_name {
            let _ = write!(shown, " ({})", code(&parameter.wire_name));
        }
        let optional = if parameter.required { "" } else { ", optional" };
        let _ = write!(text, "- {shown}, {}{optional}", location(parameter));
        let docs = parameter.docs.as_deref();
        let docs = docs.map(if parameter.required { safe } else { first_line });
        let more = of_values(parameter);
        let docs = match docs.filter(|docs| !docs.is_empty()) {
            Some(docs) if docs.contains('\n') && !more.is_empty() => format!("{docs}\n\n{more}"),
            Some(docs) => format!("{docs} {more}"),
            None => more,
        };
        if !docs.is_empty() {
            let _ = write!(text, ":{}", item(&docs));
        }
        text.push('\n');
    }
    text.push('\n');
}

/// What the document says of the values of a parameter.
pub(crate) fn of_values(parameter: &Parameter) -> String {
    let mut sentences = vec![limits(&parameter.constraints)];
    if let Some(default) = &parameter.default {
        let default = code(default.to_string());
        sentences.push(format!("If absent, the service uses {default}."));
    }
    let shown = parameter.example.as_ref().filter(|_| !parameter.sensitive);
    sentences.extend(shown.and_then(sample));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
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
        if let Some(ty) = content.model().and_then(|ty| named(api, ty)) {
            let _ = write!(text, ", {ty}");
        }
        if body.shape() == BodyShape::Several {
            if index == 0 {
                text.push_str(": the default");
            } else {
                let _ = write!(
                    text,
                    ": choose it with {}",
                    own(&format!("{}::{}", body.type_name, content.variant))
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

/// A link to the definition that a type names, and how many of it there are.
fn named(api: &Api, ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Named(id) => {
            let name = &api.type_def(*id).name;
            format!("[{}](crate::models::{name})", code(name.as_str()))
        }
        Type::Array(item) => format!("a list of {}", named(api, item)?),
        Type::Map(value) => format!("a map of names to {}", named(api, value)?),
        Type::Nullable(inner) => format!("{} or `null`", named(api, inner)?),
        Type::Primitive(_) | Type::Any => return None,
    })
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
    let (success, errors) = (&operation.success, &operation.errors);
    if !success.responses.is_empty() {
        text.push_str("# Responses\n\n");
        if let Some(name) = &success.enum_name {
            let _ = write!(text, "A {} for each of:\n\n", own(name.as_str()));
        }
        lines(api, success, text);
    }
    if !errors.responses.is_empty() {
        text.push_str("# Errors\n\n[`Error::Api`](crate::Error::Api)");
        if let Some(name) = &errors.enum_name {
            let _ = write!(text, " with a {}", own(name.as_str()));
        }
        text.push_str(" for each of:\n\n");
        lines(api, errors, text);
    }
    other_errors(api, operation, text);
}

/// How the whole of a result is read that comes in pages.
fn pages(operation: &Operation, text: &mut String) {
    let Some(pagination) = &operation.pagination else {
        return;
    };
    let builder = &operation.type_name;
    let _ = write!(
        text,
        "# Pages\n\n[`pages`]({builder}::pages) reads page after page, [`items`]({builder}::items) the items of all.",
    );
    let parameter = |index: usize| {
        let name = operation.parameters[index].name.as_str();
        code(name)
    };
    let _ = match &pagination.way {
        Way::Range { start, end, .. } => match end {
            Some(end) => write!(
                text,
                " {} and {} say where the first page begins and how long pages are.",
                parameter(*start),
                parameter(end.parameter),
            ),
            None => write!(
                text,
                " {} says where the first page begins.",
                parameter(*start)
            ),
        },
        Way::Number { parameter: at, .. }
        | Way::Cursor {
            into: CursorTarget::Parameter(at),
            ..
        } => {
            write!(text, " {} says which page is the first.", parameter(*at))
        }
        Way::Cursor {
            into: CursorTarget::Property(pointer),
            ..
        } => {
            let name = pointer.0.last().map_or("", String::as_str);
            write!(
                text,
                " {} in the body says which page is the first.",
                code(name)
            )
        }
        Way::LinkInBody(_) | Way::LinkInHeader(_) => Ok(()),
    };
    text.push_str("\n\n");
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
        Some(ty) => ty,
        None => "the same".to_owned(),
    };
    let _ = write!(
        text,
        "Any other 4XX or 5XX whose body is {what} is an [`Error::Api`](crate::Error::Api) too.\n\n"
    );
}

fn lines(api: &Api, documented: &Documented, text: &mut String) {
    for response in &documented.responses {
        let _ = write!(text, "- {}", response.status);
        match (response.kind, &response.ty) {
            (Some(MediaKind::Json), Some(ty)) => {
                if let Some(ty) = named(api, ty) {
                    let _ = write!(text, ", {ty}");
                }
            }
            (Some(_), _) => {
                let media_type = response.media_type.as_deref().unwrap_or_default();
                let _ = write!(text, ", {}", code(media_type));
            }
            (None, _) => {}
        }
        if let Some(headers) = &response.headers_type {
            let _ = write!(text, ", with {}", own(headers.as_str()));
        }
        let docs = response.docs.as_deref().map(safe).unwrap_or_default();
        if !docs.is_empty() {
            let _ = write!(text, ":{}", item(&docs));
        }
        text.push('\n');
    }
    text.push('\n');
}
