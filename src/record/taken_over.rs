//! Completions that another system tells of, in a CSV file: read line by line, and kept on that system's word and no more (assurance
//! 0). The line as it came is the evidence.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::course::{Course, Version};
use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId, Role};
use crate::prose::safe;
use crate::question::{Grade, Percent};
use crate::source::Digest;

use super::flaw::Flaw;
use super::format::unguarded;
use super::records::{Incoming, Salt};
use super::roster::{Field, Numbered, day, field, plain, separator, torn};
use super::{Assurance, Completion, fingerprint};

/// Names are made in this space, so that the same line always makes the same record.
const SPACE: Uuid = Uuid::from_u128(0x8f0c_71d2_5b0e_4d53_9a6b_3f1f_0c5e_27a4);

/// The longest line in which the column names may stand.
const LONGEST_HEADER: u64 = 1 << 16;

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tells {
    Person(Field),
    Course,
    Title,
    Version,
    Completed,
    Expires,
    Score,
    PassMark,
    Outcome,
}

/// The names of each, in small letters and without anything else. What stands in none is looked for among the columns of a roster.
const NAMES: [(Tells, &[&str]); 8] = [
    (Tells::Course, &["courseid", "course", "coursecode", "activity", "activityid", "training", "trainingid", "module", "itemid"]),
    (Tells::Title, &["coursetitle", "coursename", "activityname", "activitytitle", "trainingname", "trainingtitle", "itemname"]),
    (Tells::Version, &["courseversion", "version", "edition"]),
    (
        Tells::Completed,
        &[
            "completedon",
            "completed",
            "completion",
            "completiondate",
            "completeddate",
            "datecompleted",
            "dateofcompletion",
            "completedat",
            "finished",
            "finishedon",
            "passedon",
            "date",
        ],
    ),
    (Tells::Expires, &["expireson", "expires", "expiry", "expirydate", "expirationdate", "dateofexpiry", "validuntil", "validthrough"]),
    (Tells::Score, &["scorepercent", "score", "finalscore", "percent", "percentage", "grade"]),
    (Tells::PassMark, &["passmark", "passingscore", "masteryscore"]),
    // On a roster a status is somebody's with their employer; beside a day of completion it is that of the course.
    (
        Tells::Outcome,
        &["passed", "outcome", "result", "status", "completionstatus", "coursestatus", "lessonstatus", "trainingstatus", "passfail"],
    ),
];

/// Words for having passed, without anything but their letters. No other word is taken for one of them.
const PASSED: [&str; 23] = [
    "yes",
    "y",
    "1",
    "true",
    "t",
    "passed",
    "pass",
    "p",
    "ok",
    "complete",
    "completed",
    "done",
    "finished",
    "successful",
    "success",
    "satisfactory",
    "certified",
    "completedpassed",
    "passedcompleted",
    "aprobado",
    "completado",
    "bestanden",
    "réussi",
];

/// Words for not having passed.
const NOT_PASSED: [&str; 14] = [
    "no",
    "n",
    "0",
    "false",
    "f",
    "failed",
    "fail",
    "incomplete",
    "notattempted",
    "inprogress",
    "notcompleted",
    "notpassed",
    "notstarted",
    "didnotpass",
];

/// Why a file of completions cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// The machine refuses.
    #[error("it cannot be read: {because}")]
    Refused {
        /// What it said.
        because: String,
    },
    /// It is in another encoding.
    #[error("it is not UTF-8 text; save it again from the spreadsheet as \"CSV UTF-8\"")]
    OtherEncoding,
    /// Its first line is not whole.
    #[error("{because}; put the names of the columns on one line, and save it again from the spreadsheet as \"CSV UTF-8\"")]
    Torn {
        /// Why.
        because: &'static str,
    },
    /// Its first line does not say what is where.
    #[error("its first line names no column for {lacks}")]
    Lacks {
        /// What.
        lacks: &'static str,
    },
    /// Two columns tell the same.
    #[error("two of its columns, `{first}` and `{second}`, seem to tell the same; rename the one that is not meant")]
    Twice {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
}

/// A line: its number, and the record that it makes or what is wrong with it.
pub type Line = (u64, Result<Incoming, Flaw>);

/// A file of completions being read.
pub struct TakenOver<'a, R> {
    lines: csv::Reader<Numbered<R>>,
    names: Vec<String>,
    tells: Vec<Option<Tells>>,
    line: StringRecord,
    /// The course that is meant where none is named.
    course: &'a Course,
    now: Timestamp,
}

