//! A certificate that is to be renewed: what the screens and the lines say of it, and where Enter leads.

use crate::sittings::{at, quiz, two};
use crate::support::{Learner, Typist};

/// A year less so much that the certificate is in its last days.
const IN_ITS_LAST_DAYS: i64 = 340;

/// A course of one quiz that was passed, so many days ago, by somebody who takes it line by line.
fn passed(folder: &tempfile::TempDir) -> Learner {
    at(folder).presses("enter enter a end enter b end enter").sees("your certificate of")
}

fn by_lines(holder: Learner, days: i64) -> Typist {
    let (course, journal) = holder.leaves();
    Typist::with(course, journal).days_later(days)
}

#[test]
fn line_by_line_enter_leads_to_what_renews_the_certificate() {
    let folder = quiz("", &two());
    let home = by_lines(passed(&folder), IN_ITS_LAST_DAYS).types("\n");
    let home = home.reads("The quiz: pass it again to renew.").reads("Press Enter for number 1,");
    let told = home.reads("To renew the certificate, pass it once more: press Enter");
    let asked = Typist::with(told.course, told.journal).days_later(IN_ITS_LAST_DAYS).types("\n\n1\n\n2\n\n");
    let mut renewed = asked.reads("Who may hold a copy?").reads("your certificate of");
    assert_eq!(renewed.progress().certificates.len(), 2);
    let after = Typist::with(renewed.course, renewed.journal).days_later(IN_ITS_LAST_DAYS).types("");
    after.reads("Certificate: earned, valid until").misses("pass it again");
}

#[test]
fn line_by_line_the_certificate_names_what_renews_it() {
    let folder = quiz("", &two());
    let shown = by_lines(passed(&folder), IN_ITS_LAST_DAYS).types("certificate\n");
    shown.reads("It may be renewed now.").reads("Pass again:").reads("1. Save it as a PDF to print");
    let expired = by_lines(passed(&folder), 400).types("");
    expired.reads("1 to do to renew it").reads("The quiz: pass it again to renew.");
}
