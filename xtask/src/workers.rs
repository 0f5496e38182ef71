//! Several things at a time: threads that take work from one queue, and a bar that shows how far
//! they are.

use codegen::text::printable;
use indicatif::{ProgressBar, ProgressStyle};
use miette::Result;
use std::{
    collections::BTreeMap,
    panic::resume_unwind,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

/// Of each thread: that of a main thread, which `regenerate` uses.
pub const STACK: usize = 8 << 20;

/// How many things to do at a time.
#[must_use]
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

/// Work that is taken one by one, by whichever thread is free.
#[derive(Debug)]
pub struct Queue<I> {
    items: Mutex<Option<I>>,
}

impl<I: Iterator> Queue<I> {
    /// All items are to be done.
    pub fn new(items: I) -> Self {
        Self {
            items: Mutex::new(Some(items)),
        }
    }

    /// The next item, until there are none or the queue was closed.
    pub fn take(&self) -> Option<I::Item> {
        lock(&self.items).as_mut().and_then(Iterator::next)
    }

    /// Nothing more is given out.
    pub fn close(&self) {
        *lock(&self.items) = None;
    }
}

/// What a lock guards, even if a thread panicked while it held it: that panic goes on elsewhere.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` in several threads at the same time, and waits for all of them.
///
/// # Errors
///
/// The first that a thread returned.
pub fn run(threads: usize, work: impl Fn() -> Result<()> + Sync) -> Result<()> {
    thread::scope(|scope| {
        let started: Vec<_> = (0..threads)
            // If no thread can be had, the others do its work.
            .filter_map(|_| {
                let builder = thread::Builder::new().stack_size(STACK);
                builder.spawn_scoped(scope, &work).ok()
            })
            .collect();
        if started.is_empty() {
            return work();
        }
        let results = started
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        // All are waited for before the first error is returned.
        let results: Vec<Result<()>> = results.collect();
        results.into_iter().collect()
    })
}

/// Does something to each item, some at a time, and returns the results in the order of the
/// items. A bar shows `what` is done, and to which of them by `name`.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    what: &'static str,
    name: impl Fn(&T) -> &str + Sync,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let bar = progress(items.len(), what);
    let queue = Queue::new(items.iter().enumerate());
    let results = Mutex::new(BTreeMap::new());
    let worked = run(jobs, || {
        while let Some((index, item)) = queue.take() {
            bar.set_message(printable(name(item)).into_owned());
            let result = work(item);
            bar.inc(1);
            lock(&results).insert(index, result);
        }
        Ok(())
    });
    bar.finish_and_clear();
    debug_assert!(worked.is_ok(), "the work itself returns no error");
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.into_values().collect()
}

/// A bar on a terminal, nothing elsewhere.
#[must_use]
pub fn progress(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_prefix(what);
    // The template is constant and valid; without it, the bar would just look different.
    if let Ok(style) =
        ProgressStyle::with_template("{prefix:>10} {bar:30} {pos}/{len} {elapsed} {wide_msg}")
    {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use miette::miette;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let results = each(&items, 4, "testing", |_| "", |item| item * 2);
        assert_eq!(results, (0..200).step_by(2).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_is_returned_and_a_closed_queue_ends_the_work() {
        let queue = Queue::new(0..1000);
        let done = AtomicUsize::new(0);
        let result = run(3, || {
            while let Some(item) = queue.take() {
                done.fetch_add(1, Ordering::Relaxed);
                if item == 10 {
                    queue.close();
                    return Err(miette!("number {item}"));
                }
            }
            Ok(())
        });
        assert_eq!(result.unwrap_err().to_string(), "number 10");
        assert!(done.into_inner() < 20);
    }
}
