//! Values of the API as expressions.

use super::super::operations::Found;
use codegen::ir::Type;
use serde_json::Value;

/// The expression of a value, decoded from its JSON.
#[must_use]
pub fn decoded(found: &Found<'_>, ty: &Type, value: &Value) -> String {
    decoded_text(found, ty, &value.to_string())
}

/// The expression of a value, decoded from this text.
#[must_use]
pub fn decoded_text(found: &Found<'_>, ty: &Type, json: &str) -> String {
    let ty = codegen::type_outside(&found.krate.api, ty, &found.krate.name);
    format!("server.value::<{ty}>({json:?})?")
}
