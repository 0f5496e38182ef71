//! Files that are emitted at the same time. Formatting takes most of a generation, and no file
//! depends on another.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::STACK;
use crate::emit::context::File;

/// Makes one file.
pub(super) type Job<'a> = Box<dyn FnOnce() -> File + Send + 'a>;

/// Below so many files a thread costs more than it saves.
const FEW: usize = 8;

/// The files of all jobs, in any order. This thread begins with `first`.
pub(super) fn run(jobs: Vec<Job<'_>>, first: impl FnOnce()) -> Vec<File> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let helpers = (cores - 1).min(jobs.len() / FEW);
    let jobs = Mutex::new(jobs.into_iter());
    let work = || {
        let mut files = Vec::new();
        loop {
            let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
            match next {
                Some(job) => files.push(job()),
                None => return files,
            }
        }
    };
    thread::scope(|scope| {
        // What no helper is there for, this thread does.
        let helpers: Vec<_> = (0..helpers)
            .filter_map(|_| {
                let helper = thread::Builder::new().stack_size(STACK);
                helper.spawn_scoped(scope, work).ok()
            })
            .collect();
        first();
        let mut files = work();
        for helper in helpers {
            files.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        files
    })
}
