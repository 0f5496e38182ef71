//! What came of the scenarios: a table by folder, and those that did not pass.

use super::{known::Known, scenarios::Scenario};
use crate::table::{Table, count_of};
use codegen::text::printable;
use std::{collections::BTreeMap, fmt::Write as _};

/// What came of each scenario, in order: nothing if it passed, else why not.
pub type Results<'a> = Vec<(&'a Scenario, Result<(), String>)>;

/// A row for each folder, and their sum.
#[must_use]
pub fn table(results: &Results<'_>) -> Table {
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (scenario, result) in results {
        let (all, passed) = folders.entry(&scenario.folder).or_default();
        *all += 1;
        *passed += usize::from(result.is_ok());
    }
    let row =
        |name: String, all: usize, passed: usize| vec![name, all.to_string(), passed.to_string()];
    let mut rows: Vec<Vec<String>> = folders
        .iter()
        .map(|(folder, (all, passed))| row((*folder).to_owned(), *all, *passed))
        .collect();
    rows.push(row(
        count_of(folders.len(), "folder"),
        results.len(),
        passed(results),
    ));
    let header = ["folder", "scenarios", "passed"];
    Table::of(header.map(str::to_owned).to_vec(), rows)
}

/// How many passed.
#[must_use]
pub fn passed(results: &Results<'_>) -> usize {
    results.iter().filter(|(_, result)| result.is_ok()).count()
}

/// Those that did not pass, with what was seen and why that is.
#[must_use]
pub fn failures(results: &Results<'_>, known: &Known) -> String {
    let mut text = String::new();
    for (scenario, result) in results {
        if let Err(seen) = result {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}: {}", scenario.name, printable(seen));
            if let Some(reason) = known.not_passed.get(&scenario.name) {
                let _ = writeln!(text, "    {reason}");
            }
        }
    }
    text
}

/// What is not as known: scenarios that do not pass without a reason, and reasons for scenarios
/// that pass or that there are none of. `whole` says whether `results` has all scenarios.
#[must_use]
pub fn surprises(results: &Results<'_>, known: &Known, whole: bool) -> Vec<String> {
    let mut surprises = Vec::new();
    for (scenario, result) in results {
        let name = &scenario.name;
        match (result, known.not_passed.contains_key(name)) {
            (Err(_), false) => surprises.push(format!("{name} does not pass")),
            (Ok(()), true) => surprises.push(format!("{name} passes: take its reason out")),
            _ => {}
        }
    }
    let is_one = |name: &String| results.iter().any(|(one, _)| one.name == *name);
    let names = known.not_passed.keys().chain(known.given.keys());
    if whole {
        let strange = names.filter(|name| !is_one(name));
        surprises.extend(strange.map(|name| format!("there is no scenario {name}")));
    }
    surprises
}
