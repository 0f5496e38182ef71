//! The edits: a description, and patches of it.

use crate::files;
use miette::{IntoDiagnostic, Result, miette};
use serde::Deserialize;
use serde_json::Value;
use std::path::Path;

/// Where they are.
pub const FIXTURES: &str = "codegen/tests/fixtures/review";

/// A patch of the description.
#[derive(Debug, Deserialize)]
pub struct Edit {
    /// What it does.
    #[serde(rename = "edit")]
    pub name: String,
    patch: json_patch::Patch,
}

/// All of them.
#[derive(Debug)]
pub struct Edits {
    /// The description as it is before each edit.
    pub base: Value,
    /// The edits.
    pub list: Vec<Edit>,
}

impl Edits {
    /// Reads them from a folder.
    ///
    /// # Errors
    ///
    /// If a file is not there or not as it should be.
    pub fn read(folder: &Path) -> Result<Self> {
        let base = files::read(&folder.join("base.yaml"))?;
        let list = files::read(&folder.join("edits.yaml"))?;
        Ok(Self {
            base: serde_yaml::from_str(&base).into_diagnostic()?,
            list: serde_yaml::from_str(&list).into_diagnostic()?,
        })
    }

    /// The description after an edit.
    ///
    /// # Errors
    ///
    /// If the patch does not fit.
    pub fn apply(&self, edit: &Edit) -> Result<Value> {
        let mut edited = self.base.clone();
        json_patch::patch(&mut edited, &edit.patch)
            .map_err(|error| miette!("`{}` cannot be made: {error}", edit.name))?;
        Ok(edited)
    }
}
