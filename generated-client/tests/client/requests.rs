//! What each operation sends.

use crate::{
    samples,
    support::{AUTHORIZATION, CREATED, answering, answering_json, header, only_request},
};
use authlete_token_client::{
    models::{GrantType, Property, TokenCreateRequest, TokenRevokeRequest, TokenUpdateRequest},
    operations::token_operations::{
        AuthTokenCreateApiBody, AuthTokenRevokeApiBody, AuthTokenUpdateApiBody,
    },
};
use wiremock::{Request, ResponseTemplate};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Compares all of a request; `content` is its content type and body.
#[track_caller]
fn assert_sent(request: &Request, line: &str, content: Option<(&str, &str)>) {
    let query = request.url.query();
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    let sent = format!("{} {}{query}", request.method, request.url.path());
    assert_eq!(sent, line);
    assert_eq!(header(request, "authorization"), Some(AUTHORIZATION));
    assert_eq!(header(request, "accept"), Some(JSON));
    assert_eq!(
        header(request, "user-agent"),
        Some(concat!("authlete-token-client/", env!("CARGO_PKG_VERSION")))
    );
    assert_eq!(
        header(request, "content-type"),
        content.map(|(media_type, _)| media_type)
    );
    let body = str::from_utf8(&request.body).expect("bodies are text");
    assert_eq!(body, content.map_or("", |(_, body)| body));
    let length = header(request, "content-length");
    if let Some((_, body)) = content {
        assert_eq!(length, Some(body.len().to_string().as_str()));
    } else {
        assert!(matches!(length, None | Some("0")), "there is no body");
    }
    for name in request.headers.keys() {
        assert!(
            [
                "accept",
                "authorization",
                "content-length",
                "content-type",
                "host",
                "user-agent"
            ]
            .contains(&name.as_str()),
            "`{name}` was not asked for"
        );
    }
}

async fn sent_by_create(body: impl Into<AuthTokenCreateApiBody>) -> Request {
    let (server, client) = answering_json(200, CREATED).await;
    let call = client.token_operations().auth_token_create_api(body);
    call.send().await.expect("the token is created");
    only_request(&server).await
}

