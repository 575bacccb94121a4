//! Pages of `docs/` that the program writes are what it would write today.

use std::fs;
use std::sync::Arc;

use bedside::{course, source};

use crate::{is_written, root};

/// How many points each of the five source documents makes.
const POINTS: [usize; 5] = [17, 14, 19, 13, 22];

#[test]
fn the_authoring_reference_is_that_of_the_tables() {
    is_written("docs/authoring-reference.md", &course::reference());
}

#[test]
fn each_point_of_the_sources_has_a_page_and_a_question() {
    let shipped = course::read(Arc::new(source::shipped())).course.unwrap();
    let page = course::coverage(&shipped, &fs::read_to_string(root().join("docs/coverage.md")).unwrap());
    is_written("docs/coverage.md", &page);
    for (document, points) in POINTS.iter().enumerate() {
        for point in 1..=*points {
            let id = format!("S{document}-{point:02}");
            let rows: Vec<Vec<&str>> = page
                .lines()
                .map(|line| line.split('|').map(str::trim).collect())
                .filter(|cells: &Vec<&str>| cells.get(1) == Some(&id.as_str()))
                .collect();
            assert_eq!(rows.len(), 1, "{id} has {} rows", rows.len());
            assert!(rows[0].iter().skip(1).take(5).all(|cell| !cell.is_empty()), "{id} has no page or no question: {:?}", rows[0]);
        }
    }
}
