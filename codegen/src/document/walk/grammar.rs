//! What a grammar is made of: the shape of a value, and the fields of an object of OpenAPI.
//!
//! What the generated client does not need is listed in a grammar too: it is either dropped without
//! a word ([`Shape::Dropped`]: pure validation, documentation tools) or with a warning
//! ([`Shape::Unsupported`]). What is not listed at all is an unknown field.

use serde_json::Value;

use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::JsonObject;

/// What a value has to be.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Anything, as it is.
    Any,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A non-negative integer.
    Count,
    /// A number.
    Number,
    /// A list.
    List(&'static Shape),
    /// A map from any name.
    Map(&'static Shape),
    /// An object with a grammar, or a reference to one.
    Object(&'static Grammar),
    /// A section of the Components Object: a map from names to such objects.
    Components(Section, &'static Grammar),
    /// A boolean or something else.
    OrFlag(&'static Shape),
    /// Known; nothing is made of it.
    Dropped,
    /// Known; nothing is made of it, which a warning says.
    Unsupported(&'static str),
}

/// What becomes of an object that cannot be read: its reference leads nowhere, or it is nested too
/// deeply.
#[derive(Clone, Copy)]
pub(crate) enum Missing {
    /// It is left out.
    LeftOut,
    /// It is left out, and the client loses nothing.
    Unneeded,
    /// Another object stands in its place, unless it is an item of a list.
    Stands {
        /// How it is read, as a message says it.
        reading: &'static str,
        /// Leaves of what stands beside the reference what is of use.
        keep: fn(&Reader<'_, '_>, &mut JsonObject),
        /// Adds what the object needs.
        fill: fn(&mut JsonObject),
    },
}

/// How an object of the specification is read.
pub(crate) struct Grammar {
    /// Its name there, with an article.
    pub name: &'static str,
    /// Where references to one end up; objects without a section are copied to where they are
    /// referred to.
    pub section: Option<Section>,
    pub fields: &'static [(&'static str, Shape)],
    /// The shape of all other fields, except extensions.
    pub others: Option<Shape>,
    /// Whether it may have fields that are neither listed nor extensions. Nothing is made of them.
    pub takes_unknown: fn(&Reader<'_, '_>) -> bool,
    /// Repairs the object before its fields are looked at. False: it cannot be used.
    pub repair: fn(&mut Reader<'_, '_>, &mut JsonObject) -> bool,
    /// Makes one of a value that is no object.
    pub from_other: fn(&Value) -> Option<Value>,
    /// Makes an object of a reference and what stands beside it: the fields, without `$ref`, and the
    /// reference as it is written. False: the reference is all there is.
    pub beside_reference: fn(&mut Reader<'_, '_>, &mut JsonObject, &str) -> bool,
    /// What becomes of one that cannot be read.
    pub missing: Missing,
    /// Mends a list of them that lost an item for that reason.
    pub lost_item: fn(&Reader<'_, '_>, &mut Vec<Value>),
}

impl Grammar {
    pub fn field(&self, name: &str) -> Option<Shape> {
        let (_, shape) = self.fields.iter().find(|(field, _)| *field == name)?;
        Some(*shape)
    }
}

/// The grammar of an object that has these fields and nothing to repair.
pub(crate) const fn grammar(
    name: &'static str,
    fields: &'static [(&'static str, Shape)],
) -> Grammar {
    Grammar {
        name,
        section: None,
        fields,
        others: None,
        takes_unknown: |_| false,
        repair: |_, _| true,
        from_other: |_| None,
        beside_reference: |_, _, _| false,
        missing: Missing::LeftOut,
        lost_item: |_, _| {},
    }
}

/// A list of strings.
pub(crate) const TEXTS: Shape = Shape::List(&Shape::Text);
