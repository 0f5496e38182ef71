//! Which response a status selects.

use crate::support::{NO_CONTENT, Server, rgb};
use wire::Error;
use wire::models::{Message, Missing, Problem};
use wire::operations::responses::{
    GetStatusesError, HeadThingHeaders, PostStatusesSuccess, PutCreatedSuccess,
};
use wire::operations::shared_responses::{GetCommonError, GetCommonHeaders};

async fn get(server: Server) -> Result<Message, Error<GetStatusesError>> {
    let answer = server.client().responses().get_statuses().send().await;
    answer.map(wire::Response::into_inner)
}

fn documented<T>(error: Error<T>) -> T {
    match error {
        Error::Api(response) => response.into_inner(),
        _ => panic!("the error is documented"),
    }
}

#[tokio::test]
async fn an_exact_status_wins_over_a_range_and_a_range_over_default() {
    let answer = get(Server::sending(200, "application/json", r#"{"text":"t"}"#)).await;
    assert_eq!(answer.expect("200 is success"), Message::new("t"));

    let error = get(Server::sending(404, "application/json", r#"{"what":"w"}"#)).await;
    let error = documented(error.expect_err("404 is an error"));
    assert_eq!(error, GetStatusesError::Status404(Missing::new("w")));

    for status in [400, 422, 499] {
        let server = Server::sending(status, "application/problem+json", r#"{"title":"p"}"#);
        let error = documented(get(server).await.expect_err("4XX is an error"));
        assert_eq!(error, GetStatusesError::Status4xx(Problem::new("p")));
    }

    let error = get(Server::sending(503, "text/plain", "down")).await;
    let error = documented(error.expect_err("503 is an error"));
    assert_eq!(error, GetStatusesError::Status503("down".to_owned()));

    let error = get(Server::sending(500, "text/html", "<p>")).await;
    let error = error.expect_err("500 is an error");
    assert_eq!(error.body().map(|body| &body[..]), Some(b"<p>".as_slice()));
    assert_eq!(documented(error), GetStatusesError::Default);
}

#[tokio::test]
async fn errors_that_operations_have_in_common_are_of_one_type() {
    let server = Server::sending(404, "application/json", r#"{"what":"w"}"#);
    let answer = server.client().shared_responses().get_common().send().await;
    // The function takes the error of the other operation.
    let error: GetStatusesError = documented(answer.expect_err("404 is an error"));
    assert_eq!(error, GetCommonError::Status404(Missing::new("w")));
}

#[tokio::test]
async fn headers_that_responses_have_in_common_are_of_one_type() {
    let response = "HTTP/1.1 200 OK\r\nETag: e\r\nContent-Length: 12\r\n\r\n{\"text\":\"t\"}";
    let server = Server::answering(response);
    let answer = server.client().shared_responses().get_common().send().await;
    let answer = answer.expect("200 is success");
    let headers: HeadThingHeaders = GetCommonHeaders::of(answer.headers()).expect("they decode");
    assert_eq!(headers.e_tag.as_deref(), Some("e"));
}

#[tokio::test]
async fn several_successes() {
    let post = async |server: Server| {
        let answer = server.client().responses().post_statuses().send().await;
        answer.map(wire::Response::into_inner)
    };
    let answer = post(Server::sending(200, "application/json", r#"{"text":"t"}"#)).await;
    assert_eq!(
        answer.expect("200 is success"),
        PostStatusesSuccess::Status200(Message::new("t"))
    );
    let answer = post(Server::sending(201, "application/json", r#"{"what":"w"}"#)).await;
    assert_eq!(
        answer.expect("201 is success"),
        PostStatusesSuccess::Status201(Missing::new("w"))
    );
    let answer = post(Server::answering(NO_CONTENT)).await;
    assert_eq!(
        answer.expect("204 is success"),
        PostStatusesSuccess::Status204
    );
    // Which of the two it would be, nobody knows; that it is the `default` error, neither.
    let error = post(Server::sending(202, "application/json", r#"{"title":"p"}"#)).await;
    let error = error.expect_err("202 is not documented");
    assert!(matches!(error, Error::Undocumented(_)), "{error:?}");
    let error = post(Server::sending(500, "application/json", r#"{"title":"p"}"#)).await;
    assert_eq!(
        documented(error.expect_err("`default` is an error")),
        Problem::new("p")
    );
}

#[tokio::test]
async fn an_undocumented_success_is_decoded_like_the_documented_one() {
    let post = async |status, body| {
        let server = Server::sending(status, "application/json", body);
        server.client().responses().post_created().send().await
    };
    for status in [200, 201, 202, 207] {
        let answer = post(status, r#"{"text":"t"}"#)
            .await
            .expect("it is success");
        assert_eq!(answer.status().as_u16(), status);
        assert_eq!(*answer, Message::new("t"));
        // It looks like the error of `default`, which is not meant for success.
        let error = post(status, r#"{"title":"p"}"#).await;
        let error = error.expect_err("it is not the documented content");
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
    let error = post(300, r#"{"title":"p"}"#).await;
    assert_eq!(
        documented(error.expect_err("300 is no success")),
        Problem::new("p")
    );

    let server = Server::sending(200, "application/json", "{}");
    let answer = server.client().responses().delete_thing().send().await;
    assert_eq!(answer.expect("200 is success").body(), "{}");
}

#[tokio::test]
async fn success_without_content_is_told_apart() {
    let empty = || Server::sending(200, "application/json", "");
    for server in [Server::answering(NO_CONTENT), empty()] {
        let error = server.client().responses().post_created().send().await;
        let error = error.expect_err("there is no content");
        assert!(matches!(error, Error::NoContent(_)), "{error:?}");
        assert!(error.status().is_some_and(|status| status.is_success()));
        assert!(error.to_string().contains("the call succeeded"), "{error}");
    }
    // These types have a value for it.
    for server in [Server::answering(NO_CONTENT), empty()] {
        let answer = server.client().responses().put_created().send().await;
        let answer = answer.expect("the enum has a variant without content");
        assert_eq!(*answer, PutCreatedSuccess::Status204);
        let answer = server.client().responses().get_created().send().await;
        assert_eq!(*answer.expect("the type can be null"), None);
    }
}

#[tokio::test]
async fn an_undocumented_error_is_decoded_like_all_documented_ones() {
    let put = async |status, body| {
        let server = Server::sending(status, "application/json", body);
        let answer = server.client().responses().put_created().send().await;
        answer.expect_err("it is an error")
    };
    for status in [400, 401, 429, 500, 503] {
        let error = put(status, r#"{"title":"p"}"#).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(documented(error), Problem::new("p"));
    }
    for (status, body) in [
        (500, r#"{"detail":"x"}"#),
        (502, "<p>"),
        (503, ""),
        (302, r#"{"title":"p"}"#),
    ] {
        let error = put(status, body).await;
        assert!(
            matches!(error, Error::Undocumented(_)),
            "{status}: {error:?}"
        );
        assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn a_lone_default_is_success_and_error() {
    let put = async |status| {
        let server = Server::sending(status, "application/json", r#"{"text":"t"}"#);
        server.client().responses().put_statuses().send().await
    };
    let answer = put(202).await.expect("2xx is success");
    assert_eq!(*answer, Message::new("t"));
    let error = put(500).await.expect_err("5xx is an error");
    assert_eq!(documented(error), Message::new("t"));
}

#[tokio::test]
async fn an_undocumented_status_keeps_everything() {
    let server = Server::sending(418, "text/plain", "teapot");
    let answer = server.client().responses().head_thing().send().await;
    let error = answer.expect_err("418 is not documented");
    assert!(matches!(error, Error::Undocumented(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(418));
    let content_type = error
        .headers()
        .and_then(|headers| headers.get("content-type"));
    assert_eq!(
        content_type.map(wire::reqwest::header::HeaderValue::as_bytes),
        Some(b"text/plain".as_slice())
    );
}

#[tokio::test]
async fn errors_name_the_operation() {
    let server = Server::sending(418, "text/plain", "s3cret");
    let client = server.client();
    let message = |error: &dyn std::error::Error| error.to_string();
    let error = client.responses().head_thing().send().await;
    assert_eq!(
        message(&error.expect_err("418 is not documented")),
        "HEAD /thing: the server answered 418 I'm a teapot, which is not documented"
    );
    let error = client
        .styles()
        .path_simple("s3cret", ["x"], rgb())
        .send()
        .await;
    let error = error.expect_err("418 is not documented");
    assert_eq!(error.operation(), "GET /simple/{text}/{list}/{object}");
    assert!(!error.to_string().contains("s3cret"), "{error}");
    let error = client.styles().path_simple("", ["x"], rgb()).send().await;
    assert_eq!(
        message(&error.expect_err("it is not sent")),
        "GET /simple/{text}/{list}/{object}: the request could not be built"
    );

    let server = Server::sending(200, "application/json", "{}");
    let error = server.client().responses().put_statuses().send().await;
    let error = error.expect_err("it does not decode");
    assert!(
        error
            .to_string()
            .starts_with("PUT /statuses: the body of the 200"),
        "{error}"
    );
    let nobody = wire::Client::builder().base_url("http://127.0.0.1:1");
    let client = nobody.build().expect("the client builds");
    let error = client.responses().put_statuses().send().await;
    assert_eq!(
        message(&error.expect_err("nobody listens")),
        "PUT /statuses: the connection to the server failed"
    );
    let (server, rest) = Server::pausing("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
    drop(rest);
    let error = server.client().responses().put_statuses().send().await;
    let error = error.expect_err("the body breaks off");
    assert_eq!(error.operation(), "PUT /statuses");
}

#[tokio::test]
async fn methods_without_content() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    client
        .responses()
        .options_thing()
        .send()
        .await
        .expect("204 is documented");
    assert_eq!(server.request().line, "OPTIONS /thing");
    client
        .responses()
        .delete_thing()
        .send()
        .await
        .expect("204 is documented");
    assert_eq!(server.request().line, "DELETE /thing");

    let server = Server::sending(200, "message/http", "TRACE /thing HTTP/1.1");
    let answer = server.client().responses().trace_thing().send().await;
    assert_eq!(server.request().line, "TRACE /thing");
    let answer = answer.expect("200 is documented");
    assert_eq!(answer.as_ref(), b"TRACE /thing HTTP/1.1");

    let server = Server::answering("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n");
    let error = server.client().responses().head_thing().send().await;
    let error = error.expect_err("404 is an error");
    assert!(matches!(error, Error::Api(_)), "{error:?}");
}
