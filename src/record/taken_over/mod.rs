//! Completions that another system tells of, in a CSV file: read line by line, and kept on that system's word and no more (assurance
//! 0). The line as it came is the evidence.

mod columns;
mod kept;
mod line;
mod order;
mod same;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use csv::{ReaderBuilder, StringRecord};
use jiff::Timestamp;

use crate::course::Course;

use super::fingerprint;
use super::flaw::Flaw;
use super::records::{Incoming, Salt};
use super::roster::{Numbered, OPEN, Unread, separator, torn};

use columns::{Tells, is_known, meant};
use kept::Kept;
use line::{Cells, line};

pub use columns::Unusable;
pub(super) use kept::{Again, again};
pub use kept::{instead_of, stands_instead_of};
pub(super) use line::Meant;
pub use same::{Comparison, Sameness};

/// The longest line in which the column names may stand.
const LONGEST_HEADER: u64 = 1 << 16;

/// A line: its number, and the record that it makes or what is wrong with it.
pub type Line = (u64, Result<Incoming, Flaw>);

/// A file of completions being read.
pub struct TakenOver<'a, R> {
    lines: csv::Reader<Numbered<R>>,
    names: Vec<String>,
    tells: Vec<Option<Tells>>,
    line: StringRecord,
    separator: u8,
    /// What stands in the columns that are not read.
    unread: Unread,
    /// The line of the last row, where a quotation mark in it may have stayed open.
    open_since: Option<u64>,
    /// The course that is meant where none is named, and then the others that are known.
    courses: &'a [&'a Course],
    now: Timestamp,
}

impl<'a, R: Read> TakenOver<'a, BufReader<R>> {
    /// Reads the first line, which names the columns. Of the courses that are known, the first is meant where a line names none.
    ///
    /// # Errors
    /// [`Unusable`], where it does not.
    pub fn open(from: R, courses: &'a [&'a Course], now: Timestamp) -> Result<Self, Unusable> {
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
        let lines = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(Numbered::new(from, separator));
        let unread = Unread::of(names.iter().zip(&tells).map(|(name, tells)| (name, tells.is_some() || is_known(name))));
        Ok(Self { lines, names, tells, line: StringRecord::new(), separator, unread, open_since: None, courses, now })
    }
}

