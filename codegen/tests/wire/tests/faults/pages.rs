//! Results in pages: what the server saw of each page, and what the caller got.

use crate::support::{Server, empty, header, json, targets, write};
use std::time::Duration;
use wire::{
    Client, Error, PageItems, RetryPolicy,
    models::{BySearchBody, BySearchBodyPaging},
};

async fn all<I, E: std::fmt::Debug>(mut items: PageItems<'_, I, E>) -> Vec<I> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.expect("the page is read"));
    }
    all
}

/// A server that answers with these bodies, one after the other, and its client.
fn serving<const N: usize>(bodies: [&str; N]) -> (Server, Client) {
    let answers = bodies.map(|body| json("", body));
    let server = Server::answering(answers.each_ref().map(String::as_str));
    let client = server.client();
    (server, client)
}

#[tokio::test]
async fn a_range_goes_on_behind_what_came_until_the_total_is_reached() {
    let (server, client) = serving([
        r#"{"numbers": [1, 2], "total": 5}"#,
        r#"{"numbers": [3, 4], "total": 5}"#,
        r#"{"numbers": [5], "total": 5}"#,
    ]);
    let items = client.pages().by_range().start(0).end(2).items();
    assert_eq!(all(items).await, [1, 2, 3, 4, 5]);
    assert_eq!(
        targets(&server),
        [
            "/pages/range?start=0&end=2",
            "/pages/range?start=2&end=4",
            "/pages/range?start=4&end=6"
        ]
    );
}

