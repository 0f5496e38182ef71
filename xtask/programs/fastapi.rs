//! The server in `xtask/python/contract`, made with FastAPI: what it stored, and what the caller
//! got, for each of its operations. The first argument is its URL.

use automations::{
    Client, Error, FilePart,
    models::{
        AutomationActionsItem, AutomationOnFailure, Changes, DoNothing, ExportRunsResponseItem,
        FollowAutomationResponseEvent, NewAutomation, NewAutomationActionsItem, PauseDeployment,
        Priority, RunDeployment, Settings, StartedAction, UploadFilesForm, ValidationErrorLocItem,
    },
    operations::{
        automations::{ChangeAutomationError, DeleteAutomationError},
        files::DownloadFileError,
    },
};
use serde_json::{Value, json};
use std::time::Duration;

const DEPLOYMENT: &str = "0b2b86a3-7a1f-4a0c-9d3e-0c8d5a9ad6a1";

fn main() {
    let url = std::env::args().nth(1).expect("the URL is given");
    support::run(task(url));
}

async fn task(url: String) {
    let client = Client::builder()
        .base_url(&url)
        .http_bearer("secret-1")
        .build()
        .expect("the client builds");
    let stored = || support::get_json(&url, "/stored");
    unions_and_nulls(&client, &stored).await;
    lists(&client).await;
    streams(&client).await;
    refusals(&client, &stored).await;
    files(&client).await;
    everything_but_json(&client).await;
}

/// Creates an automation with an action of each kind, changes it, and removes what it says.
async fn unions_and_nulls(client: &Client, stored: &impl Fn() -> Value) {
    let actions: [NewAutomationActionsItem; 3] = [
        PauseDeployment::new().deployment_id(DEPLOYMENT).into(),
        DoNothing::new().into(),
        RunDeployment::new()
            .parameters([("retries", json!(3)), ("force", json!(null))])
            .into(),
    ];
    let new = NewAutomation::new("nightly", actions)
        .description("every night")
        .priority(Priority::High)
        .on_failure(RunDeployment::new())
        .tags(["a b", "c&d"])
        .starts("2026-01-02T03:04:05Z")
        .ratio(2.0);
    let created = client.automations().create_automation(new).send().await;
    let created = created.expect("it is created");
    assert_eq!(created.status().as_u16(), 201);
    let id = created.id.clone();

    let now = stored();
    assert_eq!(now.as_array().map(Vec::len), Some(1));
    assert_eq!(now[0]["id"], id.as_str());
    assert_eq!(
        now[0]["actions"],
        json!([
            {"type": "pause-deployment", "deployment_id": DEPLOYMENT},
            {"type": "do-nothing"},
            {
                "type": "run-deployment",
                "deployment_id": null,
                "parameters": {"retries": 3, "force": null},
            },
        ])
    );
    assert_eq!(now[0]["on_failure"]["type"], "run-deployment");
    assert_eq!(now[0]["tags"], json!(["a b", "c&d"]));
    assert_eq!(now[0]["priority"], "high");
    assert_eq!(now[0]["starts"], "2026-01-02T03:04:05Z");
    assert_eq!(now[0]["ratio"].as_f64(), Some(2.0));

    let [
        AutomationActionsItem::PauseDeployment(pause),
        AutomationActionsItem::DoNothing(_),
        AutomationActionsItem::RunDeployment(run),
    ] = &created.actions[..]
    else {
        panic!("the actions are others: {:?}", created.actions);
    };
    let deployment = pause.deployment_id.as_ref().and_then(Option::as_ref);
    assert_eq!(deployment.map(|id| id.as_str()), Some(DEPLOYMENT));
    assert_eq!(run.deployment_id, Some(None));
    assert!(matches!(
        created.on_failure,
        Some(AutomationOnFailure::RunDeployment(_))
    ));

    // What is absent stays.
    let change = Changes::new().on_failure(PauseDeployment::new());
    let changed = client.automations().change_automation(id.clone(), change);
    let changed = changed.send().await.expect("it is changed");
    assert_eq!(changed.description.as_deref(), Some("every night"));
    assert_eq!(stored()[0]["on_failure"]["type"], "pause-deployment");
    // What is `null` is removed.
    let change = Changes::new().description_null().starts_null();
    let changed = client.automations().change_automation(id, change);
    let changed = changed.send().await.expect("it is changed");
    assert_eq!((&changed.description, &changed.starts), (&None, &None));
    let now = stored();
    assert_eq!(now[0]["description"], Value::Null);
    assert_eq!(now[0]["starts"], Value::Null);
    assert_eq!(now[0]["on_failure"]["type"], "pause-deployment");
}

