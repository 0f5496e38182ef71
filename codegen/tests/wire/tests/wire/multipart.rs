//! `multipart/*` bodies.

use crate::support::{NO_CONTENT, Request, Server, sent};
use wire::models::{
    Address, Color, Message, Rgb, SendChoicesForm, SendChoicesFormValue, SendMixedMixedForm,
    SendMultipartForm, SendPartsForm, SendProfileForm, SendRelatedRelatedForm,
};
use wire::{Base64, Error, FilePart};

/// The parts of a body: the headers and content of each, without the boundary.
fn parts(request: &Request) -> Vec<(Vec<String>, String)> {
    parts_of(request, "multipart/form-data")
}

fn parts_of(request: &Request, media_type: &str) -> Vec<(Vec<String>, String)> {
    let content_type = request.header("content-type").expect("there is a body");
    let boundary = content_type
        .strip_prefix(media_type)
        .and_then(|rest| rest.strip_prefix("; boundary="))
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
                r#"Content-Disposition: form-data; name="extra"; filename="extra""#,
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
                r#"Content-Disposition: form-data; name="thumbnail"; filename="thumbnail""#,
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
                r#"Content-Disposition: form-data; name="file"; filename="file""#,
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
        .additional_part("scan", FilePart::new("png").file_name("scan.png"))
        .additional_part("raw", vec![b'r']);
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
        file("raw", &[], "r"),
    ];
    assert_eq!(parts(&request), expected);
}

/// A part with a name, perhaps further headers, and its content.
fn named(name: &str, headers: &[&str], content: &str) -> (Vec<String>, String) {
    let disposition = format!("Content-Disposition: form-data; name=\"{name}\"");
    let mut all = vec![disposition];
    all.extend(headers.iter().map(|&header| header.to_owned()));
    all.sort();
    (all, content.to_owned())
}

/// A file without a name of its own, which has that of its part.
fn file(name: &str, headers: &[&str], content: &str) -> (Vec<String>, String) {
    let (mut all, content) = named(name, headers, content);
    for header in &mut all {
        if header.starts_with("Content-Disposition") {
            header.push_str(&format!("; filename=\"{name}\""));
        }
    }
    (all, content)
}

const OCTETS: &str = "Content-Type: application/octet-stream";

#[tokio::test]
async fn the_examples_of_the_specification() {
    let address = Address::new("s");
    let body = SendProfileForm::new()
        .id("i")
        .profile_image(FilePart::new("jpeg").content_type("image/jpeg"))
        .profile_image_x_rate_limit_limit(7)
        .addresses([address.clone(), address.clone()])
        .addresses_x_colors(["blue", "black"])
        .addresses_x_rgb(Rgb::new(1, 2, 3))
        .xml(["<a/>", "<b/>"])
        .both(address)
        .file([FilePart::new("1").file_name("1.bin"), "2".into()])
        .encoded(Base64::encode("content"))
        .plain("bytes")
        .png(vec![b'p'])
        .any([1, 2].as_slice())
        .csv("a,b");
    let request = sent!(|client| client.multipart().send_profile(body));
    let json = "Content-Type: application/json";
    let lists = ["x-colors: blue,black", "x-rgb: R=1,G=2,B=3"];
    let xml = "Content-Type: application/xml; charset=utf-8";
    let expected = [
        named("id", &[], "i"),
        part(
            &[
                r#"Content-Disposition: form-data; name="profileImage"; filename="profileImage""#,
                "Content-Type: image/jpeg",
                "x-rate-limit-limit: 7",
            ],
            "jpeg",
        ),
        named(
            "addresses",
            &[json, lists[0], lists[1]],
            r#"{"street":"s"}"#,
        ),
        named(
            "addresses",
            &[json, lists[0], lists[1]],
            r#"{"street":"s"}"#,
        ),
        named("xml", &[xml], "<a/>"),
        named("xml", &[xml], "<b/>"),
        named(
            "both",
            &["Content-Type: application/vnd.address+json"],
            r#"{"street":"s"}"#,
        ),
        part(
            &[
                r#"Content-Disposition: form-data; name="file"; filename="1.bin""#,
                OCTETS,
            ],
            "1",
        ),
        file("file", &[OCTETS], "2"),
        named(
            "encoded",
            &[OCTETS, "content-transfer-encoding: base64"],
            "Y29udGVudA==",
        ),
        file("plain", &[OCTETS], "bytes"),
        file("png", &["Content-Type: image/png"], "p"),
        named("any", &[json], "[1,2]"),
        named("csv", &["Content-Type: text/csv"], "a,b"),
    ];
    assert_eq!(parts(&request), expected);
}

