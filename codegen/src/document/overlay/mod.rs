//! Overlays (OpenAPI Overlay Specification 1.0): what someone who does not own a document changes of
//! it. They are applied to the untyped value of the first file, before anything else is read of it.
//!
//! `actions` reads what an overlay says, `target` which nodes it means, `change` changes them;
//! `edits` remembers where a message finds what came from an overlay.

mod actions;
mod change;
mod edits;
mod mistake;
mod target;

use std::path::PathBuf;

use super::files::Files;
use super::rules;
use crate::diagnostics::{Diagnostics, Severity};
use actions::Action;
use change::{Change, Changes};
pub(super) use edits::Edits;
use mistake::Mistake;

/// How many nodes all targets together may look at: those of a document with a million of them, for
/// some hundred actions that search all of it.
const MOST_VISITS: usize = 500_000_000;

/// Applies overlays to the first file, in their order. `None` if one of them cannot be applied;
/// `diagnostics` say why.
pub(super) fn apply(
    files: &mut Files<'_>,
    overlays: &[PathBuf],
    diagnostics: &mut Diagnostics,
) -> Option<Edits> {
    let mut edits = Edits::default();
    if overlays.is_empty() {
        return Some(edits);
    }
    let mut read = Vec::new();
    for path in overlays {
        let file = files.named(path, diagnostics);
        read.extend(file.map(|file| (file, files.take_value(file))));
    }
    let mut is_right = read.len() == overlays.len();
    let mut all = Vec::new();
    for (file, overlay) in &read {
        let found = actions::read(overlay);
        is_right &= found.mistakes.is_empty();
        for mistake in found.mistakes {
            mistake.report(Severity::Error, *file, diagnostics);
        }
        for mistake in found.warnings {
            mistake.report(Severity::Warning, *file, diagnostics);
        }
        all.extend(found.actions.into_iter().map(|action| (*file, action)));
    }
    if !is_right {
        return None;
    }
    let bytes = files.bytes();
    let root = files.value_mut(0)?;
    let mut changes = Changes::new(root, bytes, &mut edits);
    let mut visits = 0_usize;
    for (file, action) in all {
        visits = visits.saturating_add(action.target.cost(changes.nodes));
        let applied = if visits > MOST_VISITS {
            Err(Mistake::new(
                action.at.clone() + "/target",
                "the overlay searches more of the document than can be meant",
                "name the nodes instead of searching for each of them",
            ))
        } else {
            one(&mut changes, file, &action)
        };
        match applied {
            Ok(0) => Mistake {
                rule: rules::OVERLAY_WITHOUT_EFFECT,
                ..Mistake::new(
                    action.at + "/target",
                    format!("`{}` selects nothing", action.target.text),
                    "compare it with the document as the actions before it leave it, or remove the action",
                )
            }
            .report(Severity::Warning, file, diagnostics),
            Ok(_) => {}
            Err(mistake) => {
                mistake.report(Severity::Error, file, diagnostics);
                return None;
            }
        }
    }
    Some(edits)
}

/// Applies an action; gives how many nodes its target selects.
fn one(changes: &mut Changes<'_>, file: usize, action: &Action<'_>) -> Result<usize, Mistake> {
    let pointers = action.target.select(changes.root);
    match action.change {
        Change::Nothing => {}
        Change::Remove if pointers.iter().any(String::is_empty) => {
            return Err(Mistake::new(
                action.at.clone() + "/target",
                "this removes the whole document",
                "select what is to be removed",
            ));
        }
        Change::Remove => changes.remove(&pointers),
        Change::Update(update) => changes.update(file, &action.at, &pointers, update)?,
    }
    Ok(pointers.len())
}
