//! Responses that are read as they arrive: events, JSON texts, bytes.

use std::time::Duration;

use crate::support::{NO_CONTENT, Server};
use wire::models::{Delta, Message, Problem};
use wire::{Client, Error, Event, EventStream, ItemStream, Response};

const EVENTS: &str =
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\r\n";

type Chat = Result<Response<EventStream<Delta>>, Error<Problem>>;

async fn chat(client: &Client) -> Chat {
    client
        .streams()
        .chat(Message::new("hi"))
        .send_events()
        .await
}

fn sending(body: &str) -> Server {
    Server::answering([EVENTS.as_bytes(), body.as_bytes()].concat())
}

async fn all<T>(stream: &mut EventStream<T>) -> Vec<Event<T>> {
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event.expect("the events decode"));
    }
    all
}

async fn items<T>(stream: &mut ItemStream<T>) -> Vec<Result<T, Error>> {
    let mut all = Vec::new();
    while let Some(item) = stream.next().await {
        all.push(item);
    }
    all
}

#[tokio::test]
async fn the_data_of_events_is_decoded_until_the_end_is_said() {
    let server = sending(
        ": hello\n\ndata: {\"delta\": \"Hel\"}\n\nid: 7\nevent: last\nretry: 1500\ndata: {\"delta\":\ndata:  \"lo\"}\n\n\
         data: [DONE]\n\ndata: {\"delta\": \"never\"}\n\n",
    );
    let mut events = chat(&server.client()).await.expect("it is success");
    assert_eq!(events.status().as_u16(), 200);
    let got = all(&mut events).await;
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].data, Delta::new("Hel"));
    assert_eq!((got[0].event.as_str(), got[0].id.as_str()), ("message", ""));
    assert_eq!(got[0].retry, None);
    assert_eq!(got[1].data, Delta::new("lo"));
    assert_eq!((got[1].event.as_str(), got[1].id.as_str()), ("last", "7"));
    assert_eq!(got[1].retry, Some(Duration::from_millis(1500)));
    assert_eq!(events.last_event_id(), "7");
    assert_eq!(events.retry(), Some(Duration::from_millis(1500)));
    let request = server.request();
    assert_eq!(request.line, "POST /chat");
    assert_eq!(
        request.header("accept"),
        Some("text/event-stream, application/json")
    );
    assert_eq!(request.text(), r#"{"text":"hi"}"#);

    let mut events = chat(&sending("data: [END]\n\n").client())
        .await
        .expect("it is success");
    events.end_at(Some("[END]"));
    assert!(events.next().await.is_none());
    let mut events = chat(&sending("data: [DONE]\n\n").client())
        .await
        .expect("it is success");
    events.end_at(None);
    assert!(matches!(events.next().await, Some(Err(Error::Decode(_)))));
}

#[tokio::test]
async fn data_that_is_text_stays_as_it_is() {
    let server =
        sending("data: one\rdata: zwölf\r\rdata\r\n\r\ndata:[DONE]\n\nid: 3\n\ndata: cut off");
    let answer = server.client().streams().get_notes().send_events().await;
    let mut events = answer.expect("it is success");
    let texts: Vec<_> = all(&mut events)
        .await
        .into_iter()
        .map(|event| event.data)
        .collect();
    assert_eq!(texts, ["one\nzwölf", "", "[DONE]"]);
    assert_eq!(events.last_event_id(), "3");
}

#[tokio::test]
async fn events_come_as_they_arrive() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\nda";
    let (server, more) = Server::pausing(head);
    // The time of a whole call is no limit of a stream.
    let builder = server.builder().timeout(Duration::from_millis(100));
    let client = builder.build().expect("the client builds");
    let answer = client.streams().get_notes().send_events().await;
    let mut events = answer.expect("it is success");
    let mut next = async || {
        let next = tokio::time::timeout(Duration::from_secs(10), events.next()).await;
        next.expect("it does not wait for the end")
            .map(|event| event.expect("it is an event").data)
    };
    assert_eq!(next().await.as_deref(), Some("first"));
    tokio::time::sleep(Duration::from_millis(200)).await;
    more.send("ta: second\n\n").expect("the server waits");
    assert_eq!(next().await.as_deref(), Some("second"));
    assert_eq!(next().await, None);
}

