//! Security schemes and requirements.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{carry, take, text};
use crate::document::grammar::single;
use crate::document::rules;
use crate::document::walk::Walker;

type Fields = Map<String, Value>;

/// OpenAPI 3.0.4, Security Scheme Object.
///
/// A scheme that the model has no place for, or that cannot be sent as it is described, becomes an
/// `http` scheme with the extension `x-type`: the type as it was written.
pub(crate) fn scheme(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    carry(map, "deprecated", "x-deprecated");
    carry(map, "oauth2MetadataUrl", "x-oauth2-metadata-url");
    let kind = text(map, "type").unwrap_or_default().to_owned();
    match kind.to_ascii_lowercase().as_str() {
        "http" => {
            if text(map, "scheme").is_none() {
                if !map.contains_key("bearerFormat") {
                    return external(walker, map, "http", "`scheme`");
                }
                let message = "an HTTP scheme without `scheme`; it is read as `bearer`";
                walker.warn(
                    rules::INCOMPLETE_SCHEME,
                    "",
                    message,
                    Some("add `scheme: bearer`"),
                );
                map.insert("scheme".to_owned(), "bearer".into());
            }
            canonical(walker, map, &kind, "http");
        }
        "basic" | "bearer" => {
            let message = format!("`type: {kind}` is read as `type: http` with `scheme: {kind}`");
            let help = format!(
                "write `type: http` and `scheme: {}`",
                kind.to_ascii_lowercase()
            );
            walker.warn(rules::UNKNOWN_WORD, "type", message, Some(&help));
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), kind.to_ascii_lowercase().into());
        }
        "apikey" => {
            canonical(walker, map, &kind, "apiKey");
            let location = text(map, "in").unwrap_or_default().to_ascii_lowercase();
            if !["query", "header", "cookie"].contains(&location.as_str()) {
                return external(walker, map, "apiKey", "`in`: `query`, `header` or `cookie`");
            }
            map.insert("in".to_owned(), location.into());
            if text(map, "name").is_none_or(str::is_empty) {
                return external(walker, map, "apiKey", "`name`");
            }
        }
        "oauth2" => {
            canonical(walker, map, &kind, "oauth2");
            swagger_flow(walker, map);
            if !map.get("flows").is_some_and(Value::is_object) {
                let message = "an OAuth2 scheme without `flows`";
                walker.warn(rules::INCOMPLETE_FLOW, "", message, Some("add `flows`"));
                map.insert("flows".to_owned(), Value::Object(Map::new()));
            }
        }
        "openidconnect" => {
            canonical(walker, map, &kind, "openIdConnect");
            if text(map, "openIdConnectUrl").is_none() {
                let message = "an OpenID Connect scheme without `openIdConnectUrl`";
                let help = "add `openIdConnectUrl`";
                walker.warn(rules::INCOMPLETE_FLOW, "", message, Some(help));
            }
        }
        "mutualtls" => {
            // OpenAPI 3.1. It lies below HTTP: nothing is sent in the message.
            map.insert("x-type".to_owned(), "mutualTLS".into());
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), "mutualTLS".into());
        }
        "" => return external(walker, map, "", "`type`"),
        _ => {
            let message = format!(
                "there is no security scheme of `type: {kind}`; the caller's HTTP client must send it"
            );
            let help = "it is one of `http`, `apiKey`, `oauth2`, `openIdConnect` and `mutualTLS`";
            walker.warn(rules::UNKNOWN_WORD, "type", message, Some(help));
            stand_in(map, &kind);
        }
    }
    true
}

fn canonical(walker: &mut Walker<'_, '_>, map: &mut Fields, written: &str, name: &str) {
    if written != name {
        let message = format!("`type: {written}` is written `type: {name}`");
        let help = format!("write `{name}`");
        walker.warn(rules::UNKNOWN_WORD, "type", message, Some(&help));
        map.insert("type".to_owned(), name.into());
    }
}

fn external(walker: &mut Walker<'_, '_>, map: &mut Fields, kind: &str, missing: &str) -> bool {
    let message =
        format!("a security scheme without {missing}; the caller's HTTP client must send it");
    walker.warn(
        rules::INCOMPLETE_SCHEME,
        "",
        message,
        Some("complete the scheme"),
    );
    stand_in(map, kind);
    true
}

