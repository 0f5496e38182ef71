//! What models become on the wire, and what they make of what comes back.

use crate::support::Server;
use serde_json::{Value, json};
use wire::models::{Circle, Extended, PatternsEntry, Shape, Square, User, Values};

fn same<T>(value: &Value) -> T
where
    T: serde::de::DeserializeOwned + serde::Serialize,
{
    let decoded: T = serde_json::from_value(value.clone()).expect("it decodes");
    let encoded = serde_json::to_value(&decoded).expect("it encodes");
    assert_eq!(encoded, *value);
    decoded
}

#[tokio::test]
async fn read_only_and_write_only() {
    let server = Server::sending(201, "application/json", r#"{"id":7,"name":"n"}"#);
    let client = server.client();
    // `id` is not demanded here, and `secret` not there.
    let operation = client.models().create_user(User::new("n").secret("s"));
    let answer = operation.send().await.expect("201 is documented");
    assert_eq!(server.request().text(), r#"{"name":"n","secret":"s"}"#);
    assert_eq!(answer.id, Some(7));
    assert_eq!(answer.secret, None);
    let debug = format!("{:?}", User::new("n").secret("hidden"));
    assert!(!debug.contains("hidden"), "{debug}");
}

#[tokio::test]
async fn a_discriminated_union_on_the_wire() {
    let server = Server::sending(200, "application/json", r#"{"kind":"box","side":2.5}"#);
    let client = server.client();
    let answer = client.models().send_shape(Square::new(1.5)).send().await;
    // The schema of the square has no `kind`; the union writes it.
    assert_eq!(server.request().text(), r#"{"kind":"square","side":1.5}"#);
    let answer = answer.expect("200 is documented");
    // The variant keeps which of its two tags it came with.
    assert_eq!(*answer, Shape::Box(Square::new(2.5)));
    let operation = client.models().send_shape(Circle::new(1.0));
    operation.send().await.expect("200 is documented");
    assert_eq!(server.request().text(), r#"{"kind":"circle","radius":1}"#);
}

#[test]
fn an_unknown_tag_is_kept() {
    let shape: Shape = same(&json!({"kind": "hexagon", "sides": 6}));
    assert!(matches!(shape, Shape::Unknown(_)), "{shape:?}");
    // A known tag selects its variant; what is wrong with that is the error.
    let error = serde_json::from_value::<Shape>(json!({"kind": "circle"}));
    let error = error.expect_err("the radius is missing").to_string();
    assert!(error.contains("radius"), "{error}");
}

#[tokio::test]
async fn unions_without_discriminator_on_the_wire() {
    let body = json!({
        "either": 7, "oneOrMany": ["a"], "contact": {"mail": "m", "phone": "p"},
        "color": "blue", "level": 2, "mixed": true, "maybe": {"mail": "m"},
        "animal": {"type": "Cat", "lives": 9},
        "tree": {"value": 1, "left": {"value": 2}, "children": [{"value": 3}]},
        "extended": {"name": "n", "x": 1},
        "payload": "AAE=", "id": "6F9619FF-8B86-D011-B42D-00CF4FC964FF",
        "price": 1.10, "big": u64::MAX,
    });
    let values: Values = same(&body);
    let server = Server::sending(200, "application/json", body.to_string());
    let client = server.client();
    let operation = client.models().send_values(values.clone());
    let answer = operation.send().await.expect("200 is documented");
    assert_eq!(server.request().text(), body.to_string());
    assert_eq!(*answer, values);
}

#[test]
fn every_alternative_comes_back_as_it_was() {
    let rows = [
        json!({"either": "7"}),
        json!({"either": 7}),
        json!({"either": false}),
        json!({"either": 1.5}),
        json!({"either": {"new": "kind"}}),
        json!({"oneOrMany": "a"}),
        json!({"oneOrMany": []}),
        json!({"contact": {"mail": "m"}}),
        json!({"contact": {"mail": "m", "phone": "p"}}),
        json!({"contact": {"letter": "l"}}),
        json!({"color": "sky"}),
        json!({"level": 99}),
        json!({"mixed": "auto"}),
        json!({"mixed": 1}),
        json!({"mixed": 2}),
        json!({"mixed": "other"}),
        json!({"maybe": 7}),
        json!({"maybe": "unexpected"}),
        json!({"animal": {"type": "Dog", "bark": "loud"}}),
        json!({"animal": {"type": "Fish", "fins": 2}}),
        json!({"extended": {"a": 1, "b": 2}}),
        json!({"payload": "not base64!"}),
        json!({"id": "not a uuid"}),
    ];
    for row in rows {
        same::<Values>(&row);
    }
}

#[test]
fn null_and_unknown_fields() {
    let values: Values = serde_json::from_value(json!({"animal": null, "level": null, "new": 1}))
        .expect("both are ignored");
    assert_eq!(values, Values::new());
}

#[tokio::test]
async fn no_property_is_sent_twice() {
    // An entry beside the fields is sent where the field of that name is not set.
    let map = [("name", 1), ("more", 2)];
    let extended = Extended::new().additional_properties(map);
    let text = serde_json::to_string(&extended).expect("it encodes");
    assert_eq!(text, r#"{"more":2,"name":1}"#);
    let server = Server::sending(
        200,
        "application/json",
        r#"{"extended":{"name":"n","x":1}}"#,
    );
    let client = server.client();
    let body = Values::new().extended(extended.name("n"));
    let answer = client.models().send_values(body).send().await;
    assert_eq!(
        server.request().text(),
        r#"{"extended":{"name":"n","more":2}}"#
    );
    // What is received under that name is always the field.
    let answer = answer.expect("200 is documented").into_inner();
    let extended = answer.extended.expect("it is there");
    assert_eq!(extended.name.as_deref(), Some("n"));
    assert_eq!(extended.additional_properties, [("x".to_owned(), 1)].into());
}

#[tokio::test]
async fn a_name_that_matches_no_pattern_has_any_value() {
    let body = json!({"patterns": {"name": "n", "de": 1, "other": {"deep": [true]}}});
    let server = Server::sending(200, "application/json", body.to_string());
    let client = server.client();
    let answer = client.models().send_values(Values::new()).send().await;
    let values = answer.expect("200 is documented").into_inner();
    let patterns = values.patterns.as_ref().expect("it is there");
    let others = &patterns.additional_properties;
    assert_eq!(others["de"], PatternsEntry::Integer(1));
    assert_eq!(
        others["other"],
        PatternsEntry::Unknown(json!({"deep": [true]}))
    );
    assert_eq!(serde_json::to_value(&values).expect("it encodes"), body);
}

/// Ambiguous, and so an error where it is named, for a type that has an order.
trait NoOrder<Marker> {
    fn holds() {}
}
impl<T> NoOrder<()> for T {}
impl<T: PartialOrd> NoOrder<u8> for T {}

#[test]
fn formatted_strings_have_no_order_of_their_texts() {
    <wire::DateTime as NoOrder<_>>::holds();
    <wire::Date as NoOrder<_>>::holds();
    <wire::Time as NoOrder<_>>::holds();
    <wire::Duration as NoOrder<_>>::holds();
    <wire::Uuid as NoOrder<_>>::holds();
    <wire::Base64 as NoOrder<_>>::holds();
}
