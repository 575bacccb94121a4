//! Reads a roster person by person, so that its length does not matter.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};

use csv::{ByteRecord, ReaderBuilder};
use jiff::civil::Date;

use crate::prose::safe;

use super::again::{Again, Meets, Met};
use super::cell::told;
use super::header::{Field, fields_of, separator, torn};
use super::numbered::{Numbered, OPEN, SWALLOWED, swallows};
use super::status::{Status, Strange, is_inactive, status};
use super::{Days, Left, Person, Unread, day, is_no_day};

/// The longest line in which the column names may stand.
const LONGEST_HEADER: u64 = 1 << 16;

/// A roster being read.
#[derive(Debug)]
pub struct Roster<R> {
    lines: csv::Reader<Numbered<R>>,
    fields: Vec<Option<Field>>,
    met: Met,
    /// Who stands on several lines, as far as they were read.
    again: Again,
    /// The lines that count for nothing.
    without: BTreeSet<u64>,
    /// The day on which its status is so, where that is known.
    as_of: Option<Date>,
    record: ByteRecord,
    separator: u8,
    /// What the days that were read so far tell of each other.
    days: Days,
    /// Words for a status that were read so far and say nothing.
    strange: Strange,
    /// What stands in the columns that are not read.
    unread: Unread,
    /// The line of the last row, where a quotation mark in it may have stayed open.
    open_since: Option<u64>,
}

/// Why a roster cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The machine refused.
    #[error("could not read the roster: {0}")]
    Refused(#[from] io::Error),
    /// It has no first line.
    #[error("the roster is empty\nits first line names the columns, such as `staff id,name,department,hired`")]
    Empty,
    /// It is in another encoding.
    #[error(
        "the roster is not UTF-8 text, so that names would come out wrong\nsave it again as UTF-8; in Excel: File, Save As, and there the type \"CSV UTF-8\""
    )]
    OtherEncoding,
    /// Its first line is not whole.
    #[error("the roster cannot be read by lines: {because}\nput the names of the columns on one line, and save it again as \"CSV UTF-8\"")]
    Torn {
        /// Why.
        because: &'static str,
    },
    /// No column says who somebody is.
    #[error(
        "the first line of the roster names no column for people; it has {found}\n\
         name one of them `staff id`, or at least `name` or `first name` and `last name`"
    )]
    Nobody {
        /// The names it has.
        found: String,
    },
    /// Two columns hold the same.
    #[error("two columns of the roster, `{first}` and `{second}`, seem to hold the same\nrename the one that is not meant, or take it out")]
    Twice {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
}

/// What is wrong with one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {wrong}")]
pub struct Problem {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong, and what to write.
    pub wrong: String,
}

impl<R: Read> Roster<BufReader<R>> {
    /// Reads the first line, which names the columns.
    ///
    /// # Errors
    /// [`Unusable`], where it does not.
    pub fn open(from: R) -> Result<Self, Unusable> {
        let mut from = BufReader::with_capacity(1 << 16, from);
        let start = from.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(Unusable::OtherEncoding);
        }
        if start.starts_with("\u{feff}".as_bytes()) {
            from.consume(3);
        }
        let mut first = Vec::new();
        from.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut first)?;
        let first = String::from_utf8(first).map_err(|_| Unusable::OtherEncoding)?;
        if first.trim().is_empty() {
            return Err(Unusable::Empty);
        }
        if let Some(because) = torn(&first) {
            return Err(Unusable::Torn { because });
        }
        let separator = separator(&first);
        let mut head = ReaderBuilder::new().delimiter(separator).has_headers(false).from_reader(first.as_bytes());
        let names: Vec<String> = head
            .records()
            .filter_map(Result::ok)
            .flat_map(|line| line.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>())
            .collect();
        let fields = fields(&names)?;
        let unread = Unread::of(names.iter().zip(fields.iter().map(Option::is_some)));
        let lines = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(Numbered::new(from, separator));
        Ok(Self {
            lines,
            fields,
            met: Met::default(),
            again: Again::default(),
            without: BTreeSet::new(),
            as_of: None,
            record: ByteRecord::new(),
            separator,
            days: Days::default(),
            strange: Strange::default(),
            unread,
            open_since: None,
        })
    }
}

