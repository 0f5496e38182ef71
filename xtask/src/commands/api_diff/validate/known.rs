//! Where other tools are known to say otherwise, and why.

use crate::files;
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use std::path::Path;

/// One reason, and the edits that it explains.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The tool that says otherwise.
    pub tool: String,
    /// Why.
    pub reason: String,
    /// The edits.
    pub edits: Vec<String>,
}

/// Reads the file.
///
/// # Errors
///
/// If it is not there or not as it should be.
pub fn read(path: &Path) -> Result<Vec<Known>> {
    serde_yaml::from_str(&files::read(path)?).into_diagnostic()
}
