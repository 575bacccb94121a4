//! The rows, site by site, in the order in which trainers meet them.

use crate::prose::list::Grammar;

use super::Fallback::{self, Count, Flag, Nothing, Required, Word, Worked};
use super::Type::{self, Date, Id, Ids, Line, Lines, List, Names, Number, OneOf, Percent, Sections, Table, Version, Whole, Words};
use super::{Row, Site};

const PLAIN: Grammar = Grammar { targets: false, groups: false };
const TARGETS: Grammar = Grammar { targets: true, groups: false };
const GROUPS: Grammar = Grammar { targets: false, groups: true };
const MANY: u32 = 1_000_000;
const PLATFORMS: Type = OneOf(&["microblog", "photo", "video", "live", "forum", "review", "blog", "message"]);
const PAYING: Type = OneOf(&["balanced", "every-decision", "all-or-nothing"]);
const PAGES: &[&str] = &["prose", "case", "post", "decision", "reflect", "checklist", "dos", "takeaways"];
const QUESTIONS: &[&str] = &["single", "multiple", "true-false", "order", "match", "sort", "spot", "short", "rewrite", "scenario"];

const fn row(name: &'static str, of: Type, fallback: Fallback, about: &'static str) -> Row {
    Row { name, of, fallback, kinds: &[], about }
}

const fn only(kinds: &'static [&'static str], name: &'static str, of: Type, fallback: Fallback, about: &'static str) -> Row {
    Row { name, of, fallback, kinds, about }
}

pub(super) const COURSE: &[Row] = &[
    row("format", Whole(1, 1), Required, "the version of this format"),
    row("id", Id, Required, "names the course in records"),
    row("title", Line, Required, "what the course is called, at most 60 columns"),
    row("subtitle", Line, Nothing, "a line below the title"),
    row("audience", Line, Nothing, "for whom the course is"),
    row("contact", Line, Nothing, "where learners may ask"),
    row("disclosure", Words, Nothing, "who paid for the course, and who gains by it"),
    row("version", Version, Required, "which release this is: edition, full stop, revision"),
    row("retake", OneOf(&["at-expiry", "now"]), Word("at-expiry"), "what a new edition asks of certificate holders"),
    row("language", Line, Word("en"), "the language of the words, as in BCP 47"),
    row("translations", Lines, Nothing, "the languages in `translations/`"),
    row("order", Ids, Worked("file names from A to Z"), "the lessons in order; each lesson's quiz follows it"),
    row("retired", Ids, Nothing, "lessons and quizzes that were released once and are gone"),
    row("authors", Lines, Nothing, "who wrote it"),
    row("objectives", Lines, Nothing, "what a learner can do afterwards"),
    row("references", Lines, Nothing, "where its facts come from"),
    row("credit_hours", Number, Count(0), "hours of credit, in steps of 0.25"),
    row("credit_type", Line, Nothing, "the kind of credit"),
    row("released", Date, Nothing, "the day of release"),
    row("reviewed", Date, Nothing, "the day of the last review"),
    row("ends", Date, Nothing, "the last day on which credit may be given"),
    row("points", Names(&Line), Nothing, "the teaching points, each taught and tested"),
    row("certificate", Table(Site::Certificate), Nothing, "what the certificate asks and says"),
    row("quiz", Table(Site::Quiz), Nothing, "quiz settings for the whole course"),
    row("mastery", Table(Site::Mastery), Nothing, "how knowing for good is measured"),
    row("attest", Table(Site::Attest), Nothing, "a statement signed before the certificate"),
    row("screen", Table(Site::Screen), Nothing, "the smallest screen promised"),
    row("check", Table(Site::Check), Nothing, "what `bedside check` lets pass and refuses"),
];

pub(super) const CERTIFICATE: &[Row] = &[
    row("valid_months", Whole(0, 60), Count(12), "months until it expires; 0 for never"),
    row("renew_days", Whole(0, 365), Count(60), "days before its end from which it may be renewed"),
    row("needs", Ids, Worked("all lessons and quizzes"), "the lessons and quizzes that must be done"),
    row("signer", Line, Nothing, "who signs it"),
    row("text", Words, Nothing, "what it says besides"),
];

