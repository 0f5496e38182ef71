//! `multipart/form-data` bodies.

use crate::support::{Request, sent};
use wire::FilePart;
use wire::models::{Color, Message, SendMultipartForm, SendPartsForm};

/// The parts of a body: the headers and content of each, without the boundary.
fn parts(request: &Request) -> Vec<(Vec<String>, String)> {
    let content_type = request.header("content-type").expect("there is a body");
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("it names the boundary");
    let body = request.text();
    let body = body
        .strip_suffix(&format!("\r\n--{boundary}--\r\n"))
        .expect("the last boundary ends the body");
    format!("\r\n{body}")
        .split(&format!("\r\n--{boundary}\r\n"))
        .skip(1)
        .map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").expect("headers end");
            let mut head: Vec<_> = head.lines().map(str::to_owned).collect();
            head.sort();
            (head, content.to_owned())
        })
        .collect()
}

fn part(headers: &[&str], content: &str) -> (Vec<String>, String) {
    let headers = headers.iter().map(|&header| header.to_owned()).collect();
    (headers, content.to_owned())
}

#[tokio::test]
async fn every_kind_of_part() {
    let body = SendMultipartForm::new(
        FilePart::new("content")
            .file_name("a.txt")
            .content_type("text/x-a"),
        "A title",
    )
    .count(3)
    .color(Color::Blue)
    .tags(["x", "y"])
    .extra([FilePart::new("1"), FilePart::new("2").file_name("2")])
    .thumbnail(FilePart::new("png"))
    .meta(Message::new("m"));
    let request = sent!(|client| client.bodies().send_multipart(body));
    assert_eq!(request.line, "POST /multipart");
    let expected = [
        part(
            &[
                r#"Content-Disposition: form-data; name="file"; filename="a.txt""#,
                "Content-Type: text/x-a",
            ],
            "content",
        ),
        part(
            &[r#"Content-Disposition: form-data; name="title""#],
            "A title",
        ),
        part(&[r#"Content-Disposition: form-data; name="count""#], "3"),
        part(&[r#"Content-Disposition: form-data; name="color""#], "blue"),
        part(&[r#"Content-Disposition: form-data; name="tags""#], "x"),
        part(&[r#"Content-Disposition: form-data; name="tags""#], "y"),
        part(
            &[
                r#"Content-Disposition: form-data; name="extra""#,
                "Content-Type: application/octet-stream",
            ],
            "1",
        ),
        part(
            &[
                r#"Content-Disposition: form-data; name="extra"; filename="2""#,
                "Content-Type: application/octet-stream",
            ],
            "2",
        ),
        part(
            &[
                r#"Content-Disposition: form-data; name="thumbnail""#,
                "Content-Type: image/png",
            ],
            "png",
        ),
        part(
            &[
                r#"Content-Disposition: form-data; name="meta""#,
                "Content-Type: application/vnd.meta+json",
            ],
            r#"{"text":"m"}"#,
        ),
    ];
    assert_eq!(parts(&request), expected);
}

#[tokio::test]
async fn absent_parts_are_left_out() {
    let body = SendMultipartForm::new("content", "");
    let request = sent!(|client| client.bodies().send_multipart(body));
    let expected = [
        part(
            &[
                r#"Content-Disposition: form-data; name="file""#,
                "Content-Type: application/octet-stream",
            ],
            "content",
        ),
        part(&[r#"Content-Disposition: form-data; name="title""#], ""),
    ];
    assert_eq!(parts(&request), expected);
}

#[tokio::test]
async fn parts_beyond_the_named_ones() {
    let body = SendPartsForm::new()
        .title("A title")
        .additional_part("note", "text")
        .additional_part("scan", FilePart::new("png").file_name("scan.png"));
    let request = sent!(|client| client.bodies().send_parts(body));
    let expected = [
        part(
            &[r#"Content-Disposition: form-data; name="title""#],
            "A title",
        ),
        part(&[r#"Content-Disposition: form-data; name="note""#], "text"),
        part(
            &[r#"Content-Disposition: form-data; name="scan"; filename="scan.png""#],
            "png",
        ),
    ];
    assert_eq!(parts(&request), expected);
}
