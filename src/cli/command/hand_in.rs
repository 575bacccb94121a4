//! `bedside hand-in`: one file that tells the department of the learner's newest completion. The same completion always gives the
//! same bytes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use uuid::Uuid;

use crate::cli::{Answer, CourseFrom, Failure, Person, Refused, Setup, asking, course, key_file, whole_file};
use crate::course::Course;
use crate::id::CourseId;
use crate::journey::CertificateId;
use crate::language::Language;
use crate::prose::safe;
use crate::record::hand_in::{HandIn, drafts};
use crate::record::open::open;
use crate::store::{At, Journals};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "hand-in",
    person: Person::Physician,
    about: "write one file that proves your completion to your department",
    example: "bedside hand-in --to ~/Desktop",
    arguments,
    run: from_arguments,
};

/// The folder, beside the records, where what was handed in is kept as it was.
pub const KEPT: &str = "hand-ins";

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("to")
            .long("to")
            .value_name("DIR")
            .value_parser(clap::value_parser!(PathBuf))
            .default_value(".")
            .help("write the file into this folder"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let (course, progress, say) = asking::learner(setup)?;
    let asked = Asked {
        records: setup.place()?,
        data: setup.data()?,
        account: setup.account.clone(),
        to: arguments.get_one::<PathBuf>("to").cloned().unwrap_or_default(),
    };
    let written = asking::asking(setup, &asked.records, || write(&asked, &course))?;
    let others = if written.is_none() { asking::asking(setup, &asked.records, || others(&asked, &course))? } else { Vec::new() };
    let answer = tell(written.as_ref(), (&course, say, &others), &mut io::stdout().lock(), &mut io::stderr().lock())?;
    let record = written.map(|(_, hand_in)| hand_in.record_id);
    let mut of_it = progress.certificates.iter().filter(|earned| Some(earned.id) == record);
    if of_it.any(|earned| earned.names_otherwise(progress.learner.as_ref())) {
        writeln!(io::stdout().lock(), "\n{}", say.certificate_hand_in_names())?;
    }
    Ok(answer)
}

/// What the command was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where the records are.
    pub records: At,
    /// The folder of this computer's key, and of what was handed in before.
    pub data: PathBuf,
    /// Whose.
    pub account: String,
    /// The folder that the file goes to.
    pub to: PathBuf,
}

/// Writes the hand-in of the learner's newest completion of a course and says what is in it. The answer is no where there is none.
///
/// # Errors
/// Records or a key that cannot be read, and a file that cannot be written.
pub fn run(asked: &Asked, course: &Course, out: &mut impl Write, problems: &mut impl Write) -> Result<Answer, Failure> {
    let written = write(asked, course)?;
    let others = if written.is_none() { others(asked, course)? } else { Vec::new() };
    tell(written.as_ref(), (course, Language::default(), &others), out, problems)
}

fn tell(
    written: Option<&(PathBuf, HandIn)>,
    (course, say, others): (&Course, Language, &[CourseId]),
    out: &mut impl Write,
    problems: &mut impl Write,
) -> Result<Answer, Failure> {
    let Some((file, hand_in)) = written else {
        writeln!(problems, "{}", say.hand_in_none())?;
        for other in others {
            let ours = ours().filter(|ours| ours.id == *other);
            let words = ours.map_or_else(|| say.hand_in_other(other), |ours| say.hand_in_other_ours(safe::line(&ours.title)));
            writeln!(problems, "{words}")?;
        }
        return Ok(Answer::No);
    };
    out.write_all(told(file, hand_in, &course.title, say).as_bytes())?;
    Ok(Answer::Done)
}

/// Writes the hand-in of the learner's newest completion of a course. `None` where there is none.
///
/// # Errors
/// Those of [`run`].
pub fn write(asked: &Asked, course: &Course) -> Result<Option<(PathBuf, HandIn)>, Failure> {
    let Some((written, hand_in)) = newest(asked, &course.id)? else { return Ok(None) };
    let file = place(&asked.to, &file_name(&hand_in), hand_in.record_id, |bytes| open(bytes).ok().map(|there| there.record_id));
    whole_file::write(&file, |out| Ok(out.write_all(written.as_bytes())?))?;
    Ok(Some((file, hand_in)))
}

/// Returns the course that the program brings along.
fn ours() -> Option<Course> {
    course::read(&CourseFrom::Shipped, None).ok()
}

/// Returns the other courses in the same records that the learner has completed: whoever took one of a folder, and asks without naming it,
/// has nothing to hand in of ours.
fn others(asked: &Asked, course: &Course) -> Result<Vec<CourseId>, Failure> {
    let Asked { records, account, .. } = asked;
    let Some(journals) = Journals::open_to_read(records)? else { return Ok(Vec::new()) };
    let mut completed = Vec::new();
    for other in journals.courses(account)?.into_iter().filter(|other| *other != course.id) {
        let Some(journals) = Journals::open_to_read(records)? else { continue };
        let mut journal = journals.journal(account, &other)?;
        let events = journal.read()?;
        if journal.learner().is_some_and(|learner| !drafts(&other, account, learner, &events).is_empty()) {
            completed.push(other);
        }
    }
    Ok(completed)
}

