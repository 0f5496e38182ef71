//! Unions: which alternative a value is, and what each alternative becomes on the wire.

use crate::support::Server;
use serde_json::{Value, json};
use wire::models::{
    Action, Answer, Bar, Beside, BesideSquare, Button, Car, CarBase, Component, CopyJobStepsItem,
    DoNothing, EasyMessage, Fish, Foo, FunctionCall, InputItem, Item, Job, Numbered, One,
    OtherTool, OutputMessage, PauseDeployment, PlainFunction, Row, RunDeployment, Search, Select,
    SendTypesEither, Shark, SharkBase, StrictFunction, Taxi, Together, Tool, Two, Unions,
    ValuesLimit, ValuesLimitAuto, ValuesOneOrMany, Vehicle,
};

/// Decodes the value, which comes back as it was.
fn decoded(value: &Value) -> Unions {
    let unions: Unions = serde_json::from_value(value.clone()).expect("it decodes");
    assert_eq!(serde_json::to_value(&unions).expect("it encodes"), *value);
    unions
}

/// What the server receives; it sends the same back, which must be the same to the caller.
async fn sent(unions: Unions) -> Value {
    let expected = serde_json::to_string(&unions).expect("it encodes");
    let server = Server::sending(200, "application/json", &expected);
    let client = server.client();
    let answer = client.models().send_unions(unions).send().await;
    answer.expect("200 is documented");
    serde_json::from_str(server.request().text()).expect("the server gets JSON")
}

