//! A server that is newer, or sloppier, than the description.

use crate::{
    samples,
    support::{answering_json, pointers, with},
};
use authlete_token_client::models::{
    GrantType, ResultModel, TokenCreateRequest, TokenCreateResponse, TokenCreateResponseAction,
    TokenGetListResponse, TokenRevokeResponse, TokenUpdateResponse,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::fmt::Debug;

/// A model that comes in responses.
trait Model: DeserializeOwned + Serialize + PartialEq + Debug {}
impl<T: DeserializeOwned + Serialize + PartialEq + Debug> Model for T {}

#[track_caller]
fn decode<T: Model>(value: &Value, what: &str) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{what}: {error}"))
}

#[track_caller]
fn encode<T: Model>(model: &T) -> Value {
    serde_json::to_value(model).expect("the model encodes")
}

/// Without the property at `pointer`.
fn without(value: &Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer has a slash");
    let mut changed = value.clone();
    let parent = changed.pointer_mut(parent).and_then(Value::as_object_mut);
    parent.expect("properties are in objects").remove(name);
    changed
}

fn is_property(pointer: &str) -> bool {
    !pointer.ends_with(|last: char| last.is_ascii_digit())
}

/// `null` is the same as absent, for one property at a time and for all of them.
fn null_is_absent<T: Model>(body: &str) {
    let body: Value = serde_json::from_str(body).expect("the sample is JSON");
    // `type` of authorization details is the one property that must be there.
    let optional = |pointer: &String| is_property(pointer) && !pointer.ends_with("/type");
    let mut checked = 0;
    for pointer in pointers(&body).into_iter().filter(optional) {
        let null: T = decode(&with(&body, &pointer, Value::Null), &pointer);
        let absent: T = decode(&without(&body, &pointer), &pointer);
        assert_eq!(null, absent, "at {pointer}");
        assert_eq!(encode(&null), without(&body, &pointer), "at {pointer}");
        checked += 1;
    }
    let properties = body.as_object().expect("a model is an object");
    assert!(checked >= properties.len(), "every property was looked at");
    let nulls: Value = properties
        .keys()
        .map(|name| (name.clone(), Value::Null))
        .collect();
    assert_eq!(encode(&decode::<T>(&nulls, "all null")), json!({}));
}

#[test]
fn null_stands_for_absent_everywhere() {
    null_is_absent::<TokenCreateResponse>(samples::CREATE_RESPONSE);
    null_is_absent::<TokenGetListResponse>(samples::LIST_RESPONSE);
    null_is_absent::<TokenUpdateResponse>(samples::UPDATE_RESPONSE);
    null_is_absent::<TokenRevokeResponse>(samples::REVOKE_RESPONSE);
    null_is_absent::<ResultModel>(samples::RESULT);
}

/// A property that nobody knows, in each object in turn, changes nothing.
fn unknown_is_ignored<T: Model>(body: &str) {
    let body: Value = serde_json::from_str(body).expect("the sample is JSON");
    let expected: T = decode(&body, "the sample");
    let objects = pointers(&body)
        .into_iter()
        .chain([String::new()])
        .filter(|pointer| body.pointer(pointer).is_some_and(Value::is_object));
    for pointer in objects {
        let mut object = body.pointer(&pointer).cloned().unwrap_or_default();
        object["newInTheNextVersion"] = json!({"a": [1, null, {"b": "c"}]});
        let changed: T = decode(&with(&body, &pointer, object), &pointer);
        assert_eq!(changed, expected, "at {pointer:?}");
    }
}

#[test]
fn unknown_properties_are_ignored() {
    unknown_is_ignored::<TokenCreateResponse>(samples::CREATE_RESPONSE);
    unknown_is_ignored::<TokenGetListResponse>(samples::LIST_RESPONSE);
    unknown_is_ignored::<TokenUpdateResponse>(samples::UPDATE_RESPONSE);
    unknown_is_ignored::<TokenRevokeResponse>(samples::REVOKE_RESPONSE);
    unknown_is_ignored::<ResultModel>(samples::RESULT);
}

/// Each text in turn, enum values among them, may be one that nobody knows; it is given back as it
/// came.
fn unknown_text_is_kept<T: Model>(body: &str) {
    let body: Value = serde_json::from_str(body).expect("the sample is JSON");
    for pointer in pointers(&body) {
        if body.pointer(&pointer).is_some_and(Value::is_string) {
            let changed = with(&body, &pointer, json!("Some-new_VALUE 2.0"));
            let model: T = decode(&changed, &pointer);
            assert_eq!(encode(&model), changed, "at {pointer}");
        }
    }
}

#[test]
fn unknown_enum_values_are_kept() {
    unknown_text_is_kept::<TokenCreateResponse>(samples::CREATE_RESPONSE);
    unknown_text_is_kept::<TokenGetListResponse>(samples::LIST_RESPONSE);
    unknown_text_is_kept::<TokenUpdateResponse>(samples::UPDATE_RESPONSE);
}

#[tokio::test]
async fn an_unknown_enum_value_in_a_list_loses_nothing() {
    let body = concat!(
        r#"{"accessTokens":[{"grantType":"PASSWORD"},{"grantType":"TELEPATHY"},"#,
        r#"{"grantType":"telepathy"},{"grantType":""}]}"#
    );
    let (_server, client) = answering_json(200, body).await;
    let call = client.token_operations().auth_token_get_list_api();
    let page = call.send().await.expect("the tokens are listed");
    let tokens = page.access_tokens.as_deref().expect("there are tokens");
    let types: Vec<_> = tokens
        .iter()
        .map(|token| token.grant_type.clone())
        .collect();
    let unknown = |value: &str| Some(GrantType::Unknown(value.to_owned()));
    assert_eq!(
        types,
        [
            Some(GrantType::Password),
            unknown("TELEPATHY"),
            unknown("telepathy"),
            unknown("")
        ]
    );
    let encoded = serde_json::to_string(&page.into_inner()).expect("the page encodes");
    assert_eq!(encoded, body);
}

#[test]
fn an_unknown_enum_value_can_be_sent() {
    let grant = GrantType::from("TELEPATHY");
    assert_eq!(grant, GrantType::Unknown("TELEPATHY".to_owned()));
    let request = TokenCreateRequest::new(grant, 1);
    assert_eq!(
        serde_json::to_string(&request).expect("the request encodes"),
        r#"{"grantType":"TELEPATHY","clientId":1}"#
    );
}

#[tokio::test]
async fn an_action_that_is_not_ok_is_a_success_with_that_action() {
    let (_server, client) = answering_json(200, r#"{"action":"TOO_MANY_REQUESTS"}"#).await;
    let call = client
        .token_operations()
        .auth_token_create_api(samples::minimal());
    let created = call.send().await.expect("the status is documented");
    let action = created.action.as_ref().expect("there is an action");
    assert!(matches!(action, TokenCreateResponseAction::Unknown(_)));
    assert_eq!(action.as_str(), "TOO_MANY_REQUESTS");
}