impl<'a, R: Read> TakenOver<'a, BufReader<R>> {
    /// Reads the first line, which names the columns.
    ///
    /// # Errors
    /// [`Unusable`], where it does not.
    pub fn open(from: R, course: &'a Course, now: Timestamp) -> Result<Self, Unusable> {
        let refused = |because: std::io::Error| Unusable::Refused { because: because.to_string() };
        let mut from = BufReader::with_capacity(1 << 16, from);
        if from.fill_buf().map_err(refused)?.starts_with("\u{feff}".as_bytes()) {
            from.consume(3);
        }
        let mut first = Vec::new();
        from.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut first).map_err(refused)?;
        let first = String::from_utf8(first).map_err(|_| Unusable::OtherEncoding)?;
        if let Some(because) = torn(&first) {
            return Err(Unusable::Torn { because });
        }
        let separator = separator(&first);
        let mut head = ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(first.as_bytes());
        let names = head.records().next().and_then(Result::ok).unwrap_or_default();
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        let tells = meant(&names)?;
        let lines = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(Numbered::new(from));
        Ok(Self { lines, names, tells, line: StringRecord::new(), course, now })
    }
}

/// Says what each column tells.
fn meant(names: &[String]) -> Result<Vec<Option<Tells>>, Unusable> {
    let mut tells: Vec<Option<Tells>> = Vec::new();
    for name in names {
        let known = NAMES.iter().find(|(_, names)| names.contains(&plain(name).as_str())).map(|(tells, _)| *tells);
        let found = known.or_else(|| field(name).map(Tells::Person));
        // A moment and its day are told beside each other; one of them is enough.
        let met = tells.iter().position(|before| found.is_some() && *before == found);
        match met.and_then(|place| names.get(place)) {
            Some(_) if found == Some(Tells::Completed) => tells.push(None),
            Some(first) => return Err(Unusable::Twice { first: first.clone(), second: name.clone() }),
            None => tells.push(found),
        }
    }
    let has = |wanted: Tells| tells.contains(&Some(wanted));
    let person = |field: Field| has(Tells::Person(field));
    if !(person(Field::StaffId) || person(Field::Name) || (person(Field::Given) && person(Field::Family))) {
        return Err(Unusable::Lacks { lacks: "people, such as `staff id` or `name`" });
    }
    if !has(Tells::Completed) {
        return Err(Unusable::Lacks { lacks: "the day of completion, such as `completed on`" });
    }
    Ok(tells)
}