async fn lists(client: &Client) {
    let other = NewAutomation::new("other", [DoNothing::new()]).tags(["c&d"]);
    let created = client.automations().create_automation(other).send().await;
    created.expect("it is created");
    let names = async |tags: &[&str], priorities: &[Priority]| {
        let answer = client
            .automations()
            .list_automations()
            .tag(tags.iter().copied())
            .priority(priorities.iter().cloned())
            .send()
            .await
            .expect("they are listed");
        let names: Vec<_> = answer.iter().map(|found| found.name.clone()).collect();
        names
    };
    assert_eq!(names(&[], &[]).await, ["nightly", "other"]);
    assert_eq!(names(&["c&d"], &[]).await, ["nightly", "other"]);
    assert_eq!(names(&["c&d", "a b"], &[]).await, ["nightly"]);
    assert_eq!(names(&[], &[Priority::Low]).await, ["other"]);
    let all = [Priority::Low, Priority::High];
    assert_eq!(names(&["c&d"], &all).await, ["nightly", "other"]);
}

async fn streams(client: &Client) {
    let listed = client.automations().list_automations().limit(1).send();
    let listed = listed.await.expect("it is listed");
    let answer = client.automations().follow_automation(listed[0].id.clone());
    let mut events = answer.send_events().await.expect("the stream begins");
    let mut got = Vec::new();
    while let Some(event) = events.next().await {
        got.push(event.expect("the event decodes").data);
    }
    let [
        FollowAutomationResponseEvent::Started(first),
        FollowAutomationResponseEvent::Started(second),
        FollowAutomationResponseEvent::Started(third),
        FollowAutomationResponseEvent::Finished(end),
    ] = &got[..]
    else {
        panic!("other events: {got:?}");
    };
    assert!(matches!(first.action, StartedAction::PauseDeployment(_)));
    assert!(matches!(second.action, StartedAction::DoNothing(_)));
    let StartedAction::RunDeployment(run) = &third.action else {
        panic!("another action: {:?}", third.action);
    };
    let parameters = run.parameters.clone().flatten().expect("it has some");
    assert_eq!(parameters["retries"], 3);
    assert!((end.seconds - 1.0).abs() < f64::EPSILON);

    let answer = client.runs().export_runs().send_items().await;
    let mut items = answer.expect("the stream begins");
    let mut kinds = Vec::new();
    while let Some(item) = items.next().await {
        kinds.push(match item.expect("the line decodes") {
            ExportRunsResponseItem::Started(_) => "started",
            ExportRunsResponseItem::Finished(_) => "finished",
            other => panic!("another item: {other:?}"),
        });
    }
    assert_eq!(
        kinds,
        ["started", "started", "started", "started", "finished"]
    );

    let answer = client.ticks().ticks().send_events().await;
    let mut events = answer.expect("the stream begins");
    let mut ticks = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.expect("the event is read");
        assert_eq!(event.event, "tick");
        assert_eq!(event.retry, Some(Duration::from_secs(2)));
        ticks.push((event.id, event.data));
    }
    let expected = [("n0", "0"), ("n1", "1"), ("n2", "2")];
    assert_eq!(
        ticks,
        expected.map(|(id, data)| (id.to_owned(), data.to_owned()))
    );
}