fn fields(names: &[String]) -> Result<Vec<Option<Field>>, Unusable> {
    let mut fields: Vec<Option<Field>> = Vec::new();
    for (name, found) in names.iter().zip(fields_of(names)) {
        let before = fields.iter().position(|before| found.is_some() && *before == found).and_then(|place| names.get(place));
        if let Some(first) = before {
            return Err(Unusable::Twice { first: shortened(first), second: shortened(name) });
        }
        fields.push(found);
    }
    let has = |field: Field| fields.contains(&Some(field));
    if has(Field::StaffId) || has(Field::Name) || (has(Field::Given) && has(Field::Family)) {
        return Ok(fields);
    }
    let found = names.iter().map(|name| format!("`{}`", shortened(name))).collect::<Vec<_>>().join(", ");
    Err(Unusable::Nobody { found: cut(&found, 200) })
}

impl<R: Read> Roster<R> {
    /// Returns what the days of those who were read so far tell of how they are all written.
    #[must_use]
    pub const fn days(&self) -> &Days {
        &self.days
    }

    /// Reads it without these lines, whose people stand on others.
    #[must_use]
    pub fn without(mut self, lines: BTreeSet<u64>) -> Self {
        self.without = lines;
        self
    }

    /// Reads it as one that was written by this day.
    #[must_use]
    pub const fn as_of(mut self, today: Date) -> Self {
        self.as_of = Some(today);
        self
    }

    /// Returns who stands on several of the lines that were read so far.
    #[must_use]
    pub const fn again(&self) -> &Again {
        &self.again
    }

    /// Returns the words for a status that were read so far and say nothing.
    #[must_use]
    pub const fn strange(&self) -> &Strange {
        &self.strange
    }

    /// Returns what stands in the columns that are not read, as far as it was looked at.
    #[must_use]
    pub const fn unread(&self) -> &Unread {
        &self.unread
    }

    fn person(&mut self, line: u64) -> Result<Option<Person>, Problem> {
        let problem = |wrong: String| Problem { line, wrong };
        let mut person = Person { line, ..Person::default() };
        let (mut left, mut is_gone) = (None, false);
        let mut is_blank = true;
        for (place, (cell, field)) in self.record.iter().zip(&self.fields).enumerate() {
            let Ok(cell) = std::str::from_utf8(cell) else {
                return Err(problem(
                    "it is not UTF-8 text; save the roster again as UTF-8 (in Excel: File, Save As, and there the type \"CSV UTF-8\")"
                        .to_owned(),
                ));
            };
            let is_somebody = matches!(field, Some(Field::StaffId | Field::Name | Field::Given | Field::Family | Field::Mail));
            if is_somebody && swallows(cell, self.separator, self.fields.len()) {
                return Err(problem(SWALLOWED.to_owned()));
            }
            let cell = safe::line(told(cell));
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            is_blank = false;
            if matches!(field, Some(Field::Born | Field::Hired | Field::Left)) {
                self.days.take(line, cell);
            }
            let dated = |column: &str| {
                day(cell)
                    .ok_or_else(|| problem(format!("`{}` in the column for {column} is no day; write it as 2026-11-23", shortened(cell))))
            };
            match field {
                Some(Field::StaffId) => cell.clone_into(&mut person.staff_id),
                Some(Field::Name) => cell.clone_into(&mut person.name),
                Some(Field::Given) => cell.clone_into(&mut person.given),
                Some(Field::Family) => cell.clone_into(&mut person.family),
                Some(Field::Mail) => cell.clone_into(&mut person.mail),
                Some(Field::Npi) => cell.clone_into(&mut person.npi),
                Some(Field::Organization) => cell.clone_into(&mut person.organization),
                Some(Field::Department) => cell.clone_into(&mut person.department),
                Some(Field::Site) => cell.clone_into(&mut person.site),
                Some(Field::Role) => cell.clone_into(&mut person.role),
                Some(Field::State) => cell.clone_into(&mut person.state),
                Some(Field::Born) => cell.clone_into(&mut person.born),
                Some(Field::Hired | Field::Left) if is_no_day(cell) => {}
                Some(Field::Hired) => person.hired = Some(dated("hiring")?),
                Some(Field::Left) => left = Some(dated("leaving")?),
                Some(Field::Status) => match status(cell) {
                    Status::Here => {}
                    Status::Gone => is_gone = true,
                    Status::Unknown => self.strange.take(line, &shortened(cell)),
                },
                Some(Field::Active) => is_gone |= is_inactive(cell),
                None => self.unread.take(place, cell),
            }
        }
        if is_blank {
            return Ok(None);
        }
        if person.name.is_empty() {
            format!("{} {}", person.given, person.family).trim().clone_into(&mut person.name);
        }
        if person.staff_id.is_empty() && person.name.is_empty() {
            return Err(problem("it has neither a staff id nor a name".to_owned()));
        }
        // Who was hired again after they had left is here: personnel systems keep the day on which they left before.
        let is_back = !is_gone && left.is_some_and(|last| person.hired.is_some_and(|hired| hired > last));
        person.left = match left {
            // A day that is still to come brings nobody back whose status says that they are gone.
            Some(last) if is_gone && self.as_of.is_some_and(|today| last >= today) => Left::Yes,
            Some(last) if !is_back => Left::After(last),
            None if is_gone => Left::Yes,
            _ => Left::No,
        };
        if self.without.contains(&line) {
            return Ok(None);
        }
        match self.met.take(&person, &mut self.again) {
            Meets::Another(before) => {
                let staff_id = shortened(&person.staff_id);
                return Err(problem(format!("the staff id `{staff_id}` stands on line {before} already; take one of the two out")));
            }
            Meets::OneMore if self.again.passed_over.contains(&line) => return Ok(None),
            Meets::OneMore | Meets::Nobody => {}
        }
        Ok(Some(person))
    }
}

