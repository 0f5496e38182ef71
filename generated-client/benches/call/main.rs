//! The same calls by the generated client and by those written by hand, to be measured.
//! `cargo xtask bench` runs this and says what it means.

mod caller;
mod floor;
mod generated;
mod hand;
#[expect(
    dead_code,
    reason = "a client has more than what is needed to measure it"
)]
mod hand_written;
mod server;
mod tight;

use caller::{Caller, Operation};
use floor::Floor;
use generated::Generated;
use hand_written::HandWritten;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::{alloc::System, env, process::ExitCode, rc::Rc, time::Instant};
use tight::Tight;
use tokio::{
    runtime::{Builder, Runtime},
    task::LocalSet,
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const USAGE: &str = "\
`cargo xtask bench` runs this program. By itself it knows:

    serve                                                answers, until it is killed
    call <client> <operation> <calls> <url>          one call after the other
    allocations <client> <operation> <calls> <url>
    throughput <client> <calls> <concurrency> <url>

with the clients generated, hand, tight and floor, and the operations create, form, list, update,
revoke and delete. Of these, tight has create, form and list, floor create and list.";

type Outcome = Result<(), caller::BoxError>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["serve"] => server::serve().map_err(Into::into),
        [command, "hand", ref rest @ .., url] => run(command, HandWritten::connect(url), rest),
        [command, "generated", ref rest @ .., url] => run(command, Generated::connect(url), rest),
        [command, "tight", ref rest @ .., url] => run(command, Tight::connect(url), rest),
        [command, "floor", ref rest @ .., url] => run(command, Floor::connect(url), rest),
        _ => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run<C: Caller + 'static>(
    command: &str,
    client: Result<C, caller::BoxError>,
    rest: &[&str],
) -> Outcome {
    let client = client?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    match (command, rest) {
        ("call", [operation, calls]) => {
            runtime.block_on(repeat(&client, operation.parse()?, calls.parse()?))
        }
        ("allocations", [operation, calls]) => {
            allocations(&runtime, &client, operation.parse()?, calls.parse()?)
        }
        ("throughput", [calls, concurrency]) => {
            throughput(&runtime, client, calls.parse()?, concurrency.parse()?)
        }
        _ => Err(USAGE.into()),
    }
}

async fn repeat<C: Caller>(client: &C, operation: Operation, calls: u32) -> Outcome {
    for _ in 0..calls {
        client.call(operation).await?;
    }
    Ok(())
}

/// Prints how often memory is allocated or grown for one call, and how many bytes.
fn allocations<C: Caller>(
    runtime: &Runtime,
    client: &C,
    operation: Operation,
    calls: u32,
) -> Outcome {
    // The connection, and buffers that stay.
    runtime.block_on(repeat(client, operation, 20))?;
    let region = Region::new(ALLOCATOR);
    runtime.block_on(repeat(client, operation, calls))?;
    let change = region.change();
    let per_call = |count: usize| count / usize::try_from(calls).unwrap_or(1).max(1);
    println!(
        "{} {}",
        per_call(change.allocations + change.reallocations),
        per_call(change.bytes_allocated)
    );
    Ok(())
}

/// Prints the calls per second of this many callers on one thread.
fn throughput<C: Caller + 'static>(
    runtime: &Runtime,
    client: C,
    calls: u32,
    concurrency: u32,
) -> Outcome {
    runtime.block_on(repeat(&client, Operation::Create, 100))?;
    let client = Rc::new(client);
    let start = Instant::now();
    runtime.block_on(LocalSet::new().run_until(async {
        let callers: Vec<_> = (0..concurrency)
            .map(|_| {
                let client = Rc::clone(&client);
                let share = calls / concurrency.max(1);
                tokio::task::spawn_local(
                    async move { repeat(&*client, Operation::Create, share).await },
                )
            })
            .collect();
        for caller in callers {
            caller.await??;
        }
        Outcome::Ok(())
    }))?;
    println!("{:.0}", f64::from(calls) / start.elapsed().as_secs_f64());
    Ok(())
}
