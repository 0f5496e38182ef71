//! Where the tools agree, and where they do not.

use super::{
    edits::FIXTURES,
    known::Known,
    opinions::{Opinions, Tool},
};
use crate::{files, output::page, output::table::Table, project};
use codegen::review::Level;
use miette::Result;

/// The page with the table.
const PAGE: &str = "codegen/REVIEWS.md";
/// What was found.
pub struct Report {
    /// For a terminal.
    pub text: String,
    /// True if all disagreements are known.
    pub is_as_known: bool,
    /// By tool.
    tables: Vec<(Tool, String)>,
}

/// The report of what these tools say.
pub fn of(tools: &[Tool], opinions: &[Opinions], known: &[Known]) -> Report {
    let mut report = Report {
        text: String::new(),
        is_as_known: true,
        tables: Vec::new(),
    };
    for tool in tools {
        report.add(*tool, opinions, known);
    }
    report
}

impl Report {
    fn add(&mut self, tool: Tool, opinions: &[Opinions], known: &[Known]) {
        let name = tool.name();
        let levels = opinions.iter().filter_map(|it| {
            let (ours, theirs) = it.of(tool)?;
            Some((it.edit.as_str(), ours, theirs))
        });
        let (differing, agreed): (Vec<_>, Vec<_>) =
            levels.partition(|(_, ours, theirs)| is_breaking(*ours) != is_breaking(*theirs));
        let count = agreed.len() + differing.len();
        let agreeing = agreed.len();
        let summary = format!("{name} agrees on {agreeing} of {count} edits whether users break");
        self.text += &format!("{summary}\n");
        let known: Vec<&Known> = known.iter().filter(|it| it.tool == name).collect();
        let reason = |edit: &str| {
            let mut known = known.iter();
            let found = known.find(|it| it.edits.iter().any(|name| name == edit));
            found.map(|it| it.reason.as_str())
        };
        let rows = differing.iter().map(|(edit, ours, theirs)| {
            let why = reason(edit).unwrap_or("not explained yet");
            [*edit, &ours.to_string(), &theirs.to_string(), why]
                .map(str::to_owned)
                .to_vec()
        });
        let header = ["edit", "here", name, "why"].map(str::to_owned);
        let table = Table::of(header.to_vec(), rows.collect()).markdown();
        self.tables.push((tool, format!("{summary}.\n\n{table}")));
        for (edit, ours, theirs) in differing.iter().filter(|it| reason(it.0).is_none()) {
            self.is_as_known = false;
            self.text += &format!("  not known: {edit}: here {ours}, {name} {theirs}\n");
        }
        for (edit, ..) in agreed.iter().filter(|it| reason(it.0).is_some()) {
            self.is_as_known = false;
            self.text += &format!("  no longer differs: {edit}\n");
        }
    }

    /// Writes the tables into the page.
    ///
    /// # Errors
    ///
    /// If the page cannot be read or written.
    pub fn write(&self) -> Result<()> {
        let path = project::root().join(PAGE);
        let mut page = files::read(&path)?;
        for (tool, table) in &self.tables {
            let name = tool.name();
            let begin = format!(
                "<!-- agreement: `cargo xtask api-diff --validate {name} --write` writes the table from here -->\n"
            );
            let end = format!("<!-- agreement with {name}: to here -->\n");
            page = page::with_table(&page, &begin, &end, table)?;
        }
        files::write_if_changed(&path, &page)?;
        println!("The tables are in {PAGE}; the reasons are from {FIXTURES}/known.yaml.");
        Ok(())
    }
}

fn is_breaking(level: Level) -> bool {
    level == Level::Major
}
