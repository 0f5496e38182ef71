//! A server of another language at work, on a port of this machine.

use crate::files::failed;
use miette::{IntoDiagnostic, Result, miette};
use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server reads its descriptions, or its packages, before it listens.
const START: Duration = Duration::from_secs(60);
/// How long a server that was asked to end may take for it.
const END: Duration = Duration::from_secs(20);

/// A server at work. Ends when this does.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts `command`, which is a server that listens on `port` and not a wrapper around one:
    /// what is started here is what is to be stopped. Its log is in `directory`.
    ///
    /// # Errors
    ///
    /// If it does not start, with what it logged.
    pub fn start(name: &str, command: &mut Command, port: u16, directory: &Path) -> Result<Self> {
        let log = directory.join(format!("{name}.log"));
        let output = fs::File::create(&log).map_err(|error| failed("write", &log, &error))?;
        let child = command
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

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
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
        Err(miette!("the server did not end:\n{log}"))
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
