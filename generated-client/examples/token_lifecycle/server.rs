//! A stand-in for the service: it keeps the tokens of one client in memory, and answers as the
//! description says. Forms it understands only where all properties are text.

use authlete_token_client::models::{
    AccessToken, GrantType, Property, ResultModel, TokenCreateRequest, TokenCreateResponse,
    TokenCreateResponseAction, TokenGetListResponse, TokenRevokeRequest, TokenRevokeResponse,
    TokenUpdateRequest, TokenUpdateResponse, TokenUpdateResponseAction,
};
use serde::de::DeserializeOwned;
use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::{BuildHasher, DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{any, basic_auth},
};

pub const API_KEY: &str = "21653835348762";
pub const API_SECRET: &str = "only-for-this-process";
pub const CLIENT_ID: i64 = 57_297_408_867;

const DELETE: &str = "/api/auth/token/delete/";
const LIFETIME: i64 = 3600;

/// Starts the server on a free port of the loopback interface.
pub async fn start() -> MockServer {
    let server = MockServer::start().await;
    Mock::given(basic_auth(API_KEY, API_SECRET))
        .respond_with(Service::default())
        .mount(&server)
        .await;
    // Whatever the first one does not match.
    Mock::given(any())
        .respond_with(ResponseTemplate::from(Failure(
            401,
            "A001203",
            "the API key or the API secret is wrong",
        )))
        .mount(&server)
        .await;
    server
}

/// A token as it is stored: by hashes.
struct Token {
    hash: String,
    refresh_hash: Option<String>,
    grant_type: GrantType,
    subject: Option<String>,
    scopes: Option<Vec<String>>,
    properties: Option<Vec<Property>>,
    created_at: i64,
    expires_at: i64,
    revoked: bool,
}

impl Token {
    /// Whether this is the access token with the given value or hash.
    fn is(&self, identifier: &str) -> bool {
        self.hash == identifier || self.hash == hash(identifier)
    }

    fn listed(&self) -> AccessToken {
        let mut listed = AccessToken::new()
            .access_token_hash(&self.hash)
            .access_token_expires_at(self.expires_at)
            .created_at(self.created_at)
            .last_refreshed_at(0)
            .client_id(CLIENT_ID)
            .grant_type(self.grant_type.clone());
        listed.refresh_token_hash.clone_from(&self.refresh_hash);
        listed.subject.clone_from(&self.subject);
        listed.scopes.clone_from(&self.scopes);
        listed.properties.clone_from(&self.properties);
        listed
    }
}

#[derive(Default)]
struct Service {
    tokens: Mutex<Vec<Token>>,
}

impl Respond for Service {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let path = request.url.path();
        let answer = match (request.method.as_str(), path) {
            ("POST", "/api/auth/token/create") => create(&mut tokens, request),
            ("GET", "/api/auth/token/get/list") => list(&tokens, request),
            ("POST", "/api/auth/token/update") => update(&mut tokens, request),
            ("POST", "/api/auth/token/revoke") => revoke(&mut tokens, request),
            ("DELETE", path) => match path.strip_prefix(DELETE) {
                Some(identifier) => delete(&mut tokens, identifier),
                None => Ok(ResponseTemplate::new(404)),
            },
            _ => Ok(ResponseTemplate::new(404)),
        };
        answer.unwrap_or_else(Into::into)
    }
}

/// A documented error: its status, code and message.
struct Failure(u16, &'static str, &'static str);

impl From<Failure> for ResponseTemplate {
    fn from(Failure(status, code, message): Failure) -> Self {
        let result = ResultModel::new()
            .result_code(code)
            .result_message(format!("[{code}] {message}."));
        Self::new(status).set_body_json(result)
    }
}

type Answer = Result<ResponseTemplate, Failure>;

fn create(tokens: &mut Vec<Token>, request: &Request) -> Answer {
    let request: TokenCreateRequest = body(request)?;
    if request.client_id != CLIENT_ID {
        return Err(Failure(
            403,
            "A109305",
            "the client belongs to a different service",
        ));
    }
    let access_token = request.access_token.unwrap_or_else(random);
    let refresh_token = request.refresh_token.unwrap_or_else(random);
    let lifetime = request.access_token_duration.filter(|&seconds| seconds > 0);
    let lifetime = lifetime.unwrap_or(LIFETIME);
    let token = Token {
        hash: hash(&access_token),
        refresh_hash: Some(hash(&refresh_token)),
        grant_type: request.grant_type.clone(),
        subject: request.subject,
        scopes: request.scopes,
        properties: request.properties,
        created_at: now(),
        expires_at: now() + lifetime * 1000,
        revoked: false,
    };
    let mut response = TokenCreateResponse::new()
        .result_code("A109001")
        .result_message("[A109001] The access token was issued.")
        .action(TokenCreateResponseAction::Ok)
        .access_token(access_token)
        .refresh_token(refresh_token)
        .token_type("Bearer")
        .grant_type(request.grant_type.as_str())
        .client_id(CLIENT_ID)
        .expires_in(lifetime)
        .expires_at(token.expires_at);
    response.subject.clone_from(&token.subject);
    response.scopes.clone_from(&token.scopes);
    response.properties.clone_from(&token.properties);
    tokens.push(token);
    Ok(ResponseTemplate::new(200).set_body_json(response))
}

