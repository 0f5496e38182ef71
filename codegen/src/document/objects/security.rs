//! Security Scheme Object, OAuth Flows Object, OAuth Flow Object and Security Requirement Object
//! (OpenAPI 3.1.2, sections of these names).

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3 as model;
use serde_json::{Map, Value};

use super::fields::{Fields, texts};
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::{JsonObject, single, take, text};
use crate::document::walk::grammar::{Grammar, Missing, Shape, TEXTS, grammar};
use crate::document::{extensions, names, pointer, rules};

pub(super) static SECURITY_SCHEME: Grammar = Grammar {
    section: Some(Section::SecuritySchemes),
    repair: repair_scheme,
    // Without a type: requests are not sent without a word.
    missing: Missing::Stands {
        reading: "the HTTP client that the caller supplies must authenticate",
        keep: |_, map| map.clear(),
        fill: |_| {},
    },
    ..grammar(
        "a Security Scheme Object",
        &[
            ("type", Shape::Text),
            ("description", Shape::Text),
            ("name", Shape::Text),
            ("in", Shape::Text),
            ("scheme", Shape::Text),
            ("bearerFormat", Shape::Text),
            ("flows", Shape::Object(&FLOWS)),
            ("openIdConnectUrl", Shape::Text),
            ("oauth2MetadataUrl", Shape::Dropped),
            ("deprecated", Shape::Dropped),
        ],
    )
};

/// A scheme that cannot be sent as it is described keeps its type; [`scheme`] sees what it lacks.
fn repair_scheme(reader: &mut Reader<'_, '_>, map: &mut JsonObject) -> bool {
    let kind = text(map, "type").unwrap_or_default().to_owned();
    match kind.to_ascii_lowercase().as_str() {
        "http" => {
            if text(map, "scheme").is_none() {
                if !map.contains_key("bearerFormat") {
                    map.shift_remove("scheme");
                    return incomplete(reader, "`scheme`");
                }
                let message = "this HTTP security scheme has no `scheme`; it is read as `bearer`";
                reader.warn(
                    rules::INCOMPLETE_SCHEME,
                    "",
                    message,
                    Some("add `scheme: bearer`"),
                );
                map.insert("scheme".to_owned(), "bearer".into());
            }
            canonical(reader, map, &kind, "http");
        }
        "basic" | "bearer" => {
            let message = format!("`type: {kind}` is read as `type: http` with `scheme: {kind}`");
            let help = format!(
                "write `type: http` and `scheme: {}`",
                kind.to_ascii_lowercase()
            );
            reader.warn(rules::UNKNOWN_WORD, "type", message, Some(&help));
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), kind.to_ascii_lowercase().into());
        }
        "apikey" => {
            canonical(reader, map, &kind, "apiKey");
            let location = text(map, "in").unwrap_or_default().to_ascii_lowercase();
            if !["query", "header", "cookie"].contains(&location.as_str()) {
                return incomplete(reader, "valid `in` (`query`, `header` or `cookie`)");
            }
            map.insert("in".to_owned(), location.into());
            if text(map, "name").is_none_or(str::is_empty) {
                map.shift_remove("name");
                return incomplete(reader, "`name`");
            }
        }
        "oauth2" => {
            canonical(reader, map, &kind, "oauth2");
            swagger_flow(reader, map);
            if !map.get("flows").is_some_and(Value::is_object) {
                let message = "this OAuth2 security scheme has no `flows`";
                reader.warn(rules::INCOMPLETE_FLOW, "", message, Some("add `flows`"));
                map.insert("flows".to_owned(), Value::Object(Map::new()));
            }
        }
        "openidconnect" => {
            canonical(reader, map, &kind, "openIdConnect");
            if text(map, "openIdConnectUrl").is_none() {
                let message = "this OpenID Connect security scheme has no `openIdConnectUrl`";
                let help = "add `openIdConnectUrl`";
                reader.warn(rules::INCOMPLETE_FLOW, "", message, Some(help));
            }
        }
        "mutualtls" => {
            // OpenAPI 3.1. It lies below HTTP: nothing is sent in the message.
            map.insert("type".to_owned(), "mutualTLS".into());
        }
        "" => return incomplete(reader, "`type`"),
        _ => {
            let message = format!(
                "`{kind}` is not a type of security scheme; the HTTP client that the caller supplies must authenticate"
            );
            let help = "use one of `http`, `apiKey`, `oauth2`, `openIdConnect` and `mutualTLS`";
            reader.warn(rules::UNKNOWN_WORD, "type", message, Some(help));
        }
    }
    true
}

fn canonical(reader: &mut Reader<'_, '_>, map: &mut JsonObject, written: &str, name: &str) {
    if written != name {
        let message = format!("`type: {written}` must be written `type: {name}`");
        let help = format!("write `{name}`");
        reader.warn(rules::UNKNOWN_WORD, "type", message, Some(&help));
        map.insert("type".to_owned(), name.into());
    }
}

fn incomplete(reader: &mut Reader<'_, '_>, missing: &str) -> bool {
    let message = format!(
        "this security scheme has no {missing}; the HTTP client that the caller supplies must authenticate"
    );
    let help = Some("add the missing field");
    reader.warn(rules::INCOMPLETE_SCHEME, "", message, help);
    true
}

