//! Programs of Node.js: packages of npm below `target/`, and servers that they bring.

use crate::{
    files::{self, failed},
    project,
};
use miette::{IntoDiagnostic, Result};
use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server reads its descriptions before it listens.
const START: Duration = Duration::from_secs(60);
/// How long a server that was asked to end may take for it.
const END: Duration = Duration::from_secs(20);

/// Fails with what to do if a program of Node.js is not there.
///
/// # Errors
///
/// What to install, and that `what` needs it.
pub fn require(program: &str, what: &str) -> Result<()> {
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
            help = "install Node.js 18 or newer, with npm; only the mock servers in this repository need it",
            "`{program}` was not found; {what} needs it"
        )),
    }
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Installs packages of npm below `directory`, unless the file `program` is there.
///
/// # Errors
///
/// If npm is missing, or the packages cannot be installed.
pub fn install(directory: &Path, packages: &[&str], program: &Path) -> Result<()> {
    if program.exists() {
        return Ok(());
    }
    require("npm", packages[0])?;
    println!(
        "Installing {} in {}",
        packages.join(" "),
        project::display(directory)
    );
    files::create_dir(directory)?;
    let status = npm()
        .args(["install", "--no-audit", "--no-fund", "--legacy-peer-deps"])
        .args(["--loglevel", "error", "--prefix"])
        .arg(directory)
        .args(packages)
        .status()
        .into_diagnostic()?;
    if status.success() && program.exists() {
        return Ok(());
    }
    Err(miette::miette!(
        help = "see what npm says above; it needs access to its registry",
        "{} could not be installed",
        packages[0]
    ))
}

/// A server at work. Ends when this does.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts `command`, which is a server that listens on `port` and not a wrapper around one:
    /// what is started here is what is to be stopped. It logs to the file `log`.
    ///
    /// # Errors
    ///
    /// If it does not start, with what it logged.
    pub fn start(mut command: Command, port: u16, log: &Path) -> Result<Self> {
        let output = fs::File::create(log).map_err(|error| failed("write", log, &error))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone().into_diagnostic()?)
            .stderr(output)
            .spawn()
            .into_diagnostic()?;
        let mut server = Self {
            child,
            port,
            log: log.to_owned(),
        };
        if server.wait().into_diagnostic()? {
            Ok(server)
        } else {
            let log = server.stop();
            Err(miette::miette!("the server did not start:\n{log}"))
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// True once it listens, false if it ended or takes too long.
    fn wait(&mut self) -> io::Result<bool> {
        let start = Instant::now();
        while start.elapsed() < START {
            if self.child.try_wait()?.is_some() {
                return Ok(false);
            }
            if TcpStream::connect_timeout(&self.address(), Duration::from_secs(1)).is_ok() {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(false)
    }

    /// Waits until it has ended by itself.
    ///
    /// # Errors
    ///
    /// If it does not.
    pub fn ended(mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < END {
            if self.child.try_wait().into_diagnostic()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        let log = self.stop();
        Err(miette::miette!("the server did not end:\n{log}"))
    }

    /// Ends it and returns what it logged.
    #[must_use]
    pub fn stop(self) -> String {
        let log = self.log.clone();
        drop(self);
        // A log that cannot be read is no reason to fail.
        let text = fs::read(log).unwrap_or_default();
        String::from_utf8_lossy(&text).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago: these servers cannot be told to choose one themselves.
///
/// # Errors
///
/// If there is none.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).into_diagnostic()?;
    Ok(listener.local_addr().into_diagnostic()?.port())
}
