//! The objects of OpenAPI and their fields, as one table that the walker applies.
//!
//! What the generated client does not need is listed too: it is either dropped without a word
//! ([`Kind::Dropped`]: pure validation, documentation tools) or with a warning
//! ([`Kind::Unsupported`]). What is not listed at all is an unknown field.

mod document;
mod operation;
mod schema;
mod security;

use serde_json::{Map, Value};

use super::walk::Walker;
pub(crate) use document::OPENAPI;
use document::{EXAMPLE, EXTERNAL_DOCS, LINK, SERVER};
use operation::{CALLBACK, HEADER, PARAMETER, REQUEST_BODY, RESPONSE};
use schema::SCHEMA;
use security::{REQUIREMENT, SECURITY_SCHEME};

/// A section of the Components Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    Links,
    Callbacks,
}

impl Section {
    pub const ALL: [Self; 9] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
    ];

    /// Its key in the Components Object.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::Links => "links",
            Self::Callbacks => "callbacks",
        }
    }

    /// What stands there.
    pub fn kind(self) -> &'static Kind {
        &COMPONENT_KINDS[self as usize]
    }
}

/// In the order of [`Section::ALL`].
static COMPONENT_KINDS: [Kind; 9] = [
    Kind::Object(&SCHEMA),
    Kind::Object(&RESPONSE),
    Kind::Object(&PARAMETER),
    Kind::Object(&EXAMPLE),
    Kind::Object(&REQUEST_BODY),
    Kind::Object(&HEADER),
    Kind::Object(&SECURITY_SCHEME),
    Kind::Object(&LINK),
    Kind::Object(&CALLBACK),
];

/// What may stand at a place.
pub(crate) enum Kind {
    /// Anything, as it is.
    Any,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A non-negative integer.
    Count,
    /// A number.
    Number,
    /// A list.
    List(&'static Kind),
    /// A map from any name.
    Map(&'static Kind),
    /// An object of the table, or a reference to one.
    Object(&'static Object),
    /// A section of the Components Object.
    Components(Section),
    /// A schema or a boolean.
    SchemaOrFlag,
    /// Known; nothing is made of it.
    Dropped,
    /// Known; nothing is made of it, which a warning says.
    Unsupported(&'static str),
}

/// An object of the specification.
pub(crate) struct Object {
    /// Its name there, with an article.
    pub name: &'static str,
    /// Where references to one end up; objects without a section are copied to where they are
    /// referred to.
    pub section: Option<Section>,
    pub fields: &'static [(&'static str, Kind)],
    /// The kind of all other fields, except extensions.
    pub others: Option<Kind>,
    /// Mends the object before its fields are looked at. False: it cannot be used.
    pub mend: fn(&mut Walker<'_, '_>, &mut Map<String, Value>) -> bool,
    /// Makes one of a value that is no object.
    pub from_other: fn(&Value) -> Option<Value>,
}

impl Object {
    pub fn field(&self, name: &str) -> Option<&'static Kind> {
        let (_, kind) = self.fields.iter().find(|(field, _)| *field == name)?;
        Some(kind)
    }
}

const fn object(name: &'static str, fields: &'static [(&'static str, Kind)]) -> Object {
    Object {
        name,
        section: None,
        fields,
        others: None,
        mend: |_, _| true,
        from_other: |_| None,
    }
}

const TEXTS: Kind = Kind::List(&Kind::Text);
const SERVERS: Kind = Kind::List(&Kind::Object(&SERVER));
const PARAMETERS: Kind = Kind::List(&Kind::Object(&PARAMETER));
const EXAMPLES: Kind = Kind::Map(&Kind::Object(&EXAMPLE));
const DOCS: Kind = Kind::Object(&EXTERNAL_DOCS);
const REQUIREMENTS: Kind = Kind::List(&Kind::Object(&REQUIREMENT));

/// A Path Item Object.
pub(crate) fn path_item() -> &'static Kind {
    static KIND: Kind = Kind::Object(&operation::PATH_ITEM);
    &KIND
}

/// An object with one field.
pub(crate) fn single(key: &str, value: Value) -> Value {
    let mut map = Map::new();
    map.insert(key.to_owned(), value);
    Value::Object(map)
}

/// A string that stands for an object with that string as its main field.
fn text_as(value: &Value, key: &str) -> Option<Value> {
    value.is_string().then(|| single(key, value.clone()))
}
