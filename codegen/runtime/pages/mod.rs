//! Operations whose result comes in pages: the pages one after the other, and the items of all.

// if: PageLinks
mod links;
pub(crate) mod operation;
pub(crate) mod paged;
pub(crate) mod streams;
mod trail;
pub(crate) mod turn;
mod walk;
