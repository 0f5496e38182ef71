//! What stays behind when a document is converted from Swagger 2.0 by hand.

use serde_json::{Map, Value};

use super::schema::keywords::is_structural;
use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::value::{JsonObject, quoted_list, single, take, text};

/// What Swagger 2.0 wrote beside `name` and `in` belongs into the schema.
pub(super) fn inline_schema(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let belongs = |key: &str| {
        (is_structural(key) && key != "required") || matches!(key, "default" | "nullable")
    };
    let found: Vec<String> = map.keys().filter(|key| belongs(key)).cloned().collect();
    if !found.is_empty() {
        let message = format!(
            "{} must be inside the `schema` of a parameter or header; it is moved there",
            quoted_list(&found)
        );
        reader.warn(
            rules::SWAGGER_PARAMETER,
            &found[0],
            message,
            Some("move it into `schema`"),
        );
        let moved = take(map, belongs);
        let schema = map
            .entry("schema")
            .or_insert_with(|| Value::Object(Map::new()));
        match schema {
            Value::Object(schema) if !schema.contains_key("$ref") => {
                for (key, value) in moved {
                    schema.entry(key).or_insert(value);
                }
            }
            _ => {}
        }
    }
    if let Some(format) = map.shift_remove("collectionFormat") {
        let (style, explode) = match format.as_str() {
            Some("multi") => (Some("form"), true),
            Some("ssv") => (Some("spaceDelimited"), false),
            Some("pipes") => (Some("pipeDelimited"), false),
            _ => (None, false),
        };
        let message =
            "`collectionFormat` is a Swagger 2.0 field; it is read as `style` and `explode`";
        reader.warn(
            rules::SWAGGER_PARAMETER,
            "collectionFormat",
            message,
            Some("use `style` and `explode` instead"),
        );
        if let Some(style) = style {
            map.entry("style").or_insert_with(|| style.into());
        }
        map.entry("explode").or_insert_with(|| explode.into());
    }
}

/// Parameters `in: body` and `in: formData` are the request body.
pub(super) fn body_parameters(reader: &mut Reader<'_, '_>, operation: &mut JsonObject) {
    let is_body = |parameter: &Value| matches!(parameter["in"].as_str(), Some("body" | "formData"));
    let Some(Value::Array(parameters)) = operation.get_mut("parameters") else {
        return;
    };
    if !parameters.iter().any(is_body) {
        return;
    }
    let mut schema = None;
    let mut media_type = "application/json";
    let mut properties = Map::new();
    let mut required = Vec::new();
    let list = format!("{}/parameters", reader.pointer);
    let (mut from, mut to) = (0, 0);
    parameters.retain(|parameter| {
        from += 1;
        let Some(fields) = parameter.as_object().filter(|_| is_body(parameter)) else {
            reader.moved_item(&list, from - 1, to);
            to += 1;
            return true;
        };
        let mut fields = fields.clone();
        let needed = fields.shift_remove("required") == Some(Value::Bool(true));
        if text(&fields, "in") == Some("body") {
            schema = fields.shift_remove("schema");
            return false;
        }
        if properties.is_empty() {
            media_type = "application/x-www-form-urlencoded";
        }
        if text(&fields, "type") == Some("file") {
            media_type = "multipart/form-data";
        }
        if let Some(Value::String(name)) = fields.shift_remove("name") {
            if needed {
                required.push(Value::String(name.clone()));
            }
            fields.shift_remove("in");
            properties.insert(name, Value::Object(fields));
        }
        false
    });
    let message = "`in: body` and `in: formData` are from Swagger 2.0; such parameters are read as the request body";
    let help = "describe the body in `requestBody`";
    reader.warn(rules::SWAGGER_PARAMETER, "parameters", message, Some(help));
    let schema = schema.unwrap_or_else(|| {
        let mut form = Map::new();
        form.insert("type".to_owned(), "object".into());
        form.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            form.insert("required".to_owned(), Value::Array(required));
        }
        Value::Object(form)
    });
    let body = format!("{}/requestBody", reader.pointer);
    if !operation.contains_key("requestBody") {
        reader.moved(&list, &body);
    }
    let content = single(media_type, single("schema", schema));
    operation
        .entry("requestBody")
        .or_insert_with(|| single("content", content));
}
