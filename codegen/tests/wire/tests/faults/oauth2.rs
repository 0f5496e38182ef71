//! Tokens for the id and the secret of a client: what the token endpoint saw, what the API saw, and
//! what the caller got when the endpoint did not do as it should.

use crate::support::{Server, causes, empty, header, write};
use std::{error, fmt, thread, time::Duration};
use wire::{Client, ClientBuilder, ClientCredentials, Error, Timeout};

/// Not in any message, as it is or encoded.
const SECRET: &str = "s3cr+t%/é";
const ENCODED: &str = "s3cr%2Bt%25%2F%C3%A9";

/// An answer of a token endpoint.
fn answer(status: u16, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

/// Issues the tokens `t0`, `t1` and so on, with these members beside them.
fn issuer(members: &'static str) -> Server {
    Server::new(move |number, _, stream| {
        thread::sleep(Duration::from_millis(50));
        let body = format!(r#"{{"access_token":"t{number}"{members}}}"#);
        write(stream, answer(200, &body).as_bytes());
    })
}

fn api() -> Server {
    Server::answering([empty(204).as_str()])
}

fn credentials(tokens: &Server) -> ClientCredentials {
    ClientCredentials::new("a b:c", SECRET).token_url(format!("{}/token", tokens.url()))
}

fn client(api: &Server, tokens: &Server) -> Client {
    let builder = api.builder().client_credentials_with(credentials(tokens));
    builder.build().expect("the client builds")
}

async fn call(client: &Client) -> Result<(), Error> {
    client.security().get_oauth().send().await.map(|_| ())
}

/// The tokens that the API saw.
fn sent(api: &Server) -> Vec<String> {
    let requests = api.requests();
    let tokens = requests.iter().map(|one| header(one, "authorization"));
    tokens
        .map(|token| token.unwrap_or("none").to_owned())
        .collect()
}

/// Everything that an error says, after a look that it says no secret.
fn said(error: &(dyn error::Error + 'static)) -> String {
    let text = causes(error);
    let all = format!("{text}{error:?}");
    assert!(!all.contains(SECRET) && !all.contains(ENCODED), "{all}");
    text
}

fn refused(builder: ClientBuilder) -> String {
    said(&builder.build().expect_err("it is refused"))
}

#[tokio::test]
async fn the_token_endpoint_is_asked_as_the_description_says() {
    let (api, tokens) = (api(), issuer(r#","token_type":"bearer""#));
    let url = format!("{}/token?tenant=1", tokens.url());
    let credentials = ClientCredentials::new("a b:c", SECRET).token_url(url);
    let builder = api
        .builder()
        .default_header("X-Api", "1")
        .client_credentials_with(credentials);
    let client = builder.build().expect("the client builds");
    call(&client).await.expect("there is a token");
    call(&client).await.expect("it is kept");
    assert_eq!(sent(&api), ["Bearer t0", "Bearer t0"]);
    let requests = tokens.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert!(
        request.starts_with("POST /token?tenant=1 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request.ends_with("\r\n\r\ngrant_type=client_credentials&scope=read"),
        "{request}"
    );
    // `a%20b%3Ac:s3cr%2Bt%25%2F%C3%A9`
    let basic = "Basic YSUyMGIlM0FjOnMzY3IlMkJ0JTI1JTJGJUMzJUE5";
    assert_eq!(header(request, "authorization"), Some(basic));
    let form = "application/x-www-form-urlencoded";
    assert_eq!(header(request, "content-type"), Some(form));
    assert_eq!(header(request, "accept"), Some("application/json"));
    // What is for the API does not go elsewhere.
    assert_eq!(header(request, "x-api"), None);
}

#[tokio::test]
async fn the_caller_says_how_it_is_asked() {
    let (api, tokens) = (api(), issuer(""));
    let credentials = credentials(&tokens)
        .scopes(["a", "b:c"])
        .parameter("audience", "https://api.example.com/")
        .in_body();
    let builder = api.builder().client_credentials_with(credentials);
    let client = builder.build().expect("the client builds");
    call(&client).await.expect("there is a token");
    let request = &tokens.requests()[0];
    let body = request.split("\r\n\r\n").nth(1);
    let expected = format!(
        "grant_type=client_credentials&scope=a%20b%3Ac&client_id=a%20b%3Ac&client_secret={ENCODED}\
         &audience=https%3A%2F%2Fapi.example.com%2F"
    );
    assert_eq!(body, Some(expected.as_str()));
    assert_eq!(header(request, "authorization"), None);

    let none: [&str; 0] = [];
    let credentials = self::credentials(&tokens).scopes(none);
    let replaced = client
        .replace_credentials()
        .client_credentials_with(credentials);
    replaced.expect("they can be sent");
    call(&client).await.expect("there is a token");
    let request = &tokens.requests()[1];
    assert!(
        request.ends_with("\r\n\r\ngrant_type=client_credentials"),
        "{request}"
    );
    assert_eq!(sent(&api), ["Bearer t0", "Bearer t1"]);
}

#[tokio::test]
async fn one_token_is_for_a_thousand_callers() {
    let (api, tokens) = (api(), issuer(r#","expires_in":3600"#));
    let client = client(&api, &tokens);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..1000 {
        let client = client.clone();
        tasks.spawn(async move {
            let security = client.security();
            let call = security.get_oauth();
            if number % 10 == 0 {
                return call.send().await.is_ok();
            }
            // Refused when the token is there: not every system has sockets for all of them.
            let error = call.header("X-A", "\n").send().await;
            said(&error.expect_err("it cannot be sent")).contains("`X-A`")
        });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(
        outcomes
            .into_iter()
            .filter(|&as_expected| as_expected)
            .count(),
        1000
    );
    assert_eq!(tokens.count(), 1);
    assert_eq!(sent(&api), ["Bearer t0"; 100]);
}

#[tokio::test]
async fn a_token_that_expires_is_replaced_before() {
    for members in [r#","expires_in":1"#, r#","expires_in":"1""#] {
        let (api, tokens) = (api(), issuer(members));
        let client = client(&api, &tokens);
        call(&client).await.expect("there is a token");
        call(&client).await.expect("it is kept");
        tokio::time::sleep(Duration::from_millis(600)).await;
        call(&client).await.expect("there is another");
        assert_eq!(sent(&api), ["Bearer t0", "Bearer t0", "Bearer t1"]);
    }
    // A time that is none is not told from none.
    for members in [
        r#","expires_in":-1"#,
        r#","expires_in":1e300"#,
        r#","expires_in":null"#,
    ] {
        let (api, tokens) = (api(), issuer(members));
        let client = client(&api, &tokens);
        call(&client).await.expect("there is a token");
        call(&client).await.expect("it is kept");
        assert_eq!(tokens.count(), 1);
    }
}

#[tokio::test]
async fn a_token_that_the_api_refuses_is_replaced_once() {
    let tokens = issuer("");
    let (refused, accepted) = (empty(401), empty(204));
    let api = Server::answering([refused.as_str(), accepted.as_str()]);
    call(&client(&api, &tokens))
        .await
        .expect("the second one is accepted");
    assert_eq!(sent(&api), ["Bearer t0", "Bearer t1"]);

    let api = Server::answering([refused.as_str()]);
    let error = call(&client(&api, &tokens)).await;
    let status = error.expect_err("no token is accepted").status();
    assert_eq!(status.map(|status| status.as_u16()), Some(401));
    assert_eq!((api.count(), tokens.count()), (2, 4));
}

#[tokio::test]
async fn every_answer_without_a_token_is_an_error_that_says_why() {
    let echo = format!(r#"{{"error":"invalid_client","error_description":"wrong: {SECRET}"}}"#);
    let long = format!(r#"{{"error":"{}"}}"#, "x".repeat(10_000));
    let rows: [(u16, &str, &str); 14] = [
        (
            401,
            r#"{"error":"invalid_client","error_description":"Unknown\nclient: 'a'"}"#,
            r"answered 401 Unauthorized: invalid_client (Unknown\nclient: 'a')",
        ),
        (400, &echo, "400 Bad Request: invalid_client ([redacted])"),
        (400, &long, "xxxxx…"),
        // So GitHub answers.
        (
            200,
            r#"{"error":"bad_verification_code"}"#,
            "200 OK: bad_verification_code",
        ),
        (400, r#"{"error":{"code":1}}"#, "answered 400 Bad Request"),
        (400, r#"{"access_token":"t"}"#, "answered 400 Bad Request"),
        (500, "<html>oh</html>", "answered 500 Internal Server Error"),
        (200, "<html>log in</html>", "but not with a JSON object"),
        (200, "", "but not with a JSON object"),
        (200, "[]", "but not with a JSON object"),
        (
            200,
            r#"{"access_token":""}"#,
            "but without an `access_token`",
        ),
        (
            200,
            r#"{"access_token":7}"#,
            "but without an `access_token`",
        ),
        (
            200,
            r#"{"access_token":"t","token_type":"mac"}"#,
            "a token of the type `mac`",
        ),
        (
            200,
            r#"{"access_token":"t\n"}"#,
            "characters that are not allowed in a header",
        ),
    ];
    for (status, body, expected) in rows {
        let (api, tokens) = (api(), Server::answering([answer(status, body).as_str()]));
        let error = call(&client(&api, &tokens)).await;
        let said = said(&error.expect_err("there is no token"));
        assert!(said.contains(expected), "{said}");
        assert!(said.len() < 500, "{said}");
        assert_eq!((api.count(), tokens.count()), (0, 1), "{said}");
    }
}

#[tokio::test]
async fn an_error_of_the_endpoint_is_a_type_of_its_own() {
    let body = r#"{"error":"invalid_scope","error_description":"no such\nscope"}"#;
    let unknown = "HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{";
    let rows = [
        (
            answer(400, body),
            Some(400),
            Some("invalid_scope"),
            Some("no such\nscope"),
        ),
        (answer(502, "<html>"), Some(502), None, None),
        (answer(200, "{}"), Some(200), None, None),
        (unknown.to_owned(), Some(200), None, None),
        ("nonsense".to_owned(), None, None, None),
    ];
    for (answer, status, code, description) in rows {
        let (api, tokens) = (api(), Server::answering([answer.as_str()]));
        let builder = api.builder().client_credentials_with(credentials(&tokens));
        let client = builder.retry(wire::RetryPolicy::none()).build();
        let client = client.expect("the client builds");
        // All that wait for the token get it.
        let (one, other) = tokio::join!(call(&client), call(&client));
        for outcome in [one, other] {
            let Err(Error::Request(error)) = outcome else {
                panic!("there is no token");
            };
            let found = error.token_error().expect("the endpoint failed");
            let found_status = found.status().map(|status| status.as_u16());
            assert_eq!(found_status, status, "{found}");
            assert_eq!(found.code(), code, "{found}");
            assert_eq!(found.description(), description, "{found}");
            let source = error::Error::source(&error).expect("it is the cause");
            assert!(source.is::<wire::TokenEndpointError>(), "{source}");
            // Messages name it once.
            assert_eq!(said(&error).matches("the token endpoint").count(), 1);
        }
    }
}

/// The error of a caller's own source.
#[derive(Debug)]
struct Own;

impl fmt::Display for Own {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("there is none")
    }
}

impl error::Error for Own {}

#[tokio::test]
async fn the_error_of_a_source_can_be_told_by_its_type() {
    let api = api();
    let failing = || async { Err::<String, _>(Own.into()) };
    let client = api.builder().oauth_source(failing).build();
    let client = client.expect("the client builds");
    let Err(Error::Request(error)) = call(&client).await else {
        panic!("there is no token");
    };
    assert!(error.token_error().is_none());
    let source = error::Error::source(&error).expect("it is the cause");
    assert!(source.is::<Own>(), "{source}");
}

#[tokio::test]
async fn what_an_endpoint_repeats_of_credentials_is_not_shown() {
    const ASSERTION: &str = "eyJhbGciOi+/J9.e30.c2ln";
    let basic = "YSUyMGIlM0FjOnMzY3IlMkJ0JTI1JTJGJUMzJUE5";
    let escaped = "eyJhbGciOi%2B%2FJ9.e30.c2ln";
    for secret in [ASSERTION, escaped, basic] {
        let body = format!(r#"{{"error":"invalid_request","error_description":"bad {secret}"}}"#);
        let (api, tokens) = (api(), Server::answering([answer(400, &body).as_str()]));
        let credentials = credentials(&tokens).parameter("client_assertion", ASSERTION);
        let builder = api.builder().client_credentials_with(credentials);
        let client = builder.build().expect("the client builds");
        let said = said(&call(&client).await.expect_err("there is no token"));
        assert!(said.contains("invalid_request ([redacted])"), "{said}");
    }
}

#[tokio::test]
async fn bearer_is_the_type_of_a_token_however_it_is_written() {
    for members in [
        "",
        r#","token_type":"BEARER""#,
        r#","token_type":"BearerToken""#,
    ] {
        let (api, tokens) = (api(), issuer(members));
        call(&client(&api, &tokens))
            .await
            .expect("it is a bearer token");
        assert_eq!(sent(&api), ["Bearer t0"]);
    }
}

#[tokio::test]
async fn a_request_for_a_token_is_sent_again_like_a_get() {
    let (failed, issued) = (empty(503), answer(200, r#"{"access_token":"t"}"#));
    let (api, tokens) = (api(), Server::answering([failed.as_str(), issued.as_str()]));
    call(&client(&api, &tokens))
        .await
        .expect("the second one has a token");
    assert_eq!((api.count(), tokens.count()), (1, 2));

    let tokens = Server::answering([failed.as_str()]);
    let error = call(&client(&api, &tokens)).await;
    let said = said(&error.expect_err("there is no token"));
    assert!(said.contains("503 Service Unavailable"), "{said}");
    assert_eq!(tokens.count(), 3);

    let tokens = Server::answering([failed.as_str()]);
    let builder = api.builder().client_credentials_with(credentials(&tokens));
    let client = builder.retry(wire::RetryPolicy::none()).build();
    let error = call(&client.expect("the client builds")).await;
    error.expect_err("there is no token");
    assert_eq!(tokens.count(), 1);
}

#[tokio::test]
async fn an_endpoint_that_breaks_off_or_sends_too_much_is_an_error() {
    let broken = "HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"access_token\":\"s3cret";
    let long = answer(
        200,
        &format!(r#"{{"access_token":"{}"}}"#, "s3cret".repeat(20_000)),
    );
    for answer in [broken, &long, "nonsense"] {
        let (api, tokens) = (api(), Server::answering([answer]));
        let error = call(&client(&api, &tokens)).await;
        let error = error.expect_err("there is no token");
        let said = said(&error);
        assert!(
            said.contains("the token endpoint did not answer: "),
            "{said}"
        );
        assert!(!format!("{said}{error:?}").contains("s3cret"), "{said}");
        assert_eq!(api.count(), 0);
    }
}

#[tokio::test]
async fn an_endpoint_that_hangs_is_under_the_limits_of_the_call() {
    let short = Duration::from_millis(150);
    let (api, tokens) = (
        api(),
        Server::new(|_, _, _| thread::sleep(Duration::from_secs(5))),
    );
    let client = client(&api, &tokens);
    for call in [
        client.security().get_oauth().idle_timeout(short),
        client.security().get_oauth().timeout(short),
    ] {
        let Err(Error::Timeout(error)) = call.send().await else {
            panic!("the endpoint hangs");
        };
        let which = error.which();
        assert!(
            matches!(which, Timeout::Token | Timeout::Total),
            "{which:?}"
        );
    }
    assert_eq!((api.count(), tokens.count()), (0, 1));
}

#[tokio::test]
async fn a_redirect_of_the_endpoint_is_not_followed() {
    let elsewhere = issuer("");
    let url = elsewhere.url();
    let redirect = format!(
        "HTTP/1.1 307 X\r\nLocation: {url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let (api, tokens) = (api(), Server::answering([redirect.as_str()]));
    let error = call(&client(&api, &tokens)).await;
    let said = said(&error.expect_err("there is no token"));
    assert!(
        said.contains("307 Temporary Redirect: the token endpoint is elsewhere"),
        "{said}"
    );
    assert_eq!((api.count(), elsewhere.count()), (0, 0));

    // With a client that follows redirects, the secret does not go elsewhere, and no token comes.
    let follows = || api.builder().http_client(wire::reqwest::Client::new());
    let client = follows()
        .client_credentials_with(credentials(&tokens))
        .build();
    let client = client.expect("the client builds");
    let error = call(&client).await.expect_err("there is no token");
    self::said(&error);
    let requests = elsewhere.requests();
    let authorization = requests.iter().find_map(|one| header(one, "authorization"));
    assert_eq!((api.count(), authorization), (0, None));

    let in_body = || credentials(&tokens).in_body();
    let said = refused(follows().client_credentials_with(in_body()));
    assert!(
        said.contains("would send the credentials to other hosts"),
        "{said}"
    );
    let replaced = client
        .replace_credentials()
        .client_credentials_with(in_body());
    self::said(&replaced.expect_err("it is refused"));
}

#[tokio::test]
async fn the_token_url_is_relative_to_the_base_url_and_must_be_safe() {
    let api = Server::new(|_, request, stream| {
        let issued = answer(200, r#"{"access_token":"t"}"#);
        let is_token = request.starts_with("POST /oauth/token HTTP/1.1\r\n");
        write(
            stream,
            if is_token {
                &issued
            } else {
                "HTTP/1.1 204 X\r\n\r\n"
            }
            .as_bytes(),
        );
    });
    let relative = ClientCredentials::new("id", SECRET).token_url("/oauth/token");
    let builder = api.builder().client_credentials_with(relative);
    let client = builder.build().expect("the client builds");
    call(&client).await.expect("there is a token");
    assert_eq!(api.count(), 2);

    let with = |url: &str| {
        let credentials = ClientCredentials::new("id", SECRET).token_url(url);
        let builder = Client::builder().base_url("http://192.0.2.1");
        builder.client_credentials_with(credentials)
    };
    for (url, expected) in [
        ("/token", "is not encrypted"),
        ("http://localhost.example.com/token", "is not encrypted"),
        ("ftp://example.com/token", "neither http nor https"),
        ("https://user:pw@example.com/token", "contains credentials"),
        ("http://[", "is not a URL"),
        ("", "set it with `ClientCredentials::token_url`"),
    ] {
        let said = refused(with(url));
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains("pw"), "{said}");
    }
    with("/token")
        .allow_http()
        .build()
        .expect("the caller allows it");
    // That of the description is absolute.
    let builder = Client::builder().base_url("http://192.0.2.1");
    builder
        .client_credentials("id", SECRET)
        .build()
        .expect("it is https");
}

#[test]
fn debug_shows_no_secret() {
    let credentials = ClientCredentials::new("id", SECRET).parameter("assertion", SECRET);
    let shown = format!("{credentials:?}");
    let builder = Client::builder().base_url("https://example.com");
    let builder = builder.client_credentials_with(credentials);
    let shown = format!("{shown} {builder:?} {:?}", builder.clone().build());
    assert!(
        shown.contains("[redacted]") && !shown.contains(SECRET),
        "{shown}"
    );
}
