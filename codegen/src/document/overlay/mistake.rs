//! What is wrong with an overlay.

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::document::rules;

/// What is wrong: where in its overlay, and what to do.
pub(super) struct Mistake {
    pub rule: &'static str,
    pub at: String,
    pub message: String,
    pub help: Option<String>,
}

impl Mistake {
    pub fn new(at: impl Into<String>, message: impl Into<String>, help: &str) -> Self {
        Self {
            rule: rules::OVERLAY,
            at: at.into(),
            message: message.into(),
            help: Some(help.to_owned()),
        }
    }

    /// Reports it of an overlay.
    pub fn report(self, severity: Severity, file: usize, diagnostics: &mut Diagnostics) {
        let mut found = Diagnostic::new(severity, self.rule, &self.at, self.message, self.help);
        found.origin = Some((file, self.at));
        diagnostics.push(found);
    }
}
