//! The operations by group, as the first page lists them.

use std::fmt::Write as _;

use crate::emit::context::Context;
use crate::emit::rustdoc::{code, code_in_table, first_line};
use crate::ir::Group;

/// The groups, then the operations of each.
pub(super) fn write(context: &Context<'_>, text: &mut String) {
    let groups = &context.api.groups;
    text.push_str("# Operations\n\n");
    if let [only] = groups.as_slice() {
        let _ = write!(text, "All are methods of {}.\n\n", handle(only));
        table(only, text);
        return;
    }
    let are_described = groups.iter().any(|group| about(group).is_some());
    text.push_str(if are_described {
        "| group | operations | |\n|---|--:|---|\n"
    } else {
        "| group | operations |\n|---|--:|\n"
    });
    for group in groups {
        let _ = write!(text, "| {} | {} |", handle(group), group.operations.len());
        if are_described {
            let about = about(group).map(|about| format!(" {}", cell(about)));
            let _ = write!(text, "{} |", about.unwrap_or_default());
        }
        text.push('\n');
    }
    text.push('\n');
    for group in groups {
        let title = first_line(&group.title);
        let _ = write!(text, "## {title}\n\nMethods of {}.\n\n", handle(group));
        table(group, text);
    }
}

/// What the document says of a group beyond the name that its method has.
fn about(group: &Group) -> Option<&str> {
    let is_more = group.title != group.module.as_str();
    group
        .description
        .as_deref()
        .or_else(|| is_more.then_some(group.title.as_str()))
}

/// How the group is reached, with a link to it.
fn handle(group: &Group) -> String {
    let call = code_in_table(format!("client.{}()", group.module));
    format!("[{call}](operations::{})", group.type_name)
}

fn table(group: &Group, text: &mut String) {
    text.push_str("| operation | request | |\n|---|---|---|\n");
    for operation in &group.operations {
        let name = operation.name.as_str();
        let _ = writeln!(
            text,
            "| [{}](operations::{}::{name}) | {} | {} |",
            code(name),
            group.type_name,
            code_in_table(operation.request_line()),
            operation.summary_or_docs().map(cell).unwrap_or_default(),
        );
    }
    text.push('\n');
}

fn cell(text: &str) -> String {
    first_line(text).replace('|', "\\|")
}
