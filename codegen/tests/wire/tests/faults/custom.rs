//! Requests that the description does not have.

use crate::support::{OK, Server, get, header};
use wire::{Error, reqwest::Method};

#[tokio::test]
async fn a_request_goes_to_a_path_below_the_base_url() {
    let server = Server::answering([OK]);
    let builder = server.builder().base_url(format!("{}/v1", server.url()));
    let client = builder.build().expect("the client builds");
    let call = client
        .request(Method::POST, "/a%2Fb?x=1")
        .query_param("y", "2 3")
        .header("X-A", "b")
        .json(&[1, 2]);
    let response = call.send::<wire::Value>().await.expect("an answer");
    assert!(response.is_object());
    let request = &server.requests()[0];
    assert!(
        request.starts_with("POST /v1/a%2Fb?x=1&y=2%203 HTTP"),
        "{request}"
    );
    assert_eq!(header(request, "x-a"), Some("b"));
    assert_eq!(header(request, "content-type"), Some("application/json"));
    assert!(request.ends_with("\r\n\r\n[1,2]"), "{request}");
}

#[tokio::test]
async fn a_url_of_the_same_origin_is_followed_and_no_other() {
    let server = Server::answering([OK]);
    let builder = server.builder().base_url(format!("{}/v1", server.url()));
    let client = builder.build().expect("the client builds");
    let next = format!("{}/v1/items?page=2#top", server.url());
    let call = client.request(Method::GET, next);
    call.send_raw().await.expect("it is the same origin");
    assert!(server.requests()[0].starts_with("GET /v1/items?page=2 HTTP"));
    let address = server.address();
    for target in [
        "https://example.com/items".to_owned(),
        format!("http://user@{address}/"),
        format!("http://{address}.example.com/"),
        "//example.com/items".to_owned(),
        "items".to_owned(),
        "/a/../b".to_owned(),
        "/a/%2e%2E".to_owned(),
        "/a/..\\..\\b".to_owned(),
        "/a\n".to_owned(),
        String::new(),
    ] {
        let error = client.request(Method::GET, &target).send_raw().await;
        assert!(
            matches!(error, Err(Error::Request(_))),
            "{target}: {error:?}"
        );
    }
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_error_has_the_json_of_the_server() {
    let server = Server::answering([
        "HTTP/1.1 422 X\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"reason\": \"\"}",
    ]);
    let error = get(&server.client()).send::<i32>().await;
    let Err(Error::Api(body)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(body["reason"], "");
}
