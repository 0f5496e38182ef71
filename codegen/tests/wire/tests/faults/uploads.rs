//! What is sent as it is read: files, readers, streams. What the server sees, and what becomes of a
//! length that is wrong, a source that fails, a server that does not read.

use std::{
    error::Error as _,
    fs::{self, File},
    io::{self, Write},
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use futures_util::{StreamExt, stream};
use tokio::io::{AsyncRead, ReadBuf};
use wire::{
    Client, Error, FilePart, Progress, Upload,
    models::SendMultipartForm,
    reqwest::{Body, Method},
};

use crate::{
    sink::Sink,
    support::{OK, empty},
};

const MEBIBYTE: usize = 1 << 20;

/// A file that is removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("wire-{}-{name}", std::process::id()));
        fs::write(&path, content).expect("the folder can be written to");
        Self(path)
    }

    fn upload(&self) -> Upload {
        Upload::path(&self.0)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Bytes that are not all alike.
fn content(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

async fn put(client: &Client, upload: Upload) -> Result<(), Error> {
    let response = client
        .request(Method::PUT, "/bytes")
        .upload("application/octet-stream", upload)
        .send_raw()
        .await?;
    assert!(response.status().is_success(), "{response:?}");
    Ok(())
}

/// A reader of so many bytes that says how many it gave.
struct Zeros {
    left: usize,
    given: Arc<AtomicUsize>,
    /// Lives as long as the reader.
    _alive: Arc<()>,
}

impl Zeros {
    fn new(length: usize) -> (Self, Arc<AtomicUsize>, Arc<()>) {
        let (given, alive) = (Arc::default(), Arc::new(()));
        let zeros = Self {
            left: length,
            given: Arc::clone(&given),
            _alive: Arc::clone(&alive),
        };
        (zeros, given, alive)
    }
}

impl AsyncRead for Zeros {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let size = self.left.min(buffer.remaining());
        buffer.initialize_unfilled_to(size);
        buffer.advance(size);
        self.left -= size;
        self.given.fetch_add(size, Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }
}

fn pieces(pieces: &[&'static str]) -> impl futures_util::Stream<Item = io::Result<&'static str>> {
    stream::iter(pieces.iter().map(|&piece| Ok(piece)).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_file_is_sent_with_its_length() {
    let bytes = content(300_000);
    let file = Scratch::new("plain", &bytes);
    let sink = Sink::new();
    let sent = sink
        .client()
        .bodies()
        .send_bytes(file.upload())
        .send()
        .await;
    sent.expect("it was received");
    let request = sink.request();
    assert_eq!(request.header("content-length"), Some("300000"));
    assert_eq!(request.header("transfer-encoding"), None);
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    assert!(request.beginning == bytes);

    let nothing = Scratch::new("empty", b"");
    put(&sink.client(), nothing.upload())
        .await
        .expect("it was received");
    let request = sink.request();
    assert_eq!(request.header("content-length"), Some("0"));
    assert_eq!(request.header("transfer-encoding"), None);
}

#[tokio::test]
async fn readers_and_streams_have_a_length_if_it_is_said() {
    let bytes = || io::Cursor::new(content(200_000));
    let body = || Body::wrap_stream(pieces(&["ab", "", "c"]));
    let cases = [
        (Upload::reader(bytes()), None, 200_000),
        (
            Upload::reader(bytes()).length(200_000),
            Some("200000"),
            200_000,
        ),
        (Upload::stream(pieces(&["ab", "", "c"])), None, 3),
        (
            Upload::stream(pieces(&["ab", "c", ""])).length(3),
            Some("3"),
            3,
        ),
        (Upload::stream(pieces(&[])), None, 0),
        (Upload::stream(pieces(&[])).length(0), Some("0"), 0),
        (body().into(), None, 3),
        (Upload::from(body()).length(3), Some("3"), 3),
        (Upload::from("abc").length(3), Some("3"), 3),
        ("abc".into(), Some("3"), 3),
    ];
    for (upload, said, length) in cases {
        let sink = Sink::new();
        put(&sink.client(), upload).await.expect("it was received");
        let request = sink.request();
        assert!(request.whole);
        assert_eq!(request.length, length);
        assert_eq!(request.header("content-length"), said);
        let chunked = said.is_none().then_some("chunked");
        assert_eq!(request.header("transfer-encoding"), chunked);
        let expected = if length == 3 {
            b"abc".to_vec()
        } else {
            content(length)
        };
        assert!(request.beginning == expected);
    }
}

#[tokio::test]
async fn a_length_that_is_wrong_is_an_error_and_no_request_is_whole() {
    let long = || Upload::reader(io::Cursor::new(content(200_000)));
    for (upload, text, sent) in [
        (
            long().length(200_001),
            "it ended after 200000 of 200001 bytes",
            200_000,
        ),
        (
            long().length(199_999),
            "it has more than 199999 bytes",
            196_608,
        ),
        (
            Upload::stream(pieces(&["abc"])).length(2),
            "it has more than 2 bytes",
            0,
        ),
        (
            Upload::stream(pieces(&["ab", "", "c"])).length(2),
            "it has more than 2 bytes",
            0,
        ),
        (
            Upload::stream(pieces(&["a"])).length(2),
            "it ended after 1 of 2 bytes",
            1,
        ),
        (
            Upload::stream(pieces(&[])).length(2),
            "it ended after 0 of 2 bytes",
            0,
        ),
    ] {
        let sink = Sink::new();
        let error = put(&sink.client(), upload).await.expect_err(text);
        let shown = error.to_string();
        assert_eq!(
            shown,
            "a custom request: the body of the request could not be sent"
        );
        assert_eq!(error.attempts(), 1);
        let Error::Upload(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.to_string(), text);
        assert_eq!(error.sent(), sent);
        // A connection on which nothing was written may not have been opened for the server.
        while let Ok(request) = sink.received.recv_timeout(Duration::from_millis(100)) {
            assert!(!request.whole, "{request:?}");
        }
    }
}

#[tokio::test]
async fn what_is_known_to_be_wrong_before_is_not_sent() {
    let file = Scratch::new("known", b"abc");
    let folder = std::env::temp_dir();
    let mut cases = vec![
        (
            Upload::path("/no/such/file"),
            "the file that is to be sent could not be opened",
        ),
        (
            Upload::path(folder),
            "the file that is to be sent could not be opened",
        ),
        (
            file.upload().length(2),
            "what is to be sent does not have the 2 bytes that were said",
        ),
        (
            Upload::from("abc").length(4),
            "what is to be sent does not have the 4 bytes that were said",
        ),
        (
            Upload::stream(pieces(&["", "a"])).length(0),
            "what is to be sent does not have the 0 bytes that were said",
        ),
    ];
    if cfg!(target_os = "linux") {
        // It has a length of 0, but content.
        cases.push((
            Upload::path("/proc/self/status"),
            "what is to be sent does not have the 0 bytes that were said",
        ));
    }
    for (upload, text) in cases {
        let sink = Sink::new();
        match put(&sink.client(), upload).await {
            Err(Error::Request(error)) => assert_eq!(error.to_string(), text),
            other => panic!("{text}: {other:?}"),
        }
        assert!(sink.is_idle());
    }
    let sink = Sink::new();
    let error = put(&sink.client(), Upload::path("/no/such/file")).await;
    let Err(Error::Request(error)) = error else {
        panic!("{error:?}");
    };
    let cause = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::NotFound));
    // In a form, too.
    let form = SendMultipartForm::new(Upload::path("/no/such/file"), "title");
    let sent = sink.client().bodies().send_multipart(form).send().await;
    assert!(matches!(sent, Err(Error::Request(_))), "{sent:?}");
    assert!(sink.is_idle());
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_is_an_error() {
    let cut = Scratch::new("cut", &content(MEBIBYTE));
    let path = cut.0.clone();
    let upload = cut.upload().on_progress(move |_| {
        let file = File::options().write(true).open(&path);
        file.and_then(|file| file.set_len(100_000))
            .expect("it can be cut");
    });
    let sink = Sink::new();
    let error = put(&sink.client(), upload)
        .await
        .expect_err("it is too short");
    assert!(matches!(error, Error::Upload(_)), "{error:?}");
    assert!(!sink.request().whole);

    let grown = Scratch::new("grown", &content(MEBIBYTE));
    let path = grown.0.clone();
    let upload = grown.upload().on_progress(move |_| {
        let file = File::options().append(true).open(&path);
        file.and_then(|mut file| file.write_all(b"x"))
            .expect("it can grow");
    });
    let sink = Sink::new();
    let error = put(&sink.client(), upload)
        .await
        .expect_err("it is too long");
    let source = error.source().map(ToString::to_string);
    assert_eq!(source.as_deref(), Some("it has more than 1048576 bytes"));
    assert!(!sink.request().whole);
}

#[tokio::test]
async fn a_source_that_fails_is_an_error_with_its_cause() {
    let timed_out = || io::Error::from(io::ErrorKind::TimedOut);
    let failing = stream::iter([Ok("abc"), Err(timed_out())]);
    let sink = Sink::new();
    let error = put(&sink.client(), Upload::stream(failing)).await;
    let Err(Error::Upload(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.to_string(), "it could not be read after 3 bytes");
    let cause = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::TimedOut));
    assert!(!sink.request().whole);

    let failing = stream::iter([Ok("abc"), Err(timed_out())]);
    let form = SendMultipartForm::new(Upload::stream(failing), "title");
    let sent = sink.client().bodies().send_multipart(form).send().await;
    assert!(matches!(sent, Err(Error::Upload(_))), "{sent:?}");
    assert!(!sink.request().whole);
}

#[tokio::test]
async fn a_file_is_opened_again_for_another_attempt() {
    let bytes = content(300_000);
    let file = Scratch::new("again", &bytes);
    let unavailable = empty(503);
    for upload in [
        file.upload(),
        Upload::from(bytes.clone()).on_progress(|_| {}),
        bytes.clone().into(),
    ] {
        let sink = Sink::answering(&[&unavailable, &unavailable, OK], Duration::ZERO);
        put(&sink.client(), upload)
            .await
            .expect("the third is fine");
        for _ in 0..3 {
            let request = sink.request();
            assert_eq!(request.header("content-length"), Some("300000"));
            assert!(request.whole && request.beginning == bytes);
        }
    }

    // It is gone when it is wanted again.
    let sink = Sink::answering(&[&unavailable, OK], Duration::ZERO);
    let path = file.0.clone();
    let upload = file
        .upload()
        .on_progress(move |_| drop(fs::remove_file(&path)));
    let error = put(&sink.client(), upload).await.expect_err("it is gone");
    assert!(matches!(error, Error::Upload(_)), "{error:?}");
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert!(sink.request().whole);
    assert!(sink.is_idle());
}

#[tokio::test]
async fn what_can_be_read_once_is_sent_once() {
    let file = Scratch::new("once", b"abc");
    let unavailable = empty(503);
    for upload in [
        Upload::reader(io::Cursor::new("abc")),
        Upload::stream(pieces(&["abc"])).length(3),
        Body::wrap_stream(pieces(&["abc"])).into(),
    ] {
        let sink = Sink::answering(&[&unavailable, OK], Duration::ZERO);
        let client = sink.client();
        let sent = client.bodies().send_bytes(upload).send().await;
        let error = sent.expect_err("it is the first answer");
        assert_eq!(error.attempts(), 1);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        assert!(sink.request().whole);
        assert!(sink.is_idle());
    }
    // A form is not sent again, whatever is in it.
    let sink = Sink::answering(&[&unavailable, OK], Duration::ZERO);
    let form = SendMultipartForm::new(file.upload(), "title");
    let call = sink.client();
    let call = call.bodies().send_multipart(form).idempotency_key("k");
    let error = call.send().await.expect_err("it is the first answer");
    assert_eq!(error.attempts(), 1);
    assert!(sink.request().whole);
    assert!(sink.is_idle());
}

#[tokio::test]
async fn files_in_forms_have_the_name_and_the_length_of_theirs() {
    let file = Scratch::new("part.txt", b"content");
    let name = file.0.file_name().expect("it has a name").to_string_lossy();
    let sink = Sink::new();
    let sent = async |form| {
        let sent = sink.client().bodies().send_multipart(form).send().await;
        sent.expect("it was received");
        sink.request()
    };
    let request = sent(SendMultipartForm::new(file.upload(), "title")).await;
    let text = String::from_utf8(request.beginning.clone()).expect("it is text");
    let part = format!(
        "Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: \
         application/octet-stream\r\n\r\ncontent\r\n"
    );
    assert!(text.contains(&part), "{text}");
    let length = request.header("content-length").expect("it is known");
    assert_eq!(length, request.length.to_string());

    let named = FilePart::new(file.upload())
        .file_name("other")
        .content_type("text/plain");
    let request = sent(SendMultipartForm::new(named, "title")).await;
    let text = String::from_utf8(request.beginning).expect("it is text");
    let part = "filename=\"other\"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n";
    assert!(text.contains(part), "{text}");

    // Of unknown length in between, and of one that is said.
    let reader = || FilePart::new(Upload::reader(io::Cursor::new("read")));
    let form = SendMultipartForm::new(reader(), "title").thumbnail(file.upload());
    let request = sent(form).await;
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    let text = String::from_utf8(request.beginning).expect("it is text");
    let places = ["\r\nread\r\n", "\r\ntitle\r\n", "\r\ncontent\r\n"].map(|part| text.find(part));
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{text}"
    );
    let request = sent(SendMultipartForm::new(reader().length(4), "title")).await;
    let length = request.header("content-length").expect("it is known");
    assert_eq!(length, request.length.to_string());

    // A wrong length would shift all that comes after.
    for wrong in [3, 5] {
        let form = SendMultipartForm::new(reader().length(wrong), "title");
        let sent = sink.client().bodies().send_multipart(form).send().await;
        assert!(matches!(sent, Err(Error::Upload(_))), "{sent:?}");
        assert!(!sink.request().whole);
    }
}

#[tokio::test]
async fn progress_is_told_piece_by_piece() {
    let file = Scratch::new("progress", &content(200_000));
    for (upload, total) in [
        (file.upload(), Some(200_000)),
        (content(200_000).into(), Some(200_000)),
        (Upload::reader(io::Cursor::new(content(200_000))), None),
    ] {
        let told = Arc::new(Mutex::new(Vec::<Progress>::new()));
        let tell = Arc::clone(&told);
        let upload = upload.on_progress(move |progress| {
            tell.lock().expect("no test panics with it").push(progress);
        });
        let sink = Sink::new();
        put(&sink.client(), upload).await.expect("it was received");
        let told = told.lock().expect("no test panics with it");
        assert!(told.iter().all(|progress| progress.total == total));
        let bytes: Vec<u64> = told.iter().map(|progress| progress.bytes).collect();
        assert_eq!(bytes, [65_536, 131_072, 196_608, 200_000]);
    }
}

/// What is in memory is what the sockets of this machine hold.
#[tokio::test]
async fn two_hundred_megabytes_are_not_held_in_memory() {
    const LENGTH: usize = 200 * MEBIBYTE;
    const AHEAD: usize = 16 * MEBIBYTE;
    for known in [true, false] {
        let pause = Duration::from_millis(300);
        let sink = Sink::answering(&[OK], pause);
        let (zeros, given, _) = Zeros::new(LENGTH);
        let mut upload = Upload::reader(zeros);
        if known {
            upload = upload.length(LENGTH as u64);
        }
        let client = sink.client();
        let sending = tokio::spawn(async move { put(&client, upload).await });
        tokio::time::sleep(pause / 2).await;
        let ahead = given.load(Ordering::Relaxed);
        assert!(
            ahead > 0 && ahead < AHEAD,
            "{ahead} bytes were read before any was received"
        );
        sending
            .await
            .expect("it does not panic")
            .expect("it was received");
        let request = sink.request();
        assert!(request.whole);
        assert_eq!(request.length, LENGTH);
    }
}

#[tokio::test]
async fn an_upload_that_is_given_up_ends_and_the_client_goes_on() {
    let sink = Sink::answering(&[OK], Duration::from_millis(200));
    let client = sink.client();
    let (zeros, given, alive) = Zeros::new(usize::MAX);
    let call = put(&client, Upload::reader(zeros));
    let call = tokio::time::timeout(Duration::from_millis(50), call).await;
    assert!(call.is_err());
    assert!(given.load(Ordering::Relaxed) > 0);
    while Arc::strong_count(&alive) > 1 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(!sink.request().whole);
    put(&client, "abc".into()).await.expect("it was received");
    assert!(sink.request().whole);
}

#[tokio::test]
async fn a_body_that_ends_nowhere_is_under_the_limit_of_the_call() {
    let sink = Sink::new();
    let client = sink.client();
    let call = client
        .request(Method::PUT, "/bytes")
        .upload(
            "text/plain",
            Upload::stream(stream::pending::<io::Result<&str>>()),
        )
        .timeout(Duration::from_millis(100));
    let error = call.send_raw().await.expect_err("it has no end");
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}

#[tokio::test]
async fn a_server_that_takes_nothing_of_a_body_reaches_the_idle_timeout() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    let client = Client::builder().base_url(format!("http://{address}"));
    let client = client.build().expect("it builds");
    let idle = Duration::from_millis(300);
    let send = async |length: Option<u64>| {
        let (zeros, given, _alive) = Zeros::new(usize::MAX);
        let upload = Upload::reader(zeros);
        let upload = match length {
            Some(length) => upload.length(length),
            None => upload,
        };
        let call = client.bodies().send_bytes(upload).idle_timeout(idle);
        let error = call.send().await.expect_err("no one answers");
        assert!(given.load(Ordering::Relaxed) > 0);
        error
    };
    let (zeros, ..) = Zeros::new(usize::MAX);
    let form = SendMultipartForm::new(Upload::reader(zeros), "title");
    let form = client.bodies().send_multipart(form).idle_timeout(idle);
    let (unknown, known, form) = tokio::join!(send(None), send(Some(1 << 40)), form.send());
    for error in [unknown, known, form.expect_err("no one answers")] {
        let Error::Timeout(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.which(), wire::Timeout::Idle);
    }
}

#[tokio::test]
async fn what_is_in_memory_may_leave_slowly() {
    // Of 400 KiB in one piece, nothing is read for a while.
    let idle = Duration::from_millis(150);
    let sink = Sink::answering(&[OK], 2 * idle);
    let client = sink.client();
    let file = FilePart::new(content(400 << 10)).file_name("photo.jpg");
    let call = client
        .bodies()
        .send_multipart(SendMultipartForm::new(file, "title"));
    let sent = call.idle_timeout(idle).send().await;
    sent.expect("the connection has enough to do");
    assert!(sink.request().whole);
}

#[tokio::test]
async fn a_body_that_goes_on_is_not_idle() {
    let idle = Duration::from_millis(400);
    // Each piece comes in time, and all of them take longer.
    let sink = Sink::new();
    let client = sink.client();
    let slow = stream::unfold(0, |number| async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        (number < 6).then(|| (io::Result::Ok("piece"), number + 1))
    });
    let call = client.bodies().send_bytes(Upload::stream(slow));
    call.idle_timeout(idle).send().await.expect("it was sent");
    assert_eq!(sink.request().length, 30);
    // Nothing comes any more, whether or not the length is known.
    for length in [None, Some(10)] {
        let hangs = stream::once(async { io::Result::Ok("piece") });
        let upload = Upload::stream(hangs.chain(stream::pending()));
        let upload = match length {
            Some(length) => upload.length(length),
            None => upload,
        };
        let call = client.bodies().send_bytes(upload).idle_timeout(idle);
        let error = call.send().await.expect_err("it has no end");
        assert!(
            matches!(&error, Error::Timeout(error) if error.which() == wire::Timeout::Idle),
            "{error:?}"
        );
    }
    // The server has the whole, and says nothing.
    let sink = Sink::answering(&[OK], 2 * idle);
    let client = sink.client();
    let call = client.bodies().send_bytes(Upload::reader(&b"abc"[..]));
    let error = call.idle_timeout(idle).send().await;
    assert!(matches!(error, Err(Error::Timeout(_))), "{error:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn a_file_is_sent_without_async() {
    let bytes = content(300_000);
    let file = Scratch::new("blocking", &bytes);
    let sink = Sink::answering(&[&empty(503), OK], Duration::ZERO);
    let client = sink.client();
    let sent = client.bodies().send_bytes(file.upload()).send_blocking();
    sent.expect("the second is fine");
    assert!(sink.request().beginning == bytes);
    assert!(sink.request().beginning == bytes);
    let reader = Upload::reader(io::Cursor::new(bytes.clone()));
    let form = SendMultipartForm::new(reader, "title").thumbnail(file.upload());
    let sent = client.bodies().send_multipart(form).send_blocking();
    sent.expect("it was received");
    assert!(sink.request().length > 600_000);
    let gone = client.bodies().send_bytes(Upload::path("/no/such/file"));
    assert!(matches!(gone.send_blocking(), Err(Error::Request(_))));
}
