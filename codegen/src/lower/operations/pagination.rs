//! `x-pagination` of an operation, as it is written. Whether its pointers and parameters have types
//! that fit is seen once all types are there, in `passes/pagination/`.

use serde_json::{Map, Value};

use crate::document::extensions::PAGINATION as KEY;
use crate::ir::{
    CursorPlace, CursorTarget, Location, Pagination, Parameter, Pointer, RangeEnd, Way,
};
use crate::lower::context::Lowerer;
use crate::lower::idempotency::is_header_name;
use crate::lower::rules::PAGINATION;

/// A page has its items not far inside; pointers without end would lead through models without end.
const MOST_NAMES: usize = 16;

/// What is wrong: where below `x-pagination`, and what to do.
struct Mistake {
    at: String,
    message: String,
    help: String,
}

type Read<T> = Result<T, Mistake>;

/// True if the result comes in pages, as far as the document says.
pub(crate) fn has_pages(operation: &openapiv3::Operation) -> bool {
    let value = operation.extensions.get(KEY);
    value.is_some_and(|value| *value != Value::Bool(false))
}

impl Lowerer<'_> {
    /// How the pages of an operation follow each other, if it says so.
    pub(crate) fn lower_pagination(
        &mut self,
        operation: &openapiv3::Operation,
        pointer: &str,
        parameters: &[Parameter],
    ) -> Option<Pagination> {
        if !has_pages(operation) {
            return None;
        }
        let value = operation.extensions.get(KEY)?;
        match pagination(value, parameters) {
            Ok(pagination) => Some(pagination),
            Err(Mistake { at, message, help }) => {
                let pointer = format!("{pointer}/{KEY}{at}");
                self.diagnostics
                    .warning(PAGINATION, pointer, message, Some(help));
                None
            }
        }
    }
}

fn pagination(value: &Value, parameters: &[Parameter]) -> Read<Pagination> {
    const WAYS: &[&str] = &["range", "page", "cursor", "link"];
    let known = &["items", "more", "range", "page", "cursor", "link"];
    let fields = Fields::of(value, "", known, parameters)?;
    let way = fields.one_of(WAYS)?;
    let within = |known| Fields::of(&fields.map[way], &format!("/{way}"), known, parameters);
    Ok(Pagination {
        items: fields.required("items", Fields::pointer)?,
        more: fields.pointer("more")?,
        way: match way {
            "range" => range(&within(&["start", "end", "last", "first", "total"])?)?,
            "page" => page(&within(&["parameter", "first", "total"])?)?,
            "cursor" => cursor(&within(&[
                "parameter",
                "property",
                "body",
                "header",
                "item",
            ])?)?,
            _ => link(&within(&["body", "header"])?)?,
        },
    })
}

fn range(fields: &Fields<'_>) -> Read<Way> {
    let start = fields.required("start", Fields::parameter)?;
    let end = match (fields.parameter("end")?, fields.parameter("last")?) {
        (Some(_), Some(_)) => {
            return Err(fields.mistake(
                "both `end` and `last` are given",
                "name the parameter for the position behind the range as `end`, or that for the last position in it as `last`",
            ));
        }
        (Some(parameter), None) => Some(RangeEnd {
            parameter,
            included: false,
        }),
        (None, last) => last.map(|parameter| RangeEnd {
            parameter,
            included: true,
        }),
    };
    Ok(Way::Range {
        start,
        end,
        first: fields.first(start, 0)?,
        total: fields.pointer("total")?,
    })
}

fn page(fields: &Fields<'_>) -> Read<Way> {
    let parameter = fields.required("parameter", Fields::parameter)?;
    Ok(Way::Number {
        parameter,
        first: fields.first(parameter, 1)?,
        total: fields.pointer("total")?,
    })
}

fn cursor(fields: &Fields<'_>) -> Read<Way> {
    let into = match fields.one_of(&["parameter", "property"])? {
        "parameter" => CursorTarget::Parameter(fields.required("parameter", Fields::parameter)?),
        _ => CursorTarget::Property(fields.required("property", Fields::pointer)?),
    };
    let from = match fields.one_of(&["body", "header", "item"])? {
        "body" => CursorPlace::Body(fields.required("body", Fields::pointer)?),
        "header" => CursorPlace::Header(fields.required("header", Fields::header)?),
        _ => CursorPlace::LastItem(fields.required("item", Fields::pointer)?),
    };
    Ok(Way::Cursor { into, from })
}

fn link(fields: &Fields<'_>) -> Read<Way> {
    Ok(match fields.one_of(&["body", "header"])? {
        "body" => Way::LinkInBody(fields.required("body", Fields::pointer)?),
        _ => Way::LinkInHeader(fields.required("header", Fields::header)?),
    })
}

