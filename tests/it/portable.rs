//! Every statement that goes to a server is one that each engine speaking PostgreSQL's protocol understands, those of many machines too:
//! Citus, `YugabyteDB`, `CockroachDB`, Aurora DSQL. What some of them lack, or do otherwise, is looked for in the text of the program.

use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

/// What must not stand in a statement.
const REFUSED: &[&str] = &[
    "references",
    "foreign key",
    "serial",
    "identity",
    "sequence",
    "nextval",
    "trigger",
    "plpgsql",
    "create function",
    "create extension",
    "create type",
    "create domain",
    "temp table",
    "temporary",
    "truncate",
    "savepoint",
    "collate",
    "inherits",
    "materialized",
    "generated ",
    "exclude using",
    "deferrable",
    "listen ",
    "notify ",
    "lock table",
    "for update",
    "for share",
    "recursive",
    "grouping sets",
    "cube",
    "rollup",
    "tablesample",
    "merge into",
    "json",
    "now()",
    "current_timestamp",
    "without rowid",
    "insert or",
    "replace into",
    "pragma",
    "advisory",
    "enum",
    "returning",
    ";",
];

/// Where the statements stand that go to servers.
const PLACES: [&str; 3] = ["src/store/server", "src/store/records/schema.rs", "src/store/records/text.rs"];

#[test]
fn every_statement_for_a_server_is_one_that_every_engine_understands() {
    let statements: Vec<(PathBuf, String)> =
        PLACES.iter().flat_map(|place| files(&root().join(place))).flat_map(|file| statements_of(&file)).collect();
    assert!(statements.len() > 60, "the statements were not found: {}", statements.len());
    let wrong: Vec<String> = statements
        .iter()
        .flat_map(|(file, text)| wrong_in(text).into_iter().map(move |why| format!("{}: {why}: {text}", file.display())))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_some_engine_lacks_is_found() {
    for statement in [
        "create table a (b bigint not null, c text references d, primary key (learner_id, b))",
        "create table a (b bigint, primary key (learner_id, b), unique (b))",
        "select row_number() over (partition by course_id order by b) from a",
        "create table a (id bigserial)",
        "create table a (b text not null)",
        "insert into a values (1); select 1",
    ] {
        assert!(!wrong_in(statement).is_empty(), "{statement}");
    }
    for statement in [
        "select row_number() over (partition by learner_id, course_id order by b) from a",
        "create table a (b text, primary key (account, b))",
    ] {
        assert_eq!(wrong_in(statement), Vec::<String>::new());
    }
}

fn wrong_in(statement: &str) -> Vec<String> {
    let text = statement.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut wrong: Vec<String> = REFUSED.iter().filter(|word| text.contains(*word)).map(|word| format!("`{word}`")).collect();
    for (at, _) in text.match_indices("partition by ") {
        if !text[at..].starts_with("partition by learner_id") {
            wrong.push("`partition by` without the learner".to_owned());
        }
    }
    for (at, _) in text.match_indices("unique") {
        if !text[at..].split(')').next().unwrap_or("").contains("learner_id") {
            wrong.push("`unique` without the learner".to_owned());
        }
    }
    if text.starts_with("create table ") && text.ends_with(')') && !text.contains("primary key (") {
        wrong.push("a table without a key".to_owned());
    }
    wrong
}

fn files(at: &Path) -> Vec<PathBuf> {
    if at.is_file() {
        return vec![at.to_owned()];
    }
    let entries = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.flat_map(|path| files(&path)).collect();
    found.sort();
    found
}

/// The texts between quotes, outside of comments and tests, that begin as a statement does.
fn statements_of(file: &Path) -> Vec<(PathBuf, String)> {
    let text = fs::read_to_string(file).unwrap();
    let code: Vec<&str> =
        text.split("#[cfg(test)]").next().unwrap_or("").lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("\\\\", "").replace("\\\"", "");
    let quoted = code.split('"').skip(1).step_by(2);
    let begins = |words: &str| {
        ["select", "insert", "update", "delete", "create", "copy", "set ", "alter", "drop"]
            .iter()
            .any(|verb| words.trim_start().starts_with(verb))
    };
    quoted.filter(|words| begins(words)).map(|words| (file.to_owned(), words.to_owned())).collect()
}
