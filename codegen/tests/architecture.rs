//! The arrows of `ARCHITECTURE.md`: which stage may name which, and that no files import each other
//! in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

/// A module by its path: `["emit", "rust"]`; the root of a crate is empty.
type Module = Vec<String>;

/// For each module, the modules that its file names, without those of its tests.
type Imports = BTreeMap<Module, BTreeSet<Module>>;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn each_stage_names_only_what_stands_before_it() {
    let allowed: &[(&str, &[&str])] = &[
        ("diagnostics", &["excerpt", "text"]),
        ("document", &["diagnostics", "rules", "text"]),
        (
            "emit",
            &[
                "ir", "names", "options", "outline", "rules", "text", "threads",
            ],
        ),
        ("excerpt", &["text"]),
        ("file_names", &["text"]),
        ("ir", &[]),
        (
            "lower",
            &["diagnostics", "document", "ir", "names", "options", "rules"],
        ),
        ("names", &["file_names", "ir", "text"]),
        ("options", &[]),
        ("outline", &["text"]),
        ("review", &["outline"]),
        ("rules", &["diagnostics"]),
        ("text", &[]),
        ("threads", &[]),
    ];
    let imports = imports_of(&project().join("codegen/src"), &[]);
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, others) in &imports {
        let Some(stage) = module.first() else {
            continue;
        };
        let others = others.iter().filter_map(|other| other.first());
        let others = others.map(String::as_str).filter(|other| other != stage);
        named.entry(stage.as_str()).or_default().extend(others);
    }
    for (stage, others) in named {
        let Some((_, allowed)) = allowed.iter().find(|(name, _)| *name == stage) else {
            panic!("`{stage}` has no place in the architecture: give it one here");
        };
        for other in others {
            assert!(
                allowed.contains(&other),
                "`{stage}` must not name `{other}`"
            );
        }
    }
}

