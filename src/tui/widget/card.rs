//! A post, as a card: initials, handle, time, words, numbers, and what others wrote below it.

use crate::course::{Picture, Post};
use crate::language::Language;
use crate::prose::Words;
use crate::prose::layout::{cut, width};
use crate::tui::gallery::Gallery;
use crate::tui::sheet::{Row, Sheet, piece};
use crate::tui::theme::Role;

use super::frame::initials;

/// Adds a post.
pub(crate) fn post(sheet: &mut Sheet, post: &Post, say: Language) {
    let shown = Card {
        name: &post.name,
        by: &post.by,
        at: &post.at,
        on: post.on.said(say),
        words: &post.words,
        stats: &post.stats,
        comments: &post.comments,
    };
    card(sheet, &shown);
}

/// What a card shows.
pub(crate) struct Card<'a> {
    pub(crate) name: &'a str,
    pub(crate) by: &'a str,
    pub(crate) at: &'a str,
    pub(crate) on: &'a str,
    pub(crate) words: &'a Words,
    pub(crate) stats: &'a str,
    pub(crate) comments: &'a [Words],
}

/// Adds a card.
pub(crate) fn card(sheet: &mut Sheet, card: &Card<'_>) {
    let inside = sheet.columns.saturating_sub(4).max(1);
    let mut inner = Sheet::new(inside);
    let who = if card.name.is_empty() { card.by } else { card.name };
    let sign = format!("({})", initials(who.trim_start_matches('@')));
    let indent = width(&sign) + 1;
    let room = inside.saturating_sub(indent);
    let mut head: Row = vec![piece(&sign, Role::Accent), piece(" ", Role::Text)];
    if card.name.is_empty() {
        head.push(piece(&cut(card.by, room), Role::Heading));
        inner.row(head);
    } else {
        head.push(piece(&cut(card.name, room), Role::Heading));
        inner.row(head);
        inner.row(vec![piece(&" ".repeat(indent), Role::Text), piece(&cut(card.by, room), Role::Faint)]);
    }
    let told: Vec<&str> = [card.at, card.on].into_iter().filter(|part| !part.is_empty()).collect();
    if !told.is_empty() {
        inner.row(vec![piece(&" ".repeat(indent), Role::Text), piece(&cut(&told.join(" · "), room), Role::Faint)]);
    }
    inner.gap();
    inner.words(card.words);
    if !card.stats.is_empty() {
        inner.gap();
        inner.say(card.stats, Role::Faint);
    }
    let rule = "─".repeat(sheet.columns.saturating_sub(2));
    sheet.row(vec![piece(&format!("╭{rule}╮"), Role::Card)]);
    let side = piece("│ ", Role::Card);
    sheet.place_within(inner, &side, &side, Some(&piece(" │", Role::Card)));
    sheet.row(vec![piece(&format!("╰{rule}╯"), Role::Card)]);
    for comment in card.comments {
        let mut said = Sheet::new(sheet.columns.saturating_sub(4).max(1));
        said.words(comment);
        sheet.place(said, &piece("  ↳ ", Role::Faint), &piece("    ", Role::Faint));
    }
}

/// Adds a picture: its pixels where they can be shown, and in any case what it shows, in words.
pub(crate) fn picture(sheet: &mut Sheet, picture: &Picture, gallery: &Gallery, say: Language) {
    if gallery.is_open() {
        sheet.picture(&picture.path, 2, gallery.rows(&picture.path));
    }
    let mut inner = Sheet::new(sheet.columns.saturating_sub(2).max(1));
    inner.say(&say.page_picture(&picture.alt), Role::Quote);
    if !picture.caption.is_empty() {
        inner.say(&picture.caption, Role::Faint);
    }
    let rule = piece("▏ ", Role::Faint);
    sheet.place(inner, &rule, &rule);
    sheet.gap();
}
