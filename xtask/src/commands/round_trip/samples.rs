//! Samples, made by a Python program around `hypothesis-jsonschema`.

use crate::{
    external::registries,
    files::{self, write_if_changed},
    generation::documents::Document,
    project,
};
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const REQUIREMENTS: &str = include_str!("../../../python/requirements.txt");
const PROGRAM: [(&str, &str); 6] = [
    (
        "samples.py",
        include_str!("../../../python/round_trip/samples.py"),
    ),
    (
        "openapi.py",
        include_str!("../../../python/round_trip/openapi.py"),
    ),
    (
        "schemas.py",
        include_str!("../../../python/round_trip/schemas.py"),
    ),
    (
        "shapes.py",
        include_str!("../../../python/round_trip/shapes.py"),
    ),
    (
        "writing.py",
        include_str!("../../../python/round_trip/writing.py"),
    ),
    (
        "breaking.py",
        include_str!("../../../python/round_trip/breaking.py"),
    ),
];

/// One line of the program.
#[derive(Debug, Clone, Deserialize)]
pub struct Sample {
    /// Name of the component schema.
    pub schema: String,
    /// What it is.
    pub kind: Kind,
    /// The sample itself.
    #[serde(default)]
    pub value: Value,
    /// What is wrong with it, or why there is none.
    #[serde(default)]
    pub why: String,
}

/// What a sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Made, and valid.
    Valid,
    /// The document's own, and valid.
    Example,
    /// Made, and with one thing wrong that the type refuses.
    Broken,
    /// The document's own, and not what the schema describes.
    Skipped,
    /// No valid sample could be made.
    None,
}

/// The program, ready to run.
#[derive(Debug)]
pub struct Sampler {
    python: PathBuf,
    program: PathBuf,
    storage: PathBuf,
    count: usize,
    seed: u64,
    kept: Option<PathBuf>,
}

impl Sampler {
    /// Installs what the program needs below `target/`, unless it is there.
    ///
    /// # Errors
    ///
    /// If there is no Python or the packages cannot be installed.
    pub fn prepare(count: usize, seed: u64, kept: Option<PathBuf>) -> Result<Self> {
        let root = project::target().join("round-trip");
        let python = registries::python(&root, REQUIREMENTS, "it makes the samples")?;
        let directory = root.join("python");
        for (name, text) in PROGRAM {
            write_if_changed(&directory.join(name), text)?;
        }
        Ok(Self {
            python,
            program: directory.join("samples.py"),
            storage: root.join("hypothesis"),
            count,
            seed,
            kept,
        })
    }

    /// The samples of a document: those kept from an earlier run, or new ones.
    ///
    /// # Errors
    ///
    /// What the program says.
    pub fn samples(&self, document: &Document) -> Result<Vec<Sample>> {
        let kept = self
            .kept
            .as_ref()
            .map(|directory| directory.join(format!("{}.jsonl", document.crate_name)));
        let text = match &kept {
            Some(path) if path.exists() => files::read(path)?,
            _ => {
                let text = self.make(&document.path)?;
                if let Some(path) = &kept {
                    write_if_changed(path, &text)?;
                }
                text
            }
        };
        text.lines()
            .map(|line| serde_json::from_str(line).into_diagnostic())
            .collect()
    }

    fn make(&self, document: &Path) -> Result<String> {
        let mut command = Command::new(&self.python);
        command
            .arg(&self.program)
            .arg(document)
            .args(["--count", &self.count.to_string()])
            .args(["--seed", &self.seed.to_string()])
            .env("PYTHONHASHSEED", "0")
            .env("HYPOTHESIS_STORAGE_DIRECTORY", &self.storage);
        registries::output(&mut command)
    }
}
