//! Where things are in this repository.

use codegen::text::printable;
use std::path::{Component, Path, PathBuf};

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    // Cargo sets the variable for `cargo run`, so that a moved checkout is found again.
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().unwrap_or(&xtask).to_path_buf()
}

/// The description of this repository's own client.
#[must_use]
pub fn own_description() -> PathBuf {
    root().join("spec/token-operations.yaml")
}

/// The crate of this repository's own client.
#[must_use]
pub fn own_client() -> PathBuf {
    root().join("generated-client")
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

/// A path as files under version control name it: from the repository's root where it lies in the
/// repository, otherwise as it was typed. Of an absolute path elsewhere the last part is left.
#[must_use]
pub fn portable(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let mut absolute = PathBuf::new();
    for component in here.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(absolute.pop()),
            part => absolute.push(part),
        }
    }
    let shown = match absolute.strip_prefix(root()) {
        Ok(inside) => inside,
        Err(_) if path.is_absolute() => Path::new(path.file_name().unwrap_or_default()),
        Err(_) => path,
    };
    with_slashes(shown)
}

/// A path relative to the current directory where it lies below it, with `/`.
#[must_use]
pub fn relative(path: &Path) -> String {
    let relative = std::env::current_dir()
        .ok()
        .and_then(|here| Some(path.strip_prefix(here).ok()?.to_path_buf()))
        .filter(|relative| !relative.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_path_buf());
    with_slashes(&relative)
}

fn with_slashes(path: &Path) -> String {
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
