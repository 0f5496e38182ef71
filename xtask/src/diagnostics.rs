//! Shows the generator's diagnostics: errors with the lines that they are about, warnings short.

use codegen::{Diagnostic, Diagnostics, Severity};
use console::Style;
use miette::{Diagnostic as _, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::{collections::BTreeMap, fmt};

/// A longer text around an error (a whole document of JSON in one line) is not shown.
const MOST_TEXT: usize = 1000;
/// More warnings than this are shown by their first few of each rule.
const MOST_WARNINGS: usize = 40;
const FIRST_OF_A_RULE: usize = 5;

/// Text for all diagnostics, the errors last, where they are seen.
#[must_use]
pub fn render(diagnostics: &Diagnostics, all_warnings: bool, colours: bool) -> String {
    let warnings: Vec<&Diagnostic> = of(diagnostics, Severity::Warning).collect();
    render_warnings(&warnings, all_warnings, colours) + &render_errors(diagnostics, colours)
}

/// Text for the errors, with the lines that they are about.
#[must_use]
pub fn render_errors(diagnostics: &Diagnostics, colours: bool) -> String {
    let theme = if colours {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
    let mut text = String::new();
    for error in of(diagnostics, Severity::Error) {
        if has_short_text(error) && handler.render_report(&mut text, &Report(error)).is_ok() {
            text.push('\n');
        } else {
            text += &error.to_string();
            text.push_str("\n\n");
        }
    }
    text
}

/// `2 errors, 1 warning`, as far as there are any.
#[must_use]
pub fn summary(diagnostics: &Diagnostics) -> String {
    let count = |severity, word: &str| {
        let count = of(diagnostics, severity).count();
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

fn of(diagnostics: &Diagnostics, severity: Severity) -> impl Iterator<Item = &Diagnostic> {
    diagnostics
        .iter()
        .filter(move |diagnostic| diagnostic.severity == severity)
}

/// A diagnostic whose text is just its message: miette shows the rest around it.
#[derive(Debug)]
struct Report<'a>(&'a Diagnostic);

impl fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("error[{}]", self.0.rule)))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }
}

/// False if there is no text to show, or one that fills the screen.
fn has_short_text(diagnostic: &Diagnostic) -> bool {
    let span = diagnostic.labels().and_then(|mut labels| labels.next());
    diagnostic
        .source_code()
        .zip(span)
        .and_then(|(source, span)| source.read_span(span.inner(), 1, 1).ok())
        .is_some_and(|around| around.data().len() <= MOST_TEXT)
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
        let rule = yellow.apply_to(format!("warning[{}]", warning.rule));
        lines.push(format!("{rule}: {}\n", bold.apply_to(&warning.message)));
        let place = place(warning);
        if !place.is_empty() {
            lines.push(format!("  {} {place}\n", dim.apply_to("-->")));
        }
        if let Some(help) = &warning.help {
            lines.push(format!("  {} {help}\n", dim.apply_to("help:")));
        }
    }
    if shorten {
        for (rule, count) in by_rule {
            if count > FIRST_OF_A_RULE {
                let rule = yellow.apply_to(format!("warning[{rule}]"));
                let more = count - FIRST_OF_A_RULE;
                lines.push(format!("{rule}: {more} more like these\n"));
            }
        }
        lines.push("  --all-warnings shows each of them\n".to_owned());
    }
    lines.concat()
}

/// `openapi.yaml:12:3 at /paths/~1x`, as far as known.
fn place(diagnostic: &Diagnostic) -> String {
    let pointer = diagnostic.pointer.as_str();
    match &diagnostic.place {
        Some(place) if pointer.is_empty() => place.to_string(),
        Some(place) => format!("{place} at {pointer}"),
        None => pointer.to_owned(),
    }
}
