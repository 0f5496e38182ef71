//! All that was said to a mock server, and all that it received.

use super::{
    answer::{self, Answer},
    calls::Calls,
    content,
    expected::Expected,
    received::ReceivedRequest,
};
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The state of a server, shared with the thread that answers.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<Mutex<State>>);

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
pub(super) struct State {
    pub(super) stubs: Vec<Stub>,
    pub(super) received: Vec<ReceivedRequest>,
    /// What is to be said of requests that nothing was said of.
    unexpected: Vec<String>,
}

/// What was said of some calls.
pub(super) struct Stub {
    pub(super) operation: &'static str,
    /// What the caller's own request has.
    pub(super) expected: Option<Expected>,
    pub(super) conditions: Vec<Condition>,
    pub(super) answers: Vec<Answer>,
    pub(super) calls: Option<Calls>,
    /// The calls that it has answered, by index.
    pub(super) answered: Vec<usize>,
}

pub(super) type Condition = Box<dyn Fn(&ReceivedRequest) -> bool + Send>;

impl Stub {
    pub(super) fn new(operation: &'static str, expected: Option<Expected>) -> Self {
        Self {
            operation,
            expected,
            conditions: Vec::new(),
            answers: Vec::new(),
            calls: None,
            answered: Vec::new(),
        }
    }

    /// The answer to this request, or why there is none.
    fn answer(&mut self, request: &ReceivedRequest) -> Result<Answer, String> {
        let expected = self.expected.as_ref();
        if let Some(difference) = expected.and_then(|expected| expected.difference(request)) {
            return Err(difference);
        }
        if !self.conditions.iter().all(|condition| condition(request)) {
            return Err("a condition of `when` does not hold".to_owned());
        }
        let answer = answer::next(&mut self.answers);
        answer.ok_or_else(|| "all answers were given".to_owned())
    }

    fn is_of(&self, request: &ReceivedRequest) -> bool {
        request.is_of(self.operation)
    }

    /// How it was called otherwise than expected.
    fn problem(&self) -> Option<String> {
        let calls = self.calls.filter(|calls| !calls.has(self.answered.len()))?;
        let count = self.answered.len();
        let which = match (&self.expected, self.conditions.is_empty()) {
            (None, true) => "",
            _ => " as the mock says",
        };
        let operation = self.operation;
        let times = if count == 1 { "time" } else { "times" };
        Some(format!(
            "`{operation}` was called {count} {times}{which}: expected were {calls}"
        ))
    }
}

impl State {
    /// Takes a request, and says what the server does.
    pub(super) fn answer(&mut self, request: ReceivedRequest) -> Answer {
        let index = self.received.len();
        let mut reasons = String::new();
        // What was said later holds for what it is about; all else is as it was.
        for stub in self
            .stubs
            .iter_mut()
            .rev()
            .filter(|stub| stub.is_of(&request))
        {
            match stub.answer(&request) {
                Ok(answer) => {
                    stub.answered.push(index);
                    self.received.push(request);
                    return answer;
                }
                Err(reason) => {
                    let before = if reasons.is_empty() { ": " } else { "; " };
                    let _ = write!(reasons, "{before}{reason}");
                }
            }
        }
        let problem = format!("{request} was called, and the mock has no answer{reasons}");
        let response = content::response(501, "text/plain", problem.clone());
        self.unexpected.push(problem);
        self.received.push(request);
        response.into()
    }

    /// What was not as expected, a line for each.
    pub(super) fn problems(&self) -> Vec<String> {
        let stubs = self.stubs.iter().filter_map(Stub::problem);
        stubs.chain(self.unexpected.iter().cloned()).collect()
    }
}
