//! The shipped course keeps its promises: how much it asks and of which kinds, how long the core takes, and that nothing of the
//! workshop is left in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bedside::clock::SystemClock;
use bedside::course::{Course, Lesson, Level, Page, PageKind, Question, Reading, Step};
use bedside::diagnostic::Severity;
use bedside::journey::{Event, Fact, Introduction, Preferences, Progress, Route, minutes_left};
use bedside::language::Language;
use bedside::prose::Words;
use bedside::question::{Form, Grade, Play, Turn};
use bedside::tui::{App, Depth, Pixels, Start};
use bedside::{course, source};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn reading() -> Reading {
    course::read(Arc::new(source::shipped()))
}

fn shipped() -> Course {
    reading().course.unwrap()
}

fn questions(course: &Course) -> impl Iterator<Item = &Question> {
    course.quizzes.iter().flat_map(|quiz| &quiz.questions)
}

fn pages(course: &Course) -> impl Iterator<Item = (&Lesson, &Page)> {
    course.lessons.iter().flat_map(|lesson| lesson.pages.iter().map(move |page| (lesson, page)))
}

#[test]
fn it_is_checked_without_an_error_or_a_warning() {
    let found: Vec<_> = course::check(&reading(), None)
        .into_iter()
        .filter(|found| found.code.severity != Severity::Advice)
        .map(|found| format!("{} {}: {}", found.code.number, found.primary.place.file, found.message))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn what_the_program_knows_without_reading_it_is_true() {
    let course = shipped();
    assert_eq!((course.id.to_string(), course.digest()), (source::SHIPPED_ID.to_owned(), source::SHIPPED_DIGEST));
}

#[test]
fn it_has_sixteen_lessons_and_a_quiz_for_each_and_a_final() {
    let course = shipped();
    assert_eq!((course.lessons.len(), course.quizzes.len()), (16, 17));
    assert!(course.lessons.iter().all(|lesson| course.quiz_of(&lesson.id).is_some()));
}

#[test]
fn it_asks_at_least_180_questions_and_each_kind_at_least_five_times() {
    let course = shipped();
    let mut kinds = BTreeMap::new();
    questions(&course).for_each(|question| *kinds.entry(question.called).or_insert(0_usize) += 1);
    assert!(questions(&course).count() >= 180, "{kinds:?}");
    assert_eq!(kinds.len(), 10, "{kinds:?}");
    assert!(kinds.values().all(|count| *count >= 5), "{kinds:?}");
}

#[test]
fn at_least_four_stories_have_six_scenes_and_three_endings() {
    let course = shipped();
    let long = questions(&course).filter(|question| {
        let Form::Play { story } = question.kind.form() else { return false };
        let endings = story.scenes.iter().filter(|scene| matches!(scene.turn, Turn::Ending(_))).count();
        story.scenes.len() >= 6 && endings >= 3
    });
    assert!(long.count() >= 4);
}

/// Plays a story to all its endings, and counts each way to one.
fn endings<'a>(play: &Play<'a>, reached: &mut BTreeMap<&'a str, usize>) {
    let choices = play.choices();
    if choices.is_empty() {
        *reached.entry(play.scene().unwrap().id.as_str()).or_default() += 1;
    }
    for (number, _) in choices {
        let mut next = play.clone();
        assert!(next.choose(number));
        endings(&next, reached);
    }
}

#[test]
fn each_scene_that_ends_a_story_can_be_reached_and_no_story_stops_before() {
    let course = shipped();
    for question in questions(&course) {
        let Form::Play { story } = question.kind.form() else { continue };
        let mut reached = BTreeMap::new();
        endings(&Play::begin(story), &mut reached);
        let written: BTreeSet<_> =
            story.scenes.iter().filter(|scene| matches!(scene.turn, Turn::Ending(_))).map(|scene| scene.id.as_str()).collect();
        assert_eq!(reached.keys().copied().collect::<BTreeSet<_>>(), written, "{}: {reached:?}", question.id);
    }
}

