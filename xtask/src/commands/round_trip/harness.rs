//! A program beside each generated crate that decodes JSON by its models and encodes it again.

use crate::{
    cargo::{self, programs},
    generation::{self, documents::Document},
    project,
};
use codegen::{File, Generated, ir::TypeKind};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

const START: &str = include_str!("harness/start.txt");

/// The types of a crate by the component schemas that they are made from. A multipart body is not
/// JSON and is not among them.
pub type Types = BTreeMap<String, usize>;

/// Generates the crate of a document with its harness.
///
/// # Errors
///
/// If the generator refuses the document or breaks.
pub fn generate(document: &Document, crates: &Path) -> Result<Types> {
    let mut generated = generation::generate(&document.path, &document.crate_name)
        .map_err(|failure| miette!("{}", failure.text(false).trim_end()))?;
    let (types, source) = source(document, &generated);
    generated.files.push(File {
        // Programs of all crates come to lie in one directory.
        path: format!("examples/{}.rs", document.crate_name),
        contents: source,
    });
    generation::write(&crates.join(&document.crate_name), document, &generated)?;
    Ok(types)
}

fn source(document: &Document, generated: &Generated) -> (Types, String) {
    let mut types = Types::new();
    let krate = document.crate_name.replace('-', "_");
    let mut arms = String::new();
    for def in &generated.api.types {
        let (Some(schema), false) = (
            &def.schema_name,
            matches!(def.kind, TypeKind::Multipart { .. }),
        ) else {
            continue;
        };
        let number = types.len();
        // Writing to a string does not fail.
        let _ = writeln!(
            arms,
            "        {number} => round_trip::<{krate}::models::{}>(json),",
            def.name
        );
        types.insert(schema.clone(), number);
    }
    let source = format!(
        "{START}\nfn by_number(number: usize, json: &str) -> Answer {{\n    match number {{\n{arms}        \
         _ => Err(format!(\"there is no type {{number}}, nor one for {{}} bytes\", json.len())),\n    }}\n}}\n"
    );
    (types, source)
}

/// Compiles the harnesses of these crates, without their clients. Returns the programs by crate,
/// and what Cargo said of those that are missing.
///
/// # Errors
///
/// If Cargo cannot be run.
pub fn compile(
    crates: &Path,
    names: &[&str],
    jobs: usize,
) -> Result<(BTreeMap<String, PathBuf>, String)> {
    cargo::write_workspace(crates, names)?;
    let output = cargo::command(crates)
        .args(["build", "--workspace", "--no-default-features"])
        .args(["--examples", "--keep-going", "--quiet"])
        .args(["--message-format=json-render-diagnostics", "--jobs"])
        .arg(jobs.to_string())
        .env(
            "CARGO_TARGET_DIR",
            project::target().join("round-trip/target"),
        )
        .output()
        .into_diagnostic()?;
    let programs = programs::executables(&output.stdout)?;
    Ok((
        programs,
        String::from_utf8_lossy(&output.stderr).into_owned(),
    ))
}

/// What became of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was decoded, and this is the JSON that it is encoded as.
    Encoded(String),
    /// So too, but some union kept a part as a value that it does not know.
    Unrecognized(String),
    /// It was refused.
    Refused(String),
    /// The program died of it.
    Died(String),
}

/// Runs a harness on samples: the numbers of their types and JSON. A sample at which the program
/// dies has the answer [`Answer::Died`], and the rest is given to a new one.
///
/// # Errors
///
/// If it cannot be run.
pub fn run(program: &Path, samples: &[(usize, String)]) -> Result<Vec<Answer>> {
    let mut answers = Vec::with_capacity(samples.len());
    while answers.len() < samples.len() {
        let (some, status) = run_until_death(program, &samples[answers.len()..])?;
        answers.extend(some);
        if answers.len() < samples.len() {
            answers.push(Answer::Died(status));
        }
    }
    Ok(answers)
}

fn run_until_death(program: &Path, samples: &[(usize, String)]) -> Result<(Vec<Answer>, String)> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .into_diagnostic()?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(miette!("{} has no pipes", program.display()));
    };
    let answers = thread::scope(|scope| {
        scope.spawn(move || {
            for (number, json) in samples {
                // If it died, that shows in the answers.
                let _ = writeln!(stdin, "{number} {json}");
            }
        });
        BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| answer(&line))
            .collect::<Vec<_>>()
    });
    let status = child.wait().into_diagnostic()?;
    Ok((answers, status.to_string()))
}

fn answer(line: &str) -> Option<Answer> {
    let (word, rest) = line.split_once(' ')?;
    let rest = rest.to_owned();
    match word {
        "encoded" => Some(Answer::Encoded(rest)),
        "unrecognized" => Some(Answer::Unrecognized(rest)),
        "refused" => Some(Answer::Refused(rest)),
        _ => None,
    }
}
