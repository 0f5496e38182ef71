//! Two small programs that call every operation: one with the client written by hand, one with
//! the generated one.

use super::{context::Bench, tools};
use crate::{
    cargo,
    files::{self, write_if_changed},
    project,
};
use miette::Result;
use std::path::PathBuf;

/// The workspace of both programs.
#[derive(Debug)]
pub struct Programs {
    directory: PathBuf,
}

pub const GENERATED: &str = "generated";
pub const HAND: &str = "hand";

impl Programs {
    /// Writes both.
    pub fn write(bench: &Bench) -> Result<Self> {
        let directory = bench.directory.join("programs");
        write_if_changed(&directory.join("Cargo.toml"), WORKSPACE)?;
        if !directory.join("Cargo.lock").exists() {
            cargo::copy_lock(&directory)?;
        }
        let sources = project::root().join("generated-client/benches/call");
        let client = project::own_client();
        let path = toml_edit::Value::from(client.to_string_lossy().into_owned());
        let generated = format!(
            "authlete-token-client = {{ path ={path}, default-features = false }}\n\n\
             [features]\n\
             default = [\"rustls\"]\n\
             rustls = [\"authlete-token-client/rustls\"]\n\
             native-tls = [\"authlete-token-client/native-tls\"]\n"
        );
        let hand = "\
            reqwest = { version = \"0.13\", default-features = false, \
            features = [\"form\", \"json\", \"query\"] }\n\
            serde = { version = \"1\", features = [\"derive\"] }\n\n\
            [features]\n\
            default = [\"rustls\"]\n\
            rustls = [\"reqwest/rustls\"]\n\
            native-tls = [\"reqwest/native-tls\"]\n";
        for (name, needs, modules) in [
            (GENERATED, generated.as_str(), &["caller", "generated"][..]),
            (HAND, hand, &["caller", "hand", "hand_written"]),
        ] {
            let root = directory.join(name);
            write_if_changed(&root.join("Cargo.toml"), &manifest(name, needs))?;
            write_if_changed(&root.join("src/main.rs"), &main(name, modules))?;
            for module in modules {
                let file = format!("{module}.rs");
                let text = files::read(&sources.join(&file))?;
                write_if_changed(&root.join("src").join(file), &text)?;
            }
        }
        Ok(Self { directory })
    }

    /// Builds one in release, and returns its program; none if it does not build.
    pub fn build(&self, name: &str, feature: &str) -> Result<PathBuf> {
        let target = self.directory.join("target").join(feature);
        let mut cargo = tools::cargo(&self.directory);
        cargo
            .args(["build", "--release", "--package", name])
            .args(["--no-default-features", "--features", feature])
            .arg("--target-dir")
            .arg(&target);
        tools::output(&mut cargo)?;
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Ok(target.join("release").join(program))
    }

    /// Seconds to build one in debug from nothing.
    pub fn cold(&self, name: &str) -> Result<f64> {
        let target = self.directory.join("target/cold");
        files::remove_dir(&target)?;
        let mut cargo = tools::cargo(&self.directory);
        cargo
            .args(["build", "--package", name, "--target-dir"])
            .arg(&target);
        let seconds = tools::seconds(&mut cargo)?;
        files::remove_dir(&target)?;
        Ok(seconds)
    }

    /// How many crates are built for one.
    pub fn crates(&self, name: &str) -> Result<usize> {
        let mut cargo = tools::cargo(&self.directory);
        cargo.args(["tree", "--package", name, "--edges", "normal,build"]);
        cargo.args(["--prefix", "none", "--format", "{p}"]);
        let text = tools::text(&mut cargo)?;
        let names: std::collections::BTreeSet<&str> = text
            .lines()
            .map(|line| line.trim_end_matches(" (*)"))
            .filter(|line| !line.is_empty())
            .collect();
        Ok(names.len())
    }
}

const WORKSPACE: &str = "\
[workspace]
resolver = \"3\"
members = [\"generated\", \"hand\"]

[profile.release]
strip = true
";

fn manifest(name: &str, needs: &str) -> String {
    format!(
        "[package]\n\
         name = \"{name}\"\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\
         publish = false\n\
         \n\
         [dependencies]\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"net\", \"time\"] }}\n\
         {needs}"
    )
}

fn main(name: &str, modules: &[&str]) -> String {
    let client = if name == HAND {
        "hand_written::HandWritten"
    } else {
        "generated::Generated"
    };
    let modules: Vec<String> = modules
        .iter()
        .map(|module| format!("mod {module};\n"))
        .collect();
    let modules = modules.concat();
    format!(
        "#![allow(dead_code)]\n\n\
         {modules}\n\
         use caller::{{BoxError, Caller, Operation}};\n\n\
         /// Calls the operations that are named after the URL.\n\
         fn main() -> Result<(), BoxError> {{\n\
         \x20   let mut arguments = std::env::args().skip(1);\n\
         \x20   let url = arguments.next().ok_or(\"no URL\")?;\n\
         \x20   let client = {client}::connect(&url)?;\n\
         \x20   let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;\n\
         \x20   for operation in arguments {{\n\
         \x20       runtime.block_on(client.call(operation.parse::<Operation>()?))?;\n\
         \x20   }}\n\
         \x20   Ok(())\n\
         }}\n"
    )
}
