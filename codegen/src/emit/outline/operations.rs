//! The operations: how each is called, what it sends, and what it receives.

use proc_macro2::TokenStream;

use crate::emit::operations::body::{body_argument, content_type};
use crate::emit::operations::responses;
use crate::emit::outline::lines::{Lines, fact, limits, marks, rust};
use crate::emit::rust::types::Types;
use crate::ir::{
    Api, Body, BodyShape, CursorTarget, Documented, Group, Location, Operation, Parameter,
    ParameterContent, Response, Way,
};

/// All of them, by group.
pub(super) fn outline(types: &Types<'_>, lines: &mut Lines) {
    let mut groups: Vec<&Group> = types.api.groups.iter().collect();
    groups.sort_by_key(|group| &group.module);
    for group in groups {
        lines.item(format!(
            "fn Client::{}() -> {}",
            group.module, group.type_name
        ));
        let mut operations: Vec<&Operation> = group.operations.iter().collect();
        operations.sort_by_key(|operation| &operation.name);
        for one in operations {
            operation(types, group, one, lines);
        }
    }
}

fn operation(types: &Types<'_>, group: &Group, operation: &Operation, lines: &mut Lines) {
    let mut arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| format!("{}: {}", parameter.name, argument(types, parameter)))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        if body.shape().needs_content_type() {
            arguments.push("content_type: impl Into<String>".to_owned());
        }
        arguments.push(format!("body: {}", rust(&body_argument(types, body).ty)));
    }
    lines.item(format!(
        "fn operations::{}::{}({}) -> {}{}",
        group.type_name,
        operation.name,
        arguments.join(", "),
        operation.type_name,
        marks(&[(operation.deprecated, "deprecated")]),
    ));
    lines.part(operation.request_line().escape_debug());
    if let Some(is_idempotent) = operation.idempotent {
        lines.part(format!("idempotent: {is_idempotent}"));
    }
    for server in &operation.servers {
        lines.part(format!("server {:?}", server.url));
    }
    lines.part(format!("security {}", security(types.api, operation)));
    lines.parts(operation.parameters.iter().map(|one| parameter(types, one)));
    if let Some(one) = &operation.body {
        body(types, one, lines);
    }
    if operation.offers_accept() {
        lines.part("fn accept(&'static str)");
    }
    returns(types, operation, lines);
    for one in operation.responses() {
        response(types, one, lines);
    }
}

fn argument(types: &Types<'_>, parameter: &Parameter) -> String {
    rust(&types.argument(&parameter.ty, &parameter.name).ty)
}

/// The alternatives, each of the schemes that are needed together.
fn security(api: &Api, operation: &Operation) -> String {
    let names = |schemes: &Vec<usize>| match schemes.as_slice() {
        [] => "none".to_owned(),
        schemes => {
            let mut names: Vec<&str> = schemes
                .iter()
                .map(|&scheme| api.schemes[scheme].name.as_str())
                .collect();
            names.sort_unstable();
            names.join(" and ")
        }
    };
    let mut alternatives: Vec<String> = operation.security.iter().map(names).collect();
    alternatives.sort();
    match alternatives.as_slice() {
        [] => "none".to_owned(),
        alternatives => alternatives.join(", or "),
    }
}

fn parameter(types: &Types<'_>, parameter: &Parameter) -> String {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "query string",
    };
    let style = match &parameter.content {
        ParameterContent::Text => String::new(),
        ParameterContent::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let how = marks(&[(*explode, "explode"), (*allow_reserved, "reserved")]);
            format!("; {style:?}{how}")
        }
        ParameterContent::Media(kind) => format!("; {kind:?}"),
    };
    let marks = marks(&[
        (parameter.required, "required"),
        (parameter.deprecated, "deprecated"),
        (parameter.sensitive, "secret"),
    ]);
    format!(
        "{location} {:?} = {}({}){style}{marks}{}{}",
        parameter.wire_name,
        parameter.name,
        argument(types, parameter),
        fact("default", parameter.default.as_ref()),
        limits(&parameter.constraints),
    )
}

