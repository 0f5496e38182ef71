//! The document and what stands around its operations.

use super::operation::PATH_ITEM;
use super::{DOCS, Kind, Object, REQUIREMENTS, SERVERS, Section, TEXTS, object, single, text_as};
use crate::document::mend;

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

pub(super) static INFO: Object = Object {
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

pub(super) static CONTACT: Object = object(
    "a Contact Object",
    &[
        ("name", Kind::Text),
        ("url", Kind::Text),
        ("email", Kind::Text),
    ],
);

pub(super) static LICENSE: Object = Object {
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

pub(super) static SERVER: Object = Object {
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

pub(super) static SERVER_VARIABLE: Object = Object {
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

pub(super) static COMPONENTS: Object = object(
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

pub(super) static PATHS: Object = Object {
    others: Some(Kind::Object(&PATH_ITEM)),
    mend: mend::document::paths,
    ..object("a Paths Object", &[])
};

pub(super) static EXTERNAL_DOCS: Object = Object {
    mend: |walker, map| mend::document::named(walker, map, "url", "an external documentation"),
    from_other: |value| text_as(value, "url"),
    ..object(
        "an External Documentation Object",
        &[("description", Kind::Text), ("url", Kind::Text)],
    )
};

pub(super) static EXAMPLE: Object = Object {
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

pub(super) static LINK: Object = Object {
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

pub(super) static TAG: Object = Object {
    mend: mend::document::tag,
    from_other: |value| text_as(value, "name"),
    ..object(
        "a Tag Object",
        &[
            ("name", Kind::Text),
            ("description", Kind::Text),
            ("externalDocs", DOCS),
            ("parent", Kind::Unsupported("`parent` of a tag")),
            ("kind", Kind::Unsupported("`kind` of a tag")),
        ],
    )
};
