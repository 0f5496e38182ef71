//! Every error, degraded part and warning: what is wrong, where it stands, and what to do about it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use miette::{LabeledSpan, SourceCode};

use crate::excerpt::Excerpt;
use crate::text::printable;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// A part of the document is broken and left out; all else is generated.
    Degraded,
    /// The document is understood, but says something it should not, or less than it could.
    Warning,
    /// Nothing is wrong, but the crate could do more if the document said more.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Degraded => "degraded",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A position in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's path, as it was reached from the path that was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = printable(&self.file);
        write!(f, "{file}:{}:{}", self.line, self.column)
    }
}

/// One error or warning.
///
/// `Display` renders it as plain text; as a [`miette::Diagnostic`] it can be rendered with the
/// lines of the document around it. Whatever a document says in it is shown with its control
/// characters escaped, so that it steers neither a terminal nor a CI system.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", self.plain())]
pub struct Diagnostic {
    /// Error, degraded part or warning.
    pub severity: Severity,
    /// Name of the rule, kebab-case.
    pub rule: &'static str,
    /// What is wrong, on one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// JSON pointer into the normalized document; empty for the document as a whole.
    pub pointer: String,
    /// Where that stands, once it has been looked up.
    pub place: Option<Place>,
    /// File and pointer from which the node came, if the finder knew them.
    pub(crate) origin: Option<(usize, String)>,
    /// The text of the file in which it stands.
    text: Option<Arc<String>>,
    /// The lines of it that are shown, made when they are.
    excerpt: OnceLock<Option<Excerpt>>,
}

impl Diagnostic {
    /// A diagnostic that has not been located yet.
    #[must_use]
    pub fn new(
        severity: Severity,
        rule: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        Self {
            severity,
            rule,
            message: printable(&message.into()).into_owned(),
            help: help.map(|help| printable(&help).into_owned()),
            pointer: pointer.into(),
            place: None,
            origin: None,
            text: None,
            excerpt: OnceLock::new(),
        }
    }

    /// Says where it stands, and in which text.
    pub fn set_place(&mut self, place: Place, text: &Arc<String>) {
        self.text = Some(Arc::clone(text));
        self.place = Some(place);
        self.excerpt = OnceLock::new();
    }

    /// The pointer as it is shown.
    #[must_use]
    pub fn shown_pointer(&self) -> Cow<'_, str> {
        printable(&self.pointer)
    }

    fn excerpt(&self) -> Option<&Excerpt> {
        let (text, place) = (self.text.as_ref()?, self.place.as_ref()?);
        let make = || Excerpt::of(&place.file, text, place.line, place.column);
        self.excerpt.get_or_init(make).as_ref()
    }

    fn plain(&self) -> String {
        use fmt::Write as _;
        let mut text = format!("{}[{}]: {}", self.severity, self.rule, self.message);
        // Writing to a string cannot fail.
        if let Some(place) = &self.place {
            let _ = write!(text, "\n  --> {place}");
        }
        if !self.pointer.is_empty() {
            let _ = write!(text, "\n  at {}", self.shown_pointer());
        }
        if let Some(help) = &self.help {
            let _ = write!(text, "\n  help: {help}");
        }
        text
    }
}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Degraded | Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<_>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let offset = self.excerpt()?.offset;
        let label = if self.pointer.is_empty() {
            "here".to_owned()
        } else {
            self.shown_pointer().into_owned()
        };
        Some(Box::new(std::iter::once(LabeledSpan::new(
            Some(label),
            offset,
            1,
        ))))
    }
}

/// Errors and warnings, collected on the way.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    /// In the order in which they were found, until [`Diagnostics::sort`] orders them by place.
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error.
    pub fn error(
        &mut self,
        rule: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let new = Diagnostic::new(Severity::Error, rule, pointer, message, help);
        self.list.push(new);
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        rule: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let new = Diagnostic::new(Severity::Warning, rule, pointer, message, help);
        self.list.push(new);
    }

    /// Adds a note.
    pub fn note(
        &mut self,
        rule: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let new = Diagnostic::new(Severity::Note, rule, pointer, message, help);
        self.list.push(new);
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// True if one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.iter().any(|one| one.severity == Severity::Error)
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Turns warnings into errors, and degraded parts too, but no notes.
    pub fn deny_warnings(&mut self) {
        for one in &mut self.list {
            if one.severity != Severity::Note {
                one.severity = Severity::Error;
            }
        }
    }

    /// Turns degraded parts into errors.
    pub fn deny_degraded(&mut self) {
        for one in &mut self.list {
            if one.severity == Severity::Degraded {
                one.severity = Severity::Error;
            }
        }
    }

    /// Orders by position, diagnostics of no place first, and removes those said twice.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.place.cmp(&b.place));
        let mut seen = HashSet::new();
        self.list.retain(|one| {
            // Parts that are copied to several pointers stand at one place.
            let pointer = one.place.is_none().then(|| one.pointer.clone());
            seen.insert((one.rule, one.place.clone(), pointer, one.message.clone()))
        });
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// All of them as plain text, an empty line between two.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, one) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            one.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
