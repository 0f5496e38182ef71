//! What a document can repeat takes time that grows with its length and no faster.
//!
//! Each document repeats one thing until it is as long as no author would make it. It takes well
//! under a second; what is quadratic in it takes many minutes, and never ends here. Whole crates are
//! made of documents that repeat a thing a thousand times; that is enough to see what is looked
//! at as a whole for each of its parts. Looking through a list once for each of its items is fast
//! enough to hide there, so reading and lowering are also tried with many more.

mod operations;
mod schemas;
mod texts;

use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use codegen::{Diagnostics, Options, document, generate, lower};
use serde_json::Value;

/// How many names, values and the like a document has of which a crate is made.
const COUNT: usize = 1_000;

/// How many a document has that is only read and lowered.
const LARGE_COUNT: usize = 20_000;

/// Far more than any of these takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

fn many(count: usize, make: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..count).map(make).collect()
}

fn map(count: usize, make: impl Fn(usize) -> (String, Value)) -> Value {
    (0..count)
        .map(make)
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Names that differ, but look alike: each `a` is Latin or Cyrillic.
fn alike(index: usize) -> String {
    let letter = |bit: u32| {
        if (index >> bit) & 1 == 0 {
            'a'
        } else {
            '\u{430}'
        }
    };
    (0..12).map(letter).collect()
}

/// Names that differ, but become one in Rust.
fn colliding(index: usize) -> String {
    " ".repeat(index % 50) + "a" + &"!".repeat(index / 50)
}

fn options() -> Options {
    Options {
        crate_name: "long".to_owned(),
        ..Options::default()
    }
}

/// Fails if `work` does not end.
fn ends(what: &str, work: impl FnOnce() -> bool + Send + 'static) {
    let (done, waiting) = mpsc::channel();
    thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || done.send(work()))
        .expect("a thread can be started");
    let start = std::time::Instant::now();
    let end = waiting.recv_timeout(PATIENCE);
    if std::env::var_os("GROWTH_TIMES").is_some() {
        eprintln!("{:6.2} s  {what}: {end:?}", start.elapsed().as_secs_f64());
    }
    assert!(end.is_ok(), "{what} does not end: {end:?}");
}

#[test]
fn time_grows_with_the_length_of_a_document_and_no_faster() {
    let mut documents = texts::descriptions();
    documents.extend(schemas::named(COUNT));
    documents.extend(schemas::lists(COUNT));
    documents.extend(operations::named(COUNT));
    documents.extend(operations::urls(COUNT));
    documents.extend(operations::lists(COUNT));
    for (what, document) in documents {
        ends(&what, move || {
            let folder = tempfile::tempdir().expect("a directory can be made");
            let spec = folder.path().join("long.json");
            fs::write(&spec, document.to_string()).expect("it can be written");
            // Whether there is a crate is the business of other tests.
            generate(&spec, &options()).is_ok()
        });
    }
}

#[test]
fn nothing_is_looked_for_among_all_others() {
    let mut documents = schemas::lists(LARGE_COUNT);
    documents.extend(operations::urls(LARGE_COUNT));
    documents.extend(operations::lists(LARGE_COUNT));
    for (what, document) in documents {
        ends(&what, move || {
            let mut diagnostics = Diagnostics::default();
            let text = document.to_string();
            let document = document::read_text(&text, "long.json", &mut diagnostics);
            let api =
                document.map(|document| lower::lower(document.api, &options(), &mut diagnostics));
            api.is_some()
        });
    }
}
