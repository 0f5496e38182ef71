//! The generated client's side.

use crate::caller::{BoxError, CLIENT_ID, Caller, KEY, Operation, SCOPES, SECRET, SUBJECT, TOKEN};
use authlete_token_client::{
    Client,
    models::{GrantType, Property, TokenCreateRequest, TokenRevokeRequest, TokenUpdateRequest},
    operations::token_operations::AuthTokenCreateApiBody,
};
use std::hint::black_box;

/// The generated client.
pub struct Generated(Client);

impl Caller for Generated {
    fn connect(url: &str) -> Result<Self, BoxError> {
        let client = Client::builder()
            .base_url(url)
            .service_credentials(KEY, SECRET)
            .build()?;
        Ok(Self(client))
    }

    async fn call(&self, operation: Operation) -> Result<(), BoxError> {
        let operations = self.0.token_operations();
        match operation {
            Operation::Create => {
                let request = TokenCreateRequest::new(GrantType::AuthorizationCode, CLIENT_ID)
                    .subject(SUBJECT)
                    .scopes(SCOPES)
                    .access_token_duration(3600)
                    .properties([Property::new().key("plan").value("gold")]);
                black_box(operations.auth_token_create_api(request).send().await?);
            }
            Operation::Form => {
                let request = TokenCreateRequest::new(GrantType::AuthorizationCode, CLIENT_ID)
                    .subject(SUBJECT)
                    .access_token_duration(3600);
                let body = AuthTokenCreateApiBody::Form(request);
                black_box(operations.auth_token_create_api(body).send().await?);
            }
            Operation::List => {
                let call = operations.auth_token_get_list_api().subject(SUBJECT);
                black_box(call.send().await?);
            }
            Operation::Update => {
                let request =
                    TokenUpdateRequest::new(TOKEN).access_token_expires_at(1_795_500_000_000);
                black_box(operations.auth_token_update_api(request).send().await?);
            }
            Operation::Revoke => {
                let request = TokenRevokeRequest::new().access_token_identifier(TOKEN);
                black_box(operations.auth_token_revoke_api(request).send().await?);
            }
            Operation::Delete => {
                black_box(operations.auth_token_delete_api(TOKEN).send().await?);
            }
        }
        Ok(())
    }
}
