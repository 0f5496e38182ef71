//! Which of two lists something is in.

use std::collections::BTreeMap;

/// Something that both versions have, or one of them.
#[derive(Clone, Copy)]
pub(super) enum Pair<'a, T> {
    Removed(&'a T),
    Added(&'a T),
    Both(&'a T, &'a T),
}

/// Pairs what has the same key, in the order of the keys.
pub(super) fn pairs<'a, T, K: Ord>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> K,
) -> BTreeMap<K, Pair<'a, T>> {
    let mut pairs = BTreeMap::new();
    for one in old {
        pairs.insert(key(one), Pair::Removed(one));
    }
    for one in new {
        pairs
            .entry(key(one))
            .and_modify(|pair| {
                if let Pair::Removed(old) = *pair {
                    *pair = Pair::Both(old, one);
                }
            })
            .or_insert(Pair::Added(one));
    }
    pairs
}