/// 422 with what is wrong where, 404, and a deletion.
async fn refusals(client: &Client, stored: &impl Fn() -> Value) {
    let new = NewAutomation::new("", [DoNothing::new()]);
    let answer = client.automations().create_automation(new).send().await;
    let Err(Error::Api(problem)) = answer else {
        panic!("the name is empty: {answer:?}");
    };
    assert_eq!(problem.status().as_u16(), 422);
    let details = problem.detail.as_ref().expect("it says what is wrong");
    assert_eq!(details[0].r#type, "string_too_short");
    let at = ["body", "name"].map(|part| ValidationErrorLocItem::String(part.to_owned()));
    assert_eq!(details[0].loc, at);

    let listed = client.automations().list_automations().send().await;
    let id = listed.expect("they are listed")[1].id.clone();
    let deleted = client.automations().delete_automation(id.clone()).send();
    let deleted = deleted.await.expect("it is deleted");
    assert_eq!(deleted.status().as_u16(), 204);
    assert_eq!(stored().as_array().map(Vec::len), Some(1));

    let answer = client.automations().delete_automation(id.clone()).send();
    let Err(Error::Api(problem)) = answer.await else {
        panic!("it is gone");
    };
    let DeleteAutomationError::Status404(problem) = &**problem else {
        panic!("another status: {problem:?}");
    };
    assert_eq!(problem.detail, format!("there is no automation {id}"));
    let changes = client.automations().change_automation("x", Changes::new());
    let Err(Error::Api(problem)) = changes.send().await else {
        panic!("it is no UUID");
    };
    assert!(matches!(**problem, ChangeAutomationError::Status422(_)));
}

async fn files(client: &Client) {
    let form = UploadFilesForm::new(
        "two files",
        FilePart::new(vec![0_u8, 159, 146, 150]),
        [
            FilePart::new("one")
                .file_name("one.txt")
                .content_type("text/plain"),
            FilePart::new(vec![b'2'; 70_000]).file_name("zwölf \"2\".bin"),
        ],
    )
    .priority(Priority::High)
    .icon(FilePart::new("icon").file_name("icon.png"));
    let uploaded = client.files().upload_files(form).send().await;
    let uploaded = uploaded.expect("they are stored");
    assert_eq!(uploaded.status().as_u16(), 201);
    assert_eq!(uploaded.note, "two files");
    assert_eq!(uploaded.priority, Some(Priority::High));
    assert_eq!(uploaded.cover_length, 4);
    assert_eq!(uploaded.lengths, [3, 70_000, 4]);
    let names: Vec<_> = uploaded.names.iter().flatten().collect();
    assert_eq!(names, ["one.txt", "zwölf \"2\".bin", "icon.png"]);
    assert_eq!(uploaded.types[0].as_deref(), Some("text/plain"));

    let cover = client.files().download_file("cover").send().await;
    let cover = cover.expect("it is there");
    assert_eq!(cover[..], [0, 159, 146, 150]);
    let answer = client.files().download_file("zwölf \"2\".bin");
    let mut chunks = answer.send_streaming().await.expect("it is there");
    let mut length = 0;
    while let Some(chunk) = chunks.chunk().await.expect("it arrives") {
        length += chunk.len();
    }
    assert_eq!(length, 70_000);

    let answer = client.files().download_file("none").send().await;
    let Err(Error::Api(problem)) = answer else {
        panic!("it is not there: {answer:?}");
    };
    let DownloadFileError::Status404(body) = &**problem else {
        panic!("another status: {problem:?}");
    };
    // FastAPI gives errors the media type of the success; the server sends JSON.
    assert_eq!(&body[..], br#"{"detail":"there is no file none"}"#);
}

/// A form, parameters in every place, and credentials.
async fn everything_but_json(client: &Client) {
    let form = Settings::new("Ä & b=c")
        .colours(["red", "light blue"])
        .shared(true);
    let tokens = ["one", "two"];
    let answer = client
        .settings()
        .change_settings("a b/ü", "12.50", "PT1H30M", tokens, form)
        .session("s-1")
        .send()
        .await
        .expect("it is understood");
    assert_eq!(answer.user, "Bearer secret-1 a b/ü");
    assert_eq!(answer.settings.title, "Ä & b=c");
    let colours = answer.settings.colours.as_deref();
    assert_eq!(colours.unwrap_or_default(), ["red", "light blue"]);
    assert_eq!(answer.settings.width, None);
    assert_eq!(answer.settings.shared, Some(true));
    assert_eq!(answer.price, "12.50");
    assert_eq!(answer.span.as_str(), "PT1H30M");
    assert_eq!(answer.range, [1, 2]);
    assert_eq!(answer.labels["a b"], Priority::High);
    // As OpenAPI says that a list in a header is written. FastAPI expects a header for each item.
    assert_eq!(answer.x_token, ["one,two"]);
    assert_eq!(answer.session.as_deref(), Some("s-1"));
}
