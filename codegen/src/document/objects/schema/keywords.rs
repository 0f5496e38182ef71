//! The keywords of a Schema Object: the one list of them, from which the grammar is made and what
//! else has to know them.

use crate::document::extensions::SENSITIVE;

/// The types that a structural keyword can say something about, as the model has them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub const STRING: Self = Self(1);
    pub const NUMBER: Self = Self(2);
    pub const BOOLEAN: Self = Self(4);
    pub const OBJECT: Self = Self(8);
    pub const ARRAY: Self = Self(16);
    pub const NONE: Self = Self(0);
    const ALL: Self = Self(31);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The type that a word means, which may be none.
    pub fn of(word: &str) -> Self {
        match word {
            "string" => Self::STRING,
            "number" | "integer" => Self::NUMBER,
            "boolean" => Self::BOOLEAN,
            "object" => Self::OBJECT,
            "array" => Self::ARRAY,
            _ => Self::NONE,
        }
    }

    const fn overlap(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a keyword takes.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    Text,
    Texts,
    Flag,
    Count,
    Number,
    Any,
    AnyList,
    Schema,
    SchemaOrFlag,
    Schemas,
    SchemaMap,
    Discriminator,
    ExternalDocs,
}

/// What a keyword is for.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// Says which values there are: of these types only, or of any.
    Structure(Types, Takes),
    /// Tells the members of a composition apart.
    Selection(Takes),
    /// Describes the value, without a word about which values there are.
    Annotation(Takes),
    /// Written in the words of OpenAPI 3.0 before the fields are looked at.
    Rewritten,
    /// Nothing is made of it: identification and pure validation.
    Unused,
}

use Role::{Annotation, Rewritten, Selection, Structure, Unused};

const NUMBER: Types = Types::NUMBER;
const STRING: Types = Types::STRING;
const OBJECT: Types = Types::OBJECT;
const ARRAY: Types = Types::ARRAY;

/// Every keyword: of OpenAPI 3.0, and of JSON Schema 2020-12 and older drafts.
pub(super) const KEYWORDS: &[(&str, Role)] = &[
    ("type", Structure(Types::ALL, Takes::Text)),
    ("format", Structure(STRING.and(NUMBER), Takes::Text)),
    ("title", Annotation(Takes::Text)),
    ("description", Annotation(Takes::Text)),
    ("properties", Structure(OBJECT, Takes::SchemaMap)),
    ("required", Structure(OBJECT, Takes::Texts)),
    ("items", Structure(ARRAY, Takes::Schema)),
    // The model has it for these types only.
    (
        "enum",
        Structure(STRING.and(NUMBER).and(Types::BOOLEAN), Takes::AnyList),
    ),
    ("default", Annotation(Takes::Any)),
    ("example", Annotation(Takes::Any)),
    ("nullable", Annotation(Takes::Flag)),
    ("readOnly", Annotation(Takes::Flag)),
    ("writeOnly", Annotation(Takes::Flag)),
    ("deprecated", Annotation(Takes::Flag)),
    ("allOf", Structure(Types::NONE, Takes::Schemas)),
    ("oneOf", Structure(Types::NONE, Takes::Schemas)),
    ("anyOf", Structure(Types::NONE, Takes::Schemas)),
    ("not", Structure(Types::NONE, Takes::Schema)),
    (
        "additionalProperties",
        Structure(OBJECT, Takes::SchemaOrFlag),
    ),
    ("discriminator", Selection(Takes::Discriminator)),
    ("pattern", Structure(STRING, Takes::Text)),
    ("minLength", Structure(STRING, Takes::Count)),
    ("maxLength", Structure(STRING, Takes::Count)),
    ("minimum", Structure(NUMBER, Takes::Number)),
    ("maximum", Structure(NUMBER, Takes::Number)),
    ("exclusiveMinimum", Structure(NUMBER, Takes::Flag)),
    ("exclusiveMaximum", Structure(NUMBER, Takes::Flag)),
    ("multipleOf", Structure(NUMBER, Takes::Number)),
    ("minItems", Structure(ARRAY, Takes::Count)),
    ("maxItems", Structure(ARRAY, Takes::Count)),
    ("uniqueItems", Structure(ARRAY, Takes::Flag)),
    ("minProperties", Structure(OBJECT, Takes::Count)),
    ("maxProperties", Structure(OBJECT, Takes::Count)),
    ("externalDocs", Annotation(Takes::ExternalDocs)),
    ("xml", Unused),
    // JSON Schema 2020-12.
    ("const", Rewritten),
    ("examples", Rewritten),
    ("prefixItems", Rewritten),
    // Rewritten, and then a flag.
    ("patternProperties", Selection(Takes::Flag)),
    ("unevaluatedItems", Rewritten),
    ("unevaluatedProperties", Rewritten),
    ("contentEncoding", Rewritten),
    ("contentMediaType", Rewritten),
    ("$dynamicRef", Rewritten),
    ("$recursiveRef", Rewritten),
    ("$schema", Unused),
    ("$id", Unused),
    ("id", Unused),
    ("$anchor", Unused),
    ("$dynamicAnchor", Unused),
    ("$recursiveAnchor", Unused),
    ("$vocabulary", Unused),
    ("$comment", Unused),
    ("$defs", Unused),
    ("definitions", Unused),
    ("if", Unused),
    ("then", Unused),
    ("else", Unused),
    ("dependencies", Unused),
    ("dependentSchemas", Unused),
    ("dependentRequired", Unused),
    ("propertyNames", Unused),
    ("contains", Unused),
    ("minContains", Unused),
    ("maxContains", Unused),
    ("additionalItems", Unused),
    ("contentSchema", Unused),
    // Extensions that generators have.
    (SENSITIVE, Annotation(Takes::Flag)),
];

/// What a keyword is for; `None` if it is none.
fn role(key: &str) -> Option<Role> {
    let (_, role) = KEYWORDS.iter().find(|(name, _)| *name == key)?;
    Some(*role)
}

/// Whether a keyword belongs to those that decide what kind of schema it is.
pub(crate) fn is_structural(key: &str) -> bool {
    matches!(role(key), Some(Role::Structure(..)))
}

/// Whether a structural keyword says something about a type.
pub(super) fn speaks_of(key: &str, types: Types) -> bool {
    matches!(role(key), Some(Role::Structure(about, _)) if about.overlap(types))
}

/// Whether a key describes the value without a word about which values there are; extensions do.
pub(crate) fn is_annotation(key: &str) -> bool {
    key.starts_with("x-") || key == "examples" || matches!(role(key), Some(Role::Annotation(_)))
}

/// Whether something is made of a keyword.
pub(crate) fn is_used(key: &str) -> bool {
    !matches!(role(key), None | Some(Role::Unused))
}

/// Whether a keyword can say more of the values than they are described without it.
pub(crate) fn restricts(key: &str) -> bool {
    is_used(key) && !is_annotation(key)
}

/// Whether a key is a keyword of which nothing is made.
pub(super) fn is_unused(key: &str) -> bool {
    matches!(role(key), Some(Role::Unused))
}
