//! What an overlay says.

use serde_json::Value;

use super::change::Change;
use super::mistake::Mistake;
use super::target::Target;
use crate::document::pointer;
use crate::document::rules;
use crate::document::value::{JsonObject, type_name};

/// One action.
pub(super) struct Action<'v> {
    /// Where it stands in its overlay.
    pub at: String,
    pub target: Target,
    pub change: Change<'v>,
}

/// What was found in an overlay.
#[derive(Default)]
pub(super) struct Found<'v> {
    pub actions: Vec<Action<'v>>,
    pub mistakes: Vec<Mistake>,
    pub warnings: Vec<Mistake>,
}

/// Reads an overlay.
pub(super) fn read(overlay: &Value) -> Found<'_> {
    let mut found = Found::default();
    if let Err(mistake) = read_into(overlay, &mut found) {
        found.mistakes.push(mistake);
    }
    found
}

fn read_into<'v>(overlay: &'v Value, found: &mut Found<'v>) -> Result<(), Mistake> {
    let version = overlay.get("overlay").ok_or_else(|| {
        Mistake::new(
            "",
            "this is not an overlay: it has no field `overlay`",
            "write `overlay: 1.0.0`, `info` and `actions`",
        )
    })?;
    let is_known = |version: &str| version.starts_with("1.0.");
    if !version.as_str().is_some_and(is_known) {
        return Err(Mistake::new(
            "/overlay",
            "this is no version of the Overlay Specification that is supported",
            "write the overlay in version 1.0: `overlay: 1.0.0`",
        ));
    }
    if let Some(fields) = overlay.as_object() {
        warn_of_unknown(
            fields,
            "",
            &["overlay", "info", "extends", "actions"],
            found,
        );
    }
    let actions = overlay.get("actions").and_then(Value::as_array);
    let actions = actions.ok_or_else(|| {
        Mistake::new(
            "",
            "the overlay has no list of `actions`",
            "write `actions`, a list of objects with `target` and either `update` or `remove`",
        )
    })?;
    for (index, value) in actions.iter().enumerate() {
        match action(value, format!("/actions/{index}"), found) {
            Ok(action) => found.actions.push(action),
            Err(mistake) => found.mistakes.push(mistake),
        }
    }
    Ok(())
}

fn action<'v>(value: &'v Value, at: String, found: &mut Found<'v>) -> Result<Action<'v>, Mistake> {
    let Some(fields) = value.as_object() else {
        return Err(Mistake::new(
            at,
            format!("an action is an object, and this is {}", type_name(value)),
            "write an object with `target` and either `update` or `remove`",
        ));
    };
    warn_of_unknown(
        fields,
        &at,
        &["target", "description", "update", "remove"],
        found,
    );
    let target = fields.get("target").and_then(Value::as_str).ok_or_else(|| {
        Mistake::new(
            &at,
            "the action has no `target`",
            "write as `target` which nodes of the document it changes, a JSONPath such as `$.paths['/pets'].get`",
        )
    })?;
    let target = Target::parse(target)
        .map_err(|(message, help)| Mistake::new(format!("{at}/target"), message, help))?;
    let is_removal = match fields.get("remove") {
        None => false,
        Some(Value::Bool(flag)) => *flag,
        Some(other) => {
            return Err(Mistake::new(
                format!("{at}/remove"),
                format!(
                    "`remove` is true or false, and this is {}",
                    type_name(other)
                ),
                "write `remove: true`, or leave it out",
            ));
        }
    };
    let change = match fields.get("update") {
        _ if is_removal => Change::Remove,
        Some(update) => Change::Update(update),
        None => {
            found.warnings.push(Mistake {
                rule: rules::OVERLAY_WITHOUT_EFFECT,
                ..Mistake::new(
                    &at,
                    "the action has neither `update` nor `remove: true`",
                    "add one of them, or remove the action",
                )
            });
            Change::Nothing
        }
    };
    Ok(Action { at, target, change })
}

fn warn_of_unknown(fields: &JsonObject, at: &str, known: &[&str], found: &mut Found<'_>) {
    let is_unknown = |key: &&String| !known.contains(&key.as_str()) && !key.starts_with("x-");
    for key in fields.keys().filter(is_unknown) {
        found.warnings.push(Mistake {
            rule: rules::UNKNOWN_FIELD,
            at: pointer::join(at, key),
            message: format!(
                "version 1.0 of the Overlay Specification has no field `{key}` here; it is ignored"
            ),
            help: Some(format!("the fields are `{}`", known.join("`, `"))),
        });
    }
}
