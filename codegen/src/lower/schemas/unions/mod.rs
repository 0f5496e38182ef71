//! Unions: a value is one of several alternatives.
//!
//! `one_of` and `hierarchy` find the alternatives, `members` and `discriminator` tell them apart,
//! `variants` makes the union of them.

mod discriminator;
mod hierarchy;
pub(super) mod members;
mod one_of;
mod variants;
