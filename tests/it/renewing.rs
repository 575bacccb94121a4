//! A certificate that is to be renewed: what the screens and the lines say of it, and where Enter leads.

use std::process::Command;
use std::sync::Arc;

use bedside::clock::{Clock, SystemClock};
use bedside::course::{Course, read};

use crate::resumed::with_more_to_read;
use crate::sittings::{at, quiz, two};
use crate::support::{Learner, Typist, said, typed};

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

/// Looks at the certificate that was earned just now.
fn looks(holder: Learner) -> Learner {
    holder.presses("enter").sees("Certificate of completion")
}

/// Somebody at home on the full screen, whose certificate is in its last days.
fn in_its_last_days(folder: &tempfile::TempDir) -> Learner {
    passed(folder).after_minutes(60 * 24 * IN_ITS_LAST_DAYS).comes_back().sees("renew: valid until")
}

#[test]
fn the_certificate_is_seen_saved_and_handed_in_while_it_is_to_be_renewed() {
    let folder = quiz("", &two());
    let held = in_its_last_days(&folder).presses("end enter").sees("Certificate of completion").presses("enter").sees("Pass again:");
    let saved = held.clicks("Save it as a PDF").sees("Saved.").clicks("Write the record to hand in").sees("Written.");
    saved.presses("esc").sees("pass it again to renew");
    // What is left is one key away from there, too.
    in_its_last_days(&folder).presses("end enter enter enter").sees("To renew the certificate, pass it once more.");
}

#[test]
fn the_contents_and_the_palette_lead_to_the_certificate_that_is_held() {
    let folder = quiz("", &two());
    in_its_last_days(&folder).presses("c").clicks("Certificate").sees("Certificate of completion");
    in_its_last_days(&folder).presses("ctrl-p").types("certificate").presses("enter").sees("Certificate of completion");
    at(&folder).presses("c").misses("Certificate").presses("esc ctrl-p").types("certificate").misses("Your certificate");
}

#[test]
fn the_statement_is_signed_again_from_the_certificate() {
    let folder = quiz("", &two());
    let course = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&course).unwrap();
    std::fs::write(&course, top + "[attest]\ntext = \"I have read it.\"\ntype_name = false\n").unwrap();
    let signed =
        at(&folder).presses("enter enter a end enter b end enter enter").presses("end enter enter").sees("Certificate of completion");
    let later = signed.after_minutes(60 * 24 * IN_ITS_LAST_DAYS).comes_back().presses("enter enter a end enter b end enter enter");
    let asked = later
        .sees("renew: valid until")
        .presses("end enter enter")
        .sees("Sign the statement again")
        .presses("enter")
        .sees("I have read it.");
    let renewed = asked.presses("enter").sees("Certificate of completion").misses("Sign the statement again");
    assert_eq!(renewed.progress().certificates.len(), 2);
    renewed.presses("esc").sees("earned, valid until");
}

/// Writes another edition of a course of that quiz, and returns it.
fn edition(folder: &tempfile::TempDir, settings: &str, order: &str) -> Arc<Course> {
    let file = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&file).unwrap().replace("\"1.0\"", &format!("\"2.0\"\n{settings}"));
    std::fs::write(&file, top.replace("[\"one\", \"the-quiz\"]", order)).unwrap();
    Arc::new(read(Arc::new(bedside::source::folder(folder.path()).unwrap())).course.unwrap())
}

#[test]
fn the_first_list_line_by_line_is_that_of_the_new_edition() {
    let folder = quiz("", &two());
    let (_, journal) = passed(&folder).leaves();
    let now = edition(&folder, "retake = \"now\"", "");
    let first = Typist::with(now, journal).days_later(30).types("");
    first.reads("The quiz: pass it again to renew.").reads("1 to do to renew it").misses("Certificate: earned");
}

