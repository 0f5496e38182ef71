//! Redirects are not followed, and with the caller's own HTTP client nothing secret goes elsewhere.

use crate::support::{OK, Server, get, header, post};
use wire::{Client, Error, reqwest};

fn redirecting(status: u16, to: &str) -> Server {
    Server::answering([format!(
        "HTTP/1.1 {status} X\r\nLocation: {to}/y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    .as_str()])
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let other = Server::answering([OK]);
    for status in [301, 302, 303, 307, 308] {
        let server = redirecting(status, &other.url());
        let response = post(&server.client()).send_raw().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status);
    }
    let server = redirecting(307, &other.url());
    let builder = server
        .builder()
        .http_client_builder(
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(9)),
        )
        .header_key("s3cret");
    let client = builder.build().expect("the client builds");
    get(&client).send_raw().await.expect("an answer");
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn a_response_from_another_host_is_an_error() {
    let other = Server::answering([OK]);
    let server = redirecting(302, &other.url());
    let builder = server.builder().http_client(reqwest::Client::new());
    let client = builder.bearer("s3cret").build().expect("the client builds");
    let error = get(&client)
        .send_raw()
        .await
        .expect_err("it is another host");
    let Error::Redirected(response) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(header(&other.requests()[0], "authorization"), None);
}

#[tokio::test]
async fn a_post_that_became_a_get_is_an_error() {
    let server = Server::new(|number, request, stream| {
        let answer = if number == 0 {
            let host = header(request, "host").expect("it is sent");
            format!(
                "HTTP/1.1 302 X\r\nLocation: http://{host}/y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        } else {
            OK.to_owned()
        };
        crate::support::write(stream, answer.as_bytes());
    });
    let builder = server.builder().http_client(reqwest::Client::new());
    let client = builder.build().expect("the client builds");
    let error = post(&client)
        .send_raw()
        .await
        .expect_err("it is another request");
    assert!(matches!(error, Error::Redirected(_)), "{error:?}");
    assert!(server.requests()[1].starts_with("GET /y"));
}

#[test]
fn an_api_key_and_a_client_that_may_follow_redirects_are_refused() {
    let builder = || Client::builder().base_url("https://localhost");
    let own = || builder().http_client(reqwest::Client::new());
    for builder in [own().header_key("s3cret"), own().query_key("s3cret")] {
        let error = builder.clone().build().expect_err("it would leak");
        assert!(error.to_string().contains("http_client_builder"), "{error}");
        builder
            .assume_no_redirects()
            .build()
            .expect("it is said to be safe");
    }
    let client = own().build().expect("there is no key");
    let error = client.replace_credentials().header_key("s3cret");
    error.expect_err("it would leak as well");
}
