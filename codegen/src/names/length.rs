//! How long a name may be.

use std::borrow::Cow;

use crate::ir::Name;

/// The longest name of a module, in bytes: it is part of a path, which has a limit on Windows.
pub(crate) const MOST_IN_MODULE: usize = 100;
/// The longest name of anything else: rustdoc makes a file for each type.
const MOST: usize = 180;

/// A name of at most this many bytes: what is too long is cut between two words, and told from
/// others that begin alike by a hash of the whole name.
pub(crate) fn shortened<'n>(name: &'n str, separator: &str, most: usize) -> Cow<'n, str> {
    if name.len() <= most {
        return Cow::Borrowed(name);
    }
    // The hash must not change with the version of the compiler, so this is FNV-1a.
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let suffix = if separator.is_empty() {
        format!("H{hash:08x}")
    } else {
        format!("{separator}h{hash:08x}")
    };
    let most_kept = most - suffix.len();
    let end = (0..=most_kept)
        .rfind(|at| name.is_char_boundary(*at))
        .unwrap_or_default();
    let is_boundary = |(at, character): &(usize, char)| {
        *at > most / 2 && (*character == '_' || character.is_uppercase())
    };
    let boundary = name[..end].char_indices().rfind(is_boundary);
    let end = boundary.map_or(end, |(at, _)| at);
    Cow::Owned(format!("{}{suffix}", name[..end].trim_end_matches('_')))
}

/// The name, cut if it is longer than any name should be.
pub(crate) fn fitting(name: &Name, separator: &str) -> Name {
    match shortened(name.as_str(), separator, MOST) {
        Cow::Borrowed(_) => name.clone(),
        Cow::Owned(short) => Name::new(short, false),
    }
}

/// True if the name of what the document calls `text` may have been cut.
pub(crate) fn is_long(text: &str) -> bool {
    text.len() >= MOST_IN_MODULE
}