#[test]
fn everybody_tells_the_last_day_that_a_new_edition_leaves() {
    let (folder, data) = (quiz("", &two()), tempfile::tempdir().unwrap());
    let runs = |command: &[&str], lines: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program.args(command).env_clear().env("HOME", data.path()).env("BEDSIDE_DATA", data.path()).current_dir(data.path());
        said(typed(program.env("BEDSIDE_COURSE", folder.path()), lines)).1
    };
    std::fs::write(data.path().join("people.csv"), "Staff ID,Name\n0071,Ana\n").unwrap();
    let first = runs(&["--plain"], "Ana\n1\n0071\nSurgery\n\n\n1\n\n2\n\nquit\n");
    assert!(first.contains("your certificate of"), "{first}");
    edition(&folder, "retake = \"now\"", "");
    let listed = runs(&["--plain"], "certificate\nquit\n");
    let today = SystemClock::default().today();
    let last = [today, today.yesterday().unwrap()].map(|day| day.checked_add(jiff::Span::new().days(60)).unwrap());
    let told = |text: &str, shown: &dyn Fn(jiff::civil::Date) -> String| {
        let in_a_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        last.iter().any(|day| in_a_line.contains(&shown(*day)))
    };
    let in_words = |day| bedside::language::Language::English.day(day);
    assert!(told(&listed, &|day| format!("Certificate: valid until {}, 1 to do", in_words(day))), "{listed}");
    assert!(told(&listed, &|day| format!("Valid until {}", in_words(day))), "{listed}");
    let page = runs(&["certificate"], "");
    assert!(told(&page, &|day| format!("Valid until {}", in_words(day))), "{page}");
    let report = runs(&["report", "--roster", "people.csv", "--csv"], "");
    assert!(told(&report, &|day| day.to_string()), "{report}");
}

#[test]
fn a_certificate_that_has_run_out_says_so_on_the_screen() {
    let folder = quiz("", &two());
    let late = passed(&folder).after_minutes(60 * 24 * 400).comes_back().presses("end enter").sees("Certificate of completion");
    late.sees("expired after").misses("valid until");
}

#[test]
fn a_certificate_that_is_due_by_a_new_edition_is_there_before_the_first_list_line_by_line() {
    let folder = quiz("", &two());
    let file = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&file).unwrap().replace("[\"the-quiz\"]", "[\"one\", \"the-quiz\"]");
    std::fs::write(&file, top).unwrap();
    std::fs::create_dir(folder.path().join("lessons")).unwrap();
    std::fs::write(folder.path().join("lessons/one.toml"), "title = \"One\"\n[[page]]\nid = \"only\"\ntext = \"Words.\"\n").unwrap();
    let begun = Typist::of(folder.path().to_str().unwrap()).types("2\n\n1\n\n2\n\n").reads("Passed.");
    std::fs::remove_dir_all(folder.path().join("lessons")).unwrap();
    let now = edition(&folder, "", "[\"the-quiz\"]");
    let mut first =
        Typist::with(now, begun.journal).days_later(1).types("").reads("Certificate: earned, valid until").misses("0 more steps");
    assert_eq!(first.progress().certificates.len(), 1);
}

#[test]
fn whoever_hands_in_under_another_name_by_now_is_told_that_the_record_has_the_old_one() {
    let folder = quiz("", &two());
    let named = "It has your name and staff id as they were on the day of completion.";
    let hands_in = |held: Typist| held.types("certificate\n2\n");
    let held = hands_in(by_lines(passed(&folder), 0)).reads("Written.").misses(named);
    let mended = Typist::with(held.course, held.journal).types("name\n\n\n4712\n\n");
    let told = hands_in(Typist::with(mended.course, mended.journal)).reads("Written.").reads(named);
    let (course, journal) = (told.course, told.journal);
    let screen = Learner::goes_on(course, journal).presses("esc end enter end").clicks("Write the record");
    screen.sees("Tell your department what has changed since.");
}

