//! Files that are emitted at the same time. Formatting takes most of a generation, and no file
//! depends on another.

use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::emit::context::File;
use crate::threads;

/// Makes one file.
pub(super) type Job<'a> = Box<dyn FnOnce() -> File + Send + 'a>;

/// Below so many files a thread costs more than it saves.
const FEW: usize = 8;

/// The files of all jobs, in any order.
pub(super) fn run(jobs: Vec<Job<'_>>) -> Vec<File> {
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
            .filter_map(|_| threads::spawn(scope, work).ok())
            .collect();
        let mut files = work();
        files.extend(helpers.into_iter().flat_map(threads::join));
        files
    })
}