impl<R: Read> TakenOver<'_, R> {
    /// Returns the cell of a column, harmless and trimmed; empty where there is none.
    fn cell(&self, wanted: Tells) -> String {
        let place = self.tells.iter().position(|tells| *tells == Some(wanted));
        let cell = place.and_then(|place| self.line.get(place)).unwrap_or_default();
        safe::line(&unguarded(cell.trim())).trim().to_owned()
    }

    fn day(&self, wanted: Tells, column: &str) -> Result<Option<Date>, Flaw> {
        let cell = self.cell(wanted);
        if cell.is_empty() {
            return Ok(None);
        }
        day(&cell).map(Some).ok_or_else(|| line(format!("`{cell}` in the column for {column} is no day; write it as 2026-11-23")))
    }

    fn percent(&self, wanted: Tells) -> Result<Option<Percent>, Flaw> {
        let cell = self.cell(wanted);
        let number = cell.trim_end_matches('%').trim();
        if number.is_empty() {
            return Ok(None);
        }
        let is_share = |rest: &str| rest.trim_end_matches('0').chars().any(|digit| digit.is_ascii_digit());
        if !cell.ends_with('%') && number.strip_prefix(['0']).and_then(|rest| rest.strip_prefix(['.', ','])).is_some_and(is_share) {
            return Err(line(format!("`{cell}` looks like a share of 1; write per cent, such as 85")));
        }
        // Rounded down, as everywhere.
        let whole = number.split(['.', ',']).next().and_then(|whole| whole.parse::<u8>().ok()).filter(|whole| *whole <= 100);
        whole.map(|whole| Some(Percent(whole))).ok_or_else(|| line(format!("`{cell}` is no number of per cent from 0 to 100")))
    }

    fn name(&self) -> String {
        let name = self.cell(Tells::Person(Field::Name));
        if !name.is_empty() {
            return name;
        }
        let (given, family) = (self.cell(Tells::Person(Field::Given)), self.cell(Tells::Person(Field::Family)));
        format!("{given} {family}").trim().to_owned()
    }

    /// Returns the course that is meant: its id, its title, and its version where the file tells it.
    fn course(&self) -> Result<(CourseId, String, Version), Flaw> {
        let (id, title) = (self.cell(Tells::Course), self.cell(Tells::Title));
        let version = Version::read(&self.cell(Tells::Version)).unwrap_or(Version { edition: 0, revision: 0 });
        let own = self.course;
        let said = if id.is_empty() { &title } else { &id };
        if said.is_empty() || *said == own.id.as_str() || said.to_lowercase() == own.title.to_lowercase() {
            return Ok((own.id.clone(), own.title.clone(), version));
        }
        let named = CourseId::new(said).ok().or_else(|| CourseId::nearest(said));
        let id = named.ok_or_else(|| line(format!("`{said}` names no course")))?;
        Ok((id, if title.is_empty() { said.clone() } else { title }, version))
    }

    /// Whether the line says that the course was passed, or says nothing of it: the day of completion says so then.
    fn is_passed(&self) -> Result<(), Flaw> {
        let cell = self.cell(Tells::Outcome);
        let word: String = cell.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        if word.is_empty() || PASSED.contains(&word.as_str()) {
            Ok(())
        } else if NOT_PASSED.contains(&word.as_str()) {
            Err(line("it says that the course was not passed, so there is nothing to keep"))
        } else {
            Err(line(format!("`{cell}` does not say whether the course was passed; write `passed`, or take the line out")))
        }
    }

    fn incoming(&self, salt: Salt) -> Result<Incoming, Flaw> {
        let (staff_id, name) = (self.cell(Tells::Person(Field::StaffId)), self.name());
        if staff_id.is_empty() && name.is_empty() {
            return Err(line("it has neither a staff id nor a name"));
        }
        self.is_passed()?;
        let completed_on = self.day(Tells::Completed, "the day of completion")?.ok_or_else(|| line("it has no day of completion"))?;
        let completed_at =
            completed_on.to_zoned_datetime(TimeZone::UTC).map(|moment| moment.timestamp()).map_err(|said| line(said.to_string()))?;
        // West of Greenwich, somebody's today begins when ours is nearly over.
        let tomorrow = self.now.to_zoned_datetime(TimeZone::UTC).date().saturating_add(1.day());
        if completed_on > tomorrow {
            return Err(Flaw::Future { at: completed_at });
        }
        let (course_id, course_title, course_version) = self.course()?;
        let who = if staff_id.is_empty() { format!("name\n{}", name.to_lowercase()) } else { format!("id\n{}", staff_id.to_lowercase()) };
        let (score, pass_mark) = (self.percent(Tells::Score)?, self.percent(Tells::PassMark)?);
        if let (Some(Percent(score)), Some(Percent(pass))) = (score, pass_mark)
            && score < pass
        {
            return Err(line(format!("its score of {score} % is below its pass mark of {pass} %, so there is nothing to keep")));
        }
        let expires_on = self.day(Tells::Expires, "the last valid day")?;
        if let Some(day) = expires_on.filter(|day| *day < completed_on) {
            return Err(line(format!("its last valid day, {day}, is before the day of completion, {completed_on}")));
        }
        let grade = score.map_or(Grade::NONE, Grade::percent);
        let (score_earned, score_of) = grade.ratio();
        let role = self.cell(Tells::Person(Field::Role)).to_lowercase();
        let completion = Completion {
            record_id: CertificateId(named(&format!("record\n{who}\n{course_id}\n{completed_on}"))),
            learner_id: LearnerId(named(&format!("learner\n{who}"))),
            account: String::new(),
            name,
            role: Role::ALL.into_iter().find(|known| known.word() == role || known.called().to_lowercase() == role),
            staff_id,
            department: self.cell(Tells::Person(Field::Department)),
            course_id,
            course_title,
            course_version,
            // Nobody knows what exactly was taught.
            course_digest: Digest([0; 32]),
            started_at: None,
            completed_at,
            completed_on,
            expires_on,
            score_percent: score.unwrap_or(Percent(0)),
            score_earned,
            score_of,
            pass_mark: pass_mark.unwrap_or(Percent(0)),
            passed: true,
            attempts: 0,
            minutes: 0,
            assurance: Assurance::SELF_ATTESTED,
            organization: self.cell(Tells::Person(Field::Organization)),
            original_score: None,
        };
        let document = self.document();
        let digest = fingerprint::of(&[document.as_bytes()]);
        Ok(Incoming { completion, key: String::new(), enrolled: false, document, digest, salt })
    }

    /// Writes the line down as canonical JSON: every cell under the name of its column.
    fn document(&self) -> String {
        let row: BTreeMap<&str, &str> = self.names.iter().map(String::as_str).zip(&self.line).collect();
        serde_json_canonicalizer::to_string(&serde_json::json!({ "row": row, "taken_over": 1 })).unwrap_or_default()
    }

    /// Returns the next line that is not empty. `salt` gives each record its own.
    ///
    /// # Errors
    /// What `salt` says where it has none.
    pub fn next<E>(&mut self, salt: impl FnOnce() -> Result<Salt, E>) -> Result<Option<Line>, E> {
        loop {
            let read = self.lines.read_record(&mut self.line);
            // The first line was read before.
            let number = self.lines.get_mut().line_of(self.line.position().map_or(0, csv::Position::byte)) + 1;
            return match read {
                Ok(false) => Ok(None),
                Ok(true) if self.line.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(true) => Ok(Some((number, self.incoming(salt()?)))),
                Err(said) => Ok(Some((number, Err(line(said.to_string()))))),
            };
        }
    }
}

