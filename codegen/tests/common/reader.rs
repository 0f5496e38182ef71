//! What tests of the reader share.

#![allow(dead_code, reason = "no target needs all of it")]

use std::path::Path;

use codegen::Diagnostics;
use codegen::document::{self, Access, Document};

pub fn read(text: &str, name: &str) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = document::read_text(text, name, &mut diagnostics);
    (document, diagnostics)
}

pub fn read_file(path: &Path, access: &Access) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = document::read(path, &[], access, &mut diagnostics);
    (document, diagnostics)
}

/// The document as JSON, `null` if there is none.
pub fn json(document: Option<&Document>) -> serde_json::Value {
    document.map_or(serde_json::Value::Null, |document| {
        serde_json::to_value(&document.api).expect("the model is JSON")
    })
}
