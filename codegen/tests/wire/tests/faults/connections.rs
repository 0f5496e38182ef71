//! Connections that end when they should not, and calls that the caller gives up.

use crate::support::{OK, Server, get, post, write};
use std::{
    collections::HashMap,
    io::Read,
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};
use wire::{Client, Error, RetryPolicy, Timeout, Value};

/// Says that each connection stays open, and closes it after its first response. Returns the URL,
/// and how often each `?n=` was seen.
fn closing() -> (String, Arc<Mutex<HashMap<String, usize>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!("http://{}", listener.local_addr().expect("it has a port"));
    let seen = Arc::new(Mutex::new(HashMap::new()));
    let counts = Arc::clone(&seen);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let counts = Arc::clone(&counts);
            thread::spawn(move || {
                let mut request = [0; 4096];
                let read = stream.read(&mut request).unwrap_or_default();
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                let number = request.split(['=', ' ']).nth(2).unwrap_or_default();
                let mut counts = counts.lock().expect("no test panics with it");
                *counts.entry(number.to_owned()).or_default() += 1;
                write(
                    &mut stream,
                    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                );
            });
        }
    });
    (url, seen)
}

fn client(url: &str) -> Client {
    let policy = RetryPolicy::default().first_delay(Duration::from_millis(1));
    let builder = Client::builder().base_url(url).retry(policy);
    builder.build().expect("the client builds")
}

#[tokio::test]
async fn a_pooled_connection_that_died_is_replaced() {
    let (url, seen) = closing();
    let client = client(&url);
    for number in 0..200 {
        let answer = get(&client)
            .query_param("n", number.to_string())
            .send::<Value>()
            .await;
        answer.expect("a request without effect is sent again");
    }
    assert_eq!(seen.lock().expect("no panic").len(), 200);
}

#[tokio::test]
async fn no_pooled_connection_has_a_post_sent_twice() {
    let (url, seen) = closing();
    let client = client(&url);
    for number in 0..200 {
        match post(&client)
            .query_param("n", number.to_string())
            .send::<Value>()
            .await
        {
            Ok(_) | Err(Error::Transport(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    let seen = seen.lock().expect("no panic");
    assert!(seen.values().all(|&times| times == 1), "{seen:?}");
}

#[tokio::test]
async fn interim_responses_without_end_reach_the_idle_timeout() {
    let server = Server::new(|_, _, stream| {
        for _ in 0..10_000 {
            write(stream, b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            thread::sleep(Duration::from_millis(5));
        }
    });
    let builder = server.builder().idle_timeout(Duration::from_millis(300));
    let client = builder.build().expect("the client builds");
    let error = post(&client).send::<Value>().await.expect_err("no answer");
    let Error::Timeout(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.which(), Timeout::Idle);
}

#[tokio::test]
async fn a_client_goes_on_after_calls_that_were_given_up() {
    let server = Server::new(|number, _, stream| {
        if number < 20 {
            // In the head, or in the body.
            let part = if number % 2 == 0 {
                "HTTP/1.1 2"
            } else {
                &OK[..OK.len() - 1]
            };
            write(stream, part.as_bytes());
            thread::sleep(Duration::from_secs(2));
        } else {
            write(stream, OK.as_bytes());
        }
    });
    let client = server.client();
    for _ in 0..20 {
        let call = post(&client).send::<Value>();
        let given_up = tokio::time::timeout(Duration::from_millis(50), call).await;
        assert!(given_up.is_err(), "{given_up:?}");
    }
    post(&client).send::<Value>().await.expect("it answers");
    // No retry was made of what nobody waits for.
    assert_eq!(server.count(), 21);
}

#[tokio::test]
async fn a_host_without_an_address_is_an_error() {
    let client = client("http://nowhere.invalid");
    match post(&client).send::<Value>().await {
        Err(Error::Transport(error)) => assert!(error.cause().is_connect()),
        // Where nobody answers who knows.
        Err(Error::Timeout(error)) => assert_eq!(error.which(), Timeout::Connect),
        other => panic!("{other:?}"),
    }
}
