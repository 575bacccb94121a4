//! A certificate is earned, held, and earned anew: the rows of what a day and a new edition ask of its holder.

use std::collections::BTreeSet;
use std::sync::Arc;

use bedside::course::{Course, Step, read};
use bedside::journey::{
    AttemptId, Certificate, CertificateId, Certified, Event, Fact, Progress, as_it_counts, begin, certificate_due, certificate_left,
    certified, must_sign,
};
use bedside::question::Response;
use bedside::source::{Content, Digest, Files};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use uuid::Uuid;

const SIGNED: &str = "[attest]\ntext = \"I have read my hospital's policy.\"\n";
const FIRST_DAY: Date = date(2026, 1, 10);

fn course(version: &str, settings: &str, tables: &str) -> Course {
    let mut files = Files::default();
    let top = format!(
        "format = 1\nid = \"test-course\"\ntitle = \"Course\"\nversion = \"{version}\"\norder = [\"one\"]\n{settings}\n{tables}\
         [certificate]\nvalid_months = 12\nrenew_days = 60\n"
    );
    let lesson = "title = \"Lesson\"\n[[page]]\nid = \"one-page\"\ntext = \"Words.\"\n";
    let quiz = "title = \"Quiz\"\n[[question]]\nid = \"first\"\nask = \"A post is gone.\"\nanswer = false\nwhy = \"So.\"\n";
    for (path, text) in [("course.toml", top.as_str()), ("lessons/one.toml", lesson), ("quizzes/one.toml", quiz)] {
        files.texts.insert(path.into(), Content::Text(text.to_owned().into()));
    }
    read(Arc::new(files)).course.expect("there is a course")
}

/// Somebody who works through a course, a day at a time.
#[derive(Default)]
struct Holder {
    events: Vec<Event>,
}

impl Holder {
    fn does(&mut self, day: Date, fact: Fact) {
        let seq = self.events.len() as u64 + 1;
        let noon = day.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
        let at = Timestamp::from_second(noon.as_second() + i64::try_from(seq).unwrap()).unwrap();
        self.events.push(Event { seq, at, fact });
    }

    fn opens(&mut self, course: &Course, day: Date) -> &mut Self {
        self.does(day, Fact::CourseOpened { version: course.version, digest: Digest([7; 32]) });
        self
    }

    fn reads(&mut self, course: &Course, day: Date) -> &mut Self {
        let lesson = &course.lessons[0];
        self.does(day, Fact::PageRead { lesson: lesson.id.clone(), page: lesson.pages[0].id.clone() });
        self
    }

    fn takes(&mut self, course: &Course, day: Date, answer: usize) -> &mut Self {
        let quiz = &course.quizzes[0];
        let question = &quiz.questions[0];
        let attempt = AttemptId(Uuid::from_u128(self.events.len() as u128 + 1));
        self.does(day, begin(quiz, attempt, &BTreeSet::new(), 7));
        let response = Response::One(answer);
        let grade = question.kind.grade(&response, question.partial);
        let wording = bedside::journey::Wording::of(question);
        self.does(day, Fact::QuestionAnswered { attempt, question: question.id.clone(), response, grade, points: 1, millis: 1, wording });
        let finished = self.progress().open_attempt(quiz).unwrap().finish(quiz);
        self.does(day, finished);
        self
    }

    fn passes(&mut self, course: &Course, day: Date) -> &mut Self {
        self.takes(course, day, 1)
    }

    fn signs(&mut self, day: Date) -> &mut Self {
        self.does(day, Fact::Attested { words: "I have read my hospital's policy.".into(), name: "Ada".into() });
        self
    }

    fn progress(&self) -> Progress {
        Progress::replay(&self.events)
    }

    /// Whether the certificate is earned on this day; if so, it is kept.
    fn earns(&mut self, course: &Course, day: Date) -> bool {
        let id = CertificateId(Uuid::from_u128(self.events.len() as u128));
        let due = certificate_due(course, &self.progress(), day, id);
        due.is_some_and(|fact| {
            self.does(day, fact);
            true
        })
    }

    /// Somebody who earned a certificate on the first day.
    fn of(course: &Course) -> Self {
        let mut holder = Self::default();
        holder.opens(course, FIRST_DAY).reads(course, FIRST_DAY).passes(course, FIRST_DAY);
        if course.attest.is_some() {
            assert!(!holder.earns(course, FIRST_DAY), "not before it is signed for");
            holder.signs(FIRST_DAY);
        }
        assert!(holder.earns(course, FIRST_DAY));
        holder
    }

    fn certificates(&self) -> Vec<Certificate> {
        self.progress().certificates
    }
}

#[test]
fn while_it_is_valid_nothing_is_issued_and_nothing_is_asked() {
    let course = course("1.0", "", SIGNED);
    let mut holder = Holder::of(&course);
    let day = date(2026, 11, 10);
    holder.passes(&course, day).signs(day);
    assert!(!holder.earns(&course, day));
    assert!(matches!(certified(&course, &holder.progress(), day), Certified::Valid(_)));
    assert!(certificate_left(&course, &holder.progress(), day).is_empty() && !must_sign(&course, &holder.progress(), day));
}

