//! `cargo xtask round-trip`: do the models mean what the documents say?
//!
//! For every component schema, samples are decoded by its type and encoded again. Valid ones must
//! come back equal, and broken ones must be refused. `README.md` beside this file lists what is
//! left out, and why.

mod harness;
mod report;
mod samples;

use crate::{
    compare, files,
    generation::{
        self,
        documents::{Batch, Document},
    },
    project, workers,
};
use harness::{Answer, Types};
use miette::Result;
use report::{Checked, Report};
use samples::{Kind, Sample, Sampler};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Instant,
};

/// Options of `round-trip`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Which descriptions.
    #[command(flatten)]
    pub batch: Batch,
    /// Number of valid samples of each schema, roughly
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub samples: usize,
    /// Seed of the samples: the same seed gives the same ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Keep the samples in this directory, and use those that are there already
    #[arg(long, value_name = "DIR")]
    pub keep_samples: Option<PathBuf>,
    /// Write the table to this file too, as Markdown
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the samples from being made or the models from being compiled.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let documents = args.batch.documents()?;
    let jobs = args.batch.jobs();
    let sampler = Sampler::prepare(args.samples, args.seed, args.keep_samples.clone())?;
    let crates = project::target().join("round-trip/crates");
    files::create_dir(&crates)?;
    generation::remove_others(&crates, &documents)?;

    let types = workers::each(&documents, jobs, "generating", Document::name, |document| {
        harness::generate(document, &crates)
    });
    let names: Vec<&str> = documents
        .iter()
        .zip(&types)
        .filter(|(_, types)| types.as_ref().is_ok_and(|types| !types.is_empty()))
        .map(|(document, _)| document.crate_name.as_str())
        .collect();
    // Cargo waits most of its time for one crate or another.
    let (built, samples) = thread::scope(|scope| {
        let building = scope.spawn(|| harness::compile(&crates, &names, jobs));
        let samples = workers::each(&documents, jobs, "sampling", Document::name, |document| {
            sampler.samples(document)
        });
        (building.join(), samples)
    });
    let (programs, complaints) =
        built.map_err(|_| miette::miette!("compiling the models panicked"))??;

    let mut report = Report::default();
    for ((document, types), samples) in documents.iter().zip(types).zip(samples) {
        let program = programs.get(&document.crate_name);
        let checked = types
            .and_then(|types| Ok((types, samples?)))
            .and_then(|(types, samples)| check(&types, &samples, program.map(PathBuf::as_path)));
        report.add(document, checked);
    }
    print!("{}", report.text());
    if !complaints.is_empty() {
        println!("{}", complaints.trim_end());
    }
    if let Some(path) = &args.markdown {
        files::write(path, report.markdown())?;
    }
    println!("{}", report.sum(start.elapsed()));
    Ok(if report.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Gives the samples of a document to its models and judges the answers.
fn check(types: &Types, samples: &[Sample], program: Option<&Path>) -> Result<Checked> {
    let mut checked = Checked::default();
    let mut given: Vec<&Sample> = Vec::new();
    let mut lines = Vec::new();
    for sample in samples {
        let component = checked.component(&sample.schema);
        match sample.kind {
            Kind::Skipped => component.skipped += 1,
            Kind::None => component.untested = Some(sample.why.clone()),
            Kind::Valid | Kind::Example | Kind::Broken => {
                component.samples += 1;
                match types.get(&sample.schema) {
                    Some(&number) => {
                        given.push(sample);
                        lines.push((number, sample.value.to_string()));
                    }
                    None => {
                        checked.fail(sample, "the crate has no type for this schema".to_owned());
                    }
                }
            }
        }
    }
    if lines.is_empty() {
        return Ok(checked);
    }
    let Some(program) = program else {
        return Err(miette::miette!("the models do not compile"));
    };
    for (sample, answer) in given.into_iter().zip(harness::run(program, &lines)?) {
        if let Some(difference) = judge(sample, answer) {
            checked.fail(sample, difference);
        }
    }
    Ok(checked)
}

/// What is wrong with the answer to a sample, if anything is.
fn judge(sample: &Sample, answer: Answer) -> Option<String> {
    let broken = sample.kind == Kind::Broken;
    match answer {
        Answer::Died(status) => Some(format!("the program died: {status}")),
        Answer::Refused(_) if broken => None,
        Answer::Encoded(_) | Answer::Unrecognized(_) if broken => {
            Some(format!("accepted: {}", sample.why))
        }
        Answer::Refused(error) => Some(format!("refused: {error}")),
        Answer::Unrecognized(_) => Some("no alternative of a union recognizes it".to_owned()),
        Answer::Encoded(json) => match serde_json::from_str::<Value>(&json) {
            Ok(back) => compare::difference(&sample.value, &back),
            Err(error) => Some(format!("encoded as invalid JSON: {error}")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample(kind: Kind) -> Sample {
        Sample {
            schema: "Pet".to_owned(),
            kind,
            value: json!({"id": 1}),
            why: "string for integer at `id`".to_owned(),
        }
    }

    #[test]
    fn valid_samples_must_come_back() {
        let encoded = |json: &str| Answer::Encoded(json.to_owned());
        for (answer, expected) in [
            (encoded(r#"{"id":1.0}"#), None),
            (encoded("{}"), Some("$.id: 1 is lost")),
            (Answer::Refused("no".to_owned()), Some("refused: no")),
            (
                Answer::Unrecognized(r#"{"id":1}"#.to_owned()),
                Some("no alternative of a union recognizes it"),
            ),
            (
                Answer::Died("signal 6".to_owned()),
                Some("the program died: signal 6"),
            ),
        ] {
            assert_eq!(judge(&sample(Kind::Valid), answer).as_deref(), expected);
        }
    }

    #[test]
    fn broken_samples_must_be_refused() {
        let broken = sample(Kind::Broken);
        assert_eq!(judge(&broken, Answer::Refused("no".to_owned())), None);
        assert_eq!(
            judge(&broken, Answer::Encoded("{}".to_owned())).as_deref(),
            Some("accepted: string for integer at `id`")
        );
    }

    #[test]
    fn what_was_not_tried_does_not_count_as_kept() {
        let samples = [sample(Kind::None), sample(Kind::Valid)];
        let checked = check(&Types::new(), &samples[..1], None).expect("nothing to run");
        let mut report = Report::default();
        let document = Document {
            path: PathBuf::new(),
            name: "pets.yaml".to_owned(),
            crate_name: "pets-client".to_owned(),
        };
        report.add(&document, Ok(checked));
        assert!(report.is_clean());
        assert!(report.sum(std::time::Duration::ZERO).starts_with("0 of 1"));
        let checked = check(&Types::new(), &samples, None).expect("nothing to run");
        report.add(&document, Ok(checked));
        assert!(!report.is_clean(), "there is no type for the schema");
    }
}
