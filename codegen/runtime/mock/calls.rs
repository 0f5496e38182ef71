//! How many calls are expected.

use std::{
    fmt,
    ops::{Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive},
};

/// How many calls a test expects: a number, or a range such as `1..`.
#[derive(Clone, Copy, Debug)]
pub struct Calls {
    least: usize,
    /// `None` if there may be any number more.
    most: Option<usize>,
}

impl Calls {
    pub(super) fn has(self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (least, Some(most)) if least == most => write!(formatter, "{least}"),
            (0, Some(most)) => write!(formatter, "at most {most}"),
            (least, Some(most)) => write!(formatter, "{least} to {most}"),
            (least, None) => write!(formatter, "at least {least}"),
        }
    }
}

impl From<usize> for Calls {
    fn from(count: usize) -> Self {
        (count..=count).into()
    }
}

impl From<RangeInclusive<usize>> for Calls {
    fn from(range: RangeInclusive<usize>) -> Self {
        Self {
            least: *range.start(),
            most: Some(*range.end()),
        }
    }
}

impl From<Range<usize>> for Calls {
    fn from(range: Range<usize>) -> Self {
        Self {
            least: range.start,
            most: Some(range.end.saturating_sub(1)),
        }
    }
}

impl From<RangeFrom<usize>> for Calls {
    fn from(range: RangeFrom<usize>) -> Self {
        Self {
            least: range.start,
            most: None,
        }
    }
}

impl From<RangeTo<usize>> for Calls {
    fn from(range: RangeTo<usize>) -> Self {
        (0..range.end).into()
    }
}

impl From<RangeToInclusive<usize>> for Calls {
    fn from(range: RangeToInclusive<usize>) -> Self {
        (0..=range.end).into()
    }
}
