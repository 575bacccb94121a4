//! How well each teaching point is known now, told at any prompt.

use jiff::Timestamp;

use crate::course::Course;
use crate::journey::{self, Progress};

use super::paper::Paper;

/// Says each teaching point of which a question was answered, with the chance of knowing it now.
pub(super) fn tell(course: &Course, progress: &Progress, now: Timestamp, paper: &mut Paper<'_>) {
    let say = paper.language;
    let known = journey::mastery(course, progress, now);
    paper.gap();
    if known.iter().all(|(_, known)| known.answered == 0) {
        paper.say(say.mastery_none());
        return;
    }
    paper.say(say.mastery_list());
    for ((_, words), (_, known)) in course.points.iter().zip(&known).filter(|(_, (_, known))| known.answered > 0) {
        paper.say_after("- ", &say.mastery_row(say.percent(known.shown().0), words));
    }
}
