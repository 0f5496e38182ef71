//! Models as their users write them: all of them in scope, next to the prelude.

use authlete_token_client::models::*;
use std::{collections::HashSet, convert::Infallible, fmt::Display};

// The prelude's names mean what they always do.
fn prelude_is_not_shadowed(text: &str) -> Result<Option<Vec<String>>, Box<dyn std::error::Error>> {
    let list: Vec<String> = text.split(' ').map(ToString::to_string).collect();
    let first: Option<&String> = list.first();
    match first {
        Some(first) if !first.is_empty() => Ok(Some(list)),
        Some(_) | None => Err(From::from("empty")),
    }
}

#[test]
fn models_can_be_imported_by_a_glob() {
    let list = prelude_is_not_shadowed("a b").expect("there is text");
    assert_eq!(list.map(|list| list.len()), Some(2));
    assert!(prelude_is_not_shadowed("").is_err());
    let result: ResultModel = ResultModel::new().result_code("A1");
    assert_eq!(result.result_code, Some(String::from("A1")));
}

#[test]
fn new_takes_what_is_required_and_setters_the_rest() {
    let request = TokenCreateRequest::new(GrantType::Password, 7);
    assert_eq!(request.grant_type, GrantType::Password);
    assert_eq!(request.client_id, 7);
    assert_eq!(request.subject, None);
    assert_eq!(request.scopes, None);
    let request = request.subject(String::from("john")).scopes(vec!["a"]);
    assert_eq!(request.subject.as_deref(), Some("john"));
    assert_eq!(request.scopes, Some(vec![String::from("a")]));
    // The last one counts, and fields are public.
    let mut request = request.subject("jane");
    assert_eq!(request.subject.as_deref(), Some("jane"));
    request.subject = None;
    assert_eq!(
        serde_json::to_string(&request).expect("the request encodes"),
        r#"{"grantType":"PASSWORD","clientId":7,"scopes":["a"]}"#
    );
}

#[test]
fn setters_of_lists_take_what_can_be_iterated() {
    let scopes = ["a", "b"].map(String::from);
    let array = TokenUpdateRequest::new("t").scopes(["a", "b"]);
    let slice = TokenUpdateRequest::new("t").scopes(scopes.iter());
    let iterator = TokenUpdateRequest::new("t").scopes("a b".split(' '));
    let set = TokenUpdateRequest::new("t").scopes(HashSet::from([String::from("a")]));
    assert_eq!(array, slice);
    assert_eq!(array, iterator);
    assert_eq!(set.scopes.map(|scopes| scopes.len()), Some(1));
}

