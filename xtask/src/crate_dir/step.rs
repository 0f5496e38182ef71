//! The steps of a commit, for tests that stop a run at each of them.

use std::io;

/// What was just done; for tests that stop a run there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A file was staged.
    Stage(String),
    /// The journal was written.
    Commit,
    /// A file was moved to its place.
    Move(String),
    /// `src/` was exchanged.
    Swap,
    /// The first half of an exchange where the file system cannot do it at once.
    HalfSwap,
    /// A file was removed.
    Remove(String),
    /// The journal was removed.
    Forget,
}

/// Told of each step. An error ends the run on the spot, as if it had been killed.
pub type Observer<'a> = &'a mut (dyn FnMut(&Step) -> io::Result<()> + Send);