fn stand_in(map: &mut Fields, kind: &str) {
    map.insert("x-type".to_owned(), kind.into());
    map.insert("type".to_owned(), "http".into());
    map.insert("scheme".to_owned(), kind.into());
}

/// The single flow of Swagger 2.0.
fn swagger_flow(walker: &mut Walker<'_, '_>, map: &mut Fields) {
    let Some(Value::String(flow)) = map.shift_remove("flow") else {
        return;
    };
    let name = match flow.as_str() {
        "accessCode" => "authorizationCode",
        "application" => "clientCredentials",
        other => other,
    };
    let fields = take(
        map,
        &["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"],
    );
    let message = "the `flow` of Swagger 2.0; it is read as an entry of `flows`";
    let help = format!("put it below `flows`, `{name}`");
    walker.warn(rules::SWAGGER_PARAMETER, "flow", message, Some(&help));
    map.entry("flows")
        .or_insert_with(|| single(name, Value::Object(fields)));
}

/// OpenAPI 3.0.4, OAuth Flows Object; 3.2 adds the device flow, kept as an extension.
pub(crate) fn flows(_: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    carry(map, "deviceAuthorization", "x-device-authorization");
    let needed = [
        ("implicit", &["authorizationUrl"][..]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    for (name, urls) in needed {
        if let Some(Value::Object(flow)) = map.get_mut(name) {
            // The flow itself cannot know which it is.
            let missing: Vec<Value> = urls
                .iter()
                .filter(|url| flow.get(**url).is_none_or(Value::is_null))
                .map(|url| (*url).into())
                .collect();
            if !missing.is_empty() {
                flow.insert(MISSING.to_owned(), Value::Array(missing));
            }
        }
    }
    true
}

/// Tells [`flow`] what [`flows`] missed in it.
const MISSING: &str = "$missing";

/// OpenAPI 3.0.4, OAuth Flow Object.
pub(crate) fn flow(walker: &mut Walker<'_, '_>, map: &mut Fields) -> bool {
    if let Some(Value::Array(missing)) = map.shift_remove(MISSING) {
        for url in missing {
            let url = url.as_str().unwrap_or_default();
            let message = format!("an OAuth2 flow without `{url}`");
            let help = format!("add `{url}`");
            walker.warn(rules::INCOMPLETE_FLOW, "", message, Some(&help));
            map.insert(url.to_owned(), "".into());
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

/// Removes what the requirements of a walked document name but it does not define.
pub(crate) fn requirements(walker: &mut Walker<'_, '_>, root: &mut Value) {
    let schemes = root.pointer("/components/securitySchemes");
    let known: HashSet<String> = schemes
        .and_then(Value::as_object)
        .map(|schemes| schemes.keys().cloned().collect())
        .unwrap_or_default();
    walker.pointer.clear();
    prune(walker, root, &known, "");
    let Some(Value::Object(paths)) = root.get_mut("paths") else {
        return;
    };
    for (path, item) in paths {
        let at = crate::document::pointer::join("/paths", path);
        let operations = item.as_object_mut().into_iter().flatten();
        for (method, operation) in operations {
            if operation.get("security").is_some() {
                prune(walker, operation, &known, &format!("{at}/{method}"));
            }
        }
    }
}

fn prune(walker: &mut Walker<'_, '_>, owner: &mut Value, known: &HashSet<String>, at: &str) {
    let Some(Value::Array(alternatives)) = owner.get_mut("security") else {
        return;
    };
    let mut index = 0;
    alternatives.retain_mut(|alternative| {
        let at = format!("{at}/security/{index}");
        index += 1;
        let Value::Object(schemes) = alternative else {
            return false;
        };
        let anonymous = schemes.is_empty();
        schemes.retain(|name, _| {
            let defined = known.contains(name);
            if !defined {
                walker.pointer.clone_from(&at);
                let message = format!(
                    "the security scheme `{name}` is not defined; the requirement is left out"
                );
                let near = crate::document::names::nearest(name, known.iter().map(String::as_str));
                let help = near.map_or_else(
                    || "define it in `components.securitySchemes`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                walker.warn(rules::UNKNOWN_SCHEME, name, message, Some(&help));
            }
            defined
        });
        anonymous || !schemes.is_empty()
    });
}
