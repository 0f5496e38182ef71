//! The mock server of a generated crate: what it answers, which calls it takes for those that a test
//! means, and what it says of calls that no one expected.

mod answers;
mod expectations;
mod matching;

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};
use wire::{Client, mock::MockServer};

/// A server, and a client of it.
fn start() -> (MockServer, Client) {
    let mock = MockServer::start().expect("a port is free");
    let client = mock.client().expect("it can be built");
    (mock, client)
}

/// What something panics with.
fn panic_of<T>(action: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(action)).err();
    let panic: Box<dyn Any + Send> = panic.expect("it panics");
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => (*other.downcast::<&str>().expect("a text")).to_owned(),
    }
}
