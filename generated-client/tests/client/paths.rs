//! The token in the path of a deletion: whatever it contains, it stays one segment.

use crate::support::{Wire, answering, client, requests};
use authlete_token_client::Error;
use wiremock::ResponseTemplate;

/// The bytes between `/api/auth/token/delete/` and the end of the request's target.
async fn segment_of(token: &str) -> String {
    let wire = Wire::answering("HTTP/1.1 204 No Content\r\n\r\n", false);
    let client = client(&wire.url);
    let call = client.token_operations().auth_token_delete_api(token);
    call.send().await.expect("the token is deleted");
    let line = wire.request_line();
    line.strip_prefix("DELETE /api/auth/token/delete/")
        .and_then(|line| line.strip_suffix(" HTTP/1.1"))
        .unwrap_or_else(|| panic!("another endpoint: {line}"))
        .to_owned()
}

#[tokio::test]
async fn a_token_is_one_percent_encoded_segment() {
    let cases = [
        ("AZaz09-._~", "AZaz09-._~"),
        ("a/b", "a%2Fb"),
        ("/", "%2F"),
        ("a//b/", "a%2F%2Fb%2F"),
        ("../create", "..%2Fcreate"),
        ("..\\create", "..%5Ccreate"),
        ("/../../create", "%2F..%2F..%2Fcreate"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("100%", "100%25"),
        ("a+b c", "a%2Bb%20c"),
        (" ", "%20"),
        ("a;b=1", "a%3Bb%3D1"),
        ("a:b@c&d,e!$'()*", "a%3Ab%40c%26d%2Ce%21%24%27%28%29%2A"),
        ("[\"<{|^`}>\"]", "%5B%22%3C%7B%7C%5E%60%7D%3E%22%5D"),
        ("tökên", "t%C3%B6k%C3%AAn"),
        ("令牌🔑", "%E4%BB%A4%E7%89%8C%F0%9F%94%91"),
        ("a\u{0}b\tc\r\nd", "a%00b%09c%0D%0Ad"),
        ("...", "..."),
        (".a", ".a"),
        ("..a", "..a"),
        ("a..", "a.."),
    ];
    for (token, segment) in cases {
        assert_eq!(segment_of(token).await, segment, "of {token:?}");
    }
}

#[tokio::test]
async fn a_token_that_would_address_another_endpoint_is_refused() {
    let server = answering(ResponseTemplate::new(204)).await;
    for base_url in [server.uri(), format!("{}/a/b/", server.uri())] {
        let client = client(&base_url);
        for token in ["", ".", ".."] {
            let call = client.token_operations().auth_token_delete_api(token);
            let error = call.send().await.expect_err("nothing can be deleted");
            let Error::Request(reason) = &error else {
                panic!("{token:?} was sent: {error:?}");
            };
            let reason = reason.to_string();
            assert!(reason.contains("`accessTokenIdentifier`"), "{reason}");
            assert_eq!((error.status(), error.body()), (None, None));
        }
    }
    assert!(requests(&server).await.is_empty(), "nothing was sent");
}
