//! Results that come in pages: an operation whose `x-pagination` does not fit has none, and what the
//! document could say is proposed.

mod fit;
mod propose;
mod written;

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Operation};
use crate::lower::rules::PAGINATION;
use fit::{Misfit, fits};

/// Removes what does not fit, with a warning, and proposes what could be said.
pub(crate) fn check(api: &mut Api, diagnostics: &mut Diagnostics) {
    let misfit = |operation: &Operation| {
        let pagination = operation.pagination.as_ref()?;
        fits(api, operation, pagination).err()
    };
    let misfits: Vec<Option<Misfit>> = api.operations().map(misfit).collect();
    for (operation, misfit) in api.operations_mut().zip(misfits) {
        let Some(Misfit { at, message, help }) = misfit else {
            continue;
        };
        operation.pagination = None;
        let pointer = format!("{}/x-pagination{at}", operation.pointer);
        diagnostics.warning(PAGINATION, pointer, message, Some(help.to_owned()));
    }
    propose::note(api, diagnostics);
}