#[test]
fn each_question_can_be_answered_in_full() {
    let course = shipped();
    for question in questions(&course) {
        assert_eq!(question.kind.grade(&question.kind.key(), question.partial), Grade::FULL, "{}", question.id);
    }
}

#[test]
fn it_asks_for_judgement_more_than_for_memory() {
    let course = shipped();
    let recall = questions(&course).filter(|question| question.level == Level::Recall).count();
    assert!(recall * 10 < questions(&course).count(), "{recall} questions ask for memory");
}

#[test]
fn each_question_says_what_it_tests_and_where_to_read_it() {
    let course = shipped();
    for question in questions(&course) {
        assert!(question.tests.is_some() && question.see.is_some(), "{}", question.id);
        let (lesson, page) = question.see.as_ref().unwrap();
        assert!(course.lesson(lesson).is_some_and(|lesson| lesson.page(page).is_some()), "{}", question.id);
    }
}

#[test]
fn what_a_question_tests_is_taught_where_it_sends_the_reader() {
    let course = shipped();
    for question in questions(&course) {
        let (lesson, page) = question.see.as_ref().unwrap();
        let lesson = course.lesson(lesson).unwrap();
        let point = question.tests.as_ref().unwrap();
        let taught = lesson.teaches.contains(point) || lesson.page(page).is_some_and(|page| page.teaches.contains(point));
        assert!(taught, "{} tests {point}, which {} does not teach", question.id, lesson.id);
    }
}

#[test]
fn each_option_and_each_question_has_a_reason() {
    let course = shipped();
    for question in questions(&course) {
        let reasons: Vec<_> = question.kind.explain(&question.kind.key()).into_iter().map(|item| item.reply.is_empty()).collect();
        let told = !reasons.is_empty() && reasons.iter().all(|empty| !empty);
        match question.kind.form() {
            Form::ChooseOne { .. } | Form::ChooseSome { .. } if question.called != "true-false" => assert!(told, "{}", question.id),
            Form::Play { story } => {
                let replies = story.scenes.iter().filter_map(|scene| match &scene.turn {
                    Turn::Choices(choices) => Some(choices),
                    Turn::Ending(_) => None,
                });
                let ends = |place: usize| matches!(story.scenes[place].turn, Turn::Ending(_));
                assert!(replies.flatten().all(|choice| !choice.reply.is_empty() || ends(choice.to)), "{}", question.id);
            }
            // Its rubric and the model answer are the reasons.
            Form::Tick { sample, rubric, .. } => assert!(!sample.is_empty() && !rubric.is_empty(), "{}", question.id),
            _ => assert!(told || !question.why.is_empty(), "{}", question.id),
        }
    }
}

#[test]
fn each_page_says_what_it_teaches() {
    let course = shipped();
    for (lesson, page) in pages(&course) {
        assert!(!page.teaches.is_empty() || !lesson.teaches.is_empty(), "{}#{}", lesson.id, page.id);
    }
}

/// Returns the words of a page, with all that may follow on a choice or on thinking.
fn words(page: &Page) -> usize {
    let all = |words: &[Words]| words.iter().map(Words::count).sum::<usize>();
    let shown = match &page.kind {
        PageKind::Prose => 0,
        PageKind::Case { timeline, who, asks } => {
            let moments: usize = timeline.iter().map(|moment| moment.when.split_whitespace().count() + moment.words.count()).sum();
            moments + all(who) + asks.count()
        }
        PageKind::Post(post) => post.words.count() + all(&post.comments),
        PageKind::Decision { choices } => choices.iter().map(|choice| choice.words.count() + choice.reply.count()).sum(),
        PageKind::Reflect { reveal, .. } => reveal.count(),
        PageKind::Checklist { items, .. } | PageKind::Takeaways { items } => all(items),
        PageKind::Dos { dos, donts } => all(dos) + all(donts),
    };
    page.text.count() + shown
}