#[tokio::test]
async fn a_stream_that_is_silent_times_out() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\n";
    let (server, _more) = Server::pausing(head);
    let builder = server.builder().idle_timeout(Duration::from_millis(200));
    let client = builder.build().expect("the client builds");
    let answer = client.streams().get_notes().send_events().await;
    let mut events = answer.expect("it is success");
    assert!(matches!(events.next().await, Some(Ok(_))));
    let error = events.next().await.expect("it does not end well");
    let error = error.expect_err("nothing arrives");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(error.operation(), "GET /notes");
    assert!(events.next().await.is_none());

    // The limit holds for an HTTP client of the caller's too.
    let (server, _more) = Server::pausing(head);
    let own = wire::reqwest::Client::new();
    let builder = server.builder().http_client(own);
    let builder = builder.idle_timeout(Duration::from_millis(200));
    let client = builder.build().expect("the client builds");
    let answer = client.streams().get_notes().send_events().await;
    let mut events = answer.expect("it is success");
    assert!(matches!(events.next().await, Some(Ok(_))));
    let error = events.next().await.expect("it does not end well");
    assert!(matches!(error, Err(Error::Timeout(_))), "{error:?}");
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100\r\n\r\n";
    let server = Server::answering(format!("{head}data: first\n\ndata: sec"));
    let answer = server.client().streams().get_notes().send_events().await;
    let mut events = answer.expect("it is success");
    assert!(matches!(events.next().await, Some(Ok(_))));
    let error = events.next().await.expect("it does not end well");
    let error = error.expect_err("it breaks off");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.to_string().starts_with("GET /notes: "), "{error}");
    assert!(events.next().await.is_none());
    assert_eq!(events.unfinished(), "data: sec");
}

