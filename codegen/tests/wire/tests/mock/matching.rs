//! Which calls a mock is for.

use super::{panic_of, start};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use wire::{
    Bytes, Error, FilePart, Value,
    mock::ReceivedRequest,
    models::{Color, Filter, FilterRange, Form, Message, Rgb, SendMultipartForm},
    operations::{
        bodies::{EchoBody, EchoSuccess, SendBytes, SendForm},
        parameters::{GetJoined, GetShared, QueryInPath},
        styles::{PathLabel, PathMatrix},
    },
    reqwest::Method,
};

/// The status of a call that no mock answers.
fn status<T, E>(outcome: Result<T, Error<E>>) -> Option<u16> {
    Some(outcome.err()?.status()?.as_u16())
}

#[tokio::test]
async fn typed_parameters_select_the_call() {
    let (server, client) = start();
    let parameters = client.parameters();
    let mock = server
        .on(parameters.send_types().int(1).color(Color::Blue))
        .respond(());
    // More is said than the mock asks for.
    let call = parameters.send_types().bool(true).color(Color::Blue).int(1);
    call.send().await.expect("it is mocked");
    let other = parameters.send_types().int(2).color(Color::Blue);
    assert_eq!(status(other.send().await), Some(501));
    assert_eq!(
        status(parameters.send_types().int(1).send().await),
        Some(501)
    );
    let received = mock.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].operation(), Some("GET /types"));
    assert_eq!(received[0].query_param("bool").as_deref(), Some("true"));
    assert_eq!(server.received().len(), 3);
    assert_eq!(
        panic_of(|| drop(server)),
        "the calls were not as expected:\n\
         - `GET /types` was called, and the mock has no answer: the query parameter `int` is different\n\
         - `GET /types` was called, and the mock has no answer: the query parameter `color` is different"
    );
}

#[tokio::test]
async fn what_is_in_the_path_the_headers_and_the_cookies_selects_the_call() {
    let (server, client) = start();
    let call = |id: &str, header: &str, cookie: &str| {
        let call = client.parameters().get_shared(id);
        call.id_header(header).id_cookie(cookie)
    };
    server.on(call("a/b", "h", "c")).respond(());
    call("a/b", "h", "c")
        .limit(3)
        .header("X-Other", "1")
        .send()
        .await
        .expect("it is mocked");
    for other in [
        call("a", "h", "c"),
        call("a/b", "x", "c"),
        call("a/b", "h", "x"),
    ] {
        assert_eq!(status(other.send().await), Some(501));
    }
    let text = panic_of(|| drop(server));
    let reasons = [
        "the path has other parameters",
        "the header `id` is different",
        "the cookie `id` is different",
    ];
    for reason in reasons {
        assert!(text.contains(reason), "{reason} is not in:\n{text}");
    }
}

#[tokio::test]
async fn a_json_body_may_have_more_than_the_mock_asks_for() {
    let (server, client) = start();
    let wanted = Filter::new().range(FilterRange::new().from(1));
    let content = client.parameters().send_content(Filter::new().name("any"));
    let other = client
        .parameters()
        .send_content(Filter::new().name("other"));
    // JSON in a parameter is a value like any other.
    server.on(content.clone()).respond(());
    content.send().await.expect("it is mocked");
    assert_eq!(status(other.filter(wanted).send().await), Some(501));

    server
        .on(client.bodies().send_json(Message::new("a")))
        .respond(());
    let blue = Message::new("a").color(Color::Blue);
    client
        .bodies()
        .send_json(blue)
        .send()
        .await
        .expect("it is mocked");
    assert_eq!(
        status(client.bodies().send_json(Message::new("b")).send().await),
        Some(501)
    );
    assert!(panic_of(|| drop(server)).ends_with("the body is different at `/text`"));
}

#[tokio::test]
async fn the_media_type_of_a_body_is_part_of_the_call() {
    let (server, client) = start();
    let form = || EchoBody::Form(Message::new("a b"));
    let text = EchoSuccess::Status200Text("form".to_owned());
    server
        .on(client.bodies().echo(form()))
        .respond(text.clone());
    let response = client
        .bodies()
        .echo(form())
        .send()
        .await
        .expect("it is mocked");
    assert_eq!(*response, text);
    let json = client.bodies().echo(Message::new("a b"));
    assert_eq!(status(json.send().await), Some(501));
    let other = client.bodies().echo(EchoBody::Form(Message::new("a")));
    assert_eq!(status(other.send().await), Some(501));
    let problems = panic_of(|| drop(server));
    assert!(
        problems.contains("the body has another media type"),
        "{problems}"
    );
    assert!(
        problems.ends_with("the field `text` of the body is different"),
        "{problems}"
    );
}

#[tokio::test]
async fn a_multipart_body_is_compared_whatever_its_boundary() {
    let (server, client) = start();
    let form = |file: &'static str| SendMultipartForm::new(FilePart::new(file), "title");
    server
        .on(client.bodies().send_multipart(form("content")))
        .respond(());
    let call = client.bodies().send_multipart(form("content"));
    call.send().await.expect("it is mocked");
    let other = client.bodies().send_multipart(form("contents"));
    assert_eq!(status(other.send().await), Some(501));
    assert!(panic_of(|| drop(server)).ends_with("the body is different"));
}

