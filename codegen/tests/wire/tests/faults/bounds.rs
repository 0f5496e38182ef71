//! What is read has a limit.

use crate::support::{Server, get, write};
use wire::Error;

#[tokio::test]
async fn a_body_beyond_the_limit_is_an_error_with_what_was_read() {
    let server = Server::new(|_, _, stream| {
        write(
            stream,
            b"HTTP/1.1 200 OK\r\nX-A: 1\r\nConnection: close\r\n\r\n",
        );
        for _ in 0..1_000_000 {
            write(stream, &[b'x'; 1000]);
        }
    });
    let builder = server.builder().max_response_body(10_000);
    let client = builder.build().expect("the client builds");
    let error = get(&client).send_raw().await.expect_err("it is a gigabyte");
    let Error::TooLarge(response) = error else {
        panic!("{error:?}");
    };
    assert_eq!(response.headers()["x-a"], "1");
    assert_eq!(response.attempts(), 1);
    assert!(response.body().len() <= 10_000);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_not_read_at_all() {
    let server = Server::answering(["HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n"]);
    let error = get(&server.client())
        .send_raw()
        .await
        .expect_err("too long");
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_at_the_limit_is_read() {
    let server = Server::answering(["HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour"]);
    let builder = server.builder().max_response_body(4);
    let client = builder.build().expect("the client builds");
    let response = get(&client).send_raw().await.expect("it fits");
    assert_eq!(&response.body()[..], b"four");
}

/// A name of ten megabytes is in the body, not in the message.
#[tokio::test]
async fn the_text_of_an_error_is_bounded() {
    let name = "n".repeat(10_000_000);
    let body = format!("{{\"{name}\": {{\"{name}\": nul}}}}");
    let server = Server::new(move |_, _, stream| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        write(stream, head.as_bytes());
        write(stream, body.as_bytes());
    });
    let error = get(&server.client()).send::<wire::Value>().await;
    let error = error.expect_err("it is no JSON");
    assert!(
        matches!(error, Error::Decode(_)),
        "{}",
        error.to_string().len()
    );
    let shown = format!("{error} {error:?}");
    assert!(shown.len() < 2000, "{} bytes", shown.len());
}
