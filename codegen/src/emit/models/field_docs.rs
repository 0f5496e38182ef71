//! The docs of a field: what the document says of the property, and of its values.

use proc_macro2::TokenStream;

use crate::emit::rustdoc::{code, doc, first_line, safe};
use crate::emit::wording::{example, limits, of_property};
use crate::ir::{Api, Field, TypeDef};

/// The docs of a field of `def`.
pub(super) fn field_docs(api: &Api, def: &TypeDef, field: &Field) -> TokenStream {
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
        paragraphs.push(by_type(api, def, field));
    }
    doc(&paragraphs.join("\n\n"))
}

/// What is known of a property that the document says nothing of: what its type is, or whose
/// property it is.
fn by_type(api: &Api, def: &TypeDef, field: &Field) -> String {
    let ty = field.ty.named().map(|id| api.type_def(id));
    let docs = ty.and_then(|ty| ty.docs.as_deref()).map(first_line);
    match docs.filter(|docs| !docs.is_empty()) {
        Some(docs) => docs,
        None => of_property(def, &field.wire_name),
    }
}
