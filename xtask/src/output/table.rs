//! A table of text, for a terminal and as Markdown.

use codegen::text::printable;

/// A table of text.
#[derive(Debug)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these rows, each as long as the header.
    #[must_use]
    pub fn of(header: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let printable = |cells: Vec<String>| -> Vec<String> {
            let cells = cells.iter().map(|cell| printable(cell).into_owned());
            cells.collect()
        };
        Self {
            header: printable(header),
            rows: rows.into_iter().map(printable).collect(),
        }
    }

    /// Columns aligned by spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |row: &[String]| {
            let cells: Vec<String> = self
                .widths()
                .iter()
                .zip(row)
                .enumerate()
                .map(|(column, (width, cell))| align(column, cell, *width))
                .collect();
            cells.join("  ").trim_end().to_owned() + "\n"
        };
        self.lines(line, |widths| {
            let dashes: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            dashes.join("  ") + "\n"
        })
    }

    /// A table of Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |row: &[String]| {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        self.lines(line, |widths| {
            let rule = |column| if column == 0 { "---" } else { "--:" };
            let rules: Vec<&str> = (0..widths.len()).map(rule).collect();
            format!("| {} |\n", rules.join(" | "))
        })
    }

    fn lines(
        &self,
        line: impl Fn(&[String]) -> String,
        rule: impl Fn(&[usize]) -> String,
    ) -> String {
        let mut lines = vec![line(&self.header), rule(&self.widths())];
        lines.extend(self.rows.iter().map(|row| line(row)));
        lines.concat()
    }

    fn widths(&self) -> Vec<usize> {
        (0..self.header.len())
            .map(|column| {
                self.rows
                    .iter()
                    .chain([&self.header])
                    .map(|row| row[column].chars().count())
                    .max()
                    .unwrap_or_default()
            })
            .collect()
    }
}

/// Names to the left, numbers to the right.
fn align(column: usize, cell: &str, width: usize) -> String {
    if column == 0 {
        format!("{cell:<width$}")
    } else {
        format!("{cell:>width$}")
    }
}

/// `1 document`, `2 documents`.
#[must_use]
pub fn count_of(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
