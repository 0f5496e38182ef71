//! Groups of operations that need something, of which users may leave out some.

use std::collections::BTreeSet;

/// Modules that more groups than this need are not told apart: all of them may.
const MOST_GROUPS: usize = 32;

/// The groups that need something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// These, by their index in [`Api::groups`](super::Api::groups). None: no operation reaches the module.
    By(BTreeSet<usize>),
    /// So many that it is needed nearly always.
    ByMany,
}

impl Needed {
    /// Adds a group; false if that says nothing new.
    pub(super) fn add(&mut self, group: usize) -> bool {
        let Self::By(groups) = self else {
            return false;
        };
        let is_new = groups.insert(group);
        if groups.len() > MOST_GROUPS {
            *self = Self::ByMany;
        }
        is_new
    }
}

/// The groups that need something.
impl FromIterator<usize> for Needed {
    fn from_iter<I: IntoIterator<Item = usize>>(groups: I) -> Self {
        let mut needed = Self::By(BTreeSet::new());
        for group in groups {
            needed.add(group);
        }
        needed
    }
}
