//! What `docs/security.md` says of tests is true: each that it names is there.

use std::collections::BTreeSet;
use std::fs;

use crate::root;

#[test]
fn every_test_that_answers_a_threat_is_there() {
    let page = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let named: BTreeSet<(&str, &str)> = page.split('`').skip(1).step_by(2).filter_map(|words| words.split_once("::")).collect();
    assert!(named.len() > 25, "only {} tests are named", named.len());
    for (file, test) in named {
        let text = fs::read_to_string(root().join(format!("tests/it/{file}.rs"))).unwrap_or_default();
        assert!(text.contains(&format!("fn {test}(")), "{file}::{test} is named in docs/security.md and is not there");
    }
}

#[test]
fn every_script_that_it_names_is_there() {
    let page = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let words = page.split('`').skip(1).step_by(2).filter_map(|words| words.split(' ').next());
    for path in words.filter(|word| word.contains('/') && !word.starts_with('/')) {
        assert!(root().join(path).exists(), "{path} is named in docs/security.md and is not there");
    }
}