/// Returns the newest completion as it was sealed once, or seals it now.
fn newest(asked: &Asked, course: &CourseId) -> Result<Option<(String, HandIn)>, Failure> {
    let Asked { data, account, .. } = asked;
    let Some(records) = Journals::open_to_read(&asked.records)? else { return Ok(None) };
    let mut journal = records.journal(account, course)?;
    let events = journal.read()?;
    let Some(learner) = journal.learner() else { return Ok(None) };
    let Some(draft) = drafts(course, account, learner, &events).pop() else { return Ok(None) };
    let kept = data.join(KEPT).join(format!("{}.json", draft.record_id().0));
    if let Some(found) = as_kept(&kept, draft.record_id()) {
        return Ok(Some(found));
    }
    let key = key_file::device(data)?;
    let hand_in = draft.seal(concat!("bedside ", env!("CARGO_PKG_VERSION")), &key).map_err(io::Error::from)?;
    let written = hand_in.written().map_err(io::Error::from)?;
    make_folder(&data.join(KEPT)).map_err(|because| Refused::File { file: kept.clone(), because })?;
    whole_file::write(&kept, |out| Ok(out.write_all(written.as_bytes())?))?;
    Ok(Some((written, hand_in)))
}

/// Returns what was sealed before; `None` where nothing was, or where it is damaged and is to be made anew.
fn as_kept(file: &Path, record: CertificateId) -> Option<(String, HandIn)> {
    let written = fs::read_to_string(file).ok()?;
    let hand_in = open(written.as_bytes()).ok().filter(|kept| kept.record_id == record)?;
    Some((written, hand_in))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Returns where in a folder a file of this name goes, which is about a record. A file of the same name that is there already and is about
/// another one, as `is_about` tells, or about none, is left alone: then the record's id is added to the name.
pub(super) fn place(folder: &Path, name: &str, record: CertificateId, is_about: impl Fn(&[u8]) -> Option<CertificateId>) -> PathBuf {
    let file = folder.join(name);
    // A pipe or a device may have no end; writing over it is refused later.
    let there = if file.is_file() { fs::read(&file).ok() } else { None };
    match there {
        Some(bytes) if is_about(&bytes) != Some(record) => {
            folder.join(format!("{}-{}.json", name.strip_suffix(".json").unwrap_or(name), record.0))
        }
        _ => file,
    }
}

/// Returns the file's name: `bedside-<learner>-<course>-<edition>-<day>.json`, small letters, digits and hyphens only. Two learners of
/// one name are told apart by their staff id, or by the beginning of their id.
#[must_use]
pub fn file_name(hand_in: &HandIn) -> String {
    let mut learner = slug(&hand_in.learner.name).unwrap_or_else(|| "learner".to_owned());
    learner.push('-');
    learner.push_str(&staff(&hand_in.learner.staff_id).unwrap_or_else(|| beginning(hand_in.learner.id.0)));
    format!("bedside-{learner}-{}-{}-{}.json", hand_in.course.id, hand_in.course.version.edition, hand_in.completed_on)
}

fn slug(words: &str) -> Option<String> {
    crate::id::LessonId::nearest(words).map(|id| id.to_string())
}

fn staff(id: &str) -> Option<String> {
    let letters: String = id.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    (!letters.is_empty()).then(|| letters.to_ascii_lowercase())
}

fn beginning(id: Uuid) -> String {
    id.simple().to_string().chars().take(8).collect()
}

/// Says what is in the file, in the learner's words.
fn told(file: &Path, hand_in: &HandIn, title: &str, say: Language) -> String {
    let HandIn { learner, completed_on, score, pass_mark, attempts, minutes, .. } = hand_in;
    let blank = |words: &str| if words.trim().is_empty() { "-".to_owned() } else { safe::line(words.trim()).into_owned() };
    let minutes = if *minutes == 0 { say.hand_in_no_minute().to_owned() } else { say.about_minutes(*minutes) };
    // A course without a quiz asks for no pass mark.
    let how = if pass_mark.0 == 0 {
        minutes
    } else {
        let quizzes = say.hand_in_quizzes(hand_in.quizzes());
        [say.hand_in_score(say.certificate_score_of(score.shown(), pass_mark)), quizzes, say.hand_in_attempts(*attempts), minutes]
            .join(", ")
    };
    let mut said = vec![
        say.hand_in_who(blank(&learner.name), blank(&learner.staff_id), blank(&learner.department)),
        say.hand_in_what(safe::line(title), hand_in.course.version, say.day(*completed_on)),
        say.hand_in_how(how),
        say.hand_in_did().to_owned(),
    ];
    said.extend(hand_in.attestation.as_ref().map(|_| say.hand_in_signed().to_owned()));
    let paragraphs = [
        say.hand_in_file(safe::line(&file.display().to_string())),
        say.hand_in_says().to_owned(),
        said.join("\n"),
        say.hand_in_stays().to_owned(),
    ];
    paragraphs.join("\n\n") + "\n"
}
