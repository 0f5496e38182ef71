//! What the difference of two versions of a crate means to its users, as reports.

mod entry;
mod json;
mod judged;
mod markdown;
mod places;
mod text;

pub use entry::render as entry;
pub use json::render as json;
pub use judged::{Verdict, Version};
pub use markdown::render as markdown;
pub use places::Places;
pub use text::render as text;
