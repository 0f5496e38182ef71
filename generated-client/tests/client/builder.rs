//! How a client is put together.

use crate::{
    samples,
    support::{
        API_KEY, API_SECRET, AUTHORIZATION, CREATED, answering_json, builder, client, create_any,
        header, only_request, requests,
    },
};
use authlete_token_client::{Client, Error, models::TokenRevokeRequest};

#[tokio::test]
async fn a_base_url_may_have_a_path_with_or_without_a_slash_at_its_end() {
    for (prefix, path) in [
        ("", "/api/auth/token/create"),
        ("/", "/api/auth/token/create"),
        (
            "/gateway/authlete",
            "/gateway/authlete/api/auth/token/create",
        ),
        (
            "/gateway/authlete/",
            "/gateway/authlete/api/auth/token/create",
        ),
        ("/a%2Fb/c%20d/", "/a%2Fb/c%20d/api/auth/token/create"),
    ] {
        let (server, _) = answering_json(200, CREATED).await;
        let client = client(&format!("{}{prefix}", server.uri()));
        create_any(&client).await.expect("the token is created");
        assert_eq!(
            only_request(&server).await.url.path(),
            path,
            "of {prefix:?}"
        );
    }
}

#[tokio::test]
async fn a_path_parameter_follows_the_path_of_the_base_url() {
    let (server, _) = answering_json(204, "").await;
    let client = client(&format!("{}/gateway/", server.uri()));
    let call = client.token_operations().auth_token_delete_api("a/b");
    call.send().await.expect("the token is deleted");
    let path = "/gateway/api/auth/token/delete/a%2Fb";
    assert_eq!(only_request(&server).await.url.path(), path);
}

#[test]
fn a_base_url_that_cannot_be_used_is_refused() {
    for (url, problem) in [
        ("", "is not an absolute URL"),
        ("api.example", "is not an absolute URL"),
        ("/api", "is not an absolute URL"),
        ("ftp://api.example", "is neither http nor https"),
        ("https://api.example?a=b", "has a query"),
        ("https://api.example#a", "has a fragment"),
        ("https://key:secret@api.example", "contains credentials"),
    ] {
        let error = builder(url).build().expect_err("the URL is not usable");
        let message = error.to_string();
        assert!(message.contains(problem), "{url:?}: {message}");
        assert!(message.contains("`base_url`"), "{url:?}: {message}");
    }
}

#[test]
fn the_base_url_is_that_of_the_description_by_default() {
    let client = Client::builder()
        .service_credentials(API_KEY, API_SECRET)
        .build()
        .expect("the client is complete");
    let debug = format!("{client:?}");
    assert!(debug.contains("https://api.authlete.com/"), "{debug}");
}

#[tokio::test]
async fn ones_own_http_client_sends() {
    let (server, _) = answering_json(200, CREATED).await;
    let http = reqwest::Client::builder().user_agent("my-server/7").build();
    let client = builder(&server.uri())
        .http_client(http.expect("the HTTP client is complete"))
        .build()
        .expect("the client is complete");
    create_any(&client).await.expect("the token is created");
    let request = only_request(&server).await;
    assert_eq!(header(&request, "user-agent"), Some("my-server/7"));
    assert_eq!(header(&request, "authorization"), Some(AUTHORIZATION));
}

#[tokio::test]
async fn missing_credentials_are_refused_and_the_setter_is_named() {
    let (server, _) = answering_json(200, "{}").await;
    let client = Client::builder().base_url(server.uri());
    let client = client.build().expect("the client is complete");
    let operations = client.token_operations();
    let list = operations.auth_token_get_list_api().send().await.map(drop);
    let revoke = operations.auth_token_revoke_api(TokenRevokeRequest::new());
    let revoke = revoke.send().await.map(drop);
    let delete = operations.auth_token_delete_api("t").send().await.map(drop);
    for outcome in [create_any(&client).await, list, revoke, delete] {
        let Err(Error::Request(error)) = outcome else {
            panic!("it was sent: {outcome:?}");
        };
        let message = error.to_string();
        assert!(message.contains("`service_credentials`"), "{message}");
    }
    assert!(requests(&server).await.is_empty(), "nothing was sent");
}

