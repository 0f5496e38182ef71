//! Numbers: what is read as an integer, and what is sent.

use crate::support::{Server, sent};
use serde_json::json;
use std::collections::BTreeMap;
use wire::Error;
use wire::models::{
    Circle, Numbers, NumbersEither, NumbersHigh, NumbersLevel, NumbersManyOrOne, NumbersPriceOr,
    Prices,
};
use wire::operations::numbers::{GetNumbersError, SendNumbersHeaders};

#[tokio::test]
async fn an_integer_is_any_number_without_a_fraction() {
    let body = r#"{
        "i32": 5.0, "i64": 5e3, "u32": 0.0, "u64": 1.8e19, "maybe": 7.0, "list": [1.0, 2, 3e0],
        "lists": [[1.0, null], null], "map": {"a": 1.0}, "alias": 2.0, "either": 5.0,
        "manyOrOne": [1.0, 2e0], "level": 2.0, "high": 5.0e9, "long": -3.0
    }"#;
    let head = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\
         X-Count: 5.0\r\nX-Counts: 1, 2e1, 3.0\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let server = Server::answering(head + body);
    let client = server.client();
    let answer = client.numbers().send_numbers(Numbers::new()).send().await;
    let answer = answer.expect("it decodes");
    let expected = Numbers::new()
        .i32(5)
        .i64(5000)
        .u32(0)
        .u64(18_000_000_000_000_000_000)
        .maybe(7)
        .list([1, 2, 3])
        .lists([Some(vec![Some(1), None]), None])
        .map([("a", 1)])
        .alias(2)
        .either(NumbersEither::Integer(5))
        .many_or_one(NumbersManyOrOne::IntegerList(vec![1, 2]))
        .level(NumbersLevel::V2)
        .high(NumbersHigh::V5000000000)
        .long(-3);
    assert_eq!(*answer, expected);
    let headers = SendNumbersHeaders::of(answer.headers()).expect("they decode");
    assert_eq!(headers.x_count, Some(5));
    assert_eq!(headers.x_counts, Some(vec![1, 20, 3]));
}

#[tokio::test]
async fn a_whole_body_of_integers() {
    let server = Server::sending(200, "application/json", "[1.0, 2e3]");
    let client = server.client();
    let answer = client.numbers().get_numbers().send().await;
    assert_eq!(*answer.expect("it decodes"), [1, 2000]);

    let server = Server::sending(400, "application/json", "4.0");
    let client = server.client();
    match client.numbers().get_numbers().send().await {
        Err(Error::Api(answer)) => assert_eq!(answer.into_inner(), GetNumbersError::Status400(4)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fraction_or_a_number_out_of_range_is_no_integer() {
    for (value, expected) in [
        (
            json!({"i64": 5.5}),
            "invalid type: floating point `5.5`, expected i64",
        ),
        (
            json!({"i64": 1e300}),
            "invalid type: floating point `1e+300`, expected i64",
        ),
        (
            json!({"i32": 3e9}),
            "invalid value: integer `3000000000`, expected i32",
        ),
        (
            json!({"u32": -1.0}),
            "invalid value: integer `-1`, expected u32",
        ),
        (
            json!({"i64": "5"}),
            "invalid type: string \"5\", expected i64",
        ),
        (
            json!({"list": [1, null]}),
            "invalid type: null, expected i64",
        ),
    ] {
        let error = serde_json::from_value::<Numbers>(value).expect_err("it is refused");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn large_integers_keep_their_digits() {
    let text = r#"{"i64":9007199254740993,"u64":18446744073709551615,"high":18446744073709551615,"long":9007199254740993}"#;
    let numbers: Numbers = serde_json::from_str(text).expect("it decodes");
    assert_eq!(numbers.long, Some(9_007_199_254_740_993));
    assert_eq!(numbers.high, Some(NumbersHigh::V18446744073709551615));
    assert_eq!(serde_json::to_string(&numbers).expect("it encodes"), text);
    // One that this version of the crate does not know.
    let newer: Numbers =
        serde_json::from_str(r#"{"high":18446744073709551614}"#).expect("it decodes");
    assert_eq!(
        newer.high,
        Some(NumbersHigh::Unknown(json!(18_446_744_073_709_551_614_u64)))
    );
}

#[tokio::test]
async fn whole_numbers_are_sent_without_a_fraction() {
    let body = Numbers::new()
        .price(5.0)
        .ratio(2.0)
        .prices([1.0, 1.5, -0.0, 1e15, 1e18, 1e300])
        .price_by([("a", Some(3.0)), ("b", None)])
        .price_or(NumbersPriceOr::Number(4.0))
        .inner(
            Prices::new(1.0)
                .second(2.0)
                .additional_properties([("third", 3.0)]),
        )
        .shape(Circle::new(1.0));
    let server = Server::sending(200, "application/json", "{}");
    let client = server.client();
    let answer = client.numbers().send_numbers(body).send().await;
    answer.expect("200 is documented");
    assert_eq!(
        server.request().text(),
        r#"{"price":5,"ratio":2,"prices":[1,1.5,0,1000000000000000,1000000000000000000,1e+300],"priceBy":{"a":3,"b":null},"priceOr":4,"inner":{"first":1,"second":2,"third":3},"shape":{"kind":"circle","radius":1}}"#
    );

    let request = sent!(|client| client.numbers().post_numbers([2.0, 0.5]));
    assert_eq!(request.text(), "[2,0.5]");
}

#[tokio::test]
async fn parameters_are_numbers_as_json_has_them() {
    let server = Server::sending(200, "application/json", "[]");
    let client = server.client();
    let operation = client.numbers().get_numbers();
    let operation = operation.one(5.0).many([1.0, 2.5]).json([3.0, 0.5]);
    operation.send().await.expect("200 is documented");
    assert_eq!(
        server.request().target(),
        "/numbers/list?one=5&many=1&many=2.5&json=%5B3%2C0.5%5D"
    );
}

/// Nothing is sent, and the error says why.
macro_rules! refused {
    (|$client:ident| $operation:expr) => {{
        let server = Server::answering(crate::support::NO_CONTENT);
        let $client = server.client();
        match $operation.send().await {
            Err(Error::Request(error)) => {
                let mut text = error.to_string();
                if let Some(cause) = std::error::Error::source(&error) {
                    text = format!("{text}: {cause}");
                }
                assert!(text.contains("a number is not finite"), "{text}");
            }
            other => panic!("{other:?}"),
        }
        assert!(server.is_idle());
    }};
}

#[tokio::test]
async fn numbers_that_json_cannot_say_are_refused() {
    let (nan, infinite) = (f64::NAN, f64::INFINITY);
    let mut by_name = BTreeMap::new();
    by_name.insert("a".to_owned(), Some(-infinite));
    for body in [
        Numbers::new().price(nan),
        Numbers::new().ratio(f32::INFINITY),
        Numbers::new().prices([1.0, infinite]),
        Numbers::new().price_by(by_name),
        Numbers::new().price_or(NumbersPriceOr::Number(nan)),
        Numbers::new().inner(Prices::new(nan)),
        Numbers::new().inner(Prices::new(1.0).second(infinite)),
        Numbers::new().inner(Prices::new(1.0).additional_properties([("third", nan)])),
        Numbers::new().shape(Circle::new(nan)),
    ] {
        refused!(|client| client.numbers().send_numbers(body));
    }
    refused!(|client| client.numbers().post_numbers([nan]));
    refused!(|client| client.numbers().get_numbers().one(nan));
    refused!(|client| client.numbers().get_numbers().many([infinite]));
    refused!(|client| client.numbers().get_numbers().json([infinite]));
}
