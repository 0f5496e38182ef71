//! A server that takes long bodies.

use std::{
    collections::VecDeque,
    io::{self, Read},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use wire::{Client, RetryPolicy};

use crate::support::{OK, header, write};

/// How much of a body is kept.
const KEPT: usize = 2 << 20;

/// A request as a server received it, of which the body is counted and not kept beyond its beginning.
#[derive(Debug)]
pub struct Received {
    head: String,
    pub beginning: Vec<u8>,
    pub length: usize,
    /// It was received to its end.
    pub whole: bool,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}

/// A server that answers requests one after the other, each on a connection of its own, when it has
/// read them.
pub struct Sink {
    address: String,
    pub received: Receiver<Received>,
}

impl Sink {
    /// The last answer is given from then on. Nothing of a body is read for so long.
    pub fn answering(answers: &[&str], pause: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has a port").to_string();
        let mut answers: VecDeque<String> = answers.iter().map(|&one| one.to_owned()).collect();
        let (sender, received) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { break };
                let request = receive(&mut stream, pause);
                let answer = match answers.len() {
                    1 => answers[0].clone(),
                    _ => answers.pop_front().expect("there is an answer"),
                };
                if request.whole {
                    write(&mut stream, answer.as_bytes());
                }
                if sender.send(request).is_err() {
                    break;
                }
            }
        });
        Self { address, received }
    }

    pub fn new() -> Self {
        Self::answering(&[OK], Duration::ZERO)
    }

    pub fn client(&self) -> Client {
        let retry = RetryPolicy::default().first_delay(Duration::from_millis(1));
        let builder = Client::builder().base_url(format!("http://{}", self.address));
        builder.retry(retry).build().expect("the client builds")
    }

    pub fn request(&self) -> Received {
        let received = self.received.recv_timeout(Duration::from_secs(20));
        received.expect("a request was sent")
    }

    pub fn is_idle(&self) -> bool {
        let short = Duration::from_millis(50);
        self.received.recv_timeout(short).is_err()
    }
}

fn receive(stream: &mut TcpStream, pause: Duration) -> Received {
    let timeout = Some(Duration::from_secs(10));
    stream.set_read_timeout(timeout).expect("it is not zero");
    let mut reader = io::BufReader::with_capacity(64 * 1024, stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if reader.read_exact(&mut byte).is_err() {
            break;
        }
        head.push(byte[0]);
    }
    let mut request = Received {
        head: String::from_utf8(head).expect("a head is text"),
        beginning: Vec::new(),
        length: 0,
        whole: false,
    };
    thread::sleep(pause);
    if let Some(length) = request.header("content-length") {
        let length = length.parse().expect("the length is a number");
        request.whole = read_piece(&mut reader, length, &mut request);
    } else {
        request.whole = loop {
            let mut line = Vec::new();
            while !line.ends_with(b"\r\n") {
                let mut byte = [0];
                match reader.read_exact(&mut byte) {
                    Ok(()) => line.push(byte[0]),
                    Err(_) => return request,
                }
            }
            let line = String::from_utf8(line).expect("a size is text");
            let size = usize::from_str_radix(line.trim(), 16).expect("a size is a number");
            if !read_piece(&mut reader, size, &mut request)
                || reader.read_exact(&mut [0; 2]).is_err()
            {
                break false;
            }
            if size == 0 {
                break true;
            }
        };
    }
    request
}

/// Whether so many bytes came.
fn read_piece(reader: &mut impl Read, length: usize, request: &mut Received) -> bool {
    let mut left = length;
    let mut buffer = vec![0; 64 * 1024];
    while left > 0 {
        let size = buffer.len().min(left);
        let Ok(read @ 1..) = reader.read(&mut buffer[..size]) else {
            return false;
        };
        if request.beginning.len() < KEPT {
            request.beginning.extend_from_slice(&buffer[..read]);
        }
        request.length += read;
        left -= read;
    }
    true
}
