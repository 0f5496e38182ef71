//! Languages of code blocks that rustdoc does not take for Rust.

/// In lower case.
const LANGUAGES: &[&str] = &[
    "bash",
    "console",
    "curl",
    "go",
    "graphql",
    "html",
    "http",
    "java",
    "javascript",
    "js",
    "json",
    "jsonc",
    "php",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "text",
    "ts",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// True for a language that stands alone after a fence, so that rustdoc does not run the block.
pub(super) fn is_known(language: &str) -> bool {
    LANGUAGES.contains(&language)
}

/// The language of a code block by what stands after its fence; `text` for all that rustdoc would
/// compile.
pub(super) fn of(info: &str) -> &'static str {
    let word = info
        .trim()
        .split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '+' | '_' | '#'))
        .next()
        .unwrap_or_default();
    LANGUAGES
        .iter()
        .find(|known| known.eq_ignore_ascii_case(word))
        .unwrap_or(&"text")
}
