//! `null` against absent, in what is sent and in what is received.

use crate::support::{Server, sent};
use serde_json::{Value, json};
use wire::models::{Merge, MergeInner, MergeItemsItem, Nulls, Received};

#[tokio::test]
async fn absent_and_null_are_told_apart_whatever_the_method() {
    let cases = [
        (Nulls::new(None), json!({"must": null})),
        (
            Nulls::new(None).may_null().part_null().any_null(),
            json!({"must": null, "may": null, "part": null, "any": null}),
        ),
        (
            Nulls::new("a".to_owned()).may("b").any(Value::Null),
            json!({"must": "a", "may": "b", "any": null}),
        ),
    ];
    for (body, expected) in cases {
        let server = Server::sending(200, "application/json", "{}");
        let client = server.client();
        let operation = client.bodies().send_nulls(body.clone());
        operation.send().await.expect("200 is documented");
        assert_eq!(server.request().text(), expected.to_string());
        // It is the same value when it comes back.
        let decoded: Nulls = serde_json::from_value(expected).expect("it decodes");
        assert_eq!(decoded, body);
    }
}

#[test]
fn where_nothing_is_sent_null_stands_for_absent() {
    let received: Received =
        serde_json::from_value(json!({"may": null, "any": null})).expect("it decodes");
    assert_eq!(received, Received::new());
    let may: Option<String> = received.may;
    assert_eq!(may, None);
}

#[tokio::test]
async fn a_merge_patch_removes_any_optional_property() {
    let untouched = sent!(|client| client.bodies().merge_nulls(Merge::new()));
    assert_eq!(
        untouched.header("content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(untouched.text(), "{}");
    let removed = Merge::new()
        .name_null()
        .count_null()
        .labels_null()
        .items_null()
        .any_null()
        .inner_null();
    let removed = sent!(|client| client.bodies().merge_nulls(removed));
    assert_eq!(
        removed.text(),
        r#"{"name":null,"count":null,"labels":null,"inner":null,"items":null,"any":null}"#
    );
    // In what it contains too, but not in the items of arrays, which are replaced.
    let inner = MergeInner::new()
        .text_null()
        .additional_properties([("a", Some(1)), ("b", None)]);
    let some = Merge::new()
        .labels([("red", None), ("blue", Some("yes".to_owned()))])
        .inner(inner)
        .items([MergeItemsItem::new().text("t")]);
    let some = sent!(|client| client.bodies().merge_nulls(some));
    assert_eq!(
        some.text(),
        r#"{"labels":{"blue":"yes","red":null},"inner":{"text":null,"a":1,"b":null},"items":[{"text":"t"}]}"#
    );
}
