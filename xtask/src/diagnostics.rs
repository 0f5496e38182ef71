//! Shows the generator's diagnostics: errors with the lines that they are about, warnings short.

use codegen::{Diagnostic, Diagnostics, Severity};
use console::Style;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use std::{
    collections::{BTreeMap, HashMap},
    fmt, fs,
    sync::Arc,
};

/// A longer line (a whole document of JSON in one) is not shown.
const LONGEST_LINE: usize = 300;
/// More warnings than this are shown by their first few of each rule.
const MOST_WARNINGS: usize = 40;
const FIRST_OF_A_RULE: usize = 5;

/// Text for all diagnostics, the errors last, where they are seen.
#[must_use]
pub fn render(diagnostics: &Diagnostics, all_warnings: bool, colours: bool) -> String {
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics
        .iter()
        .partition(|diagnostic| diagnostic.severity == Severity::Error);
    let mut text = render_warnings(&warnings, all_warnings, colours);
    let theme = if colours {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
    let mut sources = HashMap::new();
    for error in &errors {
        let report = Report::new(error, &mut sources);
        // Writing to a string does not fail.
        let _ = handler.render_report(&mut text, &report);
        text.push('\n');
    }
    text
}

/// `2 errors, 1 warning`, as far as there are any.
#[must_use]
pub fn summary(diagnostics: &Diagnostics) -> String {
    let count = |severity, word: &str| {
        let count = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count();
        (count > 0).then(|| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
    };
    [
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

/// One line: where, what and which rule.
#[must_use]
pub fn one_line(diagnostic: &Diagnostic) -> String {
    let place = place(diagnostic);
    let separator = if place.is_empty() { "" } else { ": " };
    format!(
        "{place}{separator}{} [{}]",
        diagnostic.message, diagnostic.rule
    )
}

fn render_warnings(warnings: &[&Diagnostic], all: bool, colours: bool) -> String {
    let style = |style: Style| style.force_styling(colours);
    let (bold, yellow, dim) = (
        style(Style::new().bold()),
        style(Style::new().yellow().bold()),
        style(Style::new().dim()),
    );
    let shorten = !all && warnings.len() > MOST_WARNINGS;
    let mut lines = Vec::new();
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for warning in warnings {
        let count = by_rule.entry(warning.rule).or_default();
        *count += 1;
        if shorten && *count > FIRST_OF_A_RULE {
            continue;
        }
        lines.push(format!(
            "{}: {}\n  {} {}\n",
            yellow.apply_to(format_args!("warning[{}]", warning.rule)),
            bold.apply_to(&warning.message),
            dim.apply_to("-->"),
            place(warning),
        ));
        if let Some(help) = &warning.help {
            lines.push(format!("  {} {help}\n", dim.apply_to("help:")));
        }
    }
    if shorten {
        for (rule, count) in by_rule {
            if count > FIRST_OF_A_RULE {
                lines.push(format!(
                    "{}: {} more like these\n",
                    yellow.apply_to(format_args!("warning[{rule}]")),
                    count - FIRST_OF_A_RULE
                ));
            }
        }
        lines.push("  --all-warnings shows each of them\n".to_owned());
    }
    lines.concat()
}

/// `openapi.yaml:12:3 at /paths/~1x`, as far as known.
fn place(diagnostic: &Diagnostic) -> String {
    let at = diagnostic
        .place
        .as_ref()
        .map(|place| format!("{}:{}:{}", place.file, place.line, place.column));
    match (at, diagnostic.pointer.as_str()) {
        (Some(at), "") => at,
        (Some(at), pointer) => format!("{at} at {pointer}"),
        (None, pointer) => pointer.to_owned(),
    }
}

/// A diagnostic with the text that it is about, for miette.
#[derive(Debug)]
struct Report {
    message: String,
    rule: &'static str,
    help: Option<String>,
    source: Option<NamedSource<Arc<str>>>,
    label: Option<LabeledSpan>,
}

impl Report {
    fn new(diagnostic: &Diagnostic, sources: &mut HashMap<String, Option<Arc<str>>>) -> Self {
        let mut report = Self {
            message: diagnostic.message.clone(),
            rule: diagnostic.rule,
            help: diagnostic.help.clone(),
            source: None,
            label: None,
        };
        if !report.show_source(diagnostic, sources) {
            let place = place(diagnostic);
            if !place.is_empty() {
                report.message = format!("{} ({place})", report.message);
            }
        }
        report
    }

    /// False if there is no text to show.
    fn show_source(
        &mut self,
        diagnostic: &Diagnostic,
        sources: &mut HashMap<String, Option<Arc<str>>>,
    ) -> bool {
        let Some(place) = &diagnostic.place else {
            return false;
        };
        let file = place.file.clone();
        let text = sources
            .entry(file.clone())
            .or_insert_with(|| fs::read_to_string(&file).ok().map(Arc::from));
        let Some(text) = text else {
            return false;
        };
        let Some((start, line)) = line(text, place.line) else {
            return false;
        };
        let first = place.line.saturating_sub(2).max(1);
        let near = (first..first + 3).filter_map(|number| line_text(text, number));
        if near.into_iter().any(|line| line.len() > LONGEST_LINE) {
            return false;
        }
        let skip = line
            .char_indices()
            .nth(place.column.saturating_sub(1))
            .map_or(0, |(index, _)| index);
        let length = line[skip..].trim_end().len().max(1);
        self.label = Some(LabeledSpan::new(
            Some(diagnostic.pointer.clone()).filter(|pointer| !pointer.is_empty()),
            start + skip,
            length,
        ));
        self.source = Some(NamedSource::new(file, Arc::clone(text)));
        true
    }
}

/// Offset and text of a line, counted from 1.
fn line(text: &str, number: usize) -> Option<(usize, &str)> {
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index + 1 == number {
            return Some((start, line));
        }
        start += line.len();
    }
    None
}

fn line_text(text: &str, number: usize) -> Option<&str> {
    line(text, number).map(|(_, line)| line)
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.rule))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = self.label.clone()?;
        Some(Box::new(std::iter::once(label)))
    }
}
