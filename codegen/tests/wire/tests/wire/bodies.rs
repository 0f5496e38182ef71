//! JSON, text and binary bodies, up and down.

use std::time::Duration;

use crate::support::{NO_CONTENT, Server, sent};
use wire::models::{Address, Change, Color, Message};
use wire::reqwest::Body;

#[tokio::test]
async fn json_is_sent_as_the_documented_media_type() {
    let body = Message::new("hi ü").color(Color::Blue);
    let request = sent!(|client| client.bodies().send_json(body));
    assert_eq!(request.line, "POST /json");
    assert_eq!(
        request.header("content-type"),
        Some("application/vnd.wire+json")
    );
    assert_eq!(request.text(), r#"{"text":"hi ü","color":"blue"}"#);
}

#[tokio::test]
async fn an_optional_body_may_be_absent() {
    let request = sent!(|client| client.bodies().send_optional());
    assert_eq!(request.header("content-type"), None);
    assert_eq!(request.text(), "");
    let request = sent!(|client| client.bodies().send_optional().body(Message::new("hi")));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), r#"{"text":"hi"}"#);
}

#[tokio::test]
async fn a_list_of_nullable_items() {
    let request = sent!(|client| client.bodies().send_list(vec![Some(1), None, Some(3)]));
    assert_eq!(request.text(), "[1,null,3]");
}

#[tokio::test]
async fn the_three_states_of_a_patch() {
    let untouched = sent!(|client| client.bodies().send_patch(Change::new()));
    assert_eq!(untouched.line, "PATCH /json");
    assert_eq!(untouched.text(), "{}");
    let removed = Change::new().nickname_null().links_null().address_null();
    let removed = sent!(|client| client.bodies().send_patch(removed));
    assert_eq!(
        removed.text(),
        r#"{"nickname":null,"links":null,"address":null}"#
    );
    let set = Change::new()
        .name("n")
        .nickname("x")
        .links(["a"])
        .address(Address::new("s").unit_null());
    let set = sent!(|client| client.bodies().send_patch(set));
    assert_eq!(
        set.text(),
        r#"{"name":"n","nickname":"x","links":["a"],"address":{"street":"s","unit":null}}"#
    );
}

#[tokio::test]
async fn text_up_and_down() {
    let server = Server::sending(200, "text/plain; charset=utf-8", "grüße");
    let answer = server.client().bodies().send_text("# ü").send().await;
    let request = server.request();
    assert_eq!(request.line, "PUT /text");
    assert_eq!(request.header("content-type"), Some("text/markdown"));
    assert_eq!(request.header("accept"), Some("text/plain"));
    assert_eq!(request.text(), "# ü");
    assert_eq!(answer.expect("200 is documented").as_str(), "grüße");
}

#[tokio::test]
async fn bytes_up_and_down() {
    let server = Server::sending(200, "application/octet-stream", [0, 159, 146, 150]);
    let answer = server
        .client()
        .bodies()
        .send_bytes(vec![0, 255])
        .send()
        .await;
    let request = server.request();
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(request.header("content-length"), Some("2"));
    assert_eq!(request.body, [0, 255]);
    let answer = answer.expect("200 is documented");
    assert_eq!(answer.as_ref(), [0, 159, 146, 150]);
}

#[tokio::test]
async fn bytes_are_streamed_up() {
    let pieces = ["one", "two", "three"].map(Ok::<_, std::io::Error>);
    let body = Body::wrap_stream(futures_util::stream::iter(pieces));
    let server = Server::sending(200, "application/octet-stream", "");
    let answer = server.client().bodies().send_bytes(body).send().await;
    answer.expect("200 is documented");
    let request = server.request();
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.text(), "onetwothree");
}

#[tokio::test]
async fn bytes_are_streamed_down() {
    // The body is announced longer than what is sent at once, so it cannot have been buffered.
    let (server, rest) = Server::pausing(
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 6\r\n\r\none",
    );
    let operation = server.client();
    let operation = operation.bodies().send_bytes("x");
    let answer = tokio::time::timeout(Duration::from_secs(10), operation.send_streaming()).await;
    let mut answer = answer
        .expect("the head is there before the body is")
        .expect("200 is documented");
    let first = answer.chunk().await.expect("it arrives");
    assert_eq!(first.as_deref(), Some(b"one".as_slice()));
    rest.send("two").expect("the server waits");
    let second = answer.chunk().await.expect("it arrives");
    assert_eq!(second.as_deref(), Some(b"two".as_slice()));
    assert_eq!(answer.chunk().await.expect("it ends"), None);
}

#[tokio::test]
async fn a_get_has_no_body() {
    let server = Server::answering(NO_CONTENT);
    let answer = server.client().servers().get_from_document().send().await;
    answer.expect("204 is documented");
    let request = server.request();
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("content-type"), None);
}
