//! Objects, enums, unions and texts, as generated models use them.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::runtime::{
    Base64, Uuid, integer_enum, json_object,
    models::{
        describe,
        object::{self, Properties},
    },
    string_enum,
    union::{self, Candidates},
    value_enum,
};

#[derive(Clone, Debug, PartialEq)]
struct Cat {
    name: String,
    lives: Option<i64>,
    #[allow(clippy::option_option, reason = "absent, null and a value differ")]
    owner: Option<Option<String>>,
    kind: Option<Kind>,
    more: BTreeMap<String, Value>,
}

json_object! {
    Cat {
        required name = "name";
        optional lives = "lives";
        nullable owner = "owner";
        optional kind = "kind";
        ..others more;
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Tame,
    Wild,
    Unknown(String),
}

string_enum! {
    Kind {
        Tame = "tame";
        Wild = "wild";
        ..Unknown;
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    One,
    Other(i64),
}

integer_enum! {
    Size {
        One = 1;
        ..Other;
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Mixed {
    Never,
    Other(Value),
}

impl Mixed {
    fn as_value(&self) -> Value {
        match self {
            Self::Never => json!(false),
            Self::Other(value) => value.clone(),
        }
    }

    fn from_known(value: &Value) -> Option<Self> {
        (*value == json!(false)).then_some(Self::Never)
    }
}

value_enum!(Mixed, Other);

fn cat(json: &str) -> Result<Cat, serde_json::Error> {
    serde_json::from_str(json)
}

#[test]
fn objects_are_lenient_where_nothing_is_lost() {
    let read =
        cat(r#"{"n\u0061me":"Tom","name":"Tim","lives":null,"owner":null,"x":{"y":1}}"#).unwrap();
    assert_eq!(read.name, "Tim", "the last of two wins");
    assert_eq!(read.lives, None);
    assert_eq!(
        read.owner,
        Some(None),
        "null is kept where it means something"
    );
    assert_eq!(read.more["x"], json!({"y": 1}));
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        r#"{"name":"Tim","owner":null,"x":{"y":1}}"#
    );
}

#[test]
fn objects_are_strict_where_a_value_is_needed() {
    let message = |json| cat(json).unwrap_err().to_string();
    assert!(message("{}").starts_with("missing field `name`"));
    assert!(message(r#"{"name":null}"#).starts_with("invalid type: null"));
    assert!(message("[]").starts_with("invalid type: sequence, expected an object"));
}

#[test]
fn enums_keep_what_they_do_not_know() {
    let kinds: Vec<Kind> = serde_json::from_str(r#"["tame","feral"]"#).unwrap();
    assert_eq!(kinds, [Kind::Tame, Kind::Unknown("feral".to_owned())]);
    assert_eq!(
        serde_json::to_string(&kinds).unwrap(),
        r#"["tame","feral"]"#
    );
    assert_eq!(Kind::from("wild".to_owned()), Kind::Wild);
    assert_eq!("feral".parse::<Kind>().unwrap().to_string(), "feral");
    assert_eq!(format!("[{:>5}]", Kind::Wild), "[ wild]");

    let sizes: Vec<Size> = serde_json::from_str("[1,7]").unwrap();
    assert_eq!(sizes, [Size::One, Size::Other(7)]);
    assert_eq!(serde_json::to_string(&sizes).unwrap(), "[1,7]");
    assert_eq!(sizes[1].to_string(), "7");

    let mixed: Vec<Mixed> = serde_json::from_str(r#"[false,"x"]"#).unwrap();
    assert_eq!(mixed, [Mixed::Never, Mixed::Other(json!("x"))]);
    assert_eq!(serde_json::to_string(&mixed).unwrap(), r#"[false,"x"]"#);
}

#[derive(Debug, PartialEq)]
enum Any {
    Cat(Box<Cat>),
    Kind(Kind),
    Number(i32),
    Float(f64),
    List(Vec<i64>),
    Text(Uuid),
}

fn choose(value: &Value) -> Option<Any> {
    taken(
        Candidates::new(value)
            .offer("Kind", Any::Kind)
            .offer("Number", Any::Number)
            .offer("Float", Any::Float)
            .offer("List", Any::List)
            .offer("Cat", |cat| Any::Cat(Box::new(cat)))
            .finish(),
    )
}

fn taken<U>(chosen: Result<Option<U>, serde_json::Error>) -> Option<U> {
    chosen.expect("no tag asks for a variant")
}

#[test]
fn the_variant_that_keeps_everything_wins() {
    assert_eq!(choose(&json!("wild")), Some(Any::Kind(Kind::Wild)));
    assert_eq!(choose(&json!(3)), Some(Any::Number(3)));
    assert_eq!(choose(&json!(3.5)), Some(Any::Float(3.5)));
    assert_eq!(choose(&json!(1e20)), Some(Any::Float(1e20)));
    assert_eq!(choose(&json!([1, 2])), Some(Any::List(vec![1, 2])));
    assert_eq!(choose(&json!([])), Some(Any::List(vec![])));
    assert!(matches!(choose(&json!({"name": "Tom"})), Some(Any::Cat(_))));
    assert_eq!(choose(&json!({"nothing": "fits"})), None);
    assert_eq!(choose(&json!(["x"])), None);
}

#[test]
fn an_unknown_value_falls_to_an_enum_only_if_no_other_variant_knows_it() {
    let unknown = || Kind::Unknown("feral".to_owned());
    assert_eq!(choose(&json!("feral")), Some(Any::Kind(unknown())));
    let value = json!("feral");
    let chosen = Candidates::new(&value)
        .offer("Kind", Any::Kind)
        .offer("Text", Any::Text)
        .finish();
    assert_eq!(taken(chosen), Some(Any::Text(Uuid::new("feral"))));
}

#[derive(Debug, PartialEq)]
struct Named {
    name: String,
}
#[derive(Debug, PartialEq)]
struct Tagged {
    name: String,
    size: Option<i64>,
}

json_object! {
    Named {
        required name = "name";
    }
}

json_object! {
    Tagged {
        required name = "name";
        optional size = "size";
    }
}

/// A value that no serializer takes.
struct Unwritable;

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("the first reason"))
    }
}

#[test]
fn a_property_that_does_not_serialize_is_an_error_of_the_whole() {
    use serde::ser::Serializer as _;
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    let mut properties = Properties::new(serializer.serialize_map(None).unwrap());
    object::write(&mut properties, "a", &1);
    object::write_some(&mut properties, "b", &Some(Unwritable));
    object::write(&mut properties, "c", &2);
    assert_eq!(
        properties.end().unwrap_err().to_string(),
        "the first reason"
    );
    assert!(!String::from_utf8(text).unwrap().contains("\"c\""));
}

#[derive(Debug, PartialEq)]
enum Either {
    Named(Named),
    Tagged(Tagged),
}

#[test]
fn otherwise_the_variant_that_keeps_most_wins() {
    let choose = |value: &Value| {
        taken(
            Candidates::new(value)
                .offer("Named", Either::Named)
                .offer("Tagged", Either::Tagged)
                .finish(),
        )
    };
    // `new` is known to neither variant, `size` to the second one alone.
    assert_eq!(
        choose(&json!({"name": "a", "size": 1, "new": true})),
        Some(Either::Tagged(Tagged {
            name: "a".to_owned(),
            size: Some(1)
        }))
    );
    assert_eq!(
        choose(&json!({"name": "a", "new": true})),
        Some(Either::Named(Named {
            name: "a".to_owned()
        }))
    );
    // `null` is absent; equal numbers are equal however they are written.
    assert_eq!(
        choose(&json!({"name": "a", "size": null})),
        Some(Either::Named(Named {
            name: "a".to_owned()
        }))
    );
    let value = json!({"a": 1.0, "b": null, "c": [null]});
    let kept = Candidates::new(&value).offer("Map", |map: BTreeMap<String, Value>| map);
    assert!(taken(kept.finish()).is_some());
}

#[test]
fn a_tag_is_read_and_written() {
    let value = json!({"petType": "cat", "name": "Tom"});
    assert_eq!(union::tag(&value, "petType"), Some("cat"));
    assert_eq!(union::tag(&value, "type"), None);
    let value = json!({"petType": 1.0, "tame": true, "name": "Tom"});
    assert_eq!(union::integer_tag(&value, "petType"), Some(1));
    assert_eq!(
        union::integer_tag(&json!({"petType": 1.5}), "petType"),
        None
    );
    assert_eq!(union::boolean_tag(&value, "tame"), Some(true));
    let value = json!({"petType": "cat", "name": "Tom"});
    let decoded: Result<Named, serde_json::Error> = union::decode(value.clone(), "Named");
    let named = decoded.unwrap();
    let encoded = union::tagged(&named, "petType", "cat", serde_json::value::Serializer).unwrap();
    assert_eq!(encoded, value);
    let encoded = union::tagged(&named, "name", "other", serde_json::value::Serializer).unwrap();
    assert_eq!(encoded, json!({"name": "Tom"}), "a tag that is there stays");
}

#[test]
fn the_message_of_a_failed_choice_is_bounded() {
    let value = json!({"kind": "cat", "name": 1});
    let names = ["A", "B", "C", "D", "E", "F", "G"];
    let offers = names
        .into_iter()
        .fold(Candidates::new(&value).tag("kind"), |offers, name| {
            offers.offer_tagged(&["cat"], name, Either::Named)
        });
    let message = offers
        .finish::<serde_json::Error>()
        .unwrap_err()
        .to_string();
    assert!(message.starts_with("no alternative for this `kind` fits: `A`: invalid"));
    assert!(message.ends_with("; and 2 more"), "{message}");
    // A value without the tag is nobody's, and no error.
    let value = json!({"name": 1});
    let offers = Candidates::new(&value).tag("kind");
    let offers = offers.offer_tagged(&["cat"], "A", Either::Named);
    assert_eq!(taken(offers.finish()), None);
}

#[test]
fn several_variants_are_written_as_one_value() {
    let variants = [
        json!({"a": 1, "b": {"x": 1}, "c": [{"l": 1}, 2]}),
        json!({"a": 2, "b": {"y": 2}, "c": [{"r": 1}, 3], "d": null}),
    ];
    let written = union::several(&variants, serde_json::value::Serializer).unwrap();
    let merged = json!({
        "a": 1, "b": {"x": 1, "y": 2}, "c": [{"l": 1, "r": 1}, 2], "d": null,
    });
    assert_eq!(written, merged);
    let none = union::several::<Value, _>(&[], serde_json::value::Serializer).unwrap();
    assert_eq!(none, json!({}));
}

#[test]
fn decode_errors_do_not_show_the_value() {
    let decoded: Result<Named, serde_json::Error> = union::decode(json!({"name": 4711}), "Named");
    let message = decoded.unwrap_err().to_string();
    assert_eq!(message, "`Named`: invalid type: integer, expected a string");
    let error = serde_json::from_str::<i64>(r#""s3cret, expected \" or `""#).unwrap_err();
    assert_eq!(
        describe::describe(&error),
        "invalid type: string, expected i64"
    );
    let error = serde_json::from_str::<u8>("4711").unwrap_err();
    assert_eq!(
        describe::describe(&error),
        "invalid value: integer, expected u8"
    );
}

#[test]
fn texts_stay_as_they_are() {
    let id: Uuid = serde_json::from_str(r#""NOT-\u0061-uuid""#).unwrap();
    assert_eq!(id.as_str(), "NOT-a-uuid");
    assert_eq!(serde_json::to_string(&id).unwrap(), r#""NOT-a-uuid""#);
}

#[test]
fn base64_takes_both_alphabets() {
    assert_eq!(Base64::encode([0xfb, 0xff]).as_str(), "+/8=");
    for text in ["+/8=", "+/8", "-_8=", "-_8"] {
        assert_eq!(Base64::new(text).decode().unwrap(), [0xfb, 0xff], "{text}");
    }
    assert!(Base64::new("!").decode().is_err());
}

#[test]
fn redaction_shows_only_whether_something_is_there() {
    use crate::runtime::{Redacted, redacted};
    assert_eq!(format!("{Redacted:?}"), "[redacted]");
    assert_eq!(
        format!("{:?}", redacted(Some("s3cret"))),
        "Some([redacted])"
    );
    assert_eq!(format!("{:?}", redacted::<str>(None)), "None");
}

#[cfg(all(feature = "jiff", feature = "uuid"))]
#[test]
fn texts_convert_to_parsed_types() {
    use crate::runtime::{Date, DateTime, Duration};
    let time = jiff::Timestamp::try_from(&DateTime::new("2026-01-31T12:00:00Z")).unwrap();
    assert_eq!(DateTime::from(time).as_str(), "2026-01-31T12:00:00Z");
    assert!(jiff::civil::Date::try_from(&Date::new("2026-02-30")).is_err());
    assert!(jiff::Span::try_from(&Duration::new("P1DT2H")).is_ok());
    let id = uuid::Uuid::try_from(&Uuid::new("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6")).unwrap();
    assert_eq!(
        Uuid::from(id).as_str(),
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
    );
}