#[tokio::test]
async fn a_page_with_fewer_items_than_asked_for_skips_none() {
    let (server, client) = serving([r#"{"numbers": [1, 2]}"#, r#"{"numbers": [3]}"#, "{}"]);
    let items = client.pages().by_range().start(10).end(110).items();
    assert_eq!(all(items).await, [1, 2, 3]);
    assert_eq!(
        targets(&server)[1..],
        [
            "/pages/range?start=12&end=112",
            "/pages/range?start=13&end=113"
        ]
    );
}

#[tokio::test]
async fn without_a_size_pages_are_as_long_as_the_first() {
    let (server, client) = serving([r#"{"numbers": [1, 2]}"#, r#"{"numbers": null}"#]);
    assert_eq!(all(client.pages().by_range().items()).await, [1, 2]);
    assert_eq!(
        targets(&server),
        ["/pages/range", "/pages/range?start=2&end=4"]
    );
}

#[tokio::test]
async fn totals_that_change_or_are_wrong_are_survived() {
    let totals: [(&[&str], &[i64]); 4] = [
        // It grows.
        (
            &[
                r#"{"numbers": [1, 2], "total": 4}"#,
                r#"{"numbers": [3, 4], "total": 6}"#,
                r#"{"numbers": [5, 6], "total": 6}"#,
            ],
            &[1, 2, 3, 4, 5, 6],
        ),
        // It shrinks below what has come.
        (
            &[
                r#"{"numbers": [1, 2], "total": 9}"#,
                r#"{"numbers": [3, 4], "total": 3}"#,
            ],
            &[1, 2, 3, 4],
        ),
        // It is not met: the items are gone.
        (
            &[
                r#"{"numbers": [1, 2], "total": 9}"#,
                r#"{"numbers": [], "total": 9}"#,
            ],
            &[1, 2],
        ),
        // It is not known.
        (
            &[
                r#"{"numbers": [1], "total": 0}"#,
                r#"{"numbers": [2], "total": -1}"#,
                r#"{"numbers": [3]}"#,
                r#"{"numbers": []}"#,
            ],
            &[1, 2, 3],
        ),
    ];
    for (bodies, expected) in totals {
        let bodies: Vec<String> = bodies.iter().map(|body| json("", body)).collect();
        let count = bodies.len();
        let server = Server::new(move |number, _, stream| {
            write(stream, bodies[number].as_bytes());
        });
        let client = server.client();
        assert_eq!(all(client.pages().by_range().items()).await, expected);
        assert_eq!(server.count(), count);
    }
}

#[tokio::test]
async fn a_closed_range_ends_with_its_last_item() {
    let (server, client) = serving([r#"{"numbers": [1, 2]}"#, r#"{"numbers": [3]}"#, "{}"]);
    let items = client.pages().by_closed_range(1_u64).to(2).items();
    assert_eq!(all(items).await, [1, 2, 3]);
    let requests = server.requests();
    let ends: Vec<_> = requests
        .iter()
        .map(|request| header(request, "to"))
        .collect();
    assert_eq!(ends, [Some("2"), Some("4"), Some("5")]);
    assert_eq!(targets(&server)[2], "/pages/closed-range?from=4");
}

#[tokio::test]
async fn numbers_of_pages_are_counted_until_a_page_is_empty() {
    let (server, client) = serving(["[1, 2]", "[3]", "[]"]);
    assert_eq!(all(client.pages().by_number().items()).await, [1, 2, 3]);
    assert_eq!(
        targets(&server),
        [
            "/pages/number",
            "/pages/number?page=2",
            "/pages/number?page=3"
        ]
    );
    let (server, client) = serving([
        r#"{"numbers": [1], "meta": {"pages": 2}}"#,
        r#"{"numbers": [2], "meta": {"pages": 2}}"#,
    ]);
    assert_eq!(all(client.pages().by_number_of().items()).await, [1, 2]);
    assert_eq!(
        targets(&server),
        ["/pages/number-of", "/pages/number-of?page=1"]
    );
}

#[tokio::test]
async fn a_number_that_the_parameter_cannot_say_is_an_error() {
    let (server, client) = serving(["[1]"]);
    let mut pages = client.pages().by_number().page(i32::MAX).pages();
    pages.next().await.expect("a page").expect("it is read");
    let error = pages.next().await.expect("not the end");
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    assert!(pages.next().await.is_none());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn the_last_item_is_the_cursor_while_there_is_more() {
    let (server, client) = serving([
        r#"{"data": [{"id": "a"}, {"id": "b/c"}], "has_more": true}"#,
        r#"{"data": [{"id": "d"}], "has_more": false}"#,
    ]);
    let items = all(client.pages().by_last_item().items()).await;
    let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["a", "b/c", "d"]);
    assert_eq!(
        targets(&server),
        ["/pages/last-item", "/pages/last-item?starting_after=b%2Fc"]
    );
}

#[tokio::test]
async fn a_page_that_says_there_are_more_but_not_where_is_no_end() {
    let (server, client) = serving([r#"{"data": [], "has_more": true}"#]);
    let mut items = client.pages().by_last_item().items();
    let error = items.next().await.expect("not the end");
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_server_that_sends_one_page_again_and_again_is_no_endless_list() {
    // It does not know the parameter.
    let (server, client) = serving(["[1, 2]"]);
    let mut items = client.pages().by_number().items();
    for number in [1, 2, 1, 2, 1, 2] {
        assert!(matches!(items.next().await, Some(Ok(item)) if item == number));
    }
    let error = items.next().await.expect("not the end");
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    assert!(items.next().await.is_none());
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn empty_pages_with_ever_new_cursors_are_no_endless_wait() {
    let server = Server::new(|number, _, stream| {
        let body = format!(r#"{{"numbers": [], "meta": {{"pages": null, "next": "{number}"}}}}"#);
        write(stream, json("", &body).as_bytes());
    });
    let client = server.client();
    let mut items = client.pages().by_cursor().items();
    let error = items.next().await.expect("not the end");
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    assert_eq!(server.count(), 1001);
}

#[tokio::test]
async fn a_cursor_is_followed_through_empty_pages_until_there_is_none() {
    for end in [
        r#"{"numbers": [3]}"#,
        r#"{"numbers": [3], "meta": {"pages": null, "next": null}}"#,
        r#"{"numbers": [3], "meta": {"pages": null, "next": ""}}"#,
    ] {
        let (server, client) = serving([
            r#"{"numbers": [1, 2], "meta": {"pages": null, "next": "a b"}}"#,
            r#"{"numbers": [], "meta": {"pages": null, "next": "c"}}"#,
            end,
        ]);
        let body = wire::models::Rgb::new(1, 2, 3);
        let call = client.pages().by_cursor().body(body);
        assert_eq!(all(call.items()).await, [1, 2, 3], "{end}");
        assert_eq!(
            targets(&server),
            [
                "/pages/cursor",
                "/pages/cursor?cursor=a%20b",
                "/pages/cursor?cursor=c"
            ]
        );
        for request in server.requests() {
            assert!(request.starts_with("POST "), "{request}");
            assert!(request.ends_with(r#"{"R":1,"G":2,"B":3}"#), "{request}");
        }
    }
}

#[tokio::test]
async fn an_idempotency_key_goes_with_the_first_page_however_it_is_set() {
    for is_header in [false, true] {
        let (server, client) = serving([
            r#"{"numbers": [1], "meta": {"pages": null, "next": "b"}}"#,
            r#"{"numbers": [2], "meta": {"pages": null, "next": "c"}}"#,
            r#"{"numbers": [3]}"#,
        ]);
        let call = client.pages().by_cursor().header("X-Other", "o");
        let call = if is_header {
            call.header("wire-KEY", "k")
        } else {
            call.idempotency_key("k")
        };
        assert_eq!(all(call.items()).await, [1, 2, 3]);
        // With the same key again, a server would answer as it did before.
        let requests = server.requests();
        let of = |name| {
            let values = requests.iter().map(|request| header(request, name));
            values.collect::<Vec<_>>()
        };
        assert_eq!(of("wire-key"), [Some("k"), None, None]);
        assert_eq!(of("x-other"), [Some("o"); 3]);
    }
}

#[tokio::test]
async fn a_cursor_may_be_in_a_header_and_a_number() {
    let answers = [json("X-Next: 7\r\n", "[1]"), json("", "[2]")];
    let server = Server::answering(answers.each_ref().map(String::as_str));
    let client = server.client();
    assert_eq!(all(client.pages().by_position().items()).await, [1, 2]);
    assert_eq!(header(&server.requests()[1], "cookie"), Some("after=7"));
    let server = Server::answering([&json("X-Next: seven\r\n", "[1]")]);
    let client = server.client();
    let mut items = client.pages().by_position().items();
    assert!(matches!(items.next().await, Some(Ok(1))));
    let error = items.next().await.expect("not the end");
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
}

#[tokio::test]
async fn a_cursor_may_be_in_the_body_of_the_request() {
    let (server, client) = serving([
        r#"{"numbers": [1], "position": 7}"#,
        r#"{"numbers": [2], "position": 9}"#,
        r#"{"numbers": [3]}"#,
    ]);
    let body = BySearchBody::new(BySearchBodyPaging::new()).text("numbers");
    let items = client.pages().by_search(body).items();
    assert_eq!(all(items).await, [1, 2, 3]);
    let requests = server.requests();
    let bodies: Vec<serde_json::Value> = requests
        .iter()
        .filter_map(|request| serde_json::from_str(request.split("\r\n\r\n").nth(1)?).ok())
        .collect();
    let at = |position| serde_json::json!({"text": "numbers", "paging": {"position": position}});
    let first = serde_json::json!({"text": "numbers", "paging": {}});
    assert_eq!(bodies, [first, at(7), at(9)]);
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_no_endless_list() {
    const A: &str = r#"{"numbers": [1], "meta": {"pages": null, "next": "a"}}"#;
    const B: &str = r#"{"numbers": [1], "meta": {"pages": null, "next": "b"}}"#;
    const C: &str = r#"{"numbers": [1], "meta": {"pages": null, "next": "c"}}"#;
    for circle in [&[A][..], &[A, B], &[A, B, C]] {
        let bodies: Vec<String> = circle.iter().map(|body| json("", body)).collect();
        let server = Server::new(move |number, _, stream| {
            write(stream, bodies[number % bodies.len()].as_bytes());
        });
        let client = server.client();
        let mut items = client.pages().by_cursor().items();
        let error = loop {
            match items.next().await.expect("not the end") {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        let Error::Request(reason) = &error else {
            panic!("{error:?}");
        };
        assert!(reason.to_string().contains("named before"), "{reason}");
        assert_eq!(error.operation(), "POST /pages/cursor");
        assert!(items.next().await.is_none());
        assert!(server.count() <= 3 * circle.len() + 1);
    }
    // A list that may grow, and names where it would go on.
    let (server, client) = serving([
        A,
        r#"{"numbers": [], "meta": {"pages": null, "next": "a"}}"#,
    ]);
    assert_eq!(all(client.pages().by_cursor().items()).await, [1]);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_page_is_asked_for_when_its_items_are_and_not_before() {
    let (server, client) = serving(["[1, 2]", "[3]", "[]"]);
    let mut items = client.pages().by_number().items();
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(server.count(), 0);
    for expected in [1, 2] {
        let item = items.next().await.expect("an item");
        assert_eq!(item.expect("it is read"), expected);
    }
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(server.count(), 1);
    assert!(matches!(items.next().await, Some(Ok(3))));
    drop(items);
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn after_an_error_pages_have_ended_until_they_are_resumed() {
    let forbidden = {
        let body = r#"{"title": "no"}"#;
        json("", body).replace("200 OK", "403 X")
    };
    let answers = [
        json("", r#"{"numbers": [1]}"#),
        json("", r#"{"numbers": [2]}"#),
        forbidden,
        json("", r#"{"numbers": "none"}"#),
        json("", r#"{"numbers": [3]}"#),
        json("", "{}"),
    ];
    let server = Server::answering(answers.each_ref().map(String::as_str));
    let client = server.client();
    let mut items = client.pages().by_range().items();
    assert!(matches!(items.next().await, Some(Ok(1))));
    assert!(matches!(items.next().await, Some(Ok(2))));
    let Some(Err(Error::Api(problem))) = items.next().await else {
        panic!("it is documented");
    };
    assert_eq!(
        (problem.status().as_u16(), problem.title.as_str()),
        (403, "no")
    );
    assert!(items.next().await.is_none());
    items.resume();
    assert!(matches!(items.next().await, Some(Err(Error::Decode(_)))));
    assert!(items.next().await.is_none());
    items.resume();
    assert!(matches!(items.next().await, Some(Ok(3))));
    assert!(items.next().await.is_none());
    items.resume();
    assert!(items.next().await.is_none());
    let third = "/pages/range?start=2&end=3";
    assert_eq!(
        targets(&server)[2..],
        [third, third, third, "/pages/range?start=3&end=4"]
    );
}

#[tokio::test]
async fn an_empty_first_page_is_the_end() {
    for body in [
        "{}",
        r#"{"numbers": []}"#,
        r#"{"numbers": null, "total": 3}"#,
    ] {
        let (server, client) = serving([body]);
        assert!(all(client.pages().by_range().items()).await.is_empty());
        assert_eq!(server.count(), 1);
    }
    let (server, client) = serving(["[]"]);
    let mut pages = client.pages().by_number().pages();
    let page = pages.next().await.expect("a page").expect("it is read");
    assert!(page.is_empty());
    assert!(pages.next().await.is_none());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn what_is_set_for_the_call_holds_for_each_page() {
    let answers = [
        json("", "[1]"),
        empty(503),
        json("", "[2]"),
        empty(503),
        empty(503),
        empty(503),
    ];
    let server = Server::answering(answers.each_ref().map(String::as_str));
    let client = server.client();
    let call = client.pages().by_number().header("X-A", "b");
    let mut pages = call.query_param("more", "1").pages();
    let first = pages.next().await.expect("a page").expect("it is read");
    assert_eq!((first.attempts(), first.status().as_u16()), (1, 200));
    let second = pages.next().await.expect("a page").expect("it is read");
    assert_eq!((second.attempts(), &second[..]), (2, &[2][..]));
    let error = pages.next().await.expect("not the end");
    assert_eq!(error.expect_err("it is down").attempts(), 3);
    for (number, request) in server.requests().iter().enumerate() {
        assert_eq!(header(request, "x-a"), Some("b"), "{number}");
    }
    assert_eq!(targets(&server)[2], "/pages/number?page=2&more=1");

    let answers = [json("", "[1]"), empty(503)];
    let server = Server::answering(answers.each_ref().map(String::as_str));
    let client = server.client();
    let mut pages = client
        .pages()
        .by_number()
        .retry(RetryPolicy::none())
        .pages();
    pages.next().await.expect("a page").expect("it is read");
    let error = pages.next().await.expect("not the end");
    assert_eq!(error.expect_err("it is down").attempts(), 1);
}

#[tokio::test]
async fn each_page_has_the_time_of_a_call() {
    let server = Server::new(|number, _, stream| {
        let pause = if number < 3 { 150 } else { 2000 };
        std::thread::sleep(Duration::from_millis(pause));
        write(stream, json("", &format!("[{number}]")).as_bytes());
    });
    let client = server.client();
    let call = client
        .pages()
        .by_number()
        .timeout(Duration::from_millis(400));
    let mut pages = call.pages();
    for _ in 0..3 {
        pages.next().await.expect("a page").expect("it is in time");
    }
    let error = pages.next().await.expect("not the end");
    assert!(matches!(error, Err(Error::Timeout(_))), "{error:?}");
}

#[tokio::test]
async fn a_wait_that_is_given_up_loses_nothing() {
    let server = Server::new(|number, _, stream| {
        std::thread::sleep(Duration::from_millis(200));
        let body = if number == 0 { "[1]" } else { "[]" };
        write(stream, json("", body).as_bytes());
    });
    let client = server.client();
    let mut items = client.pages().by_number().items();
    let wait = Duration::from_millis(50);
    let given_up = tokio::time::timeout(wait, items.next()).await;
    assert!(given_up.is_err());
    assert!(matches!(items.next().await, Some(Ok(1))));
    assert!(items.next().await.is_none());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn pages_can_be_read_in_a_task_of_their_own() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let (_server, client) = serving(["[1]", "[]"]);
    let task = async move {
        let mut pages = is_send(client.pages().by_number().pages());
        pages.next().await.expect("a page").expect("it is read");
        drop(pages);
        all(client.pages().by_number().items()).await
    };
    let read = tokio::spawn(is_send(task)).await;
    assert!(read.expect("it does not panic").is_empty());
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn pages_and_items_are_streams() {
    use futures_util::StreamExt as _;
    let (server, client) = serving(["[1, 2]", "[3]", "[]"]);
    let items = client.pages().by_number().items();
    let first: Vec<_> = items
        .take(2)
        .map(|item| item.expect("it is read"))
        .collect()
        .await;
    assert_eq!((first, server.count()), (vec![1, 2], 1));
    let (server, client) = serving(["[1, 2]", "[3]", "[]"]);
    let pages = client.pages().by_number().pages();
    let lengths = pages.map(|page| page.expect("it is read").len());
    assert_eq!(lengths.collect::<Vec<_>>().await, [2, 1, 0]);
    assert_eq!(server.count(), 3);
}
