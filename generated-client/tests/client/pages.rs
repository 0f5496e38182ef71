//! The list of tokens, page after page.

use crate::support::{client, header, requests};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

/// A service with as many tokens as `count` says at each request, which gives five unless told
/// otherwise, and a hundred at most.
async fn service(count: impl Fn(usize) -> usize + Send + Sync + 'static) -> MockServer {
    let server = MockServer::start().await;
    let number = AtomicUsize::new(0);
    let answer = move |request: &Request| {
        let total = count(number.fetch_add(1, Ordering::Relaxed));
        let parameter = |wanted: &str, default: usize| {
            let mut pairs = request.url.query_pairs();
            let value = pairs.find(|(name, _)| name == wanted);
            value.map_or(default, |(_, value)| value.parse().expect("a number"))
        };
        let start = parameter("start", 0).min(total);
        let end = parameter("end", 5).clamp(start, start + 100).min(total);
        let tokens: Vec<_> = (start..end)
            .map(|position| json!({ "accessTokenHash": position.to_string() }))
            .collect();
        ResponseTemplate::new(200).set_body_json(json!({
            "totalCount": total,
            "accessTokens": tokens,
        }))
    };
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// The hashes of all tokens of a user, in pages of this size.
async fn hashes(server: &MockServer, size: i32) -> Vec<String> {
    let client = client(&server.uri());
    let list = client.token_operations().auth_token_get_list_api();
    let mut tokens = list.subject("john").start(0).end(size).items();
    let mut hashes = Vec::new();
    while let Some(token) = tokens.next().await {
        let token = token.expect("the page is read");
        hashes.push(token.access_token_hash.expect("it has a hash"));
    }
    hashes
}

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|number| number.to_string()).collect()
}

#[tokio::test]
async fn each_token_is_listed_once_whatever_the_size_of_the_pages() {
    for (size, count) in [(1, 3), (2, 4), (7, 3), (100, 0), (1000, 250)] {
        let server = service(move |_| count).await;
        assert_eq!(hashes(&server, size).await, numbers(count), "{size}");
        let requests = requests(&server).await;
        let pages = count.div_ceil(usize::try_from(size.min(100)).expect("it is positive"));
        assert_eq!(requests.len(), pages.max(1), "{size}");
        for request in requests {
            assert!(header(&request, "authorization").is_some());
            assert!(
                request
                    .url
                    .query()
                    .is_some_and(|it| it.contains("subject=john"))
            );
        }
    }
}

#[tokio::test]
async fn tokens_that_come_meanwhile_are_listed_and_those_that_go_end_the_list() {
    let server = service(|number| (3 + 2 * number).min(6)).await;
    assert_eq!(hashes(&server, 2).await, numbers(6));
    let server = service(|number| 6 - 2 * number).await;
    assert_eq!(hashes(&server, 2).await, numbers(4));
}

#[tokio::test]
async fn a_page_is_a_whole_response() {
    let server = service(|_| 12).await;
    let client = client(&server.uri());
    let list = client.token_operations().auth_token_get_list_api();
    let mut pages = list.pages();
    let mut lengths = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.expect("it is read");
        assert_eq!((page.total_count, page.attempts()), (Some(12), 1));
        lengths.push(page.access_tokens.as_ref().map_or(0, Vec::len));
    }
    assert_eq!(lengths, [5, 5, 2]);
}
