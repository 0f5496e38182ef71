//! Following a reference to the value that it names.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::grammar::Section;
use super::refs::{component_of, reference_of};
use super::walk::Walker;
use super::{names, pointer, rules};

/// A pointer that passes through more references than this exists only by mistake.
const MAX_HOPS: usize = 64;

/// Why a reference leads nowhere.
#[derive(Debug)]
pub(crate) struct Problem {
    pub rule: &'static str,
    pub message: String,
    pub help: Option<String>,
}

impl Problem {
    pub fn dangling(reference: &str) -> Self {
        Self {
            rule: rules::DANGLING_REF,
            message: format!("`{reference}` does not exist"),
            help: None,
        }
    }

    pub fn looping(reference: &str) -> Self {
        Self {
            rule: rules::REF_LOOP,
            message: format!("`{reference}` leads back to this reference and never to a value"),
            help: Some("replace one of the references by what it should name".to_owned()),
        }
    }
}

/// The `$anchor`s and `$id`s of a file, with their pointers.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    pub anchors: HashMap<String, String>,
    pub ids: HashMap<String, String>,
}

impl Anchors {
    pub fn of(root: &Value) -> Self {
        let mut found = Self::default();
        found.collect(root, &mut String::new());
        if let Some(Value::String(own)) = root.get("$self") {
            found.ids.insert(own.clone(), String::new());
        }
        found
    }

    fn collect(&mut self, value: &Value, at: &mut String) {
        let length = at.len();
        match value {
            Value::Object(map) => {
                for (key, child) in map {
                    match (key.as_str(), child) {
                        ("$anchor" | "$dynamicAnchor", Value::String(name)) => {
                            let entry = self.anchors.entry(name.clone());
                            entry.or_insert_with(|| at.clone());
                        }
                        ("$id", Value::String(id)) => {
                            let id = id.trim_end_matches('#').to_owned();
                            self.ids.entry(id).or_insert_with(|| at.clone());
                        }
                        _ => {}
                    }
                    pointer::push(at, key);
                    self.collect(child, at);
                    at.truncate(length);
                }
            }
            Value::Array(items) => {
                for (index, child) in items.iter().enumerate() {
                    pointer::push(at, &index.to_string());
                    self.collect(child, at);
                    at.truncate(length);
                }
            }
            _ => {}
        }
    }
}

/// A target: file and pointer.
pub(crate) type Target = (usize, String);

impl Walker<'_, '_> {
    /// What a reference names in the end, through other references.
    pub fn final_target(&mut self, file: usize, reference: &str) -> Result<Target, Problem> {
        self.first_target(file, reference, None)
    }

    /// The same, but not through components of `section` in the first file.
    pub fn first_target(
        &mut self,
        file: usize,
        reference: &str,
        section: Option<Section>,
    ) -> Result<Target, Problem> {
        let mut target = self.step(file, reference)?;
        let mut passed = HashSet::new();
        let end = loop {
            if section.is_some() && target.0 == 0 && component_of(&target.1).is_some() {
                return Ok(target);
            }
            if section.is_none()
                && let Some(known) = self.refs.ends.get(&target)
            {
                break known.clone();
            }
            let value = lookup(&self.files.get(target.0).value, &target.1);
            let Some(next) = value.and_then(reference_of).map(str::to_owned) else {
                break Some(target);
            };
            let next = self.step(target.0, &next)?;
            if !passed.insert(std::mem::replace(&mut target, next)) {
                break None;
            }
        };
        // However many references lead into a chain, each of its links is followed once.
        let ends = passed.into_iter().map(|link| (link, end.clone()));
        self.refs.ends.extend(ends);
        end.ok_or_else(|| Problem::looping(reference))
    }

    /// What a reference names itself. On the way to it, other references are followed.
    fn step(&mut self, file: usize, reference: &str) -> Result<Target, Problem> {
        let mut hops = 0;
        self.step_within(file, reference, &mut hops)
    }

