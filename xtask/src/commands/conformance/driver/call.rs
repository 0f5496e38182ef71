//! A function that makes one call and says what came of it.

use super::{
    super::{
        known::GivenCall,
        operations::{self, Crate, Found},
        scenarios::{Call, Content},
        values,
    },
    content, form,
    value::{decoded, decoded_text},
};
use codegen::ir::{BodyContent, BodyShape, KeyLocation, MediaKind, Name, Scheme, SchemeKind};
use serde_json::Value;

/// Why a call cannot be made.
#[derive(Debug, Clone)]
pub enum Unmade {
    /// No document describes it.
    Unreachable(String),
    /// The data does not tell what is needed for it.
    Untold(String),
}

/// A function of the driver.
#[derive(Debug)]
pub struct Function {
    /// The crate that it calls.
    pub krate: String,
    /// Its name.
    pub name: String,
    /// Its source.
    pub text: String,
}

/// The function of a call.
///
/// # Errors
///
/// Why the call cannot be made with what the data tells.
pub fn function(
    name: &str,
    crates: &[&Crate],
    call: &Call,
    given: Option<&GivenCall>,
) -> Result<Function, Unmade> {
    let found = operations::find(crates, call).ok_or_else(|| {
        let method = call.method.to_uppercase();
        Unmade::Unreachable(format!("no document describes {method} {}", call.uri))
    })?;
    let krate = &found.krate.name;
    let client = client(&found, call);
    let request = request(&found, call, given).map_err(Unmade::Untold)?;
    let reply = content::reply(&found, call, given);
    Ok(Function {
        krate: krate.clone(),
        name: name.to_owned(),
        text: format!(
            "\npub fn {name}(server: Server) -> Work {{\n    \
             Box::pin(async move {{\n        \
             let client = {client}.build().map_err(|error| explain(&error))?;\n        \
             let request = {request};\n        \
             {reply}\n    }})\n}}\n"
        ),
    })
}

fn client(found: &Found<'_>, call: &Call) -> String {
    let mut text = format!(
        "{}::Client::builder().base_url(server.url({:?}))",
        found.krate.name, found.base
    );
    let schemes = found.operation.security.iter().flatten();
    let mut given = false;
    for scheme in schemes.map(|index| &found.krate.api.schemes[*index]) {
        if let Some(credential) = credential(scheme, call) {
            text += &format!(".{}({credential:?})", scheme.name);
            given = true;
        }
    }
    if !given && !found.operation.security.is_empty() {
        text += ".allow_missing_credentials()";
    }
    text
}

/// What the call gives for a scheme.
fn credential(scheme: &Scheme, call: &Call) -> Option<String> {
    let after = |word: &str| {
        let header = call.header("authorization")?;
        let (scheme, rest) = header.split_once(' ')?;
        scheme.eq_ignore_ascii_case(word).then(|| rest.to_owned())
    };
    match &scheme.kind {
        SchemeKind::Bearer { .. } => after("Bearer"),
        SchemeKind::OtherHttp { scheme } => after(scheme),
        SchemeKind::ApiKey {
            location: KeyLocation::Header,
            parameter,
        } => call.header(parameter),
        SchemeKind::ApiKey { .. } | SchemeKind::Basic | SchemeKind::External => None,
    }
}

/// The expression of the request: the method of the group, and the setters.
fn request(found: &Found<'_>, call: &Call, given: Option<&GivenCall>) -> Result<String, String> {
    let operation = found.operation;
    let mut arguments = Vec::new();
    let mut setters = String::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let value = values::of_parameter(found, index, call);
        match (value, parameter.required) {
            (Some(value), true) => arguments.push(decoded(found, &parameter.ty, &value)),
            (Some(value), false) => {
                let value = decoded(found, &parameter.ty, &value);
                setters += &setter(&parameter.name, &value);
            }
            (None, true) => return Err(format!("no value for `{}` is told", parameter.wire_name)),
            (None, false) => {}
        }
    }
    let body = match (&operation.body, &call.body) {
        (Some(_), Some(content)) => Some(body(found, call, content, given)?),
        (Some(body), None) if body.required => return Err("no body is told".to_owned()),
        (None, Some(_)) => return Err("no body is described".to_owned()),
        _ => None,
    };
    match body {
        Some(body) if operation.body.as_ref().is_some_and(|body| body.required) => {
            arguments.push(body);
        }
        Some(body) => setters += &format!(".body({body})"),
        None => {}
    }
    if let (true, Some(media_type)) = (operation.offers_accept(), call.header("accept")) {
        setters += &format!(".accept({media_type:?})");
    }
    Ok(format!(
        "client.{}().{}({}){setters}",
        found.group.module,
        operation.name,
        arguments.join(", ")
    ))
}

fn setter(name: &Name, value: &str) -> String {
    format!(".{name}({value})")
}

/// The arguments for the body.
fn body(
    found: &Found<'_>,
    call: &Call,
    sent: &Content,
    given: Option<&GivenCall>,
) -> Result<String, String> {
    let Some(body) = &found.operation.body else {
        return Err("no body is described".to_owned());
    };
    let header = call.header("content-type");
    let wanted = [Some(sent.content_type.as_str()), header.as_deref()];
    let content = wanted
        .into_iter()
        .flatten()
        .find_map(|wanted| {
            let mut contents = body.contents.iter();
            contents.find(|content| content.media_type.eq_ignore_ascii_case(wanted))
        })
        .or_else(|| body.contents.iter().find(|content| content.is_range()))
        .unwrap_or(&body.contents[0]);
    let mut value = value_of_body(found, content, sent, given)?;
    Ok(match body.shape() {
        BodyShape::Single => value,
        BodyShape::SingleRange => format!("{:?}, {value}", sent.content_type),
        BodyShape::Several => {
            if content.kind == MediaKind::Binary {
                value += ".into()";
            }
            if content.boxed {
                value = format!("Box::new({value})");
            }
            let variant = format!(
                "operations::{}::{}::{}",
                found.group.module, body.type_name, content.variant
            );
            if content.is_range() {
                let content_type = &sent.content_type;
                format!("{variant} {{ content_type: {content_type:?}.to_owned(), body: {value} }}")
            } else {
                format!("{variant}({value})")
            }
        }
    })
}

fn value_of_body(
    found: &Found<'_>,
    content: &BodyContent,
    sent: &Content,
    given: Option<&GivenCall>,
) -> Result<String, String> {
    Ok(match content.kind {
        MediaKind::Json | MediaKind::Form => decoded_text(found, &content.ty, &sent.text()),
        MediaKind::Text => {
            let text = sent.text();
            // The suite writes texts as JSON too.
            let is_json = sent.content_type == "application/json";
            let text = match serde_json::from_str(&text) {
                Ok(Value::String(text)) if is_json => text,
                _ => text,
            };
            format!("{text:?}.to_owned()")
        }
        MediaKind::Binary => format!("b\"{}\".to_vec()", sent.bytes().escape_ascii()),
        MediaKind::Multipart => {
            let given = given.ok_or("the parts of the form are not told")?;
            form::expression(found, &content.ty, &given.parts)?
        }
    })
}
