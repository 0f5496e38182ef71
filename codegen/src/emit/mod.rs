//! From the API to files: one emitter for each kind of output. [`emit()`] is the list of them.

mod client;
mod context;
mod examples_test;
mod features;
mod front_page;
mod lib_rs;
mod manifest;
mod mock;
mod models;
mod operations;
mod outline;
mod parallel;
mod responses;
mod runtime;
pub(crate) mod rust;
pub(crate) mod rustdoc;
mod security;
mod servers;
mod wording;

pub use context::{File, UnsafeDocs};
pub use manifest::{BROWSER, Dependency, Manifest};
pub use rust::format::MARK;
pub use rustdoc::rules::RULES;

use context::Context;
use parallel::Job;

use crate::ir::Api;
use crate::options::Options;
use crate::outline::Outline;

/// What is emitted of an api.
#[derive(Debug)]
pub struct Emitted {
    /// All files of the crate, by path.
    pub files: Vec<File>,
    /// What the manifest has to hold for them.
    pub manifest: Manifest,
    /// A program of one call, for pages about the crate.
    pub first_call: Option<String>,
    /// Where a text of the document got out of the docs, which must keep the crate from being
    /// written.
    pub unsafe_docs: Vec<UnsafeDocs>,
}

/// Emits the crate. `source` is the file name of the description.
#[must_use]
pub fn emit(api: &Api, options: &Options, source: &str) -> Emitted {
    let whole = Context::new(api, options, source);
    let context = &whole;
    // The outputs, those of long files first.
    let mut jobs: Vec<Job<'_>> = Vec::new();
    jobs.extend(operations::jobs(context)); // src/operations/
    jobs.push(Box::new(|| examples_test::file(context))); // tests/examples.rs
    jobs.push(Box::new(|| outline::file(context))); // outline.txt
    jobs.push(Box::new(|| client::file(context))); // src/client.rs
    jobs.extend(models::jobs(context)); // src/models/
    jobs.extend(responses::jobs(context)); // src/responses/
    jobs.extend(servers::job(context)); // src/servers.rs
    jobs.push(Box::new(|| mock::file(context))); // src/mock.rs
    let mut files = parallel::run(jobs);
    files.extend(runtime::files(context)); // src/runtime/
    let page = front_page::of(context);
    files.push(lib_rs::file(context, &page.text, &files)); // src/lib.rs
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Emitted {
        files,
        manifest: manifest::manifest(context),
        first_call: page.first_call,
        unsafe_docs: whole.into_unsafe_docs(),
    }
}

/// The outline of the crate, with what each item was made from.
#[must_use]
pub fn outline(api: &Api, options: &Options) -> Outline {
    outline::outline(&Context::new(api, options, ""))
}
