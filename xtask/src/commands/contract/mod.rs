//! `cargo xtask contract`: runs the client against Prism, a server that answers as a description
//! says and refuses requests that it does not allow.

use crate::{
    cargo,
    files::{self, failed},
    project,
};
use miette::{IntoDiagnostic, Result};
use std::{
    fs,
    io::{self, Read},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A range, so that fixes arrive; the major version, so that its options stay.
const PACKAGE: &str = "@stoplight/prism-cli@5";
/// Prism reads the description before it listens.
const START: Duration = Duration::from_secs(60);

/// Options of `contract`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The description that the server follows [default: spec/token-operations.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The package to test
    #[arg(long, value_name = "NAME", default_value = "authlete-token-client")]
    pub package: String,
}

/// Runs the command.
///
/// # Errors
///
/// If Node.js is missing, or Prism cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let spec = args
        .spec
        .clone()
        .unwrap_or_else(|| project::root().join("spec/token-operations.yaml"));
    let spec = fs::canonicalize(&spec).map_err(|error| failed("open", &spec, &error))?;
    let prism = installed(&project::target().join("contract"))?;
    let server = Server::start(&prism, &spec)?;
    println!("Prism listens at {}", server.url());
    let status = cargo::command(&project::root())
        .args(["test", "--package", &args.package, "--test", "contract"])
        .args(["--", "--ignored"])
        .env("CONTRACT_BASE_URL", server.url())
        .status()
        .into_diagnostic()?;
    if status.success() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{}", server.stop());
    Ok(ExitCode::FAILURE)
}

/// The program of Prism, installed below `directory` if it is not there.
fn installed(directory: &Path) -> Result<PathBuf> {
    require("node")?;
    let package = directory.join("node_modules/@stoplight/prism-cli");
    let program = package.join("dist/index.js");
    if !program.exists() {
        require("npm")?;
        println!("Installing {PACKAGE} in {}", project::display(directory));
        files::create_dir(directory)?;
        let status = npm()
            .args(["install", "--no-audit", "--no-fund", "--prefix"])
            .arg(directory)
            .arg(PACKAGE)
            .status()
            .into_diagnostic()?;
        if !status.success() || !program.exists() {
            return Err(miette::miette!(
                help = "see what npm says above; it needs access to its registry",
                "{PACKAGE} could not be installed"
            ));
        }
    }
    Ok(program)
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Fails with what to do if a program of Node.js is not there.
fn require(program: &str) -> Result<()> {
    let mut command = if program == "npm" {
        npm()
    } else {
        Command::new(program)
    };
    let found = command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match found {
        Ok(status) if status.success() => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).into_diagnostic(),
        _ => Err(miette::miette!(
            help =
                "install Node.js 18 or newer, with npm; nothing else in this repository needs it",
            "`{program}` was not found; Prism, which checks the requests, needs it"
        )),
    }
}

/// Prism at work. Ends when this does.
struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    fn start(program: &Path, spec: &Path) -> Result<Self> {
        let log = project::target().join("contract/prism.log");
        let output = fs::File::create(&log).map_err(|error| failed("write", &log, &error))?;
        let port = free_port().into_diagnostic()?;
        // Node itself, not a wrapper around it: what is started here is what is to be stopped.
        let child = Command::new("node")
            .arg(program)
            // `--errors`: a wrong request is an error, not an example of one.
            .args([
                "mock",
                "--errors",
                "--multiprocess",
                "false",
                "--host",
                "127.0.0.1",
            ])
            .args(["--port", &port.to_string()])
            .arg(spec)
            .stdin(Stdio::null())
            .stdout(output.try_clone().into_diagnostic()?)
            .stderr(output)
            .spawn()
            .into_diagnostic()?;
        let mut server = Self { child, port, log };
        if server.wait().into_diagnostic()? {
            Ok(server)
        } else {
            Err(miette::miette!("Prism did not start:\n{}", server.stop()))
        }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// True once it listens, false if it ended or takes too long.
    fn wait(&mut self) -> io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let start = Instant::now();
        while start.elapsed() < START {
            if self.child.try_wait()?.is_some() {
                return Ok(false);
            }
            if TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(false)
    }

    /// Ends it and returns what it logged.
    fn stop(self) -> String {
        let log = self.log.clone();
        drop(self);
        let mut text = String::new();
        if let Ok(mut file) = fs::File::open(log) {
            // A log that cannot be read is no reason to fail.
            let _ = file.read_to_string(&mut text);
        }
        text
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago. Prism cannot be told to choose one itself.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
