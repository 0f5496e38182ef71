//! What a file beside this one says of scenarios: `known.yaml`.

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
    /// Why it is needed.
    pub reason: String,
    /// For each of its calls, in order.
    pub calls: Vec<GivenCall>,
}

/// What the data of a call does not tell.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenCall {
    /// The parts of a form, by name: JSON, or a [`GivenFile`], or a list of them.
    #[serde(default)]
    pub parts: Map<String, Value>,
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

    /// What is given for a call.
    #[must_use]
    pub fn call(&self, scenario: &str, number: usize) -> Option<&GivenCall> {
        self.given.get(scenario)?.calls.get(number)
    }
}
