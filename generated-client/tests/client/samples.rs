//! Requests with every property set, and responses with every property present.

use authlete_token_client::models::{
    AuthorizationDetailsElement, AuthzDetails, GrantType, Property, TokenCreateRequest,
    TokenRevokeRequest, TokenUpdateRequest,
};

/// The least that creates a token.
pub fn minimal() -> TokenCreateRequest {
    TokenCreateRequest::new(GrantType::ClientCredentials, 1)
}

pub fn create() -> TokenCreateRequest {
    TokenCreateRequest::new(GrantType::AuthorizationCode, 57_297_408_867)
        .subject("jöhn & co")
        .scopes(["history.read", "timeline.read"])
        .access_token_duration(3600)
        .refresh_token_duration(86_400)
        .properties(properties())
        .client_id_alias_used(false)
        .access_token("chosen+token/1==")
        .refresh_token("chosen refresh")
        .access_token_persistent(false)
        .certificate_thumbprint("A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0")
        .dpop_key_thumbprint("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
        .authorization_details(details())
        .resources(["https://rs.example/a?b=c", "urn:rs:2"])
        .for_external_attachment(false)
        .jwt_at_claims(r#"{"tier":"gold"}"#)
        .acr("urn:mace:incommon:iap:silver")
        .auth_time(1_714_553_900)
        .client_entity_id_used(false)
}

pub const CREATE_JSON: &str = concat!(
    r#"{"grantType":"AUTHORIZATION_CODE","clientId":57297408867,"subject":"jöhn & co","#,
    r#""scopes":["history.read","timeline.read"],"accessTokenDuration":3600,"#,
    r#""refreshTokenDuration":86400,"#,
    r#""properties":[{"key":"branch","value":"zurich","hidden":true},{"key":"desk"}],"#,
    r#""clientIdAliasUsed":false,"accessToken":"chosen+token/1==","#,
    r#""refreshToken":"chosen refresh","accessTokenPersistent":false,"#,
    r#""certificateThumbprint":"A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0","#,
    r#""dpopKeyThumbprint":"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs","#,
    r#""authorizationDetails":{"elements":[{"type":"account_information","#,
    r#""locations":["https://rs.example/"],"actions":["list","read"],"dataTypes":["balances"],"#,
    r#""identifier":"account 1","privileges":["admin"],"otherFields":"{\"limit\":100}"},"#,
    r#"{"type":"payment"}]},"#,
    r#""resources":["https://rs.example/a?b=c","urn:rs:2"],"forExternalAttachment":false,"#,
    r#""jwtAtClaims":"{\"tier\":\"gold\"}","acr":"urn:mace:incommon:iap:silver","#,
    r#""authTime":1714553900,"clientEntityIdUsed":false}"#,
);

pub const CREATE_FORM: &str = concat!(
    "grantType=AUTHORIZATION_CODE&clientId=57297408867&subject=j%C3%B6hn+%26+co",
    "&scopes=history.read&scopes=timeline.read&accessTokenDuration=3600",
    "&refreshTokenDuration=86400",
    // [{"key":"branch","value":"zurich","hidden":true},{"key":"desk"}]
    "&properties=%5B%7B%22key%22%3A%22branch%22%2C%22value%22%3A%22zurich%22%2C",
    "%22hidden%22%3Atrue%7D%2C%7B%22key%22%3A%22desk%22%7D%5D",
    "&clientIdAliasUsed=false&accessToken=chosen%2Btoken%2F1%3D%3D",
    "&refreshToken=chosen+refresh&accessTokenPersistent=false",
    "&certificateThumbprint=A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0",
    "&dpopKeyThumbprint=NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
    // {"elements":[{"type":"account_information","locations":["https://rs.example/"],
    // "actions":["list","read"],"dataTypes":["balances"],"identifier":"account 1",
    // "privileges":["admin"],"otherFields":"{\"limit\":100}"},{"type":"payment"}]}
    "&authorizationDetails=%7B%22elements%22%3A%5B%7B%22type%22%3A%22account_information%22%2C",
    "%22locations%22%3A%5B%22https%3A%2F%2Frs.example%2F%22%5D%2C",
    "%22actions%22%3A%5B%22list%22%2C%22read%22%5D%2C%22dataTypes%22%3A%5B%22balances%22%5D%2C",
    "%22identifier%22%3A%22account+1%22%2C%22privileges%22%3A%5B%22admin%22%5D%2C",
    "%22otherFields%22%3A%22%7B%5C%22limit%5C%22%3A100%7D%22%7D%2C",
    "%7B%22type%22%3A%22payment%22%7D%5D%7D",
    "&resources=https%3A%2F%2Frs.example%2Fa%3Fb%3Dc&resources=urn%3Ars%3A2",
    "&forExternalAttachment=false&jwtAtClaims=%7B%22tier%22%3A%22gold%22%7D",
    "&acr=urn%3Amace%3Aincommon%3Aiap%3Asilver&authTime=1714553900&clientEntityIdUsed=false",
);

pub fn update() -> TokenUpdateRequest {
    TokenUpdateRequest::new("q7Rn2vXd/0Kf+Yb5=")
        .access_token_expires_at(1_714_640_400_000)
        .scopes(["timeline.read"])
        .properties(properties())
        .access_token_expires_at_updated_on_scope_update(true)
        .access_token_hash("mJ0sVfUe3pLtYq8G")
        .access_token_value_updated(false)
        .access_token_persistent(true)
        .certificate_thumbprint("A4DtL2JmUMhAsvJj")
        .dpop_key_thumbprint("NzbLsXh8uDCcd-6M")
        .authorization_details(AuthzDetails::new())
        .for_external_attachment(true)
}

pub const UPDATE_JSON: &str = concat!(
    r#"{"accessToken":"q7Rn2vXd/0Kf+Yb5=","accessTokenExpiresAt":1714640400000,"#,
    r#""scopes":["timeline.read"],"#,
    r#""properties":[{"key":"branch","value":"zurich","hidden":true},{"key":"desk"}],"#,
    r#""accessTokenExpiresAtUpdatedOnScopeUpdate":true,"accessTokenHash":"mJ0sVfUe3pLtYq8G","#,
    r#""accessTokenValueUpdated":false,"accessTokenPersistent":true,"#,
    r#""certificateThumbprint":"A4DtL2JmUMhAsvJj","dpopKeyThumbprint":"NzbLsXh8uDCcd-6M","#,
    r#""authorizationDetails":{},"forExternalAttachment":true}"#,
);

pub const UPDATE_FORM: &str = concat!(
    "accessToken=q7Rn2vXd%2F0Kf%2BYb5%3D&accessTokenExpiresAt=1714640400000",
    "&scopes=timeline.read",
    "&properties=%5B%7B%22key%22%3A%22branch%22%2C%22value%22%3A%22zurich%22%2C",
    "%22hidden%22%3Atrue%7D%2C%7B%22key%22%3A%22desk%22%7D%5D",
    "&accessTokenExpiresAtUpdatedOnScopeUpdate=true&accessTokenHash=mJ0sVfUe3pLtYq8G",
    "&accessTokenValueUpdated=false&accessTokenPersistent=true",
    "&certificateThumbprint=A4DtL2JmUMhAsvJj&dpopKeyThumbprint=NzbLsXh8uDCcd-6M",
    "&authorizationDetails=%7B%7D&forExternalAttachment=true",
);

pub fn revoke() -> TokenRevokeRequest {
    TokenRevokeRequest::new()
        .access_token_identifier("q7Rn2vXd 0Kf")
        .refresh_token_identifier("Hc9uWm4Z~tB1")
        .client_identifier("57297408867")
        .subject("john*")
}

pub const REVOKE_JSON: &str = concat!(
    r#"{"accessTokenIdentifier":"q7Rn2vXd 0Kf","refreshTokenIdentifier":"Hc9uWm4Z~tB1","#,
    r#""clientIdentifier":"57297408867","subject":"john*"}"#,
);

pub const REVOKE_FORM: &str = concat!(
    "accessTokenIdentifier=q7Rn2vXd+0Kf&refreshTokenIdentifier=Hc9uWm4Z%7EtB1",
    "&clientIdentifier=57297408867&subject=john*",
);

/// Response bodies in which no property is missing.
pub const CREATE_RESPONSE: &str = include_str!("full/token_create_response.json");
pub const LIST_RESPONSE: &str = include_str!("full/token_get_list_response.json");
pub const UPDATE_RESPONSE: &str = include_str!("full/token_update_response.json");
pub const REVOKE_RESPONSE: &str = include_str!("full/token_revoke_response.json");
pub const RESULT: &str = include_str!("full/result.json");

fn properties() -> [Property; 2] {
    [
        Property::new().key("branch").value("zurich").hidden(true),
        Property::new().key("desk"),
    ]
}

fn details() -> AuthzDetails {
    AuthzDetails::new().elements([
        AuthorizationDetailsElement::new("account_information")
            .locations(["https://rs.example/"])
            .actions(["list", "read"])
            .data_types(["balances"])
            .identifier("account 1")
            .privileges(["admin"])
            .other_fields(r#"{"limit":100}"#),
        AuthorizationDetailsElement::new("payment"),
    ])
}
