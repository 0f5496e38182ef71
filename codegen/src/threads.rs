//! Threads with a stack that is large enough for any document.

use std::io;
use std::panic::resume_unwind;
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// Schemas that refer to each other a thousand deep are lowered a thousand calls deep.
const STACK: usize = 256 << 20;

/// Starts a thread of this scope.
pub(crate) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    Builder::new().stack_size(STACK).spawn_scoped(scope, work)
}

/// Waits for what a thread gives; if it panicked, so does this one.
pub(crate) fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Runs `work` in such a thread and waits for it.
pub(crate) fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    let done = thread::scope(|scope| {
        let thread = spawn(scope, || work.take().map(|work| work())).ok()?;
        join(thread)
    });
    match (done, work) {
        (Some(done), _) => done,
        // No thread to be had: what fits on this one's stack is done all the same.
        (None, Some(work)) => work(),
        (None, None) => unreachable!("a thread that takes the work returns its result"),
    }
}
