//! The objects of OpenAPI and their fields, as one table that the walker applies.
//!
//! What the generated client does not need is listed too: it is either dropped without a word
//! ([`Kind::Dropped`]: pure validation, documentation tools) or with a warning
//! ([`Kind::Unsupported`]). What is not listed at all is an unknown field.

use serde_json::{Map, Value};

use super::mend;
use super::walk::Walker;

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

pub(crate) static OPENAPI: Object = Object {
    mend: mend::document::document,
    ..object(
        "an OpenAPI Object",
        &[
            ("openapi", Kind::Text),
            ("info", Kind::Object(&INFO)),
            ("servers", SERVERS),
            ("paths", Kind::Object(&PATHS)),
            ("components", Kind::Object(&COMPONENTS)),
            ("security", REQUIREMENTS),
            ("tags", Kind::List(&Kind::Object(&TAG))),
            ("externalDocs", DOCS),
            ("webhooks", Kind::Dropped),
            ("jsonSchemaDialect", Kind::Dropped),
            ("$self", Kind::Dropped),
            ("$schema", Kind::Dropped),
            ("$defs", Kind::Dropped),
            ("definitions", Kind::Dropped),
        ],
    )
};

static INFO: Object = Object {
    mend: mend::document::info,
    ..object(
        "an Info Object",
        &[
            ("title", Kind::Text),
            ("summary", Kind::Dropped),
            ("description", Kind::Text),
            ("termsOfService", Kind::Text),
            ("contact", Kind::Object(&CONTACT)),
            ("license", Kind::Object(&LICENSE)),
            ("version", Kind::Text),
        ],
    )
};

static CONTACT: Object = object(
    "a Contact Object",
    &[
        ("name", Kind::Text),
        ("url", Kind::Text),
        ("email", Kind::Text),
    ],
);

static LICENSE: Object = Object {
    from_other: |value| text_as(value, "name"),
    ..object(
        "a License Object",
        &[
            ("name", Kind::Text),
            ("url", Kind::Text),
            ("identifier", Kind::Dropped),
        ],
    )
};

static SERVER: Object = Object {
    mend: |walker, map| mend::document::named(walker, map, "url", "a server"),
    from_other: |value| text_as(value, "url"),
    ..object(
        "a Server Object",
        &[
            ("url", Kind::Text),
            ("name", Kind::Dropped),
            ("description", Kind::Text),
            ("variables", Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
        ],
    )
};

static SERVER_VARIABLE: Object = Object {
    mend: mend::document::server_variable,
    from_other: |value| text_as(value, "default"),
    ..object(
        "a Server Variable Object",
        &[
            ("enum", TEXTS),
            ("default", Kind::Text),
            ("description", Kind::Text),
        ],
    )
};

static COMPONENTS: Object = object(
    "a Components Object",
    &[
        ("schemas", Kind::Components(Section::Schemas)),
        ("responses", Kind::Components(Section::Responses)),
        ("parameters", Kind::Components(Section::Parameters)),
        ("examples", Kind::Components(Section::Examples)),
        ("requestBodies", Kind::Components(Section::RequestBodies)),
        ("headers", Kind::Components(Section::Headers)),
        (
            "securitySchemes",
            Kind::Components(Section::SecuritySchemes),
        ),
        ("links", Kind::Components(Section::Links)),
        ("callbacks", Kind::Components(Section::Callbacks)),
        // Copied to where they are referred to.
        ("pathItems", Kind::Dropped),
        ("mediaTypes", Kind::Dropped),
    ],
);

static PATHS: Object = Object {
    others: Some(Kind::Object(&PATH_ITEM)),
    mend: mend::document::paths,
    ..object("a Paths Object", &[])
};

static PATH_ITEM: Object = Object {
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

static OPERATION: Object = Object {
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

static EXTERNAL_DOCS: Object = Object {
    mend: |walker, map| mend::document::named(walker, map, "url", "an external documentation"),
    from_other: |value| text_as(value, "url"),
    ..object(
        "an External Documentation Object",
        &[("description", Kind::Text), ("url", Kind::Text)],
    )
};

static PARAMETER: Object = Object {
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

static HEADER: Object = Object {
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

static REQUEST_BODY: Object = Object {
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

static CONTENT_MAP: Object = Object {
    others: Some(Kind::Object(&MEDIA_TYPE)),
    mend: mend::operation::content,
    ..object("a map of Media Type Objects", &[])
};

static MEDIA_TYPE: Object = Object {
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
                Kind::Unsupported("`itemSchema`: the items of a stream are not decoded one by one"),
            ),
            (
                "prefixEncoding",
                Kind::Unsupported("`prefixEncoding`: parts of a multipart body by position"),
            ),
            (
                "itemEncoding",
                Kind::Unsupported("`itemEncoding`: parts of a multipart body by position"),
            ),
        ],
    )
};

static ENCODING: Object = Object {
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
                Kind::Unsupported("`encoding` of an encoding: multipart within multipart"),
            ),
            (
                "prefixEncoding",
                Kind::Unsupported("`prefixEncoding`: parts of a multipart body by position"),
            ),
            (
                "itemEncoding",
                Kind::Unsupported("`itemEncoding`: parts of a multipart body by position"),
            ),
        ],
    )
};

