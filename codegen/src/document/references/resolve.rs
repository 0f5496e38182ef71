//! Following a reference to the node that it names, and to the component that this becomes.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::enclosing;
use crate::document::components::{Problem, Target, component_of};
use crate::document::files::Unread;
use crate::document::files::version::Version;
use crate::document::objects::restricts;
use crate::document::reader::Reader;
use crate::document::section::Section;
use crate::document::value::reference_of;
use crate::document::{names, pointer, rules};

/// A pointer that passes through more references than this exists only by mistake.
const MAX_HOPS: usize = 64;

/// The name of the component that a reference leads to; makes it one if it is none.
pub(crate) fn component_for(
    reader: &mut Reader<'_, '_>,
    reference: &str,
    section: Section,
) -> Result<String, Problem> {
    if reader.file == 0
        && let Some(name) = named(reader, reference, section)
    {
        return Ok(name.to_owned());
    }
    let target = first_target(reader, reader.file, reference, Some(section))?;
    if target.0 == 0
        && let Some((other, key)) = component_of(&target.1)
        && let Some(found) = Section::ALL.into_iter().find(|one| one.key() == other)
    {
        if found == section
            && let Some(name) = reader.components.name_of(section, &key)
        {
            return Ok(name.to_owned());
        }
        let wanted = section.key();
        return Err(Problem {
            rule: rules::WRONG_REF,
            message: format!(
                "`{reference}` is in `components.{other}`, but this reference must name an entry of `components.{wanted}`"
            ),
            help: Some(format!("refer to an entry of `#/components/{wanted}`")),
        });
    }
    let stem = reader.files.stem(target.0);
    Ok(reader.components.claim(section, target, &stem))
}

/// The component of the first file that a reference names in so many words, as nearly all do.
fn named<'r>(reader: &'r Reader<'_, '_>, reference: &str, section: Section) -> Option<&'r str> {
    let key = reference.strip_prefix("#/components/")?;
    let key = key.strip_prefix(section.key())?.strip_prefix('/')?;
    let is_plain = !key.contains(['%', '~', '/']);
    let name = || reader.components.name_of(section, key);
    is_plain.then(name).flatten()
}

/// What a reference names in the end, through other references.
pub(crate) fn final_target(
    reader: &mut Reader<'_, '_>,
    file: usize,
    reference: &str,
) -> Result<Target, Problem> {
    first_target(reader, file, reference, None)
}

/// The same, but not through components of `section` in the first file, nor through a schema that says
/// more than the reference in it.
pub(crate) fn first_target(
    reader: &mut Reader<'_, '_>,
    file: usize,
    reference: &str,
    section: Option<Section>,
) -> Result<Target, Problem> {
    let mut target = step(reader, file, reference)?;
    let mut passed = HashSet::new();
    let end = loop {
        if section.is_some() && target.0 == 0 && component_of(&target.1).is_some() {
            return Ok(target);
        }
        if section.is_none()
            && let Some(known) = reader.components.ends.get(&target)
        {
            break known.clone();
        }
        let value = reader.files.value(target.0).pointer(&target.1);
        let Some(next) = value.and_then(reference_of).map(str::to_owned) else {
            break Some(target);
        };
        let is_schema = section == Some(Section::Schemas) && reader.version != Version::V3_0;
        if is_schema && value.is_some_and(says_more) {
            return Ok(target);
        }
        let next = match step(reader, target.0, &next) {
            Ok(next) => next,
            Err(problem) => {
                let root = reader.files.value(target.0);
                match enclosing::meant(root, &target.1, &next) {
                    Some(meant) => step(reader, target.0, &meant)?,
                    None => return Err(problem),
                }
            }
        };
        if !passed.insert(std::mem::replace(&mut target, next)) {
            break None;
        }
    };
    // However many references lead into a chain, each of its links is followed once.
    let ends = passed.into_iter().map(|link| (link, end.clone()));
    reader.components.ends.extend(ends);
    end.ok_or_else(|| Problem::looping(reference))
}

