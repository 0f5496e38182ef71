//! The docs of a field: what the document says of the property, and of its values.

use crate::emit::rustdoc::{code, safe};
use crate::emit::wording::{example, limits, type_in_a_line};
use crate::ir::{Api, Field};

/// The docs of a field; empty if the document says nothing of it.
pub(super) fn field_docs(api: &Api, field: &Field) -> String {
    let mut paragraphs = Vec::new();
    paragraphs.extend(field.docs.as_deref().map(safe));
    paragraphs.extend(field.constraints.as_deref().map(limits));
    if let Some(value) = &field.constant {
        let when = if field.required {
            "Always"
        } else {
            "If present,"
        };
        paragraphs.push(format!("{when} {}.", code(value.to_string())));
    }
    if let Some(default) = &field.default {
        let default = code(default.to_string());
        paragraphs.push(format!("If absent, the service uses {default}."));
    }
    let shown = field.example.as_deref().filter(|_| !field.sensitive);
    paragraphs.extend(shown.and_then(example));
    if field.read_only {
        paragraphs.push("Read-only: set by the service, not sent in requests.".to_owned());
    }
    if field.write_only {
        paragraphs.push("Write-only: sent in requests, never returned.".to_owned());
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    if paragraphs.is_empty() {
        paragraphs.extend(type_in_a_line(api, &field.ty));
    }
    paragraphs.join("\n\n")
}
