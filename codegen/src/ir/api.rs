//! The API as a whole, its groups of operations, and how much of the document it represents.

use indexmap::IndexMap;

use crate::ir::definition::{TypeDef, TypeKind, resolve_alias};
use crate::ir::name::Name;
use crate::ir::operation::Operation;
use crate::ir::response::Response;
use crate::ir::security::Scheme;
use crate::ir::server::Server;
use crate::ir::shared_response::SharedResponse;
use crate::ir::types::{Primitive, Type, TypeId};

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
    /// `x-idempotency-header`: the header of idempotency keys, if it is not the usual one.
    pub idempotency_header: Option<String>,
    /// The security schemes that operations of this API use, in the document's order.
    pub schemes: Vec<Scheme>,
    /// One group of operations for each tag, in the document's order.
    pub groups: Vec<Group>,
    /// Every named type, in the order of emission; `TypeId` is the index.
    pub types: Vec<TypeDef>,
    /// The types that responses of several operations have in common.
    pub shared_responses: Vec<SharedResponse>,
    /// What the document holds and how much of it is represented.
    pub coverage: Coverage,
}

impl Api {
    /// The definition that an id stands for.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The servers that a caller can choose.
    pub fn usable_servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().filter(|server| server.can_be_used())
    }

    /// All operations of all groups.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// All operations of all groups, to be changed.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        let groups = self.groups.iter_mut();
        groups.flat_map(|group| &mut group.operations)
    }

    /// What a type stands for: the target of an alias that is emitted as `pub type`, the type
    /// itself otherwise.
    #[must_use]
    pub fn resolve_alias<'t>(&'t self, ty: &'t Type) -> &'t Type {
        resolve_alias(&self.types, ty)
    }

    /// True for a multipart form, also under another name. There are none without the client.
    #[must_use]
    pub fn is_form(&self, def: &TypeDef) -> bool {
        let meant = match &def.kind {
            TypeKind::Alias { ty, .. } => self.definition_of(ty).unwrap_or(def),
            _ => def,
        };
        matches!(meant.kind, TypeKind::Multipart { .. })
    }

    /// True if both are one type in Rust, whatever aliases they are written with.
    #[must_use]
    pub fn is_same(&self, one: &Type, other: &Type) -> bool {
        self.without_aliases(one) == self.without_aliases(other)
    }

    /// The type without any alias in it.
    #[must_use]
    pub fn without_aliases(&self, ty: &Type) -> Type {
        let within = |inner: &Type| Box::new(self.without_aliases(inner));
        match self.resolve_alias(ty) {
            Type::Array(inner) => Type::Array(within(inner)),
            Type::Map(inner) => Type::Map(within(inner)),
            Type::Nullable(inner) => Type::Nullable(within(inner)),
            other => other.clone(),
        }
    }

    /// True if both responses have content of one type in Rust, or if none has content.
    #[must_use]
    pub fn has_same_content(&self, one: &Response, other: &Response) -> bool {
        match (&one.ty, &other.ty) {
            (Some(one), Some(other)) => self.is_same(one, other),
            (one, other) => one == other,
        }
    }

    /// True if a value of the type is such a scalar, or an array or a map of them. What is in a type
    /// with a name of its own does not count.
    #[must_use]
    pub fn holds(&self, ty: &Type, is_such: fn(Primitive) -> bool) -> bool {
        match self.resolve_alias(ty) {
            Type::Primitive(primitive) => is_such(*primitive),
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => {
                self.holds(inner, is_such)
            }
            Type::Named(_) | Type::Any => false,
        }
    }

    /// The definition that a type names, through aliases.
    #[must_use]
    pub fn definition_of(&self, ty: &Type) -> Option<&TypeDef> {
        match self.resolve_alias(ty) {
            Type::Named(id) => Some(self.type_def(*id)),
            _ => None,
        }
    }
}

/// The operations that share their first tag, or that have none and share a path.
#[derive(Debug, Clone)]
pub struct Group {
    /// The tag as the document writes it; for operations without a tag a segment of their path.
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
