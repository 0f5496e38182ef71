//! What the reader makes of documents: what 3.1 and real documents write in ways of their own.

use crate::support::{NO_CONTENT, Server};
use serde_json::{Value, json};
use wire::models::{
    Address, Message, Optional, OptionalConstant, OptionalCountsEntry, OptionalLocal,
    OptionalPairItem, Six, UploadOptionalForm,
};
use wire::operations::reading::SendDefaultBody;

fn same(value: &Value) -> Optional {
    let decoded: Optional = serde_json::from_value(value.clone()).expect("it decodes");
    let encoded = serde_json::to_value(&decoded).expect("it encodes");
    assert_eq!(encoded, *value);
    decoded
}

/// What stands beside `null` in a union keeps all that it says.
#[tokio::test]
async fn optional_values_on_the_wire() {
    let body = json!({
        "six": 6, "constant": "created", "encoded": "AAE=", "bound": 0.5, "counts": {"ab": 1},
        "nullable": {"street": "s"}, "pair": ["a", 1], "open": [1, "foo", false],
        "lists": ["a", "b"], "labels": {"k": "v"}, "extended": {"street": "s", "floor": 3},
        "part": ["t"], "local": {"x": 2},
    });
    let value = same(&body);
    assert_eq!(value.six, Some(Six::V6));
    assert_eq!(value.constant, Some(Some(OptionalConstant::Created)));
    assert_eq!(value.encoded, Some(Some(wire::Base64::encode([0, 1]))));
    let counts = value.counts.as_ref().and_then(Option::as_ref);
    assert_eq!(
        counts.map(|counts| counts["ab"].clone()),
        Some(OptionalCountsEntry::Integer(1))
    );
    assert_eq!(value.nullable, Some(Some(Address::new("s"))));
    let pair = [
        OptionalPairItem::String("a".to_owned()),
        OptionalPairItem::Integer(1),
    ];
    assert_eq!(value.pair, Some(Some(pair.to_vec())));
    assert_eq!(value.open, Some(vec![json!(1), json!("foo"), json!(false)]));
    assert_eq!(value.lists, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(
        value.labels.as_ref().map(|labels| labels["k"].as_str()),
        Some("v")
    );
    let extended = value.extended.as_ref().expect("it was sent");
    assert_eq!(
        (
            extended.street.as_str(),
            extended.additional_properties["floor"]
        ),
        ("s", 3)
    );
    assert_eq!(value.part, Some(vec!["t".to_owned()]));
    assert_eq!(value.local, Some(OptionalLocal::new(2)));
    let server = Server::sending(200, "application/json", body.to_string());
    let client = server.client();
    let answer = client.reading().send_value(value.clone()).send().await;
    assert_eq!(server.request().text(), body.to_string());
    assert_eq!(answer.expect("200 is documented").into_inner(), value);
}

#[test]
fn null_among_the_values_of_an_enum() {
    assert_eq!(same(&json!({"six": null})), Optional::new(None));
    assert_eq!(same(&json!({"six": 6})), Optional::new(Six::V6));
}

#[test]
fn null_is_taken_wherever_it_is_a_member() {
    let nothing = json!({
        "six": null, "constant": null, "encoded": null, "bound": null, "counts": null,
        "nullable": null, "pair": null,
    });
    let value = same(&nothing);
    assert_eq!(value.constant, Some(None));
}

#[tokio::test]
async fn an_optional_upload_is_a_file() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    let form = UploadOptionalForm::new("n").file(vec![0, 255]);
    let answer = client.reading().upload_optional(form).send().await;
    answer.expect("204 is documented");
    let request = server.request();
    let part = b"name=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n\0\xff\r\n";
    assert!(request.body.windows(part.len()).any(|bytes| bytes == part));
}

#[tokio::test]
async fn the_fragment_of_a_path_is_not_sent() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    let answer = client.reading().remove_link("a#b").send().await;
    answer.expect("204 is documented");
    assert_eq!(server.request().target(), "/links/a%23b");
    let answer = client.reading().add_link("1").send().await;
    answer.expect("204 is documented");
    assert_eq!(server.request().target(), "/linked/1");
}

#[tokio::test]
async fn plain_json_is_the_default_wherever_it_stands() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    let sent = client.reading().send_default().body(Message::new("m"));
    sent.send().await.expect("204 is documented");
    let request = server.request();
    assert_eq!(request.header("content-type"), Some("application/json"));
    let body = SendDefaultBody::JsonPatchJson(Message::new("m"));
    let sent = client.reading().send_default().body(body);
    sent.send().await.expect("204 is documented");
    let request = server.request();
    assert_eq!(
        request.header("content-type"),
        Some("application/json-patch+json")
    );
}

#[tokio::test]
async fn one_of_two_media_types_of_bytes_is_chosen() {
    let server = Server::sending(200, "application/x-ndjson", "{}\n");
    let client = server.client();
    let answer = client
        .reading()
        .get_games()
        .accept("application/x-ndjson")
        .send()
        .await;
    let request = server.request();
    assert_eq!(request.header("accept"), Some("application/x-ndjson"));
    assert_eq!(answer.expect("200 is documented").into_inner(), "{}\n");
    let answer = client.reading().get_games().send().await;
    answer.expect("200 is documented");
    let accepted = "application/x-chess-pgn, application/x-ndjson";
    assert_eq!(server.request().header("accept"), Some(accepted));
}
