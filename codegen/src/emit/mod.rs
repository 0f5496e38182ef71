//! From the api to files: one emitter for each kind of output file.

mod client;
mod context;
mod examples_test;
mod lib_rs;
mod manifest;
mod models;
mod operations;
mod parallel;
mod runtime;
mod rust;
pub(crate) mod rustdoc;
mod servers;

pub use context::File;
pub use manifest::{Dependency, Manifest};

use crate::Options;
use crate::ir::Api;
use context::Context;
use runtime::features::Parts;

/// Emits all files of the crate, and what its manifest has to hold for them.
#[must_use]
pub fn emit(api: &Api, options: &Options, source: &str) -> (Vec<File>, Manifest) {
    emit_beside(api, options, source, || ())
}

/// The same, with something else that this thread does first while others emit.
pub(crate) fn emit_beside(
    api: &Api,
    options: &Options,
    source: &str,
    first: impl FnOnce(),
) -> (Vec<File>, Manifest) {
    let context = Context {
        api,
        options,
        source,
        parts: Parts::of(api),
    };
    let mut jobs = operations::jobs(&context);
    jobs.push(Box::new(|| examples_test::file(&context)));
    jobs.push(Box::new(|| lib_rs::file(&context)));
    jobs.push(Box::new(|| client::file(&context)));
    jobs.extend(models::jobs(&context));
    let mut files = parallel::run(jobs, first);
    files.extend(servers::file(&context));
    files.extend(runtime::files(&context));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    (files, manifest::manifest(&context))
}
