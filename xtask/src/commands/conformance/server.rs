//! The mock server of the suite.

use crate::{
    external::{
        registries::{self, Package},
        server::{self, Server},
    },
    files, project,
};
use miette::{IntoDiagnostic, Result, miette};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What npm installs: a Node.js that is new enough, the server, the scenarios, and what these need.
const PACKAGES: [Package; 14] = [
    package("@typespec/spector", "0.1.0-alpha.29"),
    package("@typespec/http-specs", "0.1.0-alpha.43"),
    package("@typespec/spec-api", "0.1.0-alpha.17"),
    package("@typespec/compiler", "1.16.0"),
    package("@typespec/openapi3", "1.16.0"),
    package("@typespec/http", "1.16.0"),
    package("@typespec/openapi", "1.16.0"),
    package("@typespec/rest", "0.86.0"),
    package("@typespec/versioning", "0.86.0"),
    package("@typespec/xml", "0.86.0"),
    package("@typespec/streams", "0.86.0"),
    package("@typespec/events", "0.86.0"),
    package("@typespec/sse", "0.86.0"),
    package("node", "22"),
];

const fn package(name: &'static str, version: &'static str) -> Package {
    Package { name, version }
}

const NEED: &str = "Spector, which checks the calls, needs it";

/// The server at work.
#[derive(Debug)]
pub struct Spector {
    server: Server,
    coverage: PathBuf,
    directory: PathBuf,
}

impl Spector {
    /// Installs it below `directory` if it is not there, and starts it.
    ///
    /// # Errors
    ///
    /// If it cannot be installed, or does not start.
    pub fn start(directory: &Path) -> Result<Self> {
        let modules = registries::npm_packages(directory, &PACKAGES, NEED)?;
        make_repository(directory)?;
        let coverage = directory.join("coverage.json");
        if coverage.exists() {
            std::fs::remove_file(&coverage).into_diagnostic()?;
        }
        let port = server::free_port()?;
        let mut command = Command::new(modules.join("node/bin/node"));
        command
            .current_dir(directory)
            .arg(modules.join("@typespec/spector/cmd/cli.mjs"))
            .arg("serve")
            .arg(modules.join("@typespec/http-specs/specs"))
            .args(["-p", &port.to_string()])
            .arg("--coverageFile")
            .arg(&coverage);
        let server = Server::start("Spector", &mut command, port, directory)?;
        Ok(Self {
            server,
            coverage,
            directory: directory.to_owned(),
        })
    }

    /// Where it is. The suite's bodies name the host so.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.server.address().port())
    }

    /// The files that the scenarios send.
    #[must_use]
    pub fn assets(&self) -> PathBuf {
        self.directory
            .join("node_modules/@typespec/http-specs/assets")
    }

    /// Stops it. Returns what it says of each scenario: `pass`, `fail` or `not-implemented`.
    ///
    /// # Errors
    ///
    /// If it does not stop, or says nothing.
    pub fn stop(self) -> Result<BTreeMap<String, String>> {
        #[derive(Deserialize)]
        struct Report {
            results: BTreeMap<String, String>,
        }
        let mut stream = TcpStream::connect(self.server.address()).into_diagnostic()?;
        let request = "POST /.admin/stop HTTP/1.1\r\nHost: localhost\r\n\
                       Connection: close\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(request.as_bytes()).into_diagnostic()?;
        // It may end before it has answered.
        let _ = stream.read_to_end(&mut Vec::new());
        self.server.ended()?;
        let text = files::read(&self.coverage)?;
        let reports: Vec<Report> = serde_json::from_str(&text).into_diagnostic()?;
        Ok(reports.into_iter().flat_map(|one| one.results).collect())
    }
}

/// The server asks git for the revision of its scenarios: an empty repository answers.
fn make_repository(directory: &Path) -> Result<()> {
    if directory.join(".git").exists() {
        return Ok(());
    }
    let git = |arguments: &[&str]| -> Result<()> {
        let status = Command::new("git")
            .current_dir(directory)
            .args([
                "-c",
                "user.name=conformance",
                "-c",
                "user.email=conformance@localhost",
            ])
            .args(["-c", "commit.gpgsign=false"])
            .args(arguments)
            .stdout(Stdio::null())
            .status()
            .into_diagnostic()?;
        if status.success() {
            Ok(())
        } else {
            Err(miette!("git failed in {}", project::display(directory)))
        }
    };
    git(&["init", "--quiet"])?;
    git(&["commit", "--quiet", "--allow-empty", "--message", "Start"])
}
