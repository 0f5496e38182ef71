//! What can be told without a server: which calls are made, and what is said of responses.

use super::{
    driver::call::function,
    known::{GivenCall, Known},
    operations::{Crate, find, is_of},
    report::{self, Outcome},
    scenarios::{Call, Scenario},
    values,
    verdict::{self, Answer},
};
use crate::generation;
use serde_json::{Value, json};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Things, version: v2}
servers:
  - url: '{endpoint}/things/api-version:{version}'
    variables:
      endpoint: {default: ''}
      version: {default: v2, enum: [v1, v2]}
paths:
  /: {get: {operationId: all, responses: {'204': {description: none}}}}
  /{id}:
    get:
      operationId: one
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}, explode: false}
        - {name: x-days, in: header, schema: {type: number}}
      responses:
        '200':
          description: the thing
          content: {application/json: {schema: {type: string}}}
  /id{id}:
    put:
      operationId: replace
      parameters:
        - {name: id, in: path, required: true, style: matrix, explode: true,
           schema: {type: object, additionalProperties: {type: integer}}}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
          image/png: {}
      responses: {'204': {description: none}}
  /form:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties: {id: {type: string}, image: {type: string, format: binary}}
              required: [id]
      responses: {'204': {description: none}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
";

fn things() -> Crate {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("things.v2.yaml");
    std::fs::write(&path, DOCUMENT).expect("written");
    let generated = generation::generate(&path, "things-client").expect("it is valid");
    Crate {
        name: "things_client".to_owned(),
        document: "things.v2".to_owned(),
        api: generated.api,
    }
}

fn call(call: Value) -> Call {
    serde_json::from_value(call).expect("a call")
}

/// The statements of a call.
fn source(call: &Call, given: Option<&GivenCall>) -> String {
    let krate = things();
    let function = function("it", &[&krate], call, given).expect("it can be made");
    function.text.replace(" :: ", "::")
}

#[test]
fn documents_belong_to_folders() {
    for (document, is) in [
        ("type_array", true),
        ("type_array.v2", true),
        ("type_array_item", false),
    ] {
        assert_eq!(is_of(document, "type/array"), is, "{document}");
    }
}

#[test]
fn a_call_finds_its_operation_by_what_the_path_says() {
    let krate = things();
    for (method, uri, expected) in [
        ("get", "/things/api-version:v2/7", Some("one")),
        ("get", "/things/api-version:v2", Some("all")),
        ("get", "/things/api-version:v1/a/b", Some("one")),
        ("get", "/things/api-version:v3/7", None),
        ("post", "/things/api-version:v2/7", None),
        ("put", "/things/api-version:v2/id;a=1", Some("replace")),
    ] {
        let call = call(json!({"method": method, "uri": uri, "status": 204}));
        let found = find(&[&krate], &call);
        let id = found.as_ref().map(|found| found.operation.id.as_str());
        assert_eq!(id, expected, "{method} {uri}");
    }
}

#[test]
fn values_are_read_as_their_style_writes_them() {
    let krate = things();
    let value = |call: Value, index: usize| {
        let call = self::call(call);
        let found = find(&[&krate], &call).expect("an operation");
        values::of_parameter(&found, index, &call)
    };
    let one = |query: Value, headers: Value| {
        json!({
            "method": "get", "uri": "/things/api-version:v2/7", "status": 200,
            "query": query, "headers": headers,
        })
    };
    assert_eq!(value(one(json!({}), json!({})), 0), Some(json!(7)));
    assert_eq!(value(one(json!({}), json!({})), 1), None);
    let tags = value(one(json!({"tags": "a,b"}), json!({})), 1);
    assert_eq!(tags, Some(json!(["a", "b"])));
    let days = value(one(json!({}), json!({"X-Days": "1.5"})), 2);
    assert_eq!(days, Some(json!(1.5)));
    let replace = json!({
        "method": "put", "uri": "/things/api-version:v2/id;a=1;b=2", "status": 204,
    });
    assert_eq!(value(replace, 0), Some(json!({"a": 1, "b": 2})));
}

#[test]
fn a_call_is_made_by_the_methods_of_the_crate() {
    let text = source(
        &call(json!({
            "method": "get", "uri": "/things/api-version:v2/7", "query": {"tags": "a"},
            "status": 200, "respBody": {"contentType": "application/json", "raw": "\"x\""},
        })),
        None,
    );
    assert!(
        text.contains("base_url(server.url(\"/things/api-version:v2\"))"),
        "{text}"
    );
    assert!(
        text.contains(".one(server.value::<i64>(\"7\")?).tags(server.value::<Vec < String >>("),
        "{text}"
    );
    assert!(text.contains("body => encode(body)?"), "{text}");
}

#[test]
fn a_body_is_sent_in_the_media_type_of_the_scenario() {
    let replace = |content_type: &str, raw: &str| {
        source(
            &call(json!({
                "method": "put", "uri": "/things/api-version:v2/id;a=1", "status": 204,
                "body": {"contentType": content_type, "raw": raw},
            })),
            None,
        )
    };
    let json = replace("application/json", "{}");
    assert!(
        json.contains("Body::Json(server.value::<models::Thing>(\"{}\")?)"),
        "{json}"
    );
    let image = replace("image/png", "base64:iVBO");
    assert!(image.contains("(b\"\\x89PN\".to_vec().into())"), "{image}");
}

#[test]
fn forms_are_made_of_the_parts_that_are_given() {
    let send = json!({
        "method": "post", "uri": "/things/api-version:v2/form", "status": 204,
        "body": {"contentType": "multipart/form-data"},
    });
    let given = |parts: Value| {
        serde_json::from_value::<GivenCall>(json!({ "parts": parts })).expect("parts")
    };
    let image = json!({"asset": "a.png", "file_name": "b.png"});
    let parts = given(json!({"id": "1", "image": image}));
    let text = source(&call(send.clone()), Some(&parts));
    assert!(
        text.contains("::new(server.value::<String>(\"\\\"1\\\"\")?).image(things_client::FilePart::new(server.asset(\"a.png\")?).file_name(\"b.png\"))"),
        "{text}"
    );
    let krate = things();
    for parts in [
        None,
        Some(given(json!({}))),
        Some(given(json!({"id": "1", "x": 1}))),
    ] {
        let made = function("it", &[&krate], &call(send.clone()), parts.as_ref());
        assert!(made.is_err(), "{made:?}");
    }
}

#[test]
fn a_response_is_what_the_scenario_says() {
    let reply = |kind: &str, status: u16, content: Value| {
        let reply =
            json!({"kind": kind, "status": status, "headers": {"n": 1}, "content": content});
        serde_json::from_value::<Answer>(reply).expect("an answer")
    };
    let expected = |status: u16, content_type: &str, raw: &str| {
        call(json!({
            "method": "get", "uri": "/", "status": status, "respHeaders": {"N": "1"},
            "respBody": {"contentType": content_type, "raw": raw},
        }))
    };
    let json = expected(
        200,
        "application/json",
        "{\"at\": \"http://localhost:3777/a\", \"n\": 1}",
    );
    let events = "id: 1\ndata: {\"a\": 1}\n\nid: 2\0\nevent: end\ndata: [DONE]\n\n";
    let events = expected(200, "text/event-stream", events);
    let event = json!({"event": "message", "id": "1", "data": {"a": 1}});
    let end = json!({"event": "end", "id": "1", "data": "[DONE]"});
    let error = expected(404, "application/json", "{}");
    let text = expected(200, "text/plain", "a");
    let lines = expected(200, "application/jsonl", "1\n2\n");
    let at = |at: &str| json!({"json": {"at": at, "n": 1.0}});
    for (call, kind, status, content, passes) in [
        (&json, "success", 200, at("http://localhost:9/a"), true),
        (&json, "success", 200, at("http://localhost:9/b"), false),
        (&json, "success", 201, at("http://localhost:9/a"), false),
        (&json, "error", 200, at("http://localhost:9/a"), false),
        (&json, "success", 200, Value::Null, false),
        (&error, "error", 404, json!({"json": {}}), true),
        (
            &error,
            "undocumented",
            404,
            json!({"bytes": [123, 125]}),
            false,
        ),
        (&text, "success", 200, json!({"text": "a"}), true),
        (&text, "success", 200, json!({"bytes": [97]}), true),
        (&text, "success", 200, json!({"text": "b"}), false),
        (&lines, "success", 200, json!({"items": [1, 2]}), true),
        (&lines, "success", 200, json!({"items": [1]}), false),
        (
            &events,
            "success",
            200,
            json!({"events": [event, end]}),
            true,
        ),
        (&events, "success", 200, json!({"events": [event]}), true),
        (
            &events,
            "success",
            200,
            json!({"events": [end, event]}),
            false,
        ),
    ] {
        let answer = reply(kind, status, content.clone());
        let result = verdict::of(call, true, &answer, "http://localhost:9");
        assert_eq!(
            result.is_ok(),
            passes,
            "{kind} {status} {content}: {result:?}"
        );
    }
    let undocumented = reply("undocumented", 404, json!({"bytes": [123, 125]}));
    assert_eq!(verdict::of(&error, false, &undocumented, ""), Ok(()));
}

#[test]
fn what_is_not_as_known_is_said() {
    let scenario = |name: &str| Scenario {
        folder: "a/b".to_owned(),
        name: name.to_owned(),
        calls: Vec::new(),
    };
    let (one, two, three) = (scenario("One"), scenario("Two"), scenario("Three"));
    let results = vec![
        (&one, Outcome::Passed),
        (&two, Outcome::Failed("a\nreason".to_owned())),
        (&three, Outcome::Unreachable("no document".to_owned())),
    ];
    let known = |names: &[&str]| Known {
        not_passed: names
            .iter()
            .map(|name| ((*name).to_owned(), "it is so".to_owned()))
            .collect(),
        ..Known::default()
    };
    let as_known = known(&["Two", "Three"]);
    assert_eq!(report::surprises(&results, &as_known, true), [""; 0]);
    assert_eq!(
        report::failures(&results, &as_known),
        "Two: a\\nreason\n    it is so\nThree: no document\n    it is so\n"
    );
    assert_eq!(
        report::surprises(&results, &known(&["One", "Two", "Four"]), true),
        [
            "One passes",
            "Three does not pass",
            "there is no scenario Four"
        ]
    );
    assert_eq!(
        report::table(&results).markdown(),
        "| folder | scenarios | reachable | passed |\n| --- | --: | --: | --: |\n\
         | a/b | 3 | 2 | 1 |\n| 1 folder | 3 | 2 | 1 |\n"
    );
}

#[test]
fn the_file_of_what_is_known_has_reasons() {
    let known = Known::read().expect("it is valid");
    assert!(known.not_passed.values().all(|reason| reason.len() > 20));
    let both = known.given.keys();
    assert!(both.count() > 10);
}
