//! Copies of what references name, where the model has no place for a reference.

use serde_json::Value;

use super::grammar::Kind;
use super::target::{Problem, lookup};
use super::walk::{Fate, Walker};
use super::{pointer, rules};

/// How many values all copies together may hold, beyond one for each byte that was read: a file
/// of one value per twenty bytes can be copied twenty times.
const COPY_BUDGET: usize = 200_000;
/// What a copy costs beside the values in it.
const COPY_COST: usize = 20;

impl Walker<'_, '_> {
    /// Puts a copy of what the reference names where it stands, and walks that.
    pub fn inline(&mut self, value: &mut Value, kind: &'static Kind) -> Fate {
        let Some((file, origin)) = self.copy_target(value) else {
            return Fate::Drop;
        };
        let before = self.file;
        self.file = file;
        self.refs.inlining.push((file, origin));
        let fate = self.walk(value, kind);
        self.refs.inlining.pop();
        self.file = before;
        fate
    }

    /// Replaces a node that is a reference by a copy of its target, with what stands beside the
    /// reference on top. Gives the target's file and pointer.
    fn copy_target(&mut self, value: &mut Value) -> Option<(usize, String)> {
        let Value::Object(map) = value else {
            return None;
        };
        let reference = map.get("$ref")?.as_str()?.to_owned();
        let target = self.final_target(self.file, &reference).and_then(|target| {
            if self.refs.inlining.contains(&target) {
                return Err(Problem::looping(&reference));
            }
            Ok(target)
        });
        let copy = target.and_then(|(file, origin)| {
            let copy = self.copy(file, &origin)?;
            Ok((file, origin, copy))
        });
        let (file, origin, copy) = match copy {
            Ok(found) => found,
            Err(problem) => {
                let again = problem.rule == rules::TOO_LARGE
                    && std::mem::replace(&mut self.refs.exhausted, true);
                if !again {
                    self.fail(problem.rule, "$ref", problem.message, problem.help);
                }
                return None;
            }
        };
        map.shift_remove("$ref");
        let beside = std::mem::take(map);
        let (old_file, old_origin) = self.origins.of(&self.pointer);
        let at = self.pointer.clone();
        self.origins.insert(&at, file, &origin);
        *value = copy;
        if let Value::Object(map) = value {
            for (key, sibling) in beside {
                let was = pointer::join(&old_origin, &key);
                self.origins
                    .insert(&pointer::join(&at, &key), old_file, &was);
                map.insert(key, sibling);
            }
        }
        Some((file, origin))
    }

    /// A copy of what stands at a pointer, if there is still room for it.
    pub fn copy(&mut self, file: usize, origin: &str) -> Result<Value, Problem> {
        let Some(value) = lookup(&self.files.get(file).value, origin) else {
            return Err(Problem::dangling(origin));
        };
        self.refs.copied += COPY_COST + size_of(value);
        if self.refs.copied <= COPY_BUDGET + self.files.bytes() {
            Ok(value.clone())
        } else {
            Err(Problem {
                rule: rules::TOO_LARGE,
                message: "the references of the document expand to far more than it holds".into(),
                help: Some("refer to components instead of parts that contain each other".into()),
            })
        }
    }
}

/// How many values there are in a value.
fn size_of(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size_of).sum(),
        Value::Object(map) => map.values().map(size_of).sum(),
        _ => 0,
    }
}
