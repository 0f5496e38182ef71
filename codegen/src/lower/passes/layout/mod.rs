//! What lies in a `Box`: whatever would make a type contain itself, and whatever is large.
//!
//! `graph` says which types hold which others by value, and `cycles` boxes what closes a circle.
//! Then `size` estimates how much room each type takes, and `large` boxes what takes too much.
//! `aliases` finds the aliases that reach themselves.
//!
//! None of it depends on the order of declarations.

mod aliases;
mod cycles;
mod graph;
mod large;
mod size;

use crate::ir::Api;

/// Puts into a `Box` what must be or should be in one.
pub(crate) fn put_boxes(api: &mut Api) {
    aliases::mark_recursive(api);
    cycles::break_up(api);
    large::put_boxes(api);
}
