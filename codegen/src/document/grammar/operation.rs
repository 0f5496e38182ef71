//! Paths, operations, parameters, bodies and responses.

use serde_json::{Map, Value};

use super::{
    DOCS, EXAMPLES, Kind, LINK, Object, PARAMETERS, REQUIREMENTS, SCHEMA, SERVERS, Section, TEXTS,
    object, text_as,
};
use crate::document::mend;

pub(super) static PATH_ITEM: Object = Object {
    mend: mend::operation::path_item,
    ..object(
        "a Path Item Object",
        &[
            ("summary", Kind::Text),
            ("description", Kind::Text),
            ("get", Kind::Object(&OPERATION)),
            ("put", Kind::Object(&OPERATION)),
            ("post", Kind::Object(&OPERATION)),
            ("delete", Kind::Object(&OPERATION)),
            ("options", Kind::Object(&OPERATION)),
            ("head", Kind::Object(&OPERATION)),
            ("patch", Kind::Object(&OPERATION)),
            ("trace", Kind::Object(&OPERATION)),
            ("servers", SERVERS),
            ("parameters", PARAMETERS),
        ],
    )
};

pub(super) static OPERATION: Object = Object {
    mend: mend::operation::operation,
    ..object(
        "an Operation Object",
        &[
            ("tags", TEXTS),
            ("summary", Kind::Text),
            ("description", Kind::Text),
            ("externalDocs", DOCS),
            ("operationId", Kind::Text),
            ("parameters", PARAMETERS),
            ("requestBody", Kind::Object(&REQUEST_BODY)),
            ("responses", Kind::Object(&RESPONSES)),
            ("callbacks", Kind::Map(&Kind::Object(&INNER_CALLBACK))),
            ("deprecated", Kind::Flag),
            ("security", REQUIREMENTS),
            ("servers", SERVERS),
        ],
    )
};

pub(super) static PARAMETER: Object = Object {
    section: Some(Section::Parameters),
    mend: mend::parameter::parameter,
    ..object(
        "a Parameter Object",
        &[
            ("name", Kind::Text),
            ("in", Kind::Text),
            ("description", Kind::Text),
            ("required", Kind::Flag),
            ("deprecated", Kind::Flag),
            ("allowEmptyValue", Kind::Flag),
            ("style", Kind::Text),
            ("explode", Kind::Flag),
            ("allowReserved", Kind::Flag),
            ("schema", Kind::Object(&SCHEMA)),
            ("content", Kind::Object(&CONTENT_MAP)),
            ("example", Kind::Any),
            ("examples", EXAMPLES),
        ],
    )
};

pub(super) static HEADER: Object = Object {
    section: Some(Section::Headers),
    mend: mend::parameter::header,
    ..object(
        "a Header Object",
        &[
            ("description", Kind::Text),
            ("required", Kind::Flag),
            ("deprecated", Kind::Flag),
            ("style", Kind::Text),
            ("schema", Kind::Object(&SCHEMA)),
            ("content", Kind::Object(&CONTENT_MAP)),
            ("example", Kind::Any),
            ("examples", EXAMPLES),
            ("allowEmptyValue", Kind::Dropped),
            ("allowReserved", Kind::Dropped),
        ],
    )
};

pub(super) static REQUEST_BODY: Object = Object {
    section: Some(Section::RequestBodies),
    mend: mend::operation::body,
    ..object(
        "a Request Body Object",
        &[
            ("description", Kind::Text),
            ("content", Kind::Object(&CONTENT_MAP)),
            ("required", Kind::Flag),
        ],
    )
};

pub(super) static CONTENT_MAP: Object = Object {
    others: Some(Kind::Object(&MEDIA_TYPE)),
    mend: mend::operation::content,
    ..object("a map of Media Type Objects", &[])
};

pub(super) static MEDIA_TYPE: Object = Object {
    mend: mend::operation::media_type,
    from_other: |value| value.is_null().then(|| Value::Object(Map::new())),
    ..object(
        "a Media Type Object",
        &[
            ("schema", Kind::Object(&SCHEMA)),
            ("example", Kind::Any),
            ("examples", EXAMPLES),
            ("encoding", Kind::Map(&Kind::Object(&ENCODING))),
            (
                "itemSchema",
                Kind::Unsupported("`itemSchema` (the items of a stream)"),
            ),
            (
                "prefixEncoding",
                Kind::Unsupported("`prefixEncoding` (parts of a multipart body by position)"),
            ),
            (
                "itemEncoding",
                Kind::Unsupported("`itemEncoding` (parts of a multipart body by position)"),
            ),
        ],
    )
};

pub(super) static ENCODING: Object = Object {
    mend: mend::parameter::encoding,
    ..object(
        "an Encoding Object",
        &[
            ("contentType", Kind::Text),
            ("headers", Kind::Map(&Kind::Object(&HEADER))),
            ("style", Kind::Text),
            ("explode", Kind::Flag),
            ("allowReserved", Kind::Flag),
            (
                "encoding",
                Kind::Unsupported("`encoding` of an encoding (multipart within multipart)"),
            ),
            (
                "prefixEncoding",
                Kind::Unsupported("`prefixEncoding` (parts of a multipart body by position)"),
            ),
            (
                "itemEncoding",
                Kind::Unsupported("`itemEncoding` (parts of a multipart body by position)"),
            ),
        ],
    )
};

pub(super) static RESPONSES: Object = Object {
    others: Some(Kind::Object(&RESPONSE)),
    mend: mend::operation::responses,
    ..object("a Responses Object", &[])
};

pub(super) static RESPONSE: Object = Object {
    section: Some(Section::Responses),
    mend: mend::operation::response,
    from_other: |value| text_as(value, "description"),
    ..object(
        "a Response Object",
        &[
            ("summary", Kind::Dropped),
            ("description", Kind::Text),
            ("headers", Kind::Map(&Kind::Object(&HEADER))),
            ("content", Kind::Object(&CONTENT_MAP)),
            ("links", Kind::Map(&Kind::Object(&LINK))),
        ],
    )
};

pub(super) static CALLBACK: Object = Object {
    section: Some(Section::Callbacks),
    ..callback()
};

/// In an operation the model has no reference to a callback: a copy stands there.
pub(super) static INNER_CALLBACK: Object = callback();

const fn callback() -> Object {
    Object {
        others: Some(Kind::Object(&PATH_ITEM)),
        mend: mend::operation::callback,
        ..object("a Callback Object", &[])
    }
}
