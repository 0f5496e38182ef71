//! Holds figures to recorded bounds.

use super::table::Section;
use crate::files;
use miette::{IntoDiagnostic, Result};
use std::{path::Path, process::ExitCode};
use toml_edit::DocumentMut;

/// Compares what has a bound with it, and says what is beyond.
pub fn check(file: &Path, sections: &[Section]) -> Result<ExitCode> {
    let bounds: DocumentMut = files::read(file)?.parse().into_diagnostic()?;
    let mut code = ExitCode::SUCCESS;
    for row in sections.iter().flat_map(|section| &section.rows) {
        let Some((bound, name)) = &row.bound else {
            continue;
        };
        let (Some(figure), Some(most)) = (row.bounded(*bound), find(&bounds, name)) else {
            continue;
        };
        if figure > most {
            println!("over its bound: {name} is {figure:.3}, at most {most} is allowed");
            code = ExitCode::FAILURE;
        }
    }
    if code == ExitCode::SUCCESS {
        println!("All figures are within their bounds.");
    } else {
        println!(
            "Find the cause, or move the bound in {} and say why.",
            crate::project::display(file)
        );
    }
    Ok(code)
}

/// The bound `table.name`.
fn find(bounds: &DocumentMut, name: &str) -> Option<f64> {
    let (table, name) = name.split_once('.')?;
    let bound = bounds.get(table)?.get(name)?;
    bound.as_float().or_else(|| {
        let whole = bound.as_integer()?;
        u32::try_from(whole).ok().map(f64::from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_found_by_name() {
        let bounds: DocumentMut = "[size]\nratio = 1.05\ncrates = 3\n".parse().unwrap();
        assert_eq!(find(&bounds, "size.ratio"), Some(1.05));
        assert_eq!(find(&bounds, "size.crates"), Some(3.0));
        assert_eq!(find(&bounds, "size.other"), None);
    }
}
