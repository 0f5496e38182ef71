//! What the caller of a mocked operation gets.

use super::{panic_of, start};
use std::time::Duration;
use wire::{
    Bytes, Error, HeaderMap, RawResponse, RetryPolicy, StatusCode, Timeout,
    models::{Message, Missing, Problem},
    operations::{
        bodies::{Echo, EchoSuccess},
        responses::{
            DeleteThing, GetHeaders, GetHeadersStatus204Headers, GetStatuses, GetStatusesError,
            PutCreated, PutCreatedSuccess,
        },
        streams::{GetLog, GetNotes},
    },
};

#[tokio::test]
async fn a_success_is_of_the_type_of_the_operation() {
    let (mock, client) = start();
    mock.on_any::<GetStatuses>().respond(Message::new("hello"));
    let response = client.responses().get_statuses().send().await.expect("200");
    assert_eq!(response.status(), 200);
    assert_eq!(response.text, "hello");
    assert_eq!(response.headers()["content-type"], "application/json");

    mock.on_any::<DeleteThing>().respond(());
    let response = client.responses().delete_thing().send().await.expect("204");
    assert_eq!(response.status(), 204);
}

#[tokio::test]
async fn each_variant_of_a_success_has_its_status_and_media_type() {
    let (mock, client) = start();
    let created = [
        (PutCreatedSuccess::Status200(Message::new("new")), 200),
        (PutCreatedSuccess::Status204, 204),
    ];
    for (content, status) in created {
        mock.on_any::<PutCreated>().respond(content.clone());
        let response = client
            .responses()
            .put_created()
            .send()
            .await
            .expect("a success");
        assert_eq!((response.status().as_u16(), &*response), (status, &content));
    }
    let echoed = [
        (
            EchoSuccess::Status200(Message::new("json")),
            "application/json",
        ),
        (EchoSuccess::Status200Text("text".to_owned()), "text/plain"),
        (
            EchoSuccess::Status200Binary(Bytes::from_static(&[0, 255])),
            "application/octet-stream",
        ),
    ];
    for (content, media_type) in echoed {
        mock.on_any::<Echo>().respond(content.clone());
        let response = client
            .bodies()
            .echo(Message::new("a"))
            .send()
            .await
            .expect("200");
        assert_eq!(*response, content);
        assert_eq!(response.headers()["content-type"], media_type);
    }
}

#[tokio::test]
async fn an_error_is_of_the_type_of_its_status() {
    let (mock, client) = start();
    let mock = mock
        .on_any::<GetStatuses>()
        .respond_error(404, GetStatusesError::Status404(Missing::new("page")))
        .respond_error(418, GetStatusesError::Status4xx(Problem::new("teapot")))
        .respond_error(503, GetStatusesError::Status503("down".to_owned()))
        .respond_error(500, GetStatusesError::Default);
    for (status, expected) in [
        (404, GetStatusesError::Status404(Missing::new("page"))),
        (418, GetStatusesError::Status4xx(Problem::new("teapot"))),
        (503, GetStatusesError::Status503("down".to_owned())),
        (500, GetStatusesError::Default),
    ] {
        let call = client.responses().get_statuses().retry(RetryPolicy::none());
        let Err(Error::Api(error)) = call.send().await else {
            panic!("{status} is documented");
        };
        assert_eq!((error.status().as_u16(), &**error), (status, &expected));
    }
    assert_eq!(mock.received().len(), 4);
}

#[test]
fn what_the_description_does_not_have_is_refused() {
    let (mock, _client) = start();
    let missing = || GetStatusesError::Status404(Missing::new("secret"));
    let text = panic_of(|| mock.on_any::<GetStatuses>().respond_error(400, missing()));
    assert_eq!(
        text,
        "the description of `GET /statuses` has no response with the status 400 and this content: \
         `respond_raw` sends any"
    );
    let text = panic_of(|| {
        mock.on_any::<GetStatuses>()
            .respond_with(201, Message::new("secret"))
    });
    assert!(text.contains("no response with the status 201"), "{text}");
    let default = GetStatusesError::Default;
    let text = panic_of(|| mock.on_any::<GetStatuses>().respond_error(200, default));
    assert_eq!(
        text,
        "a client does not read this response to `GET /statuses` as a documented error"
    );
    let text = panic_of(|| mock.on_any::<GetStatuses>().times(2));
    assert_eq!(
        text,
        "say the answer to `GET /statuses` first, for instance with `respond`"
    );
}

#[tokio::test]
async fn any_other_response_is_sent_as_it_is() {
    let (mock, client) = start();
    let body = Bytes::from_static(b"<html>");
    let raw = RawResponse::new(StatusCode::IM_A_TEAPOT, HeaderMap::new(), body.clone());
    mock.on_any::<GetHeaders>()
        .respond_raw(raw)
        .header("X-Request-Id", "17");
    let Err(Error::Undocumented(response)) = client.responses().get_headers().send().await else {
        panic!("418 is not documented");
    };
    assert_eq!(response.body(), &body);
    assert_eq!(response.request_id(), Some("17"));
}

