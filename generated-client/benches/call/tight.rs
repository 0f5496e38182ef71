//! The second baseline: the client that someone writes by hand who saves what can be saved. The URL
//! of each operation is parsed once, and so is the header with the credentials.

use crate::{
    caller::{BoxError, Caller, KEY, Operation, SECRET, SUBJECT},
    hand::{create_form, create_request},
    hand_written::{CreateResponse, Error, ListResponse, decode},
};
use reqwest::{
    Client, Method, RequestBuilder, Url,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};
use std::hint::black_box;

/// Talks to one service, in the three ways that are measured.
pub struct Tight {
    http: Client,
    create: Url,
    list: Url,
}

impl Caller for Tight {
    fn connect(url: &str) -> Result<Self, BoxError> {
        let url = Url::parse(url)?;
        Ok(Self {
            http: Client::builder()
                .default_headers(HeaderMap::from_iter([(AUTHORIZATION, credentials()?)]))
                .build()?,
            create: url.join("/api/auth/token/create")?,
            list: url.join("/api/auth/token/get/list")?,
        })
    }

    async fn call(&self, operation: Operation) -> Result<(), BoxError> {
        self.try_call(operation)
            .await
            .map_err(|error| format!("{error:?}").into())
    }
}

impl Tight {
    async fn try_call(&self, operation: Operation) -> Result<(), Error> {
        match operation {
            Operation::Create => {
                let request = self.create().json(&create_request());
                black_box(decode::<CreateResponse>(request).await?);
            }
            Operation::Form => {
                let request = self.create().form(&create_form());
                black_box(decode::<CreateResponse>(request).await?);
            }
            Operation::List => {
                let request = self.http.request(Method::GET, self.list.clone());
                let request = request.query(&[("subject", SUBJECT)]);
                black_box(decode::<ListResponse>(request).await?);
            }
            other => panic!("{other:?} is not measured with this client"),
        }
        Ok(())
    }

    fn create(&self) -> RequestBuilder {
        self.http.request(Method::POST, self.create.clone())
    }
}

/// The value of `Authorization`.
pub fn credentials() -> Result<HeaderValue, BoxError> {
    let request = Client::new()
        .get("http://localhost")
        .basic_auth(KEY, Some(SECRET));
    let request = request.build()?;
    let value = request.headers().get(AUTHORIZATION);
    Ok(value.ok_or("no credentials")?.clone())
}
