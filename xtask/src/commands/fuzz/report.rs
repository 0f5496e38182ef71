//! Counts what became of mutants and keeps those that broke the generator.

use super::{
    bombs,
    mutant::{self, source::Source},
    pool::Verdict,
    worker::{Answer, Task},
};
use crate::project;
use std::{collections::BTreeMap, fs, path::Path};

/// After so many failures there is enough to look into.
const ENOUGH: usize = 200;
/// Of each kind of failure, so many are shown.
const SHOWN: usize = 3;

/// What became of all mutants.
pub struct Report<'a> {
    sources: &'a [Source],
    kept: &'a Path,
    made: Vec<u64>,
    refused: usize,
    /// By what happened.
    failures: BTreeMap<String, Vec<Task>>,
}

impl<'a> Report<'a> {
    /// Nothing yet. Mutants that break the generator are written to `kept`.
    pub fn new(sources: &'a [Source], kept: &'a Path) -> Self {
        Self {
            sources,
            kept,
            made: Vec::new(),
            refused: 0,
            failures: BTreeMap::new(),
        }
    }

    /// Adds one; false if that is enough.
    pub fn add(&mut self, task: Task, verdict: Verdict) -> bool {
        let failure = match verdict {
            Verdict::Answered(Answer::Made) => {
                if let Task::Mutant(seed) = task {
                    self.made.push(seed);
                }
                return true;
            }
            Verdict::Answered(Answer::Refused) => {
                self.refused += 1;
                return true;
            }
            Verdict::Answered(Answer::Panicked(message)) => format!("panicked: {message}"),
            Verdict::Died(words) => format!("the process died: {words}"),
            Verdict::Hung => "timed out".to_owned(),
        };
        self.failures.entry(failure).or_default().push(task);
        self.failures() < ENOUGH
    }

    /// Number of mutants broke the generator.
    pub fn failures(&self) -> usize {
        self.failures.values().map(Vec::len).sum()
    }

    /// The seeds of those that became crates, in order, whichever worker was faster.
    pub fn made(&mut self) -> &[u64] {
        self.made.sort_unstable();
        &self.made
    }

    /// All of it.
    pub fn text(&self) -> String {
        let mut lines = vec![format!(
            "{} became crates, {} were refused, {} broke the generator\n",
            self.made.len(),
            self.refused,
            self.failures()
        )];
        for (failure, tasks) in &self.failures {
            lines.push(format!("\n{failure} ({}×)\n", tasks.len()));
            lines.extend(tasks.iter().take(SHOWN).map(|task| self.describe(*task)));
        }
        lines.concat()
    }

    fn describe(&self, task: Task) -> String {
        match task {
            Task::Bomb(index) => {
                let bombs = bombs::all();
                let name = bombs.get(index).map_or("", |bomb| bomb.name);
                let path = self.kept.join(format!("bomb-{index}.yaml"));
                let text = bombs.get(index).map_or("", |bomb| bomb.text.as_str());
                format!("  {name}: {}\n", keep(&path, text.as_bytes()))
            }
            Task::Mutant(seed) => {
                let mutant = mutant::make(self.sources, seed);
                let path = self.kept.join(format!("{seed:#x}.{}", mutant.extension));
                let document = &self.sources[mutant.source].document.path;
                format!(
                    "  {}\n  cargo xtask fuzz --replay {seed:#x} {}\n",
                    keep(&path, &mutant.text),
                    project::display(document)
                )
            }
        }
    }
}

/// Writes it and says where.
fn keep(path: &Path, text: &[u8]) -> String {
    match fs::write(path, text) {
        Ok(()) => project::display(path),
        Err(error) => format!("{} (not written: {error})", project::display(path)),
    }
}