static RESPONSES: Object = Object {
    others: Some(Kind::Object(&RESPONSE)),
    mend: mend::operation::responses,
    ..object("a Responses Object", &[])
};

static RESPONSE: Object = Object {
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

static CALLBACK: Object = Object {
    section: Some(Section::Callbacks),
    ..callback()
};

/// In an operation the model has no reference to a callback: a copy stands there.
static INNER_CALLBACK: Object = callback();

const fn callback() -> Object {
    Object {
        others: Some(Kind::Object(&PATH_ITEM)),
        mend: mend::operation::callback,
        ..object("a Callback Object", &[])
    }
}

static EXAMPLE: Object = Object {
    section: Some(Section::Examples),
    mend: mend::document::example,
    from_other: |value| Some(single("value", value.clone())),
    ..object(
        "an Example Object",
        &[
            ("summary", Kind::Text),
            ("description", Kind::Text),
            ("value", Kind::Any),
            ("externalValue", Kind::Text),
            ("serializedValue", Kind::Dropped),
        ],
    )
};

static LINK: Object = Object {
    section: Some(Section::Links),
    mend: mend::document::link,
    ..object(
        "a Link Object",
        &[
            ("operationRef", Kind::Text),
            ("operationId", Kind::Text),
            ("parameters", Kind::Map(&Kind::Any)),
            ("requestBody", Kind::Any),
            ("description", Kind::Text),
            ("server", Kind::Object(&SERVER)),
        ],
    )
};

static TAG: Object = Object {
    mend: mend::document::tag,
    from_other: |value| text_as(value, "name"),
    ..object(
        "a Tag Object",
        &[
            ("name", Kind::Text),
            ("description", Kind::Text),
            ("externalDocs", DOCS),
            (
                "parent",
                Kind::Unsupported("`parent` of a tag: each tag is a group of its own"),
            ),
            ("kind", Kind::Unsupported("`kind` of a tag")),
        ],
    )
};

static REQUIREMENT: Object = Object {
    others: Some(TEXTS),
    mend: |_, map| {
        // `scheme:` without a list asks for no scopes.
        for scopes in map.values_mut().filter(|scopes| scopes.is_null()) {
            *scopes = Value::Array(Vec::new());
        }
        true
    },
    from_other: |value| Some(single(value.as_str()?, Value::Array(Vec::new()))),
    ..object("a Security Requirement Object", &[])
};

static SECURITY_SCHEME: Object = Object {
    section: Some(Section::SecuritySchemes),
    mend: mend::security::scheme,
    ..object(
        "a Security Scheme Object",
        &[
            ("type", Kind::Text),
            ("description", Kind::Text),
            ("name", Kind::Text),
            ("in", Kind::Text),
            ("scheme", Kind::Text),
            ("bearerFormat", Kind::Text),
            ("flows", Kind::Object(&FLOWS)),
            ("openIdConnectUrl", Kind::Text),
        ],
    )
};

const FLOW_KIND: Kind = Kind::Object(&FLOW);

static FLOWS: Object = Object {
    mend: mend::security::flows,
    ..object(
        "an OAuth Flows Object",
        &[
            ("implicit", FLOW_KIND),
            ("password", FLOW_KIND),
            ("clientCredentials", FLOW_KIND),
            ("authorizationCode", FLOW_KIND),
        ],
    )
};

static FLOW: Object = Object {
    mend: mend::security::flow,
    ..object(
        "an OAuth Flow Object",
        &[
            ("authorizationUrl", Kind::Text),
            ("tokenUrl", Kind::Text),
            ("refreshUrl", Kind::Text),
            ("scopes", Kind::Map(&Kind::Text)),
        ],
    )
};

static DISCRIMINATOR: Object = Object {
    mend: mend::schema::discriminator,
    from_other: |value| text_as(value, "propertyName"),
    ..object(
        "a Discriminator Object",
        &[
            ("propertyName", Kind::Text),
            ("mapping", Kind::Map(&Kind::Text)),
        ],
    )
};

pub(crate) static SCHEMA: Object = Object {
    section: Some(Section::Schemas),
    mend: mend::schema::schema,
    from_other: |value| {
        value.as_bool().map(|anything| {
            if anything {
                Value::Object(Map::new())
            } else {
                single("not", Value::Object(Map::new()))
            }
        })
    },
    ..object(
        "a Schema Object",
        &[
            ("type", Kind::Text),
            ("format", Kind::Text),
            ("title", Kind::Text),
            ("description", Kind::Text),
            ("properties", Kind::Map(&Kind::Object(&SCHEMA))),
            ("required", TEXTS),
            ("items", Kind::Object(&SCHEMA)),
            ("enum", Kind::List(&Kind::Any)),
            ("default", Kind::Any),
            ("example", Kind::Any),
            ("nullable", Kind::Flag),
            ("readOnly", Kind::Flag),
            ("writeOnly", Kind::Flag),
            ("deprecated", Kind::Flag),
            ("allOf", Kind::List(&Kind::Object(&SCHEMA))),
            ("oneOf", Kind::List(&Kind::Object(&SCHEMA))),
            ("anyOf", Kind::List(&Kind::Object(&SCHEMA))),
            ("not", Kind::Object(&SCHEMA)),
            ("additionalProperties", Kind::SchemaOrFlag),
            ("discriminator", Kind::Object(&DISCRIMINATOR)),
            ("pattern", Kind::Text),
            ("minLength", Kind::Count),
            ("maxLength", Kind::Count),
            ("minimum", Kind::Number),
            ("maximum", Kind::Number),
            ("exclusiveMinimum", Kind::Flag),
            ("exclusiveMaximum", Kind::Flag),
            ("multipleOf", Kind::Number),
            ("minItems", Kind::Count),
            ("maxItems", Kind::Count),
            ("uniqueItems", Kind::Flag),
            ("minProperties", Kind::Count),
            ("maxProperties", Kind::Count),
            ("externalDocs", DOCS),
            ("xml", Kind::Dropped),
            // JSON Schema 2020-12: identification and pure validation.
            ("$schema", Kind::Dropped),
            ("$id", Kind::Dropped),
            ("id", Kind::Dropped),
            ("$anchor", Kind::Dropped),
            ("$dynamicAnchor", Kind::Dropped),
            ("$recursiveAnchor", Kind::Dropped),
            ("$vocabulary", Kind::Dropped),
            ("$comment", Kind::Dropped),
            ("$defs", Kind::Dropped),
            ("definitions", Kind::Dropped),
            ("if", Kind::Dropped),
            ("then", Kind::Dropped),
            ("else", Kind::Dropped),
            ("dependencies", Kind::Dropped),
            ("dependentSchemas", Kind::Dropped),
            ("dependentRequired", Kind::Dropped),
            ("propertyNames", Kind::Dropped),
            ("contains", Kind::Dropped),
            ("minContains", Kind::Dropped),
            ("maxContains", Kind::Dropped),
            ("additionalItems", Kind::Dropped),
            ("unevaluatedItems", Kind::Dropped),
            ("unevaluatedProperties", Kind::Dropped),
            ("contentSchema", Kind::Dropped),
        ],
    )
};

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