    fn step_within(
        &mut self,
        file: usize,
        reference: &str,
        hops: &mut usize,
    ) -> Result<Target, Problem> {
        *hops += 1;
        if *hops > MAX_HOPS {
            return Err(Problem::looping(reference));
        }
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (mut file, mut at) = self.resource(file, uri, reference)?;
        let fragment = pointer::percent_decode(fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let anchors = self.files.anchors(file);
            let Some(anchored) = anchors.anchors.get(&fragment) else {
                let mut problem = Problem::dangling(reference);
                problem.help = did_you_mean(anchors.anchors.keys().map(String::as_str), &fragment)
                    .map(|near| format!("did you mean `{uri}#{near}`?"))
                    .or_else(|| Some("a pointer begins with `#/`".to_owned()));
                return Err(problem);
            };
            return Ok((file, anchored.clone()));
        }
        for segment in pointer::segments(&fragment) {
            loop {
                let here = lookup(&self.files.get(file).value, &at);
                if here
                    .and_then(|here| pointer::child(here, &segment))
                    .is_some()
                {
                    pointer::push(&mut at, &segment);
                    break;
                }
                let Some(next) = here.and_then(reference_of).map(str::to_owned) else {
                    return Err(self.dangling(reference, file, &at, &segment));
                };
                (file, at) = self.step_within(file, &next, hops)?;
            }
        }
        Ok((file, at))
    }

    /// The file, or the part of one, that the URI of a reference names.
    fn resource(&mut self, file: usize, uri: &str, reference: &str) -> Result<Target, Problem> {
        if uri.is_empty() {
            return Ok((file, String::new()));
        }
        for known in [file, 0] {
            if let Some(at) = self.files.anchors(known).ids.get(uri) {
                return Ok((known, at.clone()));
            }
        }
        if uri.contains("://") || uri.starts_with("//") || uri.starts_with("urn:") {
            return Err(Problem {
                rule: rules::REMOTE_REF,
                message: format!(
                    "`{reference}` is on another host; nothing is fetched from the network"
                ),
                help: Some(
                    "save that file next to the document and refer to it by a relative path"
                        .to_owned(),
                ),
            });
        }
        let path = pointer::percent_decode(uri.strip_prefix("file:").unwrap_or(uri));
        let problem = |why: String| Problem {
            rule: rules::UNREADABLE_REF,
            message: format!("`{reference}` cannot be read: {why}"),
            help: Some("a relative path starts at the file that holds the reference".to_owned()),
        };
        match self.files.relative(file, &path, self.diagnostics) {
            Ok(Some(index)) => Ok((index, String::new())),
            Ok(None) => Err(problem("its content is not valid".to_owned())),
            Err(why) => Err(problem(why)),
        }
    }

    /// The problem of a pointer that ends nowhere, with what it may have meant.
    fn dangling(&self, reference: &str, file: usize, at: &str, segment: &str) -> Problem {
        let mut problem = Problem::dangling(reference);
        let here = lookup(&self.files.get(file).value, at).and_then(Value::as_object);
        let Some(here) = here.filter(|_| self.may_guess()) else {
            return problem;
        };
        let uri = reference.split('#').next().unwrap_or_default();
        problem.help = did_you_mean(here.keys().map(String::as_str), segment)
            .map(|near| pointer::join(at, near))
            .or_else(|| elsewhere(&self.files.get(file).value, segment))
            .map(|near| format!("did you mean `{uri}#{near}`?"));
        problem
    }
}

/// A component of that name in any section.
fn elsewhere(root: &Value, name: &str) -> Option<String> {
    let components = root.get("components")?.as_object()?;
    let (section, _) = components
        .iter()
        .find(|(_, section)| pointer::child(section, name).is_some())?;
    Some(pointer::join(&format!("/components/{section}"), name))
}

fn did_you_mean<'a>(known: impl Iterator<Item = &'a str>, wanted: &str) -> Option<&'a str> {
    names::nearest(wanted, known)
}

/// The value at a pointer.
pub(crate) fn lookup<'a>(root: &'a Value, at: &str) -> Option<&'a Value> {
    root.pointer(at)
}
