//! What a server said before it broke off is kept; what it should not say is an error.

use crate::support::{Server, get, post, reset, write};
use std::{io::Read, net::TcpListener};
use wire::Error;

#[tokio::test]
async fn a_reset_in_the_body_keeps_status_headers_and_what_arrived() {
    let server = Server::new(|_, _, stream| {
        write(
            stream,
            b"HTTP/1.1 429 X\r\nRetry-After: 7\r\nX-Request-Id: r-1\r\nContent-Length: 100\r\n\r\npart",
        );
        // What was written arrives before the connection is cut.
        std::thread::sleep(std::time::Duration::from_millis(50));
        reset(stream);
    });
    let error = post(&server.client())
        .send_raw()
        .await
        .expect_err("it breaks");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
    assert_eq!(error.headers().expect("they came")["retry-after"], "7");
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"part"[..]));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn answers_that_are_not_http_are_errors() {
    let long = format!(
        "HTTP/1.1 200 OK\r\nX-Long: {}\r\n\r\n",
        "x".repeat(2_000_000)
    );
    for answer in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
        "SSH-2.0-OpenSSH\r\n",
        long.as_str(),
    ] {
        let server = Server::answering([answer]);
        let error = post(&server.client()).send_raw().await;
        let error = error.expect_err(answer.get(..60).unwrap_or(answer));
        assert!(matches!(error, Error::Transport(_)), "{answer}: {error:?}");
        assert_eq!(server.count(), 1, "{answer}");
    }
}

#[tokio::test]
async fn answers_that_are_odd_are_read() {
    for (answer, status, body) in [
        ("HTTP/1.1 200 OK\r\nX: \x7fx\r\n\r\n", None, ""),
        (
            "HTTP/1.1 204 X\r\nContent-Length: 2\r\n\r\nab",
            Some(204),
            "",
        ),
        ("HTTP/1.1 205 X\r\nContent-Length: 0\r\n\r\n", Some(205), ""),
        ("HTTP/1.1 304 X\r\n\r\n", Some(304), ""),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcdef",
            Some(200),
            "ab",
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
            Some(200),
            "a",
        ),
        (
            "HTTP/1.1 413 X\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig",
            Some(413),
            "big",
        ),
    ] {
        let server = Server::answering([answer]);
        match post(&server.client()).send_raw().await {
            Ok(response) => {
                assert_eq!(Some(response.status().as_u16()), status, "{answer}");
                assert_eq!(response.body(), body.as_bytes(), "{answer}");
            }
            Err(error) => assert!(status.is_none(), "{answer}: {error:?}"),
        }
    }
}

#[tokio::test]
async fn tls_to_a_port_without_it_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has a port");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            write(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n");
            let _ = stream.read(&mut [0; 512]);
        }
    });
    let client = wire::Client::builder()
        .base_url(format!("https://{address}"))
        .retry(wire::RetryPolicy::none());
    let client = client.build().expect("the client builds");
    let error = get(&client).send_raw().await.expect_err("there is no TLS");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
