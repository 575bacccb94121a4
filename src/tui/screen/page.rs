//! Lays a page out: each kind looks like what it is.

use std::collections::BTreeSet;

use crate::course::{Choice, Moment, Page, PageKind};
use crate::journey::LessonProgress;
use crate::language::Language;
use crate::prose::Words;
use crate::tui::gallery::Gallery;
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::widget::card;
use crate::tui::widget::field::{Field, write_on};
use crate::tui::widget::frame::BESIDE;

/// What a page is shown with, beside its own words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// What was done in the lesson.
    pub(super) done: Option<&'a LessonProgress>,
    /// The roads not taken that were looked at.
    pub(super) looked_at: &'a BTreeSet<usize>,
    /// The note being written.
    pub(super) note: &'a Field,
    /// The language of our own words.
    pub(super) say: Language,
    /// The width of the terminal.
    pub(super) terminal: u16,
    /// The pictures that can be shown.
    pub(super) gallery: &'a Gallery,
    /// Whether rows are spared, because the page would not fit.
    pub(super) tight: bool,
}

/// Adds a page, without what leads on.
pub(super) fn lay(sheet: &mut Sheet, page: &Page, shown: &Shown<'_>) {
    if !page.title.is_empty() {
        sheet.say(&page.title, Role::Heading);
        sheet.gap();
    }
    if let Some(picture) = &page.picture {
        card::picture(sheet, picture, shown.gallery, shown.say);
    }
    sheet.words(&page.text);
    sheet.gap();
    match &page.kind {
        PageKind::Prose => {}
        PageKind::Case { timeline, who, asks } => case(sheet, timeline, who, asks, shown.tight),
        PageKind::Post(post) => card::post(sheet, post, shown.say),
        PageKind::Decision { choices } => decision(sheet, choices, taken(page, shown.done), shown),
        PageKind::Reflect { reveal, keep } => reflect(sheet, reveal, *keep, revealed(page, shown.done), shown),
        PageKind::Checklist { items, must } => {
            let ticks = shown.done.and_then(|done| done.ticks.get(&page.id));
            checklist(sheet, items, *must, ticks, shown.say);
        }
        PageKind::Dos { dos, donts } => dos_and_donts(sheet, dos, donts, shown),
        PageKind::Takeaways { items } => takeaways(sheet, items, page.title.is_empty().then_some(shown.say.page_take_away())),
    }
    sheet.gap();
}

/// Returns the choice made on a page.
pub(super) fn taken(page: &Page, done: Option<&LessonProgress>) -> Option<usize> {
    done?.decisions.get(&page.id).copied()
}

/// Returns the note of a reflection that was revealed.
pub(super) fn revealed<'a>(page: &Page, done: Option<&'a LessonProgress>) -> Option<&'a str> {
    done?.reflections.get(&page.id).map(String::as_str)
}

/// A timeline with a rule down the left. Where rows are spared, each moment begins on the row of its time and follows the one before.
fn case(sheet: &mut Sheet, timeline: &[Moment], who: &[Words], asks: &Words, tight: bool) {
    for person in who {
        let mut inner = Sheet::new(sheet.columns.saturating_sub(2).max(1));
        inner.words(person);
        sheet.place(inner, &piece("· ", Role::Faint), &piece("  ", Role::Faint));
    }
    sheet.gap();
    let last = timeline.len().saturating_sub(1);
    for (place, moment) in timeline.iter().enumerate() {
        let mut inner = Sheet::new(sheet.columns.saturating_sub(3).max(1));
        if tight && !moment.when.is_empty() {
            inner.words(&Words::ours(&format!("**{}:** {}", moment.when, moment.words.markdown())));
        } else {
            if !moment.when.is_empty() {
                inner.say(&moment.when, Role::Heading);
            }
            inner.words(&moment.words);
        }
        if place < last && !tight {
            inner.row(Vec::new());
        }
        sheet.place(inner, &piece("●  ", Role::Accent), &piece(if place < last { "│  " } else { "   " }, Role::Faint));
    }
    if !asks.is_empty() {
        sheet.gap();
        sheet.words_as(asks, Role::Quote);
    }
}

