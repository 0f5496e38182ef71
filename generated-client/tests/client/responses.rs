//! What each operation makes of a successful response.

use crate::{
    samples,
    support::{answering, answering_json, client, create_any},
};
use authlete_token_client::{
    StatusCode,
    models::{
        GrantType, JwsAlg, TokenCreateResponse, TokenCreateResponseAction, TokenGetListResponse,
        TokenRevokeResponse, TokenUpdateResponse, TokenUpdateResponseAction,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use wiremock::ResponseTemplate;

#[tokio::test]
async fn create_gives_the_tokens() {
    let (_server, client) = answering_json(200, samples::CREATE_RESPONSE).await;
    let call = client
        .token_operations()
        .auth_token_create_api(samples::minimal());
    let created = call.send().await.expect("the token is created");
    assert_eq!(created.status(), StatusCode::OK);
    assert_eq!(created.headers()["x-request-id"], "42");
    assert_eq!(created.body(), samples::CREATE_RESPONSE.as_bytes());
    assert_eq!(created.action, Some(TokenCreateResponseAction::Ok));
    assert_eq!(
        created.access_token.as_deref(),
        Some("q7Rn2vXd0KfYb5TzLwS3hUeC8jMpGa1oNiV6xQkEr4s")
    );
    assert_eq!(created.client_id, Some(57_297_408_867));
    assert_eq!(created.expires_at, Some(1_714_557_600_000));
    let scopes = ["history.read", "timeline.read"].map(str::to_owned);
    assert_eq!(created.scopes.as_deref(), Some(&scopes[..]));
    let model: TokenCreateResponse = created.into_inner();
    assert_eq!(model.for_external_attachment, Some(false));
}

#[tokio::test]
async fn list_gives_the_page() {
    let (_server, client) = answering_json(200, samples::LIST_RESPONSE).await;
    let call = client.token_operations().auth_token_get_list_api();
    let page = call.send().await.expect("the tokens are listed");
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!((page.start, page.end), (Some(0), Some(2)));
    assert_eq!(page.total_count, Some(7));
    let application = page.client.as_ref().expect("the client is there");
    assert_eq!(application.id_token_sign_alg, Some(JwsAlg::Es256));
    assert_eq!(application.token_auth_sign_alg, Some(JwsAlg::EdDsa));
    let tokens = page.access_tokens.as_deref().expect("there are tokens");
    assert_eq!(tokens.len(), 2);
    assert_eq!(tokens[0].grant_type, Some(GrantType::AuthorizationCode));
    let properties = tokens[0].properties.as_deref().expect("there are some");
    assert_eq!(properties[0].key.as_deref(), Some("branch"));
}

#[tokio::test]
async fn update_gives_the_token_as_it_is_now() {
    let (_server, client) = answering_json(200, samples::UPDATE_RESPONSE).await;
    let call = client
        .token_operations()
        .auth_token_update_api(samples::update());
    let updated = call.send().await.expect("the token is changed");
    assert_eq!(updated.action, Some(TokenUpdateResponseAction::Ok));
    assert_eq!(updated.access_token_expires_at, Some(1_714_640_400_000));
    let details = updated.authorization_details.as_ref();
    let elements = details.and_then(|details| details.elements.as_deref());
    assert_eq!(elements.expect("there are some").len(), 2);
}

#[tokio::test]
async fn revoke_gives_the_count() {
    let (_server, client) = answering_json(200, samples::REVOKE_RESPONSE).await;
    let call = client
        .token_operations()
        .auth_token_revoke_api(samples::revoke());
    let revoked = call.send().await.expect("the tokens are revoked");
    assert_eq!(revoked.count, Some(1));
}

#[tokio::test]
async fn delete_gives_no_content() {
    let answer = ResponseTemplate::new(204).insert_header("x-request-id", "42");
    let server = answering(answer).await;
    let client = client(&server.uri());
    let call = client.token_operations().auth_token_delete_api("t");
    let deleted = call.send().await.expect("the token is deleted");
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    assert_eq!(deleted.headers()["x-request-id"], "42");
    assert_eq!(deleted.body().len(), 0);
    let () = deleted.into_inner();
}

#[tokio::test]
async fn a_content_type_that_is_missing_or_has_parameters_does_not_matter() {
    for content_type in [
        None,
        Some("application/json;charset=UTF-8"),
        Some("text/plain"),
    ] {
        let answer = ResponseTemplate::new(200);
        let answer = match content_type {
            None => answer
                .set_body_bytes(samples::CREATE_RESPONSE)
                .append_header("x", "y"),
            Some(content_type) => answer.set_body_raw(samples::CREATE_RESPONSE, content_type),
        };
        let server = answering(answer).await;
        let result = create_any(&client(&server.uri())).await;
        assert!(result.is_ok(), "with {content_type:?}: {result:?}");
    }
}

/// Decodes a body, encodes it again and expects the same text. As `None` does not show up in the
/// model, the body has every property that there is.
#[track_caller]
fn round_trip<T: DeserializeOwned + Serialize + std::fmt::Debug>(body: &str) {
    let model: T = serde_json::from_str(body).expect("the body decodes");
    let debug = format!("{model:?}");
    assert!(
        !debug.contains("None"),
        "the sample is not complete: {debug}"
    );
    let encoded = serde_json::to_string_pretty(&model).expect("the model encodes");
    assert_eq!(encoded, body.trim_end());
}

#[test]
fn every_property_is_kept() {
    round_trip::<TokenCreateResponse>(samples::CREATE_RESPONSE);
    round_trip::<TokenGetListResponse>(samples::LIST_RESPONSE);
    round_trip::<TokenUpdateResponse>(samples::UPDATE_RESPONSE);
    round_trip::<TokenRevokeResponse>(samples::REVOKE_RESPONSE);
    round_trip::<authlete_token_client::models::ResultModel>(samples::RESULT);
}
