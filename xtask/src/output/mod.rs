//! What commands print, and what they write into the pages of this repository.

pub mod diagnostics;
pub mod page;
pub mod table;
