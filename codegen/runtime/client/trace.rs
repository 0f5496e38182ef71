//! Spans and events of calls, with the attributes that OpenTelemetry names for HTTP clients
//! (semantic conventions 1.29, HTTP spans). They have no secret, no header and no query.

use crate::runtime::responses::failure::Failure;
use reqwest::{Method, StatusCode, Url};
use std::future::Future;
use tracing::{Instrument, Span, field::Empty};

/// Runs a call in a span of its own. `summary` gives the status of what it returns, and the attempts.
pub(super) async fn call<T>(
    method: Method,
    operation: &'static str,
    base: &Url,
    call: impl Future<Output = Result<T, Failure>>,
    summary: fn(&T) -> (StatusCode, u32),
) -> Result<T, Failure> {
    // A custom request has no template.
    let template = operation.split_once(' ').map(|(_, template)| template);
    let template = template.filter(|template| template.starts_with('/'));
    let span = tracing::info_span!(
        "call",
        otel.kind = "client",
        otel.name = operation,
        http.request.method = method.as_str(),
        url.template = template,
        server.address = base.host_str(),
        server.port = base.port_or_known_default(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
    );
    let outcome = call.instrument(span.clone()).await;
    match &outcome {
        Ok(response) => {
            let (status, attempts) = summary(response);
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                span.record("error.type", status.as_str());
            }
            record_attempts(&span, attempts);
        }
        Err(failure) => {
            span.record("error.type", failure.kind());
            record_attempts(&span, failure.attempts());
        }
    }
    outcome
}

fn record_attempts(span: &Span, attempts: u32) {
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
}

/// An event for what became of an attempt.
pub(super) fn attempt(number: u32, outcome: &Result<reqwest::Response, Failure>) {
    match outcome {
        Ok(response) => tracing::debug!(
            attempt = number,
            http.response.status_code = response.status().as_u16(),
            "the head of a response has arrived"
        ),
        Err(failure) => tracing::debug!(
            attempt = number,
            error.type = failure.kind(),
            "an attempt has failed"
        ),
    }
}
