//! The example in the docs of an operation. It is compiled as a test of the generated crate.

use crate::emit::context::Context;
use crate::emit::operations::example_value::{type_text, value};
use crate::ir::{Body, BodyShape, Group, MediaKind, Operation};

/// A call for docs.
#[derive(Default)]
pub(crate) struct Call {
    /// The builder: `client.pets().list()`.
    builder: String,
    /// The builder, sent: `client.pets().list().send()`.
    pub expression: String,
    /// What the operation is called with.
    pub arguments: Vec<String>,
    /// Those of the arguments that the example itself takes as parameters, with their types, since
    /// no simple expression makes them.
    pub parameters: Vec<String>,
}

impl Call {
    fn take(&mut self, name: &str, ty: &str) {
        self.arguments.push(name.to_owned());
        self.parameters.push(format!("{name}: {ty}"));
    }

    /// True if the module of that name must be imported.
    pub(crate) fn uses_models(&self) -> bool {
        self.expression.contains("models::")
    }
}

/// A call that compiles.
pub(crate) fn call(context: &Context<'_>, group: &Group, operation: &Operation) -> Call {
    let crate_name = context.crate_ident();
    let mut call = Call::default();
    for parameter in &operation.parameters {
        if !parameter.required {
            continue;
        }
        match value(context.api, &parameter.ty, &parameter.wire_name, 0) {
            Some(value) => call.arguments.push(value),
            None => call.take(
                &parameter.name.to_string(),
                &type_text(context.api, &parameter.ty, &crate_name),
            ),
        }
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        give_body(context, group, body, &mut call);
    }
    call.builder = format!(
        "client.{}().{}({})",
        group.module,
        operation.name,
        call.arguments.join(", "),
    );
    call.expression = format!("{}.send()", call.builder);
    call
}

/// Appends an example, and another one of how pages are read.
pub(crate) fn write(
    context: &Context<'_>,
    group: &Group,
    operation: &Operation,
    text: &mut String,
) {
    let call = call(context, group, operation);
    let response = statement(&format!("let response = {}.await?;", call.expression));
    let response = format!("{response}\nprintln!(\"{{}}\", response.status());");
    text.push_str("# Example\n\n");
    text.push_str(&context.example(&function(context, operation, &call, &response)));
    if operation.pagination.is_some() {
        let items = statement(&format!("let mut items = {}.items();", call.builder));
        let items = format!(
            "{items}\nwhile let Some(item) = items.next().await {{\n    println!(\"{{:?}}\", item?);\n}}"
        );
        text.push_str("\nThe items of all pages:\n\n");
        text.push_str(&context.example(&function(context, operation, &call, &items)));
    }
}

/// A function around statements, of which docs show these.
fn function(context: &Context<'_>, operation: &Operation, call: &Call, statements: &str) -> String {
    let crate_name = context.crate_ident();
    let imports = if call.uses_models() {
        "{Client, models}"
    } else {
        "Client"
    };
    let allow = if operation.deprecated {
        "# #[allow(deprecated)]\n"
    } else {
        ""
    };
    let parameters = call.parameters.iter().map(|one| format!(", {one}"));
    format!(
        "# use {crate_name}::{imports};\n\
         {allow}# async fn example(client: &Client{}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {statements}\n\
         # Ok(())\n# }}\n",
        parameters.collect::<String>(),
    )
}

fn give_body(context: &Context<'_>, group: &Group, body: &Body, call: &mut Call) {
    let content = &body.contents[0];
    let shape = body.shape();
    if shape.needs_content_type() {
        call.arguments
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
            call.arguments.push(value);
        }
        (_, BodyShape::Several) => {
            let ty = format!(
                "{crate_name}::operations::{}::{}",
                group.module, body.type_name
            );
            call.take("body", &ty);
        }
        (Some(value), _) => call.arguments.push(value),
        (None, _) => call.take("body", &type_text(context.api, &content.ty, &crate_name)),
    }
}

/// A statement as rustfmt would set it; as it is if it is no Rust.
fn statement(statement: &str) -> String {
    let text = formatted(&format!("async fn example() {{ {statement} }}"));
    if text.lines().nth(1).is_none() {
        return statement.to_owned();
    }
    let lines: Vec<&str> = text
        .lines()
        .skip(1)
        .filter(|line| *line != "}")
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n")
}

/// A function as rustfmt would set it; as it is if it is no Rust.
pub(crate) fn formatted(function: &str) -> String {
    match syn::parse_str(function) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => function.to_owned(),
    }
}
