use super::*;
use crate::commands::fuzz::mutant::deep_stack::with_deep_stack;

fn tree() -> Value {
    json!({ "a": [1, { "b/c": true }], "d": "text", "e": {} })
}

#[test]
fn every_node_has_a_path_and_a_pointer() {
    let mut tree = tree();
    let paths: Vec<Path> = (0..count(&tree))
        .map(|number| path_of(&tree, number))
        .collect();
    let pointers: Vec<String> = paths.iter().map(|path| pointer(&tree, path)).collect();
    assert_eq!(
        pointers,
        ["", "/a", "/a/0", "/a/1", "/a/1/b~1c", "/d", "/e"]
    );
    for path in paths {
        let expected = tree.pointer(&pointer(&tree, &path)).cloned();
        assert_eq!(get(&mut tree, &path).cloned(), expected);
    }
}

#[test]
fn nodes_are_removed_duplicated_renamed_and_exchanged() {
    let mut value = tree();
    remove(&mut value, &[0, 0]);
    assert_eq!(value["a"], json!([{ "b/c": true }]));
    remove(&mut value, &[0]);
    assert_eq!(value, json!({ "d": "text", "e": {} }));
    remove(&mut value, &[]); // the top stays
    assert_eq!(value, json!({ "d": "text", "e": {} }));

    let mut value = tree();
    duplicate(&mut value, &[0, 0], &mut Random::new(1));
    assert_eq!(value["a"], json!([1, 1, { "b/c": true }]));
    duplicate(&mut value, &[1], &mut Random::new(3));
    assert_eq!(value.as_object().map(Map::len), Some(4));

    let mut value = tree();
    rename(&mut value, &[1], &mut Random::new(2));
    let keys: Vec<&String> = value.as_object().into_iter().flat_map(Map::keys).collect();
    assert_eq!(keys.len(), 3);
    assert_eq!((keys[0].as_str(), keys[2].as_str()), ("a", "e"));
    assert_ne!(keys[1], "d");

    let mut value = tree();
    swap(&mut value, &[0, 1, 0], &[1]);
    assert_eq!(
        value,
        json!({ "a": [1, { "b/c": "text" }], "d": true, "e": {} })
    );
    let before = value.clone();
    swap(&mut value, &[0], &[0, 1]);
    assert_eq!(value, before, "a node is not put into itself");
}

#[test]
fn a_seed_makes_the_same_mutant_again() {
    let mutant = |seed| {
        with_deep_stack(|| {
            let mut value = tree();
            mutate(&mut value, &mut Random::new(seed));
            value.to_string()
        })
    };
    let mutants: Vec<String> = (0..500).map(mutant).collect();
    assert_eq!(mutants, (0..500).map(mutant).collect::<Vec<_>>());
    let distinct: std::collections::BTreeSet<&String> = mutants.iter().collect();
    assert!(distinct.len() > 300, "{} distinct", distinct.len());
}
