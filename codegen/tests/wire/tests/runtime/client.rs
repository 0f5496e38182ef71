//! Requests on their way through the client, against a server on the loopback interface.

use crate::runtime::{
    BoxError, Core, CoreBuilder, Credential, Error, Request, Scheme, StatusCode, Style, Token,
    TokenFuture, TokenSource, requests::request::Payload, responses::failure::Failure,
};
use reqwest::Method;
use std::{
    error::Error as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "Basic",
        setter: "basic",
    },
    Scheme {
        name: "Key",
        setter: "key",
    },
    Scheme {
        name: "Bearer",
        setter: "bearer",
    },
];
const OPEN: &[&[usize]] = &[];
const NO_SERVER: Result<&str, &str> = Err("the API description names no server: call `base_url`");

async fn server(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(response)
        .mount(&server)
        .await;
    server
}

async fn ok() -> MockServer {
    server(ResponseTemplate::new(200)).await
}

fn builder(server: &MockServer) -> CoreBuilder {
    let mut builder = CoreBuilder::new(NO_SERVER, SCHEMES);
    builder.base_url(server.uri());
    builder
}

fn core(server: &MockServer) -> Core {
    builder(server).build().unwrap()
}

async fn received(server: &MockServer) -> wiremock::Request {
    let requests = server.received_requests().await.unwrap();
    requests.into_iter().next_back().unwrap()
}

fn header<'r>(request: &'r wiremock::Request, name: &str) -> Option<&'r str> {
    request
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap())
}

fn refused(result: Result<impl Sized, Failure>) -> String {
    match result {
        Err(Failure::Request(error)) => error.to_string(),
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it was sent"),
    }
}

fn simple(request: &mut Request, name: &'static str, value: &str) {
    request.path_parameter(name, value);
}