fn body(types: &Types<'_>, body: &Body, lines: &mut Lines) {
    for (index, content) in body.contents.iter().enumerate() {
        let ty = rust(&content_type(types, content));
        let variant = match body.shape() {
            BodyShape::Several => format!("{}::{}", body.type_name, content.variant),
            _ => "body".to_owned(),
        };
        let marks = marks(&[(index > 0, "not the default"), (body.required, "required")]);
        lines.part(format!(
            "body {:?} = {variant}({ty}){marks}",
            content.media_type
        ));
        for encoding in &content.encoding {
            lines.part(format!(
                "body {:?}, property {:?}: {:?}",
                content.media_type, encoding.property, encoding.content
            ));
        }
    }
    if !body.required {
        lines.part(format!("fn body({})", rust(&body_argument(types, body).ty)));
    }
}

/// What the methods that send return.
fn returns(types: &Types<'_>, operation: &Operation, lines: &mut Lines) {
    let error = rust(&responses::error_type(types, operation));
    let returns = |content: &TokenStream| format!("Response<{}>, {error}", rust(content));
    let success = responses::success_type(types, &operation.success);
    lines.part(format!("fn send() -> {}", returns(&success)));
    if operation.is_streamable() {
        lines.part("fn send_streaming()");
    }
    for (of_events, method) in [(true, "send_events"), (false, "send_items")] {
        if let Some((_, stream)) = operation.streams(of_events).first() {
            lines.part(format!(
                "fn {method}() -> {}",
                rust(&types.rust(&stream.item))
            ));
        }
    }
    if let Some(pagination) = &operation.pagination {
        lines.part(format!(
            "fn pages(), by {}",
            way(operation, &pagination.way)
        ));
        lines.part(format!("fn items(), at {:?}", pagination.items.0));
    }
    for documented in [&operation.success, &operation.errors] {
        if let Some(name) = &documented.enum_name {
            let shared = marks(&[(documented.shared_enum.is_some(), "shared")]);
            let variants = variants(types, documented);
            lines.part(format!("enum {name} {{ {variants} }}{shared}"));
        }
    }
}

/// By what the next page is asked for.
fn way(operation: &Operation, way: &Way) -> String {
    let name = |index: usize| format!("{:?}", operation.parameters[index].wire_name);
    match way {
        Way::Range { start, end, .. } => {
            let end = end.as_ref().map(|end| name(end.parameter));
            format!("range from {}{}", name(*start), fact("to", end))
        }
        Way::Number { parameter, .. } => format!("number {}", name(*parameter)),
        Way::Cursor { into, from } => match into {
            CursorTarget::Parameter(parameter) => {
                format!("cursor {} of {from:?}", name(*parameter))
            }
            CursorTarget::Property(pointer) => {
                format!("cursor at {:?} of the body of {from:?}", pointer.0)
            }
        },
        Way::LinkInBody(pointer) => format!("link at {:?}", pointer.0),
        Way::LinkInHeader(header) => format!("link in header {header:?}"),
    }
}

fn variants(types: &Types<'_>, documented: &Documented) -> String {
    let variants = documented.responses.iter().map(|response| {
        let content = response
            .kind
            .map(|_| responses::content_type(types, response));
        let content = content.map(|ty| format!("({})", rust(&ty)));
        format!("{}{}", response.variant, content.unwrap_or_default())
    });
    variants.collect::<Vec<_>>().join(", ")
}

fn response(types: &Types<'_>, response: &Response, lines: &mut Lines) {
    let content = match &response.media_type {
        Some(media_type) => {
            let ty = rust(&responses::content_type(types, response));
            format!(" {media_type:?} = {ty}")
        }
        None => String::new(),
    };
    lines.part(format!("{}{content}", response.status));
    let name = response.headers_type.as_ref();
    for header in &response.headers {
        let ty = rust(&types.rust(&header.ty));
        lines.part(format!(
            "{} header {:?} = {}::{}: Option<{ty}>",
            response.status,
            header.wire_name,
            name.map(ToString::to_string).unwrap_or_default(),
            header.name,
        ));
    }
}
