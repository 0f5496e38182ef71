//! A server that answers as the test says, byte by byte.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};
use wire::{Client, ClientBuilder, RetryPolicy, reqwest::Method};

/// What a server does with a request; the stream closes afterwards.
type Answer = dyn Fn(usize, &str, &mut TcpStream) + Send + Sync;

/// Answers each connection's only request, on a thread of its own.
pub struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` gets the number of the request, from 0, its text, and where to write.
    pub fn new(answer: impl Fn(usize, &str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has a port").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let answer: Arc<Answer> = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || {
                    let Some(request) = read(&mut stream) else {
                        return;
                    };
                    let number = {
                        let mut seen = seen.lock().expect("no test panics with it");
                        seen.push(request.clone());
                        seen.len() - 1
                    };
                    answer(number, &request, &mut stream);
                });
            }
        });
        Self { address, requests }
    }

    /// Answers the first request with the first text and so on, and all others with the last.
    pub fn answering<const N: usize>(answers: [&str; N]) -> Self {
        let answers = answers.map(str::to_owned);
        Self::new(move |number, _, stream| {
            write(stream, answers[number.min(N - 1)].as_bytes());
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Retries without delays worth mentioning.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.url())
            .retry(RetryPolicy::default().first_delay(Duration::from_millis(1)))
    }

    pub fn client(&self) -> Client {
        self.builder().build().expect("the client builds")
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests
            .lock()
            .expect("no test panics with it")
            .clone()
    }

    pub fn count(&self) -> usize {
        self.requests().len()
    }
}

/// A response without a body of this status.
pub fn empty(status: u16) -> String {
    format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

/// A response with these lines in its head, and this JSON.
pub fn json(head: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// Path and query of each request.
pub fn targets(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let target = |request: &String| request.split(' ').nth(1).map(str::to_owned);
    requests.iter().filter_map(target).collect()
}

pub const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

/// The client may be gone.
pub fn write(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

/// What an error says, and what each of its causes says.
#[cfg(any(feature = "oauth2", feature = "rustls"))]
pub fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        text.push_str(&format!("{error}; "));
        next = error.source();
    }
    text
}

/// Closes a connection so that the other side gets a reset.
pub fn reset(stream: &TcpStream) {
    let socket = socket2::SockRef::from(stream);
    socket
        .set_linger(Some(Duration::ZERO))
        .expect("it is a socket");
}

/// A request with its body; `None` if the connection closed before.
fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = header(head, "content-length")
                .map_or(0, |length| length.parse::<usize>().expect("it is a number"));
            if body.len() >= length {
                return Some(text.into_owned());
            }
        }
        match stream.read(&mut buffer) {
            Ok(read @ 1..) => bytes.extend_from_slice(&buffer[..read]),
            _ => return None,
        }
    }
}

/// A header of a request.
pub fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let head = request.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

pub fn get(client: &Client) -> wire::CustomRequest<'_> {
    client.request(Method::GET, "/x")
}

pub fn post(client: &Client) -> wire::CustomRequest<'_> {
    client.request(Method::POST, "/x").json(&1)
}
