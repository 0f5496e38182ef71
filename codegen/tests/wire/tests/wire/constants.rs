//! Properties with one possible value: sent by themselves, kept as they were received.

use crate::support::{Server, sent};
use serde_json::{Value, json};
use wire::models::{Circle, Color, Constants, ConstantsRole, SendConstantFormForm, Shape};

#[tokio::test]
async fn a_required_constant_is_sent_by_itself() {
    let server = Server::sending(
        200,
        "application/json",
        r#"{"role":"user","version":2,"stream":true,"ratio":0.5,"color":"blue"}"#,
    );
    let client = server.client();
    let operation = client.models().send_constants(Constants::new(Color::Blue));
    let answer = operation.send().await.expect("200 is documented");
    assert_eq!(
        server.request().text(),
        r#"{"role":"user","version":2,"stream":true,"ratio":0.5,"color":"blue"}"#
    );
    assert_eq!(*answer.role(), ConstantsRole::User);
    assert!(answer.stream());
    assert_eq!(*answer, Constants::new(Color::Blue));
}

#[tokio::test]
async fn an_optional_constant_is_sent_if_asked_for() {
    let body = Constants::new(Color::Blue).kind();
    let expected = json!({
        "role": "user", "version": 2, "stream": true, "ratio": 0.5, "color": "blue",
        "kind": "message",
    });
    assert_eq!(serde_json::to_value(&body).expect("it encodes"), expected);
}

#[tokio::test]
async fn a_form_has_its_constants() {
    let form = SendConstantFormForm::new(Color::Blue);
    let request = sent!(|client| client.models().send_constant_form(form));
    let text = request.text();
    for (name, value) in [("role", "user"), ("version", "2"), ("stream", "true")] {
        assert!(
            text.contains(&format!("name=\"{name}\"\r\n\r\n{value}\r\n")),
            "{text}"
        );
    }
}

#[test]
fn another_value_of_a_newer_server_is_kept() {
    let newer = json!({
        "role": "developer", "version": 3, "stream": false, "ratio": 0.25, "color": "blue",
        "kind": "note",
    });
    let constants: Constants = serde_json::from_value(newer.clone()).expect("it decodes");
    assert_eq!(constants.role().as_str(), "developer");
    assert!(!constants.stream());
    assert_eq!(serde_json::to_value(&constants).expect("it encodes"), newer);
}

#[test]
fn what_is_required_is_missed() {
    let missing = json!({"version": 2, "stream": true, "ratio": 0.5, "color": "blue"});
    let error = serde_json::from_value::<Constants>(missing);
    let error = error.expect_err("`role` is required").to_string();
    assert!(error.contains("role"), "{error}");
}

#[test]
fn the_only_tag_of_a_type_is_its_constant() {
    let circle = Circle::new(1.0);
    assert_eq!(circle.kind(), "circle");
    let alone = serde_json::to_value(&circle).expect("it encodes");
    assert_eq!(alone, json!({"kind": "circle", "radius": 1}));
    let shape: Value = serde_json::to_value(Shape::from(circle)).expect("it encodes");
    assert_eq!(shape, alone);
}