#[test]
fn a_required_property_that_is_missing_or_null_does_not_decode() {
    for (body, reason) in [
        (r#"{"clientId":1}"#, "missing field `grantType`"),
        (r#"{"grantType":"IMPLICIT"}"#, "missing field `clientId`"),
        (r#"{"grantType":null,"clientId":1}"#, "null"),
    ] {
        let decoded: Result<TokenCreateRequest, _> = serde_json::from_str(body);
        let error = decoded.expect_err(body).to_string();
        assert!(error.contains(reason), "{body}: {error}");
    }
}

/// Whatever order a server writes them in, whatever else it writes, and from whichever reader.
#[test]
fn properties_decode_in_any_order() {
    let expected = TokenCreateRequest::new(GrantType::Password, 7)
        .subject("john")
        .access_token_persistent(true);
    let properties = [
        r#""subject":"john""#,
        r#""grant\u0054ype":"PASSWORD""#,
        r#""unknown":{"clientId":[8]}"#,
        r#""accessTokenPersistent":true"#,
        r#""clientId":7.0"#,
    ];
    for turn in 0..properties.len() {
        let mut turned = properties;
        turned.rotate_left(turn);
        let reversed: Vec<&str> = turned.iter().rev().copied().collect();
        for ordered in [turned.join(","), reversed.join(",")] {
            let body = format!("{{{ordered}}}");
            let of_text = serde_json::from_str::<TokenCreateRequest>(&body);
            let of_reader = serde_json::from_reader::<_, TokenCreateRequest>(body.as_bytes());
            let of_value = serde_json::from_str(&body).and_then(serde_json::from_value);
            for decoded in [of_text, of_reader, of_value] {
                assert_eq!(decoded.expect(&body), expected, "{body}");
            }
        }
    }
}

/// A name that differs in one byte is another name, whatever its length is.
#[test]
fn a_name_that_is_nearly_known_is_not_known() {
    let response = serde_json::json!({
        "resultCode": "A", "resultMessage": "m", "action": "OK", "accessToken": "a",
        "clientId": 1, "expiresAt": 2, "expiresIn": 3, "grantType": "PASSWORD",
        "properties": [], "jwtAccessToken": "j", "refreshToken": "r", "scopes": [],
        "subject": "s", "tokenType": "Bearer", "authorizationDetails": {},
        "forExternalAttachment": true,
    });
    let mut lengths = HashSet::new();
    for (name, value) in response.as_object().expect("it is an object") {
        let decode = |name: &str| -> TokenCreateResponse {
            serde_json::from_value(serde_json::json!({ name: value })).expect(name)
        };
        assert_ne!(decode(name), TokenCreateResponse::new(), "{name}");
        lengths.insert(name.len());
        for position in 0..name.len() {
            let mut other = name.clone();
            other.replace_range(position..=position, "_");
            assert_eq!(decode(&other), TokenCreateResponse::new(), "{other}");
        }
    }
    assert!(lengths.len() > 5, "{lengths:?}");
}

#[test]
fn of_several_missing_properties_the_first_one_of_the_description_is_named() {
    let decoded: Result<TokenCreateRequest, _> = serde_json::from_str(r#"{"subject":"john"}"#);
    let error = decoded.expect_err("nothing required is there").to_string();
    assert!(error.contains("missing field `grantType`"), "{error}");
}

/// `Display`, `FromStr`, `From<&str>`, `From<String>`, `AsRef<str>` and JSON agree on each value.
#[track_caller]
fn assert_text<E>(value: &E, text: &str)
where
    E: Display
        + AsRef<str>
        + for<'a> From<&'a str>
        + From<String>
        + std::str::FromStr<Err = Infallible>
        + serde::Serialize
        + serde::de::DeserializeOwned
        + PartialEq
        + std::fmt::Debug,
{
    assert_eq!(value.to_string(), text);
    assert_eq!(value.as_ref(), text);
    assert_eq!(format!("{value:>30}"), format!("{text:>30}"));
    let Ok(parsed) = text.parse::<E>();
    assert_eq!(parsed, *value);
    assert_eq!(E::from(text), *value);
    assert_eq!(E::from(text.to_owned()), *value);
    let json = serde_json::to_string(value).expect("the value encodes");
    assert_eq!(json, format!("{text:?}"));
    let decoded: E = serde_json::from_str(&json).expect("the value decodes");
    assert_eq!(decoded, *value);
}

#[test]
fn enums_are_written_and_read_as_the_description_spells_them() {
    for (value, text) in [
        (GrantType::AuthorizationCode, "AUTHORIZATION_CODE"),
        (GrantType::Implicit, "IMPLICIT"),
        (GrantType::Password, "PASSWORD"),
        (GrantType::ClientCredentials, "CLIENT_CREDENTIALS"),
        (GrantType::RefreshToken, "REFRESH_TOKEN"),
        (GrantType::Ciba, "CIBA"),
        (GrantType::DeviceCode, "DEVICE_CODE"),
        (GrantType::TokenExchange, "TOKEN_EXCHANGE"),
        (GrantType::JwtBearer, "JWT_BEARER"),
        (GrantType::Unknown("NEW".to_owned()), "NEW"),
    ] {
        assert_text(&value, text);
    }
    assert_text(&JwsAlg::EdDsa, "EdDSA");
    assert_text(&JwsAlg::Es256k, "ES256K");
    assert_text(&JwsAlg::None, "NONE");
    assert_text(&JweAlg::RsaOaep256, "RSA_OAEP_256");
    assert_text(&JweAlg::EcdhEsA128kw, "ECDH_ES_A128KW");
    assert_text(&JweEnc::A256cbcHs512, "A256CBC_HS512");
    assert_text(&ClientAuthMethod::TlsClientAuth, "TLS_CLIENT_AUTH");
    assert_text(&ResponseType::CodeIdTokenToken, "CODE_ID_TOKEN_TOKEN");
    assert_text(&SubjectType::Pairwise, "PAIRWISE");
    assert_text(&ClientType::Confidential, "CONFIDENTIAL");
    assert_text(&ApplicationType::Native, "NATIVE");
    assert_text(&ClientRegistrationType::Explicit, "EXPLICIT");
    assert_text(&TokenCreateResponseAction::BadRequest, "BAD_REQUEST");
    assert_text(&TokenUpdateResponseAction::NotFound, "NOT_FOUND");
}

#[test]
fn enums_are_case_sensitive_and_can_be_keys() {
    assert_eq!(
        GrantType::from("ciba"),
        GrantType::Unknown("ciba".to_owned())
    );
    let set = HashSet::from([GrantType::Ciba, GrantType::from("CIBA")]);
    assert_eq!(set.len(), 1);
}