fn named(words: &str) -> Uuid {
    Uuid::new_v5(&SPACE, words.as_bytes())
}

fn line(because: impl Into<String>) -> Flaw {
    Flaw::Line { because: because.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> Course {
        let text = "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\ncontact = \"a@example.org\"\nversion = \"1.4\"\n";
        let lesson = "title = \"Privacy\"\n[[page]]\nid = \"one\"\ntitle = \"One\"\ntext = \"Words.\"\n";
        let content = |text: &'static str| crate::source::Content::Text(text.into());
        let texts = [("course.toml".into(), content(text)), ("lessons/privacy.toml".into(), content(lesson))].into();
        let files = crate::source::Files { texts, ..crate::source::Files::default() };
        crate::course::read(std::sync::Arc::new(files)).course.unwrap()
    }

    fn read(text: &str) -> Result<Vec<Line>, Unusable> {
        let course = course();
        let mut file = TakenOver::open(text.as_bytes(), &course, "2026-11-25T12:00:00Z".parse().unwrap())?;
        let mut found = Vec::new();
        while let Some(one) = file.next(|| Ok::<_, ()>(Salt([7; 16]))).unwrap() {
            found.push(one);
        }
        Ok(found)
    }

    #[test]
    fn a_line_of_another_system_becomes_a_record_on_that_systems_word() {
        let found = read(
            "\u{feff}Employee No;Full Name;Dept;Course;Completion Date;Expiration Date;Score;Passing Score;Result\n\
            0071;Ana Sokolová;Surgery;sample;11/20/2025;11/19/2026;86.7 %;80;Passed\n;;;;;;;;\n;Bo;;Hand hygiene;2026-01-02;;;;\n",
        );
        let found = found.unwrap();
        let [(2, Ok(ana)), (4, Ok(bo))] = found.as_slice() else { panic!("{found:?}") };
        let Completion { name, staff_id, department, course_title, completed_on, expires_on, score_percent, pass_mark, assurance, .. } =
            &ana.completion;
        assert_eq!((name.as_str(), staff_id.as_str(), department.as_str()), ("Ana Sokolová", "0071", "Surgery"));
        assert_eq!((course_title.as_str(), completed_on.to_string().as_str()), ("Before You Post", "2025-11-20"));
        assert_eq!((*expires_on, *score_percent, *pass_mark), (Some("2026-11-19".parse().unwrap()), Percent(86), Percent(80)));
        assert_eq!((*assurance, ana.key.as_str(), ana.enrolled), (Assurance::SELF_ATTESTED, "", false));
        assert_eq!((bo.completion.course_id.as_str(), bo.completion.course_title.as_str()), ("hand-hygiene", "Hand hygiene"));
        assert!(!bo.completion.is_scored());
        assert_eq!(
            bo.document,
            r#"{"row":{"Completion Date":"2026-01-02","Course":"Hand hygiene","Dept":"","Employee No":"","Expiration Date":"","Full Name":"Bo","Passing Score":"","Result":"","Score":""},"taken_over":1}"#
        );
    }

    #[test]
    fn the_same_line_is_the_same_record_and_a_person_stays_one_person() {
        let one = read("staff id,completed\nA71,2026-01-02\n").unwrap().remove(0).1.unwrap();
        let again = read("name,staff id,completed\nAna,a71,2026-01-02\n").unwrap().remove(0).1.unwrap();
        assert_eq!(one.completion.record_id, again.completion.record_id);
        let next = read("staff id,completed\na71,2026-01-03\n").unwrap().remove(0).1.unwrap();
        assert_ne!(one.completion.record_id, next.completion.record_id);
        assert_eq!(one.completion.learner_id, next.completion.learner_id);
    }

    #[test]
    fn what_is_wrong_is_told_by_line() {
        let found =
            read("staff id,completed,score,passed\n1,soon,,\n2,2026-01-02,many,\n3,2027-01-02,,\n4,2026-01-02,,no\n,2026-01-02,,\n5,,,\n");
        let told: Vec<String> = found.unwrap().into_iter().map(|(line, read)| format!("{line}: {}", read.unwrap_err())).collect();
        let after_empty = read("staff id,completed\n\n\n1,soon\r\n\r\n2,soon\n").unwrap();
        assert_eq!(after_empty.into_iter().map(|(line, _)| line).collect::<Vec<_>>(), [4, 6]);
        assert_eq!(
            told,
            [
                "2: the line cannot be used: `soon` in the column for the day of completion is no day; write it as 2026-11-23",
                "3: the line cannot be used: `many` is no number of per cent from 0 to 100",
                "4: it tells of 2027-01-02T00:00:00Z, which is still to come by this computer's clock",
                "5: the line cannot be used: it says that the course was not passed, so there is nothing to keep",
                "6: the line cannot be used: it has neither a staff id nor a name",
                "7: the line cannot be used: it has no day of completion",
            ]
        );
        for (file, because) in [
            ("", Unusable::Lacks { lacks: "people, such as `staff id` or `name`" }),
            ("a,b\n", Unusable::Lacks { lacks: "people, such as `staff id` or `name`" }),
            ("staff id\n", Unusable::Lacks { lacks: "the day of completion, such as `completed on`" }),
            ("staff id,emp no,completed\n", Unusable::Twice { first: "staff id".into(), second: "emp no".into() }),
        ] {
            assert_eq!(read(file).unwrap_err(), because);
        }
    }

    #[test]
    fn who_did_not_pass_is_not_taken_for_one_who_did() {
        let told = |text: &str| match read(text).unwrap().remove(0).1 {
            Ok(_) => "taken".to_owned(),
            Err(flaw) => flaw.to_string().replace("the line cannot be used: ", ""),
        };
        for word in ["Passed", "completed", "Completed/Passed", "YES", "1", ""] {
            assert_eq!(told(&format!("staff id,completed on,status\n1,2026-01-02,{word}\n")), "taken", "{word}");
        }
        for word in ["Failed", "In Progress", "Not Started", "Not passed", "Did not pass", "0"] {
            let said = told(&format!("staff id,completed on,completion status\n1,2026-01-02,{word}\n"));
            assert_eq!(said, "it says that the course was not passed, so there is nothing to keep", "{word}");
        }
        for word in ["Enrolled", "Withdrawn", "active"] {
            let said = told(&format!("staff id,completed on,status\n1,2026-01-02,{word}\n"));
            assert_eq!(said, format!("`{word}` does not say whether the course was passed; write `passed`, or take the line out"));
        }
        for (cells, said) in [
            ("50,80,", "its score of 50 % is below its pass mark of 80 %, so there is nothing to keep"),
            ("0.85,,", "`0.85` looks like a share of 1; write per cent, such as 85"),
            (",,2025-01-01", "its last valid day, 2025-01-01, is before the day of completion, 2026-01-02"),
            ("0.0,,", "taken"),
            ("0,0,2026-01-02", "taken"),
        ] {
            assert_eq!(told(&format!("staff id,completed on,score,pass mark,expires on\n1,2026-01-02,{cells}\n")), said);
        }
    }

    #[test]
    fn an_export_of_our_own_can_be_taken_over() {
        let head = <Completion as super::super::table::Row>::COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>().join(",");
        assert!(read(&format!("{head}\n")).unwrap().is_empty());
    }
}
