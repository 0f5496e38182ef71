//! A schema becomes a type.
//!
//! `schema` is the one way in: [`lower_schema`](super::context::Lowerer::lower_schema) and its
//! siblings look at what a schema says and hand it to the module of its kind. Members of a schema are
//! schemas too, so those modules come back to `schema`, and to no other: apart from that, each
//! calls only what stands below it.
//!
//! | module | what is found there |
//! |---|---|
//! | `components` | the component schemas: names for all, then the type of each |
//! | `schema` | any schema: the entry |
//! | `unions` | `oneOf`, `anyOf`, and hierarchies made of `allOf` and a discriminator |
//! | `object` | structs, and maps of any name |
//! | `collections` | the items of arrays, the values of maps |
//! | `enums` | `enum` and `const` |
//! | `scalars` | strings, numbers, booleans |
//! | `flatten` | `allOf` and references, added up |
//! | `subtypes` | which component extends which |
//! | `annotations` | what a schema says beside the shape of its values |
//! | `constraints` | the limits of its values |
//! | `keywords` | the keywords of a schema, in whatever form `openapiv3` has them |

pub(crate) mod annotations;
pub(crate) mod collections;
mod components;
mod constraints;
mod enums;
pub(crate) mod flatten;
pub(crate) mod keywords;
mod object;
mod scalars;
mod schema;
mod subtypes;
pub(crate) mod unions;
