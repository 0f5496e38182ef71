//! What the document says of values beyond their type (OpenAPI 3.0.4, Schema Object): for the docs,
//! since the server decides.

use serde_json::Number;

/// Limits of values.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub struct Constraints {
    /// `minimum`, `exclusiveMinimum`.
    pub minimum: Option<Bound>,
    /// `maximum`, `exclusiveMaximum`.
    pub maximum: Option<Bound>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
    /// `minLength`.
    pub min_length: Option<usize>,
    /// `maxLength`.
    pub max_length: Option<usize>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `format` of a string, where the type does not say it.
    pub format: Option<String>,
    /// `minItems`.
    pub min_items: Option<usize>,
    /// `maxItems`.
    pub max_items: Option<usize>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<usize>,
    /// `maxProperties`.
    pub max_properties: Option<usize>,
    /// Of the items of an array whose schema has no name of its own.
    pub items: Option<Box<Items>>,
}

impl Constraints {
    /// The constraints, if there are any.
    #[must_use]
    pub fn stated(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

/// What the document says of the items of an array.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub struct Items {
    /// Markdown.
    pub docs: Option<String>,
    /// Their limits.
    pub constraints: Constraints,
}

/// A limit of numbers.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Bound {
    /// Where it is.
    pub value: Number,
    /// The value itself is not allowed.
    pub exclusive: bool,
}
