//! The server. One call of a hundred meets a fault the first time that it is made: which one
//! follows from the number of the call, which both sides know.

use flate2::{Compression, write::GzEncoder};
use std::{
    collections::HashMap,
    io::Write,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpSocket, TcpStream},
};

/// What a call meets instead of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection is closed before a response.
    Closed,
    /// It is closed in the body.
    Truncated,
    /// What is sent is not HTTP.
    Garbage,
    /// 503.
    Unavailable,
    /// 429, to be asked again at once.
    TooMany,
    /// The response comes after a while.
    Slow,
}

/// The fault of a call, if it meets one.
pub fn fault(call: usize) -> Option<Fault> {
    const FAULTS: [Fault; 6] = [
        Fault::Closed,
        Fault::Truncated,
        Fault::Garbage,
        Fault::Unavailable,
        Fault::TooMany,
        Fault::Slow,
    ];
    // As many creations as lists.
    matches!(call % 200, 50 | 151).then(|| FAULTS[call / 200 % FAULTS.len()])
}

/// How often each call was seen.
type Seen = Arc<Mutex<HashMap<usize, usize>>>;

/// Serves until the process is stopped. Prints the port.
pub fn serve() -> ExitCode {
    super::limits::open_files(None);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the runtime starts");
    runtime.block_on(async {
        let socket = TcpSocket::new_v4().expect("there are sockets");
        let any = "127.0.0.1:0".parse().expect("it is an address");
        socket.bind(any).expect("a port is free");
        let listener = socket.listen(4096).expect("it listens");
        let address = listener.local_addr().expect("it is bound");
        println!("{}", address.port());
        let seen = Seen::default();
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    tokio::spawn(connection(stream, Arc::clone(&seen)));
                }
                // Too many are open: some will close.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    })
}

async fn connection(stream: TcpStream, seen: Seen) {
    let mut stream = BufReader::new(stream);
    while let Some((head, body)) = read(&mut stream).await {
        let stream = stream.get_mut();
        let path = head.split(' ').nth(1).unwrap_or_default();
        let goes_on = match path {
            "/seen" => {
                let answer = most_seen(&seen);
                write(stream, answer.as_bytes()).await
            }
            "/bomb" => bomb(stream).await,
            "/endless" => endless(stream).await,
            _ => answer(stream, &format!("{path} {body}"), &seen).await,
        };
        if !goes_on {
            return;
        }
    }
}

/// A request: its head and its body.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<(String, String)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim())
    });
    let mut body = vec![0; length.unwrap_or("0").parse().ok()?];
    stream.read_exact(&mut body).await.ok()?;
    Some((head, String::from_utf8(body).ok()?))
}

/// Answers a call; false if the connection ends.
async fn answer(stream: &mut TcpStream, request: &str, seen: &Seen) -> bool {
    let Some(call) = number(request) else {
        return false;
    };
    let times = {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        let times = seen.entry(call).or_default();
        *times += 1;
        *times
    };
    // A list has the token in it, a creation is it.
    let token = format!("{{\"accessToken\":\"t{call}\",\"subject\":\"s{call}\"}}");
    let body = if request.starts_with("/api/auth/token/create") {
        token
    } else {
        format!("{{\"totalCount\":1,\"accessTokens\":[{{\"subject\":\"s{call}\"}}]}}")
    };
    let ok = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    match fault(call).filter(|_| times == 1) {
        None => write(stream, ok.as_bytes()).await,
        Some(Fault::Closed) => false,
        Some(Fault::Truncated) => {
            let _ = write(stream, &ok.as_bytes()[..ok.len() - 5]).await;
            false
        }
        Some(Fault::Garbage) => {
            let _ = write(stream, b"\0\x01 no HTTP\r\n\r\n").await;
            false
        }
        Some(Fault::Unavailable) => write(stream, &empty("503 Service Unavailable")).await,
        Some(Fault::TooMany) => {
            let head = "429 Too Many Requests\r\nRetry-After: 0";
            write(stream, &empty(head)).await
        }
        Some(Fault::Slow) => {
            tokio::time::sleep(Duration::from_secs(2)).await;
            write(stream, ok.as_bytes()).await
        }
    }
}

fn empty(status: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

/// The number behind the first `s` that has one: `subject=s17`, `"subject":"s17"`.
fn number(request: &str) -> Option<usize> {
    let behind = request.split("ubject").nth(1)?;
    let digits = behind.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit());
    digits[..end.unwrap_or(digits.len())].parse().ok()
}

/// How many creations were seen more than once, and how often all calls were.
fn most_seen(seen: &Seen) -> String {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let creations = seen.iter().filter(|(call, _)| *call % 2 == 0);
    let twice = creations.filter(|(_, times)| **times > 1).count();
    let body = format!("{twice} {}", seen.values().sum::<usize>());
    seen.clear();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A gigabyte of zeros, compressed to a megabyte.
async fn bomb(stream: &mut TcpStream) -> bool {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..1024 {
        encoder.write_all(&zeros).expect("there is memory");
    }
    let body = encoder.finish().expect("there is memory");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    write(stream, head.as_bytes()).await && write(stream, &body).await
}

/// A body that does not end.
async fn endless(stream: &mut TcpStream) -> bool {
    let _ = write(stream, b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").await;
    let part = vec![b'x'; 1 << 20];
    while write(stream, &part).await {}
    false
}

async fn write(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    stream.write_all(bytes).await.is_ok()
}
