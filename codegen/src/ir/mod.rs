//! The API in the generator's own words.
//!
//! `lower` builds these values from a normalized document; `emit` turns them into Rust. Everything
//! that OpenAPI leaves to convention (names, defaults of `style` and `explode`, which media type is
//! the default) is already decided here, so an emitter only writes down what it is given.

mod name;
mod operation;
mod security;
mod types;

pub use name::Name;
pub use operation::{
    Body, BodyContent, Documented, Encoding, Header, Location, MediaKind, Method, Operation,
    Parameter, ParameterContent, PartField, PathSegment, Response, StatusPattern, Style,
};
pub use security::{KeyLocation, Scheme, SchemeKind, Server, ServerVariable};
pub use types::{
    Additional, Enum, EnumValue, Field, Primitive, Struct, Tag, Type, TypeDef, TypeId, TypeKind,
    Union, Usage, Variant,
};

use indexmap::IndexMap;

/// A whole API: what one crate is generated from.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, Markdown.
    pub description: Option<String>,
    /// The servers of the document, the default one first; empty if it names none.
    pub servers: Vec<Server>,
    /// The security schemes that operations of this API use, in the document's order.
    pub schemes: Vec<Scheme>,
    /// One group of operations for each tag, in the document's order.
    pub groups: Vec<Group>,
    /// Every named type, in the order of emission; `TypeId` is the index.
    pub types: Vec<TypeDef>,
    /// What the document holds and how much of it is represented.
    pub coverage: Coverage,
}

impl Api {
    /// The definition that an id stands for.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// All operations of all groups.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

/// The operations that share their first tag.
#[derive(Debug, Clone)]
pub struct Group {
    /// The tag as the document writes it; the crate's title for operations without a tag.
    pub title: String,
    /// The tag's description, Markdown.
    pub description: Option<String>,
    /// Name of the accessor on the client and of the module: `token_operations`.
    pub module: Name,
    /// Name of the handle's type: `TokenOperations`.
    pub type_name: Name,
    /// The operations, in the document's order.
    pub operations: Vec<Operation>,
}

/// Counts of what a document holds (`found`) and what the crate represents (`represented`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By kind: `operations`, `parameters`, `request media types`, `responses`, `schemas`.
    pub counts: IndexMap<&'static str, Count>,
    /// Places that became `serde_json::Value` although the document says more.
    pub fallbacks: usize,
}

/// How many there are and how many of them the crate represents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// In the document.
    pub found: usize,
    /// In the crate.
    pub represented: usize,
}
