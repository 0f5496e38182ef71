//! The life of an access token: created, listed, changed, revoked, deleted.
//!
//! ```console
//! $ cargo run -p authlete-token-client --example token_lifecycle
//! ```
//!
//! This needs no account: it starts a small server in this process. With the credentials of a
//! service in the environment it calls the real API instead:
//!
//! - `AUTHLETE_API_KEY` and `AUTHLETE_API_SECRET`: the credentials;
//! - `AUTHLETE_CLIENT_ID`: the numeric ID of one of the service's clients, to which the token will
//!   belong;
//! - `AUTHLETE_BASE_URL`: another server than the one in the description.

mod server;

use authlete_token_client::{
    Client, Error,
    models::{
        GrantType, Property, ResultModel, TokenCreateRequest, TokenCreateResponse,
        TokenCreateResponseAction, TokenGetListResponse, TokenRevokeRequest, TokenUpdateRequest,
        TokenUpdateResponse,
    },
    operations::token_operations::AuthTokenRevokeApiBody,
};
use std::{env, error};

const USER: &str = "john";

#[tokio::main]
async fn main() -> Result<(), Box<dyn error::Error>> {
    if let Some((client, client_id)) = real_service()? {
        println!("Calling the service of AUTHLETE_API_KEY.");
        return lifecycle(&client, client_id).await;
    }
    let server = server::start().await;
    println!("AUTHLETE_API_KEY is not set: calling a server in this process.");
    let client = Client::builder()
        .base_url(server.uri())
        .service_credentials(server::API_KEY, server::API_SECRET)
        .build()?;
    lifecycle(&client, server::CLIENT_ID).await
}

/// A client for the service that the environment names, if it names one, and one of its clients.
fn real_service() -> Result<Option<(Client, i64)>, Box<dyn error::Error>> {
    let Ok(key) = env::var("AUTHLETE_API_KEY") else {
        return Ok(None);
    };
    let needed = |name| env::var(name).map_err(|_| format!("{name} is not set"));
    let secret = needed("AUTHLETE_API_SECRET")?;
    let client_id = needed("AUTHLETE_CLIENT_ID")?;
    let mut builder = Client::builder().service_credentials(&key, &secret);
    if let Ok(url) = env::var("AUTHLETE_BASE_URL") {
        builder = builder.base_url(url);
    }
    Ok(Some((builder.build()?, client_id.parse()?)))
}

async fn lifecycle(client: &Client, client_id: i64) -> Result<(), Box<dyn error::Error>> {
    println!("\n1. Create an access token for {USER}.");
    let created = create(client, client_id).await?;
    let Some(token) = created.access_token else {
        return Err("the response has no token".into());
    };

    println!("\n2. List the access tokens of {USER}.");
    list(client, client_id).await?;

    println!("\n3. Let it expire an hour later.");
    let expires_at = created.expires_at.unwrap_or_default() + 3_600_000;
    update(client, &token, expires_at).await?;

    println!("\n4. Revoke it.");
    revoke(client, &token).await?;

    println!("\n5. Delete it.");
    delete(client, &token).await?;

    println!("\n6. Delete it once more, to see an error.");
    delete(client, &token).await?;
    Ok(())
}

async fn create(
    client: &Client,
    client_id: i64,
) -> Result<TokenCreateResponse, Error<ResultModel>> {
    let request = TokenCreateRequest::new(GrantType::AuthorizationCode, client_id)
        .subject(USER)
        .properties([Property::new().key("branch").value("zurich")]);
    let created = client
        .token_operations()
        .auth_token_create_api(request)
        .send()
        .await?;
    // The status alone does not tell: look at the action too.
    match &created.action {
        Some(TokenCreateResponseAction::Ok) => println!("   It exists now."),
        Some(other) => println!("   The service answers {other}."),
        None => println!("   The service names no action."),
    }
    println!(
        "   access token   {}",
        shortened(created.access_token.as_deref())
    );
    println!(
        "   refresh token  {}",
        shortened(created.refresh_token.as_deref())
    );
    println!(
        "   expires in     {} s",
        created.expires_in.unwrap_or_default()
    );
    Ok(created.into_inner())
}

async fn list(client: &Client, client_id: i64) -> Result<TokenGetListResponse, Error<ResultModel>> {
    let page = client
        .token_operations()
        .auth_token_get_list_api()
        .client_identifier(client_id.to_string())
        .subject(USER)
        .start(0)
        .end(10)
        .send()
        .await?;
    let tokens = page.access_tokens.as_deref().unwrap_or_default();
    let total = page.total_count.unwrap_or_default();
    println!("   {} of {total}:", tokens.len());
    for token in tokens {
        println!(
            "   hash {}, from {}, expires at {}",
            shortened(token.access_token_hash.as_deref()),
            token.grant_type.as_ref().map_or("?", GrantType::as_str),
            token.access_token_expires_at.unwrap_or_default(),
        );
    }
    Ok(page.into_inner())
}

async fn update(
    client: &Client,
    token: &str,
    expires_at: i64,
) -> Result<TokenUpdateResponse, Error<ResultModel>> {
    let request = TokenUpdateRequest::new(token).access_token_expires_at(expires_at);
    let updated = client
        .token_operations()
        .auth_token_update_api(request)
        .send()
        .await?;
    println!(
        "   It expires at {} now.",
        updated.access_token_expires_at.unwrap_or_default()
    );
    Ok(updated.into_inner())
}

async fn revoke(client: &Client, token: &str) -> Result<(), Error<ResultModel>> {
    let request = TokenRevokeRequest::new().access_token_identifier(token);
    let revoked = client
        .token_operations()
        // JSON is the default; this sends a form.
        .auth_token_revoke_api(AuthTokenRevokeApiBody::Form(request))
        .send()
        .await?;
    println!("   Tokens revoked: {}.", revoked.count.unwrap_or_default());
    Ok(())
}

/// A token that is gone already is no reason to stop.
async fn delete(client: &Client, token: &str) -> Result<(), Error<ResultModel>> {
    let outcome = client
        .token_operations()
        .auth_token_delete_api(token)
        .send()
        .await;
    match outcome {
        Ok(response) => println!("   {}: it is gone.", response.status()),
        Err(Error::Api(response)) => println!(
            "   {}: {}",
            response.status(),
            response.result_message.as_deref().unwrap_or("no message")
        ),
        Err(Error::Undocumented(response)) => println!("   {}.", response.status()),
        Err(other) => return Err(other),
    }
    Ok(())
}

/// The beginning of a token: enough to recognize it, too little to use it.
fn shortened(token: Option<&str>) -> String {
    match token {
        Some(token) => token.chars().take(6).chain(['…']).collect(),
        None => "none".to_owned(),
    }
}
