//! Where types stand that the document does not describe, in words.

use crate::emit::rustdoc::code;
use crate::emit::wording::letters::upper_first;
use crate::ir::{Api, OperationPart, Root, TypeDef};

/// What a type is by its place: a sentence.
pub(super) fn of_type(api: &Api, def: &TypeDef) -> String {
    let Some(place) = &def.place else {
        return match &def.schema_name {
            Some(name) => format!("The schema {}.", code(name)),
            None => format!("The schema at {}.", code(&def.pointer)),
        };
    };
    let root = root(api, &place.root);
    match (place.path.as_str(), place.alternative) {
        ("", false) => match &place.root {
            Root::Schema(_) => format!("A part of {root}."),
            _ => format!("{}.", upper_first(&root)),
        },
        ("", true) => format!("An alternative of {root}."),
        (path, false) => format!("{} in {root}.", code(path)),
        (path, true) => format!("An alternative of {} in {root}.", code(path)),
    }
}

fn root(api: &Api, root: &Root) -> String {
    match root {
        Root::Schema(id) => {
            let name = &api.type_def(*id).name;
            // A name alone is a link by itself where it is in scope, which it may be or not.
            format!(
                "[the schema {}](crate::models::{name})",
                code(name.as_str())
            )
        }
        Root::Component { section, name } => {
            let kind = match section.as_str() {
                "responses" => "response",
                "requestBodies" => "request body",
                "parameters" => "parameter",
                "headers" => "header",
                _ => "component",
            };
            format!("the {kind} {}", code(name))
        }
        Root::Operation {
            group,
            operation,
            part,
        } => {
            let group = &api.groups[*group];
            let operation = group.operations[*operation].name.as_str();
            let link = format!(
                "[{}](crate::operations::{}::{operation})",
                code(operation),
                group.type_name
            );
            match part {
                OperationPart::Body => format!("the request body of {link}"),
                OperationPart::Parameter => format!("a parameter of {link}"),
                OperationPart::Response(status) => {
                    format!("{} of {link}", response(status))
                }
                OperationPart::Header {
                    response: status,
                    name,
                } => format!(
                    "the header {} in {} of {link}",
                    code(name),
                    response(status)
                ),
            }
        }
    }
}

fn response(status: &str) -> String {
    if status.eq_ignore_ascii_case("default") {
        "any other response".to_owned()
    } else {
        format!("the response {}", code(status))
    }
}
