//! A physician who has completed a course, as the journal tells it: every page read, every question answered.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use bedside::course::{Course, Quiz, Step, read};
use bedside::journey::{
    self, AttemptId, CertificateId, Event, Fact, HalfMade, Introduction, Journal, LearnerId, MemoryJournal, Place, Preference, Progress,
    Role, Wording, begin,
};
use bedside::question::Response;
use bedside::record::hand_in::{HandIn, drafts};
use bedside::record::seal::Key;
use bedside::source::{Content, Files};
use bedside::store::Sqlite;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// A course of one lesson and one quiz of three questions, two of them drawn from a pool of three.
pub(crate) fn sample() -> Course {
    sample_of("1.4")
}

/// The same in another version.
pub(crate) fn sample_of(version: &str) -> Course {
    read(Arc::new(sample_files(version))).course.unwrap()
}

/// Its files.
pub(crate) fn sample_files(version: &str) -> Files {
    let course = format!(
        "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\ncontact = \"social-media@example.org\"\nversion = \"{version}\"\n\
         [certificate]\nneeds = [\"privacy\", \"the-quiz\"]\nvalid_months = 12\n[attest]\ntext = \"I have read it.\"\ntype_name = true\n"
    );
    let lesson = "title = \"Privacy\"\n[[page]]\nid = \"one\"\ntitle = \"One\"\ntext = \"Words.\"\n[[page]]\nid = \"two\"\ntitle = \"Two\"\n\
        text = \"More words.\"\n[[page]]\nid = \"three\"\ntitle = \"Three\"\ntext = \"What would you write?\"\nreveal = \"This.\"\nkeep = true\n";
    let question = |id: &str, more: &str, right: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nask = \"Which is right for {id}?\"\nwhy = \"So.\"\n{more}options = '''\n- [x] this {right}\n- [ ] that\n- [ ] neither\n'''\n"
        )
    };
    let quiz = [
        "title = \"The quiz\"\npass = 60\nattempts = 3\n[pools]\nmore = 2\n".to_owned(),
        question("first-one", "", "one"),
        question("second-one", "pool = \"more\"\n", "two"),
        question("third-one", "pool = \"more\"\n", "three"),
        question("fourth-one", "pool = \"more\"\n", "four"),
    ]
    .concat();
    let texts = [("course.toml", course), ("lessons/privacy.toml", lesson.to_owned()), ("quizzes/the-quiz.toml", quiz)];
    let texts = texts.into_iter().map(|(path, text)| (path.into(), Content::Text(text.into()))).collect();
    Files { texts, ..Files::default() }
}

/// Somebody who completes a course.
pub(crate) struct Graduate {
    pub(crate) course: Arc<Course>,
    pub(crate) learner: LearnerId,
    pub(crate) account: String,
    journal: MemoryJournal,
    now: Timestamp,
    luck: u64,
}

impl Graduate {
    /// Somebody of this name who has not begun.
    pub(crate) fn new(course: &Arc<Course>, number: u64, who: Introduction) -> Self {
        let first: Timestamp = "2026-11-20T08:00:00Z".parse().unwrap();
        Self::beginning(course, number, who, first + SignedDuration::from_secs(i64::try_from(number).unwrap() * 60))
    }

    /// The same, who begins at this moment.
    pub(crate) fn beginning(course: &Arc<Course>, number: u64, who: Introduction, now: Timestamp) -> Self {
        let mut graduate = Self {
            course: course.clone(),
            learner: LearnerId(Uuid::from_u64_pair(0x6d1b_0000_0000_4000, 0x8000_0000_0000_0000 | number)),
            account: format!("user{number}"),
            journal: MemoryJournal::default(),
            now,
            luck: number,
        };
        graduate.does(Fact::Introduced(who));
        graduate
    }

    /// Somebody with a name and a staff id.
    pub(crate) fn named(course: &Arc<Course>, number: u64, name: &str) -> Self {
        Self::new(course, number, resident(number, name))
    }

    /// Says from now on who they are in another way.
    pub(crate) fn introduces(mut self, who: Introduction) -> Self {
        self.does(Fact::Introduced(who));
        self
    }

    /// Lets time pass, or go back.
    pub(crate) fn after(mut self, time: SignedDuration) -> Self {
        self.now = self.now.checked_add(time).unwrap();
        self
    }

    fn does(&mut self, fact: Fact) {
        self.now = self.now.checked_add(SignedDuration::from_secs(20)).unwrap();
        self.journal.append(fact, self.now).unwrap();
    }

    pub(crate) fn events(&mut self) -> Vec<Event> {
        self.journal.events().unwrap()
    }

    fn progress(&mut self) -> Progress {
        Progress::replay(&self.events())
    }

    /// Opens the course as it is now.
    pub(crate) fn opens(mut self, course: &Arc<Course>) -> Self {
        self.course = course.clone();
        self.does(Fact::CourseOpened { version: course.version, digest: course.digest() });
        self
    }

    /// Sets something the way they like it.
    pub(crate) fn sets(mut self, preference: Preference, value: &str) -> Self {
        self.does(Fact::Preferred { preference, value: value.into() });
        self
    }

