//! What a message holds: Request Body Object, Media Type Object, Encoding Object and Header Object
//! (OpenAPI 3.1.2, sections of these names), and the map of media types. They are one file because
//! each holds the next: headers hold media types again.

use indexmap::IndexMap;
use openapiv3 as model;
use serde_json::{Map, Value};

use super::common::{EXAMPLES, examples, repair_examples};
use super::fields::{Fields, or_ref};
use super::schema::keywords::is_used;
use super::schema::{SCHEMA, schema_or_ref};
use super::style::{Location, query_style, repair_style};
use super::swagger;
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::{JsonObject, keep_description, single, take};
use crate::document::walk::grammar::{Grammar, Missing, Shape, grammar};
use crate::document::{extensions, rules};

pub(super) static REQUEST_BODY: Grammar = Grammar {
    section: Some(Section::RequestBodies),
    missing: Missing::Stands {
        reading: "the request body is read as bytes",
        keep: |_, map| keep_description(map),
        fill: |map| {
            let content = single("*/*", Value::Object(Map::new()));
            map.insert("content".to_owned(), content);
        },
    },
    repair: |reader, map| {
        wrap_schema(reader, map, "request body");
        true
    },
    ..grammar(
        "a Request Body Object",
        &[
            ("description", Shape::Text),
            ("content", Shape::Object(&CONTENT_MAP)),
            ("required", Shape::Flag),
        ],
    )
};

pub(super) fn request_body(mut fields: Fields) -> model::RequestBody {
    model::RequestBody {
        description: fields.text("description"),
        content: content(&mut fields),
        required: fields.flag("required"),
        extensions: fields.extensions(),
    }
}

/// A schema that stands where an object with `content` belongs becomes its JSON content.
pub(super) fn wrap_schema(reader: &mut Reader<'_, '_>, map: &mut JsonObject, what: &str) {
    if map.contains_key("content") {
        return;
    }
    let schema = if let Some(schema) = map.shift_remove("schema") {
        schema
    } else if map.contains_key("type") || map.contains_key("properties") {
        // These two may be of the body or response itself.
        let required = map.get("required").is_some_and(Value::is_array);
        let own = |key: &str| key == "description" || (key == "required" && !required);
        Value::Object(take(map, |key| is_used(key) && !own(key)))
    } else {
        return;
    };
    let message = format!(
        "this {what} has no `content`; its schema is used as the schema of `application/json`"
    );
    let help = "move the schema to the `schema` of a media type in `content`";
    reader.warn(rules::BODY_SCHEMA, "", message, Some(help));
    let media = single("schema", schema);
    map.insert("content".to_owned(), single("application/json", media));
}

/// A map from media types.
pub(super) static CONTENT_MAP: Grammar = Grammar {
    others: Some(Shape::Object(&MEDIA_TYPE)),
    repair: repair_content,
    ..grammar("a map of Media Type Objects", &[])
};

fn repair_content(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    let bare = ["schema", "example", "examples"];
    if map.contains_key("schema") && map.keys().all(|key| bare.contains(&key.as_str())) {
        let message = "this schema has no media type; `application/json` is assumed";
        let help = "move it into an `application/json` entry";
        reader.warn(rules::MISSING_MEDIA_TYPE, "", message, Some(help));
        let media = Value::Object(std::mem::take(map));
        map.insert("application/json".to_owned(), media);
    }
    let multipart = map
        .iter_mut()
        .filter(|(key, _)| key.starts_with("multipart/"));
    for (_, media) in multipart {
        let media = media.as_object_mut();
        if media.is_some_and(|media| media.shift_remove("itemSchema").is_some()) {
            let message = "the generated client does not support `itemSchema` of a multipart body";
            reader.warn(rules::NOT_REPRESENTED, "", message, None);
        }
    }
    true
}

/// The map of media types below `content`.
pub(super) fn content(owner: &mut Fields) -> model::Content {
    let mut media = owner.entries_of("content", |value| value);
    media.retain(|key, _| !key.starts_with("x-"));
    let media = media.into_iter();
    media
        .map(|(key, value)| (key, media_type(Fields::of(value))))
        .collect()
}

static MEDIA_TYPE: Grammar = Grammar {
    repair: |reader, map| {
        repair_examples(reader, map);
        decode_event_data(map);
        true
    },
    from_other: |value| value.is_null().then(|| Value::Object(Map::new())),
    missing: Missing::Stands {
        reading: "the media type is read as one without a schema",
        keep: |_, map| map.clear(),
        fill: |_| {},
    },
    ..grammar(
        "a Media Type Object",
        &[
            ("schema", Shape::Object(&SCHEMA)),
            ("example", Shape::Any),
            ("examples", EXAMPLES),
            ("encoding", Shape::Map(&Shape::Object(&ENCODING))),
            ("itemSchema", Shape::Object(&SCHEMA)),
            ("prefixEncoding", PREFIX_ENCODING),
            ("itemEncoding", ITEM_ENCODING),
        ],
    )
};

const PREFIX_ENCODING: Shape =
    Shape::Unsupported("`prefixEncoding` (parts of a multipart body by position)");
const ITEM_ENCODING: Shape =
    Shape::Unsupported("`itemEncoding` (parts of a multipart body by position)");

