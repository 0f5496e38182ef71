//! Files that are emitted at the same time. Formatting takes most of a generation, and no file
//! depends on another.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::File;
use crate::STACK;

/// Below so many files a thread costs more than it saves.
const FEW: usize = 8;

/// One file for each item, in the order of the items.
pub(super) fn files<T: Sync>(items: &[T], emit: impl Fn(&T) -> File + Sync) -> Vec<File> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let helpers = (cores - 1).min(items.len() / FEW);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut files = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match items.get(index) {
                Some(item) => files.push((index, emit(item))),
                None => return files,
            }
        }
    };
    let mut files = thread::scope(|scope| {
        // What no helper is there for, this thread does.
        let helpers: Vec<_> = (0..helpers)
            .filter_map(|_| {
                let helper = thread::Builder::new().stack_size(STACK);
                helper.spawn_scoped(scope, work).ok()
            })
            .collect();
        let mut files = work();
        for helper in helpers {
            files.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        files
    });
    files.sort_by_key(|(index, _)| *index);
    files.into_iter().map(|(_, file)| file).collect()
}
