//! What a committed run still has to do, kept on disk until it is done.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};

/// The rest of a run, in order. Each action can be done again, so that a run may be resumed
/// anywhere.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    /// In order.
    pub actions: Vec<Action>,
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

/// Tells contents apart. No defence against forgery, which is not needed here.
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

    /// Those of all files below `directory`, by path relative to it. Nothing if there is none.
    pub fn read_all(directory: &Path) -> io::Result<BTreeMap<String, Self>> {
        let mut all = BTreeMap::new();
        if directory.is_dir() {
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
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), all)?;
        } else if let Some(fingerprint) = Fingerprint::read(&entry.path())? {
            all.insert(name, fingerprint);
        }
    }
    Ok(())
}
