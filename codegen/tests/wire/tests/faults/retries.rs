//! What is sent again, how often, and when.

use crate::support::{OK, Server, empty, get, header, post, reset};
use std::{
    net::TcpListener,
    time::{Duration, Instant},
};
use wire::{
    Attempt, Client, Error, HeaderMap, Hook, RetryPolicy,
    reqwest::{Method, header::HeaderValue},
};

#[tokio::test]
async fn an_idempotent_request_is_sent_again_after_a_status_that_may_pass() {
    for status in [408, 429, 502, 503, 504] {
        let server = Server::answering([empty(status).as_str(), OK]);
        let response = get(&server.client()).send_raw().await.expect("it passed");
        assert_eq!((response.status().as_u16(), response.attempts()), (200, 2));
        assert_eq!(server.count(), 2, "{status}");
    }
    for status in [400, 401, 403, 404, 409, 500, 501] {
        let server = Server::answering([empty(status).as_str(), OK]);
        let response = get(&server.client()).send_raw().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(server.count(), 1, "{status}");
    }
}

#[tokio::test]
async fn the_last_response_is_returned_with_the_number_of_attempts() {
    let unavailable =
        "HTTP/1.1 503 X\r\nX-Request-Id: r-7\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy";
    let server = Server::answering([unavailable]);
    let error = get(&server.client())
        .send::<i32>()
        .await
        .expect_err("it is 503");
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"busy"[..]));
    assert_eq!(error.request_id(), Some("r-7"));
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_response_before_a_lost_connection_is_kept() {
    let server = Server::new(|number, _, stream| {
        if number == 0 {
            crate::support::write(stream, empty(503).as_bytes());
        } else {
            reset(stream);
        }
    });
    let error = get(&server.client())
        .send_raw()
        .await
        .expect_err("it breaks");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
}

#[tokio::test]
async fn a_request_that_may_have_arrived_is_not_sent_again() {
    let unavailable = empty(503);
    let server = Server::answering([unavailable.as_str(), OK]);
    let response = post(&server.client()).send_raw().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 503);
    assert_eq!(server.count(), 1);

    let server = Server::new(|_, _, stream| reset(stream));
    let error = post(&server.client())
        .send_raw()
        .await
        .expect_err("it breaks");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!((server.count(), error.attempts()), (1, 1));
}

#[tokio::test]
async fn an_idempotency_key_makes_a_request_safe_to_send_again() {
    let unavailable = empty(503);
    let server = Server::answering([unavailable.as_str(), OK]);
    let client = server.client();
    let response = post(&client).idempotency_key("k-1").send_raw().await;
    assert_eq!(response.expect("it passed").attempts(), 2);
    for request in server.requests() {
        assert_eq!(header(&request, "wire-key"), Some("k-1"));
        assert!(request.ends_with("\r\n\r\n1"), "{request}");
    }

    let server = Server::answering([unavailable.as_str(), OK]);
    let builder = server.builder().idempotency_header("X-Once");
    let client = builder.build().expect("the client builds");
    let response = post(&client).header("x-once", "k-2").send_raw().await;
    assert_eq!(response.expect("it passed").attempts(), 2);

    let server = Server::answering([unavailable.as_str(), OK]);
    let builder = server.builder().default_header("Wire-Key", "k-3");
    let client = builder.build().expect("the client builds");
    let response = post(&client).send_raw().await;
    assert_eq!(response.expect("it passed").attempts(), 2);
}

/// A hook is asked at each attempt, and may give each another key.
#[tokio::test]
async fn an_idempotency_key_of_a_hook_does_not_make_a_request_safe() {
    struct Key;
    impl Hook for Key {
        fn before(&self, _: &Attempt, headers: &mut HeaderMap) {
            headers.insert("wire-key", HeaderValue::from_static("k"));
        }
    }
    let server = Server::answering([empty(503).as_str(), OK]);
    let builder = server.builder().hook(Key);
    let client = builder.build().expect("the client builds");
    let response = post(&client).send_raw().await.expect("an answer");
    assert_eq!((response.status().as_u16(), server.count()), (503, 1));
    assert_eq!(header(&server.requests()[0], "wire-key"), Some("k"));
}

#[tokio::test]
async fn the_description_says_what_may_be_sent_twice() {
    let (unavailable, done) = (empty(503), empty(204));
    let server = Server::answering([unavailable.as_str(), done.as_str()]);
    let client = server.client();
    let response = client.retries().search().send().await;
    assert_eq!(response.expect("it passed").attempts(), 2);

    let server = Server::answering([unavailable.as_str(), done.as_str()]);
    let client = server.client();
    let error = client.retries().advance().send().await;
    assert_eq!(error.expect_err("it is 503").attempts(), 1);
}

