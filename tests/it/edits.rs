//! What a trainer's edit does to learners' records: the rows of the format's table, one test each.

use std::collections::BTreeSet;
use std::sync::Arc;

use bedside::course::{Course, Quiz, Step, read};
use bedside::journey::{
    AttemptId, Event, Fact, LearnerId, LessonStanding, Progress, QuizStanding, Wording, begin, certificate_earned, followed,
    lesson_standing, notes, quiz_standing, step_done,
};
use bedside::question::{Grade, Percent, Response};
use bedside::record::Told;
use bedside::source::{Content, Files};
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

const QUESTIONS: [&str; 3] = [
    "[[question]]\nid = \"first\"\nask = \"Who may hold a copy?\"\noptions = '''\n- [x] Anyone\n- [ ] No one\n- [ ] The platform\n'''\nwhy = \"So.\"\n",
    "[[question]]\nid = \"second\"\nask = \"A deleted post is gone.\"\nanswer = false\nwhy = \"So.\"\n",
    "[[question]]\nid = \"third\"\nask = \"A friend list is private.\"\nanswer = false\nwhy = \"So.\"\n",
];

/// A course of one lesson with a quiz of these settings and questions.
fn course(settings: &str, questions: &[&str]) -> Course {
    named("lesson-one", settings, questions)
}

fn named(id: &str, settings: &str, questions: &[&str]) -> Course {
    let mut files = Files::default();
    let top = format!("format = 1\nid = \"test-course\"\ntitle = \"Course\"\nversion = \"1.0\"\norder = [\"{id}\"]\n");
    let was = if id == "lesson-one" { "" } else { "was = [\"lesson-one\"]\n" };
    let lesson = format!("title = \"Lesson\"\n{was}[[page]]\nid = \"one-page\"\ntext = \"Words.\"\n");
    let quiz = format!("title = \"Quiz\"\n{was}{settings}\n{}", questions.join("\n"));
    for (path, text) in [("course.toml".to_owned(), top), (format!("lessons/{id}.toml"), lesson), (format!("quizzes/{id}.toml"), quiz)] {
        files.texts.insert(path.into(), Content::Text(text.into()));
    }
    let reading = read(Arc::new(files));
    let course = reading.course.expect("there is a course");
    assert!(!course.quizzes.is_empty(), "{:#?}", reading.diagnostics);
    course
}

fn quiz(course: &Course) -> &Quiz {
    &course.quizzes[0]
}

/// A learner who answers questions of a quiz as it is at that time.
#[derive(Default)]
struct Learner {
    events: Vec<Event>,
}

impl Learner {
    fn does(&mut self, fact: Fact) {
        let seq = self.events.len() as u64 + 1;
        let at = Timestamp::from_second(1_700_000_000 + i64::try_from(seq).unwrap()).unwrap();
        self.events.push(Event { seq, at, fact });
    }

    fn progress(&self) -> Progress {
        Progress::replay(&self.events)
    }

    fn begins(&mut self, course: &Course) -> &mut Self {
        let attempt = AttemptId(Uuid::from_u128(self.events.len() as u128 + 1));
        let start = begin(quiz(course), attempt, &BTreeSet::new(), 7);
        self.does(start);
        self
    }

    fn answers(&mut self, course: &Course, question: &str, response: Response) -> &mut Self {
        let quiz = quiz(course);
        let question = quiz.questions.iter().find(|q| q.id.as_str() == question).unwrap();
        let grade = question.kind.grade(&response, question.partial);
        let attempt = self.progress().open_attempt(quiz).unwrap().id;
        self.does(Fact::QuestionAnswered {
            attempt,
            question: question.id.clone(),
            response,
            grade,
            points: question.points,
            millis: 1000,
            wording: Wording::of(question),
        });
        self
    }

    fn finishes(&mut self, course: &Course) -> &mut Self {
        let fact = self.progress().open_attempt(quiz(course)).unwrap().finish(quiz(course));
        self.does(fact);
        self
    }

