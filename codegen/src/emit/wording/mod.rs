//! What the document says otherwise than in words, and what follows from where it says it, in the
//! words of docs.

mod constraints;
mod letters;
mod place;
mod type_docs;

pub(crate) use constraints::{example, limits};
pub(crate) use type_docs::{type_docs, type_in_a_line};
