//! Workers, and what to do when they die or do not answer.

use super::worker::{Answer, Task};
use crate::workers::{self, Queue, lock};
use miette::{IntoDiagnostic, Result};
use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// What became of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The worker answered.
    Answered(Answer),
    /// The worker died: a stack overflow, or out of memory.
    Died(String),
    /// No answer in time.
    Hung,
}

/// How to start a worker.
#[derive(Debug)]
pub struct Pool<'a> {
    /// The documents.
    pub paths: &'a [PathBuf],
    /// For their files.
    pub scratch: &'a Path,
    /// For one task.
    pub limit: Duration,
    /// Workers.
    pub jobs: usize,
}

impl Pool<'_> {
    /// Runs all tasks and tells `report` what became of each, in any order. Stops when that
    /// returns false.
    ///
    /// # Errors
    ///
    /// If workers cannot be started.
    pub fn run(
        &self,
        tasks: impl Iterator<Item = Task> + Send,
        report: impl FnMut(Task, Verdict) -> bool + Send,
    ) -> Result<()> {
        let tasks = Queue::new(tasks);
        let report = Mutex::new(report);
        workers::run(self.jobs, || {
            let mut worker = self.start()?;
            while let Some(task) = tasks.take() {
                let verdict = worker.ask(task, self.limit);
                if !matches!(verdict, Verdict::Answered(_)) {
                    worker = self.start()?;
                }
                if !(*lock(&report))(task, verdict) {
                    tasks.close();
                }
            }
            Ok(())
        })
    }

    fn start(&self) -> Result<Worker> {
        let mut child = Command::new(std::env::current_exe().into_diagnostic()?)
            .arg("fuzz")
            .arg("--worker")
            .arg(self.scratch)
            .args(self.paths)
            // What a panic prints is in its answer.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .into_diagnostic()?;
        let (sender, answers) = channel();
        let stdout = child.stdout.take();
        thread::spawn(move || {
            for line in stdout
                .into_iter()
                .flat_map(|out| BufReader::new(out).lines())
            {
                // The worker is of no interest any more if nobody listens.
                let Ok(line) = line else { break };
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let stderr = child.stderr.take();
        let last_words = thread::spawn(move || {
            let mut words = VecDeque::new();
            for line in stderr
                .into_iter()
                .flat_map(|err| BufReader::new(err.take(1 << 20)).lines())
            {
                words.extend(line.ok().filter(|line| !line.trim().is_empty()));
                if words.len() > 3 {
                    words.pop_front();
                }
            }
            Vec::from(words).join(" / ")
        });
        Ok(Worker {
            input: child.stdin.take(),
            child,
            answers,
            last_words: Some(last_words),
        })
    }
}

struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<String>,
    last_words: Option<JoinHandle<String>>,
}

impl Worker {
    fn ask(&mut self, task: Task, limit: Duration) -> Verdict {
        let sent = self
            .input
            .as_mut()
            .is_some_and(|input| writeln!(input, "{}", task.to_line()).is_ok());
        if !sent {
            return self.died();
        }
        match self.answers.recv_timeout(limit) {
            Ok(line) => match Answer::from_line(&line) {
                Some(answer) => Verdict::Answered(answer),
                None => Verdict::Died(format!("a worker said: {line}")),
            },
            Err(RecvTimeoutError::Timeout) => Verdict::Hung,
            Err(RecvTimeoutError::Disconnected) => self.died(),
        }
    }

    fn died(&mut self) -> Verdict {
        let _ = self.child.wait();
        let words = self
            .last_words
            .take()
            .and_then(|words| words.join().ok())
            .unwrap_or_default();
        Verdict::Died(if words.contains("overflowed its stack") {
            "stack overflow".to_owned()
        } else if words.contains("memory allocation of") {
            "out of memory".to_owned()
        } else {
            words
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without input it ends by itself, unless it hangs.
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