async fn sent_by_update(body: impl Into<AuthTokenUpdateApiBody>) -> Request {
    let (server, client) = answering_json(200, r#"{"action":"OK"}"#).await;
    let call = client.token_operations().auth_token_update_api(body);
    call.send().await.expect("the token is changed");
    only_request(&server).await
}

async fn sent_by_revoke(body: impl Into<AuthTokenRevokeApiBody>) -> Request {
    let (server, client) = answering_json(200, r#"{"count":1}"#).await;
    let call = client.token_operations().auth_token_revoke_api(body);
    call.send().await.expect("the token is revoked");
    only_request(&server).await
}

#[tokio::test]
async fn create_sends_json_by_default() {
    let request = sent_by_create(samples::create()).await;
    let content = Some((JSON, samples::CREATE_JSON));
    assert_sent(&request, "POST /api/auth/token/create", content);
}

#[tokio::test]
async fn create_sends_a_form_if_asked() {
    let request = sent_by_create(AuthTokenCreateApiBody::Form(samples::create())).await;
    let content = Some((FORM, samples::CREATE_FORM));
    assert_sent(&request, "POST /api/auth/token/create", content);
}

#[tokio::test]
async fn create_leaves_out_what_is_not_set() {
    let least = || TokenCreateRequest::new(GrantType::ClientCredentials, -1);
    let request = sent_by_create(AuthTokenCreateApiBody::Json(least())).await;
    let json = r#"{"grantType":"CLIENT_CREDENTIALS","clientId":-1}"#;
    assert_sent(&request, "POST /api/auth/token/create", Some((JSON, json)));

    let request = sent_by_create(AuthTokenCreateApiBody::Form(least())).await;
    let form = "grantType=CLIENT_CREDENTIALS&clientId=-1";
    assert_sent(&request, "POST /api/auth/token/create", Some((FORM, form)));
}

#[tokio::test]
async fn empty_lists_and_strings_are_not_absent() {
    let body = samples::minimal().subject("").scopes([""; 0]);
    let request = sent_by_create(body.properties(Vec::<Property>::new())).await;
    let json = concat!(
        r#"{"grantType":"CLIENT_CREDENTIALS","clientId":1,"#,
        r#""subject":"","scopes":[],"properties":[]}"#
    );
    assert_sent(&request, "POST /api/auth/token/create", Some((JSON, json)));
}

#[tokio::test]
async fn update_sends_json_by_default() {
    let request = sent_by_update(samples::update()).await;
    let content = Some((JSON, samples::UPDATE_JSON));
    assert_sent(&request, "POST /api/auth/token/update", content);
}

#[tokio::test]
async fn update_sends_a_form_if_asked() {
    let request = sent_by_update(AuthTokenUpdateApiBody::Form(samples::update())).await;
    let content = Some((FORM, samples::UPDATE_FORM));
    assert_sent(&request, "POST /api/auth/token/update", content);
}

#[tokio::test]
async fn update_leaves_out_what_is_not_set() {
    let request = sent_by_update(TokenUpdateRequest::new("t")).await;
    let content = Some((JSON, r#"{"accessToken":"t"}"#));
    assert_sent(&request, "POST /api/auth/token/update", content);
}

#[tokio::test]
async fn revoke_sends_json_by_default() {
    let request = sent_by_revoke(samples::revoke()).await;
    let content = Some((JSON, samples::REVOKE_JSON));
    assert_sent(&request, "POST /api/auth/token/revoke", content);
}

#[tokio::test]
async fn revoke_sends_a_form_if_asked() {
    let request = sent_by_revoke(AuthTokenRevokeApiBody::Form(samples::revoke())).await;
    let content = Some((FORM, samples::REVOKE_FORM));
    assert_sent(&request, "POST /api/auth/token/revoke", content);
}

#[tokio::test]
async fn revoke_without_properties_sends_an_empty_object_or_form() {
    let request = sent_by_revoke(TokenRevokeRequest::new()).await;
    let content = Some((JSON, "{}"));
    assert_sent(&request, "POST /api/auth/token/revoke", content);

    let request = sent_by_revoke(AuthTokenRevokeApiBody::Form(TokenRevokeRequest::new())).await;
    assert_sent(&request, "POST /api/auth/token/revoke", Some((FORM, "")));
}

#[tokio::test]
async fn list_without_filters_has_no_query() {
    let (server, client) = answering_json(200, "{}").await;
    let call = client.token_operations().auth_token_get_list_api();
    call.send().await.expect("the tokens are listed");
    let request = only_request(&server).await;
    assert_sent(&request, "GET /api/auth/token/get/list", None);
}

#[tokio::test]
async fn list_sends_its_filters_in_the_order_of_the_description() {
    let (server, client) = answering_json(200, "{}").await;
    let call = client.token_operations().auth_token_get_list_api();
    let call = call.end(20).start(-10).subject("jöhn & co/+?#%;=");
    let call = call.client_identifier("57297408867");
    call.send().await.expect("the tokens are listed");
    let request = only_request(&server).await;
    let line = concat!(
        "GET /api/auth/token/get/list?clientIdentifier=57297408867",
        "&subject=j%C3%B6hn%20%26%20co%2F%2B%3F%23%25%3B%3D&start=-10&end=20"
    );
    assert_sent(&request, line, None);
}

#[tokio::test]
async fn list_sends_an_empty_filter() {
    let (server, client) = answering_json(200, "{}").await;
    let call = client.token_operations().auth_token_get_list_api();
    call.subject("")
        .send()
        .await
        .expect("the tokens are listed");
    let request = only_request(&server).await;
    assert_sent(&request, "GET /api/auth/token/get/list?subject=", None);
}

#[tokio::test]
async fn delete_names_the_token_in_the_path() {
    let server = answering(ResponseTemplate::new(204)).await;
    let client = crate::support::client(&server.uri());
    let call = client
        .token_operations()
        .auth_token_delete_api("mJ0sVfUe3pLtYq8G");
    call.send().await.expect("the token is deleted");
    let request = only_request(&server).await;
    let line = "DELETE /api/auth/token/delete/mJ0sVfUe3pLtYq8G";
    assert_sent(&request, line, None);
}

#[tokio::test]
async fn a_call_can_be_sent_twice() {
    let (server, client) = answering_json(200, CREATED).await;
    let call = client
        .token_operations()
        .auth_token_create_api(samples::create());
    call.clone().send().await.expect("the token is created");
    call.send().await.expect("the token is created");
    let requests = crate::support::requests(&server).await;
    let bodies: Vec<&[u8]> = requests.iter().map(|sent| &*sent.body).collect();
    assert_eq!(bodies, [samples::CREATE_JSON.as_bytes(); 2]);
}
