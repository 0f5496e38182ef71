//! Unions: a value is one of several alternatives.
//!
//! | module | what is found there |
//! |---|---|
//! | `one_of`, `hierarchy` | the alternatives |
//! | `members` | an alternative before it becomes a variant |
//! | `merge` | alternatives that the wire cannot tell apart |
//! | `discriminator`, `mapping` | the property that tells them apart, as the document says |
//! | `implied_tag` | the same, if the document does not say it |
//! | `documented`, `properties` | which values an alternative lists for a property |
//! | `together` | alternatives that can hold at once |
//! | `names` | what the variants are called |
//! | `variants` | the union, made of the alternatives |

mod discriminator;
pub(crate) mod documented;
mod hierarchy;
mod implied_tag;
mod mapping;
pub(super) mod members;
mod merge;
mod names;
mod one_of;
mod properties;
mod together;
mod variants;
