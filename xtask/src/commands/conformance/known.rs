//! What a file beside this one says of scenarios: `known.yaml`.

use super::scenarios::{Content, Scenario};
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// What the scenarios' data does not tell, by scenario.
    #[serde(default)]
    pub given: BTreeMap<String, Given>,
    /// The scenarios that do not pass, and why.
    #[serde(default)]
    pub not_passed: BTreeMap<String, String>,
}

/// What the data of a scenario does not tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Why it is needed, for those who read the file.
    #[serde(rename = "reason")]
    _reason: String,
    /// For each of its calls, in order. Those beyond the scenario's own repeat its last.
    pub calls: Vec<GivenCall>,
}

/// What the data of a call does not tell.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenCall {
    /// The parts of a form, by name: JSON, or a [`GivenFile`], or a list of them.
    #[serde(default)]
    pub parts: Map<String, Value>,
    /// The body, as JSON.
    body: Option<String>,
    /// The body of the response.
    response: Option<String>,
    /// The id of the event after which a stream of events is resumed.
    pub resume_after: Option<String>,
}

/// A file of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenFile {
    /// The file's name in the directory `assets` of the suite's package.
    pub asset: String,
    /// The name that it is sent under.
    pub file_name: String,
    /// The media type that it is sent as.
    pub content_type: Option<String>,
}

impl Known {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it is not what it should be.
    pub fn read() -> Result<Self> {
        serde_yaml::from_str(include_str!("known.yaml")).into_diagnostic()
    }

    /// Adds what is given to the data of a scenario.
    pub fn complete(&self, scenario: &mut Scenario) {
        let Some(given) = self.given.get(&scenario.name) else {
            return;
        };
        let calls = &mut scenario.calls;
        if let Some(last) = calls.last().cloned() {
            calls.resize(given.calls.len().max(calls.len()), last);
        }
        for (call, given) in calls.iter_mut().zip(&given.calls) {
            if let Some(body) = &given.body {
                call.body = Some(Content {
                    content_type: "application/json".to_owned(),
                    raw: Some(body.clone()),
                });
            }
            if let (Some(body), Some(response)) = (&mut call.resp_body, &given.response) {
                body.raw = Some(response.clone());
            }
        }
    }

    /// What is given for a call.
    #[must_use]
    pub fn call(&self, scenario: &str, number: usize) -> Option<&GivenCall> {
        self.given.get(scenario)?.calls.get(number)
    }
}
