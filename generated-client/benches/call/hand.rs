//! The hand-written client's side.

use crate::{
    caller::{BoxError, CLIENT_ID, Caller, KEY, Operation, SCOPES, SECRET, SUBJECT, TOKEN},
    hand_written::{
        CreateForm, CreateRequest, Error, GrantType, HandWritten, Property, RevokeRequest,
        UpdateRequest,
    },
};
use std::hint::black_box;

impl Caller for HandWritten {
    fn connect(url: &str) -> Result<Self, BoxError> {
        Ok(Self::new(url, KEY, SECRET))
    }

    async fn call(&self, operation: Operation) -> Result<(), BoxError> {
        self.try_call(operation)
            .await
            .map_err(|error| format!("{error:?}").into())
    }
}

impl HandWritten {
    async fn try_call(&self, operation: Operation) -> Result<(), Error> {
        match operation {
            Operation::Create => {
                black_box(self.create(&create_request()).await?);
            }
            Operation::Form => {
                black_box(self.create_with_form(&create_form()).await?);
            }
            Operation::List => {
                black_box(self.list(SUBJECT).await?);
            }
            Operation::Update => {
                let request = UpdateRequest {
                    access_token: TOKEN.to_owned(),
                    access_token_expires_at: Some(1_795_500_000_000),
                    ..UpdateRequest::default()
                };
                black_box(self.update(&request).await?);
            }
            Operation::Revoke => {
                let request = RevokeRequest {
                    access_token_identifier: Some(TOKEN.to_owned()),
                    subject: None,
                };
                black_box(self.revoke(&request).await?);
            }
            Operation::Delete => self.delete(TOKEN).await?,
        }
        Ok(())
    }
}

/// What [`Operation::Create`] sends.
pub fn create_request() -> CreateRequest {
    CreateRequest {
        grant_type: GrantType::AuthorizationCode,
        client_id: CLIENT_ID,
        subject: Some(SUBJECT.to_owned()),
        scopes: Some(SCOPES.map(str::to_owned).into()),
        access_token_duration: Some(3600),
        refresh_token_duration: None,
        properties: Some(vec![Property {
            key: Some("plan".to_owned()),
            value: Some("gold".to_owned()),
            hidden: None,
        }]),
        access_token: None,
        refresh_token: None,
        authorization_details: None,
    }
}

/// What [`Operation::Form`] sends.
pub fn create_form() -> CreateForm {
    CreateForm {
        grant_type: GrantType::AuthorizationCode,
        client_id: CLIENT_ID,
        subject: Some(SUBJECT.to_owned()),
        access_token_duration: Some(3600),
    }
}
