//! What tools say of an edit.

use codegen::review::Level;

/// A tool that the verdicts are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Tool {
    /// It compares two crates.
    CargoSemverChecks,
    /// It compares two descriptions.
    Redocly,
}

impl Tool {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CargoSemverChecks => "cargo-semver-checks",
            Self::Redocly => "redocly",
        }
    }
}

/// What is said of an edit.
#[derive(Debug)]
pub struct Opinions {
    /// The edit.
    pub edit: String,
    /// What the compiler notices, by this project.
    pub rust: Level,
    /// What is noticed on the wire, by this project.
    pub wire: Level,
    /// By each tool that was asked.
    pub theirs: Vec<(Tool, Level)>,
}

impl Opinions {
    /// What a tool says, beside what this project says of the same: the first knows only Rust, the
    /// second nothing of it.
    #[must_use]
    pub fn of(&self, tool: Tool) -> Option<(Level, Level)> {
        let (_, theirs) = self.theirs.iter().find(|(asked, _)| *asked == tool)?;
        let ours = match tool {
            Tool::CargoSemverChecks => self.rust,
            Tool::Redocly => self.rust.max(self.wire),
        };
        Some((ours, *theirs))
    }
}
