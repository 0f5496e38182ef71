//! Documents made to exhaust time, memory or stack. They must end in an error or a crate like any
//! other.

/// A document and what it is.
pub struct Bomb {
    /// What it is.
    pub name: &'static str,
    /// The document.
    pub text: String,
}

/// All of them.
#[must_use]
pub fn all() -> Vec<Bomb> {
    let bomb = |name, text| Bomb { name, text };
    vec![
        bomb("aliases that double thirty times", aliases(30)),
        bomb("an alias of what holds it", yaml("x: &a\n  y: *a\n")),
        bomb("a merge key of what holds it", yaml("x: &a\n  <<: *a\n")),
        bomb(
            "nested YAML sequences",
            yaml(&format!("x: {}", "[".repeat(200_000))),
        ),
        bomb(
            "nested YAML sequences, closed",
            yaml(&format!(
                "x: {}{}\n",
                "[".repeat(20_000),
                "]".repeat(20_000)
            )),
        ),
        bomb(
            "nested YAML lists",
            yaml(&format!("x: {}", "- ".repeat(20_000))),
        ),
        bomb(
            "nested JSON arrays",
            format!("{{\"openapi\":{}", "[".repeat(200_000)),
        ),
        bomb(
            "a schema of nested arrays",
            schemas(&nested(5_000, "{\"type\":\"array\",\"items\":", "{}", "}")),
        ),
        bomb(
            "a schema of nested objects",
            schemas(&nested(100, "{\"properties\":{\"x\":", "{}", "}}")),
        ),
        bomb(
            "a schema of nested allOf",
            schemas(&nested(5_000, "{\"allOf\":[", "{}", "]}")),
        ),
        bomb(
            "a schema that is itself",
            schemas("{\"$ref\":\"#/components/schemas/A\"}"),
        ),
        bomb(
            "a schema that is a part of itself",
            schemas("{\"$ref\":\"#/components/schemas/A/x\"}"),
        ),
        bomb(
            "a schema of all of itself",
            schemas("{\"allOf\":[{\"$ref\":\"#/components/schemas/A\"}]}"),
        ),
        bomb(
            "a schema of one of itself",
            schemas("{\"oneOf\":[{\"$ref\":\"#/components/schemas/A\"}]}"),
        ),
        bomb(
            "a list of itself",
            schemas("{\"items\":{\"$ref\":\"#/components/schemas/A\"}}"),
        ),
        bomb(
            "a map of itself",
            schemas("{\"additionalProperties\":{\"$ref\":\"#/components/schemas/A\"}}"),
        ),
        bomb("a schema that is the document", schemas("{\"$ref\":\"#\"}")),
        bomb(
            "a schema that is all schemas",
            schemas("{\"$ref\":\"#/components/schemas\"}"),
        ),
        bomb("a chain of references", chain(10_000)),
        bomb("allOf that doubles thirty times", doubling(30)),
        bomb(
            "a name of a million letters",
            schemas(&format!("{{\"title\":\"{}\"}}", "a".repeat(1_000_000))),
        ),
        bomb(
            "a document in another encoding",
            "\u{feff}".to_owned() + &schemas("{}"),
        ),
        bomb("nothing", String::new()),
    ]
}

const START: &str = "openapi: 3.0.3\ninfo: {title: Bomb, version: '1'}\npaths: {}\n";

fn yaml(rest: &str) -> String {
    format!("{START}{rest}")
}

/// A document with the schema `A`.
fn schemas(schema: &str) -> String {
    format!(
        "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"Bomb\",\"version\":\"1\"}},\"paths\":{{}},\
         \"components\":{{\"schemas\":{{\"A\":{schema}}}}}}}"
    )
}

fn nested(depth: usize, open: &str, inner: &str, close: &str) -> String {
    open.repeat(depth) + inner + &close.repeat(depth)
}

fn aliases(times: usize) -> String {
    let lines: Vec<String> = (1..times)
        .map(|number| format!("x{number}: &a{number} [*a{0}, *a{0}]\n", number - 1))
        .collect();
    yaml(&format!("x0: &a0 [1, 1]\n{}", lines.concat()))
}

fn chain(length: usize) -> String {
    let lines: Vec<String> = (0..length)
        .map(|number| {
            format!(
                "    A{number}: {{$ref: '#/components/schemas/A{}'}}\n",
                number + 1
            )
        })
        .collect();
    yaml(&format!(
        "components:\n  schemas:\n{}    A{length}: {{type: string}}\n",
        lines.concat()
    ))
}

fn doubling(times: usize) -> String {
    let lines: Vec<String> = (0..times)
        .map(|number| {
            let next = format!("{{$ref: '#/components/schemas/A{}'}}", number + 1);
            format!("    A{number}: {{allOf: [{next}, {next}]}}\n")
        })
        .collect();
    yaml(&format!(
        "components:\n  schemas:\n{}    A{times}: {{type: object, properties: {{x: {{type: string}}}}}}\n",
        lines.concat()
    ))
}
