//! One quiz and its questions, made of its file's settings.

use crate::course::setting::Site;
use crate::course::{Feedback, Level, Question, Questions, Quiz, Rescore, Review};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B103, B106, B107, B203};
use crate::id::{LessonId, QuestionId, QuizId};
use crate::prose::{Words, read_page};
use crate::question::{self, KINDS, Part, Partial, Parts, Percent, Row};

use super::draft::{Draft, Sheet};
use super::own_language;
use super::page;
use super::section::Section;
use super::translate::ours;

/// A quiz's settings, and the course's for what it leaves out.
pub(super) struct Quizzed<'a> {
    own: &'a Section,
    course: Option<&'a Section>,
}

impl<'a> Quizzed<'a> {
    pub(super) const fn new(own: &'a Section, course: Option<&'a Section>) -> Self {
        Self { own, course }
    }

    fn at(&self, name: &str) -> &'a Section {
        match self.course {
            Some(course) if !self.own.has(name) && course.has(name) => course,
            _ => self.own,
        }
    }

    fn limit(&self, name: &str) -> Option<u32> {
        Some(self.at(name).count(name)).filter(|count| *count > 0)
    }

    fn flag(&self, name: &str) -> bool {
        self.at(name).flag(name)
    }

    fn word(&self, name: &str) -> &'a str {
        self.at(name).word(name)
    }
}

/// Makes a quiz, but for what it needs: that is known when all are made.
pub(super) fn quiz(sheet: &Sheet, id: QuizId, lesson: Option<LessonId>, title: &str, draft: &Draft, found: &mut Vec<Diagnostic>) -> Quiz {
    let top = &sheet.top;
    let settings = Quizzed::new(top, draft.table("quiz"));
    let pools = top.named("pools").iter().filter_map(|named| match named.part {
        Part::Count(count) => Some((named.name.clone(), count)),
        _ => None,
    });
    let pass = settings.at("pass").count("pass");
    let mut questions = Vec::with_capacity(top.sections.len());
    let made = |place| draft.made((sheet, place), found, |section, draft, found| question(section, &settings, draft, found));
    questions.extend((0..top.sections.len()).filter_map(made));
    Quiz {
        title: if top.has("title") { top.line("title") } else { title.to_owned() },
        lesson,
        intro: settings.at("intro").words("intro"),
        needs: Vec::new(),
        was: top.ids("was"),
        pass: Percent(u8::try_from(pass).unwrap_or(100)),
        attempts: settings.limit("attempts"),
        wait_minutes: settings.at("wait_minutes").count("wait_minutes"),
        test_out: settings.flag("test_out"),
        time_limit_minutes: settings.limit("time_limit_minutes"),
        shuffle_questions: settings.flag("shuffle_questions"),
        feedback: match settings.word("feedback") {
            "end" => Feedback::End,
            "none" => Feedback::None,
            _ => Feedback::Each,
        },
        review: match settings.word("review") {
            "after-pass" => Review::AfterPass,
            "never" => Review::Never,
            _ => Review::Always,
        },
        pools: pools.collect(),
        retired: top.ids("retired"),
        rescore: match settings.word("rescore") {
            "keep" => Rescore::Keep,
            "all" => Rescore::All,
            _ => Rescore::Raise,
        },
        questions: Questions::new(questions),
        file: sheet.file.clone(),
        id,
    }
}

/// Makes a question; `None` when it cannot be asked, which has been reported.
pub(super) fn question(section: &Section, quiz: &Quizzed<'_>, draft: &Draft, found: &mut Vec<Diagnostic>) -> Option<Question> {
    if let Some(include) = section.parts.words("include") {
        return question_of(draft.shared(include.markdown(), Site::Question)?, Some(section), quiz, draft, found);
    }
    question_of(section, None, quiz, draft, found)
}