impl<R: Read> Iterator for Roster<R> {
    type Item = Result<Person, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let read = self.lines.read_byte_record(&mut self.record);
            // The first line was read before.
            let line = self.lines.get_mut().line_of(self.record.position().map_or(0, csv::Position::byte)) + 1;
            match read {
                // Nobody else tells of the people that it swallowed.
                Ok(false) => return self.open_since.take().map(|line| Err(Problem { line, wrong: OPEN.to_owned() })),
                Ok(true) => self.open_since = self.lines.get_mut().may_be_open(&self.record).then_some(line),
                Err(said) => return Some(Err(Problem { line, wrong: said.to_string() })),
            }
            match self.person(line) {
                Ok(None) => {}
                Ok(Some(person)) => return Some(Ok(person)),
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

/// Returns the beginning of what somebody wrote, for a message.
fn shortened(written: &str) -> String {
    cut(written, 40)
}

/// Returns so many letters of what was written.
fn cut(written: &str, most: usize) -> String {
    let short: String = written.chars().take(most).collect();
    if short.len() < written.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Person, Problem>> {
        Roster::open(text.as_bytes()).unwrap().collect()
    }

    #[test]
    fn people_that_an_open_quotation_mark_swallowed_are_told_of() {
        let swallowed = read("staff id,name,title\n1,Ana,\n2,Bo,\"MD\n3,Cem,\n4,Dee,\n");
        let problem = swallowed.last().unwrap().as_ref().unwrap_err();
        assert!(problem.line == 3 && problem.wrong.contains("never closed"), "{problem}");
        let closed_later = read("staff id,name,title\n1,\"Ana,MD\n2,\"Bo\",MD\n3,Cem,MD\n");
        assert!(closed_later[0].as_ref().unwrap_err().wrong.contains("goes on into the next line"), "{closed_later:?}");
        let whole = read("staff id,name,title\n1,Ana,\"MD\nPhD\"\n2,O\"Brien,\n");
        assert!(whole.len() == 2 && whole.iter().all(Result::is_ok), "{whole:?}");
    }

    #[test]
    fn an_odd_quotation_mark_within_a_cell_refuses_nobody() {
        let whole = "staff id,name,title\n1,Ana,5\" reach\n2,Bo,MD\n";
        for last in ["3,Cem,\"MD\nPhD\"\n", "3,C\"em,\"MD\nPhD\"", "3,Cem,\"MD \"\"PhD\"\"\nMPH\"\r\n\r\n"] {
            let people = read(&format!("{whole}{last}"));
            assert!(people.len() == 3 && people.iter().all(Result::is_ok), "{last:?}: {people:?}");
        }
        let swallowed = read(&format!("{whole}3,Cem,\"MD\n4,Dee,\n"));
        assert_eq!(swallowed.last().unwrap().as_ref().unwrap_err(), &Problem { line: 4, wrong: OPEN.to_owned() });
    }

    #[test]
    fn a_roster_of_any_personnel_system_is_read() {
        let ours = "staff_id,name,department,hired,status\n0071,Zoë O'Hara,Surgery,2026-01-02,active\n";
        let theirs = "\u{feff}Dept;Employee No.;Last Name;First Name;Date of Hire;Shoe size;Status\r\n\r\nSurgery; 0071 ;O'Hara;Zoë;1/2/2026;44;Full-time\r\n";
        for text in [ours, theirs] {
            let people: Vec<Person> = read(text).into_iter().map(Result::unwrap).collect();
            let [person] = people.as_slice() else { panic!("{people:?}") };
            let hired = Some(jiff::civil::date(2026, 1, 2));
            assert_eq!(
                (person.staff_id.as_str(), person.name.as_str(), person.department.as_str(), person.hired, person.left),
                ("0071", "Zoë O'Hara", "Surgery", hired, Left::No)
            );
        }
    }

    #[test]
    fn a_first_line_that_is_not_whole_is_told_of() {
        for text in ["id,name\r1,Ana\r2,Ben\r", "id,name,\"Hire\nDate\"\n1,Ana,2026-01-02\n", "id,\"name\n1,Ana\n"] {
            assert!(matches!(Roster::open(text.as_bytes()), Err(Unusable::Torn { .. })), "{text:?}");
        }
    }

    #[test]
    fn who_is_active_is_still_there() {
        let left = |column: &str, cell: &str| read(&format!("id,{column}\n1,{cell}\n")).remove(0).unwrap().left;
        for cell in ["T", "true", "Yes", "1", ""] {
            assert_eq!(left("Active", cell), Left::No, "{cell}");
        }
        for cell in ["F", "false", "No", "0"] {
            assert_eq!(left("Active", cell), Left::Yes, "{cell}");
        }
        assert_eq!((left("Status", "T"), left("Status", "Active")), (Left::Yes, Left::No));
    }

    #[test]
    fn who_was_hired_again_after_they_had_left_is_here() {
        let left = |hired: &str, left: &str, status: &str| {
            read(&format!("id,hired,left,status\n1,{hired},{left},{status}\n")).remove(0).unwrap().left
        };
        let last = Left::After(jiff::civil::date(2025, 6, 30));
        for status in ["Active", ""] {
            assert_eq!(left("2026-02-01", "2025-06-30", status), Left::No, "{status}");
            assert_eq!(left("2020-02-01", "2025-06-30", status), last, "{status}");
            assert_eq!(left("", "2025-06-30", status), last, "{status}");
        }
        assert_eq!(left("2026-02-01", "2025-06-30", "Terminated"), last);
    }

    #[test]
    fn a_last_day_that_is_still_to_come_brings_nobody_back_whose_status_says_that_they_are_gone() {
        let today = jiff::civil::date(2026, 11, 27);
        let left = |last: &str, status: &str| {
            let text = format!("id,status,end date\n1,{status},{last}\n");
            Roster::open(text.as_bytes()).unwrap().as_of(today).next().unwrap().unwrap()
        };
        let gone = left("2028-12-31", "Terminated");
        assert!(gone.left == Left::Yes && gone.has_left(today));
        assert!(!left("2028-12-31", "Active").has_left(today), "who is to leave is here until then");
        let before = left("2026-06-30", "Terminated");
        assert!(before.has_left(today) && !before.has_left(jiff::civil::date(2026, 5, 1)), "on an earlier day they were here");
    }

    #[test]
    fn a_day_that_stands_for_none_is_none() {
        for open in ["31.12.9999", "9999-12-31", "12/31/9999", "31-DEC-9999", "99991231", "00.00.0000", "0000-00-00", "9999-12-31T00:00:00"]
        {
            let person = read(&format!("id,hired,left,status\n1,{open},{open},Active\n")).remove(0).unwrap();
            assert_eq!((person.hired, person.left), (None, Left::No), "{open}");
        }
    }

    #[test]
    fn a_word_that_says_nothing_is_told_of() {
        let mut roster = Roster::open("id,status\n1,Active\n2,Zzz\n3,Contract Ended\n".as_bytes()).unwrap();
        let left: Vec<Left> = roster.by_ref().map(|person| person.unwrap().left).collect();
        assert_eq!(left, [Left::No, Left::No, Left::Yes]);
        assert!(roster.strange().to_string().contains("`Zzz` on line 3;"), "{}", roster.strange());
    }

    #[test]
    fn what_is_wrong_is_told_by_line() {
        let text = "id,name,hired\n1,Ana,soon\n2,\"Ben\nBo\",2026-01-01\n1,Cem,\n,,2026-01-01\n";
        let told: Vec<String> =
            read(text).into_iter().map(|read| read.map_or_else(|wrong| wrong.to_string(), |person| person.name)).collect();
        assert_eq!(
            told,
            [
                "line 2: `soon` in the column for hiring is no day; write it as 2026-11-23",
                "Ben Bo",
                "Cem",
                "line 6: it has neither a staff id nor a name",
            ]
        );
        let nameless: Vec<_> = read("id,name\n1,\n1,Ana Lima\n1,ANA LIMA\n1,Bob\n").into_iter().map(|one| one.is_ok()).collect();
        assert_eq!(nameless, [true, false], "one of two names is told, wherever none stands between");
        let twice: Vec<_> = read("id,name\n1,Ana\n 1,Ben\n").into_iter().filter_map(Result::err).map(|wrong| wrong.to_string()).collect();
        assert_eq!(twice, ["line 3: the staff id `1` stands on line 2 already; take one of the two out"]);
    }

    #[test]
    fn who_stands_on_several_lines_is_met_once_where_they_are_here() {
        let text = "id,name,department,left,status\n1,Ana,ICU,,\n1,Ana,Surgery,,\n2,Ben,ICU,,Terminated\n3,Cem,ICU,2026-01-31,\n\
                    2,Ben,Surgery,,Active\n3,Cem,Surgery,2026-12-31,\n1,Ana,Pool,,Terminated\n4,Dan,,,\n4,,Pool,,\n";
        let read = |without| {
            let mut roster = Roster::open(text.as_bytes()).unwrap().without(without);
            let people: Vec<String> =
                roster.by_ref().map(Result::unwrap).map(|person| format!("{} {}", person.name, person.department)).collect();
            (people.join(", "), roster.again().clone())
        };
        let (people, again) = read(BTreeSet::new());
        assert_eq!(people, "Ana ICU, Ben ICU, Cem ICU, Ben Surgery, Cem Surgery, Dan ");
        assert_eq!((again.was_handed_out, again.passed_over.iter().copied().collect::<Vec<_>>()), (true, vec![3, 4, 5, 8, 10]));
        let told = again.to_string();
        assert!(told.contains("`1` on lines 2 and 3, `2` on lines 4 and 6, `3` on lines 5 and 7 and more;"), "{told}");
        let (people, again) = read(again.passed_over);
        assert_eq!(people, "Ana ICU, Ben Surgery, Cem Surgery, Dan ");
        assert!(!again.is_any() && !again.was_handed_out);
    }

    #[test]
    fn empty_lines_count_where_a_line_is_told_of() {
        for end in ["\n", "\r\n"] {
            let text = ["id,name,hired", "", "1,Ana,soon", "2,\"Ben", "", "Bo\",2026-01-01", "", "", "3,Cem,soon", ""].join(end);
            let told: Vec<_> = read(&text).into_iter().filter_map(Result::err).map(|problem| problem.line).collect();
            assert_eq!(told, [3, 9], "{text:?}");
        }
    }

    #[test]
    fn a_file_that_is_no_roster_is_told_so() {
        let told = |bytes: &[u8]| Roster::open(bytes).err().unwrap().to_string();
        assert!(told(b"").starts_with("the roster is empty"));
        assert!(told(b"\xff\xfea\0").starts_with("the roster is not UTF-8"));
        assert!(told(b"shoe size,colour\n44,red\n").contains("`shoe size`, `colour`"));
        assert!(told(b"id,employee no\n").contains("`id` and `employee no`"));
    }
    #[test]
    fn of_a_first_line_without_an_end_a_little_is_told() {
        let long = "x".repeat(3_000_000);
        for text in
            [format!("{long},{long}\n"), "a column,".repeat(300_000), format!("id,{long}\nemployee no\n"), format!("id,{long},id\n")]
        {
            let told = Roster::open(text.as_bytes()).err().map(|said| said.to_string()).unwrap_or_default();
            assert!(told.len() < 500, "{} letters", told.len());
        }
    }
}