pub(super) const MASTERY: &[Row] = &[
    row("retention", Percent(70, 97), Count(90), "the chance of still knowing an answer at which its refresher falls due"),
    row("refreshers", Type::Flag, Flag(true), "whether refreshers are offered"),
];

pub(super) const ATTEST: &[Row] = &[
    row("text", Words, Nothing, "what the learner signs"),
    row("type_name", Type::Flag, Flag(true), "whether the learner types the name"),
];

pub(super) const SCREEN: &[Row] = &[row("columns", Whole(60, 1000), Count(80), "columns"), row("rows", Whole(20, 1000), Count(24), "rows")];

pub(super) const CHECK: &[Row] = &[
    row("allow", Lines, Nothing, "codes, families or names that are not reported"),
    row("deny", Lines, Nothing, "codes, families or names that are errors"),
    row("fictional", Lines, Nothing, "invented names, handles and places"),
    row("max_grade", Number, Count(1200), "the highest Flesch-Kincaid grade of a page"),
    row("max_sentence", Whole(5, 200), Count(35), "the most words in a sentence"),
];

pub(super) const GLOSSARY: &[Row] = &[row("terms", Names(&Words), Nothing, "the terms, each in one to three sentences")];

pub(super) const LESSON: &[Row] = &[
    row("title", Line, Required, "what the lesson is called, at most 60 columns"),
    row("id", Id, Worked("the file name"), "names the lesson in records"),
    row("summary", Line, Nothing, "one line about it"),
    row("sources", Lines, Nothing, "where its facts come from"),
    row("draft", Type::Flag, Flag(false), "leaves the lesson out of the course while it is written"),
    row("minutes", Whole(1, 120), Worked("words / 200, and 1 for each decision or reflection"), "how long it takes"),
    row("needs", Ids, Nothing, "the lessons and quizzes that come before it"),
    row("teaches", Ids, Nothing, "the teaching points of the whole lesson"),
    row("quiz", Id, Worked("the quiz of the same file name"), "the quiz that belongs to it"),
    row("was", Ids, Nothing, "the ids it had before"),
    row("page", Sections(Site::Page), Nothing, "its pages"),
];

pub(super) const PAGE: &[Row] = &[
    row("kind", OneOf(PAGES), Worked("the setting that only one kind has"), "the kind of page"),
    row("id", Id, Worked("the title as an id, else `page-N`"), "names the page in its lesson"),
    row("title", Line, Nothing, "its heading"),
    row("text", Words, Nothing, "its words"),
    row("note", Words, Nothing, "for trainers; never shown"),
    row("image", Line, Nothing, "a picture under `img/`"),
    row("alt", Line, Nothing, "what the picture shows, in 10 to 200 characters, for those who cannot see it"),
    row("caption", Line, Nothing, "a line below the picture"),
    row("teaches", Ids, Nothing, "the teaching points of the page"),
    row("was", Ids, Nothing, "the ids it had before"),
    row("include", Line, Nothing, "a page of a shared file: `shared/file.toml#id`"),
    only(&["case"], "timeline", List(PLAIN, 2, 9), Nothing, "what happened, moment by moment"),
    only(&["case"], "who", List(PLAIN, 0, MANY), Nothing, "the people in it"),
    only(&["case"], "asks", Words, Nothing, "a question to ponder, shown last"),
    only(&["post"], "post", Words, Nothing, "what the post says"),
    only(&["post"], "by", Line, Nothing, "the handle of whoever wrote it, invented"),
    only(&["post"], "name", Line, Nothing, "the name shown"),
    only(&["post"], "at", Line, Nothing, "when it was written"),
    only(&["post"], "stats", Line, Nothing, "likes and the like"),
    only(&["post"], "on", PLATFORMS, Word("microblog"), "the kind of network"),
    only(&["post"], "comments", List(PLAIN, 0, MANY), Nothing, "what others wrote below it"),
    only(&["decision"], "choices", List(TARGETS, 2, 5), Nothing, "what may be chosen, with `>` consequences and `-> page` branches"),
    only(&["reflect"], "reveal", Words, Nothing, "what is shown after thinking"),
    only(&["reflect"], "keep", Type::Flag, Flag(false), "whether the learner's note is kept"),
    only(&["checklist"], "checklist", List(PLAIN, 2, 9), Nothing, "things to tick"),
    only(&["checklist"], "must", Whole(0, 9), Count(0), "ticks needed to go on"),
    only(&["dos"], "do", List(PLAIN, 1, 7), Nothing, "what to do"),
    only(&["dos"], "dont", List(PLAIN, 1, 7), Nothing, "what not to do"),
    only(&["takeaways"], "takeaways", List(PLAIN, 1, 5), Nothing, "what to take away"),
];

