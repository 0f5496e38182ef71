//! The token endpoint of an authorization server, as a source of tokens (RFC 6749, 4.4 and 5).
//!
//! It is asked like any server: with the HTTP client, the idle timeout and the retry policy of the
//! client whose calls need the token, and without redirects. A request for a token changes nothing
//! but that there is one more, which expires unused, so it is sent again where a `GET` would be.

use super::{
    client_credentials::{ClientCredentials, Flow},
    token_endpoint_error::TokenEndpointError,
};
use crate::runtime::{
    client::{
        checks::is_open,
        core::Core,
        shared::Shared,
        tokens::{Token, TokenFuture, TokenSource},
    },
    models::describe::shorten,
    requests::{
        error::RequestError,
        escape,
        header_value::{secret, wiped},
    },
    responses::{failure::Failure, response::RawResponse},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use reqwest::{
    Method, Url,
    header::{AUTHORIZATION, HeaderValue},
};
use serde_json::{Map, Value};
use std::{error, fmt::Write, iter, sync::Arc, time::Duration};
use zeroize::Zeroizing;

/// The largest response that is read, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// A token endpoint, and the request for a token.
pub(crate) struct TokenEndpoint {
    /// Its base URL is that of the endpoint.
    core: Core,
    authorization: Option<HeaderValue>,
    /// The form.
    body: Bytes,
    /// What no error shows: the secret and the values of the caller's parameters, as they are and as
    /// they are sent.
    secrets: Vec<Zeroizing<String>>,
}

impl TokenEndpoint {
    /// The token endpoint of a flow, for a client whose calls share this.
    ///
    /// # Errors
    ///
    /// If its URL is missing or not valid, or the secret would be sent without encryption.
    pub(in crate::runtime::client) fn new(
        shared: &Shared,
        flow: &Flow,
        credentials: &ClientCredentials,
    ) -> Result<Self, RequestError> {
        let url = url(shared, flow, credentials)?;
        let id = encoded(&credentials.id);
        let encoded_secret = encoded(&credentials.secret);
        // Encoded as in a form, before that (RFC 6749, 2.3.1).
        let pair = Zeroizing::new(format!("{}:{}", *id, *encoded_secret));
        let pair = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        let authorization = if credentials.in_body {
            None
        } else {
            secret(Zeroizing::new(format!("Basic {}", *pair)))
        };
        let mut secrets = vec![credentials.secret.clone(), encoded_secret, pair];
        // What is shorter is in any text.
        let is_long = |(_, value): &&(String, Zeroizing<String>)| value.len() >= 8;
        for (_, value) in credentials.parameters.iter().filter(is_long) {
            secrets.extend([value.clone(), encoded(value)]);
        }
        Ok(Self {
            core: Core(Arc::new(shared.of_endpoint(url, MAX_BODY))),
            authorization,
            body: wiped(form(flow, credentials)),
            secrets,
        })
    }

    async fn ask(&self) -> Result<Token, TokenEndpointError> {
        let mut request = self
            .core
            .request(Method::POST, "the request for a token", &[]);
        request.path.clear();
        request.path.push_str(self.core.base().path());
        request.idempotent = Some(true);
        request.accept("application/json");
        request.binary("application/x-www-form-urlencoded", self.body.clone());
        if let Some(authorization) = &self.authorization {
            request.headers.insert(AUTHORIZATION, authorization.clone());
        }
        match self.core.execute(request).await {
            Ok(response) => self.read(&response),
            Err(failure) => Err(no_answer(failure)),
        }
    }

    /// The token in a response, or why there is none.
    fn read(&self, response: &RawResponse) -> Result<Token, TokenEndpointError> {
        let status = response.status();
        let Ok(answer) = serde_json::from_slice::<Map<String, Value>>(response.body()) else {
            let what = if status.is_success() {
                ", but not with a JSON object"
            } else if status.is_redirection() {
                ": the token endpoint is elsewhere, and redirects are not followed"
            } else {
                ""
            };
            let message = format!("the token endpoint answered {status}{what}");
            return Err(TokenEndpointError::new(message, Some(status)));
        };
        let text = |name| answer.get(name).and_then(Value::as_str);
        if let Some(token) = text("access_token").filter(|token| !token.is_empty())
            && status.is_success()
        {
            let token = self.token(token, &answer);
            return token.map_err(|message| TokenEndpointError::new(message, Some(status)));
        }
        let kept = |name| text(name).map(|text| self.without_secrets(text));
        let (code, description) = (kept("error"), kept("error_description"));
        let mut message = format!("the token endpoint answered {status}");
        match code {
            Some(code) => {
                let _ = write!(message, ": {}", on_a_line(code));
                if let Some(description) = description {
                    let _ = write!(message, " ({})", on_a_line(description));
                }
            }
            None if status.is_success() => message.push_str(", but without an `access_token`"),
            None => {}
        }
        let error = TokenEndpointError::new(message, Some(status));
        Err(error.named(code.map(str::to_owned), description.map(str::to_owned)))
    }

    /// The token, if it can be sent (RFC 6749, 5.1).
    fn token(&self, token: &str, answer: &Map<String, Value>) -> Result<Token, String> {
        // Some servers leave out the type, and Apigee calls it so.
        let kind = answer.get("token_type").and_then(Value::as_str);
        if let Some(kind) = kind
            && !["bearer", "BearerToken"]
                .iter()
                .any(|bearer| bearer.eq_ignore_ascii_case(kind))
        {
            let kind = on_a_line(self.without_secrets(kind));
            return Err(format!(
                "the token endpoint issued a token of the type `{kind}`, but only `Bearer` can be \
                 sent"
            ));
        }
        if secret(Zeroizing::new(token.to_owned())).is_none() {
            return Err(
                "the token endpoint issued a token with characters that are not allowed in \
                        a header"
                    .to_owned(),
            );
        }
        let token = Token::new(token);
        // Some servers write the number as a string.
        let seconds = match answer.get("expires_in") {
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(value) => value.as_f64(),
            None => None,
        };
        let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(match time {
            Some(time) => token.expires_in(time),
            None => token,
        })
    }

    /// What the server said, or nothing of it if it repeats a secret.
    fn without_secrets<'a>(&self, text: &'a str) -> &'a str {
        let repeats = |secret: &Zeroizing<String>| !secret.is_empty() && text.contains(&***secret);
        if self.secrets.iter().any(repeats) {
            return "[redacted]";
        }
        text
    }
}

