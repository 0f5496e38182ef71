//! Every wait has a limit, and the error says which it was.

use crate::support::{OK, Server, get, post, write};
use std::{
    thread,
    time::{Duration, Instant},
};
use wire::{Client, Error, Timeout, Token};

const SHORT: Duration = Duration::from_millis(150);
const HEAD: &str = "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 100\r\n\r\n";

fn which<E>(error: &Error<E>) -> Timeout {
    match error {
        Error::Timeout(error) => error.which(),
        _ => panic!("it is another error"),
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_reaches_the_idle_timeout() {
    let server = Server::new(|_, _, _| thread::sleep(Duration::from_secs(5)));
    let begin = Instant::now();
    let client = server.client();
    let call = get(&client).idle_timeout(SHORT);
    let error = call.send_raw().await.expect_err("it says nothing");
    assert_eq!(which(&error), Timeout::Idle);
    assert!(begin.elapsed() < Duration::from_secs(4));
    assert_eq!((error.attempts(), server.count()), (1, 1));

    let builder = server.builder().idle_timeout(SHORT);
    let client = builder.build().expect("the client builds");
    let error = post(&client).send_raw().await.expect_err("it says nothing");
    assert_eq!(which(&error), Timeout::Idle);
}

#[tokio::test]
async fn what_arrived_before_a_timeout_is_kept() {
    let server = Server::new(|_, _, stream| {
        write(stream, format!("{HEAD}some").as_bytes());
        thread::sleep(Duration::from_secs(5));
    });
    let client = server.client();
    let call = get(&client).idle_timeout(SHORT);
    let error = call.send_raw().await.expect_err("it stops");
    assert_eq!(which(&error), Timeout::Idle);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.headers().expect("they came")["x-a"], "1");
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"some"[..]));
}

#[tokio::test]
async fn a_byte_now_and_then_keeps_the_idle_timeout_but_not_the_total() {
    let server = Server::new(|_, _, stream| {
        write(stream, HEAD.as_bytes());
        for _ in 0..100 {
            write(stream, b"x");
            thread::sleep(Duration::from_millis(20));
        }
    });
    let client = server.client();
    let call = get(&client).idle_timeout(Duration::from_secs(1));
    let response = call.send_raw().await.expect("it is slow, not silent");
    assert_eq!(response.body().len(), 100);

    let client = server.client();
    let call = get(&client).timeout(SHORT);
    let error = call.send_raw().await.expect_err("it takes two seconds");
    assert_eq!(which(&error), Timeout::Total);
}

#[tokio::test]
async fn a_call_can_be_without_the_limits_of_its_client() {
    let server = Server::new(|_, _, stream| {
        thread::sleep(2 * SHORT);
        write(stream, OK.as_bytes());
    });
    let builder = server.builder().idle_timeout(SHORT).timeout(SHORT);
    let client = builder.build().expect("the client builds");
    let error = get(&client).idle_timeout(None).send_raw().await;
    assert_eq!(which(&error.expect_err("the other holds")), Timeout::Total);
    let call = get(&client).idle_timeout(None).timeout(None);
    call.send_raw().await.expect("there is no limit");
}

#[tokio::test]
async fn connecting_has_a_limit_of_its_own() {
    // A network for documentation (RFC 5737): nobody answers. Where there is no route at all, the
    // connection fails at once.
    let client = Client::builder()
        .base_url("http://192.0.2.1")
        .connect_timeout(SHORT)
        .retry(wire::RetryPolicy::none());
    let client = client.build().expect("the client builds");
    let error = get(&client).send_raw().await.expect_err("nobody answers");
    match &error {
        Error::Timeout(error) => assert_eq!(error.which(), Timeout::Connect),
        Error::Transport(error) => assert!(error.cause().is_connect(), "{error:?}"),
        _ => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_token_source_that_hangs_is_under_the_limits() {
    let server = Server::answering([OK]);
    let builder = server.builder().idle_timeout(SHORT).oauth_source(|| async {
        std::future::pending::<()>().await;
        Ok(Token::new("never"))
    });
    let client = builder.build().expect("the client builds");
    let error = client.security().get_oauth().send().await;
    assert_eq!(
        which(&error.expect_err("there is no token")),
        Timeout::Token
    );
    assert_eq!(server.count(), 0);
}

#[test]
fn outside_of_a_runtime_there_is_an_error() {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Poll, Waker},
    };
    let server = Server::answering([OK]);
    let client = server.client();
    let mut call = pin!(get(&client).send_raw());
    let mut context = Context::from_waker(Waker::noop());
    match call.as_mut().poll(&mut context) {
        Poll::Ready(Err(Error::Request(error))) => {
            assert!(error.to_string().contains("Tokio runtime"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

/// A form has a length, though it is written as a stream.
#[tokio::test]
async fn a_form_that_is_not_answered_reaches_the_idle_timeout() {
    let server = Server::new(|_, _, _| thread::sleep(Duration::from_secs(5)));
    let builder = server.builder().idle_timeout(SHORT);
    let client = builder.build().expect("the client builds");
    let form = wire::models::SendProfileForm::new().csv("a,b");
    let call = client.multipart().send_profile(form);
    let error = call.send().await.expect_err("it says nothing");
    assert_eq!(which(&error), Timeout::Idle);
}

/// The head of a stream is waited for like that of any response.
#[tokio::test]
async fn the_time_of_a_call_ends_with_the_head_of_a_stream() {
    let server = Server::new(|_, _, _| thread::sleep(Duration::from_secs(5)));
    let client = server.client();
    let call = client.streams().get_notes().timeout(SHORT);
    let error = call.send_events().await.expect_err("there is no head");
    assert_eq!(which(&error), Timeout::Total);
}
