//! `bedside certificate`: the learner's newest certificate.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::{Answer, Failure, Person, Refused, Setup, asking, fonts, whole_file};
use crate::course::Course;
use crate::journey::{Certificate, Progress, as_it_counts};
use crate::language::Language;
use crate::record::certificate;
use crate::record::paper::{NotDrawn, Paper, draw, is_self_issued};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "certificate",
    person: Person::Physician,
    about: "print your certificate, or save it as a PDF",
    example: "bedside certificate --pdf certificate.pdf",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("text").long("text").action(ArgAction::SetTrue).conflicts_with("pdf").help("as text; this is what happens anyway"),
        Arg::new("pdf")
            .long("pdf")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("as a page to print, into this file; it says on its face that no department has signed it"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let (course, progress, say) = asking::learner(setup)?;
    let today = setup.clock().today();
    let shown = if let Some(file) = arguments.get_one::<PathBuf>("pdf") {
        let shown = write_pdf(&progress, &course, today, file)?;
        if shown == Shown::Certificate {
            writeln!(io::stderr(), "{}", say.certificate_is_in(file.display()))?;
        }
        shown
    } else {
        write_text(&progress, &course, today, (COLUMNS, say), &mut io::stdout().lock())?
    };
    match shown {
        Shown::Certificate => Ok(Answer::Done),
        Shown::NoneYet => {
            writeln!(io::stderr(), "{}", say.certificate_none_yet())?;
            Ok(Answer::No)
        }
    }
}

/// The width of a printed certificate, in columns.
const COLUMNS: usize = 72;

/// What there was to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A certificate.
    Certificate,
    /// None is earned yet; nothing was written.
    NoneYet,
}

/// Writes a learner's newest certificate as text.
///
/// # Errors
/// [`Refused`] when it cannot be written.
pub fn write_text(
    progress: &Progress,
    course: &Course,
    today: Date,
    (columns, say): (usize, Language),
    out: &mut dyn Write,
) -> Result<Shown, Refused> {
    let Some(newest) = progress.certificates.last() else { return Ok(Shown::NoneYet) };
    let counts = as_it_counts(course, progress, newest, &TimeZone::system());
    out.write_all(certificate::page(course, progress.learner.as_ref(), &counts, today, columns, say).as_bytes())?;
    out.flush()?;
    Ok(Shown::Certificate)
}

/// Writes a learner's newest certificate as a PDF, all or nothing, over no file but one that this wrote before.
///
/// # Errors
/// [`Failure`] when a letter of the name is in no font at hand, or the file cannot be written.
pub fn write_pdf(progress: &Progress, course: &Course, today: Date, file: &Path) -> Result<Shown, Failure> {
    let Some(newest) = progress.certificates.last() else { return Ok(Shown::NoneYet) };
    let pdf = as_pdf(course, progress, newest, today)?;
    whole_file::write_over_ours(file, is_self_issued, |out| Ok(out.write_all(&pdf)?))?;
    Ok(Shown::Certificate)
}

/// Draws a learner's certificate; the same one comes to the same bytes until it has run out, which it then says.
///
/// # Errors
/// [`NotDrawn`] when a letter of the name is in no font at hand.
pub fn as_pdf(course: &Course, progress: &Progress, certificate: &Certificate, today: Date) -> Result<Vec<u8>, NotDrawn> {
    let counts = as_it_counts(course, progress, certificate, &TimeZone::system());
    let paper = Paper::self_issued(course, progress.learner.as_ref(), &counts, today);
    let damaged = || NotDrawn::Format { because: "the fonts of the program cannot be read".to_owned() };
    let faces = fonts::faces_for(&paper.words()).ok_or_else(damaged)?;
    draw(&paper, &faces)
}
