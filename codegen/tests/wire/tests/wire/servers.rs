//! Servers of the document, of a path and of an operation.

use crate::support::{NO_CONTENT, Server};
use wire::Client;
use wire::servers;

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

#[tokio::test]
async fn a_server_of_the_operation_is_used_by_itself() {
    // A proxy sees the whole URL.
    let proxy = Server::answering(NO_CONTENT);
    let http = wire::reqwest::Client::builder()
        .proxy(wire::reqwest::Proxy::http(proxy.url()).expect("it is a URL"))
        .build()
        .expect("the client builds");
    let client = Client::builder().http_client(http).build();
    let client = client.expect("the client builds");
    let answer = client.servers().put_to_operation().send().await;
    answer.expect("204 is documented");
    assert_eq!(
        proxy.request().line,
        "PUT http://files.invalid/upload/served/path"
    );
}