pub(super) const QUIZ: &[Row] = &[
    row("id", Id, Worked("the file name"), "names the quiz in records"),
    row("title", Line, Worked("the lesson's title"), "what the quiz is called"),
    row("lesson", Id, Worked("the lesson of the same file name"), "the lesson it belongs to"),
    row("intro", Words, Nothing, "shown before the first question"),
    row("needs", Ids, Nothing, "the lessons and quizzes that come before it"),
    row("draft", Type::Flag, Flag(false), "leaves the quiz out of the course while it is written"),
    row("was", Ids, Nothing, "the ids it had before"),
    row("pass", Percent(1, 100), Count(80), "the share of marks that passes"),
    row("attempts", Whole(0, 1000), Count(0), "how often it may be tried; 0 without limit"),
    row("wait_minutes", Whole(0, MANY), Count(0), "minutes between two attempts"),
    row("test_out", Type::Flag, Flag(false), "whether passing it completes the lesson too"),
    row("time_limit_minutes", Whole(0, MANY), Count(0), "minutes for one attempt; 0 without limit"),
    row("shuffle_questions", Type::Flag, Flag(false), "whether questions come in another order each time"),
    row("shuffle_options", Type::Flag, Flag(true), "whether options come in another order each time"),
    row("feedback", OneOf(&["each", "end", "none"]), Word("each"), "when reasons are shown"),
    row("review", OneOf(&["always", "after-pass", "never"]), Word("always"), "when an attempt may be looked at again"),
    row("partial", PAYING, Word("balanced"), "how some of several right answers pay"),
    row("pools", Names(&Whole(1, 1000)), Nothing, "how many questions are drawn of each pool"),
    row("retired", Ids, Nothing, "questions that were released once and are gone"),
    row("rescore", OneOf(&["raise", "keep", "all"]), Word("raise"), "what a changed answer does to old attempts"),
    row("question", Sections(Site::Question), Nothing, "its questions"),
];