#[tokio::test]
async fn an_event_that_does_not_decode_is_kept_and_the_stream_goes_on() {
    let server = sending("data: {\"delta\": 1}\n\ndata: {\"delta\": \"b\"}\n\n");
    let mut events = chat(&server.client()).await.expect("it is success");
    let error = events.next().await.expect("it is an event");
    let error = error.expect_err("it does not decode");
    assert_eq!(
        error.to_string(),
        "POST /chat: an event of the 200 OK response could not be decoded at `$.delta`: \
         invalid type: integer, expected a string"
    );
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(br#"{"delta": 1}"#.as_slice())
    );
    assert!(
        error
            .headers()
            .is_some_and(|headers| headers.contains_key("content-type"))
    );
    let event = events
        .next()
        .await
        .expect("it goes on")
        .expect("it decodes");
    assert_eq!(event.data, Delta::new("b"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_event_that_is_too_long_ends_the_stream() {
    for body in ["data: 12345678901", "data: 123456\ndata: 123456\n\n"] {
        let server = sending(&format!("data: short\n\n{body}"));
        let answer = server.client().streams().get_notes().send_events().await;
        let mut events = answer.expect("it is success");
        events.limit(12);
        assert!(matches!(events.next().await, Some(Ok(_))));
        let error = events.next().await.expect("there is more");
        let error = error.expect_err("it is too long");
        assert!(
            error
                .to_string()
                .ends_with("could not be decoded at `$`: it is longer than 12 bytes"),
            "{error}"
        );
        assert!(
            error.body().is_some_and(|body| body.len() <= 24),
            "{error:?}"
        );
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn what_is_no_stream_is_an_error_with_its_content() {
    let server = Server::sending(200, "application/json", r#"{"text":"at once"}"#);
    let error = chat(&server.client()).await.expect_err("it is no stream");
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(
        error.to_string().contains("expected `text/event-stream`"),
        "{error}"
    );
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(br#"{"text":"at once"}"#.as_slice())
    );

    let server = Server::sending(429, "application/json", r#"{"title":"slow down"}"#);
    match chat(&server.client()).await {
        Err(Error::Api(problem)) => assert_eq!(**problem, Problem::new("slow down")),
        other => panic!("{other:?}"),
    }
    let mut events = chat(&Server::answering(NO_CONTENT).client())
        .await
        .expect("it is success");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_new_call_goes_on_after_the_last_event() {
    let server = sending("id: ä 1\ndata: a\n\n");
    let client = server.client();
    let call = client.streams().get_notes();
    let mut events = call.clone().send_events().await.expect("it is success");
    assert_eq!(all(&mut events).await.len(), 1);
    assert_eq!(server.request().header("last-event-id"), None);
    let resumed = call.clone().resume_events(events.last_event_id()).await;
    resumed.expect("it is success");
    assert_eq!(server.request().header("last-event-id"), Some("ä 1"));
    let error = call.resume_events("1\r\nX-Evil: b").await;
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
}

#[tokio::test]
async fn json_texts_are_items() {
    let lines = "{\"text\":\"a\"}\n\n{\"text\":\"b\"}\r\n[1]\n{\"text\":\"c\"}";
    let sequence = "\u{1e}{\n \"text\": \"a\"\n}\n\u{1e}{\"text\":\"b\"}\n\u{1e}{\"text\":\u{1e}{\"text\":\"c\"}\n";
    for (content_type, body, wrong) in [
        ("application/x-ndjson", lines, "[1]"),
        ("application/json-seq", sequence, "{\"text\":"),
    ] {
        let server = Server::sending(200, content_type, body);
        let answer = server.client().streams().get_log().send_items().await;
        assert_eq!(
            server.request().header("accept"),
            Some("application/x-ndjson, application/json-seq")
        );
        let got = items(&mut answer.expect("it is success")).await;
        let [Ok(a), Ok(b), Err(error), Ok(c)] = got.as_slice() else {
            panic!("{content_type}: {got:?}");
        };
        assert_eq!(
            [a, b, c].map(|message| message.text.as_str()),
            ["a", "b", "c"]
        );
        assert_eq!(error.body().map(|body| &body[..]), Some(wrong.as_bytes()));
        assert!(
            error
                .to_string()
                .starts_with("GET /log: an item of the 200"),
            "{error}"
        );
    }

    let server = Server::sending(200, "application/x-ndjson", lines);
    let answer = server.client().streams().get_log().send_items().await;
    let mut stream = answer.expect("it is success");
    stream.limit(5);
    let got = items(&mut stream).await;
    assert!(matches!(got.as_slice(), [Err(Error::Decode(_))]), "{got:?}");
}

#[tokio::test]
async fn an_item_of_a_sequence_does_not_wait_for_the_next() {
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json-seq\r\n\r\n\u{1e}{\"text\":\"a\"}\n";
    let (server, _more) = Server::pausing(head);
    let answer = server.client().streams().get_log().send_items().await;
    let mut stream = answer.expect("it is success");
    let next = tokio::time::timeout(Duration::from_secs(5), stream.next()).await;
    let item = next.expect("it is there").expect("it is an item");
    assert_eq!(item.expect("it decodes"), Message::new("a"));
}

#[tokio::test]
async fn bytes_are_streamed_where_one_success_is_binary() {
    let server = Server::sending(200, "application/pdf", "%PDF");
    let answer = server
        .client()
        .streams()
        .get_report()
        .send_streaming()
        .await;
    let mut stream = answer.expect("it is success");
    assert_eq!(stream.headers()["content-type"], "application/pdf");
    let mut got = Vec::new();
    while let Some(chunk) = stream.chunk().await.expect("it arrives") {
        got.extend_from_slice(&chunk);
    }
    assert_eq!(got, b"%PDF");
    let server = Server::sending(500, "text/plain", "no");
    let error = server
        .client()
        .streams()
        .get_report()
        .send_streaming()
        .await;
    assert!(matches!(error, Err(Error::Undocumented(_))), "{error:?}");
}

/// With a limit of time that loses no chunk where it strikes.
#[tokio::test]
async fn a_wait_that_is_given_up_loses_nothing() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nda";
    let (server, more) = Server::pausing(head);
    let answer = server.client().streams().get_notes().send_events().await;
    let mut events = answer.expect("it is success");
    let short = Duration::from_millis(50);
    assert!(tokio::time::timeout(short, events.next()).await.is_err());
    more.send("ta: x\n\n").expect("the server waits");
    let event = events
        .next()
        .await
        .expect("it is there")
        .expect("it is an event");
    assert_eq!(event.data, "x");
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn streams_are_those_of_futures() {
    use futures_util::StreamExt as _;
    let server = sending("data: a\n\ndata: b\n\n");
    let answer = server.client().streams().get_notes().send_events().await;
    let events = answer.expect("it is success").into_inner();
    let texts = events.map(|event| event.expect("it is an event").data);
    assert_eq!(texts.collect::<Vec<_>>().await, ["a", "b"]);

    let server = Server::sending(200, "application/x-ndjson", "{\"text\":\"a\"}");
    let answer = server.client().streams().get_log().send_items().await;
    let items = answer.expect("it is success").into_inner();
    assert_eq!(items.count().await, 1);

    let server = Server::sending(200, "application/pdf", "%PDF");
    let answer = server
        .client()
        .streams()
        .get_report()
        .send_streaming()
        .await;
    let bytes = answer.expect("it is success").into_inner();
    assert!(bytes.all(async |chunk| chunk.is_ok()).await);
}
