//! Reading and writing files, with errors that say what was being done to which path.

use crate::project;
use miette::{Report, Result, miette};
use std::{fs, io, path::Path};

/// An error of the file system, with what was being done to which path.
#[must_use]
pub fn failed(verb: &str, path: &Path, error: &io::Error) -> Report {
    let path = project::display(path);
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "check its owner and permissions",
        io::ErrorKind::ReadOnlyFilesystem => {
            "the file system is read-only: choose another directory with --output"
        }
        io::ErrorKind::StorageFull => "the disk is full: make room and run the command again",
        _ => return miette!("cannot {verb} {path}: {error}"),
    };
    miette!(help = help, "cannot {verb} {path}: {error}")
}

/// The text of a file.
///
/// # Errors
///
/// What the file system reports.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| failed("read", path, &error))
}

/// The bytes of a file, if there is anything at `path`.
///
/// # Errors
///
/// If that is no plain file (a link, a pipe), and what the file system reports.
pub fn read_plain(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::read(path)
            .map(Some)
            .map_err(|error| failed("read", path, &error)),
        Ok(_) => Err(miette!(
            help = "put a plain file there",
            "{} is not a plain file",
            project::display(path)
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read", path, &error)),
    }
}

/// Writes a file, replacing what it held.
///
/// # Errors
///
/// What the file system reports.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, contents).map_err(|error| failed("write", path, &error))
}

/// Writes a file, and the directories above it, unless it holds that already: Cargo compiles again
/// what was written.
///
/// # Errors
///
/// What the file system reports.
pub fn write_if_changed(path: &Path, contents: &str) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == contents.as_bytes()) {
        return Ok(());
    }
    create_parent(path)?;
    write(path, contents)
}

/// Copies a file.
///
/// # Errors
///
/// What the file system reports.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| failed("write", to, &error))
}

/// Makes a directory and those above it.
///
/// # Errors
///
/// What the file system reports.
pub fn create_dir(directory: &Path) -> Result<()> {
    fs::create_dir_all(directory).map_err(|error| failed("create", directory, &error))
}

/// Makes the directories above `path`.
///
/// # Errors
///
/// What the file system reports.
pub fn create_parent(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), create_dir)
}

/// Removes a directory, if it is there.
///
/// # Errors
///
/// What the file system reports.
pub fn remove_dir(directory: &Path) -> Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed("remove", directory, &error))
        }
        _ => Ok(()),
    }
}

/// Removes all files below `directory` that are not wanted, and directories that are empty then.
///
/// # Errors
///
/// What the file system reports.
pub fn remove_all_but(directory: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<()> {
    let list = || -> io::Result<()> {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let path = entry.path();
            if wanted(&path) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                // What goes wrong below shows when the directory is not empty.
                let _ = remove_all_but(&path, wanted);
                if fs::read_dir(&path)?.next().is_none() {
                    fs::remove_dir(&path)?;
                }
            } else {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    };
    list().map_err(|error| failed("clear", directory, &error))
}

/// Size of a file in KiB.
///
/// # Errors
///
/// What the file system reports.
pub fn kib(path: &Path) -> Result<f64> {
    let bytes = fs::metadata(path)
        .map_err(|error| failed("read", path, &error))?
        .len();
    Ok(f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1024.0)
}
