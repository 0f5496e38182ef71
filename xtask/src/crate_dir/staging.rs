//! The directory in which the new crate is made ready.

use super::{
    journal::{Action, Fingerprint, Journal},
    owned::{is_directory, is_there, locate},
    plan::{Change, Kind, Plan},
    step::{Observer, Step},
};
use crate::{
    files::{self, create_parent, failed},
    project,
    workers::{self, Queue, lock},
};
use miette::{IntoDiagnostic, Report, Result};
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::Mutex,
};

/// Inside the crate, so that it is on the same file system whatever is mounted where.
const NAME: &str = ".xtask-regenerate";
const JOURNAL: &str = "journal.json";
/// How long a journal may be, in bytes. The journal of a crate of 10,000 files has about a million.
const MOST: u64 = 64 << 20;

/// How many files are staged at the same time if each is synced: the disk mostly waits.
const THREADS: usize = 8;

/// The staging directory of a crate.
pub(super) struct Staging {
    pub dir: PathBuf,
    sync: Sync,
}

/// How what is staged gets to the disk before the journal says that it is there, so that not even a
/// power failure leaves half of a crate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sync {
    /// Each file and each directory by itself: of most crates, few files change.
    Each,
    /// The whole file system at once, which is faster for the hundred files of a new crate. What
    /// follows are renames, whose order file systems keep.
    AtOnce,
}

impl Staging {
    pub fn of(root: &Path) -> Self {
        Self {
            dir: root.join(NAME),
            sync: Sync::Each,
        }
    }

    /// The directory for what a plan changes.
    pub fn of_plan(root: &Path, plan: &Plan) -> Self {
        let is_new = plan.changes.iter().all(|change| change.old.is_none());
        let sync = if is_new && CAN_SYNC_AT_ONCE {
            Sync::AtOnce
        } else {
            Sync::Each
        };
        Self {
            sync,
            ..Self::of(root)
        }
    }

    /// How many threads are of use for staging.
    pub fn threads(&self) -> usize {
        match self.sync {
            Sync::Each => THREADS,
            Sync::AtOnce => workers::processors(),
        }
    }

    pub fn exists(&self) -> bool {
        is_there(&self.dir)
    }

    /// Makes the directory; what an earlier run left is gone by now.
    pub fn create(&self) -> Result<()> {
        fs::create_dir(&self.dir).map_err(|error| failed("create", &self.dir, &error))
    }

    /// Refuses what no run would have left.
    pub fn check(&self) -> Result<()> {
        if is_directory(&self.dir) {
            return Ok(());
        }
        let root = self.dir.parent().unwrap_or(&self.dir);
        let reason = format!("{} is not a directory", project::display(&self.dir));
        Err(distrusted(root, &reason))
    }

    /// Where a file of the crate is staged.
    pub fn path(&self, path: &str) -> PathBuf {
        self.dir.join(path)
    }