fn message<T: serde::de::DeserializeOwned>(value: Value) -> String {
    match serde_json::from_value::<T>(value) {
        Ok(_) => panic!("it must not decode"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn an_optional_constant_is_the_tag() {
    let action = |value: Value| decoded(&json!({ "action": value })).action;
    assert_eq!(
        action(json!({"type": "do-nothing"})),
        Some(Action::DoNothing(
            serde_json::from_value(json!({"type": "do-nothing"})).unwrap()
        ))
    );
    let run = action(json!({"type": "run-deployment", "deployment": "d"}));
    assert!(matches!(run, Some(Action::RunDeployment(_))), "{run:?}");
    let pause = action(json!({"type": "pause-deployment", "deployment": "d"}));
    assert!(
        matches!(pause, Some(Action::PauseDeployment(_))),
        "{pause:?}"
    );
    // What a newer server adds is none of them, whatever its properties are.
    let new = action(json!({"type": "resume-deployment", "deployment": "d"}));
    assert!(matches!(new, Some(Action::Unknown(_))), "{new:?}");
    // Without the tag, the structure decides.
    let value = json!({"action": {"deployment": "d"}});
    let untagged: Unions = serde_json::from_value(value).unwrap();
    assert!(matches!(untagged.action, Some(Action::RunDeployment(_))));
}

#[tokio::test]
async fn each_alternative_sends_its_constant() {
    let nothing = Unions::new().action(DoNothing::new());
    assert_eq!(
        sent(nothing).await,
        json!({"action": {"type": "do-nothing"}})
    );
    let run = Unions::new().action(RunDeployment::new().deployment("d"));
    assert_eq!(
        sent(run).await,
        json!({"action": {"type": "run-deployment", "deployment": "d"}})
    );
    let pause = Unions::new().action(PauseDeployment::new().deployment("d"));
    assert_eq!(
        sent(pause).await,
        json!({"action": {"type": "pause-deployment", "deployment": "d"}})
    );
    let row = Unions::new().component(Row::new().label("l"));
    assert_eq!(
        sent(row).await,
        json!({"component": {"type": 1, "label": "l"}})
    );
    let search = Unions::new().tool(Search::new());
    assert_eq!(sent(search).await, json!({"tool": {"type": "search"}}));
    let one = Unions::new().numbered(One::new().name("n"));
    assert_eq!(
        sent(one).await,
        json!({"numbered": {"number": 1, "name": "n"}})
    );
    let call = Unions::new().input(Item::from(FunctionCall::new().name("n")));
    assert_eq!(
        sent(call).await,
        json!({"input": {"type": "function_call", "name": "n"}})
    );
}

#[test]
fn integers_and_booleans_are_tags() {
    let component = |value: Value| decoded(&json!({ "component": value })).component.unwrap();
    let row = component(json!({"type": 1, "label": "l"}));
    assert!(matches!(row, Component::Row(Row { .. })), "{row:?}");
    let button = component(json!({"type": 2, "label": "l"}));
    assert!(
        matches!(button, Component::Button(Button { .. })),
        "{button:?}"
    );
    for value in [3, 5] {
        let select = component(json!({"type": value, "label": "l"}));
        assert!(
            matches!(select, Component::Select(Select { .. })),
            "{select:?}"
        );
    }
    let new = component(json!({"type": 9, "label": "l"}));
    assert!(matches!(new, Component::Unknown(_)), "{new:?}");

    let answer = |value: Value| decoded(&json!({ "answer": value })).answer;
    let good = answer(json!({"ok": true, "text": "t"}));
    assert!(matches!(good, Some(Answer::GoodAnswer(_))), "{good:?}");
    let bad = answer(json!({"ok": false, "text": "t"}));
    assert!(matches!(bad, Some(Answer::BadAnswer(_))), "{bad:?}");

    let numbered = |value: Value| decoded(&json!({ "numbered": value })).numbered;
    let one = numbered(json!({"number": 1, "name": "n"}));
    assert!(matches!(one, Some(Numbered::One(_))), "{one:?}");
    let two = numbered(json!({"number": 2, "name": "n"}));
    assert!(matches!(two, Some(Numbered::Two(Two { .. }))), "{two:?}");
}

#[test]
fn a_shared_tag_narrows_and_the_structure_decides() {
    let tool = |value: Value| decoded(&json!({ "tool": value })).tool.unwrap();
    let plain = tool(json!({"type": "function", "name": "n"}));
    assert!(
        matches!(plain, Tool::PlainFunction(PlainFunction { .. })),
        "{plain:?}"
    );
    let strict = tool(json!({"type": "function", "name": "n", "schema": 1}));
    assert!(
        matches!(strict, Tool::StrictFunction(StrictFunction { .. })),
        "{strict:?}"
    );
    let search = tool(json!({"type": "search", "name": "n"}));
    assert!(matches!(search, Tool::Search(_)), "{search:?}");
    let other = tool(json!({"name": "n", "hint": "h"}));
    assert!(
        matches!(other, Tool::OtherTool(OtherTool { .. })),
        "{other:?}"
    );
    let new = tool(json!({"type": "new", "name": "n"}));
    assert!(matches!(new, Tool::Unknown(_)), "{new:?}");
}

#[test]
fn an_unknown_constant_does_not_count_as_kept_wherever_it_stands() {
    let job = |step: &str| {
        decoded(&json!({"job": {"steps": [{"path": "p"}, {"do": step, "path": "p"}]}})).job
    };
    let copy = job("copy");
    let Some(Job::CopyJob(copy)) = copy else {
        panic!("{copy:?}")
    };
    let _: &CopyJobStepsItem = &copy.steps[0];
    let moved = job("move");
    assert!(matches!(moved, Some(Job::MoveJob(_))), "{moved:?}");
}

#[test]
fn a_union_below_a_union_has_the_tags_of_its_members() {
    let input = |value: Value| decoded(&json!({ "input": value })).input.unwrap();
    let easy = input(json!({"type": "message", "role": "user"}));
    assert!(
        matches!(easy, InputItem::EasyMessage(EasyMessage { .. })),
        "{easy:?}"
    );
    let output = input(json!({"type": "message", "role": "user", "status": "done"}));
    assert!(
        matches!(
            output,
            InputItem::Item(Item::OutputMessage(OutputMessage { .. }))
        ),
        "{output:?}"
    );
    let call = input(json!({"type": "function_call", "name": "n"}));
    assert!(
        matches!(call, InputItem::Item(Item::FunctionCall(_))),
        "{call:?}"
    );
    let new = input(json!({"type": "reasoning", "name": "n"}));
    assert!(matches!(new, InputItem::Unknown(_)), "{new:?}");
}

#[tokio::test]
async fn names_of_components_are_tags_where_properties_stand_beside_the_alternatives() {
    let value = json!({"beside": {"shape": "Square", "side": 1.5, "color": "red"}});
    let beside = decoded(&value).beside;
    assert!(
        matches!(beside, Some(Beside::Square(BesideSquare { .. }))),
        "{beside:?}"
    );
    let square = Unions::new().beside(BesideSquare::new(1.5).color("red"));
    assert_eq!(sent(square).await, value);
}

#[tokio::test]
async fn a_base_is_itself_too() {
    let vehicle = |value: Value| decoded(&json!({ "vehicle": value })).vehicle.unwrap();
    let car = vehicle(json!({"type": "car", "wheels": 4, "doors": 5}));
    assert!(
        matches!(car, Vehicle::Car(CarBase { doors: Some(5), .. })),
        "{car:?}"
    );
    let taxi = vehicle(json!({"type": "taxi", "wheels": 4, "doors": 5, "fare": "f"}));
    assert!(matches!(taxi, Vehicle::Taxi(Taxi { .. })), "{taxi:?}");
    let bus = vehicle(json!({"type": "bus", "wheels": 6, "seats": 40}));
    assert!(matches!(bus, Vehicle::Unknown(_)), "{bus:?}");
    // Where the car is named, it and what extends it may stand.
    let car: Car = serde_json::from_value(json!({"type": "car", "doors": 5})).unwrap();
    assert!(matches!(car, Car::Base(_)), "{car:?}");
    assert_eq!(
        sent(Unions::new().vehicle(CarBase::new().doors(3))).await,
        json!({"vehicle": {"type": "car", "doors": 3}})
    );
}

#[test]
fn a_hierarchy_below_a_hierarchy_may_have_another_tag() {
    let fish = |value: Value| decoded(&json!({ "fish": value })).fish.unwrap();
    let saw = fish(json!({"kind": "shark", "teeth": "saw", "age": 1}));
    assert!(matches!(saw, Fish::Shark(Shark::SawShark(_))), "{saw:?}");
    let plain = fish(json!({"kind": "shark", "teeth": "plain"}));
    assert!(
        matches!(plain, Fish::Shark(Shark::Base(SharkBase { .. }))),
        "{plain:?}"
    );
    let new = fish(json!({"kind": "shark", "teeth": "new", "x": 1}));
    assert!(matches!(new, Fish::Shark(Shark::Unknown(_))), "{new:?}");
}

#[tokio::test]
async fn several_alternatives_at_once_lose_nothing() {
    let together = |value: Value| decoded(&json!({ "together": value })).together.unwrap();
    assert!(matches!(together(json!({"foo": "baz"})), Together::Foo(_)));
    assert!(matches!(together(json!({"bar": 2})), Together::Bar(_)));
    let both = json!({"foo": "baz", "bar": 2, "items": [{"left": 1, "right": 2}]});
    let several = together(both.clone());
    let Together::Several(members) = &several else {
        panic!("{several:?}")
    };
    assert!(
        matches!(&members[..], [Together::Foo(foo), Together::Bar(bar)] if foo.foo == "baz" && bar.bar == 2),
        "{members:?}"
    );
    assert_eq!(
        sent(Unions::new().together(several)).await,
        json!({ "together": both })
    );
    // What no alternative knows is ignored, as in any object.
    let value = json!({"together": {"bar": 2, "new": true}});
    let unions: Unions = serde_json::from_value(value).unwrap();
    assert_eq!(unions.together, Some(Bar::new(2).into()));
    let members = vec![Foo::new("f").into(), Bar::new(1).into()];
    let built = Unions::new().together(Together::Several(members));
    assert_eq!(
        sent(built).await,
        json!({"together": {"foo": "f", "bar": 1}})
    );
}

#[test]
fn a_failed_choice_says_which_alternatives_were_tried_and_why_each_failed() {
    // One alternative has the tag.
    let text = message::<Component>(json!({"type": 2, "label": 7}));
    assert_eq!(
        text,
        "no alternative for this `type` fits: `Button`: invalid type: integer, expected a string"
    );
    // Two share it.
    let text = message::<Tool>(json!({"type": "function", "schema": "s3cret"}));
    assert_eq!(
        text,
        "no alternative for this `type` fits: `StrictFunction`: invalid type: string, expected i64; `PlainFunction`: missing field `name`; `OtherTool`: missing field `hint`"
    );
    // The tag decides alone.
    let text = message::<Answer>(json!({"ok": true, "text": 7}));
    assert_eq!(
        text,
        "`GoodAnswer`: invalid type: integer, expected a string"
    );
    // One below the other.
    let text = message::<Fish>(json!({"kind": "shark", "teeth": "saw", "age": "s3cret"}));
    assert_eq!(
        text,
        "`Shark`: `SawShark`: invalid type: string, expected i64"
    );
}

#[test]
fn a_text_among_others_is_made_from_a_literal() {
    let either = SendTypesEither::from("seven");
    assert_eq!(either, SendTypesEither::String("seven".to_owned()));
    assert_eq!(
        serde_json::to_string(&either).expect("it encodes"),
        r#""seven""#
    );
}

#[test]
fn a_list_of_texts_among_others_is_made_from_literals() {
    let many = ValuesOneOrMany::from(["a", "b"]);
    let texts = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(many, ValuesOneOrMany::StringList(texts));
}

#[test]
fn an_enum_among_others_is_made_from_a_literal() {
    let limit = ValuesLimit::from("auto");
    assert_eq!(limit, ValuesLimit::Auto(ValuesLimitAuto::Auto));
    assert_eq!(
        serde_json::to_string(&limit).expect("it encodes"),
        r#""auto""#
    );
}