/// OpenAPI 3.2, Special Considerations for Server-Sent Events: the data of an event is text, and
/// `contentMediaType` and `contentSchema` say what it holds.
fn decode_event_data(map: &mut JsonObject) {
    let item = map.get_mut("itemSchema");
    let Some(data) = item.and_then(|item| item.pointer_mut("/properties/data")) else {
        return;
    };
    let is_json = |media: &Value| {
        let media = media.as_str().unwrap_or_default();
        media == "application/json" || media.ends_with("+json")
    };
    if data.get("contentMediaType").is_some_and(is_json) {
        let content = data.get("contentSchema");
        *data = content.cloned().unwrap_or(Value::Object(Map::new()));
    }
}

fn media_type(mut fields: Fields) -> model::MediaType {
    let schema = fields.take("schema");
    let item = fields.take("itemSchema");
    let describes_item = item.is_some();
    let mut media = model::MediaType {
        // Only the items of a stream have a type: it is the schema that is asked for.
        schema: item.or(schema).map(schema_or_ref),
        example: fields.any("example"),
        examples: examples(&mut fields),
        encoding: fields.entries_of("encoding", encoding),
        extensions: fields.extensions(),
    };
    if describes_item {
        extensions::set_item_schema(&mut media);
    }
    media
}

static ENCODING: Grammar = Grammar {
    repair: |reader, map| {
        repair_style(reader, map, Location::Query);
        true
    },
    ..grammar(
        "an Encoding Object",
        &[
            ("contentType", Shape::Text),
            ("headers", Shape::Map(&Shape::Object(&HEADER))),
            ("style", Shape::Text),
            ("explode", Shape::Flag),
            ("allowReserved", Shape::Flag),
            (
                "encoding",
                Shape::Unsupported("`encoding` of an encoding (multipart within multipart)"),
            ),
            ("prefixEncoding", PREFIX_ENCODING),
            ("itemEncoding", ITEM_ENCODING),
        ],
    )
};

fn encoding(value: Value) -> model::Encoding {
    let mut fields = Fields::of(value);
    let style = fields.text("style");
    let explode = fields.maybe_flag("explode");
    let mut encoding = model::Encoding {
        content_type: fields.text("contentType"),
        headers: headers(&mut fields),
        // The default depends on the style.
        explode: explode.unwrap_or(style.as_deref().is_none_or(|style| style == "form")),
        style: style.map(|style| query_style(&style)),
        allow_reserved: fields.flag("allowReserved"),
        extensions: fields.extensions(),
    };
    extensions::set_explode(&mut encoding.extensions, explode);
    encoding
}

pub(super) static HEADER: Grammar = Grammar {
    section: Some(Section::Headers),
    repair: repair_header,
    ..grammar(
        "a Header Object",
        &[
            ("description", Shape::Text),
            ("required", Shape::Flag),
            ("deprecated", Shape::Flag),
            ("style", Shape::Text),
            ("explode", Shape::Flag),
            ("schema", Shape::Object(&SCHEMA)),
            ("content", Shape::Object(&CONTENT_MAP)),
            ("example", Shape::Any),
            ("examples", EXAMPLES),
            ("allowEmptyValue", Shape::Dropped),
            ("allowReserved", Shape::Dropped),
        ],
    )
};

fn repair_header(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    map.shift_remove("name");
    map.shift_remove("in");
    swagger::inline_schema(reader, map);
    repair_style(reader, map, Location::Header);
    repair_schema_or_content(reader, map, "header");
    repair_examples(reader, map);
    true
}

pub(super) fn headers(owner: &mut Fields) -> IndexMap<String, model::ReferenceOr<model::Header>> {
    owner.entries_of("headers", |value| or_ref(value, header))
}

fn header(mut fields: Fields) -> model::Header {
    let explode = fields.maybe_flag("explode");
    let mut header = model::Header {
        description: fields.text("description"),
        style: model::HeaderStyle::Simple,
        required: fields.flag("required"),
        deprecated: fields.maybe_flag("deprecated"),
        format: schema_or_content(&mut fields),
        example: fields.any("example"),
        examples: examples(&mut fields),
        extensions: fields.extensions(),
    };
    extensions::set_explode(&mut header.extensions, explode);
    header
}

/// Parameters and headers have either a schema or one media type.
pub(super) fn repair_schema_or_content(
    reader: &mut Reader<'_, '_>,
    map: &mut JsonObject,
    what: &str,
) {
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
            let message = format!("this {what} has both `schema` and `content`; `schema` is used");
            reader.warn(
                rules::SCHEMA_AND_CONTENT,
                "content",
                message,
                Some("remove all but one of them"),
            );
        }
    } else if let Some(Value::Object(content)) = map.get_mut("content") {
        if content.len() > 1 {
            let message = format!("this {what} has several media types; the first one is used");
            let help = "`content` of a parameter or header must have exactly one entry";
            let mut first = true;
            content.retain(|_, _| std::mem::take(&mut first));
            reader.warn(rules::SEVERAL_CONTENTS, "content", message, Some(help));
        }
    } else {
        let message =
            format!("this {what} has neither `schema` nor `content`; it is read as a string");
        reader.warn(rules::PARAMETER_SCHEMA, "", message, Some("add `schema`"));
        map.insert("schema".to_owned(), single("type", "string".into()));
    }
}

pub(super) fn schema_or_content(fields: &mut Fields) -> model::ParameterSchemaOrContent {
    match fields.take("schema") {
        Some(schema) => model::ParameterSchemaOrContent::Schema(schema_or_ref(schema)),
        None => model::ParameterSchemaOrContent::Content(content(fields)),
    }
}