#[test]
fn the_command_that_hands_in_tells_of_another_name_too() {
    let (folder, data) = (quiz("", &two()), tempfile::tempdir().unwrap());
    let runs = |command: &[&str], lines: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program.args(command).env_clear().env("HOME", data.path()).env("BEDSIDE_DATA", data.path()).current_dir(data.path());
        said(typed(program.env("BEDSIDE_COURSE", folder.path()), lines))
    };
    let (_, told) = runs(&["--plain"], "Ana\n1\n0071\nSurgery\n\n\n1\n\n2\n\nquit\n");
    let (code, before) = runs(&["hand-in"], "");
    assert!(code == 0 && before.contains("staff id 0071") && !before.contains("on the day of completion"), "{told}{before}");
    runs(&["--plain"], "name\n\n\n4712\n\nquit\n");
    let (code, after) = runs(&["hand-in"], "");
    assert!(code == 0 && after.contains("staff id 0071") && after.contains("Tell your department what has changed since."), "{after}");
}

const LIMITED: &str = "attempts = 3\nwait_minutes = 30";

#[test]
fn attempts_and_waits_hold_in_a_renewal_and_count_from_its_beginning() {
    let folder = quiz(LIMITED, &two());
    let begun = in_its_last_days(&folder).presses("enter").sees("0 of 3 attempts used").presses("enter b end enter a end enter");
    let waits = begun.sees("Not yet passed.").sees("It may be tried again at").misses("Try again").presses("esc").sees("again at");
    let told = waits.presses("enter").sees("1 of 3 attempts used").misses("Take it again").presses("enter");
    assert_eq!(told.progress().attempts.len(), 2);
    let second = told.after_minutes(31).presses("enter").sees("Try again").presses("enter b end enter a end enter");
    let third = second.after_minutes(31).presses("esc enter enter b end enter a end enter").sees("Failed: no attempt is left.");
    let stuck = third.presses("esc").sees("no attempt left").presses("enter").sees("3 of 3 attempts used").sees("No attempt is left");
    let held = stuck.presses("esc end enter end").sees("no attempt left");
    assert_eq!(held.progress().certificates.len(), 1);
}

#[test]
fn who_has_no_attempt_left_in_a_renewal_is_told_what_the_first_time_tells_and_has_them_anew_a_year_later() {
    let folder = quiz("attempts = 1", &two());
    let ask = "No attempt is left. Ask those who run the course.";
    let failed = in_its_last_days(&folder).presses("enter enter b end enter a end enter").sees("Failed: no attempt is left.");
    let shown = failed.presses("esc end enter end").sees("It may be renewed now.").sees(ask).sees("no attempt left");
    let (course, journal) = shown.leaves();
    let (still, anew) = (IN_ITS_LAST_DAYS + 300, IN_ITS_LAST_DAYS + 366);
    let stuck = Typist::with(course, journal).days_later(still).types("certificate\n").reads(ask).reads("no attempt left");
    let asked = Typist::with(stuck.course, stuck.journal).days_later(anew).types("\n\n1\n\n2\n\n");
    let mut renewed = asked.reads("0 of 1 attempts used.").reads("your certificate of");
    assert_eq!(renewed.progress().certificates.len(), 2);
}

/// The day on which the certificate might have run out once more has hours before that one, and the attempts in them count as well.
#[test]
fn the_attempts_that_are_anew_a_year_later_are_no_more_than_the_quiz_gives_at_whatever_hour() {
    let folder = quiz("attempts = 1", &two());
    let mut stuck = in_its_last_days(&folder).presses("enter enter b end enter a end enter").sees("Failed: no attempt is left.");
    let mut had = 0;
    stuck = stuck.after_minutes(60 * 24 * (IN_ITS_LAST_DAYS - 15)).comes_back();
    for _ in 0..24 * 8 {
        stuck = stuck.after_minutes(60).presses("esc esc home").comes_back();
        if !stuck.picture().contains("no attempt left") {
            stuck = stuck.presses("home enter").sees("0 of 1 attempts used").presses("enter b end enter a end enter").sees("Failed");
            had += 1;
        }
    }
    assert_eq!(had, 1);
}

#[test]
fn line_by_line_a_result_says_that_no_attempt_is_left() {
    let folder = quiz("attempts = 1", &two());
    let failed = by_lines(passed(&folder), IN_ITS_LAST_DAYS).types("\n\n2\n\n1\n\n");
    failed.reads("Failed: no attempt is left. Ask those who run the course.").misses("Not yet passed.");
}

