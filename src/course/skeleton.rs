//! Skeletons that check clean: a course, a lesson, a quiz. Required settings come from the table of settings, so that none is forgotten.

use crate::id::LessonId;

use super::setting::{Fallback, Site, Type};

/// A file to be written: its path inside the course folder, and its text.
pub type File = (String, String);

/// Returns the files of a new course with one lesson and its quiz.
#[must_use]
pub fn course(id: &LessonId, title: &str) -> Vec<File> {
    let mut files = vec![("course.toml".to_owned(), course_file(id, title))];
    let first = LessonId::new("before-you-post");
    if let Ok(first) = first {
        files.push(lesson(&first, "Before you post"));
        files.push(quiz(&first, "Before you post"));
    }
    files
}

/// Returns the file of a new lesson.
#[must_use]
pub fn lesson(id: &LessonId, title: &str) -> File {
    let head = required(Site::Lesson, id, title);
    let page = "\
[[page]]
title = \"Before the rule, the story\"
text = '''
Write here what happened, in short paragraphs. A **word** in stars is stressed, and
`-` begins a list. Nothing between the marks needs a backslash.
'''

[[page]]
title = \"What would you do?\"
text = \"You are about to post about a hard night. What do you do first?\"
choices = '''
- Post it and delete it later
  > Copies are made at once; deleting reaches none of them.
- Wait until the shift is over
  > Most posts that hurt somebody were written in the hour they are about.
'''

[[page]]
takeaways = '''
- Elevator first, internet second.
'''
";
    (format!("lessons/{id}.toml"), format!("{head}\n{page}"))
}

/// Returns the file of a new quiz.
#[must_use]
pub fn quiz(id: &LessonId, title: &str) -> File {
    let question = format!(
        "\
# Learners pass from this score on, in per cent.
pass = 80

[[question]]
# Names the question in learners' results: choose it once and leave it. The words may change at any time.
id = \"{id}-first\"
ask = \"You delete a post after four minutes. Who may still hold a copy?\"
options = '''
- [x] Anyone who saw it
  > A screenshot takes a second.
- [ ] The network alone
  > The network does, and it is not the only one.
- [ ] Nobody any more
  > Deleting takes it from your page, from nowhere else.
'''

[[question]]
id = \"{id}-second\"
ask = \"May a nameless post lead to a patient?\"
answer = true
why = \"A place, a date and a rare story are enough for those who were there.\"
"
    );
    (format!("quizzes/{id}.toml"), format!("title = {}\n{question}", quoted(title)))
}

fn course_file(id: &LessonId, title: &str) -> String {
    let head = required(Site::Course, id, title);
    format!(
        "{head}
# Where learners may ask.
contact = \"education@example.org\"

# The lessons in order; the quiz of the same name follows each. Without this line they come from A to Z.
order = [\"before-you-post\"]

[certificate]
# Months until it expires, and days before that from which it may be renewed.
valid_months = 12
renew_days   = 90

[check]
# Names, handles and places you made up.
fictional = []
"
    )
}

/// Every setting that may not be left out, with its line of the table above it.
fn required(site: Site, id: &LessonId, title: &str) -> String {
    let mut head = String::new();
    for row in site.rows().iter().filter(|row| row.fallback == Fallback::Required) {
        let value = match (row.name, row.of) {
            ("title", _) => quoted(title),
            (_, Type::Id) => quoted(id.as_str()),
            (_, Type::Whole(least, _)) => least.to_string(),
            (_, Type::Version) => quoted("0.1"),
            _ => quoted("…"),
        };
        head.push_str("# ");
        head.push_str(row.about);
        head.push('\n');
        head.push_str(row.name);
        head.push_str(" = ");
        head.push_str(&value);
        head.push('\n');
    }
    head
}

/// Returns a line between quotation marks, as TOML has it.
pub(crate) fn quoted(line: &str) -> String {
    let mut written = String::from("\"");
    for letter in line.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            letter if letter.is_control() => written.push(' '),
            letter => written.push(letter),
        }
    }
    written.push('"');
    written
}
