//! What must not show up in a log.

use crate::{
    samples,
    support::{
        API_KEY, API_SECRET, AUTHORIZATION, answering_json, builder, client, pointers, with,
    },
};
use authlete_token_client::{
    Error,
    models::{
        TokenCreateRequest, TokenCreateResponse, TokenGetListResponse, TokenRevokeRequest,
        TokenUpdateRequest, TokenUpdateResponse,
    },
    operations::token_operations::AuthTokenCreateApiBody,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{error::Error as StdError, fmt::Debug, net::TcpListener, time::Duration};

const TOKEN: &str = "q7Rn2vXd0KfYb5Tz";

/// All that an error has to say: `Debug`, `Display`, and those of its causes.
fn told_by(error: &(dyn StdError + 'static)) -> String {
    let mut told = vec![format!("{error:?}\n{error:#?}")];
    let mut next = Some(error);
    while let Some(error) = next {
        told.push(error.to_string());
        next = error.source();
    }
    told.join("\n")
}

#[track_caller]
fn assert_silent(text: &str) {
    let base64 = AUTHORIZATION.trim_start_matches("Basic ");
    for secret in [TOKEN, API_SECRET, API_KEY, base64] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
}

/// In `Debug`, the texts at `secret` are redacted, and all others are there.
#[track_caller]
fn assert_redacts<T: DeserializeOwned + Debug>(body: &str, secret: &[&str]) {
    let mut body: Value = serde_json::from_str(body).expect("the sample is JSON");
    let mut texts = pointers(&body);
    texts.retain(|pointer| body.pointer(pointer).is_some_and(Value::is_string));
    for (index, pointer) in texts.iter().enumerate() {
        body = with(&body, pointer, json!(format!("text-{index}-")));
    }
    let model: T = serde_json::from_value(body).expect("any text decodes");
    for debug in [format!("{model:?}"), format!("{model:#?}")] {
        for (index, pointer) in texts.iter().enumerate() {
            let shown = debug.contains(&format!("text-{index}-"));
            assert_ne!(shown, secret.contains(&&**pointer), "{pointer} in {debug}");
        }
        assert_eq!(debug.matches("[redacted]").count(), secret.len(), "{debug}");
    }
}

#[test]
fn models_redact_credentials_and_nothing_else() {
    let tokens = ["/accessToken", "/refreshToken"];
    assert_redacts::<TokenCreateRequest>(samples::CREATE_JSON, &tokens);
    assert_redacts::<TokenUpdateRequest>(samples::UPDATE_JSON, &["/accessToken"]);
    assert_redacts::<TokenRevokeRequest>(
        samples::REVOKE_JSON,
        &["/accessTokenIdentifier", "/refreshTokenIdentifier"],
    );
    assert_redacts::<TokenCreateResponse>(
        samples::CREATE_RESPONSE,
        &["/accessToken", "/refreshToken", "/jwtAccessToken"],
    );
    assert_redacts::<TokenUpdateResponse>(samples::UPDATE_RESPONSE, &["/accessToken"]);
    assert_redacts::<TokenGetListResponse>(samples::LIST_RESPONSE, &["/client/clientSecret"]);
}

#[test]
fn whether_a_credential_is_there_is_no_secret() {
    let debug = format!("{:?}", samples::minimal());
    assert!(debug.contains("access_token: None"), "{debug}");
    let debug = format!("{:?}", samples::minimal().access_token(TOKEN));
    assert!(debug.contains("access_token: Some([redacted])"), "{debug}");
    assert_silent(&debug);
}

#[test]
fn clients_and_builders_are_silent() {
    let builder = builder("https://api.example");
    assert_silent(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().expect("the client is complete");
    assert_silent(&format!("{client:?} {client:#?}"));
    assert_silent(&format!("{:?}", client.token_operations()));
}

#[test]
fn calls_and_bodies_are_silent() {
    let client = client("https://api.example");
    let operations = client.token_operations();
    let delete = operations.auth_token_delete_api(TOKEN);
    assert_silent(&format!("{delete:?} {delete:#?}"));
    let body = AuthTokenCreateApiBody::Form(samples::minimal().access_token(TOKEN));
    assert_silent(&format!("{body:?}"));
    let create = operations.auth_token_create_api(body);
    assert_silent(&format!("{create:?} {create:#?}"));
    let update = operations.auth_token_update_api(TokenUpdateRequest::new(TOKEN));
    assert_silent(&format!("{update:?} {update:#?}"));
    let revoke = TokenRevokeRequest::new().refresh_token_identifier(TOKEN);
    let revoke = operations.auth_token_revoke_api(revoke);
    assert_silent(&format!("{revoke:?} {revoke:#?}"));
    let list = operations.auth_token_get_list_api().subject("john");
    let debug = format!("{list:?}");
    assert_silent(&debug);
    assert!(debug.contains("john"), "filters are shown: {debug}");
}

#[tokio::test]
async fn responses_are_silent() {
    let body = json!({"action": "OK", "accessToken": TOKEN}).to_string();
    let (_server, client) = answering_json(200, &body).await;
    let call = client
        .token_operations()
        .auth_token_create_api(samples::minimal());
    let response = call.send().await.expect("the token is created");
    assert_silent(&format!("{response:?} {response:#?}"));
}

#[tokio::test]
async fn errors_about_responses_are_silent() {
    let wrong = [
        json!({"accessToken": TOKEN, "clientId": TOKEN}),
        json!({"accessToken": TOKEN, "scopes": TOKEN}),
        json!({"accessToken": {TOKEN: TOKEN}}),
        json!(TOKEN),
        json!([TOKEN]),
    ];
    for body in wrong {
        for status in [200, 400, 429] {
            let (_server, client) = answering_json(status, &body.to_string()).await;
            let call = client
                .token_operations()
                .auth_token_create_api(samples::minimal());
            let Err(error) = call.send().await else {
                continue;
            };
            assert_silent(&told_by(&error));
        }
    }
    // Not JSON at all.
    let (_server, client) = answering_json(200, TOKEN).await;
    let call = client.token_operations().auth_token_get_list_api();
    let error = call.send().await.expect_err("the body is no JSON");
    assert_silent(&told_by(&error));
}

#[tokio::test]
async fn errors_of_the_connection_are_silent() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    // Nobody accepts, so nobody answers.
    let slow = builder(&format!("http://{address}")).timeout(Duration::from_millis(50));
    let slow = slow.build().expect("the client is complete");
    let call = slow.token_operations().auth_token_delete_api(TOKEN);
    let error = call.send().await.expect_err("nobody answers");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_silent(&told_by(&error));

    drop(listener);
    let absent = client(&format!("http://{address}"));
    let call = absent.token_operations().auth_token_delete_api(TOKEN);
    let error = call.send().await.expect_err("nobody is there");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_silent(&told_by(&error));
}

#[test]
fn errors_of_the_builder_are_silent() {
    let key = format!("{API_KEY}:");
    let bad_key = authlete_token_client::Client::builder().service_credentials(&key, API_SECRET);
    let secret = format!("{API_SECRET}\r\n");
    let bad_secret = authlete_token_client::Client::builder().service_credentials("key", &secret);
    let bad_url = builder(&format!("ftp://{API_KEY}:{API_SECRET}@api.example"));
    let no_url = builder(TOKEN);
    let bad_header = builder("https://api.example").default_header("x-a", &secret);
    for builder in [bad_key, bad_secret, bad_url, no_url, bad_header] {
        assert_silent(&format!("{builder:?}"));
        let error = builder.build().expect_err("something is wrong");
        assert_silent(&told_by(&error));
    }
}
