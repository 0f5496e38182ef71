//! Which files a description may read: what lies in or below the folder of the first document, and
//! in the folders that the user names. A description that someone else wrote could otherwise put
//! any file of the machine into a message or a crate.
//!
//! The first file is read wherever its path leads, since the user named it. Its folder is that of
//! the path as it was written: if a symbolic link stands there, what lies beside its target was not
//! named, and no line of the target is shown, since a stranger may have made the link. The same goes
//! for overlays, but what lies beside them may not be read.
//!
//! Files and folders whose names begin with a dot hold settings and secrets (`.env`, `.git/config`).
//! They are read only if the user names them or what they are in: see [`check`].

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::document::pointer::percent_decode;

/// No description is larger; beyond it something else was named by mistake.
const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// What a description may read beside the folder of its first document.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// Folders whose files it may read.
    pub folders: Vec<PathBuf>,
    /// Beginnings of URLs, each with the folder from which what they name is read. Nothing is
    /// fetched.
    pub urls: Vec<(String, PathBuf)>,
}

impl Access {
    /// The path from which the file at a URL is read, if one is mapped: by the longest beginning.
    pub(super) fn mapped(&self, url: &str) -> Option<PathBuf> {
        let found = self.urls.iter().filter_map(|(beginning, path)| {
            let rest = url.strip_prefix(beginning.as_str())?;
            // `https://example.org` is no beginning of `https://example.org.evil`.
            let is_whole =
                beginning.ends_with('/') || rest.is_empty() || rest.starts_with(['/', '?']);
            is_whole.then_some((beginning.len(), rest, path))
        });
        let (_, rest, path) = found.max_by_key(|(length, ..)| *length)?;
        let rest = rest.split('?').next().unwrap_or_default();
        let rest = percent_decode(rest.trim_start_matches('/'));
        Some(if rest.is_empty() {
            path.clone()
        } else {
            path.join(rest)
        })
    }
}

/// Why a file was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is none of those that may be read; it was not looked at.
    Outside,
    /// Its name or that of a folder above it begins with a dot; it was not looked at.
    Hidden,
    /// Reading it failed.
    Failed(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// What was read.
pub(crate) struct Source {
    /// All of it.
    pub bytes: Vec<u8>,
    /// False if messages must show no line of it.
    pub is_shown: bool,
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            is_shown: true,
        }
    }
}

/// A folder whose files may be read.
struct Folder {
    /// As it is written, absolute.
    written: PathBuf,
    /// Without symbolic links.
    real: PathBuf,
}

/// The part of the disk that may be read.
pub(crate) struct Disk<'a> {
    /// The first file, and the overlays.
    named: Vec<&'a Path>,
    folders: Vec<Folder>,
}

impl<'a> Disk<'a> {
    /// What a description whose first file is `first` may read, and its overlays.
    pub fn new(first: &'a Path, overlays: &'a [PathBuf], access: &Access) -> Self {
        let own = first.parent().unwrap_or(Path::new(""));
        let mapped = access.urls.iter().map(|(_, path)| path.as_path());
        let named = access.folders.iter().map(PathBuf::as_path);
        let folders = [own].into_iter().chain(named).chain(mapped);
        let folder = |path: &Path| {
            let written = absolute(path).ok()?;
            // What does not exist holds no files.
            let real = fs::canonicalize(&written).ok()?;
            Some(Folder { written, real })
        };
        Self {
            named: [first]
                .into_iter()
                .chain(overlays.iter().map(PathBuf::as_path))
                .collect(),
            folders: folders.filter_map(folder).collect(),
        }
    }

    /// Reads a file.
    pub fn open(&self, path: &Path) -> Result<Source, Unread> {
        let written = absolute(path)?;
        let mut named = self.named.iter();
        if named.any(|named| absolute(named).is_ok_and(|named| named == written)) {
            let bytes = read(path, &fs::metadata(path)?)?;
            let is_shown = self.stays_in_folder(&written);
            return Ok(Source { bytes, is_shown });
        }
        check(&written, self.folders.iter().map(|folder| &folder.written))?;
        let real = fs::canonicalize(&written)?;
        check(&real, self.folders.iter().map(|folder| &folder.real))?;
        // If a link took its place in the meantime, it is no regular file.
        let metadata = fs::symlink_metadata(&real)?;
        Ok(read(&real, &metadata)?.into())
    }

    /// True unless a link leads from a path to a file that lies neither in its folder nor in one of
    /// those that may be read.
    fn stays_in_folder(&self, path: &Path) -> bool {
        let own = path.parent().and_then(|own| fs::canonicalize(own).ok());
        fs::canonicalize(path).is_ok_and(|real| {
            let folders = self.folders.iter().map(|folder| &folder.real);
            folders.chain(&own).any(|folder| real.starts_with(folder))
        })
    }
}

/// Refuses a path that lies in none of the folders, or that is hidden below each that it lies in.
/// So `--allow-dir .api` allows what is in `.api`, and `--allow-dir .` does not.
fn check<'f>(path: &Path, folders: impl Iterator<Item = &'f PathBuf>) -> Result<(), Unread> {
    let mut refusal = Unread::Outside;
    for rest in folders.filter_map(|folder| path.strip_prefix(folder).ok()) {
        let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
        if !rest.iter().any(is_hidden) {
            return Ok(());
        }
        refusal = Unread::Hidden;
    }
    Err(refusal)
}

/// Reads the file at a path that had this metadata. It is asked before the file is opened, because
/// opening a pipe waits, and again afterwards.
fn read(path: &Path, metadata: &Metadata) -> io::Result<Vec<u8>> {
    if metadata.is_dir() {
        return Err(io::Error::other("it is a directory"));
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(io::Error::other("it is larger than 256 MiB"));
    }
    let file = File::open(path)?;
    if !is_same(metadata, &file.metadata()?) {
        return Err(io::Error::other("it was replaced while it was read"));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(io::Error::other("it is larger than 256 MiB"));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn is_same(before: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (before.dev(), before.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, opened: &Metadata) -> bool {
    opened.is_file()
}

/// The path from the root, without `.` and `..`.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    // An empty path, the folder of a bare file name, is none that `absolute` takes.
    std::path::absolute(Path::new(".").join(path)).map(|path| normalize(&path))
}

/// Removes `.` and `..` where they can be removed without asking the disk.
pub(super) fn normalize(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(clean.components().next_back(), Some(Component::Normal(_))) =>
            {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::Access;
    use std::path::{Path, PathBuf};

    #[test]
    fn urls_are_mapped_by_their_longest_beginning() {
        let pair = |url: &str, path: &str| (url.to_owned(), PathBuf::from(path));
        let access = Access {
            folders: Vec::new(),
            urls: vec![
                pair("https://example.org/", "vendor"),
                pair("https://example.org/deep/", "deep"),
                pair("https://bare.org", "bare"),
                pair("https://one.org/a.yaml", "a.yaml"),
            ],
        };
        for (url, path) in [
            ("https://example.org/x/y.yaml", Some("vendor/x/y.yaml")),
            ("https://example.org/deep/a%20b.yaml", Some("deep/a b.yaml")),
            ("https://example.org/x.json?f=json", Some("vendor/x.json")),
            ("https://bare.org/x.yaml", Some("bare/x.yaml")),
            ("https://bare.org.evil/x.yaml", None),
            ("https://one.org/a.yaml", Some("a.yaml")),
            ("http://example.org/x.yaml", None),
        ] {
            assert_eq!(access.mapped(url).as_deref(), path.map(Path::new), "{url}");
        }
    }
}
