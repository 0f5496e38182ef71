//! The crate of a git revision.

use crate::{
    files::failed,
    project,
    verdict::{Places, Version},
};
use codegen::{
    Diagnostics, File, Generated, Options,
    outline::{self, Outline},
};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The version that a revision has in `output`, by the outline that it has there. Its description is
/// read for the places of what is no longer there; if that fails, there are none.
pub(super) fn version(
    revision: &str,
    spec: &Path,
    output: &Path,
    options: &Options,
    read: impl Fn(&Path) -> Result<Generated, Diagnostics>,
) -> Result<Version> {
    let top = top(output)?;
    let folder = tempfile::tempdir().into_diagnostic()?;
    let output = inside(&top, output)?;
    unpack(&top, revision, &output, folder.path())?;
    let crate_dir = folder.path().join(&output);
    let outline = fs::read_to_string(crate_dir.join(outline::PATH)).map_err(|_| {
        miette!(
            help = "compare the two descriptions: `cargo xtask api-diff OLD NEW`",
            "{} of revision `{revision}` has no {}",
            project::display(&output),
            outline::PATH
        )
    })?;
    let mut files = Vec::new();
    for part in ["src", "tests"] {
        collect(&crate_dir, &crate_dir.join(part), &mut files)?;
    }
    let outline = Outline::parse(&outline);
    let described = unpack_description(&top, revision, spec, folder.path());
    Ok(match described.and_then(|spec| read(&spec).ok()) {
        Some(generated) => {
            let outline = outline.with_pointers_of(&generated.outline(options));
            let folder = folder.path().to_path_buf();
            let places = Places::of_copy(generated.source_map, folder, revision.to_owned());
            Version::new(outline, files, places)
        }
        None => Version::new(outline, files, Places::default()),
    })
}

/// The description as the revision has it, with the folder that it is in; nothing if it lies elsewhere,
/// or was not there yet.
fn unpack_description(top: &Path, revision: &str, spec: &Path, folder: &Path) -> Option<PathBuf> {
    let parent = spec.parent().filter(|it| !it.as_os_str().is_empty());
    let parent = inside(top, parent.unwrap_or(Path::new("."))).ok()?;
    unpack(top, revision, &parent, folder).ok()?;
    Some(folder.join(parent).join(spec.file_name()?))
}

/// The root of the working tree that a path lies in.
fn top(path: &Path) -> Result<PathBuf> {
    let output = Command::new("git")
        .args(["rev-parse", "--show-toplevel"])
        .current_dir(path)
        .output()
        .into_diagnostic()?;
    if !output.status.success() {
        return Err(miette!(
            help = "compare two descriptions: `cargo xtask api-diff OLD NEW`",
            "{} lies in no git repository",
            project::display(path)
        ));
    }
    let top = String::from_utf8_lossy(&output.stdout);
    Ok(PathBuf::from(top.trim_end()))
}

/// A path from the root of the working tree.
fn inside(top: &Path, path: &Path) -> Result<PathBuf> {
    let path = fs::canonicalize(path).map_err(|error| failed("open", path, &error))?;
    let top = fs::canonicalize(top).map_err(|error| failed("open", top, &error))?;
    let inside = path.strip_prefix(&top).map(Path::to_path_buf);
    inside.map_err(|_| miette!("{} lies in another repository", project::display(&path)))
}

/// Writes what a revision has at a path below a folder.
fn unpack(top: &Path, revision: &str, path: &Path, folder: &Path) -> Result<()> {
    let path = Path::new(".").join(path);
    let mut git = Command::new("git")
        .args(["archive", "--format=tar", "--end-of-options", revision])
        .arg(&path)
        .current_dir(top)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .into_diagnostic()?;
    let unpacked = git.stdout.take().map(|archive| {
        let mut archive = tar::Archive::new(archive);
        // No links: a revision may be a stranger's.
        for entry in archive.entries()? {
            let mut entry = entry?;
            let kind = entry.header().entry_type();
            if kind.is_file() || kind.is_dir() {
                entry.unpack_in(folder)?;
            }
        }
        // What fills the last block is no part of the archive; git fails if nobody takes it.
        io::copy(&mut archive.into_inner(), &mut io::sink())
    });
    let output = git.wait_with_output().into_diagnostic()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(miette!(
            help = "name a commit, a branch or a tag that has the crate",
            "git cannot show {} of revision `{}`: {}",
            project::display(&path),
            codegen::text::printable(revision),
            codegen::text::printable(said.trim())
        ));
    }
    match unpacked {
        Some(Err(error)) => Err(failed("write", folder, &error)),
        _ => Ok(()),
    }
}

/// The generated files below a folder of the crate.
fn collect(crate_dir: &Path, folder: &Path, files: &mut Vec<File>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry
            .map_err(|error| failed("list", folder, &error))?
            .path();
        if path.is_dir() {
            collect(crate_dir, &path, files)?;
            continue;
        }
        let contents = fs::read(&path).map_err(|error| failed("read", &path, &error))?;
        if crate::crate_dir::mark::is_marked(&contents) {
            let path = path.strip_prefix(crate_dir).unwrap_or(&path);
            files.push(File {
                path: path
                    .to_string_lossy()
                    .replace(std::path::MAIN_SEPARATOR, "/"),
                contents: String::from_utf8_lossy(&contents).into_owned(),
            });
        }
    }
    Ok(())
}
