//! The floor: what a call costs when all but its bodies was made before. The requests are cloned,
//! sent by reqwest, and both bodies are `serde_json`'s. No client with reqwest and serde can be
//! much cheaper, and this one tells no status from another.

use crate::{
    caller::{BoxError, Caller, Operation, SUBJECT},
    hand::create_request,
    hand_written::{CreateResponse, ListResponse},
    tight::credentials,
};
use reqwest::{
    Client, Request,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use serde::de::DeserializeOwned;
use std::hint::black_box;

/// Requests that only need a body.
pub struct Floor {
    http: Client,
    create: Request,
    list: Request,
}

impl Caller for Floor {
    fn connect(url: &str) -> Result<Self, BoxError> {
        let http = Client::new();
        let create = http
            .post(format!("{url}/api/auth/token/create"))
            .header(CONTENT_TYPE, "application/json")
            .header(AUTHORIZATION, credentials()?)
            .build()?;
        let list = http
            .get(format!("{url}/api/auth/token/get/list"))
            .query(&[("subject", SUBJECT)])
            .header(AUTHORIZATION, credentials()?)
            .build()?;
        Ok(Self { http, create, list })
    }

    async fn call(&self, operation: Operation) -> Result<(), BoxError> {
        match operation {
            Operation::Create => {
                let mut request = copy(&self.create)?;
                *request.body_mut() = Some(serde_json::to_vec(&create_request())?.into());
                black_box(self.send::<CreateResponse>(request).await?);
            }
            Operation::List => {
                let request = copy(&self.list)?;
                black_box(self.send::<ListResponse>(request).await?);
            }
            other => panic!("{other:?} is not measured with this client"),
        }
        Ok(())
    }
}

impl Floor {
    async fn send<T: DeserializeOwned>(&self, request: Request) -> Result<T, BoxError> {
        let body = self.http.execute(request).await?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }
}

fn copy(request: &Request) -> Result<Request, BoxError> {
    request
        .try_clone()
        .ok_or_else(|| "a request without body can be cloned".into())
}
