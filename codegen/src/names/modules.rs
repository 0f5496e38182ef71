//! Names of modules, which are names of files too.
//!
//! A crate is checked out on every system: a name that stands for a device on Windows gets an
//! underscore, names that differ in case only are one, and long ones are cut.

use super::length::{MOST_IN_MODULE, shortened};
use super::reserved;
use super::words::{is_keyword, snake_case, start_with_letter};
use crate::file_names;
use crate::ir::Name;

/// `token_info`: a module. Keywords and names that no file can have get an underscore.
pub(crate) fn module_name(text: &str) -> Name {
    let name = start_with_letter(&snake_case(text), "n");
    file_module(&name, |_| false)
}

/// The module of the operation `name`: the same, but what the file beside it imports gets an
/// underscore, too.
pub(crate) fn operation_module(name: &Name) -> Name {
    file_module(name.as_str(), reserved::is_reserved_operation_module)
}

fn file_module(name: &str, is_reserved: fn(&str) -> bool) -> Name {
    let name = file_names::key(name);
    let name = shortened(&name, "_", MOST_IN_MODULE);
    if name == "mod" || is_keyword(&name) || file_names::is_device(&name) || is_reserved(&name) {
        Name::new(format!("{name}_"), false)
    } else {
        Name::new(name.into_owned(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::value_name;

    #[test]
    fn modules_are_names_of_files_everywhere() {
        for (text, module) in [
            ("con", "con_"),
            ("NUL", "nul_"),
            ("Aux", "aux_"),
            ("com1", "com1_"),
            ("LPT9", "lpt9_"),
            ("prn", "prn_"),
            ("console", "console"),
            ("\u{17f}et", "set"),
            ("\u{212a}elvin", "kelvin"),
            ("caf\u{e9}", "caf\u{e9}"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
            ("a\u{3164}b", "a_b"),
        ] {
            let name = module_name(text);
            assert_eq!(name.as_str(), module, "{text:?}");
            let of_operation = operation_module(&value_name(text));
            assert_eq!(of_operation.as_str(), module, "{text:?}");
            assert!(file_names::is_portable(&format!("{name}.rs")));
        }
    }

    #[test]
    fn long_names_are_cut_between_words() {
        let (one, other) = (
            format!("{}one", "word_".repeat(60)),
            format!("{}two", "word_".repeat(60)),
        );
        let short = module_name(&one);
        assert_eq!(short.as_str(), format!("{}he37ca0b3", "word_".repeat(18)));
        assert_ne!(module_name(&other), short);
        assert_eq!(operation_module(&value_name(&one)), short);
        let name = module_name(&"\u{e9}".repeat(500));
        assert!(name.as_str().len() <= MOST_IN_MODULE, "{name}");
    }
}
