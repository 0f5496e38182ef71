//! Which pages were asked for, as far as it takes to notice a circle.

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
