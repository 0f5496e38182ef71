//! A server of another language at work, on a port of this machine.

use crate::{files::failed, project};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    fs,
    io::{self, Read},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Prism reads the description before it listens, Python its packages.
const START: Duration = Duration::from_secs(60);

/// Ends when this does.
pub struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts a program that listens on the port which is the argument after `--port`.
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        let log = project::target().join(format!("contract/{name}.log"));
        let output = fs::File::create(&log).map_err(|error| failed("write", &log, &error))?;
        let port = free_port().into_diagnostic()?;
        let child = command
            .args(["--port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(output.try_clone().into_diagnostic()?)
            .stderr(output)
            .spawn()
            .into_diagnostic()?;
        let mut server = Self { child, port, log };
        if server.wait().into_diagnostic()? {
            println!("{name} listens at {}", server.url());
            Ok(server)
        } else {
            Err(miette!("{name} did not start:\n{}", server.stop()))
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

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

    /// Ends it and returns what it logged.
    pub fn stop(self) -> String {
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