pub(super) const QUESTION: &[Row] = &[
    row("kind", OneOf(QUESTIONS), Worked("the setting that only one kind has"), "the kind of question"),
    row("id", Id, Required, "names the question in records; never reused"),
    row("ask", Words, Required, "what is asked"),
    row("why", Words, Nothing, "why, for the whole question"),
    row("hint", Words, Nothing, "help before answering"),
    row("note", Words, Nothing, "for trainers; never shown"),
    row("points", Whole(0, 10), Worked("1; 0 for a rewrite"), "what it is worth"),
    row("tests", Id, Nothing, "the teaching point it tests"),
    row("see", Line, Nothing, "the page that teaches it: `lesson#page`"),
    row("pool", Line, Nothing, "the pool it is drawn from"),
    row("level", OneOf(&["recall", "apply", "judge"]), Word("apply"), "what it asks of the learner"),
    row("tags", Lines, Nothing, "words to find it by"),
    row("shuffle", Type::Flag, Worked("the quiz's `shuffle_options`"), "whether its options change places"),
    row("time_limit_seconds", Whole(10, 36_000), Nothing, "seconds for this question"),
    row("partial", PAYING, Worked("the quiz's"), "how some of several right answers pay"),
    row("rev", Whole(1, MANY), Count(1), "rises when what is right changes"),
    row("was", Ids, Nothing, "the ids it had before"),
    row("image", Line, Nothing, "a picture under `img/`"),
    row("alt", Line, Nothing, "what the picture shows, in 10 to 200 characters, for those who cannot see it"),
    row("caption", Line, Nothing, "a line below the picture"),
    row("post", Words, Nothing, "a post above the question"),
    row("by", Line, Nothing, "the handle of whoever wrote the post, invented"),
    row("name", Line, Nothing, "the name shown on the post"),
    row("at", Line, Nothing, "when the post was written"),
    row("stats", Line, Nothing, "likes and the like"),
    row("on", PLATFORMS, Word("microblog"), "the kind of network"),
    row("comments", List(PLAIN, 0, MANY), Nothing, "what others wrote below the post"),
    row("include", Line, Nothing, "a question of a shared file: `shared/file.toml#id`"),
    only(
        &["single", "multiple"],
        "options",
        List(PLAIN, 0, MANY),
        Nothing,
        "what may be chosen: `[x]` right, `[~]` half right, `[ ]` wrong",
    ),
    only(&["true-false"], "answer", Type::Flag, Nothing, "whether the statement is true"),
    only(&["order"], "order", List(PLAIN, 0, MANY), Nothing, "the three to seven steps in the right order"),
    only(&["match"], "pairs", List(TARGETS, 0, MANY), Nothing, "the three to seven pairs that belong together: `left -> right`"),
    only(&["match"], "extra", Lines, Nothing, "right sides that match nothing"),
    only(&["sort"], "bins", List(GROUPS, 0, MANY), Nothing, "what belongs where, in two to four bins, each below its `## Name`"),
    only(&["spot"], "mark", Words, Nothing, "a text with phrases that identify and phrases that do not: see \"Phrases to find\""),
    only(&["short"], "accept", Lines, Nothing, "the answers that are right"),
    only(&["short"], "near", Lines, Nothing, "the answers that are half right"),
    only(
        &["short"],
        "strict",
        Type::Flag,
        Flag(false),
        "whether spelling, accents and spaces count; without it, one slip in a line of six letters or more is forgiven",
    ),
    only(&["rewrite"], "rubric", List(PLAIN, 0, MANY), Nothing, "what the learner checks in the rewritten text"),
    only(&["rewrite"], "draft", Words, Nothing, "the text to rewrite"),
    only(&["rewrite"], "sample", Words, Nothing, "a model answer"),
    only(&["rewrite"], "counts", Type::Flag, Flag(false), "whether it counts towards the pass mark"),
    only(&["scenario"], "scene", Sections(Site::Scene), Nothing, "the scenes of a story"),
];

pub(super) const SCENE: &[Row] = &[
    row("id", Id, Required, "names the scene in its question"),
    row("text", Words, Required, "what happens"),
    row("choices", List(TARGETS, 0, MANY), Nothing, "what may be done, each `-> scene`"),
    row("score", Percent(0, 100), Nothing, "ends the story, and what that end is worth"),
    row("at", Line, Nothing, "when the scene happens, such as \"10:02\" or \"the next morning\""),
    row("post", Words, Nothing, "a post or message that comes in with the scene"),
    row("by", Line, Nothing, "who wrote it: an invented handle"),
    row("on", PLATFORMS, Word("message"), "the kind of network it came by"),
    row("stats", Line, Nothing, "likes and the like below it"),
    row("set", Line, Nothing, "states the scene makes a number when it is reached: `told; trust 3`"),
    row("add", Line, Nothing, "states the scene raises or lowers when it is reached: `reach 2; trust -1`"),
    row("when", Line, Nothing, "when the scene is played: `trust >= 2 and not told`"),
    row("otherwise", Id, Nothing, "the scene played in its place when `when` does not hold"),
];

pub(super) const SHARED: &[Row] = &[
    row("page", Sections(Site::Page), Nothing, "pages that lessons include"),
    row("question", Sections(Site::Question), Nothing, "questions that quizzes include"),
];
