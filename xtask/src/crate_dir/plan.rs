//! What writing a crate will change, found out before anything is written.

use super::{
    mark::is_marked,
    owned::{self, Area, area},
};
use crate::files::{failed, read_plain};
use codegen::{file_names, outline, text::printable};
use miette::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// Its contents differ.
    Changed,
    /// It is no longer generated.
    Removed,
    /// It stays as it is.
    Unchanged,
}

impl Kind {
    /// The word for reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// A file of the crate and what happens to it.
#[derive(Debug, Clone)]
pub struct Change {
    /// Relative to the crate, with `/`.
    pub path: String,
    /// What happens.
    pub kind: Kind,
    /// What is there now.
    pub old: Option<Vec<u8>>,
    /// What is to be there.
    pub new: Option<String>,
}

/// All changes to a crate, by path.
#[derive(Debug)]
pub struct Plan {
    /// The crate's directory.
    pub root: PathBuf,
    /// Every file that is generated or was, and `Cargo.toml`.
    pub changes: Vec<Change>,
}

impl Plan {
    /// Compares `files` (the generator's own, each with its mark) and `others` (`Cargo.toml` and
    /// what a new crate gets once) with the crate in `root`.
    ///
    /// # Errors
    ///
    /// All files without the generator's mark that are in the way or lie in `src/`, all links and
    /// other things there that are no files, and what the file system reports.
    pub fn new(root: &Path, files: &[codegen::File], others: &[codegen::File]) -> Result<Self> {
        let wanted: BTreeMap<&str, &str> = files
            .iter()
            .map(|file| (file.path.as_str(), file.contents.as_str()))
            .collect();
        check_names(files.iter().chain(others))?;
        let mut found = Found::default();
        found.walk(root, "src", Foreign::Refused)?;
        // People keep their own tests beside the generated ones.
        found.walk(root, "tests", Foreign::Allowed)?;
        found.walk(root, outline::PATH, Foreign::Allowed)?;
        found.refuse_what_is_in_the_way(&wanted);
        for file in others {
            if owned::locate(root, &file.path).is_err() {
                found.not_files.insert(file.path.clone());
            }
        }
        found.check()?;

        let paths: BTreeSet<&str> = wanted
            .keys()
            .copied()
            .chain(found.generated.keys().map(String::as_str))
            .collect();
        let mut changes: Vec<Change> = paths
            .into_iter()
            .map(|path| {
                change(
                    path,
                    found.generated.get(path).cloned(),
                    wanted.get(path).copied(),
                )
            })
            .collect();
        for file in others {
            let old = read_plain(&root.join(&file.path))?;
            changes.push(change(&file.path, old, Some(&file.contents)));
        }
        Ok(Self {
            root: root.to_path_buf(),
            changes,
        })
    }

    /// True if nothing is to be written.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.kind == Kind::Unchanged)
    }

    /// How many files there are of a kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.changes
            .iter()
            .filter(|change| change.kind == kind)
            .count()
    }
}

/// Refuses what must not be written, whatever asks for it, and names that are one file where case
/// does not count.
fn check_names<'a>(files: impl Iterator<Item = &'a codegen::File>) -> Result<()> {
    let mut keys = BTreeMap::new();
    for file in files {
        let path = file.path.as_str();
        let other = keys.insert(file_names::key(path), path);
        let reason = match (area(path), other) {
            (Some(_), None) => continue,
            (None, _) => "it is not a name of a source file on every system".to_owned(),
            (_, Some(other)) => format!("on some systems it is the same file as `{other}`"),
        };
        return Err(miette::miette!(
            help = "this is a defect of the generator: please report it with the description",
            "nothing was written, since a file would be called `{}`: {reason}",
            printable(path)
        ));
    }
    Ok(())
}

/// Refuses a `src/` with files that do not bear the generator's mark.
pub(super) fn check_source(root: &Path) -> Result<()> {
    let mut found = Found::default();
    found.walk(root, "src", Foreign::Refused)?;
    found.check()
}

