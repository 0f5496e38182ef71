//! The table in `codegen/README.md`.

use crate::{files, page, project, table::Table};
use miette::Result;

const BEGIN: &str = "<!-- conformance: `cargo xtask conformance --suite DIR --write` writes the table from here -->\n";
const END: &str = "<!-- conformance: to here -->\n";

/// Writes the table into the page.
///
/// # Errors
///
/// If the page cannot be read or written, or has no place for the table.
pub fn write(table: &Table) -> Result<()> {
    let path = project::root().join("codegen/README.md");
    let page = files::read(&path)?;
    let updated = page::with_table(&page, BEGIN, END, &table.markdown())?;
    files::write_if_changed(&path, &updated)
}