#[tokio::test]
async fn credentials_may_be_left_to_ones_own_http_client() {
    let (server, _) = answering_json(200, CREATED).await;
    let client = Client::builder()
        .base_url(server.uri())
        .allow_missing_credentials()
        .build()
        .expect("the client is complete");
    create_any(&client).await.expect("the token is created");
    assert_eq!(header(&only_request(&server).await, "authorization"), None);
}

#[tokio::test]
async fn credentials_may_have_any_printable_characters() {
    for (key, secret, expected) in [
        ("key", "a:b", "Basic a2V5OmE6Yg=="),
        ("", "", "Basic Og=="),
        (
            "schlüssel",
            "geheim ✓",
            "Basic c2NobMO8c3NlbDpnZWhlaW0g4pyT",
        ),
    ] {
        let (server, _) = answering_json(200, CREATED).await;
        let client = Client::builder()
            .base_url(server.uri())
            .service_credentials(key, secret)
            .build()
            .expect("the client is complete");
        create_any(&client).await.expect("the token is created");
        let request = only_request(&server).await;
        assert_eq!(header(&request, "authorization"), Some(expected));
    }
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for (key, secret) in [
        ("a:b", "secret"),
        ("key\r\nx-admin: 1", "secret"),
        ("key", "secret\n"),
        ("key", "sec\0ret"),
        ("key\u{7f}", "secret"),
    ] {
        let error = Client::builder()
            .service_credentials(key, secret)
            .build()
            .expect_err("the credentials are not usable");
        let message = error.to_string();
        assert!(message.contains("`service_credentials`"), "{message}");
    }
}

#[tokio::test]
async fn default_headers_go_with_every_request() {
    let (server, _) = answering_json(200, CREATED).await;
    let client = builder(&server.uri())
        .default_header("X-Tenant", "zurich")
        .default_header("Accept", "*/*")
        .build()
        .expect("the client is complete");
    create_any(&client).await.expect("the token is created");
    let request = only_request(&server).await;
    assert_eq!(header(&request, "x-tenant"), Some("zurich"));
    // A request's own headers win.
    assert_eq!(header(&request, "accept"), Some("application/json"));
}

#[test]
fn headers_with_control_characters_are_refused() {
    for (name, value) in [
        ("x-tenant", "zurich\r\nx-admin: 1"),
        ("x-tenant", "zurich\n"),
        ("x-tenant", "\0"),
        ("x-tenant\r\nx-admin", "1"),
        ("x tenant", "1"),
        ("", "1"),
    ] {
        let builder = builder("https://api.example").default_header(name, value);
        let error = builder.build().expect_err("the header is not usable");
        let message = error.to_string();
        assert!(message.contains("`default_header`"), "{message}");
        assert!(!message.contains(['\r', '\n']), "{message}");
    }
}

#[tokio::test]
async fn a_clone_of_a_client_is_the_same_client() {
    let (server, client) = answering_json(200, CREATED).await;
    let clone = client.clone();
    drop(client);
    let task = tokio::spawn(async move { create_any(&clone).await });
    let outcome = task.await.expect("the task ends");
    outcome.expect("the token is created");
    let request = only_request(&server).await;
    assert_eq!(header(&request, "authorization"), Some(AUTHORIZATION));
}

#[tokio::test]
async fn calls_run_side_by_side() {
    let (server, client) = answering_json(200, CREATED).await;
    let operations = client.token_operations();
    let one = operations.auth_token_create_api(samples::minimal());
    let two = operations.auth_token_create_api(samples::create());
    let (one, two) = tokio::join!(one.send(), two.send());
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(requests(&server).await.len(), 2);
}
