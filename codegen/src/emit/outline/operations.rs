//! The operations: how each is called, and what it sends.

use std::collections::BTreeSet;

use crate::emit::operations::body::{body_argument, content_type};
use crate::emit::outline::responses;
use crate::emit::outline::words::{below, limited, rust};
use crate::emit::rust::types::Types;
use crate::ir::{Api, Body, BodyShape, Group, Location, Operation, Parameter, ParameterContent};
use crate::outline::{Item, Line};

/// All of them, by group.
pub(super) fn items(types: &Types<'_>) -> impl Iterator<Item = Item> {
    let mut groups: Vec<&Group> = types.api.groups.iter().collect();
    groups.sort_by_key(|group| &group.module);
    groups.into_iter().flat_map(move |group| {
        let mut operations: Vec<&Operation> = group.operations.iter().collect();
        operations.sort_by_key(|operation| &operation.name);
        let operations = operations.into_iter();
        [handle(group)]
            .into_iter()
            .chain(operations.map(move |one| operation(types, group, one)))
    })
}

fn handle(group: &Group) -> Item {
    let accessor = format!("Client::{}", group.module);
    let handle = format!("() -> operations::{}", group.type_name);
    Item::new(Line::new("group", accessor).signed(handle))
}

fn operation(types: &Types<'_>, group: &Group, operation: &Operation) -> Item {
    let name = format!("operations::{}::{}", group.type_name, operation.name);
    let signature = format!(
        "({}) -> {}",
        arguments(types, operation),
        operation.type_name
    );
    let mut item = Item::new(
        Line::new("operation", name)
            .of(operation.pointer.as_str())
            .signed(signature)
            .mark("deprecated", operation.deprecated),
    );
    let request = format!(": {} {:?}", operation.method.as_str(), operation.path);
    item.parts.push(
        Line::new("request", "")
            .signed(request)
            .fact_if("idempotent", operation.idempotent),
    );
    if !operation.servers.is_empty() {
        // The first is used, with its variables at their defaults.
        let first = &operation.servers[0];
        let url = first.default_url().unwrap_or_else(|| first.url.clone());
        item.parts.push(Line::new("server", "").quoted("url", url));
    }
    item.parts.push(security(types.api, operation));
    let traits = if operation.body.as_ref().is_none_or(Body::is_clone) {
        "Clone, Debug"
    } else {
        "Debug"
    };
    item.parts
        .push(Line::new("implements", "").signed(format!(": {traits}")));
    let parameters = operation.parameters.iter();
    item.add_sorted(parameters.map(|it| parameter(types, operation, it)));
    if let Some(it) = &operation.body {
        body(types, operation, it, &mut item);
    }
    if operation.offers_accept() {
        item.parts
            .push(Line::new("fn", "accept").signed("(&'static str)"));
    }
    responses::parts(types, operation, &mut item);
    item
}

/// What the method of the group takes.
fn arguments(types: &Types<'_>, operation: &Operation) -> String {
    let parameters = operation.parameters.iter();
    let mut arguments: Vec<String> = parameters
        .filter(|parameter| parameter.required)
        .map(|parameter| format!("{}: {}", parameter.name, argument(types, parameter)))
        .collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    arguments.extend(body.map(|body| body_arguments(types, body)));
    arguments.join(", ")
}

fn body_arguments(types: &Types<'_>, body: &Body) -> String {
    let content_type = if body.shape().needs_content_type() {
        "content_type: impl Into<String>, "
    } else {
        ""
    };
    format!(
        "{content_type}body: {}",
        rust(&body_argument(types, body).ty)
    )
}

fn argument(types: &Types<'_>, parameter: &Parameter) -> String {
    rust(&types.argument(&parameter.ty, &parameter.name).ty)
}

/// The alternatives, each of the schemes that are needed together.
fn security(api: &Api, operation: &Operation) -> Line {
    let names = |schemes: &Vec<usize>| match schemes.as_slice() {
        [] => "none".to_owned(),
        schemes => {
            let schemes = schemes
                .iter()
                .map(|&scheme| api.schemes[scheme].name.as_str());
            let mut names: Vec<&str> = schemes.collect();
            names.sort_unstable();
            names.join(" and ")
        }
    };
    // The first for which there are credentials is taken; what needs none comes last.
    let (none, some): (Vec<_>, Vec<_>) = operation.security.iter().partition(|it| it.is_empty());
    let mut alternatives: Vec<String> = some.into_iter().map(names).collect();
    if !none.is_empty() || alternatives.is_empty() {
        alternatives.push("none".to_owned());
    }
    let line = Line::new("security", "").signed(format!(": {}", alternatives.join(" or ")));
    if operation.scopes.is_empty() {
        return line;
    }
    let mut scopes = operation.scopes.clone();
    scopes.sort();
    line.quoted("scopes", scopes)
}

fn parameter(types: &Types<'_>, operation: &Operation, parameter: &Parameter) -> Line {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "query string",
    };
    let line = Line::new("parameter", parameter.name.to_string())
        .of(operation.pointer.as_str())
        .signed(format!("({})", argument(types, parameter)))
        .quoted("wire", &parameter.wire_name)
        .fact("in", location);
    let line = encoded(line, &parameter.content)
        .mark("required", parameter.required)
        .mark("deprecated", parameter.deprecated)
        .mark("secret", parameter.sensitive)
        .fact_if("default", parameter.default.as_ref());
    limited(line, Some(&parameter.constraints))
}

/// The line with how a value becomes text.
fn encoded(line: Line, content: &ParameterContent) -> Line {
    match content {
        ParameterContent::Text => line,
        ParameterContent::Style {
            style,
            explode,
            allow_reserved,
        } => line
            .fact("style", format_args!("{style:?}"))
            .mark("explode", *explode)
            .mark("allow-reserved", *allow_reserved),
        ParameterContent::Media(kind) => line.fact("as", format_args!("{kind:?}")),
    }
}

fn body(types: &Types<'_>, operation: &Operation, body: &Body, item: &mut Item) {
    let pointer = format!("{}/requestBody", operation.pointer);
    let mut converted = BTreeSet::new();
    for (index, content) in body.contents.iter().enumerate() {
        let ty = rust(&content_type(types, content));
        // A value of a type becomes the first variant that holds one.
        let by_name_only = body.shape() == BodyShape::Several
            && (content.is_range() || !converted.insert(ty.clone()));
        let name = match body.shape() {
            BodyShape::Several => format!("{}::{}", body.type_name, content.variant),
            _ => "body".to_owned(),
        };
        let boxed = if content.boxed {
            format!("Box<{ty}>")
        } else {
            ty
        };
        let signature = match (body.shape(), content.is_range()) {
            (BodyShape::Several, true) => format!("{{ content_type: String, body: {boxed} }}"),
            _ => format!("({boxed})"),
        };
        item.parts.push(
            Line::new("body", name)
                .of(below(&pointer, "content", &content.media_type))
                .signed(signature)
                .quoted("media-type", &content.media_type)
                .mark("sent-by-default", index == 0)
                .mark("by-name-only", by_name_only)
                .mark("required", body.required),
        );
        item.add_sorted(content.encoding.iter().map(|encoding| {
            let name = format!("{:?} of {:?}", encoding.property, content.media_type);
            encoded(Line::new("encoding", name), &encoding.content)
        }));
    }
    if !body.required {
        let arguments = body_arguments(types, body);
        item.parts
            .push(Line::new("fn", "body").signed(format!("({arguments})")));
    }
}
