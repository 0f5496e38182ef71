//! Calls where there is no `async`, and where they cannot be made.

use crate::support::{OK, Server, empty, get, header, json, post, write};
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime::{Builder, Runtime},
    task::{LocalSet, block_in_place, spawn_blocking},
};
use wire::{Client, Error, Timeout, Token};

const EVENTS: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n\
    data: a\n\ndata: b\n\n";

fn several_workers() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build();
    runtime.expect("it starts")
}

fn one_thread() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("it starts")
}

#[test]
fn a_call_is_made_without_async() {
    let server = Server::answering([empty(204).as_str()]);
    let client = server.builder().bearer("t").build();
    let client = client.expect("the client builds");
    let answer = client.security().get_bearer().send_blocking();
    assert_eq!(answer.expect("204 is documented").status(), 204);
    assert_eq!(
        header(&server.requests()[0], "authorization"),
        Some("Bearer t")
    );

    let server = Server::answering([OK]);
    let client = server.client();
    let answer = post(&client).send_blocking::<wire::Value>();
    assert_eq!(*answer.expect("it succeeds"), serde_json::json!({}));
    let answer = get(&client).send_raw_blocking();
    assert_eq!(&answer.expect("it succeeds").body()[..], b"{}");
}

#[test]
fn many_threads_call_at_once() {
    let server = Server::new(|_, request, stream| {
        let number = request.split(['=', ' ']).nth(2).unwrap_or_default();
        let length = number.len();
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        write(stream, format!("{head}{number}").as_bytes());
    });
    let client = server.client();
    thread::scope(|scope| {
        for thread in 0..50 {
            let client = &client;
            scope.spawn(move || {
                for call in 0..4 {
                    let number = format!("{thread}.{call}");
                    let answer = get(client).query_param("n", &number).send_raw_blocking();
                    let answer = answer.expect("it is answered");
                    assert_eq!(&answer.body()[..], number.as_bytes());
                }
            });
        }
    });
    assert_eq!(server.count(), 200);
}

/// Answers all requests of a connection, and says how many connections there were.
fn keeping() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!("http://{}", listener.local_addr().expect("it has a port"));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            counted.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || {
                let lines = BufReader::new(stream.try_clone().expect("it is open")).lines();
                for line in lines.map_while(Result::ok) {
                    if line.is_empty() {
                        write(&mut stream, b"HTTP/1.1 204 X\r\n\r\n");
                    }
                }
            });
        }
    });
    (url, count)
}

#[test]
fn connections_are_used_again_by_any_thread() {
    let (url, connections) = keeping();
    let client = Client::builder().base_url(url).build();
    let client = client.expect("the client builds");
    for _ in 0..5 {
        let client = client.clone();
        let caller = thread::spawn(move || get(&client).send_raw_blocking().map(|_| ()));
        let outcome = caller.join().expect("it does not panic");
        outcome.expect("it is answered");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[test]
fn limits_retries_and_tokens_are_those_of_all_calls() {
    let server = Server::new(|_, _, _| thread::sleep(Duration::from_secs(5)));
    let client = server.client();
    let begin = Instant::now();
    let call = get(&client).idle_timeout(Duration::from_millis(150));
    match call.send_raw_blocking() {
        Err(Error::Timeout(error)) => assert_eq!(error.which(), Timeout::Idle),
        other => panic!("{other:?}"),
    }
    assert!(begin.elapsed() < Duration::from_secs(4));

    let server = Server::answering([empty(503).as_str(), OK]);
    let client = server.client();
    let answer = get(&client).send_raw_blocking();
    assert_eq!(answer.expect("the second one succeeds").attempts(), 2);

    let server = Server::answering([empty(204).as_str()]);
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let builder = server.builder().oauth_source(move || {
        count.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Ok(Token::new("t"))
        }
    });
    let client = builder.build().expect("the client builds");
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                client
                    .security()
                    .get_oauth()
                    .send_blocking()
                    .expect("a token")
            });
        }
    });
    assert_eq!((asked.load(Ordering::SeqCst), server.count()), (1, 20));
}