#[tokio::test]
async fn a_condition_sees_the_request() {
    let (server, client) = start();
    server
        .on_any::<SendForm>()
        .when(|request| request.form_field("name").as_deref() == Some("a & b"))
        .when(|request| request.header("content-type").is_some())
        .respond(());
    client
        .bodies()
        .send_form(Form::new("a & b"))
        .send()
        .await
        .expect("it is mocked");
    assert_eq!(
        status(client.bodies().send_form(Form::new("c")).send().await),
        Some(501)
    );
    assert!(panic_of(|| drop(server)).ends_with("a condition of `when` does not hold"));
}

#[tokio::test]
async fn a_condition_may_ask_the_server() {
    let (server, client) = start();
    let server = Arc::new(server);
    let asked = Arc::downgrade(&server);
    let count = move || asked.upgrade().map_or(0, |server| server.received().len());
    server.on_any::<SendBytes>().respond(Bytes::from("later"));
    server
        .on_any::<SendBytes>()
        .when(move |_| count() < 1)
        .respond(Bytes::from("first"));
    for expected in ["first", "later"] {
        let call = client.bodies().send_bytes(Bytes::new());
        let call = call.timeout(Duration::from_secs(10));
        let response = call.send().await.expect("it is mocked");
        assert_eq!(response.into_inner(), Bytes::from(expected));
    }
}

#[tokio::test]
async fn conditions_are_asked_about_calls_that_no_later_mock_answers() {
    let (server, client) = start();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    server
        .on_any::<SendBytes>()
        .when(move |_| count.fetch_add(1, Ordering::Relaxed) < 9)
        .respond(Bytes::from("before"));
    server
        .on_any::<SendBytes>()
        .respond(Bytes::from("later"))
        .times(1);
    for (expected, times) in [("later", 0), ("before", 1)] {
        let response = client.bodies().send_bytes(Bytes::new()).send().await;
        let response = response.expect("it is mocked");
        assert_eq!(response.into_inner(), Bytes::from(expected));
        assert_eq!(asked.load(Ordering::Relaxed), times);
    }
}

#[tokio::test]
async fn what_is_said_later_is_an_exception_from_what_was_said_before() {
    let (server, client) = start();
    server.on_any::<SendBytes>().respond(Bytes::new());
    server
        .on(client.bodies().send_bytes("exception"))
        .respond_raw(teapot());
    client
        .bodies()
        .send_bytes("any")
        .send()
        .await
        .expect("it is mocked");
    assert_eq!(
        status(client.bodies().send_bytes("exception").send().await),
        Some(418)
    );
    // The content of a stream is not known, so it may be any.
    server
        .on(client.bodies().send_bytes(stream()))
        .respond(Bytes::new());
    client
        .bodies()
        .send_bytes("exception")
        .send()
        .await
        .expect("it is mocked");
}

/// What is read while it is sent is not read for a comparison.
#[cfg(feature = "stream")]
#[tokio::test]
async fn a_body_that_would_have_to_be_opened_is_not_compared() {
    use wire::{Upload, models::SendMultipartForm};
    let (server, client) = start();
    let nowhere = || Upload::path("/no/such/file");
    let bodies = client.bodies();
    server
        .on(bodies.send_bytes(nowhere()))
        .respond(Bytes::new());
    let sent = bodies.send_bytes("anything").send().await;
    sent.expect("it is mocked");
    let form = |file: Upload| SendMultipartForm::new(file, "title");
    server
        .on(bodies.send_multipart(form(nowhere())))
        .respond(());
    let sent = bodies.send_multipart(form("anything".into())).send().await;
    sent.expect("it is mocked");
}

fn teapot() -> wire::RawResponse {
    let headers = wire::HeaderMap::new();
    wire::RawResponse::new(wire::StatusCode::IM_A_TEAPOT, headers, Bytes::new())
}

fn stream() -> wire::reqwest::Body {
    let chunks = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
    wire::reqwest::Body::wrap_stream(chunks)
}

/// The operation is found by its path, also where a parameter is a part of a segment only.
#[tokio::test]
async fn any_call_of_an_operation_is_found_by_its_path() {
    let (server, client) = start();
    server.on_any::<GetShared>().respond(());
    client
        .parameters()
        .get_shared("ü ?#%")
        .send()
        .await
        .expect("it is mocked");
    server.on_any::<GetJoined>().respond(());
    client
        .parameters()
        .get_joined("a.b", "gz")
        .send()
        .await
        .expect("it is mocked");
    server.on_any::<QueryInPath>().respond(());
    client
        .parameters()
        .query_in_path()
        .page(2)
        .send()
        .await
        .expect("it is mocked");
    let rgb = || Rgb::new(1, 2, 3);
    server.on_any::<PathMatrix>().respond(());
    let call = client.styles().path_matrix("a", ["b", "c"], rgb());
    call.send().await.expect("it is mocked");
    server.on_any::<PathLabel>().respond(());
    let call = client.styles().path_label("a", ["b", "c"], rgb());
    call.send().await.expect("it is mocked");
    let operations: Vec<_> = server
        .received()
        .iter()
        .map(ReceivedRequest::operation)
        .collect();
    assert_eq!(
        operations,
        [
            Some("GET /shared/{id}"),
            Some("GET /joined/{name}.{extension}"),
            Some("GET /act?do=list"),
            Some("GET /matrix/{text}/{list}/{object}"),
            Some("GET /label/{text}/{list}/{object}"),
        ]
    );
    let request = client
        .request(Method::GET, "/shared/a/secret")
        .send::<Value>();
    assert_eq!(status(request.await), Some(501));
    assert_eq!(
        panic_of(|| drop(server)),
        "the calls were not as expected:\n\
         - `GET` of a path that no operation has was called, and the mock has no answer"
    );
}
