//! The body of a response, written somewhere as it arrives.

use super::{error::Error, response::RawResponse, stream::ByteStream};
use std::{error, fmt, io};

#[cfg(feature = "stream")]
use crate::runtime::client::platform;
#[cfg(feature = "stream")]
use bytes::Bytes;
#[cfg(feature = "stream")]
use std::{fs::File, future::poll_fn, io::Write as _, path::PathBuf, pin::Pin, task::ready};
#[cfg(feature = "stream")]
use tokio::io::AsyncWrite;

impl ByteStream {
    /// Writes what is left of the body as it arrives, and returns how many bytes that was.
    ///
    /// # Errors
    ///
    /// If the body breaks off, or cannot be written. What had arrived before is written.
    #[cfg(feature = "stream")]
    pub async fn write_to<W: AsyncWrite + Unpin + ?Sized>(
        &mut self,
        writer: &mut W,
    ) -> Result<u64, DownloadError> {
        let mut writer = Pin::new(writer);
        let mut written = 0;
        while let Some(mut chunk) = self.piece().await? {
            written += chunk.len() as u64;
            while !chunk.is_empty() {
                let size = poll_fn(|context| writer.as_mut().poll_write(context, &chunk)).await;
                match size {
                    Ok(0) => return Err(self.unwritten(io::ErrorKind::WriteZero.into())),
                    Ok(size) => drop(chunk.split_to(size.min(chunk.len()))),
                    Err(error) => return Err(self.unwritten(error)),
                }
            }
        }
        let flushed = poll_fn(|context| writer.as_mut().poll_flush(context)).await;
        flushed.map_err(|error| self.unwritten(error))?;
        Ok(written)
    }

    /// Writes what is left of the body to a file as it arrives, and returns how many bytes that was. A
    /// file that was there is replaced.
    ///
    /// # Errors
    ///
    /// If the body breaks off, or cannot be written. What had arrived before is in the file.
    #[cfg(feature = "stream")]
    pub async fn save(&mut self, path: impl Into<PathBuf>) -> Result<u64, DownloadError> {
        let path = path.into();
        let mut file = self.on_disk(|| File::create(path)).await?;
        let mut written = 0;
        while let Some(chunk) = self.piece().await? {
            written += chunk.len() as u64;
            let write = move || file.write_all(&chunk).map(|()| file);
            file = self.on_disk(write).await?;
        }
        Ok(written)
    }

    /// Does the same as [`write_to`](Self::write_to) where there is no `async`.
    ///
    /// # Errors
    ///
    /// If the body breaks off, or cannot be written. What had arrived before is written.
    #[cfg(feature = "blocking")]
    #[cfg_attr(
        not(feature = "stream"),
        allow(rustdoc::broken_intra_doc_links, reason = "the method is not there")
    )]
    pub fn write_to_blocking<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
    ) -> Result<u64, DownloadError> {
        let mut written = 0;
        loop {
            let chunk = self.blocking().next().transpose();
            let Some(chunk) = chunk.map_err(|error| self.broken(error))? else {
                break;
            };
            let outcome = writer.write_all(&chunk);
            outcome.map_err(|error| self.unwritten(error))?;
            written += chunk.len() as u64;
        }
        writer.flush().map_err(|error| self.unwritten(error))?;
        Ok(written)
    }

    /// The next chunk.
    #[cfg(feature = "stream")]
    async fn piece(&mut self) -> Result<Option<Bytes>, DownloadError> {
        let chunk = self.chunk().await;
        chunk.map_err(|error| self.broken(error))
    }

    /// Does something with a file on a thread that may wait.
    #[cfg(feature = "stream")]
    async fn on_disk(
        &self,
        act: impl FnOnce() -> io::Result<File> + Send + 'static,
    ) -> Result<File, DownloadError> {
        let outcome = platform::on_disk(act).await;
        outcome.map_err(|error| self.unwritten(error))
    }

    fn broken(&self, error: Error) -> DownloadError {
        self.error(Cause::Read(Box::new(error)))
    }

    fn unwritten(&self, error: io::Error) -> DownloadError {
        self.error(Cause::Write(error))
    }

    #[cold]
    fn error(&self, cause: Cause) -> DownloadError {
        DownloadError {
            received: self.received(),
            total: self.total(),
            response: Box::new(self.head().clone()),
            cause,
        }
    }
}

/// The body of a response was not written to its end.
#[derive(Debug)]
pub struct DownloadError {
    received: u64,
    total: Option<u64>,
    response: Box<RawResponse>,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Read(Box<Error>),
    Write(io::Error),
}

impl DownloadError {
    /// How many bytes had arrived.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The response: its status and headers. Nothing of its body is kept.
    #[must_use]
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Why the body broke off, if it did.
    #[must_use]
    pub fn read_error(&self) -> Option<&Error> {
        match &self.cause {
            Cause::Read(error) => Some(error),
            Cause::Write(_) => None,
        }
    }

    /// Why what had arrived could not be written, if that was it.
    #[must_use]
    pub fn write_error(&self) -> Option<&io::Error> {
        match &self.cause {
            Cause::Read(_) => None,
            Cause::Write(error) => Some(error),
        }
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.response.operation();
        if !operation.is_empty() {
            write!(formatter, "{operation}: ")?;
        }
        let what = match self.cause {
            Cause::Read(_) => "the body broke off",
            Cause::Write(_) => "the body could not be written",
        };
        match self.total {
            Some(total) => write!(formatter, "{what} after {} of {total} bytes", self.received),
            None => write!(formatter, "{what} after {} bytes", self.received),
        }
    }
}

impl error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.cause {
            Cause::Read(error) => Some(&**error),
            Cause::Write(error) => Some(error),
        }
    }
}
