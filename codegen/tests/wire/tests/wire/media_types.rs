//! Several media types of one body and one response.

use crate::support::{NO_CONTENT, Server};
use wire::models::Message;
use wire::operations::bodies::{EchoBody, EchoSuccess};

async fn echo(server: &Server, body: impl Into<EchoBody>) -> EchoSuccess {
    let answer = server.client().bodies().echo(body).send().await;
    answer.expect("the answer is documented").into_inner()
}

#[tokio::test]
async fn json_is_the_default() {
    let server = Server::sending(200, "application/json", r#"{"text":"back"}"#);
    let answer = echo(&server, Message::new("hi")).await;
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.header("accept"),
        Some("application/json, text/plain, application/octet-stream")
    );
    assert_eq!(request.text(), r#"{"text":"hi"}"#);
    assert_eq!(answer, EchoSuccess::Status200(Message::new("back")));
}

#[tokio::test]
async fn the_caller_chooses_the_media_type() {
    let server = Server::sending(200, "text/plain", "back");
    let answer = echo(&server, EchoBody::Form(Message::new("a b"))).await;
    let request = server.request();
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.text(), "text=a+b");
    assert_eq!(answer, EchoSuccess::Status200Text("back".to_owned()));

    echo(&server, EchoBody::Text("hi".to_owned())).await;
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("text/plain"));
    assert_eq!(request.text(), "hi");

    echo(&server, EchoBody::Binary(vec![1, 2].into())).await;
    let request = server.request();
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(request.body, [1, 2]);
}

#[tokio::test]
async fn the_response_s_media_type_decides() {
    let server = Server::sending(200, "application/octet-stream", [7, 8]);
    let answer = echo(&server, Message::new("hi")).await;
    assert_eq!(answer, EchoSuccess::Status200Binary(vec![7, 8].into()));
    // JSON that calls itself so in another way is JSON all the same.
    let server = Server::sending(200, "application/json; charset=utf-8", r#"{"text":"x"}"#);
    let answer = echo(&server, Message::new("hi")).await;
    assert_eq!(answer, EchoSuccess::Status200(Message::new("x")));
}

#[tokio::test]
async fn an_undocumented_media_type_is_kept() {
    let server = Server::sending(200, "text/html", "<p>");
    let answer = server
        .client()
        .bodies()
        .echo(Message::new("hi"))
        .send()
        .await;
    let error = answer.expect_err("HTML is not documented");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body().map(|body| &body[..]), Some(b"<p>".as_slice()));
}

#[tokio::test]
async fn a_media_range_is_named_by_the_caller() {
    let server = Server::answering(NO_CONTENT);
    let operation = server.client();
    let operation = operation.bodies().send_any("image/png", "png");
    let answer = operation.send().await;
    answer.expect("204 is documented");
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("image/png"));
    assert_eq!(request.text(), "png");
}
