//! Where in the document a type stands that has no name there.

use crate::ir::types::TypeId;

/// Where an inline schema stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it stands in.
    pub root: Root,
    /// The way from there, as in JSON: `owner.roles[]`; empty if it is all of it.
    pub path: String,
    /// It is one of the alternatives there.
    pub alternative: bool,
}

/// What inline schemas stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// A component schema.
    Schema(TypeId),
    /// Another component: `responses`, and its key.
    Component {
        /// The section of the Components Object.
        section: String,
        /// The key.
        name: String,
    },
    /// A part of an operation.
    Operation {
        /// The index of the group.
        group: usize,
        /// The index in the group.
        operation: usize,
        /// Which part.
        part: OperationPart,
    },
}

/// The parts of an operation that have schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationPart {
    /// The request body.
    Body,
    /// A parameter.
    Parameter,
    /// The response with this key: `200`, `4XX`, `default`.
    Response(String),
    /// A header of the response with this key.
    Header {
        /// The key of the response.
        response: String,
        /// The name of the header.
        name: String,
    },
}
