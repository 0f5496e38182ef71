//! What hooks are told.

use crate::support::{OK, Server, empty, get, header, post, reset};
use std::sync::{Arc, Mutex};
use wire::{Attempt, HeaderMap, Hook, StatusCode};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn push(&self, line: String) {
        self.0.lock().expect("no test panics with it").push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().expect("no test panics with it").clone()
    }
}

impl Hook for Log {
    fn before(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        let number = attempt.number;
        headers.insert("x-attempt", number.into());
        self.push(format!("{} {} {number}", attempt.method, attempt.operation));
    }

    fn after(&self, attempt: &Attempt, status: StatusCode, headers: &HeaderMap) {
        assert!(headers.contains_key("content-length"));
        self.push(format!("{} {status}", attempt.number));
    }

    fn error(&self, attempt: &Attempt, error: &(dyn std::error::Error + 'static)) {
        assert!(!error.to_string().is_empty());
        self.push(format!("{} failed", attempt.number));
    }
}

#[tokio::test]
async fn hooks_are_told_of_every_attempt_in_their_order() {
    let unavailable = empty(503);
    let server = Server::answering([unavailable.as_str(), OK]);
    let (one, two) = (Log::default(), Log::default());
    let builder = server.builder().hook(one.clone()).hook(two.clone());
    let client = builder.build().expect("the client builds");
    get(&client).send_raw().await.expect("it passed");
    let expected = [
        "GET a custom request 1",
        "1 503 Service Unavailable",
        "GET a custom request 2",
        "2 200 OK",
    ];
    assert_eq!(one.lines(), expected);
    assert_eq!(two.lines(), expected);
    let attempts: Vec<_> = server
        .requests()
        .iter()
        .map(|request| header(request, "x-attempt").map(str::to_owned))
        .collect();
    assert_eq!(attempts, [Some("1".to_owned()), Some("2".to_owned())]);
}

#[tokio::test]
async fn hooks_are_told_of_failures() {
    let server = Server::new(|_, _, stream| reset(stream));
    let log = Log::default();
    let builder = server.builder().hook(log.clone());
    let client = builder.build().expect("the client builds");
    post(&client).send_raw().await.expect_err("it breaks");
    assert_eq!(log.lines(), ["POST a custom request 1", "1 failed"]);
}
