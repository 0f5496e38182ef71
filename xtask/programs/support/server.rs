//! The server: plain HTTP/1.1, one connection for each request.

use crate::{Part, multipart, text};
use serde_json::Value;
use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
    time::Duration,
};

/// Answers requests by a function until the program ends.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
}

impl Server {
    /// Starts it. The function checks what was sent; if it panics, the answer is 500, so that
    /// the program fails too.
    pub fn start(answer: impl Fn(&Request) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("the listener is bound");
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("the client connects");
                let request = Request::read(&mut stream).expect("the request is whole");
                let answer = catch_unwind(AssertUnwindSafe(|| answer(&request)))
                    .unwrap_or_else(|_| Answer::new(500, "text/plain", "the server objects"));
                // The client may close early, which it has its reasons for.
                let _ = answer.write(&mut stream);
            }
        });
        Self { address }
    }

    /// Its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// A request as it was sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// Method and path as they stand in the request line: `GET /path`.
    pub line: String,
    /// What follows `?`, as it stands there.
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Without the framing of chunks.
    pub body: Vec<u8>,
}

impl Request {
    /// A header, which must not be there twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert_eq!(values.next(), None, "`{name}` was sent twice");
        value
    }

    /// The query, decoded.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        text::pairs(&self.query)
    }

    /// The body as a form, decoded.
    pub fn form(&self) -> Vec<(String, String)> {
        assert_eq!(
            self.header("content-type"),
            Some("application/x-www-form-urlencoded")
        );
        text::pairs(str::from_utf8(&self.body).expect("the form is text"))
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"));
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// The parts of the body.
    pub fn parts(&self) -> Vec<Part> {
        let content_type = self.header("content-type").expect("there is a body");
        multipart::parts(content_type, &self.body)
    }

    fn read(stream: &mut TcpStream) -> io::Result<Self> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(bytes(stream, 1)?);
        }
        let head = String::from_utf8(head).map_err(io::Error::other)?;
        let mut lines = head.lines();
        let line = lines.next().and_then(|line| line.strip_suffix(" HTTP/1.1"));
        let line = line.ok_or_else(|| io::Error::other("it is not HTTP/1.1"))?;
        let (line, query) = line.split_once('?').unwrap_or((line, ""));
        let mut request = Self {
            line: line.to_owned(),
            query: query.to_owned(),
            headers: lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: Vec::new(),
        };
        if let Some(length) = request.header("content-length") {
            let length = length.parse().map_err(io::Error::other)?;
            request.body = bytes(stream, length)?;
        } else if request.header("transfer-encoding") == Some("chunked") {
            request.body = chunks(stream)?;
        }
        Ok(request)
    }
}

fn bytes(stream: &mut TcpStream, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn chunks(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut size = String::new();
        while !size.ends_with("\r\n") {
            size.push(char::from(bytes(stream, 1)?[0]));
        }
        let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
        let chunk = bytes(stream, size + 2)?;
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(&chunk[..size]);
    }
}

/// What the server answers.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// A status, a media type and a body.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::with(status, body.into()).header("Content-Type", content_type)
    }

    /// JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// A status without a body.
    pub fn status(status: u16) -> Self {
        Self::with(status, Vec::new())
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn with(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }

    fn write(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 204 {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        stream.write_all(&self.body)
    }
}
