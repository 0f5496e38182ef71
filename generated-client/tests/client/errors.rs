//! What each operation makes of a response that is no success, or of none.

use crate::{
    samples,
    support::{
        Wire, answering, answering_json, builder, client, create_any, json_path, pointers,
        requests, with,
    },
};
use authlete_token_client::{
    Bytes, Client, Error, HeaderMap, RawResponse, StatusCode,
    models::{
        ResultModel, TokenCreateResponse, TokenGetListResponse, TokenRevokeResponse,
        TokenUpdateResponse,
    },
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{convert::Infallible, error::Error as _, net::TcpListener, time::Duration};
use wiremock::ResponseTemplate;

/// The outcome of each of the five operations.
async fn all_operations(client: &Client) -> [(&'static str, Result<(), Error<ResultModel>>); 5] {
    let operations = client.token_operations();
    let create = operations.auth_token_create_api(samples::create());
    let update = operations.auth_token_update_api(samples::update());
    let revoke = operations.auth_token_revoke_api(samples::revoke());
    let list = operations.auth_token_get_list_api();
    let delete = operations.auth_token_delete_api("t");
    [
        ("create", create.send().await.map(drop)),
        ("list", list.send().await.map(drop)),
        ("update", update.send().await.map(drop)),
        ("revoke", revoke.send().await.map(drop)),
        ("delete", delete.send().await.map(drop)),
    ]
}

/// Compares the parts of the response that the error carries.
#[track_caller]
fn assert_kept<E>(error: &Error<E>, status: u16, body: &str) {
    let found = error.status().map(|status| status.as_u16());
    assert_eq!(found, Some(status));
    let headers = error.headers().expect("the headers are kept");
    assert_eq!(headers["x-request-id"], "42");
    assert_eq!(error.body().map(|body| &**body), Some(body.as_bytes()));
}

#[tokio::test]
async fn documented_errors_have_their_model() {
    for status in [400, 401, 403, 500] {
        let body = format!(r#"{{"resultCode":"A{status}","resultMessage":"no","more":1}}"#);
        let (_server, client) = answering_json(status, &body).await;
        for (operation, outcome) in all_operations(&client).await {
            let error = outcome.expect_err(operation);
            assert_kept(&error, status, &body);
            let Error::Api(response) = error else {
                panic!("{operation}, {status}: {error:?}");
            };
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(
                response.result_code.as_deref(),
                Some(&*format!("A{status}"))
            );
            assert_eq!(response.result_message.as_deref(), Some("no"));
            assert_eq!(response.body(), body.as_bytes());
        }
    }
}

#[tokio::test]
async fn other_errors_are_undocumented_unless_they_decode_like_the_documented_ones() {
    let (_server, client) = answering_json(429, r#"{"resultCode":"A1"}"#).await;
    for (operation, outcome) in all_operations(&client).await {
        let Err(Error::Api(response)) = outcome else {
            panic!("{operation}: {outcome:?}");
        };
        assert_eq!(response.result_code.as_deref(), Some("A1"));
    }
    let bodies = ["[]", "<html>busy</html>", ""];
    // A redirection has nowhere to go here.
    for status in [302, 304, 404, 405, 409, 429, 501, 502, 503, 599] {
        let body = if status == 304 {
            ""
        } else {
            bodies[usize::from(status) % 3]
        };
        let (_server, client) = answering_json(status, body).await;
        for (operation, outcome) in all_operations(&client).await {
            let error = outcome.expect_err(operation);
            assert_kept(&error, status, body);
            let Error::Undocumented(response) = error else {
                panic!("{operation}, {status}: {error:?}");
            };
            assert_eq!(response.media_type(), Some("application/json"));
            assert_eq!(response.body(), body.as_bytes());
        }
    }
}

#[tokio::test]
async fn any_success_status_is_success() {
    let (_server, client) = answering_json(204, "").await;
    for (operation, outcome) in all_operations(&client).await {
        match outcome {
            Ok(()) => assert_eq!(operation, "delete"),
            Err(error) => assert!(matches!(error, Error::NoContent(_)), "{operation}"),
        }
    }
    for status in [200, 201, 202, 206] {
        let (_server, client) = answering_json(status, "{}").await;
        for (operation, outcome) in all_operations(&client).await {
            assert!(outcome.is_ok(), "{operation}, {status}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn redirections_are_not_followed() {
    let elsewhere = answering(ResponseTemplate::new(200).set_body_string("{}")).await;
    for status in [301, 302, 303, 307, 308] {
        let answer = ResponseTemplate::new(status)
            .insert_header("location", elsewhere.uri())
            .insert_header("x-request-id", "42");
        let server = answering(answer).await;
        for (operation, outcome) in all_operations(&client(&server.uri())).await {
            let error = outcome.expect_err(operation);
            assert!(matches!(error, Error::Undocumented(_)), "{operation}");
            assert_kept(&error, status, "");
        }
    }
    assert!(requests(&elsewhere).await.is_empty());
}

#[tokio::test]
async fn a_body_that_is_no_json_does_not_decode() {
    let bodies = [
        "",
        "<html>maintenance</html>",
        "{\"resultCode\":\"A1\"",
        "{} {}",
        "null",
        "[]",
    ];
    for body in bodies {
        for status in [200, 400, 500] {
            let (_server, client) = answering_json(status, body).await;
            for (operation, outcome) in all_operations(&client).await {
                // Its success has no content.
                if (operation, status) == ("delete", 200) {
                    continue;
                }
                let error = outcome.expect_err(operation);
                let is_meant = match error {
                    Error::NoContent(_) => body.is_empty() && status == 200,
                    Error::Decode(_) => !body.is_empty() || status != 200,
                    _ => false,
                };
                assert!(is_meant, "{operation}, {status}, {body:?}: {error:?}");
                assert_kept(&error, status, body);
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_type_deep_inside_is_pointed_at() {
    let body = r#"{"accessTokens":[{"clientId":1},{"clientId":2,"scopes":["a",{"b":1}]}]}"#;
    let (_server, client) = answering_json(200, body).await;
    let call = client.token_operations().auth_token_get_list_api();
    let error = call.send().await.expect_err("the body is wrong");
    assert_kept(&error, 200, body);
    assert_eq!(
        error.to_string(),
        "GET /api/auth/token/get/list: the body of the 200 OK response could not be \
         decoded at `$.accessTokens[1].scopes[1]`: \
         invalid type: map, expected a string"
    );
    let Error::Decode(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.path(), "$.accessTokens[1].scopes[1]");
    assert_eq!(error.status(), StatusCode::OK);
    assert_eq!(error.headers()["x-request-id"], "42");
    assert_eq!(error.into_response().body(), body.as_bytes());
}

/// Puts a value of a wrong type in each place in turn.
fn every_wrong_type_is_pointed_at<T: DeserializeOwned + std::fmt::Debug>(body: &str) {
    let body: Value = serde_json::from_str(body).expect("the sample is JSON");
    for pointer in pointers(&body) {
        let wrong = match body.pointer(&pointer) {
            Some(Value::String(_)) => json!(7),
            Some(Value::Object(_)) => json!([1]),
            Some(Value::Array(_)) => json!({"a": 1}),
            _ => json!("7"),
        };
        let changed = with(&body, &pointer, wrong);
        // Both with and without line breaks.
        for text in [changed.to_string(), format!("{changed:#}")] {
            let response = RawResponse::new(StatusCode::OK, HeaderMap::new(), Bytes::from(text));
            match response.json::<T, Infallible>() {
                Err(Error::Decode(error)) => assert_eq!(error.path(), json_path(&pointer)),
                other => panic!("{pointer}: {other:?}"),
            }
        }
    }
}

#[test]
fn wrong_types_anywhere_are_pointed_at() {
    every_wrong_type_is_pointed_at::<TokenCreateResponse>(samples::CREATE_RESPONSE);
    every_wrong_type_is_pointed_at::<TokenGetListResponse>(samples::LIST_RESPONSE);
    every_wrong_type_is_pointed_at::<TokenUpdateResponse>(samples::UPDATE_RESPONSE);
    every_wrong_type_is_pointed_at::<TokenRevokeResponse>(samples::REVOKE_RESPONSE);
    every_wrong_type_is_pointed_at::<ResultModel>(samples::RESULT);
}

#[tokio::test]
async fn a_missing_property_is_pointed_at() {
    let body = r#"{"authorizationDetails":{"elements":[{"type":"a"},{"actions":[]}]}}"#;
    let (_server, client) = answering_json(200, body).await;
    let error = create_any(&client).await.expect_err("`type` is required");
    assert_eq!(
        error.to_string(),
        "POST /api/auth/token/create: the body of the 200 OK response could not be decoded at \
         `$.authorizationDetails.elements[1]`: missing field `type`"
    );
}

#[tokio::test]
async fn a_number_that_does_not_fit_is_pointed_at() {
    let (_server, client) = answering_json(200, r#"{"start":0,"end":2147483648}"#).await;
    let call = client.token_operations().auth_token_get_list_api();
    match call.send().await {
        Err(Error::Decode(error)) => assert_eq!(error.path(), "$.end"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_is_too_slow_is_a_timeout() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(30));
    let server = answering(slow).await;
    let client = builder(&server.uri())
        .timeout(Duration::from_millis(50))
        .build()
        .expect("the client is complete");
    for (operation, outcome) in all_operations(&client).await {
        let error = outcome.expect_err(operation);
        assert!(matches!(error, Error::Timeout(_)), "{operation}: {error:?}");
        assert_eq!((error.status(), error.body()), (None, None));
        assert!(error.source().is_some(), "the cause is kept");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    for (operation, outcome) in all_operations(&client(&format!("http://{address}"))).await {
        let error = outcome.expect_err(operation);
        assert!(
            matches!(error, Error::Transport(_)),
            "{operation}: {error:?}"
        );
        assert_eq!((error.status(), error.body()), (None, None));
        assert!(error.source().is_some(), "the cause is kept");
    }
}

/// A response whose body is shorter than it says.
const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"e";

#[tokio::test]
async fn a_connection_that_breaks_is_a_transport_failure() {
    let wire = Wire::answering(CUT, false);
    let client = client(&wire.url);
    let call = client.token_operations().auth_token_get_list_api();
    let error = call.send().await.expect_err("the body is cut");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout() {
    let wire = Wire::answering(CUT, true);
    let client = builder(&wire.url).timeout(Duration::from_millis(100));
    let client = client.build().expect("the client is complete");
    let call = client.token_operations().auth_token_get_list_api();
    let error = call.send().await.expect_err("the body never ends");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}
