//! What `cargo xtask soak` runs: `serve` is a server with faults, `call` is many calls of it at once
//! by the token client. Each is a process of its own, so that memory and files are counted apart.

mod calls;
mod limits;
mod server;

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve"] => server::serve(),
        ["call", url, what, calls] => calls::report(url, what, calls.parse().unwrap_or(1)),
        _ => ExitCode::FAILURE,
    }
}