    /// Two of three right: not enough for 80 %.
    fn misses_the_first(course: &Course) -> Self {
        let mut learner = Self::default();
        learner.begins(course).answers(course, "first", Response::One(1));
        learner.answers(course, "second", Response::One(1)).answers(course, "third", Response::One(1)).finishes(course);
        learner
    }

    fn best(&self, course: &Course) -> (Grade, bool) {
        let progress = self.progress();
        let (_, ended) = progress.best_attempt(quiz(course)).expect("an ended attempt");
        (ended.grade, ended.passed)
    }
}

#[test]
fn mended_words_leave_scores_and_keep_the_words_answered_on() {
    let before = course("", &QUESTIONS);
    let learner = Learner::misses_the_first(&before);
    let mended = QUESTIONS[0].replace("Who may hold a copy?", "Who may still hold a copy?").replace("No one", "Nobody at all");
    let after = course("", &[&mended, QUESTIONS[1], QUESTIONS[2]]);
    assert_eq!(learner.best(&after), (Grade::share(2, 3), false));
    let progress = learner.progress();
    let answer = &progress.attempts[0].answers[&quiz(&after).questions[0].id];
    assert_eq!((answer.wording.ask.as_str(), answer.wording.items[1].as_str()), ("Who may hold a copy?", "No one"));
    assert_eq!(followed(&quiz(&after).questions[0], &answer.wording, &answer.response), Some(Response::One(1)));
}

#[test]
fn moved_options_leave_scores_and_answers_are_found_by_their_words() {
    let before = course("", &QUESTIONS);
    let learner = Learner::misses_the_first(&before);
    let moved = "[[question]]\nid = \"first\"\nask = \"Who may hold a copy?\"\noptions = '''\n- [ ] The platform\n- [x] Anyone\n- [ ] No one\n'''\nwhy = \"So.\"\n";
    let after = course("", &[QUESTIONS[2], moved, QUESTIONS[1]]);
    assert_eq!(learner.best(&after), (Grade::share(2, 3), false));
    let progress = learner.progress();
    let answer = &progress.attempts[0].answers[&quiz(&before).questions[0].id];
    assert_eq!(followed(&quiz(&after).questions[1], &answer.wording, &answer.response), Some(Response::One(2)));
}

/// The first question with another right answer, and a higher revision.
fn rekeyed() -> String {
    QUESTIONS[0].replace("ask =", "rev = 2\nask =").replace("[x] Anyone", "[ ] Anyone").replace("[ ] No one", "[x] No one")
}

#[test]
fn a_changed_right_answer_raises_scores_unless_told_otherwise() {
    let before = course("", &QUESTIONS);
    let missed = Learner::misses_the_first(&before);
    let mut right = Learner::default();
    right.begins(&before).answers(&before, "first", Response::One(0)).answers(&before, "second", Response::One(1));
    right.answers(&before, "third", Response::One(1)).finishes(&before);

    let both = |rescore: &str| {
        let after = course(rescore, &[&rekeyed(), QUESTIONS[1], QUESTIONS[2]]);
        (missed.best(&after), right.best(&after))
    };
    let (two_thirds, all) = ((Grade::share(2, 3), false), (Grade::FULL, true));
    assert_eq!(both(""), (all, all), "raise is the default");
    assert_eq!(both("rescore = \"raise\"\n"), (all, all));
    assert_eq!(both("rescore = \"keep\"\n"), (two_thirds, all));
    assert_eq!(both("rescore = \"all\"\n"), (all, two_thirds));
}

#[test]
fn an_open_attempt_drops_a_question_whose_right_answer_changed() {
    let before = course("", &QUESTIONS);
    let mut learner = Learner::default();
    // Wrong by both right answers: were it not dropped, it would cost a third.
    learner.begins(&before).answers(&before, "first", Response::One(2)).answers(&before, "second", Response::One(1));
    let after = course("", &[&rekeyed(), QUESTIONS[1], QUESTIONS[2]]);
    let progress = learner.progress();
    let open = progress.open_attempt(quiz(&after)).unwrap();
    assert_eq!(open.next(quiz(&after)).map(|(drawn, _)| drawn.question.as_str()), Some("third"));
    assert_eq!(quiz_standing(&after, &progress, quiz(&after), Timestamp::UNIX_EPOCH), QuizStanding::Open { answered: 1, of: 2 });
    learner.answers(&after, "third", Response::One(1)).finishes(&after);
    assert_eq!(learner.best(&after), (Grade::FULL, true));
}

