//! How many calls there were, and what is said if there were others.

use super::{panic_of, start};
use wire::{
    Client, RetryPolicy,
    models::Message,
    operations::{
        bodies::SendJson,
        responses::{DeleteThing, GetStatuses},
        security::GetBearer,
    },
};

#[tokio::test]
async fn as_many_calls_as_expected_are_fine() {
    let (server, client) = start();
    server.on_any::<DeleteThing>().respond(()).expect(2);
    server
        .on_any::<GetStatuses>()
        .respond(Message::new("a"))
        .expect(..=1);
    server.on_any::<SendJson>().respond(()).expect(0);
    for _ in 0..2 {
        client.responses().delete_thing().send().await.expect("204");
    }
    server.verify();
}

#[tokio::test]
async fn others_are_told() {
    let (server, client) = start();
    server.on_any::<DeleteThing>().respond(()).expect(0);
    server
        .on_any::<GetStatuses>()
        .respond(Message::new("a"))
        .expect(1..);
    let call = client.bodies().send_json(Message::new("a"));
    server.on(call).respond(()).expect(2..=3);
    client.responses().delete_thing().send().await.expect("204");
    let expected = "the calls were not as expected:\n\
        - `DELETE /thing` was called 1 time: expected were 0\n\
        - `GET /statuses` was called 0 times: expected were at least 1\n\
        - `POST /json` was called 0 times as the mock says: expected were 2 to 3";
    assert_eq!(panic_of(|| server.verify()), expected);
    assert_eq!(panic_of(|| drop(server)), expected);
}

#[tokio::test]
async fn a_mock_whose_answers_are_all_given_has_none() {
    let (server, client) = start();
    server.on_any::<DeleteThing>().respond(()).times(1);
    client.responses().delete_thing().send().await.expect("204");
    let again = client.responses().delete_thing().send().await;
    again.expect_err("there is no other answer");
    assert!(panic_of(|| drop(server)).ends_with("all answers were given"));
}

/// A message is read in logs of tests.
#[tokio::test]
async fn no_message_shows_a_value() {
    let (server, _client) = start();
    let client = server
        .builder()
        .bearer("secret-token")
        .build()
        .expect("a client");
    server
        .on(client.bodies().send_json(Message::new("secret-1")))
        .respond(());
    let call = client.bodies().send_json(Message::new("secret-2"));
    let error = call
        .header("X-Key", "secret-3")
        .send()
        .await
        .expect_err("another body");
    let call = client
        .parameters()
        .get_shared("secret-4")
        .id_query("secret-5");
    call.send().await.expect_err("nothing was said of it");
    let answer = String::from_utf8_lossy(error.response().expect("501").body()).into_owned();
    assert!(answer.starts_with("`POST /json` was called"), "{answer}");
    let shown = format!("{:?} {server:?} {answer}", server.received());
    let problems = panic_of(|| drop(server));
    assert!(!shown.contains("secret"), "{shown}");
    assert!(!problems.contains("secret"), "{problems}");
}

#[tokio::test]
async fn credentials_are_sent_but_not_needed() {
    let (server, client) = start();
    let mock = server.on_any::<GetBearer>().respond(());
    client
        .security()
        .get_bearer()
        .send()
        .await
        .expect("it is mocked");
    let client = server.builder().bearer("token").build().expect("a client");
    client
        .security()
        .get_bearer()
        .send()
        .await
        .expect("it is mocked");
    let received = mock.received();
    let sent: Vec<_> = received
        .iter()
        .map(|one| one.header("authorization"))
        .collect();
    assert_eq!(sent, [None, Some("Bearer token")]);
}

/// Such as that of a program which takes the URL from its configuration.
#[tokio::test]
async fn any_client_may_call_it() {
    let (server, _client) = start();
    server.on_any::<SendJson>().respond(());
    let client = Client::builder()
        .base_url(server.uri())
        .retry(RetryPolicy::none())
        .build()
        .expect("a client");
    let message = Message::new("hello");
    client
        .bodies()
        .send_json(message.clone())
        .send()
        .await
        .expect("it is mocked");
    let received = server.received();
    assert_eq!(received[0].json::<Message>().expect("JSON"), message);
}

#[test]
fn the_server_needs_no_runtime_of_the_test() {
    let (server, client) = start();
    server.on_any::<DeleteThing>().respond(()).expect(1);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let call = client.responses().delete_thing().send();
    runtime.expect("a runtime").block_on(call).expect("204");
}

#[tokio::test]
async fn many_calls_at_once_are_answered() {
    let (server, client) = start();
    server.on_any::<DeleteThing>().respond(()).expect(200);
    let calls = (0..200).map(|_| client.responses().delete_thing().send());
    for outcome in futures_util::future::join_all(calls).await {
        outcome.expect("204");
    }
}