#[tokio::test]
async fn a_file_of_several_media_types_says_its_own() {
    for (body, expected) in [
        (
            SendProfileForm::new().profile_image("content"),
            "the part `profileImage` needs its media type, one of `image/png, image/jpeg`: set it with `FilePart::content_type`",
        ),
        (
            SendProfileForm::new().cover(FilePart::new("content").file_name("a.png")),
            "the part `cover` needs its media type, one of `image/*`: set it with `FilePart::content_type`",
        ),
        (
            SendProfileForm::new()
                .addresses([Address::new("s")])
                .addresses_x_colors(["a\nb"]),
            "the header `X-Colors` contains control characters",
        ),
    ] {
        let server = Server::answering(NO_CONTENT);
        match server.client().multipart().send_profile(body).send().await {
            Err(Error::Request(error)) => assert_eq!(error.to_string(), expected),
            other => panic!("{other:?}"),
        }
        assert!(server.is_idle());
    }
}

#[tokio::test]
async fn files_in_unions() {
    // Several files, text in the place of a file, and a value that is no file.
    let body = SendChoicesForm::new([FilePart::new("1"), FilePart::new("2").file_name("b")])
        .source("https://example.com/a.png")
        .sources([
            FilePart::text("https://example.com"),
            FilePart::new("content"),
            FilePart::text("named").file_name("c"),
        ])
        .mask(FilePart::new("png").content_type("image/png"))
        .value(SendChoicesFormValue::StringList(vec![
            "a".to_owned(),
            "b".to_owned(),
        ]))
        .literal(true);
    let request = sent!(|client| client.multipart().send_choices(body));
    let file_of = |name: &str, file_name: &str, content: &str| {
        let disposition =
            format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"");
        part(&[&disposition, OCTETS], content)
    };
    let expected = [
        file("image", &[OCTETS], "1"),
        file_of("image", "b", "2"),
        named("source", &[], "https://example.com/a.png"),
        named("sources", &[], "https://example.com"),
        file("sources", &[OCTETS], "content"),
        file_of("sources", "c", "named"),
        file("mask", &["Content-Type: image/png"], "png"),
        named("value", &[], "a"),
        named("value", &[], "b"),
        named("literal", &["Content-Type: application/json"], "true"),
    ];
    assert_eq!(parts(&request), expected);

    // One file; a file where text is allowed; a scalar and an object of a union.
    let body = SendChoicesForm::new([vec![1]]).source(vec![2]).value(3);
    let request = sent!(|client| client.multipart().send_choices(body));
    let expected = [
        file("image", &[OCTETS], "\u{1}"),
        file("source", &[OCTETS], "\u{2}"),
        named("value", &[], "3"),
    ];
    assert_eq!(parts(&request), expected);
    let body = SendChoicesForm::new(Vec::<FilePart>::new()).value(Message::new("m"));
    let request = sent!(|client| client.multipart().send_choices(body));
    let expected = [named(
        "value",
        &["Content-Type: application/json"],
        r#"{"text":"m"}"#,
    )];
    assert_eq!(parts(&request), expected);
}

#[tokio::test]
async fn other_multipart_types_have_a_boundary() {
    let body = SendMixedMixedForm::new(Message::new("m")).data("bytes");
    let request = sent!(|client| client.multipart().send_mixed(body));
    let meta = named(
        "meta",
        &["Content-Type: application/json"],
        r#"{"text":"m"}"#,
    );
    let expected = [meta.clone(), file("data", &[OCTETS], "bytes")];
    assert_eq!(parts_of(&request, "multipart/mixed"), expected);
    assert!(request.header("content-length").is_some());

    let body = SendRelatedRelatedForm::new().meta(Message::new("m"));
    let request = sent!(|client| client.multipart().send_related(body));
    let media_type = r#"multipart/related; type="application/json""#;
    assert_eq!(parts_of(&request, media_type), [meta]);
}