/// A choice, its consequence in place, and the roads not taken.
fn decision(sheet: &mut Sheet, choices: &[Choice], taken: Option<usize>, shown: &Shown<'_>) {
    let (say, looked_at) = (shown.say, shown.looked_at);
    for (place, choice) in choices.iter().enumerate() {
        sheet.gap();
        let is_taken = taken == Some(place);
        let open = is_taken || (taken.is_some() && looked_at.contains(&place));
        let mark = format!("{}  ", letter(place));
        let from = sheet.rows.len();
        sheet.touchable(&piece(&mark, Role::Accent), &choice.words, Role::Text, Touch::Item(place));
        if is_taken {
            sheet.spots.pop();
        }
        if open {
            let said = if is_taken { say.you_chose() } else { say.page_road_not_taken() };
            let mut inner = Sheet::new(sheet.columns.saturating_sub(5).max(1));
            inner.say(said, if is_taken { Role::Accent } else { Role::Faint });
            if !choice.reply.is_empty() {
                inner.words(&choice.reply);
            }
            let rule = piece("   ┃ ", if is_taken { Role::Accent } else { Role::Faint });
            sheet.place(inner, &rule, &rule);
        }
        if is_taken {
            sheet.look_at = Some(from..sheet.rows.len());
        }
    }
    if taken.is_some() && looked_at.len() + 1 < choices.len() {
        sheet.gap();
        sheet.say(say.page_other_roads(), Role::Faint);
    }
}

/// Something to think about, and the second voice once it was asked for.
fn reflect(sheet: &mut Sheet, reveal: &Words, keep: bool, revealed: Option<&str>, shown: &Shown<'_>) {
    let say = shown.say;
    match revealed {
        Some(kept) => {
            if !kept.is_empty() {
                sheet.say(say.page_you_wrote(), Role::Faint);
                sheet.say(kept, Role::Quote);
                sheet.gap();
            }
            let from = sheet.rows.len();
            let mut inner = Sheet::new(sheet.columns.saturating_sub(2).max(1));
            inner.words(reveal);
            let rule = piece("┃ ", Role::Accent);
            sheet.place(inner, &rule, &rule);
            sheet.look_at = Some(from..sheet.rows.len());
        }
        None if keep => {
            sheet.say(say.page_note_stays(), Role::Faint);
            write_on(sheet, shown.note, Touch::Text, say);
            sheet.button(say.page_enter_shows(), Touch::Next);
        }
        None => {
            sheet.say(say.page_take_a_moment(), Role::Faint);
            sheet.gap();
            sheet.button(say.page_show_voice(), Touch::Next);
        }
    }
}

fn checklist(sheet: &mut Sheet, items: &[Words], must: u32, ticks: Option<&BTreeSet<usize>>, say: Language) {
    for (place, item) in items.iter().enumerate() {
        let ticked = ticks.is_some_and(|ticks| ticks.contains(&place));
        sheet.touchable(&tick(ticked), item, Role::Text, Touch::Item(place));
    }
    let count = ticks.map_or(0, BTreeSet::len);
    let must = usize::try_from(must).unwrap_or(usize::MAX);
    if must > count {
        sheet.gap();
        sheet.say(&say.page_tick_more(must - count), Role::Faint);
    }
}

/// Returns the box before something that can be ticked.
pub(super) fn tick(ticked: bool) -> crate::tui::sheet::Piece {
    if ticked { piece("[x] ", Role::Accent) } else { piece("[ ] ", Role::Faint) }
}

fn dos_and_donts(sheet: &mut Sheet, dos: &[Words], donts: &[Words], shown: &Shown<'_>) {
    let (say, beside) = (shown.say, shown.terminal >= BESIDE);
    let list = |columns: usize, head: &str, role: Role, sign: &str, items: &[Words]| {
        let mut list = Sheet::new(columns);
        list.say(head, role);
        for item in items {
            if beside {
                list.gap();
            }
            let mut inner = Sheet::new(columns.saturating_sub(3).max(1));
            inner.words(item);
            list.place(inner, &piece(&format!("{sign}  "), role), &piece("   ", role));
        }
        list
    };
    let columns = if beside { sheet.columns.saturating_sub(4) / 2 } else { sheet.columns };
    let (left, right) = (list(columns, say.page_do(), Role::Right, "+", dos), list(columns, say.page_dont(), Role::Wrong, "–", donts));
    if beside {
        sheet.place_beside(left, right, 4);
    } else {
        let nothing = piece("", Role::Text);
        sheet.place(left, &nothing, &nothing);
        sheet.gap();
        sheet.place(right, &nothing, &nothing);
    }
}

fn takeaways(sheet: &mut Sheet, items: &[Words], title: Option<&str>) {
    if let Some(title) = title {
        sheet.say(title, Role::Accent);
    }
    for (place, item) in items.iter().enumerate() {
        sheet.gap();
        let mut inner = Sheet::new(sheet.columns.saturating_sub(3).max(1));
        inner.words(item);
        sheet.place(inner, &piece(&format!("{}  ", place + 1), Role::Accent), &piece("   ", Role::Text));
    }
}

/// Returns the letter of an option's place.
pub(super) fn letter(place: usize) -> char {
    u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place)).filter(u8::is_ascii_uppercase).map_or('·', char::from)
}
