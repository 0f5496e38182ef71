//! What came of the scenarios: a table by folder, and those that did not pass.

use super::{known::Known, scenarios::Scenario};
use crate::output::table::{Table, count_of};
use codegen::text::printable;
use std::{collections::BTreeMap, fmt::Write as _};

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server and the client agree that it passed.
    Passed,
    /// It did not, and what was seen.
    Failed(String),
    /// No document describes one of its calls, which is this one.
    Unreachable(String),
}

/// What came of each scenario, in order.
pub type Results<'a> = Vec<(&'a Scenario, Outcome)>;

/// How many scenarios there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// Those whose calls are described.
    pub reachable: usize,
    /// Those that passed.
    pub passed: usize,
}

impl Count {
    fn add(&mut self, outcome: &Outcome) {
        self.all += 1;
        self.reachable += usize::from(!matches!(outcome, Outcome::Unreachable(_)));
        self.passed += usize::from(*outcome == Outcome::Passed);
    }

    fn row(self, name: String) -> Vec<String> {
        let numbers = [self.all, self.reachable, self.passed];
        let numbers = numbers.iter().map(ToString::to_string);
        std::iter::once(name).chain(numbers).collect()
    }
}

/// Of all results.
#[must_use]
pub fn count(results: &Results<'_>) -> Count {
    let mut count = Count::default();
    for (_, outcome) in results {
        count.add(outcome);
    }
    count
}

/// A row for each folder, and their sum.
#[must_use]
pub fn table(results: &Results<'_>) -> Table {
    let mut folders: BTreeMap<&str, Count> = BTreeMap::new();
    for (scenario, outcome) in results {
        folders.entry(&scenario.folder).or_default().add(outcome);
    }
    let sum = count(results).row(count_of(folders.len(), "folder"));
    let rows = folders
        .into_iter()
        .map(|(folder, count)| count.row(folder.to_owned()));
    let header = ["folder", "scenarios", "reachable", "passed"];
    let header = header.map(str::to_owned).to_vec();
    Table::of(header, rows.chain([sum]).collect())
}

/// Those that did not pass, with what was seen and why that is.
#[must_use]
pub fn failures(results: &Results<'_>, known: &Known) -> String {
    let mut text = String::new();
    for (scenario, outcome) in results {
        let (Outcome::Failed(seen) | Outcome::Unreachable(seen)) = outcome else {
            continue;
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}: {}", scenario.name, printable(seen));
        if let Some(reason) = known.not_passed.get(&scenario.name) {
            let _ = writeln!(text, "    {reason}");
        }
    }
    text
}

/// What is not as known: scenarios that do not pass without a reason, and reasons for scenarios
/// that pass or, where `results` has all of the suite, that there are none of.
#[must_use]
pub fn surprises(results: &Results<'_>, known: &Known, whole: bool) -> Vec<String> {
    let mut surprises = Vec::new();
    for (scenario, outcome) in results {
        let name = &scenario.name;
        match (outcome, known.not_passed.contains_key(name)) {
            (Outcome::Failed(_) | Outcome::Unreachable(_), false) => {
                surprises.push(format!("{name} does not pass"));
            }
            (Outcome::Passed, true) => surprises.push(format!("{name} passes")),
            _ => {}
        }
    }
    if whole {
        let is_one = |name: &String| results.iter().any(|(one, _)| one.name == *name);
        let names = known.not_passed.keys().chain(known.given.keys());
        let strange = names.filter(|name| !is_one(name));
        surprises.extend(strange.map(|name| format!("there is no scenario {name}")));
    }
    surprises
}
