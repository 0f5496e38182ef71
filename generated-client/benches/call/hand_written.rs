//! The baseline: the client that an experienced developer writes by hand for the five token
//! operations, with reqwest and serde as their documentation shows them.

use reqwest::{Client, Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Talks to one service.
pub struct HandWritten {
    http: Client,
    base_url: String,
    api_key: String,
    api_secret: String,
}

/// What can go wrong.
#[derive(Debug)]
pub enum Error {
    /// No response, or one that does not decode.
    Http(reqwest::Error),
    /// The service refused.
    Api(u16, ApiError),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

/// Body of a refusal.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    pub result_code: Option<String>,
    pub result_message: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GrantType {
    AuthorizationCode,
    Implicit,
    Password,
    ClientCredentials,
    RefreshToken,
    Ciba,
    DeviceCode,
    TokenExchange,
    JwtBearer,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Property {
    pub key: Option<String>,
    pub value: Option<String>,
    pub hidden: Option<bool>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AuthorizationDetails {
    pub elements: Option<Vec<AuthorizationDetailsElement>>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthorizationDetailsElement {
    pub r#type: String,
    pub locations: Option<Vec<String>>,
    pub actions: Option<Vec<String>>,
    pub data_types: Option<Vec<String>>,
    pub identifier: Option<String>,
    pub privileges: Option<Vec<String>>,
    pub other_fields: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateRequest {
    pub grant_type: GrantType,
    pub client_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token_duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token_duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<Property>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_details: Option<AuthorizationDetails>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateResponse {
    pub result_code: Option<String>,
    pub result_message: Option<String>,
    pub action: Option<String>,
    pub access_token: Option<String>,
    pub client_id: Option<i64>,
    pub expires_at: Option<i64>,
    pub expires_in: Option<i64>,
    pub grant_type: Option<String>,
    pub properties: Option<Vec<Property>>,
    pub refresh_token: Option<String>,
    pub scopes: Option<Vec<String>>,
    pub subject: Option<String>,
    pub token_type: Option<String>,
    pub jwt_access_token: Option<String>,
    pub authorization_details: Option<AuthorizationDetails>,
    pub for_external_attachment: Option<bool>,
}

/// A form has no place for nested values, so by hand one writes its fields out.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateForm {
    pub grant_type: GrantType,
    pub client_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token_duration: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenInfo {
    pub access_token_hash: Option<String>,
    pub access_token_expires_at: Option<i64>,
    pub refresh_token_hash: Option<String>,
    pub refresh_token_expires_at: Option<i64>,
    pub created_at: Option<i64>,
    pub last_refreshed_at: Option<i64>,
    pub client_id: Option<i64>,
    pub subject: Option<String>,
    pub grant_type: Option<GrantType>,
    pub scopes: Option<Vec<String>>,
    pub properties: Option<Vec<Property>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListResponse {
    pub start: Option<i32>,
    pub end: Option<i32>,
    pub total_count: Option<i32>,
    pub subject: Option<String>,
    pub access_tokens: Option<Vec<TokenInfo>>,
}

#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRequest {
    pub access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token_expires_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<Property>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateResponse {
    pub result_code: Option<String>,
    pub result_message: Option<String>,
    pub action: Option<String>,
    pub access_token: Option<String>,
    pub access_token_expires_at: Option<i64>,
    pub properties: Option<Vec<Property>>,
    pub scopes: Option<Vec<String>>,
    pub authorization_details: Option<AuthorizationDetails>,
    pub token_type: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RevokeRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RevokeResponse {
    pub result_code: Option<String>,
    pub result_message: Option<String>,
    pub count: Option<i32>,
}

impl HandWritten {
    pub fn new(base_url: &str, api_key: &str, api_secret: &str) -> Self {
        Self {
            http: Client::new(),
            base_url: base_url.to_owned(),
            api_key: api_key.to_owned(),
            api_secret: api_secret.to_owned(),
        }
    }

    pub async fn create(&self, request: &CreateRequest) -> Result<CreateResponse, Error> {
        let builder = self.request(Method::POST, "/api/auth/token/create");
        decode(builder.json(request)).await
    }

    pub async fn create_with_form(&self, request: &CreateForm) -> Result<CreateResponse, Error> {
        let builder = self.request(Method::POST, "/api/auth/token/create");
        decode(builder.form(request)).await
    }

    pub async fn list(&self, subject: &str) -> Result<ListResponse, Error> {
        let builder = self.request(Method::GET, "/api/auth/token/get/list");
        decode(builder.query(&[("subject", subject)])).await
    }

    pub async fn update(&self, request: &UpdateRequest) -> Result<UpdateResponse, Error> {
        let builder = self.request(Method::POST, "/api/auth/token/update");
        decode(builder.json(request)).await
    }

    pub async fn revoke(&self, request: &RevokeRequest) -> Result<RevokeResponse, Error> {
        let builder = self.request(Method::POST, "/api/auth/token/revoke");
        decode(builder.json(request)).await
    }

    pub async fn delete(&self, identifier: &str) -> Result<(), Error> {
        let path = format!("/api/auth/token/delete/{identifier}");
        let response = self.request(Method::DELETE, &path).send().await?;
        if response.status().is_success() {
            return Ok(());
        }
        let status = response.status().as_u16();
        Err(Error::Api(status, response.json().await?))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base_url))
            .basic_auth(&self.api_key, Some(&self.api_secret))
    }
}

pub async fn decode<T: DeserializeOwned>(builder: RequestBuilder) -> Result<T, Error> {
    let response = builder.send().await?;
    if response.status().is_success() {
        return Ok(response.json().await?);
    }
    let status = response.status().as_u16();
    Err(Error::Api(status, response.json().await?))
}