/// The fields of an object in `x-pagination`.
struct Fields<'v> {
    map: &'v Map<String, Value>,
    /// Where it stands below `x-pagination`.
    at: String,
    /// What its operation takes.
    parameters: &'v [Parameter],
}

impl<'v> Fields<'v> {
    fn of(value: &'v Value, at: &str, known: &[&str], parameters: &'v [Parameter]) -> Read<Self> {
        let at = at.to_owned();
        let Some(map) = value.as_object() else {
            return Err(Mistake {
                at,
                message: "this is not an object".to_owned(),
                help: format!("write an object with some of {}", list(known)),
            });
        };
        let fields = Self {
            map,
            at,
            parameters,
        };
        match map.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(fields),
            Some(unknown) => Err(fields.mistake(
                &format!("there is no field `{unknown}` here"),
                &format!("the fields are {}", list(known)),
            )),
        }
    }

    fn mistake(&self, message: &str, help: &str) -> Mistake {
        Mistake {
            at: self.at.clone(),
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }

    /// A mistake in the value of a field.
    fn mistake_in(&self, field: &str, message: &str, help: &str) -> Mistake {
        Mistake {
            at: format!("{}/{field}", self.at),
            ..self.mistake(message, help)
        }
    }

    /// The one of these fields that there is.
    fn one_of(&self, names: &[&'static str]) -> Read<&'static str> {
        let mut there = names.iter().filter(|name| self.map.contains_key(**name));
        match (there.next(), there.next()) {
            (Some(name), None) => Ok(name),
            (found, _) => Err(self.mistake(
                match found {
                    Some(_) => "several ways to the next page are given",
                    None => "no way to the next page is given",
                },
                &format!("write exactly one of {}", list(names)),
            )),
        }
    }

    fn required<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Self, &str) -> Read<Option<T>>,
    ) -> Read<T> {
        read(self, name)?.ok_or_else(|| {
            let message = format!("`{name}` is missing");
            self.mistake(&message, &format!("add `{name}`"))
        })
    }

    fn text(&self, name: &str) -> Read<Option<&'v str>> {
        match self.map.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.mistake_in(name, "this is not a string", "write a string")),
        }
    }

    /// A JSON pointer (RFC 6901).
    fn pointer(&self, name: &str) -> Read<Option<Pointer>> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let names: Vec<String> = text
            .split('/')
            .skip(1)
            .take(MOST_NAMES + 1)
            .map(|name| name.replace("~1", "/").replace("~0", "~"))
            .collect();
        if (!text.is_empty() && !text.starts_with('/')) || names.len() > MOST_NAMES {
            return Err(self.mistake_in(
                name,
                "this is not a JSON pointer",
                "write the names of the properties that lead there, each after a slash: `/data/items`; nothing, `\"\"`, is the whole body",
            ));
        }
        Ok(Some(Pointer(names)))
    }

    /// The name of a header (RFC 9110, 5.1).
    fn header(&self, name: &str) -> Read<Option<String>> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        if is_header_name(text) {
            Ok(Some(text.to_owned()))
        } else {
            Err(self.mistake_in(
                name,
                "this is not the name of a header",
                "write the name alone, for example `Link`",
            ))
        }
    }

    /// The parameter that a field names.
    fn parameter(&self, field: &str) -> Read<Option<usize>> {
        let Some(name) = self.text(field)? else {
            return Ok(None);
        };
        let is_meant = |parameter: &Parameter| {
            let location = parameter.location;
            let fits = matches!(
                location,
                Location::Query | Location::Header | Location::Cookie
            );
            fits && parameter.wire_name == name
        };
        match self.parameters.iter().position(is_meant) {
            Some(index) => Ok(Some(index)),
            None => Err(self.mistake_in(
                field,
                &format!(
                    "the operation has no parameter `{name}` in the query, a header or a cookie"
                ),
                "name a parameter of the operation",
            )),
        }
    }

    /// Where the first page begins: as it is said, or as the server begins if it is not told.
    fn first(&self, parameter: usize, usual: i64) -> Read<i64> {
        let default = || {
            self.parameters[parameter]
                .default
                .as_ref()
                .and_then(Value::as_i64)
        };
        match self.map.get("first") {
            None => Ok(default().unwrap_or(usual)),
            Some(value) => value.as_i64().ok_or_else(|| {
                self.mistake_in("first", "this is not an integer", "write an integer")
            }),
        }
    }
}

/// `a`, `b` and `c`.
fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}
