//! Waiting for calls where there is no `async`.
//!
//! The futures are those of the calls that are awaited. The thread that makes a call polls it; one
//! more thread, which all clients of the process share, drives connections and timers.

use crate::runtime::{
    requests::error::RequestError,
    responses::{error::Error, failure::Failure},
};
use std::{
    future::{Future, pending, poll_fn},
    io, iter,
    pin::pin,
    process,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};
use tokio::{
    runtime::{Builder, Handle},
    task::consume_budget,
};

/// Waits for a call.
///
/// # Errors
///
/// Those of the call, and an error if this thread must not wait.
pub(crate) fn wait<T, E>(call: impl Future<Output = Result<T, Error<E>>>) -> Result<T, Error<E>> {
    match block_on(call) {
        Ok(outcome) => outcome,
        Err(error) => Err(Failure::from(error).into()),
    }
}

/// Waits for one item of a stream after the other. If this thread must not wait, the only item is an
/// error, and the stream is as it was.
pub(crate) fn iterate<T, E>(
    mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>>,
) -> impl Iterator<Item = Result<T, Error<E>>> {
    let mut refused = false;
    iter::from_fn(move || {
        if refused {
            return None;
        }
        block_on(poll_fn(&mut next)).unwrap_or_else(|error| {
            refused = true;
            Some(Err(Failure::from(error).into()))
        })
    })
}

fn block_on<F: Future>(future: F) -> Result<F::Output, RequestError> {
    if is_polled() {
        return Err(RequestError::new(
            "a blocking call would stop the Tokio runtime that it is made in: await the call, or \
             make it in `tokio::task::spawn_blocking`",
        ));
    }
    let runtime = runtime()?;
    // Tokio's own way to wait would panic where `is_polled` cannot tell.
    let _inside = runtime.enter();
    let waker = Waker::from(Arc::new(Parked(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(outcome) = future.as_mut().poll(&mut context) {
            return Ok(outcome);
        }
        thread::park();
    }
}

/// A thread that waits.
struct Parked(Thread);

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether a Tokio runtime polls a future on this thread, so that what waits here stops others.
///
/// Tokio does not tell, and panics if it is asked to wait. But what it polls has a budget of
/// operations, after which it must yield, and what may block has none (`tokio::task::coop`).
fn is_polled() -> bool {
    /// Beyond every budget, which is 128.
    const OPERATIONS: usize = 1000;
    let mut context = Context::from_waker(Waker::noop());
    let mut must_yield = || pin!(consume_budget()).poll(&mut context).is_pending();
    Handle::try_current().is_ok() && (0..OPERATIONS).any(|_| must_yield())
}

/// The runtime of all blocking calls of the process.
fn runtime() -> Result<Handle, RequestError> {
    static RUNTIME: Mutex<Option<(u32, Handle)>> = Mutex::new(None);
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    match &*runtime {
        Some((process, handle)) if *process == process::id() => Ok(handle.clone()),
        // Its thread is not in this process: the call would never end.
        Some(_) => Err(RequestError::new(
            "the process was forked after a blocking call, and cannot make another",
        )),
        None => {
            let handle = start().map_err(|error| {
                RequestError::new("the runtime of blocking calls did not start").caused_by(error)
            })?;
            *runtime = Some((process::id(), handle.clone()));
            Ok(handle)
        }
    }
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(pending::<()>());
    thread::Builder::new()
        .name("blocking-calls".to_owned())
        .spawn(drive)?;
    Ok(handle)
}