    /// Reads every page of the lessons the certificate needs.
    pub(crate) fn reads(mut self) -> Self {
        let course = self.course.clone();
        let lessons: Vec<_> = course.lessons.iter().filter(|lesson| needs(&course, &Step::Lesson(lesson.id.clone()))).collect();
        for lesson in lessons {
            self.does(Fact::LessonOpened { lesson: lesson.id.clone() });
            for page in lesson.pages.iter() {
                self.does(Fact::PageRead { lesson: lesson.id.clone(), page: page.id.clone() });
                if page.id.as_str() == "three" {
                    let note = "my own words about a patient".to_owned();
                    self.does(Fact::Reflected { lesson: lesson.id.clone(), page: page.id.clone(), note });
                }
            }
        }
        self.does(Fact::PlaceLeft { place: Place::Home });
        self
    }

    /// Leaves something half made.
    pub(crate) fn leaves(mut self, work: HalfMade) -> Self {
        self.does(Fact::HalfMade { work });
        self
    }

    /// Takes every quiz the certificate needs, answering right where `knows` says so.
    pub(crate) fn takes(mut self, knows: impl Fn(usize) -> bool) -> Self {
        let course = self.course.clone();
        let quizzes: Vec<_> = course.quizzes.iter().filter(|quiz| needs(&course, &Step::Quiz(quiz.id.clone()))).collect();
        for quiz in quizzes {
            self.attempts(quiz, &knows);
        }
        self
    }

    /// Takes a quiz that the certificate may not need.
    pub(crate) fn also_takes(mut self, id: &str) -> Self {
        let course = self.course.clone();
        let quiz = course.quizzes.iter().find(|quiz| quiz.id.as_str() == id).unwrap();
        self.attempts(quiz, &|_| true);
        self
    }

    fn attempts(&mut self, quiz: &Quiz, knows: &impl Fn(usize) -> bool) {
        self.luck += 1;
        let attempt: AttemptId = journey::fresh::attempt(self.now, self.luck);
        self.does(begin(quiz, attempt, &BTreeSet::new(), self.luck));
        let open = self.progress().attempt(attempt).unwrap().clone();
        for (place, (drawn, question)) in open.asked(quiz).enumerate() {
            let response = if knows(place) { question.kind.key() } else { wrong(&question.kind.key()) };
            self.does(Fact::QuestionAnswered {
                attempt,
                question: drawn.question.clone(),
                grade: question.kind.grade(&response, question.partial),
                response,
                points: question.points,
                millis: 14_000,
                wording: Wording::of(question),
            });
        }
        let finish = self.progress().attempt(attempt).unwrap().finish(quiz);
        self.does(finish);
    }

    /// Signs the statement where there is one, and earns the certificate.
    pub(crate) fn earns(mut self) -> Self {
        if let Some(statement) = self.course.attest.clone() {
            let name = self.progress().learner.unwrap().name;
            self.does(Fact::Attested { words: statement.text.markdown().to_owned(), name });
        }
        let today = self.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let id: CertificateId = journey::fresh::certificate(self.now, self.luck);
        let progress = self.progress();
        let earned = journey::certificate_due(&self.course, &progress, today, id).expect("the certificate is due");
        self.does(earned);
        self
    }

    /// Earns the last certificate once more, in another window at the same moment.
    pub(crate) fn repeats_the_last(mut self, id: &str) -> Self {
        let Some(Event { fact: Fact::CertificateEarned { version, digest, on, until, grade, pass, .. }, .. }) = self.events().pop() else {
            unreachable!("a certificate was earned last");
        };
        let certificate = CertificateId(id.parse().unwrap());
        self.does(Fact::CertificateEarned { certificate, version, digest, on, until, grade, pass });
        self
    }

    /// Does all of it, and knows every answer but the second.
    pub(crate) fn completes(self) -> Self {
        let course = self.course.clone();
        self.opens(&course).reads().takes(|place| place != 1).earns()
    }

    /// Hands in the newest completion, sealed by a key of their own.
    pub(crate) fn hands_in(&mut self) -> HandIn {
        let key = self.key();
        self.hands_in_by(&key)
    }

    /// Hands in the newest completion, sealed by a key.
    pub(crate) fn hands_in_by(&mut self, key: &Key) -> HandIn {
        let events = self.events();
        drafts(&self.course.id, &self.account, self.learner, &events).pop().unwrap().seal("bedside 0.1.0", key).unwrap()
    }

    /// The key of their device.
    pub(crate) fn key(&self) -> Key {
        let mut secret = [5; 32];
        secret[..16].copy_from_slice(self.learner.0.as_bytes());
        Key::from_secret(&secret)
    }

    /// Has done all that on the machine whose records lie in a folder.
    pub(crate) fn on(mut self, data: &Path) -> Self {
        let mut journal = Sqlite::open(data).unwrap().journal(&self.account, &self.course.id).unwrap();
        for event in self.events() {
            journal.append(event.fact, event.at).unwrap();
        }
        self.learner = journal.learner().unwrap();
        self
    }
}

fn needs(course: &Course, step: &Step) -> bool {
    course.certificate.needs.contains(step)
}

/// A resident of surgery with a staff id.
pub(crate) fn resident(number: u64, name: &str) -> Introduction {
    Introduction { name: name.into(), role: Role::Resident, staff_id: format!("{:04}", 70 + number), department: "Surgery".into() }
}

/// Some answer that is not the right one.
fn wrong(right: &Response) -> Response {
    match right {
        Response::One(place) => Response::One((place + 1) % 2),
        Response::Some(_) => Response::Some(BTreeSet::new()),
        Response::Written(_) => Response::Written("something else".into()),
        other => other.clone(),
    }
}