impl TokenSource for TokenEndpoint {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async { self.ask().await.map_err(Into::into) })
    }
}

/// Where tokens are asked for.
fn url(shared: &Shared, flow: &Flow, credentials: &ClientCredentials) -> Result<Url, RequestError> {
    let refuse = |what| {
        Err(RequestError::new(format!(
            "client credentials: the token URL {what}"
        )))
    };
    let text = credentials.token_url.as_deref().unwrap_or(flow.token_url);
    if text.is_empty() {
        return refuse("is not known: set it with `ClientCredentials::token_url`");
    }
    match shared.base.url.join(text) {
        Err(_) => refuse("is not a URL"),
        Ok(url) if !matches!(url.scheme(), "http" | "https") => refuse("is neither http nor https"),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            refuse("contains credentials")
        }
        Ok(url) if is_open(&url) && !shared.allow_http => refuse(
            "is not encrypted: call `allow_http` on the client's builder if the connection is \
             protected otherwise",
        ),
        Ok(url) => Ok(url),
    }
}

/// A text as in a form (RFC 6749, appendix B). More is percent-encoded than must be, which is read
/// the same; that a space is `%20` is also read by servers that decode URLs.
fn encoded(text: &str) -> Zeroizing<String> {
    let mut encoded = Zeroizing::new(String::with_capacity(3 * text.len()));
    escape::push(&mut encoded, text);
    encoded
}

/// The body of a request for a token (RFC 6749, 4.4.2).
fn form(flow: &Flow, credentials: &ClientCredentials) -> Zeroizing<String> {
    let scopes = match &credentials.scopes {
        Some(scopes) => scopes.clone(),
        None => flow.scopes.join(" "),
    };
    let mut pairs = vec![("grant_type", "client_credentials")];
    if !scopes.is_empty() {
        pairs.push(("scope", &scopes));
    }
    if credentials.in_body {
        pairs.push(("client_id", &credentials.id));
        pairs.push(("client_secret", &credentials.secret));
    }
    let own = credentials.parameters.iter();
    pairs.extend(own.map(|(name, value)| (name.as_str(), value.as_str())));
    // Enough for every byte to be escaped: a string that grows leaves its old memory behind.
    let lengths = pairs.iter().map(|(name, value)| name.len() + value.len());
    let capacity = 3 * lengths.sum::<usize>() + 2 * pairs.len();
    let mut form = Zeroizing::new(String::with_capacity(capacity));
    for (name, value) in pairs {
        escape::push_pair(&mut form, "&", name, format_args!("{value}"));
    }
    form
}

/// Why the token endpoint did not answer, in one line: the response, as far as there is one, stays
/// out of it.
fn no_answer(failure: Failure) -> TokenEndpointError {
    let mut message = "the token endpoint did not answer".to_owned();
    let causes = iter::successors(Some(failure.error()), |cause| error::Error::source(*cause));
    for cause in causes {
        let _ = write!(message, ": {cause}");
    }
    let response = failure.into_response();
    TokenEndpointError::new(message, response.map(|response| response.status()))
}

/// The beginning of a text, on one line.
fn on_a_line(text: &str) -> String {
    let (text, more) = shorten(text);
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\'' | '"' | '\\' => line.push(character),
            other => line.extend(other.escape_debug()),
        }
    }
    line + more
}
