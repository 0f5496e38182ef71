//! Descriptions that repeat what Markdown and HTML are made of.

use serde_json::{Value, json};

/// How long the texts are, in bytes.
const LENGTH: usize = 200_000;

pub fn repeated(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

fn with_description(description: &str) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "A", "version": "1", "description": description},
        "paths": {},
        "components": {"schemas": {"A": {"type": "object", "description": description}}},
    })
}

pub fn descriptions() -> Vec<(String, Value)> {
    let pieces = [
        "> ",
        ">",
        "[",
        "]",
        "[a](",
        "(",
        "`",
        "`a",
        "``a`",
        "<",
        "<a ",
        "<a>",
        "</a>",
        "<a href=\"x\">",
        "- ",
        "* ",
        "1. ",
        "#",
        "\\",
        "*",
        "_",
        "~",
        "|",
        "!",
        "&",
        "http://",
        "h",
        "\n",
        "a\n\n",
        "```\n",
        "    a\n",
        "> - ",
        "[^1]",
        "[a]: b\n",
        "[a]: https://a.example\n",
        "[a][b] ",
        "<!--",
        "<!-- -->",
        "<x-a b=\"c\">",
        "<aside>",
    ];
    let mut documents: Vec<_> = pieces
        .map(|piece| {
            let text = repeated(piece);
            (
                format!("a description of {piece:?}"),
                with_description(&text),
            )
        })
        .into();
    // Runs of backticks of every length.
    let runs: String = (1..600).map(|length| "`".repeat(length) + "a").collect();
    documents.push(("runs of backticks".to_owned(), with_description(&runs)));
    let definition = format!("\n\n[a]: https://a.example/{}\n", "b".repeat(LENGTH / 4));
    for (what, text) in [
        ("a long address that is named often", repeated("[a] ")),
        (
            "brackets in brackets",
            format!("{}a{}", "[".repeat(LENGTH / 4), "][a]".repeat(LENGTH / 16)),
        ),
        (
            "links in links",
            format!("{}a{}", "[".repeat(LENGTH / 4), "](#)".repeat(LENGTH / 16)),
        ),
    ] {
        documents.push((what.to_owned(), with_description(&(text + &definition))));
    }
    documents
}
