//! Response headers as the types that the document gives them.

use crate::support::Server;
use wire::models::{Color, Message, Rgb};
use wire::operations::responses::{GetHeadersStatus204Headers, HeadThingHeaders};

async fn headers(lines: &str) -> wire::HeaderMap {
    let server = Server::answering(format!("HTTP/1.1 204 No Content\r\n{lines}\r\n"));
    let answer = server.client().responses().get_headers().send().await;
    answer.expect("204 is documented").headers().clone()
}

#[tokio::test]
async fn every_type_of_header() {
    let headers = headers(
        "X-Left: 7\r\nX-Reset: 2024-01-02T03:04:05Z\r\nX-Tags: a, b\r\nX-Tags: c\r\n\
         X-Color: sky\r\nX-Rgb: R,100,G,200,B,150\r\nX-Meta: {\"text\":\"m\"}\r\n",
    )
    .await;
    let typed = GetHeadersStatus204Headers::of(&headers).expect("they decode");
    assert_eq!(typed.x_left, Some(7));
    assert_eq!(typed.x_reset, Some("2024-01-02T03:04:05Z".into()));
    assert_eq!(
        typed.x_tags,
        Some(["a", "b", "c"].map(str::to_owned).to_vec())
    );
    assert_eq!(typed.x_color, Some(Color::from("sky")));
    assert_eq!(typed.x_rgb, Some(Rgb::new(100, 200, 150)));
    assert_eq!(typed.x_meta, Some(Message::new("m")));
}

#[tokio::test]
async fn absent_headers_are_none() {
    let typed = GetHeadersStatus204Headers::of(&headers("").await).expect("they decode");
    assert_eq!(typed.x_left, None);
    assert_eq!(typed.x_tags, None);
}

#[tokio::test]
async fn a_header_that_does_not_decode_is_named() {
    let error = GetHeadersStatus204Headers::of(&headers("X-Left: many\r\n").await);
    let error = error.expect_err("it is no number");
    assert_eq!(error.name(), "X-Left");
}

#[tokio::test]
async fn headers_of_a_head_response() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 9\r\n\r\n");
    let answer = server.client().responses().head_thing().send().await;
    assert_eq!(server.request().line, "HEAD /thing");
    let answer = answer.expect("200 is documented");
    let typed = HeadThingHeaders::of(answer.headers()).expect("they decode");
    assert_eq!(typed.e_tag.as_deref(), Some("\"1\""));
}
