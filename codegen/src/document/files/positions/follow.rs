//! The way from the root of a file to the node that a pointer names.

use crate::document::pointer;

/// The last node on the way from `root` that exists.
pub(super) fn follow<N: Copy>(root: N, pointer: &str, child: impl Fn(N, &str) -> Option<N>) -> N {
    let mut at = root;
    let mut segments = pointer::segments(pointer).peekable();
    while let Some(segment) = segments.next() {
        if let Some(child) = child(at, &segment) {
            at = child;
        } else if matches!(&*segment, "allOf" | "anyOf" | "oneOf")
            && segments
                .next_if(|next| next.bytes().all(|byte| byte.is_ascii_digit()))
                .is_some()
        {
            // Made by the reader around what stands here.
        } else {
            break;
        }
    }
    at
}