fn change(path: &str, old: Option<Vec<u8>>, new: Option<&str>) -> Change {
    let kind = match (&old, new) {
        (None, _) => Kind::Added,
        (Some(_), None) => Kind::Removed,
        (Some(old), Some(new)) if same_text(old, new) => Kind::Unchanged,
        (Some(_), Some(_)) => Kind::Changed,
    };
    Change {
        path: path.to_owned(),
        kind,
        old,
        new: new.map(str::to_owned),
    }
}

/// Equal but for line endings, which git may change when it checks a file out.
fn same_text(old: &[u8], new: &str) -> bool {
    let lines = |text: &[u8]| -> Vec<u8> {
        let mut bytes = text.to_vec();
        let mut index = 0;
        bytes.retain(|byte| {
            index += 1;
            !(*byte == b'\r' && text.get(index) == Some(&b'\n'))
        });
        bytes
    };
    old == new.as_bytes() || (old.contains(&b'\r') && lines(old) == lines(new.as_bytes()))
}

/// What to think of files without the mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foreign {
    Refused,
    Allowed,
}

/// What lies in a crate where the generator writes.
#[derive(Default)]
struct Found {
    /// Files with the mark.
    generated: BTreeMap<String, Vec<u8>>,
    /// Files without it, where they are allowed.
    foreign: BTreeSet<String>,
    /// Files without it, where they are not.
    refused: BTreeSet<String>,
    /// Links, sockets and the like.
    not_files: BTreeSet<String>,
}

impl Found {
    fn walk(&mut self, root: &Path, relative: &str, foreign: Foreign) -> Result<()> {
        let path = root.join(relative);
        let kind = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed("look at", &path, &error)),
        };
        if kind.is_dir() {
            let entries = fs::read_dir(&path).map_err(|error| failed("list", &path, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| failed("list", &path, &error))?;
                let name = entry.file_name();
                match name.to_str() {
                    Some(name) => self.walk(root, &format!("{relative}/{name}"), foreign)?,
                    // No generated name is like that.
                    None if foreign == Foreign::Refused => {
                        let name = name.to_string_lossy();
                        self.refused.insert(format!("{relative}/{name}"));
                    }
                    None => {}
                }
            }
        } else if kind.is_file() {
            let contents = fs::read(&path).map_err(|error| failed("read", &path, &error))?;
            // Beside people's own, just what this generator would write there is its own.
            let may_be_generated =
                foreign == Foreign::Refused || area(relative) == Some(Area::Beside);
            if may_be_generated && is_marked(&contents) {
                self.generated.insert(relative.to_owned(), contents);
            } else if foreign == Foreign::Allowed {
                self.foreign.insert(relative.to_owned());
            } else {
                self.refused.insert(relative.to_owned());
            }
        } else if foreign == Foreign::Allowed {
            self.foreign.insert(relative.to_owned());
        } else {
            self.not_files.insert(relative.to_owned());
        }
        Ok(())
    }

    /// A generated path may be taken by someone's file, or a directory of it be someone's file.
    fn refuse_what_is_in_the_way(&mut self, wanted: &BTreeMap<&str, &str>) {
        for path in wanted.keys() {
            for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
                if self.foreign.contains(&path[..end]) {
                    self.refused.insert(path[..end].to_owned());
                }
            }
        }
    }

    fn check(&self) -> Result<()> {
        let list = |paths: &BTreeSet<String>| {
            let lines: Vec<_> = paths.iter().map(|path| printable(path)).collect();
            format!("\n  {}", lines.join("\n  "))
        };
        if !self.not_files.is_empty() {
            return Err(miette::miette!(
                help = "the generator replaces src/ as a whole and edits Cargo.toml: only regular files and directories can be there",
                "nothing was written, because these are neither regular files nor directories:{}",
                list(&self.not_files)
            ));
        }
        if !self.refused.is_empty() {
            return Err(miette::miette!(
                help = "they look hand-written: move them to another crate, or delete them if they are not needed",
                "nothing was written, because these files are where the generator writes and do not begin with its mark (`{}`):{}",
                codegen::MARK,
                list(&self.refused)
            ));
        }
        Ok(())
    }
}
