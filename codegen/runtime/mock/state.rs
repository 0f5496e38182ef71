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

    /// Takes a request, and says what the server does.
    pub(super) fn answer(&self, request: ReceivedRequest) -> Answer {
        let candidates = self.lock().candidates(&request);
        let mut reasons = String::new();
        for candidate in candidates {
            // Conditions are the caller's code, which may ask the server: they run without the lock.
            let reason = match candidate.difference(&request) {
                Some(difference) => difference,
                None => match self.lock().take(candidate.stub, &request) {
                    Some(answer) => return answer,
                    None => "all answers were given".to_owned(),
                },
            };
            let before = if reasons.is_empty() { ": " } else { "; " };
            let _ = write!(reasons, "{before}{reason}");
        }
        self.lock().refuse(request, &reasons)
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

pub(super) type Condition = Arc<dyn Fn(&ReceivedRequest) -> bool + Send + Sync>;

/// A stub of the operation that was called.
struct Candidate {
    /// Its index.
    stub: usize,
    /// What the request has otherwise than expected.
    difference: Option<String>,
    conditions: Vec<Condition>,
}

impl Candidate {
    /// Why the stub is not for this request.
    fn difference(&self, request: &ReceivedRequest) -> Option<String> {
        if self.difference.is_some() {
            return self.difference.clone();
        }
        let hold = self.conditions.iter().all(|condition| condition(request));
        (!hold).then(|| "a condition of `when` does not hold".to_owned())
    }
}

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

    /// This stub, if it is of the operation that was called.
    fn candidate(&self, index: usize, request: &ReceivedRequest) -> Option<Candidate> {
        let expected = self.expected.as_ref();
        request.is_of(self.operation).then(|| Candidate {
            stub: index,
            difference: expected.and_then(|expected| expected.difference(request)),
            conditions: self.conditions.clone(),
        })
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
    /// The stubs that may be for a request. What was said later holds for what it is about; all else
    /// is as it was.
    fn candidates(&self, request: &ReceivedRequest) -> Vec<Candidate> {
        let stubs = self.stubs.iter().enumerate().rev();
        let candidates = stubs.filter_map(|(index, stub)| stub.candidate(index, request));
        candidates.collect()
    }

    /// The next answer of a stub, if it has one. The request then is one that it has answered.
    fn take(&mut self, stub: usize, request: &ReceivedRequest) -> Option<Answer> {
        let stub = self.stubs.get_mut(stub)?;
        let answer = answer::next(&mut stub.answers)?;
        stub.answered.push(self.received.len());
        self.received.push(request.clone());
        Some(answer)
    }

    /// The answer to a request that no stub answers, for these reasons.
    fn refuse(&mut self, request: ReceivedRequest, reasons: &str) -> Answer {
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
