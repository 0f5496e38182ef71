//! The table in `codegen/README.md`.

use crate::{
    files,
    output::{page, table::Table},
    project,
};
use miette::Result;
use std::path::PathBuf;

const BEGIN: &str = "<!-- conformance: `cargo xtask conformance --suite DIR --write` writes the table from here -->\n";
const END: &str = "<!-- conformance: to here -->\n";

/// Writes the table into the page.
///
/// # Errors
///
/// If the page cannot be read or written, or has no place for the table.
pub fn write(table: &Table) -> Result<()> {
    let (path, _, updated) = update(table)?;
    files::write_if_changed(&path, &updated)
}

/// True if the page has the table.
///
/// # Errors
///
/// If the page cannot be read, or has no place for the table.
pub fn is_current(table: &Table) -> Result<bool> {
    let (_, page, updated) = update(table)?;
    Ok(page == updated)
}

/// Where the page is, what it holds, and what it is to hold.
fn update(table: &Table) -> Result<(PathBuf, String, String)> {
    let path = project::root().join("codegen/README.md");
    let page = files::read(&path)?;
    let updated = page::with_table(&page, BEGIN, END, &table.markdown())?;
    Ok((path, page, updated))
}
