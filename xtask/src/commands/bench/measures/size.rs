//! What a program that uses the client weighs, and takes to build from nothing.

use super::super::{
    context::Bench,
    programs::{GENERATED, HAND, Programs},
    table::{Bound, Goal, Row, Section, Unit},
};
use crate::files::kib;
use miette::Result;

const METHOD: &str = "A program that calls all five operations, with rustls.";

/// Crates and binary.
pub fn measure(bench: &Bench) -> Result<Section> {
    let programs = Programs::write(bench)?;
    let size = |name| kib(&programs.build(name, "rustls")?);
    let crates = |name| -> Result<f64> {
        let count = u32::try_from(programs.crates(name)?).unwrap_or(u32::MAX);
        Ok(f64::from(count))
    };
    let rows = vec![
        Row::new("stripped release binary", Unit::KiB, size(GENERATED)?)
            .beside(size(HAND)?)
            .goal(Goal::Times(1.05))
            .bound(Bound::Ratio, "program.size"),
        Row::new("crates", Unit::Count, crates(GENERATED)?)
            .beside(crates(HAND)?)
            .goal(Goal::More(3.0))
            .bound(Bound::Difference, "program.more_crates"),
    ];
    Ok(Section {
        title: "Size",
        method: METHOD,
        other: "hand-written",
        rows,
    })
}

/// Time to build it from nothing.
pub fn cold_build(bench: &Bench) -> Result<Section> {
    let programs = Programs::write(bench)?;
    let rows = vec![
        Row::new(
            "debug, from nothing",
            Unit::Seconds,
            programs.cold(GENERATED)?,
        )
        .beside(programs.cold(HAND)?),
    ];
    Ok(Section {
        title: "Cold build",
        method: METHOD,
        other: "hand-written",
        rows,
    })
}