#[test]
fn no_page_has_more_than_160_words() {
    let course = shipped();
    let long: Vec<_> = pages(&course)
        .filter(|(_, page)| words(page) > 160)
        .map(|(lesson, page)| format!("{}#{}: {}", lesson.id, page.id, words(page)))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn each_of_forty_terms_and_more_is_linked_from_a_lesson() {
    let course = shipped();
    assert!(course.terms.len() >= 40, "{}", course.terms.len());
    let lessons: String = source::shipped().texts.keys().filter(|path| path.starts_with("lessons/")).map(|path| text(path)).collect();
    let unlinked: Vec<_> = course.terms.keys().filter(|term| !lessons.contains(&format!("](term:{term})"))).collect();
    assert!(unlinked.is_empty(), "{unlinked:?}");
}

#[test]
fn the_core_takes_an_hour_to_an_hour_and_a_quarter() {
    let course = shipped();
    let progress = Progress::default();
    let steps: Vec<_> =
        course.certificate.needs.iter().map(|step| (course.step_title(step), minutes_left(&course, &progress, step))).collect();
    let minutes: u32 = steps.iter().map(|(_, minutes)| minutes).sum();
    assert!((60..=75).contains(&minutes), "{minutes} minutes: {steps:#?}");
}

#[test]
fn the_core_comes_first_and_its_final_ends_it() {
    let course = shipped();
    let core: BTreeSet<_> = course.certificate.needs.iter().collect();
    let last = course.order.iter().rposition(|step| core.contains(step)).unwrap();
    assert_eq!(course.step_title(&course.order[last]), "Final assessment");
}

#[test]
fn the_final_asks_only_what_the_core_teaches() {
    let course = shipped();
    let last = course.quizzes.iter().find(|quiz| quiz.id.as_str() == "final").unwrap();
    for question in &last.questions {
        let (lesson, _) = question.see.as_ref().unwrap();
        assert!(course.certificate.needs.contains(&Step::Lesson(lesson.clone())), "{} sends to {lesson}", question.id);
    }
}

#[test]
fn no_id_of_the_fact_base_is_left_in_a_text() {
    for path in source::shipped().texts.keys() {
        let text = text(path);
        for word in text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-') {
            let [family, number] = word.split('-').collect::<Vec<_>>()[..] else { continue };
            let two = number.len() == 2 && number.bytes().all(|letter| letter.is_ascii_digit());
            let known = matches!(family, "S0" | "S1" | "S2" | "S3" | "S4" | "C" | "M" | "R" | "E");
            assert!(!(two && known), "{path} holds {word}");
        }
    }
}

fn text(path: &str) -> String {
    source::shipped().text(path).unwrap_or_default().to_owned()
}

/// Draws a page at a size and returns the letters.
fn drawn(course: &Arc<Course>, route: Route, columns: u16, rows: u16) -> String {
    let introduced = Fact::Introduced(Introduction { name: "Ada".to_owned(), ..Introduction::default() });
    let progress = Progress::replay(&[Event { seq: 1, at: Timestamp::UNIX_EPOCH, fact: introduced }]);
    let area = Rect::new(0, 0, columns, rows);
    let start = Start {
        course: course.clone(),
        progress,
        language: Language::English,
        given: Preferences::default(),
        usual: Preferences::default(),
        depth: Depth::Full,
        at: Some(route),
        pixels: Pixels::Off,
        notice: None,
        documents: None,
        seed: 1,
    };
    let mut buffer = Buffer::empty(area);
    let clock = SystemClock::default();
    App::new(start, area, &clock).draw(area, &mut buffer, &clock);
    (0..rows).map(|row| (0..columns).map(|column| buffer[(column, row)].symbol().to_owned()).collect::<String>() + "\n").collect()
}

#[test]
fn every_page_fits_the_promised_screen_as_it_is_drawn() {
    let course = Arc::new(shipped());
    let scrolling: Vec<String> = pages(&course)
        .filter(|(lesson, page)| {
            let route = Route::Page(lesson.id.clone(), page.id.clone());
            drawn(&course, route, course.screen.columns, course.screen.rows).contains("more below")
        })
        .map(|(lesson, page)| format!("{}#{}", lesson.id, page.id))
        .collect();
    assert_eq!(scrolling, [""; 0]);
}
