//! What a call costs: instructions, allocations, time.

use super::super::{
    context::Bench,
    server::{self, Server},
    table::{Bound, Goal, Row, Section, Unit},
    tools,
};
use miette::{IntoDiagnostic, Result};
use std::{path::Path, process::Command};

const OPERATIONS: [(&str, &str); 3] = [
    ("create", "create a token, JSON"),
    ("form", "create a token, form"),
    ("list", "list 100 tokens"),
];
const HAND_WRITTEN: &str = "hand-written";

/// Instructions of one call: those of many calls less those of few.
pub fn instructions(bench: &Bench) -> Result<Option<Section>> {
    if !tools::has_callgrind() {
        return Ok(None);
    }
    let more = if bench.short { 400 } else { 1000 };
    let program = server::program()?;
    let server = Server::start(&program)?;
    let per_call = |client: &str, operation: &str| -> Result<f64> {
        let few = 50;
        let count = |calls: u32| {
            let calls = calls.to_string();
            tools::instructions(&program, &["call", client, operation, &calls, &server.url])
        };
        Ok((count(few + more)? - count(few)?) / f64::from(more))
    };
    let mut rows = Vec::new();
    for (operation, what) in OPERATIONS {
        rows.push(
            Row::new(what, Unit::Count, per_call("generated", operation)?)
                .beside(per_call("hand", operation)?)
                .goal(Goal::Times(0.95))
                .bound(Bound::Ratio, format!("instructions.{operation}")),
        );
    }
    Ok(Some(Section {
        title: "Instructions of a call",
        method: "From building the request to the decoded response, in release, counted by \
                 callgrind; over loopback on one connection. Start-up is subtracted.",
        other: HAND_WRITTEN,
        rows,
    }))
}

/// How often a call allocates.
pub fn allocations() -> Result<Section> {
    let program = server::program()?;
    let server = Server::start(&program)?;
    let mut rows = Vec::new();
    for (operation, what) in OPERATIONS {
        let (ours, our_bytes) = allocated(&program, "generated", operation, &server.url)?;
        let (other, other_bytes) = allocated(&program, "hand", operation, &server.url)?;
        rows.push(
            Row::new(what, Unit::Count, ours)
                .beside(other)
                .goal(Goal::Times(1.0))
                .bound(Bound::Ratio, format!("allocations.{operation}")),
        );
        rows.push(Row::new(format!("{what}: bytes"), Unit::Count, our_bytes).beside(other_bytes));
    }
    Ok(Section {
        title: "Allocations of a call",
        method: "How often memory is allocated or grown, counted by the allocator, on average.",
        other: HAND_WRITTEN,
        rows,
    })
}

fn allocated(program: &Path, client: &str, operation: &str, url: &str) -> Result<(f64, f64)> {
    let arguments = ["allocations", client, operation, "500", url];
    let text = tools::text(Command::new(program).args(arguments))?;
    let (count, bytes) = text.trim().split_once(' ').unwrap_or_default();
    Ok((
        count.parse().into_diagnostic()?,
        bytes.parse().into_diagnostic()?,
    ))
}

/// Calls per second.
pub fn throughput() -> Result<Section> {
    let program = server::program()?;
    let server = Server::start(&program)?;
    let once = |client: &str| -> Result<f64> {
        let arguments = ["throughput", client, "20000", "64", &server.url];
        let text = tools::text(Command::new(&program).args(arguments))?;
        text.trim().parse().into_diagnostic()
    };
    // By turns, so that what else the machine does meets both.
    let (mut ours, mut other) = (0.0_f64, 0.0_f64);
    for _ in 0..5 {
        ours = ours.max(once("generated")?);
        other = other.max(once("hand")?);
    }
    Ok(Section {
        title: "Throughput",
        method: "Calls per second of 64 callers on one thread, the server in another process; the \
                 best of five runs, by turns.",
        other: HAND_WRITTEN,
        rows: vec![
            Row::new("create a token, JSON", Unit::Count, ours)
                .beside(other)
                .goal(Goal::AtLeast(1.0)),
        ],
    })
}
