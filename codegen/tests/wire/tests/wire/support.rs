//! A server that keeps the bytes of what it is sent.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use wire::models::Rgb;
use wire::{Client, ClientBuilder};

/// The answer of an operation that returns nothing.
pub const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

/// Answers every request alike.
pub struct Server {
    address: SocketAddr,
    requests: Receiver<Request>,
}

impl Server {
    /// Answers with `response`, a status line, headers and body as they stand. The connection is
    /// closed after each.
    pub fn answering(response: impl AsRef<[u8]>) -> Self {
        let response = response.as_ref().to_vec();
        // The client may close early; what it sent is kept all the same.
        Self::with(move |stream| {
            let _ = stream.write_all(&response);
        })
    }

    fn with(mut answer: impl FnMut(&mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("the listener is bound");
        let (sender, requests) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { break };
                let request = Request::read(&mut stream);
                if sender.send(request).is_err() {
                    break;
                }
                answer(&mut stream);
            }
        });
        Self { address, requests }
    }

    /// Sends the beginning of an answer, and the rest of it when it is given.
    pub fn pausing(beginning: &'static str) -> (Self, Sender<&'static str>) {
        let (rest, more) = channel::<&'static str>();
        let server = Self::with(move |stream| {
            let _ = stream.write_all(beginning.as_bytes());
            if let Ok(text) = more.recv_timeout(Duration::from_secs(10)) {
                let _ = stream.write_all(text.as_bytes());
            }
        });
        (server, rest)
    }

    /// Answers with a status, a content type and a body.
    pub fn sending(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let head = format!(
            "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        Self::answering([head.as_bytes(), body].concat())
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A builder of clients of this server.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url())
    }

    /// A client of this server, without credentials.
    pub fn client(&self) -> Client {
        self.builder().build().expect("the client builds")
    }

    /// The next request.
    pub fn request(&self) -> Request {
        self.requests
            .recv_timeout(Duration::from_secs(10))
            .expect("a request was sent")
    }

    /// True if nothing was sent.
    pub fn is_idle(&self) -> bool {
        self.requests
            .recv_timeout(Duration::from_millis(50))
            .is_err()
    }
}

/// A request as it was sent.
#[derive(Debug)]
pub struct Request {
    /// `GET /path?query`
    pub line: String,
    /// In the order of the wire, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Without the framing of chunks.
    pub body: Vec<u8>,
}

impl Request {
    fn read(stream: &mut TcpStream) -> Self {
        let timeout = Some(Duration::from_secs(10));
        stream.set_read_timeout(timeout).expect("it is not zero");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(read_exactly(stream, 1)[0]);
        }
        let head = String::from_utf8(head).expect("the head is UTF-8");
        let mut lines = head.lines();
        let line = lines.next().expect("there is a request line");
        let line = line.strip_suffix(" HTTP/1.1").expect("it is HTTP/1.1");
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut request = Self {
            line: line.to_owned(),
            headers,
            body: Vec::new(),
        };
        if let Some(length) = request.header("content-length") {
            let length = length.parse().expect("the length is a number");
            request.body = read_exactly(stream, length);
        } else if request.header("transfer-encoding") == Some("chunked") {
            request.body = read_chunks(stream);
        }
        request
    }

    /// The value of a header that must not be there twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert_eq!(values.next(), None, "`{name}` was sent twice");
        value
    }

    /// The path and query.
    pub fn target(&self) -> &str {
        self.line.split_once(' ').map_or("", |(_, target)| target)
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("the body is text")
    }
}

fn read_exactly(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).expect("the request is whole");
    bytes
}

fn read_chunks(stream: &mut TcpStream) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let mut size = Vec::new();
        while !size.ends_with(b"\r\n") {
            size.push(read_exactly(stream, 1)[0]);
        }
        let size = String::from_utf8(size).expect("the size is text");
        let size = usize::from_str_radix(size.trim(), 16).expect("the size is a number");
        let chunk = read_exactly(stream, size + 2);
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&chunk[..size]);
    }
}

/// Sends an operation to a server that answers 204, and gives back what was sent.
macro_rules! sent {
    (|$client:ident| $operation:expr) => {{
        let server = crate::support::Server::answering(crate::support::NO_CONTENT);
        let $client = server.client();
        $operation.send().await.expect("204 is documented");
        server.request()
    }};
}
pub(crate) use sent;

/// The array of the specification's table.
pub fn colors() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

/// The object of the specification's table.
pub fn rgb() -> Rgb {
    Rgb::new(100, 200, 150)
}