    /// The journal, if the run that staged this was committed.
    pub fn journal(&self) -> Result<Option<Journal>> {
        let root = self.dir.parent().unwrap_or(&self.dir);
        let path = locate(&self.dir, JOURNAL).map_err(|reason| distrusted(root, &reason))?;
        if is_there(&path) && !path.is_file() {
            return Err(distrusted(root, "its journal is not a file"));
        }
        let text = match File::open(&path) {
            Ok(file) => {
                let mut text = Vec::new();
                file.take(MOST + 1)
                    .read_to_end(&mut text)
                    .map_err(|error| failed("read", &path, &error))?;
                text
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &path, &error)),
        };
        if text.len() as u64 > MOST {
            return Err(distrusted(root, "its journal is too long"));
        }
        // It is renamed into place, so it is whole; whoever edits it gets a fresh start.
        Ok(serde_json::from_slice(&text).ok())
    }

    /// Writes all that is new, and says what is left to do.
    ///
    /// `threads` write at the same time; after an error, none of them begins another file.
    pub fn fill(&self, plan: &Plan, threads: usize, observer: Observer<'_>) -> Result<Journal> {
        self.write(".gitignore", b"*\n")?;
        let source: Vec<&Change> = plan
            .changes
            .iter()
            .filter(|change| change.path.starts_with("src/"))
            .collect();
        let swaps = source.iter().any(|change| change.kind != Kind::Unchanged);
        let staged = plan.changes.iter().filter(|change| match change.kind {
            Kind::Added | Kind::Changed => true,
            Kind::Unchanged => swaps && change.path.starts_with("src/"),
            Kind::Removed => false,
        });
        self.stage(plan, &staged.collect::<Vec<_>>(), threads, observer)?;
        if self.sync == Sync::Each {
            sync_directories(&self.dir)?;
        }

        let mut actions: Vec<Action> = plan
            .changes
            .iter()
            .filter(|change| !change.path.starts_with("src/"))
            .filter_map(|change| match change.kind {
                Kind::Added | Kind::Changed => Some(Action::Move {
                    path: change.path.clone(),
                    old: change.old.as_deref().map(Fingerprint::of),
                }),
                Kind::Removed => Some(Action::Remove(change.path.clone())),
                Kind::Unchanged => None,
            })
            .collect();
        if swaps {
            actions.push(Action::Swap(
                source.iter().filter_map(|change| entry(change)).collect(),
            ));
        }
        // See the module documentation of `commit` for why this order.
        actions.sort_by_key(|action| match action {
            Action::Move { path, old } if path == "Cargo.toml" => {
                if old.is_some() {
                    0
                } else {
                    4
                }
            }
            Action::Swap(_) => 1,
            Action::Move { .. } => 2,
            Action::Remove(_) => 3,
        });
        Ok(Journal { actions })
    }

    /// The point of no return.
    pub fn write_journal(&self, journal: &Journal) -> Result<()> {
        let text = serde_json::to_vec(journal).into_diagnostic()?;
        let draft = self.path("journal.draft");
        self.write("journal.draft", &text)?;
        if self.sync == Sync::AtOnce {
            sync_file_system(&self.dir).map_err(|error| failed("sync", &self.dir, &error))?;
        }
        let path = self.path(JOURNAL);
        fs::rename(&draft, &path).map_err(|error| failed("write", &path, &error))?;
        self.sync(&self.dir);
        Ok(())
    }

    /// From here on the run is over; what is left is rubbish.
    pub fn remove_journal(&self) -> Result<()> {
        let path = self.path(JOURNAL);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed("remove", &path, &error));
            }
            _ => self.sync(&self.dir),
        }
        Ok(())
    }

    pub fn remove(&self) -> Result<()> {
        files::remove_dir(&self.dir)
    }

    /// Stages these files, and tells of each.
    fn stage(
        &self,
        plan: &Plan,
        changes: &[&Change],
        threads: usize,
        observer: Observer<'_>,
    ) -> Result<()> {
        let queue = Queue::new(changes.iter());
        let observer = Mutex::new(observer);
        let stage = |change: &Change| -> Result<()> {
            self.stage_one(plan, change)?;
            (*lock(&observer))(&Step::Stage(change.path.clone())).into_diagnostic()
        };
        workers::run(threads.min(changes.len()), || {
            while let Some(change) = queue.take() {
                stage(change).inspect_err(|_| queue.close())?;
            }
            Ok(())
        })
    }

    fn stage_one(&self, plan: &Plan, change: &Change) -> Result<()> {
        match (change.kind, &change.new, &change.old) {
            (Kind::Added | Kind::Changed, Some(new), _) => self.write(&change.path, new.as_bytes()),
            (Kind::Unchanged, _, Some(old)) => {
                // The same file under a second name keeps its time, so that nothing is compiled
                // again for it.
                let path = self.path(&change.path);
                create_parent(&path)?;
                fs::hard_link(plan.root.join(&change.path), &path)
                    .or_else(|_| self.write(&change.path, old))
            }
            _ => Ok(()),
        }
    }

    /// Makes renames in a directory last, if their order is not enough.
    pub fn sync(&self, directory: &Path) {
        if self.sync == Sync::Each {
            sync_directory(directory);
        }
    }

    /// Writes a file.
    fn write(&self, path: &str, contents: &[u8]) -> Result<()> {
        let path = self.path(path);
        create_parent(&path)?;
        File::create(&path)
            .and_then(|mut file| {
                file.write_all(contents)?;
                if self.sync == Sync::Each {
                    file.sync_all()?;
                }
                Ok(())
            })
            .map_err(|error| failed("write", &path, &error))
    }
}

/// What an interrupted run seems to have left, but would not.
pub(super) fn distrusted(root: &Path, reason: &str) -> Report {
    let directory = project::display(&root.join(NAME));
    miette::miette!(
        help = "if you got this crate from someone else, find out why it holds this directory; then \
                delete {directory} and run the command again",
        "{directory} is not what an interrupted run leaves there, and nothing was touched: {reason}"
    )
}

/// A file of the new `src/`.
fn entry(change: &Change) -> Option<(String, Fingerprint)> {
    let contents = match change.kind {
        Kind::Added | Kind::Changed => change.new.as_deref()?.as_bytes(),
        Kind::Unchanged => change.old.as_deref()?,
        Kind::Removed => return None,
    };
    let path = change.path.strip_prefix("src/")?;
    Some((path.to_owned(), Fingerprint::of(contents)))
}

fn sync_directories(directory: &Path) -> Result<()> {
    let entries = fs::read_dir(directory).map_err(|error| failed("list", directory, &error))?;
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sync_directories(&entry.path())?;
        }
    }
    sync_directory(directory);
    Ok(())
}

/// Makes renames in a directory last. Not every system can: those that cannot do it by themselves.
fn sync_directory(directory: &Path) {
    if let Ok(directory) = File::open(directory) {
        let _ = directory.sync_all();
    }
}

/// Whether a file system can be synced by one call.
const CAN_SYNC_AT_ONCE: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Writes all of a file system to its disk.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync_file_system(directory: &Path) -> io::Result<()> {
    let directory = File::open(directory)?;
    rustix::fs::syncfs(&directory).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn sync_file_system(_: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
