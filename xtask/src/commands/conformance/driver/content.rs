//! What is said of a response: its content and its typed headers.

use super::super::{known::GivenCall, operations::Found, scenarios::Call};
use codegen::ir::{Documented, MediaKind, Primitive, Response, StatusPattern, Type};

/// The statement that sends the request and says what came of it.
pub fn reply(found: &Found<'_>, call: &Call, given: Option<&GivenCall>) -> String {
    let operation = found.operation;
    let krate = &found.krate.name;
    if let Some((send, item)) = stream(found, call, given) {
        return format!("stream_of!({krate}, request.{send}.await, {item})");
    }
    let success = content(found, &operation.success, "body");
    let error = match &operation.other_errors {
        Some(_) => "encode(error)?".to_owned(),
        None if operation.errors.responses.is_empty() => "match *error {}".to_owned(),
        None => content(found, &operation.errors, "error"),
    };
    let headers = headers(found, call);
    format!(
        "reply_of!({krate}, request.send().await, body => {success}, error => {error}, \
         (headers, found) => {{{headers}}})"
    )
}

/// How a response that is a stream is asked for, and what its items are.
fn stream(
    found: &Found<'_>,
    call: &Call,
    given: Option<&GivenCall>,
) -> Option<(String, &'static str)> {
    let media_type = &call.resp_body.as_ref()?.content_type;
    let offers = |of_events| {
        let streams = found.operation.streams(of_events);
        streams.iter().any(|(response, stream)| {
            // Where lines have no schema, the document has that of the whole text.
            let is_text = stream.item == Type::Primitive(Primitive::String);
            response.media_type.as_ref() == Some(media_type) && (of_events || !is_text)
        })
    };
    if offers(true) {
        let resumed = given.and_then(|given| given.resume_after.as_ref());
        let send = match resumed {
            Some(id) => format!("resume_events({id:?})"),
            None => "send_events()".to_owned(),
        };
        return Some((send, "events"));
    }
    offers(false).then(|| ("send_items()".to_owned(), "items"))
}

/// The expression of what `value` holds.
fn content(found: &Found<'_>, documented: &Documented, value: &str) -> String {
    let Some(name) = &documented.enum_name else {
        return match documented.responses.first() {
            Some(response) => one(response, value),
            None => "Content::None".to_owned(),
        };
    };
    let module = &found.group.module;
    let arms = documented.responses.iter().map(|response| {
        let variant = format!("operations::{module}::{name}::{}", response.variant);
        match response.kind {
            Some(_) => format!("{variant}(content) => {},", one(response, "content")),
            None => format!("{variant} => Content::None,"),
        }
    });
    let arms: String = arms.collect();
    format!("match {value} {{ {arms} _ => Content::None }}")
}

fn one(response: &Response, value: &str) -> String {
    match (response.kind, &response.ty) {
        (Some(MediaKind::Binary), _) => format!("Content::Bytes({value}.to_vec())"),
        (Some(MediaKind::Text), _) => format!("Content::Text({value}.clone())"),
        (_, Some(_)) => format!("encode({value})?"),
        (_, None) => "Content::None".to_owned(),
    }
}

/// The documented response of a call.
#[must_use]
pub fn documented<'a>(found: &Found<'a>, call: &Call) -> Option<&'a Response> {
    let mut responses: Vec<&Response> = found.operation.responses().collect();
    responses.sort_by_key(|response| response.status);
    responses
        .into_iter()
        .find(|response| match response.status {
            StatusPattern::Code(code) => code == call.status,
            StatusPattern::Range(class) => class == call.status / 100,
            StatusPattern::Default => true,
        })
}

/// Statements that take the typed headers of the call's response.
fn headers(found: &Found<'_>, call: &Call) -> String {
    let Some(response) = documented(found, call) else {
        return String::new();
    };
    let Some(name) = &response.headers_type else {
        return String::new();
    };
    let takes = response.headers.iter().map(|field| {
        format!(
            "header(&mut found, {:?}, &typed.{})?; ",
            field.wire_name, field.name
        )
    });
    format!(
        "let typed = operations::{}::{name}::of(headers).map_err(|error| explain(&error))?; {}",
        found.group.module,
        takes.collect::<String>()
    )
}
