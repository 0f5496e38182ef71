//! What it takes to come to the first call.

use super::super::{
    context::Bench,
    programs::{GENERATED, HAND, Programs},
    server,
    table::{Row, Section, Unit},
    tools,
};
use crate::cargo::server::Server;
use miette::Result;

/// Instructions of a program that makes one call.
pub fn measure(bench: &Bench) -> Result<Option<Section>> {
    if !tools::has_callgrind() {
        return Ok(None);
    }
    let server = Server::start(&server::program()?)?;
    let programs = Programs::write(bench)?;
    let mut rows = Vec::new();
    for feature in ["rustls", "native-tls"] {
        let count = |name| -> Result<f64> {
            let program = programs.build(name, feature)?;
            tools::instructions(&program, &[&server.url, "create"])
        };
        match (count(GENERATED), count(HAND)) {
            (Ok(ours), Ok(other)) => {
                rows.push(Row::new(feature, Unit::Count, ours).beside(other));
            }
            (Err(error), _) | (_, Err(error)) => {
                println!("With {feature}, the program does not build or run here: {error}\n");
            }
        }
    }
    Ok(Some(Section {
        title: "Start",
        method: "Instructions of a whole program that makes one call, counted by callgrind.",
        other: "hand-written",
        rows,
    }))
}
