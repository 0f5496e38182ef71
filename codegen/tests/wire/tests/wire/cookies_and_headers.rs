//! Header and cookie parameters, the styles `simple` and `form` of OpenAPI 3.0.4, "Style Examples".

use crate::support::{NO_CONTENT, Server, colors, rgb, sent};
use wire::Error;

#[tokio::test]
async fn header_simple() {
    let request = sent!(|client| client
        .styles()
        .header_simple()
        .x_text("blue")
        .x_list(colors())
        .x_object(rgb()));
    assert_eq!(request.header("x-text"), Some("blue"));
    assert_eq!(request.header("x-list"), Some("blue,black,brown"));
    assert_eq!(request.header("x-object"), Some("R,100,G,200,B,150"));
}

#[tokio::test]
async fn header_simple_exploded() {
    let request = sent!(|client| client
        .styles()
        .header_simple_exploded()
        .x_text("blue")
        .x_list(colors())
        .x_object(rgb()));
    assert_eq!(request.header("x-text"), Some("blue"));
    assert_eq!(request.header("x-list"), Some("blue,black,brown"));
    assert_eq!(request.header("x-object"), Some("R=100,G=200,B=150"));
}

#[tokio::test]
async fn headers_are_not_percent_encoded() {
    let request = sent!(|client| client.styles().header_simple().x_text("a b/c;ü"));
    assert_eq!(request.header("x-text"), Some("a b/c;ü"));
    assert_eq!(request.header("x-list"), None);
}

#[tokio::test]
async fn a_header_with_nothing_in_it_is_not_sent() {
    let request = sent!(|client| client
        .styles()
        .header_simple()
        .x_text("")
        .x_list(Vec::<String>::new()));
    assert_eq!(request.header("x-list"), None);
    assert_eq!(request.header("x-text"), Some(""));
    let request = sent!(|client| client
        .styles()
        .header_simple_exploded()
        .x_list(Vec::<String>::new()));
    assert_eq!(request.header("x-list"), None);
}

#[tokio::test]
async fn a_header_with_a_line_break_is_not_sent() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    let operation = client.styles().header_simple().x_text("a\r\nX-Evil: b");
    let error = operation.send().await;
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    assert!(server.is_idle());
}

/// OpenAPI 3.2.0, Style Examples, `cookie`.
#[tokio::test]
async fn cookie_plain() {
    let request = sent!(|client| client
        .styles()
        .cookie_plain()
        .text("blue/black=?")
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.header("cookie"),
        Some("text=blue/black=?; list=blue,black,brown; R=100; G=200; B=150")
    );
}

#[tokio::test]
async fn a_plain_cookie_that_would_begin_another_is_not_sent() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    for text in ["a; admin=1", "a\r\nX-Evil: b"] {
        let error = client.styles().cookie_plain().text(text).send().await;
        assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    }
    assert!(server.is_idle());
}

#[tokio::test]
async fn cookie_form() {
    let request = sent!(|client| client
        .styles()
        .cookie_form()
        .text("blue")
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.header("cookie"),
        Some("text=blue; list=blue,black,brown; object=R,100,G,200,B,150")
    );
}

#[tokio::test]
async fn cookie_form_exploded() {
    let request = sent!(|client| client
        .styles()
        .cookie_form_exploded()
        .text("blue")
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.header("cookie"),
        Some("text=blue; list=blue; list=black; list=brown; R=100; G=200; B=150")
    );
}

#[tokio::test]
async fn cookies_are_percent_encoded() {
    let request = sent!(|client| client.styles().cookie_form().text("a;b c=d"));
    assert_eq!(request.header("cookie"), Some("text=a%3Bb%20c%3Dd"));
    let request = sent!(|client| client.styles().cookie_form());
    assert_eq!(request.header("cookie"), None);
}
