//! What operations return: their results and errors, pages and streams, and the responses by status.

use crate::emit::operations::responses::{content_type, error_type, success_type};
use crate::emit::outline::words::{limited, rust};
use crate::emit::rust::types::Types;
use crate::ir::{
    CursorPlace, CursorTarget, Documented, Operation, Pagination, Pointer, Response, StatusPattern,
    Type, Way,
};
use crate::outline::{Item, Line};

/// Adds all of it.
pub(super) fn parts(types: &Types<'_>, operation: &Operation, item: &mut Item) {
    let success = rust(&success_type(types, &operation.success));
    let send = Line::new("fn", "send").signed(format!("() -> Response<{success}>"));
    let accepted = operation.accepted_media_types();
    item.parts.push(if accepted.is_empty() {
        send
    } else {
        send.quoted("accept", accepted)
    });
    let error = rust(&error_type(types, operation));
    let others = operation.other_errors.as_ref();
    item.parts.push(
        Line::new("error", "")
            .signed(format!(": {error}"))
            .fact_if("others", others.map(|ty| rust(&types.rust(ty)))),
    );
    if operation.is_streamable() {
        item.parts
            .push(Line::new("fn", "send_streaming").signed("()"));
    }
    for (of_events, method) in [(true, "send_events"), (false, "send_items")] {
        if let Some((_, stream)) = operation.streams(of_events).first() {
            let items = rust(&types.rust(&stream.item));
            let line = Line::new("fn", method).signed(format!("() -> {items}"));
            item.parts
                .push(line.fact("framing", format_args!("{:?}", stream.format)));
        }
    }
    if let Some(pagination) = &operation.pagination {
        item.parts.push(pages(operation, pagination));
        item.parts.push(items(types, operation, pagination));
    }
    for documented in [&operation.success, &operation.errors] {
        variants(types, documented, item);
    }
    for one in operation.responses() {
        response(types, operation, one, item);
    }
}

fn items(types: &Types<'_>, operation: &Operation, pagination: &Pagination) -> Line {
    let page = operation.page_type();
    let path = page.and_then(|page| types.api.field_path(page, &pagination.items));
    let item = match path.map(|path| path.target) {
        Some(Type::Array(item)) => rust(&types.rust(item)),
        _ => "()".to_owned(),
    };
    Line::new("fn", "items")
        .signed(format!("() -> {item}"))
        .quoted("at", &pagination.items.0)
}

fn pages(operation: &Operation, pagination: &Pagination) -> Line {
    let place = |pointer: &Option<Pointer>| pointer.as_ref().map(|it| format!("{:?}", it.0));
    let line = Line::new("fn", "pages")
        .signed("()")
        .fact_if("more", place(&pagination.more));
    let name = |index: usize| format!("{:?}", operation.parameters[index].wire_name);
    match &pagination.way {
        Way::Range {
            start,
            end,
            first,
            total,
        } => {
            let is_included = end.as_ref().is_some_and(|end| end.included);
            let end = end.as_ref().map(|end| name(end.parameter));
            line.fact("from", name(*start))
                .fact_if("to", end)
                .mark("included", is_included)
                .fact("first", first)
                .fact_if("total", place(total))
        }
        Way::Number {
            parameter,
            first,
            total,
        } => line
            .fact("number", name(*parameter))
            .fact("first", first)
            .fact_if("total", place(total)),
        Way::Cursor { into, from } => {
            let line = match into {
                CursorTarget::Parameter(parameter) => line.fact("cursor", name(*parameter)),
                CursorTarget::Property(pointer) => line.quoted("cursor-in-body", &pointer.0),
            };
            match from {
                CursorPlace::Body(pointer) => line.quoted("of-body", &pointer.0),
                CursorPlace::Header(header) => line.quoted("of-header", header),
                CursorPlace::LastItem(pointer) => line.quoted("of-last-item", &pointer.0),
            }
        }
        Way::LinkInBody(pointer) => line.quoted("link-in-body", &pointer.0),
        Way::LinkInHeader(header) => line.quoted("link-in-header", header),
    }
}

/// The enum over responses that differ.
fn variants(types: &Types<'_>, documented: &Documented, item: &mut Item) {
    let Some(name) = &documented.enum_name else {
        return;
    };
    let shared = documented.shared_enum.as_ref();
    item.parts.push(
        Line::new("enum", name.to_string()).fact_if("shared", shared.map(|shared| &shared.name)),
    );
    item.add_sorted(documented.responses.iter().map(|response| {
        let content = response.kind.map(|_| {
            let ty = rust(&content_type(types, response));
            if response.boxed {
                format!("(Box<{ty}>)")
            } else {
                format!("({ty})")
            }
        });
        Line::new("variant", format!("{name}::{}", response.variant))
            .signed(content.unwrap_or_default())
    }));
}

fn response(types: &Types<'_>, operation: &Operation, response: &Response, item: &mut Item) {
    let status = match response.status {
        StatusPattern::Default => "default".to_owned(),
        other => other.to_string(),
    };
    let pointer = format!("{}/responses/{status}", operation.pointer);
    let line = match &response.media_type {
        Some(media_type) => {
            let ty = rust(&content_type(types, response));
            Line::new("status", format!("{status} {media_type:?}")).signed(format!(": {ty}"))
        }
        None => Line::new("status", status.as_str()),
    };
    item.parts.push(line.of(pointer.as_str()));
    let Some(name) = &response.headers_type else {
        return;
    };
    let shared = response.shared_headers.as_ref();
    item.parts.push(
        Line::new("headers", name.to_string()).fact_if("shared", shared.map(|shared| &shared.name)),
    );
    item.add_sorted(response.headers.iter().map(|header| {
        let ty = rust(&types.rust(&header.ty));
        let line = Line::new("header", format!("{name}::{}", header.name))
            .of(pointer.as_str())
            .signed(format!(": Option<{ty}>"))
            .quoted("wire", &header.wire_name)
            .mark("explode", header.explode)
            .mark("as-json", header.json);
        limited(line, Some(&header.constraints))
    }));
}