fn list(tokens: &[Token], request: &Request) -> Answer {
    let query: HashMap<_, _> = request.url.query_pairs().collect();
    let position = |name, default| query.get(name).map_or(Ok(default), |text| text.parse());
    let (Ok(start), Ok(end)) = (position("start", 0), position("end", 5)) else {
        return Err(Failure(400, "A134202", "'start' and 'end' are numbers"));
    };
    if end <= start {
        return Err(Failure(
            400,
            "A134203",
            "'end' must be greater than 'start'",
        ));
    }
    if query
        .get("clientIdentifier")
        .is_some_and(|id| *id != CLIENT_ID.to_string())
    {
        return Err(Failure(
            403,
            "A134302",
            "the client belongs to a different service",
        ));
    }
    let subject = query.get("subject").map(AsRef::as_ref);
    let matching: Vec<AccessToken> = tokens
        .iter()
        .filter(|token| subject.is_none() || token.subject.as_deref() == subject)
        .map(Token::listed)
        .collect();
    let mut page = TokenGetListResponse::new()
        .start(start)
        .end(end)
        .total_count(i32::try_from(matching.len()).unwrap_or(i32::MAX));
    page.subject = subject.map(str::to_owned);
    let skipped = usize::try_from(start).unwrap_or_default();
    let length = usize::try_from(end - start).unwrap_or_default();
    let page = page.access_tokens(matching.into_iter().skip(skipped).take(length));
    Ok(ResponseTemplate::new(200).set_body_json(page))
}

fn update(tokens: &mut [Token], request: &Request) -> Answer {
    let request: TokenUpdateRequest = body(request)?;
    let response = TokenUpdateResponse::new();
    let Some(token) = tokens
        .iter_mut()
        .find(|token| token.is(&request.access_token) && !token.revoked)
    else {
        let response = response
            .result_code("A135302")
            .result_message("[A135302] There is no such access token.")
            .action(TokenUpdateResponseAction::NotFound);
        return Ok(ResponseTemplate::new(200).set_body_json(response));
    };
    if let Some(expires_at) = request.access_token_expires_at.filter(|&at| at > 0) {
        token.expires_at = expires_at;
    }
    if request.scopes.is_some() {
        token.scopes = request.scopes;
    }
    if request.properties.is_some() {
        token.properties = request.properties;
    }
    let mut response = response
        .result_code("A135001")
        .result_message("[A135001] The access token was changed.")
        .action(TokenUpdateResponseAction::Ok)
        .access_token(request.access_token)
        .access_token_expires_at(token.expires_at)
        .token_type("Bearer");
    response.scopes.clone_from(&token.scopes);
    response.properties.clone_from(&token.properties);
    Ok(ResponseTemplate::new(200).set_body_json(response))
}

fn revoke(tokens: &mut [Token], request: &Request) -> Answer {
    let request: TokenRevokeRequest = body(request)?;
    let client = request.client_identifier.as_deref();
    let client_fits = client.is_none_or(|id| id == CLIENT_ID.to_string());
    let chosen = |token: &Token| {
        if let Some(identifier) = &request.access_token_identifier {
            token.is(identifier)
        } else if let Some(identifier) = &request.refresh_token_identifier {
            let stored = token.refresh_hash.as_deref();
            stored == Some(identifier) || stored == Some(&hash(identifier))
        } else {
            client_fits && (request.subject.is_none() || token.subject == request.subject)
        }
    };
    if request == TokenRevokeRequest::new() {
        return Err(Failure(
            400,
            "A252203",
            "the request does not say which tokens to revoke",
        ));
    }
    let mut count = 0;
    for token in tokens
        .iter_mut()
        .filter(|token| !token.revoked && chosen(token))
    {
        token.revoked = true;
        count += 1;
    }
    let response = TokenRevokeResponse::new()
        .result_code("A252001")
        .result_message(format!("[A252001] Tokens revoked: {count}."))
        .count(count);
    Ok(ResponseTemplate::new(200).set_body_json(response))
}

fn delete(tokens: &mut Vec<Token>, identifier: &str) -> Answer {
    let before = tokens.len();
    tokens.retain(|token| !token.is(identifier));
    if tokens.len() == before {
        return Err(Failure(400, "A139202", "there is no such access token"));
    }
    Ok(ResponseTemplate::new(204))
}

/// Decodes the body of a request.
fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Failure> {
    let content_type = request.headers.get("content-type");
    let decoded = if content_type.is_some_and(|found| found == "application/json") {
        serde_json::from_slice(&request.body)
    } else {
        let mut form = request.url.clone();
        form.set_query(str::from_utf8(&request.body).ok());
        let pairs = form.query_pairs();
        serde_json::from_value(
            pairs
                .map(|(name, value)| (name.into_owned(), value))
                .collect(),
        )
    };
    decoded.map_err(|_| Failure(400, "A001201", "the body is incomplete or malformed"))
}

/// What stands for a token in listings. A real service takes a cryptographic hash.
fn hash(token: &str) -> String {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A token's value. A real service takes cryptographic randomness.
fn random() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