/// The single flow of Swagger 2.0.
fn swagger_flow(reader: &mut Reader<'_, '_>, map: &mut JsonObject) {
    let Some(Value::String(flow)) = map.shift_remove("flow") else {
        return;
    };
    let name = match flow.as_str() {
        "accessCode" => "authorizationCode",
        "application" => "clientCredentials",
        other => other,
    };
    let fields = take(map, |key| IMPLICIT_FLOW.field(key).is_some());
    let message = "`flow` is a Swagger 2.0 field; it is read as an entry of `flows`";
    let help = format!("move it to `flows.{name}`");
    reader.warn(rules::SWAGGER_PARAMETER, "flow", message, Some(&help));
    map.entry("flows")
        .or_insert_with(|| single(name, Value::Object(fields)));
}

/// A scheme that the model has no place for, or that cannot be sent as it is described, becomes an
/// `http` scheme that says so.
pub(super) fn scheme(mut fields: Fields) -> model::SecurityScheme {
    let kind = fields.text_or_empty("type");
    let description = fields.text("description");
    let name = fields.text_or_empty("name");
    let location = match fields.text_or_empty("in").as_str() {
        "query" => Some(model::APIKeyLocation::Query),
        "header" => Some(model::APIKeyLocation::Header),
        "cookie" => Some(model::APIKeyLocation::Cookie),
        _ => None,
    };
    match (kind.as_str(), location) {
        ("apiKey", Some(location)) if !name.is_empty() => model::SecurityScheme::APIKey {
            location,
            name,
            description,
            extensions: fields.extensions(),
        },
        ("oauth2", _) => model::SecurityScheme::OAuth2 {
            flows: fields.object("flows", flows).unwrap_or_default(),
            description,
            extensions: fields.extensions(),
        },
        ("openIdConnect", _) => model::SecurityScheme::OpenIDConnect {
            open_id_connect_url: fields.text_or_empty("openIdConnectUrl"),
            description,
            extensions: fields.extensions(),
        },
        _ => {
            let sent = fields.text("scheme").filter(|_| kind == "http");
            let bearer_format = fields.text("bearerFormat");
            let mut extensions = fields.extensions();
            if sent.is_none() {
                extensions::set_unsent_type(&mut extensions, &kind);
            }
            model::SecurityScheme::HTTP {
                scheme: sent.unwrap_or(kind),
                bearer_format,
                description,
                extensions,
            }
        }
    }
}

static FLOWS: Grammar = grammar(
    "an OAuth Flows Object",
    &[
        ("implicit", Shape::Object(&IMPLICIT_FLOW)),
        ("password", Shape::Object(&TOKEN_FLOW)),
        ("clientCredentials", Shape::Object(&TOKEN_FLOW)),
        ("authorizationCode", Shape::Object(&CODE_FLOW)),
        ("deviceAuthorization", Shape::Dropped),
    ],
);

static IMPLICIT_FLOW: Grammar = Grammar {
    repair: |reader, map| repair_flow(reader, map, &["authorizationUrl"]),
    ..flow_grammar()
};

static TOKEN_FLOW: Grammar = Grammar {
    repair: |reader, map| repair_flow(reader, map, &["tokenUrl"]),
    ..flow_grammar()
};

static CODE_FLOW: Grammar = Grammar {
    repair: |reader, map| repair_flow(reader, map, &["authorizationUrl", "tokenUrl"]),
    ..flow_grammar()
};

const fn flow_grammar() -> Grammar {
    grammar(
        "an OAuth Flow Object",
        &[
            ("authorizationUrl", Shape::Text),
            ("tokenUrl", Shape::Text),
            ("refreshUrl", Shape::Text),
            ("scopes", Shape::Map(&Shape::Text)),
        ],
    )
}

/// `urls` are those that the flow needs.
fn repair_flow(reader: &mut Reader<'_, '_>, map: &mut JsonObject, urls: &[&str]) -> bool {
    for url in urls {
        if map.get(*url).is_none_or(Value::is_null) {
            let message = format!("this OAuth2 flow has no `{url}`");
            let help = format!("add `{url}`");
            reader.warn(rules::INCOMPLETE_FLOW, "", message, Some(&help));
            map.insert((*url).to_owned(), "".into());
        }
    }
    map.shift_remove("deviceAuthorizationUrl");
    if let Some(Value::Array(scopes)) = map.get_mut("scopes") {
        let scopes = std::mem::take(scopes);
        let named = scopes
            .iter()
            .filter_map(|scope| Some((scope.as_str()?.to_owned(), "".into())));
        let named = Value::Object(named.collect());
        map.insert("scopes".to_owned(), named);
    }
    if let Some(Value::Object(scopes)) = map.get_mut("scopes") {
        for description in scopes.values_mut().filter(|value| value.is_null()) {
            *description = "".into();
        }
    }
    true
}