#[test]
fn within_its_last_days_it_is_renewed_by_passing_and_signing_again() {
    let course = course("1.0", "", SIGNED);
    let mut holder = Holder::of(&course);
    // What was done before the days of renewal does not count for it.
    holder.passes(&course, date(2026, 11, 1)).signs(date(2026, 11, 1));
    let day = date(2026, 11, 20);
    assert!(!holder.earns(&course, day));
    assert_eq!(certificate_left(&course, &holder.progress(), day), [Step::Quiz(course.quizzes[0].id.clone())]);
    assert!(!holder.takes(&course, day, 0).earns(&course, day), "a failed attempt renews nothing");
    assert!(!holder.passes(&course, day).earns(&course, day), "not before it is signed for again");
    assert!(must_sign(&course, &holder.progress(), day));
    assert!(holder.signs(day).earns(&course, day));
    let held = holder.certificates();
    assert_eq!(held.iter().map(|held| held.on).collect::<Vec<_>>(), [FIRST_DAY, day]);
    assert_eq!(held[1].until, Some(date(2027, 11, 20)));
    assert!(!holder.passes(&course, day).earns(&course, day), "one renewal is enough");
}

#[test]
fn the_days_of_renewal_begin_and_the_end_is_told() {
    let course = course("1.0", "", "");
    let holder = Holder::of(&course);
    let progress = holder.progress();
    assert!(matches!(certified(&course, &progress, date(2026, 11, 10)), Certified::Valid(_)));
    for (day, expired) in [(date(2026, 11, 11), false), (date(2027, 1, 10), false), (date(2027, 1, 11), true)] {
        let standing = certified(&course, &progress, day);
        let Certified::Renewing { held, .. } = &standing else { panic!("{day}: {standing:?}") };
        let counts = as_it_counts(&course, &progress, held, &TimeZone::UTC);
        assert_eq!((counts.until, counts.has_expired(day)), (Some(date(2027, 1, 10)), expired), "{day}");
    }
}

#[test]
fn after_it_has_expired_nothing_comes_by_itself() {
    let course = course("1.0", "", "");
    let mut holder = Holder::of(&course);
    let day = date(2027, 6, 1);
    assert!(!holder.opens(&course, day).earns(&course, day));
    assert!(!holder.reads(&course, day).earns(&course, day));
    assert!(holder.passes(&course, day).earns(&course, day));
    assert_eq!(holder.certificates().len(), 2);
}

#[test]
fn a_new_edition_leaves_it_valid_until_it_expires() {
    let first = course("1.0", "", "");
    let mut holder = Holder::of(&first);
    let second = course("2.0", "", "");
    let day = date(2026, 6, 1);
    assert!(!holder.opens(&second, day).passes(&second, day).earns(&second, day));
    assert!(matches!(certified(&second, &holder.progress(), day), Certified::Valid(_)));
}

#[test]
fn a_new_edition_that_wants_it_now_is_passed_anew_within_the_days_of_renewal() {
    let first = course("1.0", "", "");
    let mut holder = Holder::of(&first);
    let second = course("2.0", "retake = \"now\"", "");
    holder.passes(&first, date(2026, 5, 30));
    let day = date(2026, 6, 1);
    assert!(matches!(certified(&second, &holder.progress(), day), Certified::Valid(_)), "not before the edition was opened");
    assert!(!holder.opens(&second, day).earns(&second, day));
    let progress = holder.progress();
    let Certified::Renewing { held, .. } = certified(&second, &progress, day) else { panic!("to be renewed") };
    assert_eq!(as_it_counts(&second, &progress, held, &TimeZone::UTC).until, Some(date(2026, 7, 31)));
    assert!(holder.passes(&second, day).earns(&second, day));
    let newest = holder.certificates().pop().unwrap();
    assert_eq!((newest.version, newest.until), (second.version, Some(date(2027, 6, 1))));
    assert!(matches!(certified(&second, &holder.progress(), day), Certified::Valid(_)));
}

#[test]
fn the_last_day_of_a_certificate_that_is_due_by_a_new_edition_goes_by_the_calendar() {
    let first = course("1.0", "", "");
    let second = course("2.0", "retake = \"now\"", "");
    let new_york = TimeZone::fixed(jiff::tz::offset(-5));
    for (opened, zone, last) in [
        ("2026-06-01T08:00:00Z", &TimeZone::UTC, date(2026, 7, 31)),
        ("2026-06-01T23:00:00Z", &TimeZone::UTC, date(2026, 7, 31)),
        ("2026-06-02T03:00:00Z", &new_york, date(2026, 7, 31)),
    ] {
        // It was earned about noon.
        let mut holder = Holder::of(&first);
        let fact = Fact::CourseOpened { version: second.version, digest: Digest([7; 32]) };
        holder.events.push(Event { seq: holder.events.len() as u64 + 1, at: opened.parse().unwrap(), fact });
        let progress = holder.progress();
        let counts = as_it_counts(&second, &progress, &progress.certificates[0], zone);
        assert_eq!(counts.until, Some(last), "opened at {opened}");
    }
}

#[test]
fn a_new_revision_changes_nothing() {
    let first = course("1.0", "retake = \"now\"", "");
    let mut holder = Holder::of(&first);
    let mended = course("1.1", "retake = \"now\"", "");
    let day = date(2026, 6, 1);
    assert!(!holder.opens(&mended, day).passes(&mended, day).earns(&mended, day));
    assert!(matches!(certified(&mended, &holder.progress(), day), Certified::Valid(_)));
}

#[test]
fn a_certificate_of_a_month_is_not_to_be_renewed_on_the_day_it_is_earned() {
    let mut short = course("1.0", "", "");
    short.certificate.valid_months = Some(1);
    let holder = Holder::of(&short);
    for day in [FIRST_DAY, date(2026, 1, 20)] {
        assert!(matches!(certified(&short, &holder.progress(), day), Certified::Valid(_)), "{day}");
    }
    assert!(matches!(certified(&short, &holder.progress(), date(2026, 1, 30)), Certified::Renewing { .. }));
}
