//! Extensions: those that a document may have, and private ones of the model, which carry what it has
//! no field for and a client needs.
//!
//! This is the only module that spells the private keys.
//!
//! | key | on | what it says |
//! |---|---|---|
//! | `x-normalized-in: querystring` | parameter (`in: query`) | the value is the whole query string (3.2) |
//! | `x-normalized-style: cookie` | cookie parameter | `style: cookie` (3.2): nothing is percent-encoded |
//! | `x-normalized-allow-reserved: true` | parameter outside of the query | `allowReserved` (3.2) |
//! | `x-normalized-explode` | header, encoding | `explode` as written; absent if it was not |
//! | `x-normalized-item-schema: true` | media type | the schema is `itemSchema` (3.2) |
//! | `x-normalized-open-values: true` | schema | additional properties may be something else than its `additionalProperties` |
//! | `x-normalized-type` | security scheme (`type: http`) | the type as written, of a scheme that the client cannot send |
//! | `x-normalized-no-default: true` | server variable | it has no `default` |
//!
//! A document cannot bring these itself: what it holds under the prefix is left out with a warning.

use indexmap::IndexMap;
use openapiv3::{Encoding, Header, MediaType, ParameterData, SchemaData, ServerVariable};
use serde_json::Value;

/// The extensions of an object of the model.
type Extensions = IndexMap<String, Value>;

// A new one must be added to `is_known`.

/// Chooses a name in Rust.
pub const RUST_NAME: &str = "x-rust-name";
/// Names the values of an enum.
pub const ENUM_NAMES: &str = "x-enum-varnames";
/// Describes the values of an enum.
pub const ENUM_DESCRIPTIONS: &str = "x-enum-descriptions";
/// Marks what is not to be shown in logs.
pub const SENSITIVE: &str = "x-sensitive";
/// Says whether a request, sent twice, has the effect of one.
pub const IDEMPOTENT: &str = "x-idempotent";
/// Names the header for the idempotency key.
pub const IDEMPOTENCY_HEADER: &str = "x-idempotency-header";
/// Says how the pages of a list follow each other.
pub const PAGINATION: &str = "x-pagination";

/// Whether the generator asks for this extension. Any other would only take room in the model:
/// some hold as much as all that they stand beside.
pub(super) fn is_known(key: &str) -> bool {
    matches!(
        key,
        RUST_NAME
            | ENUM_NAMES
            | ENUM_DESCRIPTIONS
            | SENSITIVE
            | IDEMPOTENT
            | IDEMPOTENCY_HEADER
            | PAGINATION
    )
}

/// With what all private keys begin.
const PREFIX: &str = "x-normalized-";
const IN: &str = "x-normalized-in";
const STYLE: &str = "x-normalized-style";
const ALLOW_RESERVED: &str = "x-normalized-allow-reserved";
const EXPLODE: &str = "x-normalized-explode";
const ITEM_SCHEMA: &str = "x-normalized-item-schema";
const OPEN_VALUES: &str = "x-normalized-open-values";
const TYPE: &str = "x-normalized-type";
const NO_DEFAULT: &str = "x-normalized-no-default";

/// Whether a document must not use this key.
pub(crate) fn is_reserved(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// OpenAPI 3.2, `in: querystring`: whether the value of a query parameter is the whole query
/// string.
#[must_use]
pub fn is_query_string(parameter: &ParameterData) -> bool {
    parameter.extensions.contains_key(IN)
}

pub(super) fn set_query_string(parameter: &mut ParameterData) {
    set(&mut parameter.extensions, IN, "querystring");
}

/// OpenAPI 3.2, `style: cookie`: whether a cookie parameter is sent without percent-encoding.
#[must_use]
pub fn has_cookie_style(parameter: &ParameterData) -> bool {
    parameter.extensions.contains_key(STYLE)
}

pub(super) fn set_cookie_style(parameter: &mut ParameterData) {
    set(&mut parameter.extensions, STYLE, "cookie");
}

/// OpenAPI 3.2: `allowReserved` of a parameter that does not stand in the query.
#[must_use]
pub fn allows_reserved(parameter: &ParameterData) -> bool {
    parameter.extensions.contains_key(ALLOW_RESERVED)
}

pub(super) fn set_allow_reserved(parameter: &mut ParameterData) {
    set(&mut parameter.extensions, ALLOW_RESERVED, true);
}

/// `explode` of a header, if it is written.
#[must_use]
pub fn header_explode(header: &Header) -> Option<bool> {
    header.extensions.get(EXPLODE)?.as_bool()
}

/// `explode` of an encoding, if it is written. The model cannot say that it is not.
#[must_use]
pub fn encoding_explode(encoding: &Encoding) -> Option<bool> {
    encoding.extensions.get(EXPLODE)?.as_bool()
}

pub(super) fn set_explode(extensions: &mut Extensions, explode: Option<bool>) {
    if let Some(explode) = explode {
        set(extensions, EXPLODE, explode);
    }
}

/// OpenAPI 3.2, `itemSchema`: whether the schema of a media type is that of each item of a stream.
#[must_use]
pub fn describes_item(media: &MediaType) -> bool {
    media.extensions.contains_key(ITEM_SCHEMA)
}

pub(super) fn set_item_schema(media: &mut MediaType) {
    set(&mut media.extensions, ITEM_SCHEMA, true);
}

/// Whether additional properties of a schema may be something else than its `additionalProperties`,
/// since those were written for names of some patterns only.
#[must_use]
pub fn has_open_values(schema: &SchemaData) -> bool {
    schema.extensions.contains_key(OPEN_VALUES)
}

pub(super) fn set_open_values(schema: &mut SchemaData) {
    set(&mut schema.extensions, OPEN_VALUES, true);
}

/// The `type` as written of a security scheme that the client cannot send.
#[must_use]
pub fn unsent_type(scheme: &Extensions) -> Option<&str> {
    scheme.get(TYPE)?.as_str()
}

pub(super) fn set_unsent_type(scheme: &mut Extensions, written: &str) {
    set(scheme, TYPE, written);
}

/// `default` of a server variable, if it has one. The model cannot say that it has none.
#[must_use]
pub fn server_variable_default(variable: &ServerVariable) -> Option<&str> {
    let has_none = variable.extensions.contains_key(NO_DEFAULT);
    (!has_none).then_some(variable.default.as_str())
}

pub(super) fn set_no_default(variable: &mut ServerVariable) {
    set(&mut variable.extensions, NO_DEFAULT, true);
}

fn set(extensions: &mut Extensions, key: &str, value: impl Into<Value>) {
    extensions.insert(key.to_owned(), value.into());
}
