//! The program that makes the calls of the scenarios, from their data.
//!
//! It is a crate with a module for each generated crate and a function for each call, which prints
//! what was made of the response.

pub mod call;
mod content;
mod form;
mod value;

use super::{
    known::Known,
    operations::{self, Crate},
    scenarios::{Call, Scenario},
};
use crate::{cargo, files};
use heck::ToSnakeCase as _;
use miette::Result;
use std::{collections::BTreeMap, path::Path};

/// The package.
pub const PACKAGE: &str = "driver";

pub use call::Unmade;

/// The sources of the driver, and what they do not contain.
#[derive(Debug, Default)]
pub struct Driver {
    /// The functions, by crate.
    modules: BTreeMap<String, String>,
    /// The calls of `main`, in order.
    calls: String,
    /// Why scenarios cannot be made, by name.
    pub unmade: BTreeMap<String, Unmade>,
}

impl Driver {
    /// Writes the calls of all scenarios. A scenario of which one call cannot be made is left out.
    #[must_use]
    pub fn of(scenarios: &[Scenario], crates: &[Crate], known: &Known) -> Self {
        let mut driver = Self::default();
        for scenario in scenarios {
            if let Err(why) = driver.add(scenario, crates, known) {
                driver.unmade.insert(scenario.name.clone(), why);
            }
        }
        driver
    }

    fn add(&mut self, scenario: &Scenario, crates: &[Crate], known: &Known) -> Result<(), Unmade> {
        let candidates = crates_of(crates, scenario);
        let mut functions = Vec::new();
        for (number, call) in scenario.calls.iter().enumerate() {
            let name = format!("{}_{number}", scenario.name.to_snake_case());
            let given = known.call(&scenario.name, number);
            functions.push(call::function(&name, &candidates, call, given)?);
        }
        for (number, function) in functions.into_iter().enumerate() {
            self.calls += &format!(
                "    ({:?}, {number}, {}::{}),\n",
                scenario.name, function.krate, function.name
            );
            let module = self.modules.entry(function.krate).or_default();
            module.push_str(&function.text);
        }
        Ok(())
    }

    /// Writes the package into the workspace of the crates.
    ///
    /// # Errors
    ///
    /// What the file system reports.
    pub fn write(&self, crates: &Path) -> Result<()> {
        let root = crates.join(PACKAGE);
        let mut wanted = vec![root.join("Cargo.toml")];
        files::write_if_changed(&wanted[0], &self.manifest())?;
        let modules: Vec<String> = self
            .modules
            .keys()
            .map(|name| format!("mod {name};\n"))
            .collect();
        let main = MAIN
            .replace("// modules\n", &modules.concat())
            .replace("// calls\n", &self.calls);
        let sources = self.modules.iter();
        let sources = sources.map(|(name, functions)| {
            let module = MODULE.replace("krate", name) + functions;
            (format!("{name}.rs"), module)
        });
        let shared = [
            ("main.rs".to_owned(), main),
            (
                "support.rs".to_owned(),
                include_str!("support.txt").to_owned(),
            ),
        ];
        for (name, text) in sources.chain(shared) {
            let path = root.join("src").join(name);
            files::write_if_changed(&path, &text)?;
            wanted.push(path);
        }
        files::remove_all_but(&root, &|path| wanted.iter().any(|wanted| wanted == path))?;
        let mut members: Vec<String> = self.modules.keys().map(|name| package(name)).collect();
        members.push(PACKAGE.to_owned());
        let members: Vec<&str> = members.iter().map(String::as_str).collect();
        cargo::write_workspace(crates, &members)
    }

    fn manifest(&self) -> String {
        let crates = self.modules.keys().map(|name| {
            let package = package(name);
            format!("{package} = {{ path = \"../{package}\" }}\n")
        });
        let crates: String = crates.collect();
        format!(
            "[package]\nname = \"{PACKAGE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n\
             serde = \"1.0\"\n\
             serde_json = {{ version = \"1.0\", features = [\"float_roundtrip\"] }}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt\", \"time\"] }}\n\
             {crates}"
        )
    }
}

/// True if the document of a call describes a response with its status.
#[must_use]
pub fn is_documented(crates: &[Crate], scenario: &Scenario, call: &Call) -> bool {
    let found = operations::find(&crates_of(crates, scenario), call);
    found.is_some_and(|found| content::documented(&found, call).is_some())
}

/// The crates of the folder of a scenario.
fn crates_of<'a>(crates: &'a [Crate], scenario: &Scenario) -> Vec<&'a Crate> {
    let crates = crates.iter();
    crates
        .filter(|krate| operations::is_of(&krate.document, &scenario.folder))
        .collect()
}

/// The package of a crate.
fn package(krate: &str) -> String {
    krate.replace('_', "-")
}

const MAIN: &str = "\
//! Makes the calls of the scenarios.
#![allow(warnings, reason = \"what is shared is not needed by all\")]

mod support;
// modules

#[tokio::main(flavor = \"current_thread\")]
async fn main() {
    support::make(CALLS).await;
}

const CALLS: &[support::Call] = &[
// calls
];
";

const MODULE: &str = "\
//! Calls of `krate`.

use crate::support::{Content, Server, Work, encode, explain, header, reply_of, stream_of};
use krate::{Value, models, operations};
use std::collections::BTreeMap;
";
