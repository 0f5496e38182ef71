//! Servers of the document, of a path and of an operation.

use crate::support::{NO_CONTENT, Server};
use wire::servers;
use wire::{Client, ClientBuilder};

#[test]
fn variables_of_a_server() {
    let production = String::from(servers::Production::new());
    assert_eq!(production, "https://eu.example.com:8443/v1");
    let production = servers::Production::new().region("us").port("443");
    assert_eq!(String::from(production), "https://us.example.com:443/v1");
    assert_eq!(servers::LOCAL, "http://localhost:8080");
}

#[tokio::test]
async fn a_base_url_wins_over_all_servers() {
    let server = Server::answering(NO_CONTENT);
    let base = format!("{}/base/", server.url());
    let client = Client::builder().base_url(base).build();
    let client = client.expect("the client builds");
    let answer = client.servers().get_from_document().send().await;
    answer.expect("204 is documented");
    assert_eq!(server.request().target(), "/base/served/document");
    let answer = client.servers().get_from_path().send().await;
    answer.expect("204 is documented");
    assert_eq!(server.request().target(), "/base/served/path");
    let answer = client.servers().put_to_operation().send().await;
    answer.expect("204 is documented");
    assert_eq!(server.request().line, "PUT /base/served/path");
}

/// A builder of a client whose requests all come to this proxy, which sees the whole URL.
fn through(proxy: &Server) -> ClientBuilder {
    let http = wire::reqwest::Client::builder()
        .proxy(wire::reqwest::Proxy::http(proxy.url()).expect("it is a URL"))
        .build()
        .expect("the client builds");
    Client::builder().http_client(http)
}

#[tokio::test]
async fn a_variable_without_a_default_is_asked_for() {
    let proxy = Server::answering(NO_CONTENT);
    let client = through(&proxy)
        .base_url(servers::Tenant::new("acme").version("v2"))
        .build();
    let client = client.expect("the client builds");
    let answer = client.servers().get_from_document().send().await;
    answer.expect("204 is documented");
    assert_eq!(
        proxy.request().line,
        "GET http://acme.example.invalid/v2/served/document"
    );
    let error = Client::builder()
        .base_url(servers::Tenant::new(""))
        .build()
        .expect_err("there is no tenant");
    assert_eq!(
        error.to_string(),
        "the base URL has a host with an empty part: call `base_url`"
    );
}

#[tokio::test]
async fn a_request_to_a_server_with_an_unknown_variable_is_not_sent() {
    let proxy = Server::answering(NO_CONTENT);
    let client = through(&proxy).build().expect("the client builds");
    let answer = client.servers().post_to_unknown().send().await;
    let error = answer.expect_err("the bucket is not known");
    let wire::Error::Request(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        error.to_string(),
        "the operation has a server of its own, and the server `http://{bucket}.files.invalid` \
         needs a value for `bucket`: call `base_url` on the client's builder"
    );
    assert!(proxy.is_idle());
    let client = through(&proxy)
        .base_url("http://main.files.invalid/v1")
        .build();
    let client = client.expect("the client builds");
    let answer = client.servers().post_to_unknown().send().await;
    answer.expect("204 is documented");
    assert_eq!(
        proxy.request().line,
        "POST http://main.files.invalid/v1/served/path"
    );
}

#[tokio::test]
async fn credentials_in_the_url_of_a_server_are_not_sent() {
    let proxy = Server::answering(NO_CONTENT);
    let client = through(&proxy).build().expect("the client builds");
    let answer = client.servers().delete_from_foreign().send().await;
    answer.expect("204 is documented");
    let request = proxy.request();
    assert_eq!(request.line, "DELETE http://files.invalid/served/path");
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn a_server_of_the_operation_is_used_by_itself() {
    let proxy = Server::answering(NO_CONTENT);
    let client = through(&proxy).build().expect("the client builds");
    let answer = client.servers().put_to_operation().send().await;
    answer.expect("204 is documented");
    assert_eq!(
        proxy.request().line,
        "PUT http://files.invalid/upload/served/path"
    );
}