#[test]
fn lower_sees_of_the_reader_only_what_it_offers() {
    let imports = imports_of(&project().join("codegen/src"), &[]);
    let lower = imports
        .iter()
        .filter(|(module, _)| module.first().is_some_and(|stage| stage == "lower"));
    for (module, others) in lower {
        for other in others.iter().filter(|other| other.len() > 1) {
            let is_inside = other[0] == "document" && other[1] != "extensions";
            assert!(!is_inside, "{module:?} names {other:?}");
        }
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let crates: [(&str, &[&str]); 3] = [
        ("codegen/src", &[]),
        ("codegen/runtime", &["runtime"]),
        ("xtask/src", &[]),
    ];
    for (directory, root) in crates {
        let imports = imports_of(&project().join(directory), root);
        assert!(imports.len() > 10, "{directory}: {}", imports.len());
        if let Some(circle) = circle_in(&imports) {
            let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            panic!("{directory}: {}", names.join(" -> "));
        }
    }
}

/// The imports of all files below a directory, whose root module has the path `root`.
fn imports_of(directory: &Path, root: &[&str]) -> Imports {
    let root: Module = root.iter().map(|name| (*name).to_owned()).collect();
    let mut files = BTreeMap::new();
    find_modules(directory, &root, &mut files);
    let modules: BTreeSet<Module> = files.keys().cloned().collect();
    let imports = files.iter().map(|(module, file)| {
        let text = fs::read_to_string(file).expect("the file can be read");
        let tokens: TokenStream = match text.parse() {
            Ok(tokens) => tokens,
            Err(error) => panic!("{}: {error}", file.display()),
        };
        let mut paths = Vec::new();
        find_paths(tokens, &mut paths);
        let mut named: BTreeSet<Module> = paths
            .iter()
            .filter_map(|path| module_of(path, module, &modules))
            .collect();
        named.remove(module);
        (module.clone(), named)
    });
    imports.collect()
}

fn find_modules(directory: &Path, module: &Module, found: &mut BTreeMap<Module, PathBuf>) {
    for entry in fs::read_dir(directory).expect("the directory is there") {
        let path = entry.expect("the entry can be read").path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut inner = module.clone();
        if path.is_dir() {
            inner.push(stem.into_owned());
            find_modules(&path, &inner, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            if !["lib", "mod"].contains(&stem.as_ref()) {
                inner.push(stem.into_owned());
            }
            found.insert(inner, path);
        }
    }
}

/// All paths of more than one name, those of `use` items one by one. What stands in `quote!` is
/// about generated crates, and tests may look everywhere.
fn find_paths(tokens: TokenStream, found: &mut Vec<Vec<String>>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut is_test = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "quote" && next_is(&mut tokens, '!') => {
                tokens.nth(1);
            }
            TokenTree::Ident(name) if name == "mod" && is_test => {
                tokens.nth(1);
                is_test = false;
            }
            TokenTree::Ident(name) => follow(vec![name.to_string()], &mut tokens, found),
            TokenTree::Group(group) => {
                let is_attribute = group.delimiter() == Delimiter::Bracket;
                is_test =
                    is_attribute && group.stream().to_string().replace(' ', "") == "cfg(test)";
                find_paths(group.stream(), found);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn next_is(tokens: &mut Peekable<token_stream::IntoIter>, wanted: char) -> bool {
    matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// The rest of a path that begins with `path`.
fn follow(
    mut path: Vec<String>,
    tokens: &mut Peekable<token_stream::IntoIter>,
    found: &mut Vec<Vec<String>>,
) {
    while next_is(tokens, ':') {
        tokens.next();
        if !next_is(tokens, ':') {
            break;
        }
        tokens.next();
        match tokens.peek() {
            Some(TokenTree::Ident(name)) => {
                path.push(name.to_string());
                tokens.next();
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let mut inner = group.stream().into_iter().peekable();
                tokens.next();
                while let Some(token) = inner.next() {
                    if let TokenTree::Ident(name) = token {
                        let mut longer = path.clone();
                        longer.push(name.to_string());
                        follow(longer, &mut inner, found);
                    }
                }
                return;
            }
            _ => break,
        }
    }
    if path.len() > 1 {
        found.push(path);
    }
}

/// The module that a path, written in the module `here`, leads to or into.
fn module_of(path: &[String], here: &Module, modules: &BTreeSet<Module>) -> Option<Module> {
    let mut whole = match path[0].as_str() {
        "crate" => Module::new(),
        "self" => here.clone(),
        "super" => here[..here.len().checked_sub(1)?].to_vec(),
        child => {
            let mut inner = here.clone();
            inner.push(child.to_owned());
            if !modules.contains(&inner) {
                return None;
            }
            inner
        }
    };
    for name in &path[1..] {
        if name == "super" {
            whole.pop();
        } else {
            whole.push(name.clone());
        }
    }
    while !modules.contains(&whole) {
        whole.pop()?;
    }
    Some(whole)
}

/// A circle of modules, if there is one.
fn circle_in(imports: &Imports) -> Option<Vec<&Module>> {
    fn visit<'i>(
        module: &'i Module,
        imports: &'i Imports,
        done: &mut BTreeSet<&'i Module>,
        way: &mut Vec<&'i Module>,
    ) -> bool {
        if let Some(start) = way.iter().position(|passed| *passed == module) {
            way.drain(..start);
            way.push(module);
            return true;
        }
        if !done.contains(module) {
            way.push(module);
            for other in imports.get(module).into_iter().flatten() {
                if visit(other, imports, done, way) {
                    return true;
                }
            }
            way.pop();
            done.insert(module);
        }
        false
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|module| {
        let mut way = Vec::new();
        visit(module, imports, &mut done, &mut way).then_some(way)
    })
}

#[test]
fn circles_and_paths_are_found() {
    let module = |path: &str| -> Module { path.split("::").map(str::to_owned).collect() };
    let modules: BTreeSet<Module> = ["a", "a::b", "c"].map(module).into();
    let text = "use crate::{a::{b::X, Y}, c}; fn f() { super::g(); b::h(); quote!(crate::c) }
        #[cfg(test)] mod tests { use crate::c::Z; }";
    let mut paths = Vec::new();
    find_paths(text.parse().expect("tokens"), &mut paths);
    let found: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
    let expected = [
        "crate::a::b::X",
        "crate::a::Y",
        "crate::c",
        "super::g",
        "b::h",
    ];
    assert_eq!(found, expected);
    let here = module("a");
    let named: Vec<_> = paths
        .iter()
        .map(|path| module_of(path, &here, &modules))
        .collect();
    let b = Some(module("a::b"));
    let expected = [b.clone(), Some(here), Some(module("c")), None, b];
    assert_eq!(named, expected);

    let mut imports = Imports::new();
    imports.insert(module("a"), [module("c")].into());
    assert_eq!(circle_in(&imports), None);
    imports.insert(module("c"), [module("a")].into());
    assert!(circle_in(&imports).is_some());
}
