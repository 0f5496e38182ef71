//! Brings a plan to disk so that a run killed at any point leaves the old crate or the new one.
//!
//! 1. **Stage.** All that is new is written to a directory inside the crate and synced: the whole
//!    new `src/` (files that stay are linked, not copied), and each other file that changes. Until
//!    the next step a killed run has changed nothing; its successor removes what it staged.
//! 2. **Commit.** A journal of what is left to do is renamed into place. From here on the crate
//!    becomes the new one: whoever is killed later is completed by the next run.
//! 3. **Apply.** `src/` is exchanged with the staged one in a single step of the file system, so
//!    that a compiler sees all of the old or all of the new. Where a file system cannot exchange
//!    directories, two renames do it, and there is an instant without a `src/`. `Cargo.toml` comes
//!    before `src/`: it only ever gains dependencies and features, so the old code compiles with
//!    it. In a new crate it comes last: without it there is no crate yet.
//! 4. **Forget.** The journal is removed, then the staging directory with the old `src/` in it.
//!
//! Every action of step 3 tells by the files' contents whether it was done, and does not touch
//! what someone changed in between.

use super::{
    journal::{Action, Fingerprint, Journal},
    lock::Lock,
    mark::is_marked,
    owned::{self, is_directory, is_there},
    plan::{Plan, check_source},
    staging::{Staging, distrusted},
    step::{Observer, Step},
};
use crate::files::{self, failed};
use miette::{IntoDiagnostic, Result};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// How long to wait for another run in the same crate: about as long as the largest takes.
const WAIT: Duration = Duration::from_secs(20);

/// What an earlier run left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    /// Nothing.
    None,
    /// It was interrupted before its commit: what it staged was removed.
    RolledBack,
    /// It was interrupted after its commit: it was completed, but for these files, which someone
    /// changed in between.
    RolledForward(Vec<String>),
}

/// The right to write to a crate; one at a time.
#[derive(Debug)]
pub struct Session {
    root: PathBuf,
    exchange: bool,
    recovery: Recovery,
    _lock: Lock,
}

impl Session {
    /// Takes the crate in `root` and brings it to a whole state if an earlier run was interrupted.
    /// The directory is made if it is not there, and removed with the session if it is still empty.
    ///
    /// # Errors
    ///
    /// If another run is at work there and does not end in some seconds, if what an interrupted run
    /// seems to have left is not what it would have left, and what the file system reports.
    pub fn open(root: &Path) -> Result<Self> {
        Self::open_within(root, WAIT)
    }

    /// The same, waiting this long for another run.
    ///
    /// # Errors
    ///
    /// As [`Session::open`].
    pub fn open_within(root: &Path, wait: Duration) -> Result<Self> {
        let mut session = Self {
            root: root.to_path_buf(),
            exchange: true,
            recovery: Recovery::None,
            _lock: Lock::take(root, wait)?,
        };
        session.recovery = session.recover()?;
        Ok(session)
    }

    /// What was found on opening.
    #[must_use]
    pub fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Does without exchanging directories, as on a file system that cannot.
    #[must_use]
    pub fn without_exchange(mut self) -> Self {
        self.exchange = false;
        self
    }

    /// Makes the crate what the plan says.
    ///
    /// # Errors
    ///
    /// What the file system reports, and files outside of `src/` that changed while the plan was made.
    pub fn commit(&self, plan: &Plan) -> Result<()> {
        let staging = Staging::of_plan(&self.root, plan);
        self.commit_with(plan, &staging, staging.threads(), &mut |_| Ok(()))
    }

    /// The same, one step after the other.
    ///
    /// # Errors
    ///
    /// As [`Session::commit`], and those of the observer.
    pub fn commit_observed(&self, plan: &Plan, observer: Observer<'_>) -> Result<()> {
        self.commit_with(plan, &Staging::of_plan(&self.root, plan), 1, observer)
    }

    fn commit_with(
        &self,
        plan: &Plan,
        staging: &Staging,
        threads: usize,
        observer: Observer<'_>,
    ) -> Result<()> {
        if plan.is_current() {
            return Ok(());
        }
        staging.create()?;
        let journal = staging.fill(plan, threads, observer)?;
        staging.write_journal(&journal)?;
        observer(&Step::Commit).into_diagnostic()?;
        let skipped = self.apply(staging, &journal, true, observer)?;
        if skipped.is_empty() {
            Ok(())
        } else {
            Err(miette::miette!(
                help = "run the command again",
                "these files were changed while the command ran and were not overwritten: {}",
                skipped.join(", ")
            ))
        }
    }

    fn recover(&self) -> Result<Recovery> {
        let staging = Staging::of(&self.root);
        if !staging.exists() {
            return Ok(Recovery::None);
        }
        staging.check()?;
        if let Some(journal) = staging.journal()? {
            let skipped = self.apply(&staging, &journal, false, &mut |_| Ok(()))?;
            Ok(Recovery::RolledForward(skipped))
        } else {
            self.restore(&staging, &self.root.join("src"))?;
            staging.remove()?;
            Ok(Recovery::RolledBack)
        }
    }