#[tokio::test]
async fn headers_come_with_an_answer() {
    let (mock, client) = start();
    mock.on_any::<GetHeaders>()
        .respond(())
        .header("X-Left", "3")
        .header("X-Tags", "a,b");
    let response = client.responses().get_headers().send().await.expect("204");
    let headers = GetHeadersStatus204Headers::of(response.headers()).expect("typed");
    assert_eq!(headers.x_left, Some(3));
    assert_eq!(headers.x_tags, Some(vec!["a".to_owned(), "b".to_owned()]));
}

#[tokio::test]
async fn answers_are_given_in_order_and_the_last_from_then_on() {
    let (mock, client) = start();
    mock.on_any::<GetStatuses>().respond(Message::new("before"));
    mock.on_any::<GetStatuses>()
        .respond(Message::new("one"))
        .respond(Message::new("two"))
        .times(2)
        .respond(Message::new("three"))
        .times(1);
    let mut texts = Vec::new();
    for _ in 0..6 {
        let response = client.responses().get_statuses().send().await.expect("200");
        texts.push(response.into_inner().text);
    }
    assert_eq!(texts, ["one", "two", "two", "three", "before", "before"]);
}

#[tokio::test]
async fn retries_are_answered_one_after_the_other() {
    let (mock, client) = start();
    let down = GetStatusesError::Status503("down".to_owned());
    let mock = mock
        .on_any::<GetStatuses>()
        .respond_error(503, down)
        .header("Retry-After", "0")
        .close()
        .respond(Message::new("up"))
        .expect(3);
    let response = client
        .responses()
        .get_statuses()
        .send()
        .await
        .expect("it recovers");
    assert_eq!((response.attempts(), response.text.as_str()), (3, "up"));
    assert_eq!(mock.received().len(), 3);
}

#[tokio::test]
async fn faults_are_those_of_a_network() {
    let (mock, client) = start();
    let long = || Message::new("a".repeat(1000));
    let call = || {
        let call = client.responses().get_statuses();
        call.retry(RetryPolicy::none())
            .idle_timeout(Duration::from_millis(300))
    };

    mock.on_any::<GetStatuses>().close();
    let Err(Error::Transport(_)) = call().send().await else {
        panic!("the connection is closed");
    };

    mock.on_any::<GetStatuses>().hang();
    let Err(Error::Timeout(timeout)) = call().send().await else {
        panic!("there is no answer");
    };
    assert_eq!(timeout.which(), Timeout::Idle);

    mock.on_any::<GetStatuses>().respond(long()).cut();
    let error = call().send().await.expect_err("the body ends too early");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let arrived = error.response().expect("the head has arrived");
    assert_eq!(
        (arrived.status().as_u16(), arrived.body().len()),
        (200, 505)
    );

    mock.on_any::<GetStatuses>().respond(long()).stall();
    let error = call().send().await.expect_err("the body does not end");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    let arrived = error.response().expect("the head has arrived");
    assert_eq!(
        (arrived.status().as_u16(), arrived.body().len()),
        (200, 505)
    );

    mock.on_any::<GetStatuses>().respond(long()).garble();
    let Err(Error::Decode(error)) = call().send().await else {
        panic!("half of a JSON text is none");
    };
    assert_eq!(error.into_response().body().len(), 505);

    mock.on_any::<GetStatuses>()
        .respond(long())
        .delay(Duration::from_millis(600));
    let Err(Error::Timeout(_)) = call().send().await else {
        panic!("the answer comes too late");
    };
    let patient = call().idle_timeout(Duration::from_secs(20));
    patient.send().await.expect("the answer comes");
}

#[tokio::test]
async fn events_and_items_are_written_as_they_are_read() {
    let (mock, client) = start();
    let streams = client.streams();
    mock.on_any::<GetNotes>()
        .respond_events(["one", "two\nlines"])
        .header("X-Request-Id", "17");
    let response = streams.get_notes().send_events().await.expect("200");
    let mut events = response.into_inner();
    let mut texts = Vec::new();
    while let Some(event) = events.next().await {
        texts.push(event.expect("it is read").data);
    }
    assert_eq!(texts, ["one", "two\nlines"]);

    mock.on_any::<GetLog>()
        .respond_items([Message::new("a"), Message::new("b\nc")]);
    let response = streams.get_log().send_items().await.expect("200");
    let mut items = response.into_inner();
    let mut texts = Vec::new();
    while let Some(item) = items.next().await {
        texts.push(item.expect("it is read").text);
    }
    assert_eq!(texts, ["a", "b\nc"]);

    // In the middle of the stream, the connection ends.
    mock.on_any::<GetLog>()
        .respond_items([Message::new("a"), Message::new("b")])
        .cut();
    let response = streams.get_log().send_items().await.expect("200");
    let mut items = response.into_inner();
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    assert!(items.next().await.is_some_and(|item| item.is_err()));
}

#[tokio::test]
async fn what_no_event_can_have_is_refused() {
    let (mock, _client) = start();
    let said = panic_of(|| {
        let _ = mock.on_any::<GetNotes>().respond_events(["a\rb"]);
    });
    assert!(
        said.ends_with("carriage return, which no event can have"),
        "{said}"
    );
}
