//! What an alternative of a union says of a property: the type, and the values if there is a list of
//! them (`const` or `enum`).

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::ir::tag_text;

/// What an alternative says of one property.
#[derive(Debug, Clone, Default)]
pub(crate) struct Documented<'a> {
    /// Its values if they are listed: strings, integers or booleans.
    pub values: Vec<Value>,
    /// `type`, where the property has one.
    pub ty: Option<&'a str>,
    /// `required`.
    pub required: bool,
}

/// The properties of an alternative, in the document's order.
pub(crate) type Properties<'a> = IndexMap<&'a str, Documented<'a>>;

/// The values of a list if all of them can be tags.
pub(super) fn tags(values: &[Value]) -> Vec<Value> {
    let present = values.iter().filter(|value| !value.is_null());
    let tags: Option<Vec<Value>> = present
        .map(|value| {
            let is_tag = value.is_string() || value.is_boolean() || value.as_i64().is_some();
            is_tag.then(|| value.clone())
        })
        .collect();
    tags.unwrap_or_default()
}

/// The values that two lists have in common; the later list if there are none.
pub(super) fn both(before: &[Value], now: Vec<Value>) -> Vec<Value> {
    if now.is_empty() {
        return before.to_vec();
    }
    let common: Vec<Value> = now
        .iter()
        .filter(|value| before.contains(value))
        .cloned()
        .collect();
    if common.is_empty() { now } else { common }
}

/// What two alternatives say together: a list only if both have one.
pub(super) fn either<'a>(mut one: Documented<'a>, other: &Documented<'a>) -> Documented<'a> {
    if one.values.is_empty() || other.values.is_empty() {
        one.values.clear();
    } else {
        let known: IndexSet<String> = one.values.iter().map(tag_text).collect();
        let added = other.values.iter();
        let added = added.filter(|value| !known.contains(&tag_text(value)));
        one.values.extend(added.cloned());
    }
    one.required &= other.required;
    one
}

/// Adds what the alternatives of a schema say to what it says itself.
pub(super) fn add<'a>(properties: &mut Properties<'a>, nested: Properties<'a>) {
    for (name, said) in nested {
        let known = properties.entry(name).or_default();
        known.values = both(&known.values, said.values);
        known.ty = known.ty.or(said.ty);
        known.required |= said.required;
    }
}
