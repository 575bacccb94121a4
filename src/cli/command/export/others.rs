//! The courses besides the one at hand of which questions were thrown out: what their records come to without them, only they can say.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::cli::records::Records;
use crate::cli::shelf::{PAST, Shelf};
use crate::cli::{Failure, Setup};
use crate::course::Course;
use crate::id::CourseId;

/// Returns them, as far as they are here: the program's own, and the past ones beside the records. Of the rest it is said that their scores are
/// as they were handed in. Where one course is wanted, no other is looked for.
///
/// # Errors
/// Records or a folder of courses that cannot be read.
pub(super) fn others(records: &Records, course: &Course, wanted: Option<&CourseId>, setup: &Setup) -> Result<Vec<Arc<Course>>, Failure> {
    let mut ids = records.thrown_out_besides(&course.id)?;
    ids.retain(|id| wanted.is_none_or(|wanted| wanted == id));
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let past = setup.data()?.join(PAST);
    let shelf = Shelf::new(&setup.course, &past.is_dir().then_some(past.as_path()).into_iter().collect::<Vec<&Path>>())?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for id in &ids {
        match shelf.newest_of(id) {
            Some(course) => found.push(course),
            None => missing.push(id.as_str()),
        }
    }
    if !missing.is_empty() {
        writeln!(
            io::stderr(),
            "questions were thrown out of a course that is not at hand: {}; its scores are written as they were handed in\n\
             name it with `--course DIR`, or put its folder into {}",
            missing.join(", "),
            past.display()
        )?;
    }
    Ok(found)
}
