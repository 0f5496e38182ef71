//! Bodies that should be JSON: what is none is an error that says where, and nothing ends the thread.

use crate::support::{Server, get, write};
use wire::{
    Error, Response, Value,
    models::{Message, Numbers},
};

/// A server whose response to any request has this body.
fn sending(body: impl Into<Vec<u8>>) -> Server {
    let body = body.into();
    Server::new(move |_, _, stream| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        write(stream, head.as_bytes());
        write(stream, &body);
    })
}

async fn numbers(body: impl Into<Vec<u8>>) -> Result<Response<Numbers>, Error<Value>> {
    get(&sending(body).client()).send().await
}

async fn message(body: impl Into<Vec<u8>>) -> Result<Response<Message>, Error<Value>> {
    get(&sending(body).client()).send().await
}

/// The path of an error in decoding, which keeps the whole body.
fn path<T: std::fmt::Debug>(answer: Result<T, Error<Value>>, length: usize) -> String {
    match answer.expect_err("it is no JSON") {
        Error::Decode(error) => {
            assert_eq!(error.body().len(), length);
            error.path().to_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_no_part_of_json() {
    let answer = numbers("\u{feff}{\"price\": 1.5}")
        .await
        .expect("it decodes");
    assert_eq!(answer.price, Some(1.5));
    // Positions are counted behind it.
    let wrong = "\u{feff}{\"price\": \"1\"}";
    assert_eq!(path(numbers(wrong).await, wrong.len()), "$.price");
}

#[tokio::test]
async fn of_properties_with_one_name_the_last_one_counts() {
    let answer = numbers(r#"{"price": 1, "price": 2, "i64": 3}"#).await;
    let answer = answer.expect("it decodes");
    assert_eq!((answer.price, answer.i64), (Some(2.0), Some(3)));
}

#[tokio::test]
async fn numbers_that_json_does_not_have_are_errors() {
    for number in ["NaN", "Infinity", "1e400", "-1e400", "0x10", "01", "1."] {
        let body = format!(r#"{{"i64": 1, "price": {number}}}"#);
        let length = body.len();
        assert_eq!(path(numbers(body).await, length), "$.price", "{number}");
    }
    let body = r#"{"i64": 9223372036854775808}"#;
    assert_eq!(path(numbers(body).await, body.len()), "$.i64");
}

#[tokio::test]
async fn texts_that_are_no_unicode_are_errors() {
    for text in [&br"\ud800"[..], br"\udc00\ud800", b"\xff", b"\xed\xa0\x80"] {
        let body = [b"{\"text\": \"", text, b"\"}"].concat();
        let length = body.len();
        assert_eq!(path(message(body).await, length), "$.text", "{text:?}");
    }
    let utf_16: Vec<u8> = "{\"text\": \"t\"}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let length = utf_16.len();
    assert_eq!(path(message(utf_16).await, length), "$");
}

#[tokio::test]
async fn ten_megabytes_of_anything_are_read_on_the_stack_of_a_worker() {
    const MANY: usize = 10_000_000;
    let read = tokio::spawn(async {
        for (begin, end) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = begin.repeat(MANY / begin.len());
            let length = nested.len();
            path(numbers(nested).await, length);
            // What is not known is skipped, however deep it is.
            let (begin, end) = (begin.repeat(MANY / 10), end.repeat(MANY / 10));
            let unknown = format!("{{\"other\": {begin}1{end}, \"i64\": 2}}");
            let answer = numbers(unknown).await.expect("it decodes");
            assert_eq!(answer.i64, Some(2));
        }
        let digits = "9".repeat(MANY);
        for field in ["i64", "price"] {
            let body = format!("{{\"{field}\": {digits}}}");
            let length = body.len();
            assert_eq!(path(numbers(body).await, length), format!("$.{field}"));
        }
        let exact = numbers(format!("{{\"price\": 0.{digits}}}")).await;
        assert_eq!(exact.expect("it decodes").price, Some(1.0));
        let name = numbers(format!("{{\"{digits}\": 1, \"i64\": 2}}")).await;
        assert_eq!(name.expect("it decodes").i64, Some(2));
    });
    read.await.expect("no thread ends");
}
