//! `mapping` of a discriminator (OpenAPI 3.0.4, Discriminator Object).

use openapiv3::Discriminator;
use serde_json::Value;

use crate::lower::references::reference_name;

/// The values that the mapping has for a component.
pub(crate) fn explicit_values(discriminator: &Discriminator, component: &str) -> Vec<Value> {
    discriminator
        .mapping
        .iter()
        .filter(|(_, target)| reference_name(target) == component)
        .map(|(value, _)| Value::from(value.as_str()))
        .collect()
}