/// What can be said of one call is there for every operation.
#[tokio::test]
async fn an_operation_takes_options_for_one_call() {
    let done = empty(204);
    let server = Server::answering([done.as_str()]);
    let client = server.client();
    let call = client.retries().search();
    let call = call.header("X-Trace", "t-1").query_param("debug", "a b");
    call.idempotency_key("k-3")
        .send()
        .await
        .expect("it is sent");
    let request = &server.requests()[0];
    assert!(
        request.starts_with("POST /retries?debug=a%20b HTTP"),
        "{request}"
    );
    assert_eq!(header(request, "x-trace"), Some("t-1"));
    assert_eq!(header(request, "wire-key"), Some("k-3"));

    let call = client.retries().search().header("bad name", "s3cret");
    let error = call.send().await.expect_err("there is no such header");
    assert!(matches!(error, Error::Request(_)), "{error:?}");
}

#[tokio::test]
async fn the_caller_decides_for_a_call_or_a_client() {
    let unavailable = empty(503);
    let server = Server::answering([unavailable.as_str(), OK]);
    let policy = RetryPolicy::default().any_method();
    let response = post(&server.client()).retry(policy).send_raw().await;
    assert_eq!(response.expect("it passed").attempts(), 2);

    let server = Server::answering([unavailable.as_str(), OK]);
    let builder = server.builder().retry(RetryPolicy::none());
    let client = builder.build().expect("the client builds");
    let response = get(&client).send_raw().await.expect("an answer");
    assert_eq!((response.status().as_u16(), server.count()), (503, 1));
}

#[tokio::test]
async fn retry_after_is_obeyed_up_to_a_bound() {
    let wait = "HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let server = Server::answering([wait, OK]);
    let begin = Instant::now();
    let response = get(&server.client()).send_raw().await.expect("it passed");
    assert_eq!(response.attempts(), 2);
    assert!(begin.elapsed() >= Duration::from_secs(1));

    let date = "HTTP/1.1 503 X\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let server = Server::answering([date, OK]);
    let response = get(&server.client()).send_raw().await;
    assert_eq!(response.expect("the date has passed").attempts(), 2);

    for long in ["3600", "99999999999999999999999"] {
        let answer = format!(
            "HTTP/1.1 429 X\r\nRetry-After: {long}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let server = Server::answering([answer.as_str(), OK]);
        let response = get(&server.client()).send_raw().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 429);
        assert_eq!(response.headers()["retry-after"], long);
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn no_retry_begins_that_the_time_of_the_call_would_not_see() {
    let wait =
        "HTTP/1.1 429 X\r\nRetry-After: 30\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let server = Server::answering([wait, OK]);
    let client = server.client();
    let call = get(&client).timeout(Duration::from_secs(10));
    let response = call.send_raw().await.expect("the answer of before");
    assert_eq!((response.status().as_u16(), server.count()), (429, 1));
}

#[tokio::test]
async fn a_request_of_any_method_is_sent_again_if_nothing_was_sent() {
    // The port is free until the client has tried once.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has a port");
    drop(listener);
    let policy = RetryPolicy::default().first_delay(Duration::from_millis(1));
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .retry(policy);
    let client = client.build().expect("the client builds");
    let error = post(&client).send_raw().await.expect_err("nobody listens");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_asked_for_again() {
    let broken = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{";
    let server = Server::answering([broken, OK]);
    let response = get(&server.client()).send_raw().await.expect("it passed");
    assert_eq!((response.attempts(), &response.body()[..]), (2, &b"{}"[..]));
}

/// In an outage, each call costs the server little more than one request.
#[tokio::test]
async fn a_budget_bounds_the_retries_of_a_client() {
    let unavailable = empty(503);
    let server = Server::answering([unavailable.as_str()]);
    let client = server.client();
    for _ in 0..200 {
        get(&client).send_raw().await.expect("an answer");
    }
    // 200 calls, and 100 retries of five tokens each.
    assert_eq!(server.count(), 300);
}

#[tokio::test]
async fn a_delete_that_is_sent_again_says_so() {
    let unavailable = empty(503);
    let server = Server::answering([unavailable.as_str(), &empty(404)]);
    let request = server.client();
    let error = request.request(Method::DELETE, "/x").send::<()>().await;
    let error = error.expect_err("it is not there any more");
    assert_eq!((error.attempts(), server.count()), (2, 2));
}

/// The second host cannot be reached; the first one has done what was asked for.
#[tokio::test]
async fn a_post_is_not_sent_again_after_a_redirect() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let closed = free.local_addr().expect("it has a port");
    drop(free);
    let answer = format!(
        "HTTP/1.1 303 X\r\nLocation: http://{closed}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let server = Server::answering([answer.as_str()]);
    let builder = server.builder().http_client(wire::reqwest::Client::new());
    let client = builder.build().expect("the client builds");
    post(&client).send_raw().await.expect_err("nobody listens");
    assert_eq!(server.count(), 1);
}

/// Heads that arrive give the budget nothing if the bodies do not.
#[tokio::test]
async fn broken_bodies_use_up_the_budget_too() {
    let server =
        Server::answering(["HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"]);
    let client = server.client();
    for _ in 0..120 {
        get(&client).send_raw().await.expect_err("it breaks off");
    }
    assert_eq!(server.count(), 220);
}
