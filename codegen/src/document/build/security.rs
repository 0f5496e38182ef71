//! Security schemes.

use openapiv3 as model;

use super::field::{Fields, extensions, map, object, text, text_or_empty};

pub(super) fn scheme(mut fields: Fields) -> model::SecurityScheme {
    let kind = text_or_empty(&mut fields, "type");
    let description = text(&mut fields, "description");
    match kind.as_str() {
        "apiKey" => model::SecurityScheme::APIKey {
            location: match text_or_empty(&mut fields, "in").as_str() {
                "query" => model::APIKeyLocation::Query,
                "cookie" => model::APIKeyLocation::Cookie,
                _ => model::APIKeyLocation::Header,
            },
            name: text_or_empty(&mut fields, "name"),
            description,
            extensions: extensions(fields),
        },
        "oauth2" => model::SecurityScheme::OAuth2 {
            flows: object(&mut fields, "flows", flows).unwrap_or_default(),
            description,
            extensions: extensions(fields),
        },
        "openIdConnect" => model::SecurityScheme::OpenIDConnect {
            open_id_connect_url: text_or_empty(&mut fields, "openIdConnectUrl"),
            description,
            extensions: extensions(fields),
        },
        _ => model::SecurityScheme::HTTP {
            scheme: text_or_empty(&mut fields, "scheme"),
            bearer_format: text(&mut fields, "bearerFormat"),
            description,
            extensions: extensions(fields),
        },
    }
}

fn flows(mut fields: Fields) -> model::OAuth2Flows {
    model::OAuth2Flows {
        implicit: object(&mut fields, "implicit", |mut flow| {
            model::ImplicitOAuth2Flow {
                authorization_url: text_or_empty(&mut flow, "authorizationUrl"),
                refresh_url: text(&mut flow, "refreshUrl"),
                scopes: scopes(&mut flow),
                extensions: extensions(flow),
            }
        }),
        password: object(&mut fields, "password", |mut flow| {
            model::PasswordOAuth2Flow {
                refresh_url: text(&mut flow, "refreshUrl"),
                token_url: text_or_empty(&mut flow, "tokenUrl"),
                scopes: scopes(&mut flow),
                extensions: extensions(flow),
            }
        }),
        client_credentials: object(&mut fields, "clientCredentials", |mut flow| {
            model::ClientCredentialsOAuth2Flow {
                refresh_url: text(&mut flow, "refreshUrl"),
                token_url: text_or_empty(&mut flow, "tokenUrl"),
                scopes: scopes(&mut flow),
                extensions: extensions(flow),
            }
        }),
        authorization_code: object(&mut fields, "authorizationCode", |mut flow| {
            model::AuthorizationCodeOAuth2Flow {
                authorization_url: text_or_empty(&mut flow, "authorizationUrl"),
                token_url: text_or_empty(&mut flow, "tokenUrl"),
                refresh_url: text(&mut flow, "refreshUrl"),
                scopes: scopes(&mut flow),
                extensions: extensions(flow),
            }
        }),
        extensions: extensions(fields),
    }
}

fn scopes(flow: &mut Fields) -> indexmap::IndexMap<String, String> {
    map(flow, "scopes", |value| match value {
        serde_json::Value::String(text) => text,
        _ => String::new(),
    })
}
