//! Parameters, headers and encodings.

use serde_json::{Map, Value};

use super::{carry, swagger, text};
use crate::document::grammar::single;
use crate::document::walk::Walker;
use crate::document::{names, quoted_list, rules};

type Fields = Map<String, Value>;

const LOCATIONS: &[&str] = &["path", "query", "header", "cookie", "querystring"];

/// OpenAPI 3.0.4, Parameter Object.
pub(crate) fn parameter(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if !super::document::named(walker, map, "name", "a parameter") {
        return false;
    }
    let written = text(map, "in").unwrap_or_default().to_owned();
    let Some(location) = location(walker, &written) else {
        return false;
    };
    map.insert("in".to_owned(), location.into());
    swagger::inline_schema(walker, map);
    if location == "path" && map.get("required") != Some(&Value::Bool(true)) {
        let message = "a path parameter is always required";
        walker.warn(
            rules::PATH_REQUIRED,
            "",
            message,
            Some("add `required: true`"),
        );
        map.insert("required".to_owned(), true.into());
    }
    if location == "querystring" {
        // OpenAPI 3.2: the whole query string. The model knows `query` only.
        map.insert("in".to_owned(), "query".into());
        map.insert("x-in".to_owned(), location.into());
    }
    if location == "cookie" && map.get("allowReserved") == Some(&Value::Bool(true)) {
        let message = "`allowReserved` of a cookie is not represented in the generated client";
        let help = "`style: cookie` is sent as it is";
        walker.warn(rules::NOT_REPRESENTED, "allowReserved", message, Some(help));
    }
    if location != "query" {
        carry(map, "allowReserved", "x-allow-reserved");
    }
    style(walker, map, location);
    schema_or_content(walker, map, "a parameter");
    examples(walker, map);
    true
}

fn location(walker: &mut Walker<'_, '_>, written: &str) -> Option<&'static str> {
    let lower = written.to_ascii_lowercase();
    if let Some(known) = LOCATIONS.iter().find(|known| **known == lower) {
        if written != *known {
            let message = format!("`in: {written}` is written `in: {known}`");
            let help = format!("write `{known}`");
            walker.warn(rules::UNKNOWN_WORD, "in", message, Some(&help));
        }
        return Some(known);
    }
    let message = if written.is_empty() {
        "a parameter without `in`; it is left out".to_owned()
    } else {
        format!("`in: {written}` does not exist; the parameter is left out")
    };
    let help = match lower.as_str() {
        "body" | "formdata" => {
            "since OpenAPI 3.0 this is the `requestBody` of the operation".to_owned()
        }
        _ => match names::nearest(&lower, LOCATIONS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it is one of {}", quoted_list(LOCATIONS)),
        },
    };
    walker.warn(rules::UNKNOWN_WORD, "in", message, Some(&help));
    None
}

/// OpenAPI 3.0.4, Header Object. Where it has `explode`, the model has an extension.
pub(crate) fn header(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    map.shift_remove("name");
    map.shift_remove("in");
    swagger::inline_schema(walker, map);
    style(walker, map, "header");
    carry(map, "explode", "x-explode");
    schema_or_content(walker, map, "a header");
    examples(walker, map);
    true
}

/// OpenAPI 3.0.4, Encoding Object. The model cannot say that `explode` is absent: its default,
/// which depends on `style`, is filled in, and one that is written is kept as an extension too.
pub(crate) fn encoding(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    style(walker, map, "query");
    let form = text(map, "style").is_none_or(|style| style == "form");
    if let Some(explode) = map.get("explode").cloned() {
        map.insert("x-explode".to_owned(), explode);
    } else {
        map.insert("explode".to_owned(), form.into());
    }
    true
}

/// OpenAPI 3.0.4, Style Values: which styles there are for a location.
fn style(walker: &mut Walker<'_, '_>, map: &mut Fields, location: &str) {
    let Some(written) = map.get("style") else {
        return;
    };
    let allowed: &[&str] = match location {
        "path" => &["matrix", "label", "simple"],
        "query" | "querystring" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "cookie" => &["form"],
        _ => &["simple"],
    };
    let word = written.as_str().unwrap_or_default().to_owned();
    if allowed.contains(&word.as_str()) {
        return;
    }
    map.shift_remove("style");
    if location == "cookie" && word == "cookie" {
        // OpenAPI 3.2: like `form`, but nothing is percent-encoded.
        map.insert("x-style".to_owned(), "cookie".into());
        return;
    }
    if let Some(near) = allowed.iter().find(|near| near.eq_ignore_ascii_case(&word)) {
        let message = format!("the style `{word}` is written `{near}`");
        let help = format!("write `{near}`");
        walker.warn(rules::UNKNOWN_STYLE, "style", message, Some(&help));
        map.insert("style".to_owned(), (*near).into());
        return;
    }
    let message = format!(
        "there is no style `{word}` here; `{}` is taken",
        allowed_default(location)
    );
    let help = format!("it is one of {}", quoted_list(allowed));
    walker.warn(rules::UNKNOWN_STYLE, "style", message, Some(&help));
}

fn allowed_default(location: &str) -> &'static str {
    match location {
        "query" | "querystring" | "cookie" => "form",
        _ => "simple",
    }
}

fn schema_or_content(walker: &mut Walker<'_, '_>, map: &mut Fields, what: &str) {
    for key in ["schema", "content"] {
        let empty = match map.get(key) {
            Some(Value::Object(inner)) => key == "content" && inner.is_empty(),
            Some(Value::Bool(_)) => key == "content",
            Some(_) => true,
            None => false,
        };
        if empty {
            map.shift_remove(key);
        }
    }
    if map.contains_key("schema") {
        if map.shift_remove("content").is_some() {
            let message = format!("{what} with both `schema` and `content`; `schema` is taken");
            walker.warn(
                rules::SCHEMA_AND_CONTENT,
                "content",
                message,
                Some("remove one of them"),
            );
        }
    } else if let Some(Value::Object(content)) = map.get_mut("content") {
        if content.len() > 1 {
            let message = format!("{what} with several media types; the first is taken");
            let help = "`content` of a parameter has exactly one entry";
            content.truncate_to_first();
            walker.warn(rules::SEVERAL_CONTENTS, "content", message, Some(help));
        }
    } else {
        let message = format!("{what} with neither `schema` nor `content`; it is a string");
        walker.warn(rules::PARAMETER_SCHEMA, "", message, Some("add `schema`"));
        map.insert("schema".to_owned(), single("type", "string".into()));
    }
}

/// `examples` is a map in these objects, but a list in JSON Schema.
pub(super) fn examples(walker: &mut Walker<'_, '_>, map: &mut Fields) {
    if let Some(Value::Array(items)) = map.get_mut("examples") {
        let items = std::mem::take(items).into_iter().enumerate();
        let named = items.map(|(index, item)| {
            let whole = item.get("value").is_some() || item.get("$ref").is_some();
            let item = if whole { item } else { single("value", item) };
            (index.to_string(), item)
        });
        let named = Value::Object(named.collect());
        let message = "`examples` is a list, but a map belongs here; they are named by position";
        walker.warn(
            rules::MAP_EXPECTED,
            "examples",
            message,
            Some("give each example a name"),
        );
        map.insert("examples".to_owned(), named);
    }
}

/// Keeps the first entry only.
trait First {
    fn truncate_to_first(&mut self);
}

impl First for Fields {
    fn truncate_to_first(&mut self) {
        let mut first = true;
        self.retain(|_, _| std::mem::take(&mut first));
    }
}
