//! Finds the descriptions below a directory.

use crate::{files::failed, workers};
use miette::{Result, miette};
use serde::{Deserialize, de::IgnoredAny};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it is.
    pub path: PathBuf,
    /// Where it is below the directory, with `/`.
    pub name: String,
    /// The package made from it.
    pub crate_name: String,
}

impl Document {
    /// Where it is below the directory, with `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// All descriptions below `directory` (or just that file), in the order of their names.
///
/// A file is one if it says `openapi` at its top: other files of a tree are parts of them.
///
/// # Errors
///
/// What the file system reports.
pub fn find(directory: &Path) -> Result<Vec<Document>> {
    let mut paths = Vec::new();
    collect(directory, &mut paths)?;
    let mut documents = Vec::new();
    let mut taken = BTreeSet::new();
    let mut named: Vec<(String, PathBuf)> = paths
        .into_iter()
        .map(|path| (name_of(directory, &path), path))
        .collect();
    named.sort();
    for (name, path) in named {
        let text = fs::read(&path).map_err(|error| failed("read", &path, &error))?;
        if is_description(&text) {
            let crate_name = crate_name(&name, &mut taken);
            documents.push(Document {
                path,
                name,
                crate_name,
            });
        }
    }
    Ok(documents)
}

/// Options of commands that do something to many descriptions.
#[derive(Debug, Clone, clap::Args)]
pub struct Batch {
    /// Directory that is searched for descriptions, or a single one
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Only the first N documents
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Number of documents, and then of crates, at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

impl Batch {
    /// The descriptions.
    ///
    /// # Errors
    ///
    /// As [`find`], and if there are none.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let mut documents = find(&self.directory)?;
        documents.truncate(self.limit.unwrap_or(usize::MAX));
        if documents.is_empty() {
            return Err(miette!(
                help =
                    "a description is a .json, .yaml or .yml file with `openapi` at its top level",
                "no descriptions in {}",
                self.directory.display()
            ));
        }
        Ok(documents)
    }

    /// How many at a time.
    #[must_use]
    pub fn jobs(&self) -> usize {
        self.jobs.unwrap_or_else(workers::processors).max(1)
    }
}

fn name_of(directory: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(directory).unwrap_or(path);
    let relative = if relative.as_os_str().is_empty() {
        Path::new(path.file_name().unwrap_or_default())
    } else {
        relative
    };
    relative
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

fn collect(path: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let metadata = fs::metadata(path).map_err(|error| failed("open", path, &error))?;
    if metadata.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| failed("list", path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| failed("list", path, &error))?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                collect(&entry.path(), paths)?;
            }
        }
    } else if path
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            ["json", "yaml", "yml"].contains(&extension.to_ascii_lowercase().as_str())
        })
    {
        paths.push(path.to_path_buf());
    }
    Ok(())
}

/// Tells by a glance, not by a whole parse, whether a text is a description.
fn is_description(text: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Top {
        openapi: Option<IgnoredAny>,
    }
    let text = String::from_utf8_lossy(text);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        if let Ok(top) = serde_json::from_str::<Top>(text) {
            return top.openapi.is_some();
        }
        // Broken JSON is for the generator to complain about.
        return text.contains("\"openapi\"");
    }
    text.lines().any(|line| {
        ["openapi:", "'openapi':", "\"openapi\":"]
            .iter()
            .any(|start| line.starts_with(start))
    })
}

fn crate_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut words: Vec<String> = stem
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if !words
        .concat()
        .starts_with(|c: char| c.is_ascii_alphabetic())
    {
        words.insert(0, "api".to_owned());
    }
    let base = words.join("-");
    let mut name = format!("{base}-client");
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}-{number}-client");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_says_openapi_at_its_top() {
        for (text, is) in [
            ("openapi: 3.0.3\n", true),
            ("\u{feff}# comment\n\"openapi\": 3.0.3\n", true),
            ("info:\n  openapi: 3\n", false),
            ("swagger: '2.0'\n", false),
            ("{\"info\": {}, \"openapi\": \"3.1.0\"}", true),
            ("{\"info\": {\"openapi\": 1}}", false),
            ("{\"openapi\": ", true),
            ("", false),
        ] {
            assert_eq!(is_description(text.as_bytes()), is, "{text}");
        }
    }

    #[test]
    fn names_become_distinct_crates() {
        let mut taken = BTreeSet::new();
        for (name, expected) in [
            ("a/b.v1.yaml", "a-b-v1-client"),
            ("a/B_v1.json", "a-b-v1-2-client"),
            ("3/x.yml", "api-3-x-client"),
            ("日本.yml", "api-client"),
        ] {
            assert_eq!(crate_name(name, &mut taken), expected);
        }
    }
}
