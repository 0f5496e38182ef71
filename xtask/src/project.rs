//! Where things are in this repository.

use codegen::text::printable;
use std::path::{Path, PathBuf};

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    // Cargo sets the variable for `cargo run`, so that a moved checkout is found again.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().unwrap_or(&xtask).to_path_buf()
}

/// Where commands put what they make for themselves.
#[must_use]
pub fn target() -> PathBuf {
    root().join("target")
}

/// A path as it is shown: [`relative`], on one line, with hidden characters written out.
#[must_use]
pub fn display(path: &Path) -> String {
    printable(&relative(path)).into_owned()
}

/// A path relative to the current directory where it lies below it, with `/`.
#[must_use]
pub fn relative(path: &Path) -> String {
    let relative = std::env::current_dir()
        .ok()
        .and_then(|here| Some(path.strip_prefix(here).ok()?.to_path_buf()))
        .filter(|relative| !relative.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf());
    relative
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