/// What is copied for a reference: what it names in the end, or the first on the way there that is more
/// than a reference.
pub(super) fn copied_target(
    reader: &mut Reader<'_, '_>,
    reference: &str,
) -> Result<Target, Problem> {
    let mut target = step(reader, reader.file, reference)?;
    for _ in 0..MAX_HOPS {
        let value = reader.files.value(target.0).pointer(&target.1);
        let pure = value.filter(|value| value.as_object().is_some_and(|map| map.len() == 1));
        let Some(next) = pure.and_then(reference_of).map(str::to_owned) else {
            return Ok(target);
        };
        match step(reader, target.0, &next) {
            Ok(next) => target = next,
            Err(_) => break,
        }
    }
    // Where it leads nowhere, this says why.
    final_target(reader, reader.file, reference)
}

/// Whether a schema says more of its values than the reference that it has.
fn says_more(schema: &Value) -> bool {
    let mut keys = schema.as_object().into_iter().flat_map(Map::keys);
    keys.any(|key| restricts(key))
}

/// What a reference names itself. On the way to it, other references are followed.
pub(super) fn step(
    reader: &mut Reader<'_, '_>,
    file: usize,
    reference: &str,
) -> Result<Target, Problem> {
    let mut hops = 0;
    step_within(reader, file, reference, &mut hops)
}

fn step_within(
    reader: &mut Reader<'_, '_>,
    file: usize,
    reference: &str,
    hops: &mut usize,
) -> Result<Target, Problem> {
    *hops += 1;
    if *hops > MAX_HOPS {
        return Err(Problem::looping(reference));
    }
    let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let (mut file, mut at) = resource(reader, file, uri, reference)?;
    let fragment = pointer::percent_decode(fragment);
    if !fragment.is_empty() && !fragment.starts_with('/') {
        let anchors = reader.files.anchors(file);
        let Some(anchored) = anchors.anchors.get(&fragment) else {
            let mut problem = Problem::dangling(reference);
            problem.help = did_you_mean(anchors.anchors.keys().map(String::as_str), &fragment)
                .map(str::to_owned)
                .or_else(|| elsewhere(reader.files.value(file), &fragment))
                .map(|near| format!("did you mean `{uri}#{near}`?"))
                .or_else(|| Some("a JSON pointer begins with `#/`".to_owned()));
            return Err(problem);
        };
        return Ok((file, anchored.clone()));
    }
    let segments: Vec<String> = pointer::segments(&fragment).collect();
    for (index, segment) in segments.iter().enumerate() {
        loop {
            let here = reader.files.value(file).pointer(&at);
            if here
                .and_then(|here| pointer::child(here, segment))
                .is_some()
            {
                pointer::push(&mut at, segment);
                break;
            }
            let Some(next) = here.and_then(reference_of).map(str::to_owned) else {
                return Err(dangling(reader, reference, file, &at, &segments[index..]));
            };
            (file, at) = step_within(reader, file, &next, hops)?;
        }
    }
    Ok((file, at))
}

/// The file, or the part of one, that the URI of a reference names.
fn resource(
    reader: &mut Reader<'_, '_>,
    file: usize,
    uri: &str,
    reference: &str,
) -> Result<Target, Problem> {
    if uri.is_empty() {
        return Ok((file, String::new()));
    }
    for known in [file, 0] {
        if let Some(at) = reader.files.anchors(known).ids.get(uri) {
            return Ok((known, at.clone()));
        }
    }
    if uri.contains("://") || uri.starts_with("//") || uri.starts_with("urn:") {
        let help = "check that the folder of `--map-url` contains the file";
        let read = reader.files.mapped(uri, reader.diagnostics);
        return match read {
            Some(read) => found(read, reference, help.to_owned()),
            None => Err(Problem {
                rule: rules::REMOTE_REF,
                message: format!(
                    "`{reference}` is on another host; the generator does not fetch files from the network"
                ),
                help: Some(
                    "save the file next to the document and refer to it with a relative path, or read all of that host from a folder with `--map-url URL=DIR`"
                        .to_owned(),
                ),
            }),
        };
    }
    let path = pointer::percent_decode(uri.strip_prefix("file:").unwrap_or(uri));
    let root = reader.files.value(file);
    let help = without_hash(root, uri).map_or_else(
        || "relative paths are resolved against the file that contains the reference".to_owned(),
        |near| format!("did you mean `#{near}`?"),
    );
    let read = reader.files.relative(file, &path, reader.diagnostics);
    found(read, reference, help)
}

