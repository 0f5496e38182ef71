//! Large models in circles: how much room they take, and how much stack they need.

use crate::support::Server;
use serde_json::{Value, json};
use std::mem::{size_of, size_of_val};
use std::thread;
use wire::models::{Broad, Strict, Tree, Wide, WideEither};
use wire::operations::large::{PutWideBody, PutWideSuccess};
use wire::{Error, Response};

/// The innermost value in `levels` more.
fn nested(levels: usize, innermost: Value, level: impl Fn(Value) -> Value) -> Value {
    (0..levels).fold(innermost, |value, _| level(value))
}

/// A chain through fields, a union and a model with required properties.
fn mixed(levels: usize) -> Value {
    nested(
        levels / 3,
        json!({"column01": "end"}),
        |value| json!({"column02": "b", "next": {"either": {"strict": {"id": 7, "wide": value}}}}),
    )
}

/// Decodes on a thread that has this much stack, and encodes again.
fn decode_on<T>(kilobytes: usize, value: &Value)
where
    T: serde::de::DeserializeOwned + serde::Serialize,
{
    let text = value.to_string();
    let thread = thread::Builder::new().stack_size(kilobytes * 1024);
    let thread = thread.spawn(move || {
        let model: T = serde_json::from_str(&text).expect("it decodes");
        assert_eq!(serde_json::to_string(&model).expect("it encodes"), text);
    });
    thread.expect("it starts").join().expect("it fits");
}

#[test]
fn models_grow_with_their_own_properties_only() {
    // A hundred texts and what leads on.
    assert!(size_of::<Wide>() <= 100 * size_of::<String>() + 200);
    assert!(size_of::<Strict>() <= 100 * size_of::<String>() + 200);
    assert!(size_of::<WideEither>() <= 80);
    assert!(size_of::<PutWideBody>() <= 40);
    assert!(size_of::<PutWideSuccess>() <= 40);
    assert!(size_of::<Error<Wide>>() <= 128);
    assert!(size_of::<Response<Wide>>() <= size_of::<Wide>() + 200);
}

#[test]
fn what_is_boxed_is_given_and_taken_without_a_box() {
    let inner = Wide::new().column01("inner");
    let wide = Wide::new()
        .next(inner.clone())
        .either(inner.clone())
        .strict(Strict::new(7).wide(inner));
    let next = wide.next.as_ref().expect("it is set");
    assert_eq!(next.column01.as_deref(), Some("inner"));
    assert_eq!(
        serde_json::to_value(&wide).expect("it encodes"),
        json!({
            "next": {"column01": "inner"}, "either": {"column01": "inner"},
            "strict": {"id": 7, "wide": {"column01": "inner"}},
        })
    );
}

#[test]
fn a_missing_property_of_a_large_model_is_an_error() {
    let error = serde_json::from_value::<Strict>(json!({"column01": "x"}));
    let error = error.expect_err("`id` is required").to_string();
    assert!(error.contains("id"), "{error}");
}

#[test]
fn a_stack_of_half_a_megabyte_holds_twenty_levels() {
    decode_on::<Wide>(512, &mixed(20));
    let strict = nested(
        20,
        json!({"id": 1}),
        |value| json!({"id": 1, "next": value}),
    );
    decode_on::<Strict>(512, &strict);
}

#[test]
fn a_thread_holds_as_many_levels_as_are_read() {
    let text = json!({"column01": "end"});
    decode_on::<Wide>(
        1536,
        &nested(126, text.clone(), |value| json!({"next": value})),
    );
    decode_on::<Wide>(1536, &nested(126, text, |value| json!({"either": value})));
    let leaf = json!({"value": 1});
    decode_on::<Tree>(
        512,
        &nested(126, leaf, |value| json!({"value": 1, "left": value})),
    );
}

/// A model that is not decoded in a box, with 40 required properties.
#[test]
fn a_worker_thread_holds_as_many_levels_of_required_properties_as_are_read() {
    assert!((900..=1024).contains(&size_of::<Broad>()));
    let texts = (1..=40).map(|n| (format!("text{n:02}"), json!("x")));
    let texts: serde_json::Map<String, Value> = texts.collect();
    let broad = nested(125, Value::Object(texts.clone()), |value| {
        let mut texts = texts.clone();
        texts.insert("next".to_owned(), value);
        Value::Object(texts)
    });
    decode_on::<Broad>(2048, &broad);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_thread_sends_and_receives_deeply_nested_models() {
    let body = mixed(60);
    for status in [200, 400] {
        let body = body.clone();
        let worker = tokio::spawn(async move {
            let server = Server::sending(status, "application/json", body.to_string());
            let client = server.client();
            let wide: Wide = serde_json::from_value(body.clone()).expect("it decodes");
            let call = client.large().send_wide(wide).send();
            assert!(size_of_val(&call) <= 16 * 1024);
            let answer = match call.await {
                Ok(response) => response.into_inner(),
                Err(Error::Api(response)) => response.into_inner(),
                Err(error) => panic!("{error}"),
            };
            assert_eq!(server.request().text(), body.to_string());
            assert_eq!(serde_json::to_value(&answer).expect("it encodes"), body);
        });
        worker.await.expect("its stack is large enough");
    }
}

#[tokio::test]
async fn large_variants_of_bodies_and_responses() {
    let server = Server::sending(200, "application/json", r#"{"column01":"x"}"#);
    let client = server.client();
    let operation = client.large().put_wide(Wide::new().column01("y"));
    let answer = operation.send().await.expect("200 is documented");
    assert_eq!(server.request().text(), r#"{"column01":"y"}"#);
    match answer.into_inner() {
        PutWideSuccess::Status200(wide) => assert_eq!(*wide, Wide::new().column01("x")),
        other => panic!("{other:?}"),
    }
}
