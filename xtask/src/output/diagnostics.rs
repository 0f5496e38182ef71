//! Shows the generator's diagnostics: errors with the lines that they are about, warnings short.

use codegen::{Diagnostic, Diagnostics, Severity};
use console::Style;
use miette::{Diagnostic as _, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::{collections::BTreeMap, fmt};

/// More errors, or warnings, than this are shown by their first few of each rule.
const MOST: usize = 40;
const FIRST_OF_A_RULE: usize = 5;

/// Text for the diagnostics: notes, warnings, degraded parts, and the errors last, where they are
/// seen. Of very many, `all` are shown or the first few of each rule.
#[must_use]
pub fn render(diagnostics: &Diagnostics, all: bool, colours: bool) -> String {
    let mut text = String::new();
    let mut is_shortened = false;
    for severity in [
        Severity::Note,
        Severity::Warning,
        Severity::Degraded,
        Severity::Error,
    ] {
        let list = shorten(diagnostics, severity, all);
        text += &match severity {
            Severity::Note | Severity::Warning => render_short(&list.shown, severity, colours),
            Severity::Degraded | Severity::Error => render_reports(&list.shown, colours),
        };
        text += &render_more(&list, severity, colours);
        is_shortened |= !list.more.is_empty();
    }
    if is_shortened {
        text.push_str("  --all shows each of them\n\n");
    }
    text
}

/// Text for the errors, with the lines that they are about; of very many, for a few of each rule.
#[must_use]
pub fn render_errors(diagnostics: &Diagnostics, colours: bool) -> String {
    let errors = shorten(diagnostics, Severity::Error, false);
    render_reports(&errors.shown, colours) + &render_more(&errors, Severity::Error, colours)
}

/// The diagnostics of a severity that are shown, and how many more there are of each rule.
struct Shortened<'a> {
    shown: Vec<&'a Diagnostic>,
    more: BTreeMap<&'static str, usize>,
}

fn shorten(diagnostics: &Diagnostics, severity: Severity, all: bool) -> Shortened<'_> {
    let mut shown: Vec<&Diagnostic> = of(diagnostics, severity).collect();
    let mut more = BTreeMap::new();
    if !all && shown.len() > MOST {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        shown.retain(|one| {
            let count = seen.entry(one.rule).or_default();
            *count += 1;
            let shows = *count <= FIRST_OF_A_RULE;
            if !shows {
                *more.entry(one.rule).or_default() += 1;
            }
            shows
        });
    }
    Shortened { shown, more }
}

fn render_more(shortened: &Shortened<'_>, severity: Severity, colours: bool) -> String {
    let style = style_of(severity, colours);
    let line = |(rule, count): (&&str, &usize)| {
        let rule = style.apply_to(format!("{severity}[{rule}]"));
        format!("{rule}: {count} more like these\n")
    };
    shortened.more.iter().map(line).collect()
}

fn style_of(severity: Severity, colours: bool) -> Style {
    let style = Style::new().bold().force_styling(colours);
    match severity {
        Severity::Error => style.red(),
        Severity::Degraded => style.magenta(),
        Severity::Warning => style.yellow(),
        Severity::Note => style.cyan(),
    }
}

fn render_reports(errors: &[&Diagnostic], colours: bool) -> String {
    let theme = if colours {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        // A line that begins in the middle of a document's text might be a command for CI.
        .with_wrap_lines(false);
    let mut text = String::new();
    for error in errors {
        let has_text = error.source_code().is_some();
        if has_text && handler.render_report(&mut text, &Report(error)).is_ok() {
            text.push('\n');
        } else {
            text += &error.to_string();
            text.push_str("\n\n");
        }
    }
    text
}

/// `2 errors, 1 degraded, 1 warning, 1 note`, as far as there are any.
#[must_use]
pub fn summary(diagnostics: &Diagnostics) -> String {
    let count = |severity, word: &str| {
        let count = of(diagnostics, severity).count();
        let plural = if count == 1 || severity == Severity::Degraded {
            ""
        } else {
            "s"
        };
        (count > 0).then(|| format!("{count} {word}{plural}"))
    };
    [
        count(Severity::Error, "error"),
        count(Severity::Degraded, "degraded"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note"),
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
        Some(Box::new(format!("{}[{}]", self.0.severity, self.0.rule)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        self.0.severity()
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

fn render_short(diagnostics: &[&Diagnostic], severity: Severity, colours: bool) -> String {
    let bold = Style::new().bold().force_styling(colours);
    let dim = Style::new().dim().force_styling(colours);
    let style = style_of(severity, colours);
    let mut lines = Vec::new();
    for diagnostic in diagnostics {
        let rule = style.apply_to(format!("{severity}[{}]", diagnostic.rule));
        lines.push(format!("{rule}: {}\n", bold.apply_to(&diagnostic.message)));
        let place = place(diagnostic);
        if !place.is_empty() {
            lines.push(format!("  {} {place}\n", dim.apply_to("-->")));
        }
        if let Some(help) = &diagnostic.help {
            lines.push(format!("  {} {help}\n", dim.apply_to("help:")));
        }
    }
    lines.concat()
}

/// `openapi.yaml:12:3 at /paths/~1x`, as far as known.
fn place(diagnostic: &Diagnostic) -> String {
    let pointer = diagnostic.shown_pointer();
    match &diagnostic.place {
        Some(place) if pointer.is_empty() => place.to_string(),
        Some(place) => format!("{place} at {pointer}"),
        None => pointer.into_owned(),
    }
}
