//! Inline types that have another name than their place gives them.

use crate::diagnostics::Diagnostics;
use crate::ir::Api;
use crate::lower::rules;

/// Warns of each.
pub(crate) fn tell(api: &mut Api, diagnostics: &mut Diagnostics) {
    for def in &mut api.types {
        if let Some(wanted) = def.wanted.take() {
            let what = "inline schema";
            rules::warn_of_collision(diagnostics, &def.pointer, what, &def.name, &wanted);
        }
    }
}
