//! A request without any client: what a server tells of itself.

use serde_json::Value;
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// The JSON at a path of a server.
pub fn get_json(url: &str, path: &str) -> Value {
    let host = url.strip_prefix("http://").expect("it is a URL");
    let mut stream = TcpStream::connect(host).expect("the server listens");
    let request = format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .expect("the server reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it is text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("the head ends");
    assert!(head.contains(" 200 "), "{head}");
    serde_json::from_str(body).expect("it is JSON")
}
