//! The table of rules in `codegen/README.md` is what the code says.

use xtask::commands::rules::{COMMAND, updated};

const PAGE: &str = include_str!("../../codegen/README.md");

#[test]
fn the_table_of_rules_is_current() {
    let updated = updated(PAGE).expect("the page has a place for the table");
    assert!(
        updated == PAGE,
        "the table of rules in codegen/README.md is stale: run `{COMMAND}`"
    );
}

#[test]
fn a_stale_table_is_replaced() {
    let stale = PAGE.replace("| `syntax` | error |", "| `syntax` | warning |");
    assert_ne!(stale, PAGE);
    assert_eq!(updated(&stale).expect("it has a place"), PAGE);
}

#[test]
fn a_page_without_a_place_for_the_table_is_an_error() {
    let error = updated("# A page\n").expect_err("it has no place");
    let help = error.help().expect("what to do").to_string();
    assert!(help.contains("<!-- rules"), "{help}");
}
