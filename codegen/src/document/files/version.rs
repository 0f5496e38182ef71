//! Which version of OpenAPI a document follows.

use serde_json::Value;

use crate::document::rules;

/// The versions that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V3_0,
    V3_1,
    V3_2,
}

/// Why a document cannot be read: rule, pointer, message, help.
pub(crate) type Refused = (&'static str, &'static str, String, String);

/// The version that the document states.
///
/// # Errors
///
/// Another one, or none.
pub(crate) fn of(root: &Value) -> Result<Version, Refused> {
    let Value::Object(map) = root else {
        return Err((
            rules::NOT_OPENAPI,
            "",
            "this is not an OpenAPI document: it is not an object".to_owned(),
            "an OpenAPI document is an object with `openapi`, `info` and `paths`".to_owned(),
        ));
    };
    let text = |key: &str| match map.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if let Some(version) = text("openapi") {
        let minor = |minor: &str| {
            version
                .strip_prefix(minor)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
        };
        return match () {
            () if minor("3.0") || version == "3" => Ok(Version::V3_0),
            () if minor("3.1") => Ok(Version::V3_1),
            () if minor("3.2") => Ok(Version::V3_2),
            () => Err((
                rules::UNSUPPORTED_VERSION,
                "/openapi",
                format!("OpenAPI {version} is not supported; 3.0, 3.1 and 3.2 are"),
                "convert the document to OpenAPI 3.0, 3.1 or 3.2".to_owned(),
            )),
        };
    }
    if let Some(version) = text("swagger") {
        return Err((
            rules::UNSUPPORTED_VERSION,
            "/swagger",
            format!("this is a Swagger {version} document; OpenAPI 3.0, 3.1 and 3.2 are supported"),
            "convert it with `npx swagger2openapi --outfile openapi.yaml FILE`".to_owned(),
        ));
    }
    if map.contains_key("asyncapi") {
        return Err((
            rules::UNSUPPORTED_VERSION,
            "/asyncapi",
            "this is an AsyncAPI document, not an OpenAPI document".to_owned(),
            "describe the HTTP API with OpenAPI 3.0, 3.1 or 3.2".to_owned(),
        ));
    }
    Err((
        rules::NOT_OPENAPI,
        "",
        "this is not an OpenAPI document: `openapi` is missing".to_owned(),
        "state the version of the specification, for example `openapi: 3.0.4`".to_owned(),
    ))
}
