//! The first page of a crate's docs: what it is, a first call, how to authenticate, the features,
//! and then all operations.

mod authentication;
mod first_call;
mod operations;

use crate::emit::context::Context;
use crate::emit::manifest;
use crate::emit::runtime::parts::Part;
use crate::emit::rustdoc::{first_line, safe};

/// The page, and the first call for other pages: whole functions of Rust.
pub(super) struct FrontPage {
    pub text: String,
    pub first_call: Option<String>,
}

/// The page in Markdown.
pub(super) fn of(context: &Context<'_>) -> FrontPage {
    let api = context.api;
    let mut text = format!(
        "Client for {} (version {} of the API).\n\n",
        first_line(&api.title),
        first_line(&api.version)
    );
    let description = api.description.as_deref().map(safe).unwrap_or_default();
    let (introduction, about) = split(&description);
    if !introduction.is_empty() {
        text.push_str(introduction);
        text.push_str("\n\n");
    }
    let first_call = first_call::of(context);
    if let Some(call) = &first_call {
        text.push_str("# Example\n\n");
        text.push_str(&context.example(call));
        text.push('\n');
        authentication::write(context, &mut text);
        features(context, &mut text);
        text.push_str(DEFAULTS);
        operations::write(context, &mut text);
    }
    if !about.is_empty() {
        text.push_str("# About the API\n\n");
        text.push_str(about);
        text.push('\n');
    }
    FrontPage { text, first_call }
}

/// The first paragraph of a description, and what else it says, which may be many pages.
fn split(description: &str) -> (&str, &str) {
    let (first, rest) = description.split_once("\n\n").unwrap_or((description, ""));
    let is_paragraph = !first.starts_with(['#', '>', '|', '`', '~', '-', '*', '+', '=', '!', ' '])
        && !first.contains("\n```")
        && !first.contains("\n~~~")
        // A list follows.
        && !first.ends_with(':');
    if is_paragraph {
        (first, rest)
    } else {
        ("", description)
    }
}

fn features(context: &Context<'_>, text: &mut String) {
    text.push_str("# Features\n\n");
    text.push_str("- `client` (default): the client. Without it, the crate consists of the models only and needs no HTTP library.\n");
    text.push_str("- `rustls` (default) and `native-tls`: the TLS implementation.\n");
    text.push_str("- `tracing`: a span for each call and an event for each attempt, with the attributes of OpenTelemetry.\n");
    text.push_str("- `blocking`: methods for programs without `async`, such as `send_blocking`.\n");
    text.push_str("- `mock`: a server that answers as a test says, with the types of the operations. It is meant for `dev-dependencies`.\n");
    if context.parts.has(Part::ClientCredentials) {
        text.push_str("- `oauth2`: tokens for the id and the secret of a client (OAuth 2.0, client credentials).\n");
    }
    if let Some(features) = &context.features {
        let first = features.names().first().map_or("", String::as_str);
        text.push_str(&format!(
            "- `all` (default): all groups of operations. Each group has a feature of its own, which compiles it and the models that it needs, for example with `default-features = false, features = [\"{first}\", \"rustls\"]`.\n"
        ));
    }
    if manifest::has_streams(&context.parts) {
        text.push_str("- `stream`: what comes piece by piece or page by page implements `futures_core::Stream`.");
        if context.parts.has(Part::Uploads) {
            text.push_str(" `Upload` sends files, and what is read while it is sent.");
        }
        text.push('\n');
    }
    if manifest::converts_dates(&context.parts) {
        text.push_str(
            "- `jiff`: conversions of dates and times from and to the types of `jiff`.\n",
        );
    }
    if context.parts.has(Part::Uuid) {
        text.push_str("- `uuid`: conversions of UUIDs from and to `uuid::Uuid`.\n");
    }
    text.push('\n');
}

/// What each call does that no one asked for.
const DEFAULTS: &str = "\
# Defaults

Methods of [`ClientBuilder`] change these for all calls, those of a request for one:

- Connecting may take 3.1 seconds, and the server may send nothing for 30 seconds. A response that is read as a whole may have 64 MiB.
- A request that could not be sent, or is idempotent and may succeed later, is sent up to three times: see [`RetryPolicy`].
- No redirect is followed, and credentials are sent by `https` or to the local host only.

";

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn only_a_paragraph_stands_first() {
        let rows = [
            ("a", ("a", "")),
            ("a\nb\n\nc\n\nd", ("a\nb", "c\n\nd")),
            ("# A\n\nb", ("", "# A\n\nb")),
            ("- a\n\nb", ("", "- a\n\nb")),
            ("a:\n\n- b", ("", "a:\n\n- b")),
            ("a\n```text\n\n```", ("", "a\n```text\n\n```")),
            ("", ("", "")),
        ];
        for (description, expected) in rows {
            assert_eq!(split(description), expected, "{description}");
        }
    }
}
