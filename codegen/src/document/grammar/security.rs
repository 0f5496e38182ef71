//! Security schemes and requirements.

use serde_json::Value;

use super::{Kind, Object, Section, TEXTS, object, single};
use crate::document::mend;

pub(super) static REQUIREMENT: Object = Object {
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

pub(super) static SECURITY_SCHEME: Object = Object {
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

pub(super) static FLOWS: Object = Object {
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

pub(super) static FLOW: Object = Object {
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
