//! The certificate as a page of plain text. It says what the facts say and who says it: this computer.

use jiff::civil::Date;

use crate::course::Course;
use crate::journey::{Certificate, Introduction};
use crate::language::Language;
use crate::prose::layout::{lay_out, width};
use crate::prose::{Block, Run, Tone, safe};

/// The narrowest page on which labels and words stand side by side.
const SIDE_BY_SIDE: usize = 40;

/// The widest page that is pleasant to read.
const WIDEST: usize = 72;

/// Returns the certificate, no line of it wider than `columns` (where that is at least a letter wide), each line ended.
#[must_use]
pub fn page(
    course: &Course,
    learner: Option<&Introduction>,
    certificate: &Certificate,
    today: Date,
    columns: usize,
    say: Language,
) -> String {
    let columns = columns.clamp(1, WIDEST);
    let mut page = Page { text: String::new(), columns };
    page.words(say.certificate_head());
    page.blank();
    page.words(learner.map(|learner| learner.name.trim()).filter(|name| !name.is_empty()).unwrap_or(say.certificate_no_name()));
    page.words(say.certificate_has_completed());
    page.words(&course.title);
    page.blank();
    for (label, said) in rows(course, learner, certificate, today, say) {
        page.row(label, &said);
    }
    page.blank();
    page.words(say.certificate_self_issued_in_full());
    if !course.certificate.text.is_empty() {
        page.blank();
        page.blocks(&course.certificate.text.blocks());
    }
    if !course.contact.is_empty() {
        page.blank();
        page.words(&say.certificate_questions(&course.contact));
    }
    page.text
}

/// What stands on the certificate, label by label.
fn rows(
    course: &Course,
    learner: Option<&Introduction>,
    certificate: &Certificate,
    today: Date,
    say: Language,
) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    if let Some(learner) = learner {
        rows.push((say.certificate_role(), learner.role.said(say).to_owned()));
        rows.push((say.certificate_staff_id(), learner.staff_id.clone()));
        rows.push((say.certificate_department(), learner.department.clone()));
    }
    if let Some(then) = certificate.named_then(learner) {
        rows.push((say.certificate_earned_as(), then.unwrap_or_else(|| say.certificate_no_name().to_owned())));
    }
    rows.push((say.certificate_course(), say.certificate_course_version(&course.id, certificate.version)));
    rows.push((say.certificate_completed(), say.day(certificate.on)));
    rows.push(match certificate.until {
        Some(until) if certificate.has_expired(today) => (say.certificate_expired(), say.certificate_expired_after(say.day(until))),
        Some(until) => (say.certificate_until(), say.day(until)),
        None => (say.certificate_valid(), say.certificate_without_end().to_owned()),
    });
    if certificate.is_scored() {
        let (share, pass) = (say.percent(certificate.grade.shown().0), say.percent(certificate.pass.0));
        rows.push((say.certificate_score(), say.certificate_score_of(share, pass)));
    }
    rows.push((say.certificate(), certificate.id.0.to_string()));
    rows.retain(|(_, said)| !said.trim().is_empty());
    rows
}

/// Returns a day as nobody misreads it: `November 23, 2026`.
#[must_use]
pub fn day(day: Date) -> String {
    Language::English.day(day)
}

/// A page being written.
struct Page {
    text: String,
    columns: usize,
}

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for line in lay_out(blocks, self.columns) {
            self.line(&line.text());
        }
    }

    fn words(&mut self, words: &str) {
        for line in wrapped(words, self.columns) {
            self.line(&line);
        }
    }

    /// Writes a label and what it says: side by side, or below each other where the page is narrow.
    fn row(&mut self, label: &str, said: &str) {
        let beside = if self.columns >= SIDE_BY_SIDE { 13 } else { 0 };
        if beside == 0 {
            self.words(label);
            self.words(said);
            return;
        }
        for (place, line) in wrapped(said, self.columns - beside).iter().enumerate() {
            let label = if place == 0 { label } else { "" };
            let gap = " ".repeat(beside.saturating_sub(width(label)));
            self.line(&format!("{label}{gap}{line}"));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(safe::line(line.trim_end()).as_ref());
        self.text.push('\n');
    }
}

fn wrapped(words: &str, columns: usize) -> Vec<String> {
    let run = Run { text: safe::line(words).into_owned(), tone: Tone::default(), link: None };
    lay_out(&[Block::Paragraph(vec![run])], columns).iter().map(crate::prose::layout::Line::text).collect()
}