#[test]
fn attempts_and_waits_hold_in_a_renewal_line_by_line_too() {
    let folder = quiz(LIMITED, &two());
    let failed = by_lines(passed(&folder), IN_ITS_LAST_DAYS).types("\n\n2\n\n1\n\n\n\ncertificate\n");
    let failed = failed.reads("0 of 3 attempts used.").reads("Not yet passed.").misses("Type again").reads("again at");
    let mut failed = failed.reads("It may be tried again at").reads("Pass again: The quiz: again at");
    assert_eq!(failed.progress().attempts.len(), 2);
    let later = Typist::with(failed.course, failed.journal).days_later(IN_ITS_LAST_DAYS + 1).types("1\n\n1\n\n2\n\n");
    assert_eq!(later.reads("1 of 3 attempts used.").reads("Passed.").progress().certificates.len(), 2);
}

#[test]
fn renewing_comes_before_what_is_optional_and_was_never_begun() {
    let folder = with_more_to_read(2);
    for days in [IN_ITS_LAST_DAYS, 400] {
        let home = passed(&folder).after_minutes(60 * 24 * days).comes_back();
        home.presses("enter").sees("To renew the certificate, pass it once more");
        let lines = by_lines(passed(&folder), days).types("");
        lines.reads("Press Enter for number 1,");
    }
    // Before there is anything to renew, and once the certificate was looked at, it is what comes next.
    looks(passed(&folder)).after_minutes(60 * 24 * 30).comes_back().presses("enter").sees("page 1 of 2");
    // What was left half-way comes first all the same, and so does what was begun.
    let begun = looks(passed(&folder)).comes_back().presses("enter").sees("page 1 of 2");
    begun.after_minutes(60 * 24 * 400).comes_back().presses("enter").sees("page 1 of 2");
    // Once it is renewed, it is the optional lesson's turn.
    let again = passed(&folder).after_minutes(60 * 24 * 400).comes_back().presses("enter enter a end enter b end enter");
    looks(again).comes_back().presses("enter").sees("page 1 of 2");
}

#[test]
fn the_statement_comes_before_what_is_optional_and_was_never_begun() {
    let folder = with_more_to_read(2);
    let file = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, top + "[attest]\ntext = \"I have read it.\"\ntype_name = false\n").unwrap();
    let signed =
        at(&folder).presses("enter enter a end enter b end enter enter").presses("end enter enter").sees("Certificate of completion");
    let later = signed.after_minutes(60 * 24 * 400).comes_back().presses("enter enter a end enter b end enter").comes_back();
    later.presses("enter").sees("Certificate of completion").presses("end").sees("Sign the statement again");
}

#[test]
fn an_expired_certificate_is_told_on_the_first_screen_and_first_line_by_line() {
    let folder = with_more_to_read(2);
    for (columns, rows) in [(80, 24), (40, 12)] {
        let home = passed(&folder).after_minutes(60 * 24 * 400).comes_back().resizes(columns, rows);
        assert!(home.picture().lines().next().unwrap().ends_with("certificate expired"), "{}", home.picture());
        let valid = passed(&folder).after_minutes(60 * 24 * IN_ITS_LAST_DAYS).comes_back().resizes(columns, rows);
        valid.misses("certificate expired");
    }
    by_lines(passed(&folder), 400).types("").reads("Your certificate has expired.");
    by_lines(passed(&folder), IN_ITS_LAST_DAYS).types("").misses("has expired");
}

#[test]
fn the_certificate_on_the_screen_names_nobody_who_did_not_sign_it_and_says_the_score_as_text_does() {
    let folder = quiz("", &two());
    let file = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, top + "[certificate]\nneeds = [\"the-quiz\"]\nsigner = \"Privacy Office\"\n").unwrap();
    let held = passed(&folder).comes_back().presses("end enter home").sees("Certificate of completion");
    let held = held.misses("Privacy Office").misses("all marks").sees("self-issued on this computer");
    let text = by_lines(held.sees("Score: 100 % (pass mark 80 %)"), 1).types("certificate\n");
    text.reads("100 % (pass mark 80 %)").misses("Privacy Office");
}
