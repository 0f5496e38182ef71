//! The client against a mock server that validates requests, such as Prism.
//!
//! `cargo xtask contract` starts one that knows nothing but the description, and runs this test.

#![cfg(feature = "client")]

#[path = "client/samples.rs"]
#[allow(dead_code, reason = "the texts in it are for other tests")]
mod samples;

use authlete_token_client::{
    Client, Error, Response, StatusCode,
    models::{
        GrantType, Property, ResultModel, TokenCreateRequest, TokenRevokeRequest,
        TokenUpdateRequest,
    },
};

const ACCESS_TOKEN: &str = "q7Rn2vXd0KfYb5TzLwS3hUeC8jMpGa1oNiV6xQkEr4s";
const ACCESS_TOKEN_HASH: &str = "mJ0sVfUe3pLtYq8GxNcB6wRzKd1hAo5iTkS7vEyPu2M";

/// The server found nothing to complain about in the request.
#[track_caller]
fn valid<T>(outcome: Result<Response<T>, Error<ResultModel>>) -> Response<T> {
    let response = outcome.unwrap_or_else(|error| {
        let body = error.body().map(|body| String::from_utf8_lossy(body));
        panic!("{error}: {}", body.unwrap_or_default())
    });
    let violations = response.headers().get("sl-violations");
    assert_eq!(violations, None, "the request does not keep the contract");
    response
}

fn client() -> Client {
    let base_url = std::env::var("CONTRACT_BASE_URL").expect("CONTRACT_BASE_URL is set");
    Client::builder()
        .base_url(base_url)
        .service_credentials(
            "21653835348762",
            "uE4NgqeIpuSV_XejQ7Ds3jsgA1yXhjR1MXJ1LbPuyls",
        )
        .build()
        .expect("the client is complete")
}

#[tokio::test]
#[ignore = "needs a server: run `cargo xtask contract`"]
async fn create() {
    let client = client();
    let example = TokenCreateRequest::new(GrantType::AuthorizationCode, 57_297_408_867)
        .subject("john")
        .scopes(["history.read", "timeline.read"])
        .access_token_duration(3600)
        .properties([Property::new().key("branch").value("zurich").hidden(true)]);
    for request in [samples::minimal(), example, samples::create()] {
        let call = client.token_operations().auth_token_create_api(request);
        let created = valid(call.send().await);
        assert_eq!(created.access_token.as_deref(), Some(ACCESS_TOKEN));
    }
}

#[tokio::test]
#[ignore = "needs a server: run `cargo xtask contract`"]
async fn list() {
    let client = client();
    let bare = client.token_operations().auth_token_get_list_api();
    let full = bare
        .clone()
        .client_identifier("57297408867")
        .subject("john");
    for call in [bare, full.start(0).end(2)] {
        let page = valid(call.send().await);
        let tokens = page.access_tokens.as_deref().unwrap_or_default();
        assert_eq!(tokens.len(), 2);
        assert_eq!(
            tokens[0].access_token_hash.as_deref(),
            Some(ACCESS_TOKEN_HASH)
        );
    }
}

#[tokio::test]
#[ignore = "needs a server: run `cargo xtask contract`"]
async fn update() {
    let client = client();
    let example = TokenUpdateRequest::new(ACCESS_TOKEN)
        .access_token_expires_at(1_714_640_400_000)
        .scopes(["timeline.read"]);
    for request in [example, samples::update()] {
        let call = client.token_operations().auth_token_update_api(request);
        let updated = valid(call.send().await);
        assert_eq!(updated.access_token_expires_at, Some(1_714_640_400_000));
    }
}

#[tokio::test]
#[ignore = "needs a server: run `cargo xtask contract`"]
async fn revoke() {
    let client = client();
    let example = TokenRevokeRequest::new().access_token_identifier(ACCESS_TOKEN);
    for request in [example, samples::revoke()] {
        let call = client.token_operations().auth_token_revoke_api(request);
        assert_eq!(valid(call.send().await).count, Some(1));
    }
}

#[tokio::test]
#[ignore = "needs a server: run `cargo xtask contract`"]
async fn delete() {
    let client = client();
    for identifier in [ACCESS_TOKEN_HASH, "a/b?c#d%e f;g+h", "tökên"] {
        let call = client.token_operations().auth_token_delete_api(identifier);
        assert_eq!(valid(call.send().await).status(), StatusCode::NO_CONTENT);
    }
}

/// Shows that the server does validate: without this, the others could not fail.
#[tokio::test]
#[ignore = "needs a server: run `cargo xtask contract`"]
async fn a_value_outside_the_description_is_refused() {
    let client = client();
    let request = TokenCreateRequest::new(GrantType::from("TELEPATHY"), 1);
    let call = client.token_operations().auth_token_create_api(request);
    let error = call.send().await.expect_err("there is no such grant type");
    assert!(
        error
            .status()
            .is_some_and(|status| status.is_client_error())
    );
}
