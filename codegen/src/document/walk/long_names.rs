//! Names without end: what stands below them is not read.

use crate::document::reader::Reader;
use crate::document::{pointer, rules};

/// The longest pointer of a node that is read. Every node is called by its pointer, so that what
/// stands below a name without end would take time for each byte of that name.
const LONGEST_POINTER: usize = 20_000;

/// Whether the names above the current node are too long for it to be read. Says so once, of an
/// ancestor with a short pointer.
pub(super) fn are_above(reader: &mut Reader<'_, '_>) -> bool {
    if reader.pointer.len() <= LONGEST_POINTER {
        return false;
    }
    let ancestor = pointer::ancestor(&reader.pointer, 1_000).to_owned();
    let said = reader.diagnostics.list.last();
    if said.is_some_and(|last| last.rule == rules::NAME_TOO_LONG && last.pointer == ancestor) {
        return true;
    }
    let message = format!(
        "names below are so long that their JSON pointer has more than {LONGEST_POINTER} bytes; what they name is ignored"
    );
    reader.degrade_at(rules::NAME_TOO_LONG, ancestor, message);
    true
}
