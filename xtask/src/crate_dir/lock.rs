//! One run at a time in a crate, from before its directory is there.

use crate::files::failed;
use miette::Result;
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// How long to wait between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// The right to write to a crate. It ends with the process, however that ends.
///
/// Directories that were made for it are removed with it if they are still empty.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
    /// Directories that were made, outermost first.
    made: Vec<PathBuf>,
}

impl Lock {
    /// Takes the directory `root`, which is made if it is not there, or waits this long for it.
    pub fn take(root: &Path, wait: Duration) -> Result<Self> {
        let start = Instant::now();
        let mut made = Vec::new();
        loop {
            // Another run may remove the directory that it made while this one looks at it.
            let attempt = make(root, &mut made).and_then(|()| try_lock(root));
            match attempt {
                Ok(Some(file)) => {
                    return Ok(Self {
                        file: Some(file),
                        made,
                    });
                }
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(failed("open", root, &error));
                }
                Ok(None) | Err(_) if start.elapsed() >= wait => {
                    return Err(miette::miette!(
                        help = "wait until it has finished, and run the command again",
                        "another run is writing to {}",
                        crate::project::display(root)
                    ));
                }
                Ok(None) | Err(_) => thread::sleep(PAUSE),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(windows) {
            // The lock is a file in the directory.
            self.file = None;
        }
        // Elsewhere while the lock is held: nobody else has begun to use the directory.
        for directory in self.made.iter().rev() {
            if fs::remove_dir(directory).is_err() {
                break; // it is not empty
            }
        }
    }
}

/// Makes a directory and those above it, and notes which ones were not there.
fn make(directory: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    match fs::create_dir(directory) {
        Ok(()) => {
            made.push(directory.to_path_buf());
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let Some(parent) = directory.parent() else {
                return Err(error);
            };
            make(parent, made)?;
            match fs::create_dir(directory) {
                Ok(()) => made.push(directory.to_path_buf()),
                // By another run, just now.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
            Ok(())
        }
        Err(_) if directory.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Locks a directory. None if another run has it, or if it was replaced meanwhile.
#[cfg(unix)]
fn try_lock(root: &Path) -> io::Result<Option<File>> {
    use rustix::{
        fs::{FlockOperation, flock},
        io::Errno,
    };
    use std::os::unix::fs::MetadataExt;

    let directory = File::open(root)?;
    // Network file systems may have no locks; the rest holds without.
    if flock(&directory, FlockOperation::NonBlockingLockExclusive) == Err(Errno::WOULDBLOCK) {
        return Ok(None);
    }
    let (held, named) = (directory.metadata()?, fs::metadata(root)?);
    let is_same = held.dev() == named.dev() && held.ino() == named.ino();
    Ok(is_same.then_some(directory))
}

/// Locks a directory by a file in it that nobody else can open, and that the system removes when it
/// is closed. None if another run has it.
#[cfg(windows)]
fn try_lock(root: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;

    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_ACCESS_DENIED: i32 = 5; // it is being removed
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .share_mode(0)
        .custom_flags(FILE_FLAG_DELETE_ON_CLOSE)
        .open(root.join(".xtask-regenerate.lock"));
    match file {
        Ok(file) => Ok(Some(file)),
        Err(error)
            if matches!(
                error.raw_os_error(),
                Some(ERROR_ACCESS_DENIED | ERROR_SHARING_VIOLATION)
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// No locks here: the rest holds without.
#[cfg(not(any(unix, windows)))]
fn try_lock(root: &Path) -> io::Result<Option<File>> {
    File::open(root).map(Some)
}
