//! The example in the docs of an operation. It is compiled as a test of the generated crate.

use crate::emit::context::Context;
use crate::emit::operations::example_value::{type_text, value};
use crate::ir::{Body, BodyShape, Group, MediaKind, Operation};

/// The arguments of a call, and those of them that the example itself takes as parameters, since no
/// simple expression makes them.
#[derive(Default)]
struct Given {
    arguments: Vec<String>,
    parameters: Vec<String>,
}

impl Given {
    fn take(&mut self, name: &str, ty: &str) {
        self.arguments.push(name.to_owned());
        self.parameters.push(format!(", {name}: {ty}"));
    }
}

/// Appends a call that compiles.
pub(crate) fn write(
    context: &Context<'_>,
    group: &Group,
    operation: &Operation,
    text: &mut String,
) {
    let crate_name = context.crate_ident();
    let mut given = Given::default();
    for parameter in &operation.parameters {
        if !parameter.required {
            continue;
        }
        match value(context.api, &parameter.ty, &parameter.wire_name, 0) {
            Some(value) => given.arguments.push(value),
            None => given.take(
                &parameter.name.to_string(),
                &type_text(context.api, &parameter.ty, &crate_name),
            ),
        }
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        give_body(context, group, body, &mut given);
    }
    let call = format!(
        "let response = client.{}().{}({}).send().await?;",
        group.module,
        operation.name,
        given.arguments.join(", "),
    );
    let uses_models = call.contains("models::");
    let imports = if uses_models {
        "{Client, models}"
    } else {
        "Client"
    };
    let allow = if operation.deprecated {
        "# #[allow(deprecated)]\n"
    } else {
        ""
    };
    let code = format!(
        "# use {crate_name}::{imports};\n\
         {allow}# async fn example(client: &Client{}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {}\n\
         println!(\"{{}}\", response.status());\n\
         # Ok(())\n# }}\n",
        given.parameters.concat(),
        formatted(&call),
    );
    text.push_str("# Example\n\n");
    text.push_str(&context.example(&code));
}

fn give_body(context: &Context<'_>, group: &Group, body: &Body, given: &mut Given) {
    let content = &body.contents[0];
    let shape = body.shape();
    if shape.needs_content_type() {
        given
            .arguments
            .push("\"application/octet-stream\"".to_owned());
    }
    let simple = match content.kind {
        MediaKind::Text | MediaKind::Binary => Some("\"content\"".to_owned()),
        _ => value(context.api, &content.ty, "body", 0),
    };
    let crate_name = context.crate_ident();
    match (simple, shape) {
        // An enum over media types is made of a model, not of what becomes one.
        (Some(value), BodyShape::Several) if value.starts_with("models::") => {
            given.arguments.push(value);
        }
        (_, BodyShape::Several) => {
            let ty = format!(
                "{crate_name}::operations::{}::{}",
                group.module, body.type_name
            );
            given.take("body", &ty);
        }
        (Some(value), _) => given.arguments.push(value),
        (None, _) => given.take("body", &type_text(context.api, &content.ty, &crate_name)),
    }
}

/// A statement as rustfmt would set it; as it is if it is no Rust.
fn formatted(statement: &str) -> String {
    let function = format!("async fn example() {{ {statement} }}");
    let Ok(file) = syn::parse_str(&function) else {
        return statement.to_owned();
    };
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text
        .lines()
        .skip(1)
        .filter(|line| *line != "}")
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n")
}
