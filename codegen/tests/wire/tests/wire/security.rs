//! Security schemes on the wire, alone, as alternatives and combined.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::{NO_CONTENT, Request, Server};
use std::time::Duration;
use wire::{Client, ClientBuilder, Error, Token};

/// Builds a client with some credentials, sends one operation, and gives back what was sent.
macro_rules! sent_with {
    ($credentials:expr, $operation:ident) => {{
        let server = Server::answering(NO_CONTENT);
        let client = client(&server, $credentials);
        let answer = client.security().$operation().send().await;
        answer.expect("204 is documented");
        server.request()
    }};
}

fn client(server: &Server, credentials: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    credentials(server.builder())
        .build()
        .expect("the client builds")
}

fn authorization(request: &Request) -> Option<&str> {
    request.header("authorization")
}

#[tokio::test]
async fn http_schemes() {
    let request = sent_with!(|builder| builder.basic("Aladdin", "open sesame"), get_basic);
    assert_eq!(
        authorization(&request),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    let request = sent_with!(|builder| builder.bearer("abc"), get_bearer);
    assert_eq!(authorization(&request), Some("Bearer abc"));
    let request = sent_with!(|builder| builder.digest("username=\"u\""), get_digest);
    assert_eq!(authorization(&request), Some("Digest username=\"u\""));
}

#[tokio::test]
async fn oauth2_and_openid_connect_are_bearer_tokens() {
    let request = sent_with!(|builder| builder.oauth("abc"), get_oauth);
    assert_eq!(authorization(&request), Some("Bearer abc"));
    let request = sent_with!(|builder| builder.connect("abc"), get_connect);
    assert_eq!(authorization(&request), Some("Bearer abc"));
}

#[tokio::test]
async fn api_keys() {
    let request = sent_with!(|builder| builder.header_key("k 1"), get_header_key);
    assert_eq!(request.header("x-key"), Some("k 1"));

    let server = Server::answering(NO_CONTENT);
    let client_with_query = client(&server, |builder| builder.query_key("k&1"));
    let answer = client_with_query
        .security()
        .get_query_key()
        .q("a")
        .send()
        .await;
    answer.expect("204 is documented");
    assert_eq!(server.request().target(), "/secure/query?q=a&key=k%261");

    let client_with_cookie = client(&server, |builder| builder.cookie_key("k1"));
    let answer = client_with_cookie
        .security()
        .get_cookie_key()
        .c("a")
        .send()
        .await;
    answer.expect("204 is documented");
    assert_eq!(server.request().header("cookie"), Some("c=a; sid=k1"));
}

#[tokio::test]
async fn the_first_alternative_that_is_there_is_used() {
    let request = sent_with!(|builder| builder.header_key("k"), get_either);
    assert_eq!(authorization(&request), None);
    assert_eq!(request.header("x-key"), Some("k"));
    let request = sent_with!(|builder| builder.header_key("k").bearer("b"), get_either);
    assert_eq!(authorization(&request), Some("Bearer b"));
    assert_eq!(request.header("x-key"), None);
}

#[tokio::test]
async fn a_combination_needs_all_of_its_schemes() {
    let request = sent_with!(|builder| builder.header_key("h").query_key("q"), get_both);
    assert_eq!(request.target(), "/secure/both?key=q");
    assert_eq!(request.header("x-key"), Some("h"));
    let request = sent_with!(|builder| builder.header_key("h").basic("u", "p"), get_both);
    assert_eq!(request.target(), "/secure/both");
    assert_eq!(request.header("x-key"), None);
    assert_eq!(authorization(&request), Some("Basic dTpw"));
}

#[tokio::test]
async fn optional_security() {
    let request = sent_with!(|builder| builder, get_optional);
    assert_eq!(authorization(&request), None);
    let request = sent_with!(|builder| builder.bearer("b"), get_optional);
    assert_eq!(authorization(&request), Some("Bearer b"));
}

#[tokio::test]
async fn credentials_go_nowhere_else() {
    let server = Server::answering(NO_CONTENT);
    let client = client(&server, |builder| {
        builder
            .basic("u", "p")
            .header_key("h")
            .query_key("q")
            .cookie_key("c")
    });
    let answer = client.servers().get_from_document().send().await;
    answer.expect("204 is documented");
    let request = server.request();
    assert_eq!(request.target(), "/served/document");
    for name in ["authorization", "x-key", "cookie"] {
        assert_eq!(request.header(name), None);
    }
}

#[tokio::test]
async fn missing_credentials_are_said_before_sending() {
    let server = Server::answering(NO_CONTENT);
    let error = server.client().security().get_both().send().await;
    let error = error.expect_err("credentials are missing");
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    let reason = std::error::Error::source(&error).expect("it says why");
    for setter in ["header_key", "query_key", "basic"] {
        assert!(reason.to_string().contains(setter), "{reason}");
    }
    assert!(server.is_idle());
    let request = sent_with!(ClientBuilder::allow_missing_credentials, get_both);
    assert_eq!(authorization(&request), None);
}

/// The document does not define the scheme: it would otherwise be sent as if it needed none.
#[tokio::test]
async fn a_request_whose_scheme_is_not_defined_is_not_sent_by_itself() {
    let server = Server::answering(NO_CONTENT);
    let answer = server.client().security().get_unknown().send().await;
    let Err(Error::Request(error)) = answer else {
        panic!("{answer:?}");
    };
    assert!(error.to_string().contains("undefined"), "{error}");
    assert!(server.is_idle());
    let request = sent_with!(ClientBuilder::undefined, get_unknown);
    assert_eq!(authorization(&request), None);
}

#[tokio::test]
async fn a_token_is_kept_until_it_expires() {
    let server = Server::answering(NO_CONTENT);
    let count = Arc::new(AtomicUsize::new(0));
    let client = client(&server, |builder| {
        builder.oauth_source(move || {
            let number = count.fetch_add(1, Ordering::SeqCst);
            // The second one does not say how long it is valid.
            let expires = (number == 0).then_some(Duration::ZERO);
            async move {
                let token = Token::new(format!("token-{number}"));
                Ok(expires.map_or(token.clone(), |time| token.expires_in(time)))
            }
        })
    });
    for expected in ["Bearer token-0", "Bearer token-1", "Bearer token-1"] {
        let answer = client.security().get_oauth().send().await;
        answer.expect("204 is documented");
        assert_eq!(authorization(&server.request()), Some(expected));
    }
}

#[tokio::test]
async fn a_token_source_that_fails_stops_the_request() {
    let server = Server::answering(NO_CONTENT);
    let client = client(&server, |builder| {
        builder.oauth_source(|| async { Err::<Token, _>("no token today".into()) })
    });
    let error = client.security().get_oauth().send().await;
    let error = error.expect_err("there is no token");
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert!(server.is_idle());
}

#[test]
fn debug_shows_no_credentials() {
    let client = Client::builder()
        .base_url("http://localhost")
        .basic("user", "hidden-1")
        .bearer("hidden-2")
        .query_key("hidden-3");
    assert!(!format!("{client:?}").contains("hidden"));
    let client = client.build().expect("the client builds");
    assert!(!format!("{client:?}").contains("hidden"));
}
