//! Servers on the loopback interface, and clients for them.

use authlete_token_client::{Client, ClientBuilder, Error, models::ResultModel};
use serde_json::Value;
use std::{
    io::{Read, Write},
    iter,
    net::TcpListener,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

pub const API_KEY: &str = "21653835348762";
pub const API_SECRET: &str = "uE4NgqeIpuSV_XejQ7Ds3jsgA1yXhjR1MXJ1LbPuyls";
/// The two above, as RFC 7617 writes them.
pub const AUTHORIZATION: &str =
    "Basic MjE2NTM4MzUzNDg3NjI6dUU0TmdxZUlwdVNWX1hlalE3RHMzanNnQTF5WGhqUjFNWEoxTGJQdXlscw==";

/// A response to a token creation that means nothing else than success.
pub const CREATED: &str = r#"{"action":"OK","accessToken":"q7Rn2vXd0KfYb5Tz"}"#;

pub fn builder(base_url: &str) -> ClientBuilder {
    Client::builder()
        .base_url(base_url)
        .service_credentials(API_KEY, API_SECRET)
}

pub fn client(base_url: &str) -> Client {
    builder(base_url).build().expect("the client is complete")
}

/// A server that gives every request this answer.
pub async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A server that answers every request with JSON, and a client for it.
pub async fn answering_json(status: u16, body: &str) -> (MockServer, Client) {
    let answer = ResponseTemplate::new(status)
        .set_body_raw(body, "application/json")
        .insert_header("x-request-id", "42");
    let server = answering(answer).await;
    let client = client(&server.uri());
    (server, client)
}

/// The requests that reached a server.
pub async fn requests(server: &MockServer) -> Vec<Request> {
    server
        .received_requests()
        .await
        .expect("requests are recorded")
}

/// The only request that reached a server.
pub async fn only_request(server: &MockServer) -> Request {
    let mut requests = requests(server).await;
    assert_eq!(requests.len(), 1, "one call is one request");
    requests.remove(0)
}

/// The only value of a header.
pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut values = request.headers.get_all(name).iter();
    let value = values.next()?;
    assert!(values.next().is_none(), "`{name}` is there twice");
    Some(value.to_str().expect("a header is text"))
}

/// Creates the simplest token, for tests in which it does not matter which call is made.
pub async fn create_any(client: &Client) -> Result<(), Error<ResultModel>> {
    let request = super::samples::minimal();
    let call = client.token_operations().auth_token_create_api(request);
    call.send().await.map(drop)
}

/// A server that answers one request, byte by byte as told, and keeps the request as it came.
pub struct Wire {
    pub url: String,
    request: Receiver<String>,
}

impl Wire {
    /// Gives this answer. With `hold` the connection stays open for more, else it is closed.
    pub fn answering(answer: &'static str, hold: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let (sender, request) = mpsc::channel();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client connects");
            let mut head = Vec::new();
            let mut buffer = [0; 1024];
            while !head.ends_with(b"\r\n\r\n") {
                let count = stream.read(&mut buffer).expect("the head arrives");
                assert_ne!(count, 0, "the head is complete");
                head.extend_from_slice(&buffer[..count]);
            }
            let head = String::from_utf8(head).expect("a head is text");
            sender.send(head).expect("the test waits");
            stream
                .write_all(answer.as_bytes())
                .expect("the client listens");
            // Ends when the client gives up.
            while hold && stream.read(&mut buffer).is_ok_and(|count| count > 0) {}
        });
        Self {
            url: format!("http://{address}"),
            request,
        }
    }

    /// The first line of the request, which has no body.
    pub fn request_line(&self) -> String {
        let head = self.request.recv_timeout(Duration::from_secs(10));
        let head = head.expect("a request arrived");
        head.lines().next().unwrap_or_default().to_owned()
    }
}

/// JSON pointers of all values in `value`, itself excepted.
pub fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, v)| (index.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        found.push(format!("/{name}"));
        let below = pointers(child);
        found.extend(below.iter().map(|rest| format!("/{name}{rest}")));
    }
    found
}

/// The same value with another one at `pointer`.
pub fn with(value: &Value, pointer: &str, other: Value) -> Value {
    let mut changed = value.clone();
    *changed.pointer_mut(pointer).expect("the pointer exists") = other;
    changed
}

/// `/accessTokens/0/clientId` as a JSON path: `$.accessTokens[0].clientId`.
pub fn json_path(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).map(|step| {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("[{step}]")
        } else {
            format!(".{step}")
        }
    });
    iter::once("$".to_owned()).chain(steps).collect()
}
