//! What the round trip found, for a terminal and as Markdown.

use super::samples::Sample;
use crate::{
    compare::short,
    generation::documents::Document,
    output::table::{Table, count_of},
};
use codegen::text::printable;
use console::Style;
use miette::Result;
use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

/// This many failures of one component are shown.
const SHOWN: usize = 3;

/// What was found of the components of one document.
#[derive(Debug, Default)]
pub struct Checked {
    components: BTreeMap<String, Component>,
}

/// What was found of one component.
#[derive(Debug, Default)]
pub struct Component {
    /// Samples that were tried.
    pub samples: usize,
    /// Examples of the document that its own schema does not describe.
    pub skipped: usize,
    /// Why there was nothing to try.
    pub untested: Option<String>,
    /// What went wrong.
    pub failures: Vec<Failure>,
}

/// A sample that did not come back as it should.
#[derive(Debug)]
pub struct Failure {
    /// The sample, cut where it is long.
    pub sample: String,
    /// What is wrong.
    pub difference: String,
}

impl Checked {
    /// The component of this name.
    pub fn component(&mut self, name: &str) -> &mut Component {
        self.components.entry(name.to_owned()).or_default()
    }

    /// Adds a failure.
    pub fn fail(&mut self, sample: &Sample, difference: String) {
        let failure = Failure {
            sample: short(&sample.value),
            difference,
        };
        self.component(&sample.schema).failures.push(failure);
    }

    fn counts(&self) -> Counts {
        let all = self.components.values();
        Counts {
            components: self.components.len(),
            samples: all.clone().map(|component| component.samples).sum(),
            skipped: all.clone().map(|component| component.skipped).sum(),
            untested: all
                .clone()
                .filter(|component| component.untested.is_some() && component.failures.is_empty())
                .count(),
            failed: all
                .filter(|component| !component.failures.is_empty())
                .count(),
        }
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    components: usize,
    samples: usize,
    skipped: usize,
    untested: usize,
    failed: usize,
}

impl Counts {
    fn kept(self) -> usize {
        self.components - self.untested - self.failed
    }

    fn row(self, name: String) -> Vec<String> {
        let numbers = [
            self.components,
            self.samples,
            self.kept(),
            self.failed,
            self.untested,
            self.skipped,
        ];
        let numbers = numbers.iter().map(usize::to_string);
        [name].into_iter().chain(numbers).collect()
    }

    fn add(&mut self, other: Self) {
        self.components += other.components;
        self.samples += other.samples;
        self.skipped += other.skipped;
        self.untested += other.untested;
        self.failed += other.failed;
    }
}

const HEADER: [&str; 7] = [
    "document",
    "components",
    "samples",
    "ok",
    "failed",
    "untested",
    "examples left out",
];

/// What was found of all documents.
#[derive(Debug, Default)]
pub struct Report {
    documents: Vec<(String, Result<Checked>)>,
}

impl Report {
    /// Adds a document.
    pub fn add(&mut self, document: &Document, checked: Result<Checked>) {
        self.documents.push((document.name.clone(), checked));
    }

    /// True if nothing failed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.broken() == 0 && self.total().failed == 0
    }

    fn broken(&self) -> usize {
        let broken = self.documents.iter().filter(|(_, result)| result.is_err());
        broken.count()
    }

    fn total(&self) -> Counts {
        let mut total = Counts::default();
        for checked in self.checked().map(|(_, checked)| checked) {
            total.add(checked.counts());
        }
        total
    }

    fn checked(&self) -> impl Iterator<Item = (&str, &Checked)> {
        self.documents
            .iter()
            .filter_map(|(name, result)| Some((name.as_str(), result.as_ref().ok()?)))
    }

    /// A row for each document that has components, and their sum.
    fn table(&self) -> Table {
        let mut rows: Vec<Vec<String>> = self
            .checked()
            .filter(|(_, checked)| !checked.components.is_empty())
            .map(|(name, checked)| checked.counts().row(name.to_owned()))
            .collect();
        rows.push(self.total().row(count_of(self.documents.len(), "document")));
        Table::of(HEADER.map(str::to_owned).to_vec(), rows)
    }

    /// For a terminal.
    #[must_use]
    pub fn text(&self) -> String {
        let name = Style::new().bold().red();
        let mut text = self.table().text();
        self.each_finding(|document, schema, lines| {
            let _ = writeln!(text, "{}", name.apply_to(format!("{document} {schema}")));
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        });
        text
    }

    /// As Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = self.table().markdown();
        let mut is_first = true;
        self.each_finding(|document, schema, lines| {
            if std::mem::take(&mut is_first) {
                text.push_str("\n| document | schema | finding |\n| --- | --- | --- |\n");
            }
            for line in lines {
                let line = line.replace('|', "\\|");
                let _ = writeln!(text, "| {document} | {schema} | {line} |");
            }
        });
        text
    }

    fn each_finding(&self, mut show: impl FnMut(&str, &str, Vec<String>)) {
        // Names, samples and differences hold texts of the document.
        let mut show = |document: &str, schema: &str, lines: Vec<String>| {
            let lines = lines.iter().map(|line| printable(line).into_owned());
            show(&printable(document), &printable(schema), lines.collect());
        };
        for (document, result) in &self.documents {
            let checked = match result {
                Ok(checked) => checked,
                Err(error) => {
                    show(document, "", vec![error.to_string()]);
                    continue;
                }
            };
            for (schema, component) in &checked.components {
                let mut lines: Vec<String> = component
                    .failures
                    .iter()
                    .take(SHOWN)
                    .map(|failure| format!("{} ({})", failure.difference, failure.sample))
                    .collect();
                let more = component.failures.len().saturating_sub(SHOWN);
                if more > 0 {
                    lines.push(format!("… and {more} more"));
                }
                lines.extend(
                    component
                        .untested
                        .iter()
                        .map(|why| format!("no sample: {why}")),
                );
                if !lines.is_empty() {
                    show(document, schema, lines);
                }
            }
        }
    }

    /// The share of the components that kept all samples, in one line.
    #[must_use]
    pub fn sum(&self, time: Duration) -> String {
        let total = self.total();
        #[allow(
            clippy::cast_precision_loss,
            reason = "there are not that many components"
        )]
        let share = 100.0 * total.kept() as f64 / total.components.max(1) as f64;
        let broken = match self.broken() {
            0 => String::new(),
            count => format!(", {} broken", count_of(count, "document")),
        };
        format!(
            "{} of {} components keep all samples ({share:.2} %){broken}, in {:.1} s",
            total.kept(),
            total.components,
            time.as_secs_f64()
        )
    }
}