#[tokio::test]
async fn every_part_of_a_request_arrives() {
    let server = ok().await;
    let mut builder = CoreBuilder::new(NO_SERVER, SCHEMES);
    builder.base_url(format!("{}/base/", server.uri()));
    builder.default_header("X-Default", "d");
    builder.default_header("Accept", "never/sent");
    let core = builder.build().unwrap();

    let mut request = core.request(Method::POST, "POST /x", OPEN);
    request.path("/items/");
    simple(&mut request, "id", "a/b c?é");
    request.path("/parts");
    request.query("q", Some("x&y"));
    request.query_styled("l", Some(&["a", "b"]), Style::Form, false, false);
    request.query::<str>("none", None);
    request.query_json("f", Some(&[1, 2]));
    request.header("X-Text", Some(&true));
    request.header_styled("X-List", Some(&["a", "b"]), false);
    request.cookie("sid", Some("a;b"));
    request.cookie_styled("n", Some(&[1]), Style::Form, true);
    request.accept("application/json");
    request.json("application/json", &["body"]);
    let response = core.execute(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);

    let request = received(&server).await;
    assert_eq!(request.method, "POST");
    assert_eq!(request.url.path(), "/base/items/a%2Fb%20c%3F%C3%A9/parts");
    assert_eq!(request.url.query(), Some("q=x%26y&l=a,b&f=%5B1%2C2%5D"));
    assert_eq!(header(&request, "x-text"), Some("true"));
    assert_eq!(header(&request, "x-list"), Some("a,b"));
    assert_eq!(header(&request, "x-default"), Some("d"));
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(header(&request, "cookie"), Some("sid=a%3Bb; n=1"));
    let agent = header(&request, "user-agent").unwrap();
    assert!(agent.starts_with(concat!(env!("CARGO_PKG_NAME"), "/")));
    assert_eq!(request.body, br#"["body"]"#);
}

#[tokio::test]
async fn bodies_of_all_kinds_arrive() {
    let server = ok().await;
    let core = core(&server);
    let mut request = core.request(Method::PUT, "PUT /x", OPEN);
    request.form(&serde_json::json!({"a": "b c"}), &[]);
    core.execute(request).await.unwrap();
    let got = received(&server).await;
    assert_eq!(
        header(&got, "content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(got.body, b"a=b+c");

    let mut request = core.request(Method::PUT, "PUT /x", OPEN);
    request.text("text/plain", "é".to_owned());
    core.execute(request).await.unwrap();
    assert_eq!(received(&server).await.body, "é".as_bytes());

    let mut request = core.request(Method::PUT, "PUT /x", OPEN);
    request.body_as("image/png", Payload::Bytes(vec![0, 255].into()));
    core.execute(request).await.unwrap();
    let got = received(&server).await;
    assert_eq!(header(&got, "content-type"), Some("image/png"));
    assert_eq!(got.body, [0, 255]);

    let mut request = core.request(Method::PUT, "PUT /x", OPEN);
    request.body_as("image/png\r\nX: y", Payload::None);
    refused(core.execute(request).await);
}

#[tokio::test]
async fn a_media_type_that_is_no_header_value_is_left_out() {
    let server = ok().await;
    let core = core(&server);
    for media_type in ["a/b\r\nX: y", "a/b\0", "a/b\u{7f}", "a/é"] {
        let mut request = core.request(Method::PUT, "PUT /x", OPEN);
        request.accept(media_type);
        request.json(media_type, &1);
        core.execute(request).await.unwrap();
        let got = received(&server).await;
        assert_eq!(header(&got, "content-type"), None, "{media_type:?}");
        assert_ne!(header(&got, "accept"), Some(media_type));
        assert_eq!(header(&got, "x"), None);
    }
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_not_sent() {
    let server = ok().await;
    let core = core(&server);
    let mut request = core.request(Method::DELETE, "DELETE /x", OPEN);
    request.path("/tokens/");
    simple(&mut request, "id", "");
    assert!(refused(core.execute(request).await).contains("`id` is empty"));

    for value in [".", ".."] {
        let mut request = core.request(Method::DELETE, "DELETE /x", OPEN);
        request.path("/tokens/");
        simple(&mut request, "id", value);
        assert!(refused(core.execute(request).await).contains("`id`"));

        let mut request = core.request(Method::DELETE, "DELETE /x", OPEN);
        request.path("/tokens/");
        simple(&mut request, "id", value);
        request.path("/parts/");
        simple(&mut request, "part", "1");
        assert!(refused(core.execute(request).await).contains("`id`"));
    }
    // Two parameters, or a parameter and a literal, make one segment.
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.path("/");
    simple(&mut request, "a", ".");
    simple(&mut request, "b", ".");
    refused(core.execute(request).await);
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.path("/");
    simple(&mut request, "a", ".");
    request.path("./x");
    refused(core.execute(request).await);
    // A label that is empty is a dot.
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.path("/");
    request.path_styled("a", "", Style::Label, false, false);
    refused(core.execute(request).await);
    // Percent-encoded dots are dots too, where they are not encoded again.
    for value in ["%2e%2E", "a/../b", ".%2e/b"] {
        let mut request = core.request(Method::GET, "GET /x", OPEN);
        request.path("/");
        request.path_styled("a", value, Style::Simple, false, true);
        refused(core.execute(request).await);
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_does_not_serialize_is_not_sent() {
    type Pairs = std::collections::BTreeMap<(i32, i32), i32>;
    let server = ok().await;
    let core = core(&server);
    let keys_are_no_text = Pairs::from([((1, 2), 3)]);
    let writes: [fn(&mut Request, &Pairs); 5] = [
        |request, value| request.json("application/json", value),
        |request, value| request.form(value, &[]),
        |request, value| request.query_styled("q", Some(value), Style::Form, true, false),
        |request, value| request.query_json("q", Some(value)),
        |request, value| request.header_json("X-A", Some(value)),
    ];
    for write in writes {
        let mut request = core.request(Method::POST, "POST /x", OPEN);
        write(&mut request, &keys_are_no_text);
        refused(core.execute(request).await);
    }
    let mut request = core.request(Method::POST, "POST /x", OPEN);
    request.query_styled("ratio", Some(&f64::NAN), Style::Form, true, false);
    assert!(refused(core.execute(request).await).contains("`ratio`"));
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn dots_within_a_segment_are_sent() {
    let server = ok().await;
    let core = core(&server);
    for (value, path) in [
        ("...", "/..."),
        ("a..", "/a.."),
        ("%2e%2e", "/%252e%252e"),
        ("../x", "/..%2Fx"),
        ("..\\x", "/..%5Cx"),
    ] {
        let mut request = core.request(Method::GET, "GET /x", OPEN);
        request.path("/");
        simple(&mut request, "id", value);
        core.execute(request).await.unwrap();
        assert_eq!(received(&server).await.url.path(), path);
    }
}

#[tokio::test]
async fn a_query_in_the_path_template_stays_a_query() {
    let server = ok().await;
    let core = core(&server);
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.path("/do?action=list");
    request.query("x", Some(&1));
    core.execute(request).await.unwrap();
    let got = received(&server).await;
    assert_eq!(got.url.path(), "/do");
    assert_eq!(got.url.query(), Some("action=list&x=1"));
}

#[tokio::test]
async fn control_characters_in_headers_are_refused() {
    let server = ok().await;
    let mut builder = builder(&server);
    let core = builder.clone().build().unwrap();
    for value in ["a\r\nX: y", "a\nb", "a\0b", "a\tb", "a\u{7f}b"] {
        let mut request = core.request(Method::GET, "GET /x", OPEN);
        request.header("X-A", Some(value));
        // What comes later does not hide the first reason.
        request.header("X-A", Some("ünïcode ok"));
        let error = refused(core.execute(request).await);
        assert_eq!(error, "the header `X-A` contains control characters");
    }
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.header("X-A", Some("ünïcode ok"));
    core.execute(request).await.unwrap();
    builder.default_header("X-A", "s3cret\r\n");
    let error = builder.build().unwrap_err();
    assert!(error.to_string().contains("X-A"));
    assert!(!format!("{error:?}").contains("s3cret"));
}

#[tokio::test]
async fn the_first_alternative_with_all_credentials_is_used() {
    const EITHER: &[&[usize]] = &[&[0, 1], &[2], &[1]];
    let server = ok().await;
    let mut builder = builder(&server);
    builder.credential(1, Credential::api_key_query("the key", "k&1"));
    builder.credential(2, Credential::bearer("tok"));
    let core = builder.clone().build().unwrap();
    core.execute(core.request(Method::GET, "GET /x", EITHER))
        .await
        .unwrap();
    let got = received(&server).await;
    assert_eq!(header(&got, "authorization"), Some("Bearer tok"));
    assert_eq!(got.url.query(), None);

    builder.credential(0, Credential::basic("user", "pass:word"));
    let core = builder.build().unwrap();
    core.execute(core.request(Method::GET, "GET /x", EITHER))
        .await
        .unwrap();
    let got = received(&server).await;
    assert_eq!(
        header(&got, "authorization"),
        Some("Basic dXNlcjpwYXNzOndvcmQ=")
    );
    assert_eq!(got.url.query(), Some("the%20key=k%261"));

    core.execute(core.request(Method::GET, "GET /x", OPEN))
        .await
        .unwrap();
    assert_eq!(header(&received(&server).await, "authorization"), None);
}

#[tokio::test]
async fn keys_travel_in_headers_and_cookies() {
    let server = ok().await;
    let mut builder = builder(&server);
    builder.credential(0, Credential::api_key_header("X-Key", "k1"));
    builder.credential(1, Credential::api_key_cookie("sid", "a=="));
    builder.credential(2, Credential::http("Digest", "x=1"));
    let core = builder.build().unwrap();
    let mut request = core.request(Method::GET, "GET /x", &[&[0, 1, 2]]);
    request.cookie("c", Some("d"));
    core.execute(request).await.unwrap();
    let got = received(&server).await;
    assert_eq!(header(&got, "x-key"), Some("k1"));
    assert_eq!(header(&got, "cookie"), Some("c=d; sid=a=="));
    assert_eq!(header(&got, "authorization"), Some("Digest x=1"));
}

#[tokio::test]
async fn missing_credentials_stop_a_request() {
    let server = ok().await;
    let core = core(&server);
    let error = refused(
        core.execute(core.request(Method::GET, "GET /x", &[&[0, 1], &[2]]))
            .await,
    );
    assert_eq!(
        error,
        "the operation needs credentials: call `basic` and `key`, or `bearer` on the client's \
         builder"
    );
    // An empty alternative allows anonymous calls.
    core.execute(core.request(Method::GET, "GET /x", &[&[0], &[]]))
        .await
        .unwrap();
    let mut builder = builder(&server);
    builder.allow_missing_credentials();
    let core = builder.clone().build().unwrap();
    core.execute(core.request(Method::GET, "GET /x", &[&[0]]))
        .await
        .unwrap();
    builder.credential(0, Credential::external());
    let core = builder.build().unwrap();
    core.execute(core.request(Method::GET, "GET /x", &[&[0]]))
        .await
        .unwrap();
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for credential in [
        Credential::basic("a:b", "s3cret"),
        Credential::basic("a", "s3cret\n"),
        Credential::bearer("s3cret\r\nX: y"),
        Credential::api_key_header("bad name", "s3cret"),
        Credential::api_key_cookie("sid", "s3cret; x=y"),
    ] {
        let mut builder = CoreBuilder::new(Ok("http://localhost"), SCHEMES);
        builder.credential(0, credential);
        let error = builder.build().unwrap_err();
        assert!(error.to_string().starts_with("`basic`: "), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"));
    }
}

/// Counts its tokens; forgets one that was rejected.
struct Tokens {
    next: Arc<AtomicUsize>,
}

impl TokenSource for Tokens {
    fn token(&self) -> TokenFuture<'_> {
        let token = format!("t{}", self.next.load(Ordering::SeqCst));
        Box::pin(async { Ok(Token::new(token)) })
    }

    fn rejected(&self, token: &str) {
        assert_eq!(token, "t0");
        self.next.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_refused_token_is_reported_and_replaced_once() {
    let server = server(ResponseTemplate::new(401)).await;
    let next = Arc::new(AtomicUsize::new(0));
    let mut builder = builder(&server);
    builder.credential(2, Credential::bearer_source(Tokens { next: next.clone() }));
    let core = builder.build().unwrap();
    let mut request = core.request(Method::POST, "POST /x", &[&[2]]);
    request.json("application/json", &["body"]);
    let response = core.execute(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(response.attempts(), 2);
    let requests = server.received_requests().await.unwrap();
    let tokens: Vec<_> = requests
        .iter()
        .map(|request| header(request, "authorization"))
        .collect();
    assert_eq!(tokens, [Some("Bearer t0"), Some("Bearer t1")]);
    assert!(
        requests
            .iter()
            .all(|request| request.body == br#"["body"]"#)
    );
    assert_eq!(next.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn closures_are_token_sources() {
    let server = ok().await;
    let mut builder = builder(&server);
    builder.credential(
        2,
        Credential::bearer_source(|| async { Ok("c".to_owned()) }),
    );
    let core = builder.clone().build().unwrap();
    core.execute(core.request(Method::GET, "GET /x", &[&[2]]))
        .await
        .unwrap();
    assert_eq!(
        header(&received(&server).await, "authorization"),
        Some("Bearer c")
    );

    builder.credential(
        2,
        Credential::bearer_source(|| async {
            Err::<Token, _>(BoxError::from("the vault is sealed"))
        }),
    );
    let core = builder.build().unwrap();
    let Err(Failure::Request(error)) = core
        .execute(core.request(Method::GET, "GET /x", &[&[2]]))
        .await
    else {
        panic!("it was sent");
    };
    assert_eq!(error.source().unwrap().to_string(), "the vault is sealed");
}

#[test]
fn debug_never_shows_credentials() {
    let mut builder = CoreBuilder::new(Ok("http://localhost/x"), SCHEMES);
    builder.credential(0, Credential::basic("s3cret", "s3cret"));
    builder.credential(1, Credential::api_key_query("key", "s3cret"));
    builder.credential(2, Credential::bearer("s3cret"));
    builder.default_header("X-Key", "s3cret");
    let core = builder.clone().build().unwrap();
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.path("/");
    simple(&mut request, "id", "s3cret");
    let credential = Credential::bearer("s3cret");
    let shown = format!("{builder:?} {core:?} {request:?} {credential:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("http://localhost/x"), "{shown}");
}

#[tokio::test]
async fn timeouts_and_lost_connections_are_told_apart() {
    let slow = server(ResponseTemplate::new(200).set_delay(Duration::from_secs(30))).await;
    let mut builder = builder(&slow);
    builder.timeout(Some(Duration::from_millis(100)));
    builder.credential(1, Credential::api_key_query("key", "s3cret"));
    let core = builder.build().unwrap();
    let error: Error = core
        .execute(core.request(Method::GET, "GET /x", &[&[1]]))
        .await
        .unwrap_err()
        .into();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("s3cret"));
    assert_eq!(error.status(), None);

    // Nobody listens on a port that was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut builder = CoreBuilder::new(NO_SERVER, SCHEMES);
    builder.base_url(format!("http://{port}"));
    builder.credential(1, Credential::api_key_query("key", "s3cret"));
    let core = builder.build().unwrap();
    let error: Error = core
        .execute(core.request(Method::GET, "GET /x", &[&[1]]))
        .await
        .unwrap_err()
        .into();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("s3cret"));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_lost_connection() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 1024];
        let _ = stream.read(&mut head).await.unwrap();
        let start = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc";
        stream.write_all(start).await.unwrap();
    });
    let mut builder = CoreBuilder::new(NO_SERVER, SCHEMES);
    builder.base_url(format!("http://{address}"));
    let core = builder.build().unwrap();
    let result = core
        .execute(core.request(Method::GET, "GET /x", OPEN))
        .await;
    assert!(matches!(result, Err(Failure::Transport(_))), "{result:?}");
}

#[tokio::test]
async fn bodies_are_streamed() {
    let server =
        server(ResponseTemplate::new(200).set_body_raw(vec![7; 100_000], "image/png")).await;
    let core = core(&server);
    let request = core.request(Method::GET, "GET /x", OPEN);
    let response = core.execute_streaming(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.is_media_type("image/*"));
    let mut stream = response.into_stream();
    assert!(stream.headers().contains_key("content-length"));
    let mut length = 0;
    while let Some(bytes) = stream.chunk().await.unwrap() {
        length += bytes.len();
    }
    assert_eq!(length, 100_000);
}

#[tokio::test]
async fn servers_of_operations_yield_to_the_callers_base_url() {
    let (document, own, chosen) = (ok().await, ok().await, ok().await);
    let leak = |uri: String| -> &'static str { Box::leak(uri.into_boxed_str()) };
    let own_url = leak(format!("{}/own/", own.uri()));
    let mut builder = CoreBuilder::new(Ok(leak(format!("{}/v1", document.uri()))), SCHEMES);
    let core = builder.clone().build().unwrap();
    let request = |core: &Core, server| {
        let mut request = core.request(Method::GET, "GET /x", OPEN);
        request.server(Ok(server));
        request.path("/x");
        request
    };
    core.execute(request(&core, own_url)).await.unwrap();
    assert_eq!(received(&own).await.url.path(), "/own/x");
    core.execute(request(&core, "/v2")).await.unwrap();
    assert_eq!(received(&document).await.url.path(), "/v2/x");

    builder.base_url(chosen.uri());
    let core = builder.build().unwrap();
    core.execute(request(&core, own_url)).await.unwrap();
    assert_eq!(received(&chosen).await.url.path(), "/x");
}

#[test]
fn a_client_needs_a_base_url() {
    let build = |server, url: Option<&str>| {
        let mut builder = CoreBuilder::new(server, SCHEMES);
        if let Some(url) = url {
            builder.base_url(url.to_owned());
        }
        builder.build().map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(
        build(NO_SERVER, None).err(),
        NO_SERVER.err().map(str::to_owned)
    );
    assert!(
        build(Ok("/v1"), None)
            .unwrap_err()
            .contains("call `base_url`")
    );
    assert_eq!(build(Ok("/v1"), Some("https://a/b")), Ok(()));
    assert_eq!(build(NO_SERVER, Some("https://a/b")), Ok(()));
    for url in [
        "a",
        "ftp://a",
        "https://a/?s3cret",
        "https://a/#s3cret",
        "https://user:s3cret@a/",
        "https://.s3cret",
        "https://a..s3cret",
    ] {
        let error = build(NO_SERVER, Some(url)).unwrap_err();
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[tokio::test]
async fn the_callers_http_client_is_used() {
    let server = ok().await;
    let http = reqwest::Client::builder()
        .user_agent("mine")
        .build()
        .unwrap();
    let mut builder = builder(&server);
    builder.http_client(http);
    let core = builder.clone().build().unwrap();
    core.execute(core.request(Method::GET, "GET /x", OPEN))
        .await
        .unwrap();
    assert_eq!(header(&received(&server).await, "user-agent"), Some("mine"));
    builder.connect_timeout(Some(Duration::from_secs(1)));
    assert!(builder.build().is_err());
}

#[test]
fn a_call_can_be_spawned() {
    fn is_send(_: impl Send) {}
    let core = CoreBuilder::new(Ok("http://localhost"), SCHEMES)
        .build()
        .unwrap();
    is_send(core.execute(core.request(Method::GET, "GET /x", OPEN)));
    is_send(core.execute_streaming(core.request(Method::GET, "GET /x", OPEN)));
}

#[test]
fn errors_are_small() {
    assert!(size_of::<Error<[u8; 1000]>>() <= 64);
    assert!(size_of::<Failure>() <= 64);
}

#[tokio::test]
async fn slashes_at_the_end_of_the_base_url_are_no_segments() {
    let server = ok().await;
    let mut builder = builder(&server);
    builder.base_url(format!("{}/v1//", server.uri()));
    let core = builder.build().unwrap();
    let mut request = core.request(Method::GET, "GET /x", OPEN);
    request.path("/a");
    core.execute(request).await.unwrap();
    assert_eq!(received(&server).await.url.path(), "/v1/a");
}

#[tokio::test]
async fn credentials_count_as_they_are_set_last() {
    let server = ok().await;
    let mut builder = builder(&server);
    builder.credential(0, Credential::basic("a:b", "secret"));
    let error = builder.clone().build().unwrap_err().to_string();
    assert!(error.starts_with("`basic`: "), "{error}");
    builder.credential(0, Credential::basic("a", "secret"));
    builder.build().unwrap();
}
