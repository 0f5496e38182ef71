//! Which pages were asked for and what came, as far as it takes to notice that there is no end.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The marks of the pages: cursors or links. Two are kept, however many there were: a mark that
/// comes again is noticed at once if it is the last, and else before the circle has been gone three
/// times, since the other one is replaced after 1, 2, 4, 8, … pages (R. P. Brent, 1980).
#[derive(Default)]
pub(super) struct Trail {
    last: String,
    kept: String,
    length: u64,
}

impl Trail {
    /// Adds a mark, unless it is known.
    #[inline]
    pub(super) fn add(&mut self, mark: String) -> bool {
        if self.length > 0 && (mark == self.last || mark == self.kept) {
            return false;
        }
        self.length += 1;
        if self.length.is_power_of_two() {
            self.kept.clone_from(&mark);
        }
        self.last = mark;
        true
    }
}

/// How often the same came.
#[derive(Default)]
pub(super) struct Seen {
    last: u64,
    /// How often the last page came, one right after the other.
    times: u32,
    /// How many pages without items came, one right after the other.
    empty: u32,
}

impl Seen {
    /// So often a page may come again: the items of two pages may be equal.
    const MOST_TIMES: u32 = 3;

    /// So many pages without items are read on: servers filter what they have read.
    const MOST_EMPTY: u32 = 1000;

    /// Adds a page.
    #[inline]
    pub(super) fn add(&mut self, body: &[u8]) {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let page = hasher.finish();
        self.times = if page == self.last { self.times + 1 } else { 1 };
        self.last = page;
    }

    /// Whether too many pages had no items, with one that had so many.
    #[inline]
    pub(super) fn are_empty(&mut self, count: usize) -> bool {
        self.empty = if count == 0 { self.empty + 1 } else { 0 };
        self.empty > Self::MOST_EMPTY
    }

    /// Whether the last page came too often.
    #[inline]
    pub(super) fn is_the_same(&self) -> bool {
        self.times >= Self::MOST_TIMES
    }
}
