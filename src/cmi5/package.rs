//! The course structure of cmi5: by it a learning-management system knows the course and how to start it.

use quick_xml::escape::escape;

use crate::course::{Course, Step};
use crate::question::Percent;

use super::launch::{OURS, course_of};
use super::launch_data::UNIT;

/// Why there is no package.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPackage {
    /// The course can never be completed.
    #[error(
        "the course asks for nothing, so it can never be completed\nname lessons or quizzes as `needs` of `[certificate]` in course.toml"
    )]
    NothingToDo,
    /// A name or a password stands in an address.
    #[error(
        "a name or a password stands in the address, and everybody who imports the package could read it\nwrite the address without it"
    )]
    Secret,
    /// What starts the course is another course's address.
    #[error("`{written}` starts the course `{started}`, and this is `{course}`\nleave `--url` out, or name a page of yours")]
    Another {
        /// What was given.
        written: String,
        /// The course that it starts.
        started: String,
        /// The course that is packed.
        course: String,
    },
    /// The address of people and courses is no address.
    #[error("`{written}` is no address by which others could know the course; write it as `https://example.org`")]
    Home {
        /// What was given.
        written: String,
    },
    /// The address that starts the course is no address.
    #[error("`{written}` is no address that could start the course; write it as `bedside://launch/course` or `https://…`")]
    Address {
        /// What was given.
        written: String,
    },
}

/// Returns `cmi5.xml` of a course: one assignable unit, completed and, where there are quizzes, passed. `home` is where courses have
/// their addresses; `url` starts the course, and is `bedside://launch/<course>` where none is given.
///
/// # Errors
/// [`NoPackage`].
pub fn package(course: &Course, home: &str, url: Option<&str>) -> Result<String, NoPackage> {
    if course.certificate.needs.is_empty() {
        return Err(NoPackage::NothingToDo);
    }
    let home = home.trim_end_matches('/');
    if [Some(home), url].into_iter().flatten().any(names_somebody) {
        return Err(NoPackage::Secret);
    }
    // The ids of the course and its unit are put behind it.
    if !is_on_the_web(home) || home.contains(['?', '#']) {
        return Err(NoPackage::Home { written: home.to_owned() });
    }
    let own = format!("{OURS}{}", course.id);
    let url = url.unwrap_or(&own);
    let has_scheme = url.split_once("://").is_some_and(|(scheme, rest)| !rest.is_empty() && is_scheme(scheme));
    if !has_scheme || !is_plain(url) {
        return Err(NoPackage::Address { written: url.to_owned() });
    }
    let started = course_of(url).map_err(|_| NoPackage::Address { written: url.to_owned() })?;
    if let Some(started) = started.filter(|started| *started != course.id.as_str()) {
        return Err(NoPackage::Another { written: url.to_owned(), started, course: course.id.to_string() });
    }
    let id = format!("{home}/{}", course.id);
    let text = |name: &str, words: &str| {
        format!("<{name}><langstring lang=\"{}\">{}</langstring></{name}>", escape(course.language.as_str()), escape(line(words).as_str()))
    };
    let about = if course.objectives.is_empty() { course.title.clone() } else { course.objectives.join("; ") };
    let (title, about) = (text("title", &course.title), text("description", &about));
    let judged = least_pass(course).map_or_else(
        || " moveOn=\"Completed\"".to_owned(),
        |pass| format!(" moveOn=\"CompletedAndPassed\" masteryScore=\"{}.{:02}\"", pass.0 / 100, pass.0 % 100),
    );
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">\n\
         \x20 <course id=\"{id}\">\n    {title}\n    {about}\n  </course>\n\
         \x20 <au id=\"{id}{UNIT}\"{judged} launchMethod=\"OwnWindow\" activityType=\"http://adlnet.gov/expapi/activities/course\">\n\
         \x20   {title}\n    {about}\n    <url>{url}</url>\n  </au>\n</courseStructure>\n",
        id = escape(id.as_str()),
        url = escape(url),
    ))
}

/// Returns the least pass mark of the quizzes that the certificate needs: whoever has the certificate has at least so much over all of
/// them. `None` where there is no quiz.
fn least_pass(course: &Course) -> Option<Percent> {
    let quizzes = course.certificate.needs.iter().filter_map(|step| match step {
        Step::Quiz(id) => course.quiz(id),
        Step::Lesson(_) => None,
    });
    quizzes.map(|quiz| quiz.pass).min()
}

/// Returns words in one line, without the letters that XML cannot hold.
fn line(words: &str) -> String {
    let plain: String = words.chars().filter(|letter| !letter.is_control() || letter.is_whitespace()).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\u{FFFE}', '\u{FFFF}'], "")
}

/// Whether an address is one of the web, in letters that may stand in one.
#[must_use]
pub fn is_on_the_web(address: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme));
    is_web && is_plain(address)
}

/// Whether an address names somebody, be it with a password, before its host.
fn names_somebody(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    host.split(['/', '?', '#']).next().unwrap_or_default().contains('@')
}

/// Whether an address holds only letters that may stand in one.
fn is_plain(address: &str) -> bool {
    address.chars().all(|letter| letter.is_ascii_graphic() && !"<>\"\\^`{|}".contains(letter))
}

fn is_scheme(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}
