//! The files of a crate that the generator may write or remove.
//!
//! A plan is made of these only, and so is the journal of an interrupted run: a crate that comes
//! from elsewhere may bring a forged one.

use codegen::{file_names, outline};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What a new crate gets once beside its sources, and what a new version changes.
pub(super) const ONCE: &[&str] = &["Cargo.toml", "README.md", "CHANGELOG.md", ".gitignore"];

/// Where in a crate a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// Below `src/`, which is replaced as a whole.
    Source,
    /// Beside people's own: below `tests/`, and the outline.
    Beside,
    /// A file that a new crate gets once.
    Once,
}

/// The area to which a path relative to the crate belongs. None for what the generator never
/// writes: whatever leads out of the crate, and names that are no source file's.
pub(super) fn area(path: &str) -> Option<Area> {
    if ONCE.contains(&path) {
        return Some(Area::Once);
    }
    if path == outline::PATH {
        return Some(Area::Beside);
    }
    let (area, name) = match path.split_once('/')? {
        ("src", name) => (Area::Source, name),
        ("tests", name) => (Area::Beside, name),
        _ => return None,
    };
    let is_plain = |part: &str| file_names::is_portable(part) && !part.starts_with('.');
    let is_source = name.strip_suffix(".rs").is_some() && name.split('/').all(is_plain);
    is_source.then_some(area)
}

/// Where the file or directory `path` of `base` is, if nothing on the way to it leads elsewhere.
///
/// # Errors
///
/// What is in the way: a symbolic link or anything else that is not a plain file or directory.
pub(super) fn locate(base: &Path, path: &str) -> Result<PathBuf, String> {
    let mut place = base.to_path_buf();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let Ok(metadata) = fs::symlink_metadata(&place) else {
            break; // not there yet
        };
        let is_last = parts.peek().is_none();
        let kind = metadata.file_type();
        if kind.is_symlink() {
            return Err(format!(
                "{} is a symbolic link",
                crate::project::display(&place)
            ));
        }
        if !(kind.is_dir() || (is_last && kind.is_file())) {
            return Err(format!(
                "{} is not a plain file or directory",
                crate::project::display(&place)
            ));
        }
    }
    Ok(base.join(path))
}

/// True if there is anything at `path`, and be it a link that leads nowhere.
pub(super) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// True if `path` itself is a directory, not a link to one.
pub(super) fn is_directory(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

#[cfg(test)]
mod tests {
    use super::{Area, area};

    #[test]
    fn only_what_is_generated_has_an_area() {
        for (path, expected) in [
            ("src/lib.rs", Some(Area::Source)),
            ("src/models/名前.rs", Some(Area::Source)),
            ("tests/examples.rs", Some(Area::Beside)),
            ("outline.txt", Some(Area::Beside)),
            ("tests/outline.txt", None),
            ("Cargo.toml", Some(Area::Once)),
            ("README.md", Some(Area::Once)),
            (".gitignore", Some(Area::Once)),
            ("build.rs", None),
            (".cargo/config.toml", None),
            ("src", None),
            ("src/", None),
            ("src/x.txt", None),
            ("src/.rs", None),
            ("src/../build.rs", None),
            ("src/./lib.rs", None),
            ("src//lib.rs", None),
            ("src/a\\..\\..\\b.rs", None),
            ("src/C:x.rs", None),
            ("src/con.rs", None),
            ("src/a\0.rs", None),
            ("src/a\n.rs", None),
            ("/etc/passwd.rs", None),
            ("../src/lib.rs", None),
            ("C:/src/lib.rs", None),
            ("cargo.toml", None),
            ("", None),
        ] {
            assert_eq!(area(path), expected, "{path:?}");
        }
    }
}
