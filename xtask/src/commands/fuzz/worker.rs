//! The process that runs mutants. It may die of one; its parent sees that and starts another.

use super::{
    bombs,
    mutant::{self, source},
};
use crate::{
    files,
    generation::{self, Failure},
};
use codegen::{Generated, UNSAFE_DOCS, file_names::is_portable, outline};
use miette::{IntoDiagnostic, Result};
use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
    thread,
};

/// That of a main thread: a document that overflows it does so in `regenerate`.
const STACK: usize = 8 << 20;
/// More memory than any document should need.
#[cfg(unix)]
const MEMORY: u64 = 6 << 30;

/// What is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// The mutant of a seed.
    Mutant(u64),
    /// A bomb, by its position.
    Bomb(usize),
}

impl Task {
    /// As a line.
    #[must_use]
    pub fn to_line(self) -> String {
        match self {
            Self::Mutant(seed) => format!("mutant {seed}"),
            Self::Bomb(index) => format!("bomb {index}"),
        }
    }

    /// From a line.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        match line.trim().split_once(' ')? {
            ("mutant", seed) => seed.parse().ok().map(Self::Mutant),
            ("bomb", index) => index.parse().ok().map(Self::Bomb),
            _ => None,
        }
    }
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A crate.
    Made,
    /// Errors.
    Refused,
    /// A panic.
    Panicked(String),
}

impl Answer {
    /// As a line.
    #[must_use]
    pub fn to_line(&self) -> String {
        match self {
            Self::Made => "made".to_owned(),
            Self::Refused => "refused".to_owned(),
            Self::Panicked(message) => format!("panicked {}", message.replace('\n', " ")),
        }
    }

    /// From a line.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        match line.trim_end() {
            "made" => Some(Self::Made),
            "refused" => Some(Self::Refused),
            line => {
                let message = line.strip_prefix("panicked ")?;
                Some(Self::Panicked(message.to_owned()))
            }
        }
    }
}

/// Reads tasks from the standard input and answers each with a line.
///
/// # Errors
///
/// If the documents cannot be read or `scratch` not be written to.
pub fn run(paths: &[PathBuf], scratch: &Path) -> Result<()> {
    limit_memory();
    let sources = source::read(paths)?;
    let bombs = bombs::all();
    let own = |extension: &str| scratch.join(format!("{}.{extension}", std::process::id()));
    for line in io::stdin().lock().lines() {
        let (text, extension) = match Task::from_line(&line.into_diagnostic()?) {
            Some(Task::Mutant(seed)) => {
                let mutant = mutant::make(&sources, seed);
                (mutant.text, mutant.extension)
            }
            Some(Task::Bomb(index)) => match bombs.get(index) {
                Some(bomb) => (bomb.text.clone().into_bytes(), "yaml"),
                None => break,
            },
            None => break,
        };
        let path = own(extension);
        files::write(&path, text)?;
        let answer = match generate(&path)? {
            Ok(generated) => match misplaced(&generated) {
                None => Answer::Made,
                Some(path) => Answer::Panicked(format!("a file would be written to {path:?}")),
            },
            Err(Failure::Panicked(panic)) => Answer::Panicked(panic),
            // The last check of the docs found what no document should get that far.
            Err(Failure::Refused(found)) if found.iter().any(|one| one.rule == UNSAFE_DOCS) => {
                Answer::Panicked("the docs of the crate are unsafe".to_owned())
            }
            Err(_) => Answer::Refused,
        };
        let mut output = io::stdout().lock();
        writeln!(output, "{}", answer.to_line())
            .and_then(|()| output.flush())
            .into_diagnostic()?;
    }
    Ok(())
}

/// The path of a file that does not belong into a crate, or that some system cannot hold.
fn misplaced(generated: &Generated) -> Option<&str> {
    let paths = generated.files.iter().map(|file| file.path.as_str());
    let mut paths = paths.filter(|path| *path != outline::PATH);
    paths.find(|path| {
        let mut parts = path.split('/');
        let is_generated = matches!(parts.next(), Some("src" | "tests"));
        !is_generated || !parts.all(is_portable)
    })
}

/// Generates a crate as `regenerate` would, on a stack of that size.
pub(super) fn generate(path: &Path) -> Result<std::result::Result<Generated, Failure>> {
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || generation::generate(path, "mutant-client"))
            .into_diagnostic()?
            .join()
            .map_err(|_| miette::miette!("the thread for a mutant was lost"))
    })
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = Rlimit {
        current: Some(MEMORY),
        maximum: Some(MEMORY),
    };
    // Where that cannot be limited, the time still is.
    let _ = setrlimit(Resource::As, limit);
}

#[cfg(not(unix))]
fn limit_memory() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_it_all() {
        for task in [Task::Mutant(u64::MAX), Task::Bomb(3)] {
            assert_eq!(Task::from_line(&task.to_line()), Some(task));
        }
        for answer in [
            Answer::Made,
            Answer::Refused,
            Answer::Panicked("at x".to_owned()),
        ] {
            assert_eq!(Answer::from_line(&answer.to_line()), Some(answer));
        }
        assert_eq!(Task::from_line("mutant"), None);
        assert_eq!(Answer::from_line(""), None);
    }
}