fn question_of(
    section: &Section,
    over: Option<&Section>,
    quiz: &Quizzed<'_>,
    draft: &Draft,
    found: &mut Vec<Diagnostic>,
) -> Option<Question> {
    let parts = &section.parts;
    let at = |name: &str| over.filter(|over| over.has(name)).unwrap_or(section);
    missing(section, found);
    let row = row(section, found);
    let widened = widened(section, draft);
    let kind = row.and_then(|row| Some((row, (row.read)(widened.as_ref().unwrap_or(parts), found)?)));
    let id = at("id").parts.words("id").and_then(|id| QuestionId::new(id.markdown()).ok());
    let post =
        (row.is_none_or(|row| row.telling != "post") && parts.setting("post").is_some()).then(|| page::post(section, found)).flatten();
    let (row, kind) = kind?;
    let rewrite = row.telling == "rubric";
    let counted = !rewrite || section.flag("counts");
    Some(Question {
        id: id?,
        ask: section.words("ask"),
        why: section.words("why"),
        hint: section.words("hint"),
        points: at("points").parts.count("points").unwrap_or(u32::from(counted)),
        tests: at("tests").parts.words("tests").and_then(|point| crate::id::Id::new(point.markdown()).ok()),
        see: at("see").parts.words("see").and_then(|see| read_page(see.markdown())),
        pool: at("pool").parts.words("pool").map(|pool| pool.markdown().to_owned()),
        level: match at("level").word("level") {
            "recall" => Level::Recall,
            "judge" => Level::Judge,
            _ => Level::Apply,
        },
        tags: at("tags").lines("tags"),
        shuffle: section.parts.flag("shuffle").unwrap_or_else(|| quiz.flag("shuffle_options")),
        time_limit_seconds: section.parts.count("time_limit_seconds"),
        partial: match if section.has("partial") { section.word("partial") } else { quiz.word("partial") } {
            "every-decision" => Partial::EveryDecision,
            "all-or-nothing" => Partial::AllOrNothing,
            _ => Partial::Balanced,
        },
        rev: section.count("rev"),
        was: at("was").ids("was"),
        picture: page::picture(section),
        post,
        kind,
        called: row.name,
    })
}

/// Returns a question's settings with what the course adds to them: the answers it accepts in other languages, and which language it is in
/// where the words of its options are ours. `None` where there is nothing to add.
fn widened(section: &Section, draft: &Draft) -> Option<Parts> {
    if section.has("answer") {
        let language = Some(own_language(draft)).filter(|language| language != "en")?;
        let mut parts = section.parts.clone();
        parts.settings.push(ours("language", Part::Words(Words::ours(&language))));
        return Some(parts);
    }
    if !section.has("accept") {
        return None;
    }
    let language = own_language(draft);
    let more: Vec<(&str, Vec<(bool, Words)>)> =
        ["accept", "near"].into_iter().map(|name| (name, draft.typed(section, name, &language))).collect();
    if more.iter().all(|(_, lines)| lines.is_empty()) {
        return None;
    }
    let mut parts = section.parts.clone();
    let mut elsewhere = Vec::new();
    for (name, lines) in more {
        let own = parts.settings.iter_mut().find(|setting| setting.name == name);
        if let Some(Part::Lines(own)) = own.map(|setting| &mut setting.part) {
            // What is told as right, and held against what is asked, is of the language that is read.
            let (read, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(is_read, _)| *is_read);
            let read: Vec<Words> = read.into_iter().map(|(_, line)| line).collect();
            let before = if read.is_empty() { Vec::new() } else { std::mem::replace(own, read) };
            let others = before.into_iter().chain(others.into_iter().map(|(_, line)| line)).collect();
            elsewhere.push(ours(question::in_other_languages(name), Part::Lines(others)));
        }
    }
    for setting in elsewhere {
        parts.settings.push(setting);
    }
    Some(parts)
}

/// Complains of what every question needs.
fn missing(section: &Section, found: &mut Vec<Diagnostic>) {
    let parts = &section.parts;
    if section.holed {
        return;
    }
    if !section.has("id") {
        let id = suggested(&section.words("ask"));
        found.push(
            Diagnostic::new(&B203, "a question needs an `id`", parts.place(&parts.header), "no `id` below this line")
                .help(format!("add `id = \"{id}\"`; it may never change later, and its words may"))
                .note("`bedside check --fix` writes one for you")
                .fix(
                    crate::diagnostic::Place { file: parts.file.clone(), span: parts.header.end..parts.header.end },
                    format!("\nid = \"{id}\""),
                ),
        );
    }
    if !section.has("ask") {
        let complaint = Diagnostic::new(&B103, "a question needs `ask`", parts.place(&parts.header), "no `ask` below this line");
        found.push(complaint.help("add `ask = \"…\"`: what is asked"));
    }
}

/// Returns an id for a question: the first three words of what is asked that say something. Letters of other alphabets cannot stand in
/// one, and what they ask is `question`. Which other questions there are is not known here: `rule::twice` numbers on.
pub(super) fn suggested(ask: &Words) -> String {
    const EMPTY: [&str; 40] = [
        "a", "an", "the", "is", "are", "was", "were", "be", "been", "do", "does", "did", "of", "to", "in", "on", "at", "for", "by", "with",
        "and", "or", "you", "your", "it", "its", "this", "that", "these", "what", "which", "who", "whom", "how", "when", "may", "can",
        "should", "would", "will",
    ];
    let bare = |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let words: Vec<String> =
        ask.markdown().split_whitespace().map(bare).filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str())).collect();
    let words = words.get(..3.min(words.len())).unwrap_or(&words).join("-");
    QuestionId::nearest(&words).map_or_else(|| "question".to_owned(), |id| id.to_string())
}

