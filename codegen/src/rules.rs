//! The rules that name diagnostics: what each stage lists of its own, in `document::RULES` and
//! `lower::RULES`.

/// A rule that a document can break, as `error[...]` and `warning[...]` name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The name, kebab-case.
    pub name: &'static str,
    /// What the document says, and what becomes of it. One line; errors end in `(error)`, parts
    /// that are left out in `(degraded)`.
    pub explanation: &'static str,
}

/// A constant for the name of each rule, and `RULES`, the list of all of them.
macro_rules! rules {
    ($($constant:ident = $name:literal: $explanation:literal;)*) => {
        $(#[doc = $explanation] pub(crate) const $constant: &str = $name;)*

        /// All rules of this stage.
        pub const RULES: &[crate::rules::Rule] = &[
            $(crate::rules::Rule { name: $name, explanation: $explanation }),*
        ];
    };
}
pub(crate) use rules;
