//! The scenarios of the suite, as its file `scenarios.json` has them.

use crate::files;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeMap, path::Path};

/// What the suite says of the server's address, in URIs that its bodies contain.
pub const ADDRESS: &str = "http://localhost:3777";

/// How bodies that are no text are written.
const ENCODED: &str = "base64:";

/// A scenario.
#[derive(Debug, Clone, Deserialize)]
pub struct Scenario {
    /// Where its specification is: `type/array`.
    #[serde(rename = "dir")]
    pub folder: String,
    /// As the server names it: `Type_Array_Int32Value_get`.
    pub name: String,
    /// What is called, in order.
    #[serde(rename = "apis")]
    pub calls: Vec<Call>,
}

/// A call and its response.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// `get`.
    pub method: String,
    /// The path, percent-encoded.
    pub uri: String,
    /// The query: text, numbers, or lists of them.
    #[serde(default)]
    pub query: BTreeMap<String, Value>,
    /// The headers of the request that the server looks at.
    #[serde(default)]
    pub headers: BTreeMap<String, Value>,
    /// The body of the request.
    pub body: Option<Content>,
    /// The status of the response.
    pub status: u16,
    /// The headers of the response.
    #[serde(default)]
    pub resp_headers: BTreeMap<String, Value>,
    /// The body of the response.
    pub resp_body: Option<Content>,
}

impl Call {
    /// The value of a header of the request as text, whatever the case of its name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let mut headers = self.headers.iter();
        headers
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| text(value))
    }
}

/// A body.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// Its media type.
    pub content_type: String,
    /// Its text, or its bytes in base64. The parts of a form are not told.
    pub raw: Option<String>,
}

impl Content {
    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        let raw = self.raw.as_deref().unwrap_or_default();
        match raw.strip_prefix(ENCODED) {
            Some(encoded) => match STANDARD.decode(encoded) {
                Ok(bytes) => Cow::Owned(bytes),
                Err(_) => Cow::Borrowed(raw.as_bytes()),
            },
            None => Cow::Borrowed(raw.as_bytes()),
        }
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }
}

/// A value as it stands in a URI or a header.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Reads the scenarios of a suite, those whose folder is `only` or below it.
///
/// # Errors
///
/// If the file cannot be read.
pub fn read(suite: &Path, only: Option<&str>) -> Result<Vec<Scenario>> {
    let text = files::read(&suite.join("scenarios.json"))?;
    let mut scenarios: Vec<Scenario> = serde_json::from_str(&text).into_diagnostic()?;
    for call in scenarios.iter_mut().flat_map(|one| &mut one.calls) {
        // The server's router would take a colon for the start of a parameter.
        call.uri = call.uri.replace("\\:", ":");
    }
    if let Some(only) = only {
        let only = only.trim_end_matches('/');
        scenarios.retain(|scenario| {
            let below = scenario.folder.strip_prefix(only);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        });
    }
    Ok(scenarios)
}
