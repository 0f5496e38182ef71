//! Where credentials are sent, and how they change.

use crate::support::{Server, empty, header};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use wire::{Client, Error, Token};

#[tokio::test]
async fn credentials_are_sent_by_https_or_to_the_local_host_only() {
    let refused = |builder: wire::ClientBuilder| async {
        let client = builder
            .retry(wire::RetryPolicy::none())
            .timeout(Duration::from_millis(200));
        let client = client.build().expect("the client builds");
        matches!(
            client.security().get_basic().send().await,
            Err(Error::Request(_))
        )
    };
    let builder = |url: &str| Client::builder().base_url(url).basic("user", "s3cret");
    assert!(refused(builder("http://192.0.2.1")).await);
    for url in [
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://[::2]",
        "http://[::ffff:192.0.2.1]",
    ] {
        assert!(refused(builder(url)).await, "{url}");
    }
    assert!(!refused(builder("http://192.0.2.1").allow_http()).await);
    for url in [
        "http://localhost:9",
        "http://127.0.0.2:9",
        "http://2130706433:9",
        "http://[::1]:9",
        "https://192.0.2.1",
    ] {
        assert!(!refused(builder(url)).await, "{url}");
    }
    let header = Client::builder()
        .base_url("http://192.0.2.1")
        .allow_missing_credentials();
    assert!(refused(header.default_header("Authorization", "Bearer s3cret")).await);
}

#[tokio::test]
async fn credentials_are_replaced_for_all_clones_of_a_client() {
    let server = Server::answering([empty(204).as_str()]);
    let client = server
        .builder()
        .bearer("one")
        .build()
        .expect("the client builds");
    let clone = client.clone();
    clone
        .security()
        .get_bearer()
        .send()
        .await
        .expect("an answer");
    client
        .replace_credentials()
        .bearer("two")
        .expect("it can be sent");
    client
        .replace_credentials()
        .bearer("t\n")
        .expect_err("it cannot be sent");
    clone
        .security()
        .get_bearer()
        .send()
        .await
        .expect("an answer");
    let sent: Vec<String> = server
        .requests()
        .iter()
        .filter_map(|request| header(request, "authorization").map(str::to_owned))
        .collect();
    assert_eq!(sent, ["Bearer one", "Bearer two"]);
}

fn counting(server: &Server, count: &Arc<AtomicUsize>, works: bool) -> Client {
    let count = Arc::clone(count);
    let builder = server.builder().oauth_source(move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            if works {
                Ok(Token::new(format!("t{number}")))
            } else {
                Err("the vault is sealed".into())
            }
        }
    });
    builder.build().expect("the client builds")
}

async fn all_at_once(client: &Client, calls: usize) -> usize {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        tasks.spawn(async move { client.security().get_oauth().send().await.is_ok() });
    }
    let outcomes = tasks.join_all().await;
    outcomes.into_iter().filter(|&succeeded| succeeded).count()
}

#[tokio::test]
async fn a_token_source_is_asked_once_for_all_callers() {
    let server = Server::answering([empty(204).as_str()]);
    let count = Arc::new(AtomicUsize::new(0));
    assert_eq!(all_at_once(&counting(&server, &count, true), 50).await, 50);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_source_that_fails_fails_for_all_that_wait() {
    let server = Server::answering([empty(204).as_str()]);
    let count = Arc::new(AtomicUsize::new(0));
    let client = counting(&server, &count, false);
    assert_eq!(all_at_once(&client, 50).await, 0);
    assert_eq!(count.load(Ordering::SeqCst), 1);
    // A later call asks again.
    assert_eq!(all_at_once(&client, 1).await, 0);
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_caller_that_gives_up_leaves_the_others_their_token() {
    let server = Server::answering([empty(204).as_str()]);
    let count = Arc::new(AtomicUsize::new(0));
    let client = counting(&server, &count, true);
    let security = client.security();
    let call = security.get_oauth().send();
    let given_up = tokio::time::timeout(Duration::from_millis(10), call).await;
    given_up.expect_err("the source takes longer");
    assert_eq!(all_at_once(&client, 5).await, 5);
}

#[tokio::test]
async fn after_one_401_another_token_is_sent() {
    let (refused, accepted) = (empty(401), empty(204));
    let server = Server::answering([refused.as_str(), accepted.as_str()]);
    let count = Arc::new(AtomicUsize::new(0));
    let client = counting(&server, &count, true);
    let response = client.security().get_oauth().send().await;
    assert_eq!(response.expect("the second one is accepted").attempts(), 2);

    let server = Server::answering([refused.as_str()]);
    let client = counting(&server, &count, true);
    let error = client.security().get_oauth().send().await;
    let error = error.expect_err("no token is accepted");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(server.count(), 2);
}

/// What the server answered is returned, not that there is no other token.
#[tokio::test]
async fn a_refusal_is_kept_if_the_source_does_not_answer_again() {
    let server = Server::answering([empty(401).as_str()]);
    let count = Arc::new(AtomicUsize::new(0));
    let builder = server
        .builder()
        .idle_timeout(Duration::from_millis(150))
        .oauth_source(move || {
            let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                if !is_first {
                    std::future::pending::<()>().await;
                }
                Ok(Token::new("t"))
            }
        });
    let client = builder.build().expect("the client builds");
    let error = client.security().get_oauth().send().await;
    let error = error.expect_err("the token is refused");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_caller_who_wants_one_attempt_gets_one() {
    let server = Server::answering([empty(401).as_str()]);
    let count = Arc::new(AtomicUsize::new(0));
    let client = counting(&server, &count, true);
    let call = client.security().get_oauth();
    let error = call.retry(wire::RetryPolicy::none()).send().await;
    assert_eq!(error.expect_err("the token is refused").attempts(), 1);
    assert_eq!(server.count(), 1);
    // The next call has another token.
    let call = client.security().get_oauth();
    let error = call.retry(wire::RetryPolicy::none()).send().await;
    error.expect_err("it is refused too");
    let requests = server.requests();
    assert_eq!(header(&requests[1], "authorization"), Some("Bearer t1"));
}