#[test]
fn a_question_that_dropped_out_of_an_attempt_does_not_pass_it_afterwards() {
    let before = course("pass = 60\n", &QUESTIONS);
    let mut learner = Learner::default();
    // Right by the former answer: with it, the attempt would come to two thirds.
    learner.begins(&before).answers(&before, "first", Response::One(0)).answers(&before, "second", Response::One(0));
    let after = |more: &str| course(&format!("pass = 60\n{more}"), &[&rekeyed(), QUESTIONS[1], QUESTIONS[2]]);
    learner.answers(&after(""), "third", Response::One(1)).finishes(&after(""));
    for more in ["", "rescore = \"all\"\n", "rescore = \"keep\"\n"] {
        assert_eq!(learner.best(&after(more)), (Grade::share(1, 2), false), "{more}");
    }
}

#[test]
fn what_was_not_answered_earns_nothing_after_a_right_answer_changed_either() {
    let limited = "time_limit_minutes = 10\n";
    let before = course(limited, &QUESTIONS);
    let mut learner = Learner::default();
    learner.begins(&before).answers(&before, "first", Response::One(0)).finishes(&before);
    assert_eq!(learner.best(&before), (Grade::share(1, 3), false));
    let after = course(limited, &[&rekeyed(), QUESTIONS[1], QUESTIONS[2]]);
    assert_eq!(learner.best(&after), (Grade::share(1, 3), false));
    let all = course(&format!("{limited}rescore = \"all\"\n"), &[&rekeyed(), QUESTIONS[1], QUESTIONS[2]]);
    assert_eq!(learner.best(&all), (Grade::NONE, false));
}

#[test]
fn a_certificate_says_what_its_attempts_came_to() {
    let limited = "pass = 60\ntime_limit_minutes = 10\n";
    let before = course(limited, &QUESTIONS);
    let mut learner = Learner::default();
    let (lesson, page) = (before.lessons[0].id.clone(), before.lessons[0].pages[0].id.clone());
    learner.does(Fact::PageRead { lesson, page });
    learner.begins(&before).answers(&before, "first", Response::One(0)).answers(&before, "second", Response::One(1)).finishes(&before);
    assert_eq!(learner.best(&before), (Grade::share(2, 3), true));
    let earned = certificate_earned(&before, &learner.progress(), date(2026, 11, 27)).expect("it is earned");
    assert_eq!((earned.grade, earned.pass), (Grade::share(2, 3), Percent(60)));
}