#[test]
fn streams_are_iterators() {
    let server = Server::answering([EVENTS]);
    let client = server.client();
    let mut events = client
        .streams()
        .get_notes()
        .send_events_blocking()
        .expect("a stream");
    let texts = events.blocking().map(|event| event.expect("an event").data);
    assert_eq!(texts.collect::<Vec<_>>(), ["a", "b"]);
    assert!(events.blocking().next().is_none());
    // One that is not read to its end is dropped here.
    let mut events = client
        .streams()
        .get_notes()
        .resume_events_blocking("1")
        .expect("a stream");
    assert!(events.blocking().next().is_some_and(|event| event.is_ok()));
    drop(events);
    assert_eq!(header(&server.requests()[1], "last-event-id"), Some("1"));

    let server = Server::new(|_, _, stream| {
        write(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n",
        );
        thread::sleep(Duration::from_secs(5));
    });
    let client = server.client();
    let call = client
        .streams()
        .get_notes()
        .idle_timeout(Duration::from_millis(150));
    let mut events = call.send_events_blocking().expect("a stream");
    let outcomes: Vec<_> = events.blocking().collect();
    assert!(
        matches!(outcomes[..], [Ok(_), Err(Error::Timeout(_))]),
        "{outcomes:?}"
    );
}

/// What `Error::Request` says.
#[test]
fn pages_and_their_items_are_iterators() {
    let bodies = [
        r#"{"numbers": [1, 2], "total": 3}"#,
        r#"{"numbers": [3], "total": 3}"#,
    ];
    let answers = bodies.map(|body| json("", body));
    let answers = answers.each_ref().map(String::as_str);
    let server = Server::answering(answers);
    let client = server.client();
    let mut items = client.pages().by_range().items();
    let items = items.blocking().map(|item| item.expect("a number"));
    assert_eq!(items.collect::<Vec<_>>(), [1, 2, 3]);
    let server = Server::answering(answers);
    let client = server.client();
    let mut pages = client.pages().by_range().pages();
    let pages = pages.blocking().map(|page| page.expect("a page"));
    assert_eq!(pages.count(), 2);
    assert_eq!(server.count(), 2);
}

fn refused<T: std::fmt::Debug, E: std::fmt::Debug>(outcome: Result<T, Error<E>>) {
    match outcome {
        Err(Error::Request(error)) => {
            assert!(
                error.to_string().contains("`tokio::task::spawn_blocking`"),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn async_code_cannot_block() {
    let server = Server::answering([EVENTS]);
    let client = server.client();
    let refuse = || refused(get(&client).send_raw_blocking());
    for runtime in [several_workers(), one_thread()] {
        runtime.block_on(async { refuse() });
        let own = client.clone();
        let task = runtime.spawn(async move { refused(get(&own).send_raw_blocking()) });
        runtime.block_on(task).expect("it does not panic");
        LocalSet::new().block_on(&runtime, async { refuse() });
        // What is awaited works afterwards.
        let mut events = runtime.block_on(async {
            refuse();
            client
                .streams()
                .get_notes()
                .send_events()
                .await
                .expect("a stream")
        });
        runtime.block_on(async {
            let mut outcomes = events.blocking();
            let outcome = outcomes.next().expect("it says why there is nothing");
            refused(outcome);
            assert!(outcomes.next().is_none());
            drop(outcomes);
            assert!(events.next().await.is_some_and(|event| event.is_ok()));
        });
    }
    assert_eq!(server.count(), 2);
}

#[test]
fn where_tokio_does_not_tell_a_call_waits_and_does_not_panic() {
    let server = Server::answering([OK]);
    let client = server.client();
    for runtime in [several_workers(), one_thread()] {
        let call = async {
            get(&client)
                .send_raw_blocking()
                .map(|answer| answer.status())
        };
        let status = runtime.block_on(tokio::task::unconstrained(call));
        assert_eq!(status.expect("it waits").as_u16(), 200);
    }
}

#[test]
fn what_async_code_may_block_may_call() {
    let server = Server::answering([OK]);
    let client = server.client();
    for runtime in [several_workers(), one_thread()] {
        let own = client.clone();
        let task = move || get(&own).send_raw_blocking().is_ok();
        let outcome = runtime.block_on(async { spawn_blocking(task).await });
        assert!(outcome.expect("it does not panic"));
        let _context = runtime.enter();
        get(&client).send_raw_blocking().expect("it is answered");
    }
    let runtime = several_workers();
    let in_place = || get(&client).send_raw_blocking().is_ok();
    assert!(runtime.block_on(async { block_in_place(in_place) }));
}
