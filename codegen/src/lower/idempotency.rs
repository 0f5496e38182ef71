//! `x-idempotency-header`, by which the server knows a request that it has received before.

use serde_json::Value;

use crate::document::extensions;
use crate::lower::context::Lowerer;
use crate::lower::rules::IDEMPOTENCY_HEADER;

impl Lowerer<'_> {
    /// The header of idempotency keys, if the document names one.
    pub(crate) fn idempotency_header(&mut self) -> Option<String> {
        let value = self
            .document
            .extensions
            .get(extensions::IDEMPOTENCY_HEADER)?;
        match value.as_str() {
            Some(name) if is_header_name(name) => Some(name.to_owned()),
            _ => {
                self.diagnostics.warning(
                    IDEMPOTENCY_HEADER,
                    "/x-idempotency-header",
                    format!("{} is not the name of a header", shown(value)),
                    Some("write the name alone, for example `X-Idempotency-Key`".to_owned()),
                );
                None
            }
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(name) => format!("`{name}`"),
        _ => "a value other than a string".to_owned(),
    }
}

/// Whether it can be the name of a header (RFC 9110, 5.1).
pub(crate) fn is_header_name(name: &str) -> bool {
    let is_character =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_character)
}
