//! The rows of a corpus: how much of each document its crate represents.

use crate::{
    cargo::clippy::Found,
    generation::{Failure, Outcome},
    output::table::{Table, count_of},
};
use codegen::ir::Count;
use std::{collections::BTreeMap, time::Duration};

/// What the compiler found; none if nothing was compiled.
pub type Compiled = Option<Found>;

/// The columns before and after the counts of [`codegen::ir::Coverage`].
const FIRST: &str = "document";
const LAST: [&str; 5] = ["fallbacks", "warnings", "lines", "time", "compiles"];

/// A row for each document, and their sum.
#[must_use]
pub fn of(outcomes: &[Outcome], compiled: &Compiled) -> Table {
    let mut kinds: Vec<&str> = Vec::new();
    for made in outcomes
        .iter()
        .filter_map(|outcome| outcome.result.as_ref().ok())
    {
        for kind in made.coverage.counts.keys() {
            if !kinds.contains(kind) {
                kinds.push(kind);
            }
        }
    }
    let header = [FIRST]
        .iter()
        .chain(&kinds)
        .chain(&LAST)
        .map(|name| (*name).to_owned())
        .collect();
    let mut sum = Sum::default();
    let mut rows: Vec<Vec<String>> = outcomes
        .iter()
        .map(|outcome| row(outcome, compiled, &kinds, &mut sum))
        .collect();
    rows.push(sum.row(outcomes.len(), &kinds, compiled.is_some()));
    Table::of(header, rows)
}

#[derive(Default)]
struct Sum {
    counts: BTreeMap<String, Count>,
    fallbacks: usize,
    warnings: usize,
    lines: usize,
    time: Duration,
    compiled: usize,
}

impl Sum {
    fn row(&self, documents: usize, kinds: &[&str], compiled: bool) -> Vec<String> {
        let mut cells = vec![count_of(documents, "document")];
        cells.extend(
            kinds
                .iter()
                .map(|kind| self.counts.get(*kind).map(count).unwrap_or_default()),
        );
        cells.extend([
            self.fallbacks.to_string(),
            self.warnings.to_string(),
            self.lines.to_string(),
            seconds(self.time),
            if compiled {
                format!("{} of {documents}", self.compiled)
            } else {
                "-".to_owned()
            },
        ]);
        cells
    }
}

fn row(outcome: &Outcome, compiled: &Compiled, kinds: &[&str], sum: &mut Sum) -> Vec<String> {
    sum.time += outcome.time;
    let mut cells = vec![outcome.document.name.clone()];
    let made = match &outcome.result {
        Ok(made) => made,
        Err(failure) => {
            cells.extend(kinds.iter().map(|_| String::new()));
            let word = match failure {
                Failure::Refused(_) => "refused",
                Failure::Panicked(_) => "panicked",
                Failure::Unwritten(_) => "unwritten",
            };
            cells.extend([const { String::new() }; 3]);
            cells.extend([seconds(outcome.time), word.to_owned()]);
            return cells;
        }
    };
    for kind in kinds {
        let found = made.coverage.counts.get(kind).copied().unwrap_or_default();
        let total = sum.counts.entry((*kind).to_owned()).or_default();
        total.found += found.found;
        total.represented += found.represented;
        cells.push(count(&found));
    }
    sum.fallbacks += made.coverage.fallbacks;
    sum.warnings += made.warnings;
    sum.lines += made.lines;
    let verdict = match compiled {
        None => "-".to_owned(),
        Some(found) => match found.get(&outcome.document.crate_name) {
            None => {
                sum.compiled += 1;
                "yes".to_owned()
            }
            Some(findings) => format!("no: {}", findings.messages.len()),
        },
    };
    cells.extend([
        made.coverage.fallbacks.to_string(),
        made.warnings.to_string(),
        made.lines.to_string(),
        seconds(outcome.time),
        verdict,
    ]);
    cells
}

/// `12` if all are represented, else `11/12`.
fn count(count: &Count) -> String {
    if count.found == count.represented {
        count.found.to_string()
    } else {
        format!("{}/{}", count.represented, count.found)
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