#[test]
fn a_renamed_lesson_is_read_as_far_as_it_was_and_stays_so_when_it_is_opened() {
    let pages = |id: &str, was: &str| {
        let mut files = Files::default();
        let top = format!("format = 1\nid = \"test-course\"\ntitle = \"Course\"\nversion = \"1.0\"\norder = [\"{id}\"]\n");
        let first = if was.is_empty() { "first" } else { "one" };
        let page_was = if was.is_empty() { "" } else { "was = [\"first\"]\n" };
        let lesson = format!(
            "title = \"Lesson\"\n{was}[[page]]\nid = \"{first}\"\n{page_was}text = \"And you?\"\nkeep = true\nreveal = \"So.\"\n\n[[page]]\nid = \"second\"\ntext = \"Words.\"\n"
        );
        for (path, text) in [("course.toml".to_owned(), top), (format!("lessons/{id}.toml"), lesson)] {
            files.texts.insert(path.into(), Content::Text(text.into()));
        }
        let reading = read(Arc::new(files));
        reading.course.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
    };
    let before = pages("privacy", "");
    let mut learner = Learner::default();
    let (lesson, page) = (before.lessons[0].id.clone(), |place: usize| before.lessons[0].pages[place].id.clone());
    learner.does(Fact::LessonOpened { lesson: lesson.clone() });
    learner.does(Fact::PageRead { lesson: lesson.clone(), page: page(0) });
    learner.does(Fact::Reflected { lesson: lesson.clone(), page: page(0), note: "I would wait.".into() });
    learner.does(Fact::PageRead { lesson, page: page(1) });
    let after = pages("consent", "was = [\"privacy\"]\n");
    let renamed = &after.lessons[0];
    let standing = |learner: &Learner| lesson_standing(&after, &learner.progress(), renamed);
    assert_eq!(standing(&learner), LessonStanding::Read);
    learner.does(Fact::LessonOpened { lesson: renamed.id.clone() });
    learner.does(Fact::PageRead { lesson: renamed.id.clone(), page: renamed.pages[0].id.clone() });
    assert_eq!(standing(&learner), LessonStanding::Read, "opening it takes nothing away");
    let progress = learner.progress();
    let done = progress.in_lesson(renamed).unwrap();
    assert_eq!(done.reflections.get(&renamed.pages[0].id).map(String::as_str), Some("I would wait."));
    let told = Told::by(&after, "ana", LearnerId(Uuid::from_u128(1)), &learner.events);
    assert_eq!(told.lessons.iter().map(|read| read.lesson.as_str()).collect::<Vec<_>>(), ["consent"]);
    let gone = pages("other", "");
    assert_eq!(notes(&gone, &progress).iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["I would wait."]);
}

#[test]
fn a_renamed_question_and_a_renamed_quiz_keep_their_records() {
    let before = course("", &QUESTIONS);
    let mut learner = Learner::default();
    learner.begins(&before).answers(&before, "first", Response::One(0));
    let renamed = QUESTIONS[0].replace("id = \"first\"", "id = \"copies\"\nwas = [\"first\"]");
    let after = named("lesson-two", "", &[&renamed, QUESTIONS[1], QUESTIONS[2]]);
    let progress = learner.progress();
    let open = progress.open_attempt(quiz(&after)).expect("the attempt follows the quiz");
    assert_eq!(open.next(quiz(&after)).map(|(_, question)| question.id.as_str()), Some("second"));
    learner.answers(&after, "second", Response::One(1)).answers(&after, "third", Response::One(1)).finishes(&after);
    assert_eq!(learner.best(&after), (Grade::FULL, true));
    assert!(step_done(&after, &learner.progress(), &Step::Quiz(quiz(&after).id.clone())));
}

#[test]
fn a_question_that_is_gone_leaves_old_scores_and_is_asked_no_more() {
    let before = course("", &QUESTIONS);
    let mut learner = Learner::misses_the_first(&before);
    let after = course("retired = [\"first\"]\n", &QUESTIONS[1..]);
    assert_eq!(learner.best(&after), (Grade::share(2, 3), false));
    learner.begins(&after);
    let progress = learner.progress();
    let drawn: Vec<&str> = progress.open_attempt(quiz(&after)).unwrap().drawn.iter().map(|d| d.question.as_str()).collect();
    assert_eq!(drawn, ["second", "third"]);
}

#[test]
fn a_question_moved_to_another_quiz_leaves_old_scores_there() {
    let before = course("", &QUESTIONS);
    let learner = Learner::misses_the_first(&before);
    let after = course("", &QUESTIONS[..2]);
    assert_eq!(learner.best(&after), (Grade::share(2, 3), false));
    assert!(bedside::journey::remembered(&learner.progress()).keys().any(|id| id.as_str() == "third"));
}

#[test]
fn a_retired_lesson_is_needed_no_more() {
    let course = course("", &QUESTIONS);
    let gone = Step::Lesson(bedside::id::LessonId::new("old-lesson").unwrap());
    assert!(step_done(&course, &Progress::default(), &gone));
}
