//! The pieces of what is sent, wherever they come from.

use crate::runtime::{client::platform, requests::error::BoxError};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use reqwest::Body;
use std::{
    fs::File,
    future::Future,
    io::{self, Read},
    mem,
    path::PathBuf,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, ReadBuf},
    task::{JoinHandle, spawn_blocking},
};

/// The most that is read at once, in bytes.
pub(super) const PIECE: usize = 64 * 1024;

/// The pieces, of which one is in memory.
///
/// Nobody locks the `Mutex`: it makes `Sync` what need not be, since `reqwest` takes nothing else.
pub(super) struct Chunks(Mutex<Pin<Box<dyn Stream<Item = Piece> + Send>>>);

type Piece = Result<Bytes, BoxError>;

impl Chunks {
    fn new(stream: impl Stream<Item = Piece> + Send + 'static) -> Self {
        Self(Mutex::new(Box::pin(stream)))
    }

    /// The next piece; `None` at the end.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        let stream = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        stream.as_mut().poll_next(context)
    }
}

/// All of it at once.
pub(super) fn of_bytes(bytes: Bytes) -> (Chunks, Option<u64>) {
    let length = bytes.len() as u64;
    (Chunks::new(Once(Some(bytes))), Some(length))
}

struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let bytes = self.0.take().filter(|bytes| !bytes.is_empty());
        Poll::Ready(bytes.map(Ok))
    }
}

/// The pieces of a body of `reqwest`.
pub(super) fn of_body(body: Body) -> (Chunks, Option<u64>) {
    let length = platform::length_of(&body);
    (Chunks::new(OfBody(body)), length)
}

struct OfBody(Body);

impl Stream for OfBody {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = platform::poll_body(&mut self.0, context);
        piece.map_err(Into::into)
    }
}

/// What a stream of something like bytes gives.
pub(super) fn of_stream<S, B, E>(stream: S) -> Chunks
where
    S: Stream<Item = Result<B, E>> + Send + 'static,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    Chunks::new(OfStream(Box::pin(stream)))
}

struct OfStream<S>(Pin<Box<S>>);

impl<S, B, E> Stream for OfStream<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(item.map(|item| item.map(Into::into).map_err(Into::into)))
    }
}

/// What a reader reads.
pub(super) fn of_reader(reader: Pin<Box<dyn AsyncRead + Send>>) -> Chunks {
    let buffer = BytesMut::new();
    Chunks::new(OfReader { reader, buffer })
}

struct OfReader {
    reader: Pin<Box<dyn AsyncRead + Send>>,
    /// What is still free of the last piece.
    buffer: BytesMut,
}

impl Stream for OfReader {
    type Item = Piece;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.buffer.is_empty() {
            this.buffer.resize(PIECE, 0);
        }
        let mut free = ReadBuf::new(&mut this.buffer);
        Poll::Ready(
            match ready!(this.reader.as_mut().poll_read(context, &mut free)) {
                Ok(()) => {
                    let read = free.filled().len();
                    (read > 0).then(|| Ok(this.buffer.split_to(read).freeze()))
                }
                Err(error) => Some(Err(error.into())),
            },
        )
    }
}

/// Opens a file. Its length is known unless it is something else that has a path.
pub(super) async fn of_file(path: PathBuf) -> io::Result<(Chunks, Option<u64>)> {
    let open = move || {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        Ok((file, metadata.is_file().then_some(metadata.len())))
    };
    let (file, length) = platform::on_disk(open).await?;
    Ok((Chunks::new(OfFile::Waits(file)), length))
}

/// A file, which is read on a thread that may wait.
enum OfFile {
    Waits(File),
    Reads(JoinHandle<io::Result<(File, Bytes)>>),
    Ended,
}

impl Stream for OfFile {
    type Item = Piece;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match mem::replace(this, Self::Ended) {
                Self::Waits(file) => *this = Self::Reads(spawn_blocking(|| read(file))),
                Self::Reads(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
                        *this = Self::Reads(reading);
                        return Poll::Pending;
                    };
                    let (file, bytes) = read??;
                    if bytes.is_empty() {
                        return Poll::Ready(None);
                    }
                    *this = Self::Waits(file);
                    return Poll::Ready(Some(Ok(bytes)));
                }
                Self::Ended => return Poll::Ready(None),
            }
        }
    }
}

fn read(mut file: File) -> io::Result<(File, Bytes)> {
    let mut bytes = Vec::with_capacity(PIECE);
    (&mut file).take(PIECE as u64).read_to_end(&mut bytes)?;
    Ok((file, bytes.into()))
}
