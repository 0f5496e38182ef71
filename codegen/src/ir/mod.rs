//! The API in the generator's own words, and every fact about it that others ask for.
//!
//! `lower` builds these values from a normalized document; `emit` turns them into Rust. Everything
//! that OpenAPI leaves to convention (names, defaults of `style` and `explode`, which media type is
//! the default) is already decided here, so an emitter only writes down what it is given. What
//! follows from these values (which media types an operation accepts, whether its response can be
//! streamed, what an alias stands for) is a method here, so that all who ask get the same answer.

mod api;
mod body;
mod constraints;
mod definition;
mod field_path;
mod media_type;
mod method;
mod name;
mod needed;
mod operation;
mod pagination;
mod parameter;
mod place;
mod reach;
mod response;
mod security;
mod server;
mod shared_response;
mod types;

pub use api::{Api, Count, Coverage, Group};
pub use body::{Body, BodyContent, BodyShape, Encoding, PartField, PartKind};
pub use constraints::{Bound, Constraints, Items};
pub use definition::{
    Additional, Enum, EnumValue, Field, Struct, Tag, TypeDef, TypeKind, Union, Usage, Variant,
    resolve_alias, tag_text,
};
pub use field_path::{FieldPath, Step};
pub use media_type::MediaKind;
pub use method::Method;
pub use name::Name;
pub use needed::Needed;
pub use operation::{Operation, PathSegment};
pub use pagination::{CursorPlace, CursorTarget, Pagination, Pointer, RangeEnd, Way};
pub use parameter::{Location, Parameter, ParameterContent, Style};
pub use place::{OperationPart, Place, Root};
pub use response::{Documented, Header, Response, Shared, StatusPattern, Stream, StreamFormat};
pub use security::{ClientCredentials, KeyLocation, Scheme, SchemeKind};
pub use server::{Server, ServerVariable, UrlPiece};
pub use shared_response::{SharedKind, SharedResponse};
pub use types::{Primitive, Type, TypeId};
