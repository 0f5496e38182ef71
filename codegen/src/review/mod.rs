//! What has changed between two versions of a crate, and what that asks of its version number.
//!
//! Two [outlines](crate::outline) are compared: items by their names, their parts by kind and name, and
//! each fact by the word that it begins with. Every difference comes under a rule, which says where it
//! is noticed and whether code that uses the crate goes on as before. A difference that no rule knows
//! is major, so that none is overlooked.
//!
//! Changes of two kinds are told apart. *Rust* is what the compiler notices. *Wire* is what compiles as
//! before but behaves otherwise: what narrows a request or widens a response breaks callers, the reverse
//! does not.

mod arguments;
mod change;
mod comparison;
mod facts;
mod items;
mod limits;
mod pairs;
mod parts;
mod renames;
mod reported;
mod rules;
mod security;
mod types;

use crate::outline::Outline;

pub use change::{Change, Counts, Review};
pub use rules::{Area, ChangeRule, Level, RULES, rule};

/// Compares two versions of a crate.
#[must_use]
pub fn compare(old: &Outline, new: &Outline) -> Review {
    // One of them may come from a file, so both are taken as they are written.
    items::compare(&old.as_written(), &new.as_written())
}