/// The target, for a file that was read or not.
fn found(
    read: Result<Option<usize>, Unread>,
    reference: &str,
    help: String,
) -> Result<Target, Problem> {
    let why = match read {
        Ok(Some(index)) => return Ok((index, String::new())),
        Ok(None) => "its content is not valid".to_owned(),
        Err(Unread::Failed(error)) => error.to_string(),
        Err(Unread::Outside) => {
            return Err(Problem {
                rule: rules::OUTSIDE_REF,
                message: format!(
                    "`{reference}` is outside of the folder of the document; it is not read"
                ),
                help: Some(
                    "if the document may read it, allow its folder with `--allow-dir DIR`"
                        .to_owned(),
                ),
            });
        }
        Err(Unread::Hidden) => {
            return Err(Problem {
                rule: rules::HIDDEN_REF,
                message: format!(
                    "`{reference}` has a name that begins with a dot; it is not read"
                ),
                help: Some(
                    "give the file and its folders other names; if the document may read a hidden folder, allow that one with `--allow-dir DIR`"
                        .to_owned(),
                ),
            });
        }
    };
    Err(Problem {
        rule: rules::UNREADABLE_REF,
        message: format!("`{reference}` cannot be read: {why}"),
        help: Some(help),
    })
}

/// The problem of a pointer that ends nowhere, with what it may have meant.
fn dangling(
    reader: &Reader<'_, '_>,
    reference: &str,
    file: usize,
    at: &str,
    missing: &[String],
) -> Problem {
    let mut problem = Problem::dangling(reference);
    let root = reader.files.value(file);
    let here = root.pointer(at).and_then(Value::as_object);
    let (Some(here), [first, rest @ ..]) = (here.filter(|_| reader.may_guess()), missing) else {
        return problem;
    };
    let uri = reference.split('#').next().unwrap_or_default();
    problem.help = did_you_mean(here.keys().map(String::as_str), first)
        .map(|near| {
            let near = pointer::join(at, near);
            rest.iter().fold(near, |at, next| pointer::join(&at, next))
        })
        .filter(|near| root.pointer(near).is_some())
        .or_else(|| elsewhere(root, rest.last().unwrap_or(first)))
        .map(|near| format!("did you mean `{uri}#{near}`?"));
    problem
}

/// What a URI names if it is no file: a pointer without `#/`, or the bare name of a component.
fn without_hash(root: &Value, uri: &str) -> Option<String> {
    let at = format!("/{uri}");
    if root.pointer(&at).is_some() {
        return Some(at);
    }
    elsewhere(root, uri)
}

/// A component of that name in any section.
fn elsewhere(root: &Value, name: &str) -> Option<String> {
    let components = root.get("components")?.as_object()?;
    let holds = |section: &&str| {
        let section = components.get(*section);
        section.is_some_and(|section| pointer::child(section, name).is_some())
    };
    // Schemas are what is meant most of the time.
    let sections = components.keys().map(String::as_str);
    let section = ["schemas"].into_iter().chain(sections).find(holds)?;
    Some(pointer::join(&format!("/components/{section}"), name))
}

fn did_you_mean<'a>(known: impl Iterator<Item = &'a str>, wanted: &str) -> Option<&'a str> {
    names::nearest(wanted, known)
}
