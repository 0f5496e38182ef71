//! What a call costs: instructions, allocations, time.

use super::super::{
    context::Bench,
    server,
    table::{Bound, Goal, Row, Section, Unit},
    tools,
};
use crate::cargo::server::Server;
use miette::{IntoDiagnostic, Result};
use std::{path::Path, process::Command};

const OPERATIONS: [(&str, &str); 3] = [
    ("create", "create a token, JSON"),
    ("form", "create a token, form"),
    ("list", "list 100 tokens"),
];
const HAND_WRITTEN: &str = "hand-written";

/// Instructions of one call of each client: those of many calls less those of few.
pub fn instructions(bench: &Bench) -> Result<Vec<Section>> {
    if !tools::has_callgrind() {
        return Ok(Vec::new());
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
    let mut ours = Vec::new();
    for (operation, _) in OPERATIONS {
        ours.push(per_call("generated", operation)?);
    }
    let mut sections = Vec::new();
    for baseline in &BASELINES {
        let mut rows = Vec::new();
        for ((operation, what), ours) in OPERATIONS.into_iter().zip(&ours) {
            if baseline.operations.contains(&operation) {
                rows.push(
                    Row::new(what, Unit::Count, *ours)
                        .beside(per_call(baseline.client, operation)?)
                        .goal(Goal::Times(baseline.most))
                        .bound(Bound::Ratio, format!("{}.{operation}", baseline.bounds)),
                );
            }
        }
        sections.push(Section {
            title: baseline.title,
            method: baseline.method,
            other: baseline.other,
            rows,
        });
    }
    Ok(sections)
}

/// A client that the instructions of the generated one are compared with.
struct Baseline {
    /// What the benchmark program calls it.
    client: &'static str,
    operations: &'static [&'static str],
    /// What the generated client should take at most, as a ratio.
    most: f64,
    /// The table of its bounds.
    bounds: &'static str,
    title: &'static str,
    method: &'static str,
    other: &'static str,
}

const BASELINES: [Baseline; 3] = [
    Baseline {
        client: "hand",
        operations: &["create", "form", "list"],
        most: 0.95,
        bounds: "instructions",
        title: "Instructions of a call",
        method: "From building the request to the decoded response, in release, counted by \
                 callgrind; over loopback on one connection. Start-up is subtracted.",
        other: HAND_WRITTEN,
    },
    Baseline {
        client: "tight",
        operations: &["create", "form", "list"],
        most: 1.05,
        bounds: "tight",
        title: "Instructions of a call, beside a tight client",
        method: "The same, beside a client written by hand that parses its URLs and makes its \
                 credentials once.",
        other: "tight",
    },
    Baseline {
        client: "floor",
        operations: &["create", "list"],
        most: 1.05,
        bounds: "floor",
        title: "Instructions of a call, above the floor",
        method: "The same, beside what no client saves: a request made before is cloned and sent \
                 by reqwest, `serde_json` writes and reads the bodies.",
        other: "floor",
    },
];

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
