//! What a committed run still has to do, kept on disk until it is done.

use super::owned::{self, Area, area};
use crate::project;
use codegen::text::printable;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};

/// The rest of a run, in order. Each action can be done again, so that a run may be resumed
/// anywhere.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    /// In order.
    pub actions: Vec<Action>,
}

impl Journal {
    /// Tells why this cannot be the journal of a run for the crate in `root`, if it cannot.
    ///
    /// It may have come with a crate that someone else made. All of it is looked at before anything
    /// is done: it must name just what a plan names, and no link may lead out of the crate.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self, root: &Path, staging: &Path) -> Result<(), String> {
        let refuse = |verb: &str, path: &str| {
            let path = printable(path);
            Err(format!(
                "its journal {verb} `{path}`, which the generator never does"
            ))
        };
        for action in &self.actions {
            match action {
                Action::Move { path, .. } => {
                    if !matches!(area(path), Some(Area::Beside | Area::Once)) {
                        return refuse("writes", path);
                    }
                    owned::locate(staging, path)?;
                    owned::locate(root, path)?;
                }
                Action::Swap(new) => {
                    let mut paths = new.keys().map(|path| format!("src/{path}"));
                    if let Some(path) = paths.find(|path| area(path) != Some(Area::Source)) {
                        return refuse("writes", &path);
                    }
                    for (base, path) in [(root, "src"), (staging, "src"), (staging, "old")] {
                        let place = owned::locate(base, path)?;
                        if owned::is_there(&place) && !owned::is_directory(&place) {
                            return Err(format!("{} is not a directory", project::display(&place)));
                        }
                    }
                }
                Action::Remove(path) => {
                    if area(path) != Some(Area::Beside) {
                        return refuse("removes", path);
                    }
                    owned::locate(root, path)?;
                }
            }
        }
        Ok(())
    }
}

/// One change to the crate.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Action {
    /// Puts a staged file in its place, which until now holds `old`.
    Move {
        /// Relative to the crate.
        path: String,
        /// What it replaces.
        old: Option<Fingerprint>,
    },
    /// Puts the staged `src/` in its place. These files tell it from the old one.
    Swap(BTreeMap<String, Fingerprint>),
    /// Removes a generated file.
    Remove(String),
}

/// Tells contents apart. No defence against forgery: what is moved is in the crate already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    length: u64,
    hash: u64,
}

impl Fingerprint {
    /// FNV-1a: the same on every machine and in every version, unlike the standard hasher.
    pub fn of(contents: &[u8]) -> Self {
        let hash = contents.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            length: contents.len() as u64,
            hash,
        }
    }

    /// That of the file at `path`, if there is one.
    pub fn read(path: &Path) -> io::Result<Option<Self>> {
        match fs::read(path) {
            Ok(contents) => Ok(Some(Self::of(&contents))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// That of something which is no file: no contents have it.
    const NO_FILE: Self = Self {
        length: u64::MAX,
        hash: 0,
    };

    /// Those of all files below `directory`, by path relative to it. Nothing if there is none.
    pub fn read_all(directory: &Path) -> io::Result<BTreeMap<String, Self>> {
        let mut all = BTreeMap::new();
        if owned::is_directory(directory) {
            collect(directory, "", &mut all)?;
        }
        Ok(all)
    }
}

fn collect(
    directory: &Path,
    prefix: &str,
    all: &mut BTreeMap<String, Fingerprint>,
) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), all)?;
        } else if !kind.is_file() {
            all.insert(name, Fingerprint::NO_FILE);
        } else if let Some(fingerprint) = Fingerprint::read(&entry.path())? {
            all.insert(name, fingerprint);
        }
    }
    Ok(())
}
