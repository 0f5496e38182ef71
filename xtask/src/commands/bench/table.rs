//! Figures and what they are compared with, as Markdown.

/// A table with what was measured and how.
#[derive(Debug)]
pub struct Section {
    pub title: &'static str,
    /// How it was measured.
    pub method: &'static str,
    /// What the figures are compared with.
    pub other: &'static str,
    pub rows: Vec<Row>,
}

/// One figure.
#[derive(Debug)]
pub struct Row {
    pub what: String,
    pub unit: Unit,
    pub ours: f64,
    pub other: Option<f64>,
    pub goal: Option<Goal>,
    /// What is held to a recorded bound: the figure itself or its ratio, by this name.
    pub bound: Option<(Bound, String)>,
}

/// What a bound is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Figure,
    Ratio,
    Difference,
}

#[derive(Debug, Clone, Copy)]
pub enum Unit {
    Count,
    Seconds,
    KiB,
}

/// What a figure should be.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// At most this many times the other.
    Times(f64),
    /// At least this many times the other.
    AtLeast(f64),
    /// At most this many more than the other.
    More(f64),
    /// At most this.
    Most(f64),
}

impl Row {
    /// A figure alone.
    pub fn new(what: impl Into<String>, unit: Unit, ours: f64) -> Self {
        Self {
            what: what.into(),
            unit,
            ours,
            other: None,
            goal: None,
            bound: None,
        }
    }

    pub fn beside(mut self, other: impl Into<Option<f64>>) -> Self {
        self.other = other.into();
        self
    }

    pub fn goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    pub fn bound(mut self, bound: Bound, name: impl Into<String>) -> Self {
        self.bound = Some((bound, name.into()));
        self
    }

    /// What a bound is compared with, if it can be told.
    pub fn bounded(&self, bound: Bound) -> Option<f64> {
        match bound {
            Bound::Figure => Some(self.ours),
            Bound::Ratio => self.ratio(),
            Bound::Difference => Some(self.ours - self.other?),
        }
    }

    fn ratio(&self) -> Option<f64> {
        self.other
            .filter(|&other| other > 0.0)
            .map(|other| self.ours / other)
    }

    /// True if the goal is met, if there is one and it can be told.
    fn is_met(&self) -> Option<bool> {
        Some(match self.goal? {
            Goal::Times(most) => self.ratio()? <= most,
            Goal::AtLeast(least) => self.ratio()? >= least,
            Goal::More(most) => self.ours - self.other? <= most,
            Goal::Most(most) => self.ours <= most,
        })
    }

    fn target(&self) -> String {
        let Some(goal) = self.goal else {
            return String::new();
        };
        let goal = match goal {
            Goal::Times(most) => format!("≤ {most} ×"),
            Goal::AtLeast(least) => format!("≥ {least} ×"),
            Goal::More(most) => format!("≤ + {most}"),
            Goal::Most(most) => format!("≤ {}", self.unit.show(most)),
        };
        match self.is_met() {
            Some(true) => format!("{goal}: met"),
            Some(false) => format!("{goal}: **missed**"),
            None => goal,
        }
    }
}

impl Section {
    pub fn render(&self) -> String {
        let mut text = format!("## {}\n\n{}\n\n", self.title, self.method);
        text += &format!("| | generated | {} | ratio | target |\n", self.other);
        text += "|---|--:|--:|--:|---|\n";
        for row in &self.rows {
            let other = row.other.map(|other| row.unit.show(other));
            let ratio = row.ratio().map(|ratio| format!("{ratio:.2}"));
            text += &format!(
                "| {} | {} | {} | {} | {} |\n",
                row.what,
                row.unit.show(row.ours),
                other.unwrap_or_default(),
                ratio.unwrap_or_default(),
                row.target()
            );
        }
        text
    }
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::Count => grouped(value),
            Self::Seconds => format!("{value:.2} s"),
            Self::KiB => format!("{} KiB", grouped(value)),
        }
    }
}

/// A whole number, its digits in groups of three.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_whether_its_target_is_met() {
        let row = |ours| {
            Row::new("x", Unit::Count, ours)
                .beside(1000.0)
                .goal(Goal::Times(0.5))
                .target()
        };
        assert_eq!(row(500.0), "≤ 0.5 ×: met");
        assert_eq!(row(501.0), "≤ 0.5 ×: **missed**");
        assert_eq!(grouped(1_234_567.0), "1 234 567");
        assert_eq!(grouped(999.6), "1 000");
    }
}