    /// Does what the journal says, from wherever an earlier run stopped unless it is this one's own.
    /// Returns the files that it left alone because someone changed them.
    fn apply(
        &self,
        staging: &Staging,
        journal: &Journal,
        is_own: bool,
        observer: Observer<'_>,
    ) -> Result<Vec<String>> {
        journal
            .check(&self.root, &staging.dir)
            .map_err(|reason| distrusted(&self.root, &reason))?;
        let mut skipped = Vec::new();
        for action in &journal.actions {
            match action {
                Action::Move { path, old } => {
                    if self.move_file(staging, path, *old)? {
                        observer(&Step::Move(path.clone())).into_diagnostic()?;
                    } else {
                        skipped.push(path.clone());
                    }
                }
                Action::Swap(new) => {
                    self.swap(staging, new, is_own, observer)?;
                    observer(&Step::Swap).into_diagnostic()?;
                }
                Action::Remove(path) => {
                    self.remove_file(path)?;
                    observer(&Step::Remove(path.clone())).into_diagnostic()?;
                }
            }
        }
        staging.sync(&self.root);
        staging.remove_journal()?;
        observer(&Step::Forget).into_diagnostic()?;
        staging.remove()?;
        Ok(skipped)
    }

    /// False if the place holds neither what it did nor the new file.
    fn move_file(&self, staging: &Staging, path: &str, old: Option<Fingerprint>) -> Result<bool> {
        let (from, to) = (
            self.locate(&staging.dir, path)?,
            self.locate(&self.root, path)?,
        );
        let read = |path| Fingerprint::read(path).map_err(|error| failed("read", path, &error));
        let Some(new) = read(&from)? else {
            return Ok(true); // moved by the run that was interrupted
        };
        let present = read(&to)?;
        if present != old {
            return Ok(present == Some(new));
        }
        files::create_parent(&to)?;
        fs::rename(&from, &to).map_err(|error| failed("write", &to, &error))?;
        if let Some(directory) = to.parent() {
            staging.sync(directory);
        }
        Ok(true)
    }

    /// Asked once more just before a file is touched: the way to it may have changed.
    fn locate(&self, base: &Path, path: &str) -> Result<PathBuf> {
        owned::locate(base, path).map_err(|reason| distrusted(&self.root, &reason))
    }

    fn remove_file(&self, path: &str) -> Result<()> {
        let path = self.locate(&self.root, path)?;
        match fs::read(&path) {
            Ok(contents) if is_marked(&contents) => {
                fs::remove_file(&path).map_err(|error| failed("remove", &path, &error))
            }
            _ => Ok(()),
        }
    }

    fn swap(
        &self,
        staging: &Staging,
        new: &BTreeMap<String, Fingerprint>,
        is_own: bool,
        observer: Observer<'_>,
    ) -> Result<()> {
        let (source, staged) = (self.root.join("src"), self.locate(&staging.dir, "src")?);
        let is_new = |path| -> Result<bool> {
            Ok(Fingerprint::read_all(path).map_err(|error| failed("read", path, &error))? == *new)
        };
        if !is_own && is_new(&source)? {
            return Ok(());
        }
        check_source(&self.root)?;
        if !is_own && !is_new(&staged)? {
            // Someone was in there. All of it can be made again, so nothing is lost.
            return self.restore(staging, &source);
        }
        let wrap = |result: io::Result<()>| result.map_err(|e| failed("replace", &source, &e));
        if !is_there(&source) {
            wrap(fs::rename(&staged, &source))?;
        } else if self.exchange && exchange(&source, &staged).is_ok() {
            // A file of someone's that came in at the last moment goes back to where it was.
            if let Err(error) = check_source(&staging.dir) {
                wrap(exchange(&source, &staged))?;
                staging.remove_journal()?;
                staging.remove()?;
                return Err(error);
            }
        } else {
            wrap(fs::rename(&source, staging.path("old")))?;
            observer(&Step::HalfSwap).into_diagnostic()?;
            wrap(fs::rename(&staged, &source))?;
        }
        staging.sync(&self.root);
        Ok(())
    }

    /// Brings the old `src/` back if an exchange stopped half-way.
    fn restore(&self, staging: &Staging, source: &Path) -> Result<()> {
        let old = staging.path("old");
        if !is_there(source) && is_directory(&old) {
            fs::rename(&old, source).map_err(|error| failed("restore", source, &error))?;
        }
        staging.sync(&self.root);
        Ok(())
    }
}

/// True if an interrupted run waits to be completed or undone.
#[must_use]
pub fn is_interrupted(root: &Path) -> bool {
    Staging::of(root).exists()
}

/// Exchanges two directories at once.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