/// Returns the kind of a question, and complains when the settings tell two, or `kind` another.
fn row(section: &Section, found: &mut Vec<Diagnostic>) -> Option<&'static Row> {
    let parts = &section.parts;
    let told = told(section);
    if let [first, second, ..] = told.as_slice() {
        if let (Some(one), Some(other)) = (parts.setting(first), parts.setting(second)) {
            let first_called = called(first).replace("a single-choice question", "a choice");
            let second_called = called(second).replace("a single-choice question", "a choice");
            found.push(
                Diagnostic::new(
                    &B106,
                    "this question is answered in two ways",
                    parts.place(&other.named_at),
                    format!("and this {second_called}"),
                )
                .and(parts.place(&one.named_at), format!("this makes it {first_called}"))
                .help(format!("keep `{first}`, or keep `{second}`; or start a new `[[question]]` between them")),
            );
        }
        return None;
    }
    let inferred = question::inferred(parts);
    let Some(written) = parts.words("kind").map(Words::markdown) else {
        return inferred.or_else(|| unanswered(section, &told, found));
    };
    let telling = told.first().copied();
    let named = question::named(written);
    let agrees = match (telling, written) {
        (Some(telling), _) => kinds_of(telling).contains(&written),
        (None, _) => true,
    };
    if !agrees {
        if let (Some(at), Some(telling)) = (parts.setting("kind"), telling) {
            let mut complaint = Diagnostic::new(
                &B107,
                "`kind` says one thing and the settings another",
                parts.place(&at.value_at),
                format!("says {}", kind_called(written)),
            );
            if let Some(other) = parts.setting(telling) {
                complaint = complaint.and(parts.place(&other.named_at), format!("but only {} has this", called(telling)));
            }
            let whole = parts.place(&(at.named_at.start..at.value_at.end));
            found.push(complaint.help(format!("delete `kind`; it is worked out from `{telling}`")).fix(whole, ""));
        }
        return inferred;
    }
    if telling.is_none() {
        return unanswered(section, &told, found);
    }
    named.or(inferred)
}

/// Returns the settings that tell a kind, in the order written. Scenes tell one, too.
fn told(section: &Section) -> Vec<&'static str> {
    let mut told: Vec<(usize, &'static str)> = Vec::new();
    for name in TELLING {
        if let Some(setting) = section.parts.setting(name) {
            told.push((setting.named_at.start, name));
        } else if section.parts.unread.contains(&name) {
            told.push((usize::MAX, name));
        }
    }
    if !section.parts.scenes.is_empty() {
        told.push((usize::MAX, "scene"));
    }
    told.sort_unstable();
    told.into_iter().map(|(_, name)| name).collect()
}

/// The settings that only one kind of question has, and that it cannot do without.
const TELLING: [&str; 8] = ["options", "answer", "order", "pairs", "bins", "mark", "accept", "rubric"];

/// Returns the kinds a telling setting belongs to.
fn kinds_of(telling: &str) -> &'static [&'static str] {
    Site::Question.row(telling).map_or(&[], |row| row.kinds)
}

/// Returns what a person calls the kind that a setting tells.
fn called(telling: &str) -> &'static str {
    match telling {
        "order" => "an ordering question",
        "pairs" => "a matching question",
        "bins" => "a sorting question",
        "mark" => "a question on identifiers",
        "accept" => "a short-text question",
        "rubric" => "a rewrite",
        "scene" => "a scenario",
        _ => KINDS.iter().find(|row| row.telling == telling).map_or("a question", |row| row.called),
    }
}

/// Returns what `kind` says.
fn kind_called(kind: &str) -> &str {
    match kind {
        "single" => "single choice",
        "multiple" => "multiple choice",
        "true-false" => "true or false",
        "order" => "ordering",
        "match" => "matching",
        "sort" => "sorting",
        "spot" => "spotting identifiers",
        "short" => "short text",
        "rewrite" => "a rewrite",
        "scenario" => "a scenario",
        other => other,
    }
}

/// Complains of a question that cannot be answered. One whose kind is told by a setting is left to that kind.
fn unanswered(section: &Section, told: &[&str], found: &mut Vec<Diagnostic>) -> Option<&'static Row> {
    if told.is_empty() && !section.holed && section.parts.unread.iter().all(|name| !TELLING.contains(name)) {
        let parts: &Parts = &section.parts;
        found.push(
            Diagnostic::new(
                &B103,
                "a question needs something to answer",
                parts.place(&parts.header),
                "no options, no `answer`, no `accept`",
            )
            .help("add `options = '''`, a line `- [x] …` for each right option and `- [ ] …` for each wrong one, and `'''`"),
        );
    }
    None
}
