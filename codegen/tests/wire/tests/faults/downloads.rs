//! Bodies of responses that are written as they arrive: what is written, told and held in memory, and
//! what is known when one breaks off.

use std::{
    error::Error as _,
    fs,
    io::{self, Write},
    net::TcpStream,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    thread,
    time::Duration,
};

use tokio::io::AsyncWrite;
use wire::{ByteStream, Client, Error, Progress, Response, Timeout};

use crate::support::{Server, reset, write};

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nX-Request-Id: r-1\r\n";

/// Sends a head with this length, and then what is written.
fn sending(length: Option<u64>, send: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Server {
    let length = length.map_or_else(String::new, |length| {
        format!("Content-Length: {length}\r\n")
    });
    Server::new(move |_, _, stream| {
        write(
            stream,
            format!("{HEAD}{length}Connection: close\r\n\r\n").as_bytes(),
        );
        send(stream);
    })
}

async fn report(client: &Client) -> Response<ByteStream> {
    let answer = client.streams().get_report().send_streaming().await;
    answer.expect("it is success")
}

#[tokio::test]
async fn a_body_is_written_as_it_arrives_and_progress_is_told() {
    let bytes: Vec<u8> = (0..=250).cycle().take(1_000_000).collect();
    for length in [Some(1_000_000), None] {
        let content = bytes.clone();
        let server = sending(length, move |stream| write(stream, &content));
        let mut response = report(&server.client()).await;
        assert_eq!(response.total(), length);
        let told = Arc::new(Mutex::new(Vec::<Progress>::new()));
        let tell = Arc::clone(&told);
        response.on_progress(move |progress| {
            tell.lock().expect("no test panics with it").push(progress);
        });
        let mut written = Vec::new();
        let count = response.write_to(&mut written).await.expect("it arrives");
        assert_eq!(count, 1_000_000);
        assert!(written == bytes);
        assert_eq!(response.received(), 1_000_000);
        let told = told.lock().expect("no test panics with it").clone();
        assert!(told.iter().all(|progress| progress.total == length));
        assert!(told.is_sorted_by(|one, other| one.bytes < other.bytes));
        assert_eq!(told.last().map(|progress| progress.bytes), Some(1_000_000));
        // The end has come, once and for all.
        assert_eq!(
            response.write_to(&mut written).await.expect("it has ended"),
            0
        );
    }
}

#[tokio::test]
async fn a_body_is_saved_in_a_file() {
    let path = std::env::temp_dir().join(format!("wire-{}-saved", std::process::id()));
    fs::write(&path, "something longer than what is to come").expect("it can be written");
    let server = sending(Some(5), |stream| write(stream, b"%PDF\n"));
    let count = report(&server.client()).await.save(&path).await;
    assert_eq!(count.expect("it arrives"), 5);
    assert_eq!(fs::read(&path).expect("it is there"), b"%PDF\n");
    fs::remove_file(&path).expect("it is there");

    let nowhere = report(&server.client())
        .await
        .save("/no/such/folder/x")
        .await;
    let error = nowhere.expect_err("there is no such folder");
    assert!(error.read_error().is_none());
    let kind = error.write_error().map(io::Error::kind);
    assert_eq!(kind, Some(io::ErrorKind::NotFound));
}

#[tokio::test]
async fn a_body_that_breaks_off_says_how_much_arrived_and_keeps_the_head() {
    for length in [Some(1000), None] {
        let server = sending(length, |stream| {
            write(stream, &[b'x'; 600]);
            // What was sent must not be lost by the reset.
            thread::sleep(Duration::from_millis(100));
            reset(stream);
        });
        let mut response = report(&server.client()).await;
        let mut written = Vec::new();
        let error = response
            .write_to(&mut written)
            .await
            .expect_err("it breaks off");
        assert_eq!(written, [b'x'; 600]);
        assert_eq!(error.received(), 600);
        assert_eq!(error.response().status(), 200);
        assert_eq!(
            error.response().headers()["content-type"],
            "application/pdf"
        );
        assert_eq!(error.response().request_id(), Some("r-1"));
        let of = length.map_or_else(String::new, |length| format!(" of {length}"));
        let expected = format!("GET /report: the body broke off after 600{of} bytes");
        assert_eq!(error.to_string(), expected);
        let cause = error.read_error().expect("it was not the writer");
        assert!(matches!(cause, Error::Transport(_)), "{cause:?}");
        assert_eq!(cause.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(cause.attempts(), 1);
        assert_eq!(cause.operation(), "GET /report");
    }
}

#[tokio::test]
async fn the_idle_timeout_is_the_only_limit() {
    let server = sending(Some(1_000), |stream| {
        for _ in 0..10 {
            write(stream, &[b'x'; 50]);
            thread::sleep(Duration::from_millis(30));
        }
        thread::sleep(Duration::from_secs(5));
    });
    let call = server.client();
    let call = call
        .streams()
        .get_report()
        .timeout(Duration::from_millis(150))
        .idle_timeout(Duration::from_millis(200));
    let mut response = call.send_streaming().await.expect("it is success");
    let error = response.write_to(&mut Vec::new()).await;
    let error = error.expect_err("it stalls");
    assert_eq!(error.received(), 500);
    match error.read_error() {
        Some(Error::Timeout(error)) => assert_eq!(error.which(), Timeout::Idle),
        other => panic!("{other:?}"),
    }
}

/// A writer that takes a little at a time, and fails after so many bytes.
struct Narrow {
    left: usize,
}

impl AsyncWrite for Narrow {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let size = bytes.len().min(7).min(self.left);
        self.left -= size;
        Poll::Ready(match size {
            0 => Err(io::ErrorKind::StorageFull.into()),
            size => Ok(size),
        })
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_writer_that_fails_is_told_from_a_server_that_does() {
    let server = sending(Some(100), |stream| write(stream, &[b'x'; 100]));
    let mut response = report(&server.client()).await;
    let error = response.write_to(&mut Narrow { left: 50 }).await;
    let error = error.expect_err("the writer is full");
    assert_eq!(error.received(), 100);
    assert!(error.read_error().is_none());
    assert_eq!(
        error.to_string(),
        "GET /report: the body could not be written after 100 of 100 bytes"
    );
    let cause = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::StorageFull));
    let mut response = report(&server.client()).await;
    let count = response.write_to(&mut Narrow { left: 100 }).await;
    assert_eq!(count.expect("it is not full"), 100);
}

/// A writer that keeps nothing but the largest piece.
#[derive(Default)]
struct Largest(usize);

impl AsyncWrite for Largest {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0 = self.0.max(bytes.len());
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// More than a whole response may have, and no more of it in memory than one piece and what the
/// sockets hold.
#[tokio::test]
async fn two_hundred_megabytes_are_not_held_in_memory() {
    const LENGTH: u64 = 200 << 20;
    const AHEAD: u64 = 16 << 20;
    let sent = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&sent);
    let server = sending(Some(LENGTH), move |stream| {
        let piece = vec![0; 64 * 1024];
        while count.load(Ordering::Relaxed) < LENGTH && stream.write_all(&piece).is_ok() {
            count.fetch_add(piece.len() as u64, Ordering::Relaxed);
        }
    });
    let mut response = report(&server.client()).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let ahead = sent.load(Ordering::Relaxed);
    assert!(
        ahead < AHEAD,
        "{ahead} bytes were sent before any was asked for"
    );
    let mut largest = Largest::default();
    let written = response.write_to(&mut largest).await;
    assert_eq!(written.expect("it arrives"), LENGTH);
    assert!(largest.0 <= 1 << 20, "{} bytes at once", largest.0);
}

#[tokio::test]
async fn a_download_that_is_given_up_ends_the_connection() {
    let ended = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&ended);
    let server = sending(None, move |stream| {
        while stream.write_all(&[0; 4096]).is_ok() {}
        count.fetch_add(1, Ordering::Relaxed);
    });
    let mut response = report(&server.client()).await;
    let mut largest = Largest::default();
    let write = response.write_to(&mut largest);
    let write = tokio::time::timeout(Duration::from_millis(100), write).await;
    assert!(write.is_err());
    assert!(response.received() > 0);
    drop(response);
    for _ in 0..1000 {
        if ended.load(Ordering::Relaxed) == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the connection is still there");
}

#[cfg(feature = "blocking")]
#[test]
fn a_body_is_written_without_async() {
    let server = sending(Some(1000), |stream| write(stream, &[b'x'; 1000]));
    let client = server.client();
    let answer = client.streams().get_report().send_streaming_blocking();
    let mut response = answer.expect("it is success");
    let mut written = Vec::new();
    let count = response.write_to_blocking(&mut written);
    assert_eq!(count.expect("it arrives"), 1000);
    assert_eq!(written, [b'x'; 1000]);

    let server = sending(Some(1000), |stream| write(stream, &[b'x'; 10]));
    let client = server.client();
    let answer = client.streams().get_report().send_streaming_blocking();
    let mut response = answer.expect("it is success");
    let error = response.write_to_blocking(&mut written);
    let error = error.expect_err("it breaks off");
    assert_eq!(error.received(), 10);
    assert_eq!(error.response().status(), 200);
}
