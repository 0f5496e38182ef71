//! What a program that collects traces gets to see of a call.

use crate::support::{OK, Server, empty};
use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing_subscriber::fmt::{MakeWriter, format::FmtSpan};
use wire::reqwest::Method;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no test panics with it").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_call_is_a_span_and_an_attempt_is_an_event() {
    // While there is only one subscriber, a thread that is without it and meets a span first turns
    // that span off for all.
    let _other = tracing::Dispatch::new(tracing_subscriber::registry());
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let (unavailable, done) = (empty(503), empty(204));
    let server = Server::answering([unavailable.as_str(), done.as_str()]);
    let builder = server.builder().bearer("s3cret-1").query_key("s3cret-2");
    let client = builder.build().expect("the client builds");
    let call = client.retries().search().query_param("q", "s3cret-3");
    call.send().await.expect("it passed");
    let server = Server::answering([OK]);
    let builder = server.builder().max_response_body(1);
    let client = builder.build().expect("the client builds");
    let call = client.request(Method::GET, "/s3cret-4?s3cret-5");
    call.send_raw().await.expect_err("it is too large");
    drop(guard);
    let text = String::from_utf8(log.0.lock().expect("no test panics with it").clone());
    let text = text.expect("it is text");
    let lines: Vec<_> = text
        .lines()
        .filter(|line| line.contains("wire::"))
        .collect();
    let [first, second, call, ..] = lines[..] else {
        panic!("{text}");
    };
    assert!(
        first.contains("attempt=1 http.response.status_code=503"),
        "{first}"
    );
    assert!(
        second.contains("attempt=2 http.response.status_code=204"),
        "{second}"
    );
    for attribute in [
        "otel.kind=\"client\"",
        "otel.name=\"POST /retries\"",
        "http.request.method=\"POST\"",
        "url.template=\"/retries\"",
        "server.address=\"127.0.0.1\"",
        "http.response.status_code=204",
        "http.request.resend_count=1",
    ] {
        assert!(call.contains(attribute), "{attribute} is not in {call}");
    }
    assert!(text.contains("error.type=\"response_too_large\""), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}