fn flows(mut fields: Fields) -> model::OAuth2Flows {
    model::OAuth2Flows {
        implicit: fields.object("implicit", |mut flow| model::ImplicitOAuth2Flow {
            authorization_url: flow.text_or_empty("authorizationUrl"),
            refresh_url: flow.text("refreshUrl"),
            scopes: scopes(&mut flow),
            extensions: flow.extensions(),
        }),
        password: fields.object("password", |mut flow| model::PasswordOAuth2Flow {
            refresh_url: flow.text("refreshUrl"),
            token_url: flow.text_or_empty("tokenUrl"),
            scopes: scopes(&mut flow),
            extensions: flow.extensions(),
        }),
        client_credentials: fields.object("clientCredentials", |mut flow| {
            model::ClientCredentialsOAuth2Flow {
                refresh_url: flow.text("refreshUrl"),
                token_url: flow.text_or_empty("tokenUrl"),
                scopes: scopes(&mut flow),
                extensions: flow.extensions(),
            }
        }),
        authorization_code: fields.object("authorizationCode", |mut flow| {
            model::AuthorizationCodeOAuth2Flow {
                authorization_url: flow.text_or_empty("authorizationUrl"),
                token_url: flow.text_or_empty("tokenUrl"),
                refresh_url: flow.text("refreshUrl"),
                scopes: scopes(&mut flow),
                extensions: flow.extensions(),
            }
        }),
        extensions: fields.extensions(),
    }
}

fn scopes(flow: &mut Fields) -> IndexMap<String, String> {
    flow.entries_of("scopes", |value| match value {
        Value::String(text) => text,
        _ => String::new(),
    })
}

const REQUIREMENT: Shape = Shape::Object(&SECURITY_REQUIREMENT);
pub(super) const REQUIREMENTS: Shape = Shape::List(&REQUIREMENT);

static SECURITY_REQUIREMENT: Grammar = Grammar {
    others: Some(TEXTS),
    repair: |_, map| {
        // `scheme:` without a list asks for no scopes.
        for scopes in map.values_mut().filter(|scopes| scopes.is_null()) {
            *scopes = Value::Array(Vec::new());
        }
        true
    },
    from_other: |value| Some(single(value.as_str()?, Value::Array(Vec::new()))),
    ..grammar("a Security Requirement Object", &[])
};

/// Defines the schemes that the requirements of a document name but it does not define, as schemes of
/// which nothing is known. A requirement that is left out would let requests go out without a word
/// and without credentials.
pub(crate) fn define_missing(reader: &mut Reader<'_, '_>, root: &mut Value) {
    let schemes = root.pointer("/components/securitySchemes");
    let known: HashSet<String> = schemes
        .and_then(Value::as_object)
        .map(|schemes| schemes.keys().cloned().collect())
        .unwrap_or_default();
    let mut missing = IndexSet::new();
    find_missing(reader, root, &known, "", &mut missing);
    if let Some(Value::Object(paths)) = root.get_mut("paths") {
        for (path, item) in paths {
            let at = pointer::join("/paths", path);
            let operations = item.as_object_mut().into_iter().flatten();
            for (method, operation) in operations {
                let at = format!("{at}/{method}");
                find_missing(reader, operation, &known, &at, &mut missing);
            }
        }
    }
    for name in missing {
        let note = "The API description does not define this security scheme, so nothing more is known about it.";
        let scheme = single("description", note.into());
        Section::SecuritySchemes.put(root, name, scheme);
    }
}

/// Looks at the requirements of a document or an operation.
fn find_missing(
    reader: &mut Reader<'_, '_>,
    owner: &mut Value,
    known: &HashSet<String>,
    at: &str,
    missing: &mut IndexSet<String>,
) {
    let Some(Value::Array(alternatives)) = owner.get_mut("security") else {
        return;
    };
    alternatives.retain(Value::is_object);
    let objects = alternatives.iter_mut().filter_map(Value::as_object_mut);
    for (index, schemes) in objects.enumerate() {
        let named = std::mem::take(schemes);
        for (name, scopes) in named {
            let renamed = reader.components.name_of(Section::SecuritySchemes, &name);
            let renamed = renamed.filter(|renamed| known.contains(*renamed));
            let name = renamed.map_or(name, str::to_owned);
            if !known.contains(&name) {
                reader.pointer = format!("{at}/security/{index}");
                let message = format!(
                    "the security scheme `{name}` is not defined; the HTTP client that the caller supplies must authenticate"
                );
                let near = names::nearest(&name, known.iter().map(String::as_str));
                let help = near.map_or_else(
                    || "define it in `components.securitySchemes`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                reader.degrade(rules::UNKNOWN_SCHEME, &name, message, Some(help));
                missing.insert(name.clone());
            }
            schemes.insert(name, scopes);
        }
    }
}

/// The alternatives of `security`; an empty list says that there is none.
pub(super) fn requirements(owner: &mut Fields) -> Option<Vec<model::SecurityRequirement>> {
    let alternatives = owner.values("security")?.into_iter();
    let requirement = |value| {
        let schemes = Fields::of(value).entries();
        schemes
            .map(|(name, scopes)| (name, texts(scopes)))
            .collect()
    };
    Some(alternatives.map(requirement).collect())
}
