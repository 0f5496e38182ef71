//! The calls, and what became of them.

use super::{
    limits,
    server::{Fault, fault},
};
use authlete_token_client::{
    Client, Error,
    models::{GrantType, TokenCreateRequest},
    reqwest::Method,
};
use std::{collections::BTreeMap, fmt::Debug, process::ExitCode, time::Duration};
use tokio::task::JoinSet;

/// Makes calls and prints what became of them as JSON. Fails if something is not as it must be.
pub fn report(url: &str, what: &str, calls: usize) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the runtime starts");
    let (outcomes, wrong) = runtime.block_on(async {
        match what {
            "faults" => {
                limits::open_files(None);
                many(url, calls, true).await
            }
            // What this process has open already counts.
            "few-files" if limits::open_files(Some(256)) => many(url, calls, false).await,
            "few-files" => (Outcomes::new(), Vec::new()),
            path => too_large(url, path).await,
        }
    });
    let seen = runtime.block_on(seen(url)).unwrap_or_default();
    let report = serde_json::json!({
        "outcomes": outcomes,
        "created_twice": seen.0,
        "received": seen.1,
        "peak": limits::peak_memory(),
        "wrong": wrong,
    });
    println!("{report}");
    ExitCode::SUCCESS
}

/// How many calls had each outcome.
type Outcomes = BTreeMap<String, usize>;

fn client(url: &str) -> Client {
    Client::builder()
        .service_credentials("key", "secret")
        .base_url(url)
        // The calls of this machine wait for each other.
        .connect_timeout(Duration::from_secs(60))
        .build()
        .expect("the client builds")
}

/// Calls all at once: every second one creates a token, the others list them. Where all faults are
/// known, what each call must become is known, too.
async fn many(url: &str, calls: usize, is_known: bool) -> (Outcomes, Vec<String>) {
    let client = client(url);
    let mut tasks = JoinSet::new();
    for call in 0..calls {
        let client = client.clone();
        tasks.spawn(async move {
            let outcome = if call % 2 == 0 {
                create(&client, call).await
            } else {
                list(&client, call).await
            };
            (call, outcome)
        });
    }
    let (mut outcomes, mut wrong) = (Outcomes::new(), Vec::new());
    let mut lost = calls;
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok((call, outcome)) => {
                lost -= 1;
                let is_right = match &outcome {
                    Ok(crossed) => !crossed,
                    Err(_) => !is_known || (call % 2 == 0 && may_fail(fault(call))),
                };
                if !is_right {
                    wrong.push(format!("call {call}: {outcome:?}"));
                }
                let name = match outcome {
                    Ok(_) => "success".to_owned(),
                    Err(name) => name,
                };
                *outcomes.entry(name).or_default() += 1;
            }
            Err(error) => wrong.push(format!("a call ended otherwise: {error}")),
        }
    }
    if lost > 0 {
        wrong.push(format!("{lost} calls are lost"));
    }
    wrong.truncate(10);
    (outcomes, wrong)
}

/// What a creation, which is not sent again, may fail for.
fn may_fail(fault: Option<Fault>) -> bool {
    !matches!(fault, None | Some(Fault::Slow))
}

/// Whether the answer is that of another call, or the name of the error.
async fn create(client: &Client, call: usize) -> Result<bool, String> {
    let request = TokenCreateRequest::new(GrantType::Password, 1).subject(format!("s{call}"));
    let operations = client.token_operations();
    let answer = operations.auth_token_create_api(request).send().await;
    let answer = answer.map_err(name)?;
    Ok(answer.access_token != Some(format!("t{call}")))
}

async fn list(client: &Client, call: usize) -> Result<bool, String> {
    let operations = client.token_operations();
    let request = operations.auth_token_get_list_api();
    let answer = request.subject(format!("s{call}")).send().await;
    let answer = answer.map_err(name)?;
    let tokens = answer.access_tokens.as_deref().unwrap_or_default();
    Ok(tokens.first().and_then(|it| it.subject.clone()) != Some(format!("s{call}")))
}

/// The variant of an error, by which outcomes are counted.
fn name<E: Debug>(error: Error<E>) -> String {
    let debug = format!("{error:?}");
    let end = debug.find(|c: char| !c.is_alphanumeric());
    debug[..end.unwrap_or(debug.len())].to_owned()
}

/// One call whose response has no end, or none worth waiting for.
async fn too_large(url: &str, path: &str) -> (Outcomes, Vec<String>) {
    let client = client(url);
    let answer = client
        .request(Method::GET, format!("/{path}"))
        .send_raw()
        .await;
    let mut wrong = Vec::new();
    let outcome = match answer {
        Err(error) => name(error),
        Ok(_) => "success".to_owned(),
    };
    if outcome != "TooLarge" {
        wrong.push(format!("{path}: {outcome}"));
    }
    (Outcomes::from([(outcome, 1)]), wrong)
}

/// What the server saw: creations more than once, and all requests.
async fn seen(url: &str) -> Option<(usize, usize)> {
    let answer = client(url)
        .request(Method::GET, "/seen")
        .send_raw()
        .await
        .ok()?;
    let text = String::from_utf8_lossy(answer.body()).into_owned();
    let (twice, all) = text.split_once(' ')?;
    Some((twice.parse().ok()?, all.parse().ok()?))
}
