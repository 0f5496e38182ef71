//! Tables that commands write into pages of this repository.

use miette::{Result, miette};

/// The page with `table` between two comments that mark its place.
///
/// # Errors
///
/// If the page does not have them.
pub fn with_table(page: &str, begin: &str, end: &str, table: &str) -> Result<String> {
    let parts = page.split_once(begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(end)?;
        Some((before, after))
    });
    let Some((before, after)) = parts else {
        return Err(miette!(
            help = format!("put these two lines where the table belongs:\n{begin}{end}"),
            "the page has no place for the table"
        ));
    };
    Ok(format!("{before}{begin}\n{table}\n{end}{after}"))
}
