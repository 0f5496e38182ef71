//! A stack for trees that are as deep as mutants are.

use std::{
    panic,
    thread::{self, ScopedJoinHandle},
};

/// Is reserved, and used as far as it is needed.
const STACK: usize = 512 << 20;

/// Runs `work` where trees as deep as mutants are can be walked and dropped.
pub(super) fn with_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map_or_else(
                |error| panic::panic_any(error.to_string()),
                ScopedJoinHandle::join,
            )
            .unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}
