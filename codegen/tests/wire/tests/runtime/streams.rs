//! What cuts streams into events and JSON texts, wherever the chunks end.

use crate::runtime::{
    Bytes, Split,
    responses::{
        event_parser::{EventParser, Message},
        split::{Splitter, TooLong},
    },
};
use std::time::Duration;

/// The events of a stream that arrives in chunks of this size.
fn events_in(stream: &[u8], size: usize) -> Vec<Message> {
    let mut parser = EventParser::new();
    let mut events = Vec::new();
    for chunk in stream.chunks(size) {
        parser.feed(Bytes::copy_from_slice(chunk));
        while let Some(event) = parser.next(usize::MAX).unwrap() {
            events.push(event);
        }
    }
    events
}

/// The same, which must not depend on the size.
fn events(stream: impl AsRef<[u8]>) -> Vec<Message> {
    let stream = stream.as_ref();
    let whole = events_in(stream, stream.len());
    for size in 1..stream.len() {
        assert_eq!(events_in(stream, size), whole, "chunks of {size}");
    }
    whole
}

fn data(stream: impl AsRef<[u8]>) -> Vec<String> {
    let events = events(stream).into_iter();
    events.map(|event| event.data).collect()
}

#[test]
fn lines_end_with_cr_lf_or_both() {
    for end in ["\n", "\r", "\r\n"] {
        let stream = ["data: a", "data: é", "", "data: b", "", ""].join(end);
        assert_eq!(data(stream), ["a\né", "b"], "{end:?}");
    }
    assert_eq!(data("data: a\r\n\rdata: b\n\r\n"), ["a", "b"]);
    // An LF after a CR is part of it, and no empty line.
    assert_eq!(data("data: a\r\ndata: b\r\n\r\n"), ["a\nb"]);
}

/// The examples of the HTML Living Standard, "Interpreting an event stream".
#[test]
fn the_examples_of_the_standard() {
    assert_eq!(data("data: YHOO\ndata: +2\ndata: 10\n\n"), ["YHOO\n+2\n10"]);
    let stream = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    let got = events(stream);
    let got: Vec<_> = got
        .iter()
        .map(|one| (one.data.as_str(), one.id.as_str()))
        .collect();
    assert_eq!(
        got,
        [
            ("first event", "1"),
            ("second event", ""),
            (" third event", "")
        ]
    );
    // An event that is not complete at the end is none.
    assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
    assert_eq!(data("data:test\n\ndata: test\n\n"), ["test", "test"]);
}

#[test]
fn a_byte_order_mark_is_left_out_at_the_start_only() {
    assert_eq!(
        data("\u{feff}data: a\n\n\u{feff}data: b\n\ndata: \u{feff}c\n\n"),
        ["a", "\u{feff}c"]
    );
    assert_eq!(data("\u{feff}\u{feff}data: a\n\n"), Vec::<String>::new());
}

#[test]
fn characters_may_be_split_and_invalid_ones_are_replaced() {
    assert_eq!(data("data: 😀é\n\n"), ["😀é"]);
    assert_eq!(data(b"data: a\xff\xc3\n\n"), ["a\u{fffd}\u{fffd}"]);
}

#[test]
fn fields_are_read_as_the_standard_says() {
    let got = events(
        "event: a\nid: 1\nretry: 10\nunknown: x\nDATA: no\n data: no\ndata: x\n\n\
         event: lost\nid: 2\n\n\
         id: n\0ul\nretry: 1s\nretry:\nretry: -1\ndata: y\n\n",
    );
    let [first, second] = got.as_slice() else {
        panic!("{got:?}");
    };
    assert_eq!((first.event.as_str(), first.id.as_str()), ("a", "1"));
    assert_eq!(first.retry, Some(Duration::from_millis(10)));
    // The event without data is none, but its id counts.
    assert_eq!(
        (second.event.as_str(), second.id.as_str()),
        ("message", "2")
    );
    assert_eq!(second.retry, None);
    let long = events(format!("retry: {}\ndata:\n\n", "9".repeat(40)));
    assert_eq!(long[0].retry, Some(Duration::from_millis(u64::MAX)));
}

#[test]
fn an_id_counts_when_its_event_is_complete() {
    let mut parser = EventParser::new();
    parser.feed(Bytes::from_static(b"id: 1\ndata: a\n\nid: 2\ndata: b\n"));
    assert!(parser.next(100).unwrap().is_some());
    assert!(parser.next(100).unwrap().is_none());
    assert_eq!(parser.last_id(), "1");
    parser.feed(Bytes::from_static(b"\n"));
    assert!(parser.next(100).unwrap().is_some());
    assert_eq!(parser.last_id(), "2");
}

#[test]
fn what_is_kept_is_bounded() {
    let mut parser = EventParser::new();
    parser.feed(Bytes::from_static(b"data: 0123456789"));
    assert_eq!(parser.next(10), Err(TooLong));
    assert_eq!(parser.unfinished(), b"data: 0123");
    let mut parser = EventParser::new();
    parser.feed(Bytes::from_static(b"data:1\ndata:2\ndata:3\n\n"));
    assert_eq!(parser.next(6).unwrap().unwrap().data, "1\n2\n3");
    let mut lines = Splitter::new(Split::Lines);
    lines.feed(Bytes::from_static(b"123\n1234"));
    assert_eq!(lines.next(3).unwrap().unwrap(), b"123");
    assert_eq!(lines.next(3), Err(TooLong));
}

fn pieces(split: Split, stream: &str) -> Vec<String> {
    let mut whole: Option<Vec<String>> = None;
    for size in 1..=stream.len() {
        let mut splitter = Splitter::new(split);
        let mut pieces = Vec::new();
        for chunk in stream.as_bytes().chunks(size) {
            splitter.feed(Bytes::copy_from_slice(chunk));
            while let Some(piece) = splitter.next(usize::MAX).unwrap() {
                pieces.push(String::from_utf8(piece).unwrap());
            }
        }
        pieces.push(String::from_utf8(splitter.take()).unwrap());
        assert_eq!(
            whole.get_or_insert_with(|| pieces.clone()),
            &pieces,
            "chunks of {size}"
        );
    }
    whole.unwrap()
}

#[test]
fn lines_are_pieces() {
    assert_eq!(
        pieces(Split::Lines, "{\"a\":\"\\n\"}\n\r\n2\n3"),
        ["{\"a\":\"\\n\"}", "\r", "2", "3"]
    );
}

/// RFC 7464: a text may have several lines, and one that breaks off ends where the next begins.
#[test]
fn sequences_are_cut_where_texts_end() {
    assert_eq!(
        pieces(
            Split::Sequence,
            "\u{1e}[\n\"]\\\"\n\",{\n}]\n\u{1e}\"a\"\n\u{1e}{\"b\":\u{1e}1\n"
        ),
        [
            "",
            "[\n\"]\\\"\n\",{\n}]",
            "",
            "\"a\"",
            "",
            "{\"b\":",
            "1",
            ""
        ]
    );
}
