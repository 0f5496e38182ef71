//! What the programs beside this folder share: a server on the loopback interface that answers as
//! each of them says and keeps what it was sent, and the thread that they run on.

mod fetch;
mod multipart;
mod server;
mod text;

pub use fetch::get_json;
pub use multipart::Part;
pub use server::{Answer, Request, Server};
pub use text::{pairs, pairs_of};

use std::future::Future;

/// Runs a task where a service runs it: on a worker thread of tokio, whose stack has the default
/// size. The program fails if the task panics.
pub fn run(task: impl Future<Output = ()> + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("the runtime starts");
    if runtime.block_on(runtime.spawn(task)).is_err() {
        std::process::exit(1);
    }
}