impl<R: Read> TakenOver<'_, R> {
    fn incoming(&self, salt: Salt) -> Result<Incoming, Flaw> {
        let Self { tells, line, courses, now, separator, .. } = self;
        let courses: Vec<Meant<'_>> = courses.iter().map(|course| Meant::of(course)).collect();
        let cells = Cells { tells, line, courses: &courses, now: *now, separator: *separator };
        if let Some(said) = cells.taken_back() {
            return Err(Flaw::TakenBack { said });
        }
        let completion = cells.completion()?;
        let document = self.document();
        let digest = fingerprint::of(&[document.as_bytes()]);
        Ok(Incoming { completion, key: String::new(), document, digest, salt })
    }

    /// Writes the line down: every cell under the name of its column.
    fn document(&self) -> String {
        // Of two columns of one name the first is the one that counts, here as above.
        let mut row: BTreeMap<String, String> = BTreeMap::new();
        for (name, cell) in self.names.iter().zip(&self.line) {
            row.entry(name.clone()).or_insert_with(|| cell.to_owned());
        }
        Kept { instead_of: None, row, taken_over: 1 }.written()
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
                // The lines that it swallowed are not told of by anybody else.
                Ok(false) => Ok(self.open_since.take().map(|number| (number, Err(line(OPEN))))),
                Ok(true) if self.line.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(true) => {
                    self.open_since = self.lines.get_mut().may_be_open(&self.line).then_some(number);
                    Ok(Some((number, self.incoming(salt()?))))
                }
                Err(said) if matches!(said.kind(), csv::ErrorKind::Utf8 { .. }) => Ok(Some((number, Err(Flaw::Encoding)))),
                Err(said) => Ok(Some((number, Err(line(said.to_string()))))),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::question::Percent;
    use crate::record::{Assurance, Completion};

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
        let courses = [&course];
        let mut file = TakenOver::open(text.as_bytes(), &courses, "2026-11-25T12:00:00Z".parse().unwrap())?;
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
        assert_eq!((*assurance, ana.key.as_str(), ana.completion.enrolled), (Assurance::SELF_ATTESTED, "", false));
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
    fn where_the_table_does_not_say_until_when_the_course_does() {
        let found = read(
            "staff id,course,completed,expires\n1,sample,2025-11-30,\n2,,2025-11-30,\n3,sample,2025-11-30,2030-01-01\n4,other,2025-11-30,\n",
        );
        let until: Vec<_> = found.unwrap().into_iter().map(|(_, read)| read.unwrap().completion.expires_on).collect();
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(until, [day("2026-11-30"), day("2026-11-30"), day("2030-01-01"), None], "of another course nobody here knows it");
    }

    #[test]
    fn a_quotation_mark_that_a_later_one_closes_makes_no_completion() {
        let found =
            read("staff id,name,completed on\n1,A,2026-03-01\n2,\"Un Closed,2026-03-01\n3,\"B Bee\",2026-03-02\n4,C,2026-03-02\n").unwrap();
        let told: Vec<_> = found.iter().map(|(line, read)| (*line, read.is_ok())).collect();
        assert_eq!(told, [(2, true), (3, false), (5, true)]);
        assert!(found[1].1.as_ref().unwrap_err().to_string().contains("a quotation mark is missing, or one too many"));
    }

    #[test]
    fn lines_that_an_open_quotation_mark_swallowed_are_told_of() {
        let told = |text: &str| -> Vec<String> {
            let found = read(text).unwrap().into_iter();
            found.map(|(line, read)| format!("{line} {}", read.map_or_else(|flaw| flaw.to_string(), |_| "taken".to_owned()))).collect()
        };
        let head = "staff id,completed,comment";
        let open = "3 the line cannot be used: a quotation mark on it is never closed, so every line below was taken for the same cell; close it, or take it out";
        assert_eq!(
            told(&format!("{head}\n1,2026-01-02,\n2,2026-01-02,\"oh\n3,2026-01-02,\n4,2026-01-02,\n")),
            ["2 taken", "3 taken", open]
        );
        for whole in
            ["1,2026-01-02,\"two\nlines\"\n2,2026-01-02,5\" long\n", "1,2026-01-02,5\" long\n2,2026-01-02,\"an \"\"odd\"\" one\"\n"]
        {
            assert_eq!(told(&format!("{head}\n{whole}")).iter().filter(|line| line.ends_with("taken")).count(), 2, "{whole}");
            assert_eq!(told(&format!("{head}\n{whole}")).len(), 2, "{whole}");
        }
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
    fn what_was_revoked_where_it_comes_from_is_left_out() {
        let told = |cell: &str| read(&format!("staff id,completed on,revoked_at\n1,2026-01-02,{cell}\n")).unwrap().remove(0).1;
        let said = told("2026-03-04T10:00:00Z").unwrap_err();
        assert_eq!((said.word(), said.to_string().as_str()), ("revoked", "it was revoked where it comes from: `2026-03-04T10:00:00Z`"));
        assert!(told("yes").is_err());
        for cell in ["", " ", "no", "FALSE", "0"] {
            assert!(told(cell).is_ok(), "{cell}");
        }
        let both = "staff id,completed on,revoked,revoked on\n1,2026-01-02,no,2026-03-04\n2,2026-01-02,no,\n";
        assert_eq!(read(both).unwrap().iter().map(|(_, read)| read.is_ok()).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn another_encoding_is_told_of_wherever_it_shows_with_what_to_do() {
        let course = course();
        let courses = [&course];
        let latin = b"staff id,name,completed on\n1,Ana,2026-01-02\n2,Zo\xeb,2026-01-02\n".as_slice();
        let mut file = TakenOver::open(latin, &courses, "2026-11-25T12:00:00Z".parse().unwrap()).unwrap();
        let mut next = || file.next(|| Ok::<_, ()>(Salt([7; 16]))).unwrap();
        assert!(next().unwrap().1.is_ok());
        assert_eq!(next().unwrap(), (3, Err(Flaw::Encoding)));
        let flaw = TakenOver::open(b"staff id,pr\xe9nom,completed on\n".as_slice(), &courses, Timestamp::UNIX_EPOCH).err().map(Flaw::from);
        assert!(flaw.unwrap().help().contains("in Excel: File, Save As"));
    }

    #[test]
    fn an_export_of_our_own_can_be_taken_over() {
        let head = <Completion as super::super::table::Row>::COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>().join(",");
        assert!(read(&format!("{head}\n")).unwrap().is_empty());
    }
}
