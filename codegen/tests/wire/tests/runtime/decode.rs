//! Responses: decoding, the place of an error, typed headers.

use crate::runtime::{
    Bytes, Error, HeaderMap, RawResponse, StatusCode, headers, responses::json_path,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{collections::BTreeMap, convert::Infallible, error::Error as _};

fn response(content_type: Option<&str>, body: &[u8]) -> RawResponse {
    let mut headers = HeaderMap::new();
    if let Some(content_type) = content_type {
        headers.insert("content-type", content_type.parse().unwrap());
    }
    RawResponse::new(StatusCode::OK, headers, Bytes::copy_from_slice(body))
}

fn path<T: DeserializeOwned>(body: &str) -> String {
    let Err(error) = serde_json::from_str::<T>(body) else {
        panic!("{body} decodes");
    };
    json_path::at(body.as_bytes(), error.line(), error.column())
}

type Lists = BTreeMap<String, Vec<i64>>;
type Maps = Vec<BTreeMap<String, i64>>;

#[test]
fn an_error_is_at_its_json_path() {
    assert_eq!(path::<Lists>(r#"{"a":[1,2,"x"]}"#), "$.a[2]");
    assert_eq!(path::<Lists>(r#"{"a":[1],"b":["x",2]}"#), "$.b[0]");
    assert_eq!(
        path::<Lists>("{\n  \"a\": [\n    1,\n    true\n  ]\n}"),
        "$.a[1]"
    );
    assert_eq!(path::<Lists>(r#"{"a":[{"b":[1]},2]}"#), "$.a[0]");
    assert_eq!(path::<Lists>(r#"{"a":{}}"#), "$.a");
    assert_eq!(path::<Lists>(r#"{"a":null,"b":[]}"#), "$.a");
    assert_eq!(path::<BTreeMap<String, String>>(r#"{"a":[1]}"#), "$.a");
    assert_eq!(path::<Maps>(r#"[{"a":1},{"b":2,"c":1.5}]"#), "$[1].c");
    assert_eq!(path::<Maps>(r#"[{"a b":"x"}]"#), r#"$[0]["a b"]"#);
    assert_eq!(path::<Maps>(r#"[{"\"\\}":"x"}]"#), r#"$[0]["\"\\}"]"#);
    assert_eq!(path::<Maps>(r#"[{"a":9223372036854775808}]"#), "$[0].a");
    assert_eq!(path::<Lists>("[]"), "$");
    assert_eq!(path::<Lists>(""), "$");
    assert_eq!(path::<Lists>("<html>"), "$");
    assert_eq!(path::<Lists>(r#"{"a":[1,"#), "$.a[1]");
    assert_eq!(path::<Lists>(r#"{"a":[1]} x"#), "$");
    assert_eq!(json_path::at(b"{}", 9, 9), "$");
}

#[test]
fn an_undecodable_response_is_kept() {
    let body = br#"{"accessToken":"s3cret"}"#;
    let error: Error = response(Some("application/json"), body)
        .json::<BTreeMap<String, i64>, _>()
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.body().unwrap(), &body[..]);
    assert!(error.headers().unwrap().contains_key("content-type"));
    assert_eq!(
        error.to_string(),
        "the body of the 200 OK response could not be decoded at `$.accessToken`: invalid type: string, \
         expected i64"
    );
    assert!(!format!("{error:?}").contains("s3cret"));
    assert!(error.source().is_none());
    let Error::Decode(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.path(), "$.accessToken");
    assert_eq!(error.into_response().body(), &body[..]);
}

#[test]
fn an_empty_body_is_no_json() {
    for body in [b"".as_slice(), b" \r\n"] {
        let error: Error = response(None, body).json::<Vec<i64>, _>().unwrap_err();
        assert!(matches!(error, Error::NoContent(_)), "{error:?}");
        let nothing = response(None, body).json::<Option<Value>, Infallible>();
        assert_eq!(*nothing.unwrap(), None);
    }
    let failed = RawResponse::new(StatusCode::NOT_FOUND, HeaderMap::new(), Bytes::new());
    let error: Error = failed.json::<Option<Value>, _>().unwrap_err();
    let Error::Decode(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.path(), "$");
}

#[test]
fn the_content_type_is_named_where_it_is_the_cause() {
    let error: Error = response(Some("text/html; charset=utf-8"), b"<html>")
        .json::<Value, _>()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("(its content type is text/html)")
    );
}

#[test]
fn errors_keep_their_bodies() {
    let error: Error<Value> = response(None, br#"{"code":1}"#).json_error();
    let Error::Api(response) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(***response, json!({"code": 1}));
    assert_eq!(response["code"], 1);
    assert_eq!(error.to_string(), "the server answered 200 OK");

    let error: Error<String> =
        self::response(None, b"[1]").json_error_with(|n: Vec<i64>| format!("{n:?}"));
    assert!(matches!(&error, Error::Api(response) if response.as_str() == "[1]"));

    let error: Error = self::response(None, b"s3cret").undocumented();
    assert_eq!(error.body().unwrap(), "s3cret");
    assert!(!format!("{error:?}{error}").contains("s3cret"));
}

#[test]
fn debug_shows_names_of_headers_only() {
    let mut headers = HeaderMap::new();
    headers.insert("set-cookie", "sid=s3cret".parse().unwrap());
    headers.insert("location", "https://a/?code=s3cret".parse().unwrap());
    let raw = RawResponse::new(StatusCode::FOUND, headers, Bytes::from_static(b"s3cret"));
    let shown = format!("{raw:?} {:?}", raw.clone().empty());
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("set-cookie"), "{shown}");
}

#[test]
fn text_heeds_the_charset() {
    let text = |content_type, body: &[u8]| response(content_type, body).text().into_inner();
    assert_eq!(text(None, "é".as_bytes()), "é");
    assert_eq!(
        text(Some("text/plain; charset=\"UTF-8\""), "é".as_bytes()),
        "é"
    );
    assert_eq!(text(Some("text/plain;charset=ISO-8859-1"), b"\xe9"), "é");
    assert_eq!(text(None, b"a\xff"), "a\u{fffd}");
    assert_eq!(response(None, b"a\xff").text().body(), &b"a\xff"[..]);
}

#[test]
fn media_types_are_compared() {
    let json = response(Some("Application/JSON ; charset=utf-8"), b"");
    assert_eq!(json.media_type(), Some("Application/JSON"));
    for expected in [
        "application/json",
        "application/*",
        "*/*",
        "application/json;v=1",
    ] {
        assert!(json.is_media_type(expected), "{expected}");
    }
    for expected in ["text/*", "application/problem+json", "application/js"] {
        assert!(!json.is_media_type(expected), "{expected}");
    }
    assert!(response(None, b"").is_media_type("*/*"));
    assert!(!response(None, b"").is_media_type("application/json"));
}

#[test]
fn parameters_of_media_types_tell_them_apart_but_for_the_charset() {
    let json = response(Some("application/json; profile=b;charset=UTF-8"), b"");
    for expected in ["", ";Profile=B", "; v=1", "; charset=ascii"] {
        let expected = format!("application/json{expected}");
        assert!(json.is_media_type(&expected), "{expected}");
    }
    assert!(!json.is_media_type("application/json; profile=a"));
}

#[test]
fn content_is_mapped_and_unwrapped() {
    let response = response(None, b"[1]")
        .json::<Vec<i64>, Infallible>()
        .unwrap();
    assert_eq!(response.len(), 1);
    assert_eq!(response.status(), StatusCode::OK);
    let response = response.map(|numbers| numbers[0]);
    assert_eq!(response.body(), "[1]");
    assert_eq!(response.into_inner(), 1);
}

fn header<T: DeserializeOwned>(values: &[&str], explode: bool) -> Result<Option<T>, String> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append("x-test", value.parse().unwrap());
    }
    headers::read(&headers, "X-Test", explode).map_err(|error| error.to_string())
}

#[test]
fn headers_become_their_types() {
    assert_eq!(header::<i32>(&[], false), Ok(None));
    assert_eq!(header(&[" 42 "], false), Ok(Some(42_i32)));
    assert_eq!(header(&["true"], false), Ok(Some(true)));
    assert_eq!(header(&["0.5"], false), Ok(Some(0.5_f64)));
    assert_eq!(header(&["a, b"], false), Ok(Some("a, b".to_owned())));
    assert_eq!(header(&["42"], false), Ok(Some("42".to_owned())));
    assert_eq!(header(&["1,2", "3"], false), Ok(Some(vec![1_u8, 2, 3])));
    assert_eq!(header::<Vec<i64>>(&[""], false), Ok(Some(vec![])));
    assert_eq!(header(&["7"], false), Ok(Some(json!(7))));
    assert_eq!(header(&["x7"], false), Ok(Some(json!("x7"))));
    let colors = BTreeMap::from([("R".to_owned(), 100_i64), ("G".to_owned(), 200)]);
    assert_eq!(header(&["R,100,G,200"], false), Ok(Some(colors.clone())));
    assert_eq!(header(&["R=100,G=200"], true), Ok(Some(colors)));
}

#[test]
fn a_header_that_does_not_decode_is_an_error() {
    let error = header::<i32>(&["s3cret"], false).unwrap_err();
    assert_eq!(
        error,
        "the header `X-Test` could not be decoded: expected an integer"
    );
    assert!(header::<i8>(&["300"], false).is_err());
    assert!(header::<Vec<i64>>(&["1,x"], false).is_err());
    let mut headers = HeaderMap::new();
    headers.insert("x-json", r#"{"a":1}"#.parse().unwrap());
    assert_eq!(
        headers::read_json::<Value>(&headers, "x-json"),
        Ok(Some(json!({"a": 1})))
    );
    assert!(headers::read_json::<Vec<i64>>(&headers, "x-json").is_err());
}
