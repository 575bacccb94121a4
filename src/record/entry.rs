//! Reads the events of a hand-in. A fact names its kind somewhere among its members, and reading it the usual way means to keep all of
//! them until the kind is known. The facts that a hand-in is full of are read in one go instead; all others, and whatever is odd, the
//! usual way.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::course::Version;
use crate::id::{LessonId, PageId, QuestionId, QuizId};
use crate::journey::{AttemptId, CertificateId, Drawn, Fact, Wording};
use crate::question::{Grade, Percent, Response};
use crate::source::Digest;

use super::hand_in::Entry;

/// Reads an event.
///
/// # Errors
/// What is the matter with it.
pub(super) fn read(text: &str) -> serde_json::Result<Entry> {
    if let Ok(Flat { at, fact, seq, words }) = serde_json::from_str(text)
        && let Some(fact) = known(fact)
    {
        return Ok(Entry { seq, at, fact, words });
    }
    serde_json::from_str(text)
}

/// An event of one of the known kinds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flat<'a> {
    at: Timestamp,
    #[serde(borrow)]
    fact: Members<'a>,
    seq: u64,
    words: Option<Digest>,
}

/// What any of those facts may say; what others say is passed over.
#[derive(Deserialize)]
struct Members<'a> {
    fact: &'a str,
    attempt: Option<AttemptId>,
    certificate: Option<CertificateId>,
    digest: Option<Digest>,
    drawn: Option<Vec<Drawn>>,
    grade: Option<Grade>,
    lesson: Option<LessonId>,
    millis: Option<u64>,
    on: Option<Date>,
    page: Option<PageId>,
    pass: Option<Percent>,
    passed: Option<bool>,
    points: Option<u32>,
    question: Option<QuestionId>,
    quiz: Option<QuizId>,
    response: Option<Response>,
    until: Option<Date>,
    version: Option<Version>,
    wording: Option<Wording>,
}

/// Returns the fact; `None` where it is of another kind, or lacks something.
fn known(said: Members<'_>) -> Option<Fact> {
    let Members { attempt, question, grade, .. } = said;
    Some(match said.fact {
        "course-opened" => Fact::CourseOpened { version: said.version?, digest: said.digest? },
        "lesson-opened" => Fact::LessonOpened { lesson: said.lesson? },
        "page-read" => Fact::PageRead { lesson: said.lesson?, page: said.page? },
        "attempt-started" => Fact::AttemptStarted { attempt: attempt?, quiz: said.quiz?, pass: said.pass?, drawn: said.drawn? },
        "question-shown" => Fact::QuestionShown { attempt: attempt?, question: question? },
        "question-answered" => Fact::QuestionAnswered {
            attempt: attempt?,
            question: question?,
            response: said.response?,
            grade: grade?,
            points: said.points?,
            millis: said.millis?,
            wording: said.wording?,
        },
        "attempt-finished" => Fact::AttemptFinished { attempt: attempt?, grade: grade?, passed: said.passed? },
        "certificate-earned" => Fact::CertificateEarned {
            certificate: said.certificate?,
            version: said.version?,
            digest: said.digest?,
            on: said.on?,
            until: said.until,
            grade: grade?,
            pass: said.pass?,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_what_it_is_the_usual_way() {
        let id = "\"01930000-0000-7000-8000-000000000001\"";
        let digest = format!("\"{}\"", "ab".repeat(32));
        for fact in [
            format!(r#""digest":{digest},"fact":"course-opened","version":"1.2""#),
            r#""fact":"lesson-opened","lesson":"privacy""#.to_owned(),
            r#""fact":"page-read","lesson":"privacy","page":"one""#.to_owned(),
            format!(
                r#""attempt":{id},"drawn":[{{"order":[1,0],"question":"first-one","rev":1}}],"fact":"attempt-started","pass":60,"quiz":"the-quiz""#
            ),
            format!(r#""attempt":{id},"fact":"question-shown","question":"first-one""#),
            format!(
                r#""attempt":{id},"fact":"question-answered","grade":"1/2","millis":9,"points":1,"question":"first-one","response":{{"one":1}},"wording":{{"ask":"A \"?\"","items":[]}}"#
            ),
            format!(r#""attempt":{id},"fact":"attempt-finished","grade":"2/3","passed":true"#),
            format!(
                r#""certificate":{id},"digest":{digest},"fact":"certificate-earned","grade":"1/1","on":"2026-11-20","pass":60,"until":null,"version":"1.2""#
            ),
            r#""fact":"attested","name":"Ana","words":"I have.""#.to_owned(),
            r#""fact":"preferred","preference":"time-limits","value":"off""#.to_owned(),
            r#""department":"","fact":"introduced","name":"Ana","role":"md","staff_id":"""#.to_owned(),
            r#""fact":"page-read","later":1,"lesson":"privacy","page":"one""#.to_owned(),
        ] {
            let text = format!(r#"{{"at":"2026-11-20T08:00:20Z","fact":{{{fact}}},"seq":1}}"#);
            assert_eq!(read(&text).unwrap(), serde_json::from_str(&text).unwrap(), "{text}");
        }
        for odd in [r#"{"at":"2026-11-20T08:00:20Z","fact":{"fact":"page-read","lesson":"privacy"},"seq":1}"#, r#"{"seq":1}"#, ""] {
            assert_eq!(read(odd).unwrap_err().to_string(), serde_json::from_str::<Entry>(odd).unwrap_err().to_string());
        }
    }
}
