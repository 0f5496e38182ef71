//! Rules, which diagnostics are named after.
//!
//! Each stage lists its own: [`document::RULES`](crate::document::RULES),
//! [`lower::RULES`](crate::lower::RULES) and [`emit::RULES`](crate::emit::RULES). `cargo xtask rules`
//! writes the table of them into `codegen/README.md`.

use crate::diagnostics::Severity;

/// A rule that a document can break, as `error[...]`, `degraded[...]` and `warning[...]` name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The name, kebab-case.
    pub name: &'static str,
    /// What its diagnostics are, unless warnings are denied. A reference in an example or a link,
    /// which the client works without, is never more than a warning.
    pub severity: Severity,
    /// What the document says, and what becomes of it. One line of Markdown.
    pub explanation: &'static str,
}

/// A constant for the name of each rule, and `RULES`, the list of all of them:
/// `CONSTANT: Severity = "name", "explanation";`.
macro_rules! rules {
    ($($constant:ident: $severity:ident = $name:literal, $explanation:literal;)*) => {
        $(#[doc = $explanation] pub(crate) const $constant: &str = $name;)*

        /// All rules of this stage.
        pub const RULES: &[crate::rules::Rule] = &[
            $(crate::rules::Rule {
                name: $name,
                severity: crate::diagnostics::Severity::$severity,
                explanation: $explanation,
            }),*
        ];
    };
}
pub(crate) use rules;
