//! Large models in circles: how much room they take, and how much stack they need.

use crate::support::Server;
use serde_json::{Value, json};
use std::thread;
use wire::models::{Strict, Tree, Wide};

fn chain(levels: usize, last: Value, link: impl Fn(Value) -> Value) -> Value {
    (0..levels).fold(last, |value, _| link(value))
}

/// Decodes on a thread with this much stack.
fn decode_with<T>(kilobytes: usize, text: String)
where
    T: serde::de::DeserializeOwned + serde::Serialize,
{
    let thread = thread::Builder::new().stack_size(kilobytes * 1024);
    let thread = thread.spawn(move || {
        let value: T = serde_json::from_str(&text).expect("it decodes");
        assert_eq!(serde_json::to_string(&value).expect("it encodes"), text);
    });
    thread.expect("it starts").join().expect("it ends");
}

#[test]
#[ignore]
fn probe() {
    let kind = std::env::var("KIND").unwrap();
    let levels: usize = std::env::var("LEVELS").unwrap().parse().unwrap();
    let kb: usize = std::env::var("KB").unwrap().parse().unwrap();
    match &*kind {
        "next" => decode_with::<Wide>(kb, chain(levels, json!({"column01": "x"}), |v| json!({"next": v})).to_string()),
        "either" => decode_with::<Wide>(kb, chain(levels, json!({"column01": "x"}), |v| json!({"either": v})).to_string()),
        "strict" => decode_with::<Strict>(kb, chain(levels, json!({"id": 1}), |v| json!({"id": 1, "next": v})).to_string()),
        "tree" => decode_with::<Tree>(kb, chain(levels, json!({"value": 1}), |v| json!({"value": 1, "left": v})).to_string()),
        _ => unreachable!(),
    }
}
