//! A crate on disk that the generator writes.
//!
//! [`plan`] compares what is to be there with what is there and refuses to touch people's files;
//! [`commit`] brings the plan to disk so that a run killed at any point leaves the old crate or
//! the new one; [`manifest`] edits `Cargo.toml`; [`fresh`] makes what a new crate needs beside the
//! generated files.

pub mod commit;
pub mod fresh;
mod journal;
mod lock;
pub mod manifest;
pub mod mark;
mod owned;
pub mod plan;
mod requirement;
mod staging;
pub mod step;

use crate::files::failed;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The directory of a crate as told by its path: that of the entry itself if it is a link.
///
/// # Errors
///
/// If the path exists and is not a directory, or cannot be read.
pub fn resolve(path: &Path) -> miette::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(path) if path.is_dir() => Ok(path),
        Ok(path) => Err(miette::miette!(
            help = "name a directory with --output",
            "{} is not a directory",
            crate::project::display(&path)
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::path::absolute(path).map_err(|error| failed("find", path, &error))
        }
        Err(error) => Err(failed("open", path, &error)),
    }
}
