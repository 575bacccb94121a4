//! Tells what became of each hand-in, and then how many there were and what is to be done about them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::Value;

use crate::cli::collecting::{
    self, Counts, Given, Instead, Listener, Moments, NotRead, Outcome, Pair, Told, as_json, as_text, pair_as_json, pair_as_text,
};
use crate::cli::command::counted;
use crate::cli::command::receipts::Receipts;
use crate::cli::shelf::Shelf;
use crate::cli::{Failure, Refused};
use crate::course::Version;
use crate::id::CourseId;
use crate::prose::safe;
use crate::record::Records;
use crate::record::flaw::Flaw;
use crate::record::records::Incoming;
use crate::record::taken_back::TakenBack;

/// Tells what becomes of each hand-in as it is heard, and in the end how many there were.
pub(super) struct Teller<'a> {
    out: &'a mut dyn Write,
    aside: &'a mut dyn Write,
    told: Told,
    receipts: Option<Receipts<'a>>,
    progress: bool,
    /// Whether something stopped the collecting before its end.
    is_stopped: bool,
    /// Whether no key was bound to anybody yet, so that whatever key sealed a record, it was taken.
    lets_all_in: bool,
    counts: Counts,
    not_read: NotRead,
    /// How many of the new records are on another system's word.
    taken_over: u64,
    /// How many of them come in instead of a record that was revoked here.
    instead: u64,
    /// What was revoked here.
    revoked: TakenBack,
    /// How many of what was refused was revoked in that system.
    taken_back: u64,
    /// Courses that were answered and are not here.
    unknown: BTreeSet<(CourseId, Version)>,
    /// Courses that those are about; one that is not here may be a slip of the pen.
    met: BTreeSet<CourseId>,
    /// When the new records were completed, of which some may have another learner's answers.
    moments: Moments,
}

/// What the first key changes that is bound to a person.
const ONLY_BOUND: &str =
    "it is the first: from now on only records under enrolled keys are taken, and all others are refused as `unknown-key`";

/// So many courses are named.
const NAMED: usize = 5;
/// So many that were met are looked at.
const MOST_MET: usize = 1000;

impl<'a> Teller<'a> {
    /// Begins with nothing heard.
    pub(super) fn new(
        out: &'a mut dyn Write,
        aside: &'a mut dyn Write,
        told: Told,
        receipts: Option<Receipts<'a>>,
        progress: bool,
        lets_all_in: bool,
    ) -> Self {
        let (counts, not_read, moments) = (Counts::default(), NotRead::default(), Moments::default());
        let (unknown, met) = (BTreeSet::new(), BTreeSet::new());
        Self {
            out,
            aside,
            told,
            receipts,
            progress,
            is_stopped: false,
            lets_all_in,
            counts,
            not_read,
            taken_over: 0,
            instead: 0,
            revoked: TakenBack::default(),
            taken_back: 0,
            unknown,
            met,
            moments,
        }
    }

    /// Knows what was revoked here, to say which lines come in instead of that.
    pub(super) fn knowing(self, revoked: TakenBack) -> Self {
        Self { revoked, ..self }
    }

    /// Returns those that came with another learner's answers.
    pub(super) fn alike(&mut self, records: &dyn Records) -> Result<Vec<Pair>, Failure> {
        Ok(std::mem::take(&mut self.moments).alike(records).map_err(Refused::from)?)
    }

    /// Tells what was kept before something stopped the collecting.
    pub(super) fn stopped(&mut self, counts: &Counts, asked: &collecting::Asked<'_>) -> Result<(), Failure> {
        self.is_stopped = true;
        if *counts == Counts::default() { Ok(()) } else { self.sum(counts, &[], asked).map(drop) }
    }

    /// Tells what came of all, and returns how many records have no receipt that were to have one.
    pub(super) fn sum(&mut self, counts: &Counts, alike: &[Pair], asked: &collecting::Asked<'_>) -> Result<u64, Failure> {
        if self.progress {
            write!(self.aside, "\r{:40}\r", "")?;
        }
        let tell = if self.told == Told::Json { pair_as_json } else { pair_as_text };
        alike.iter().try_for_each(|pair| tell(self.out, pair))?;
        let lacking = self.receipts.as_ref().map(|receipts| receipts.lacking(if asked.key.is_some() { counts.graded } else { 0 }));
        self.say_the_sum(counts, asked, lacking)?;
        self.say_where_they_may_be(asked.shelf)?;
        self.out.flush()?;
        if counts.not_read > 0 {
            let were = if counts.not_read == 1 { "was" } else { "were" };
            writeln!(self.aside, "bedside: {} {were} not read; the report says which, why, and what to do", counts.not_read)?;
        }
        if let Some(lacking) = lacking.filter(|lacking| *lacking > 0) {
            writeln!(self.aside, "bedside: {lacking} without a receipt; the report says what to do")?;
        }
        if !alike.is_empty() {
            writeln!(self.aside, "bedside: some records have the answers of somebody else; the report says which, and what to do")?;
        }
        if counts.refused > 0 {
            let were = if counts.refused == 1 { "was" } else { "were" };
            writeln!(self.aside, "bedside: {} {were} refused; the report says which, why, and what to do", counts.refused)?;
        }
        Ok(lacking.unwrap_or_default())
    }

    fn say_the_sum(&mut self, counts: &Counts, asked: &collecting::Asked<'_>, lacking: Option<u64>) -> Result<(), Failure> {
        let Counts { new, known, erased, enrolled, refused, not_read, lower, handed_on, graded } = *counts;
        if self.told == Told::Json {
            let mut sum = serde_json::json!({
                "new": new, "known": known, "enrolled": enrolled, "refused": refused, "not_read": not_read, "handed_on": handed_on,
                "lower": lower,
                "countersigned": asked.key.is_some()
            });
            let some = |count: u64| (count > 0).then(|| Value::from(count));
            let more = [
                ("without_receipt", lacking.map(Value::from)),
                ("erased", some(erased)),
                ("instead_of_revoked", some(self.instead)),
                ("stopped", self.is_stopped.then(|| true.into())),
            ];
            if let Some(members) = sum.as_object_mut() {
                members.extend(more.into_iter().filter_map(|(name, said)| Some((name.to_owned(), said?))));
            }
            writeln!(self.out, "{sum}")?;
            return Ok(());
        }
        self.not_read.tell(self.out)?;
        if new + known + erased + enrolled + refused + not_read > 0 {
            writeln!(self.out)?;
        }
        let enrolled = match enrolled {
            0 => String::new(),
            1 => ", 1 key enrolled".to_owned(),
            more => format!(", {more} keys enrolled"),
        };
        let not_read = if not_read == 0 { String::new() } else { format!(", {not_read} not read") };
        let gone = if erased == 0 { String::new() } else { format!(", {erased} erased here before") };
        writeln!(self.out, "{new} new, {known} known already, {refused} refused{gone}{not_read}{enrolled}")?;
        match self.instead {
            0 => {}
            1 => writeln!(self.out, "1 of them comes in instead of a record that was revoked here, and counts")?,
            some => writeln!(self.out, "{some} of them come in instead of records that were revoked here, and count")?,
        }
        if lower > 0 {
            let stay = counted(lower, "of those known already stays", "of those known already stay");
            writeln!(self.out, "{stay} at an assurance below {}: what is kept is never replaced", asked.assurance.0)?;
        }
        match self.taken_back {
            0 => {}
            1 => writeln!(self.out, "1 of what was refused was revoked where it comes from")?,
            some => writeln!(self.out, "{some} of what was refused were revoked where they come from")?,
        }
        match self.taken_over {
            0 => {}
            1 => writeln!(self.out, "1 of them is on another system's word and stays at assurance 0")?,
            some => writeln!(self.out, "{some} of them are on another system's word and stay at assurance 0")?,
        }
        self.say_which_others(asked)?;
        match handed_on {
            0 => {}
            1 => writeln!(self.out, "1 of them was countersigned before it came here, and stays so")?,
            some => writeln!(self.out, "{some} of them were countersigned before they came here, and stay so")?,
        }
        match asked.key {
            Some(key) if new > handed_on => writeln!(self.out, "countersigned by {}", key.id())?,
            None if graded > 0 => writeln!(
                self.out,
                "not countersigned yet, so the new records have assurance 1\nto sign for them: `bedside countersign --receipts DIR`"
            )?,
            _ => {}
        }
        self.say_what_lacks_a_receipt(lacking.unwrap_or_default())?;
        if self.is_stopped {
            writeln!(self.out, "it was stopped there: what is counted here is kept; collect the same again for the rest")?;
        }
        Ok(())
    }
}

impl Teller<'_> {
    /// Says how many of the records that came have no receipt, and what writes those.
    fn say_what_lacks_a_receipt(&mut self, lacking: u64) -> Result<(), Failure> {
        let Some(folder) = self.receipts.as_ref().map(|receipts| receipts.folder.display().to_string()).filter(|_| lacking > 0) else {
            return Ok(());
        };
        let (folder, have) = (safe::line(&folder), if lacking == 1 { "record has" } else { "records have" });
        Ok(writeln!(
            self.out,
            "{lacking} {have} no receipt in {folder}\nto write the receipts of all that is countersigned: `bedside countersign --receipts {folder}`"
        )?)
    }

    /// Says which folders of past courses may be those of the courses that are not here, and why they are not.
    fn say_where_they_may_be(&mut self, courses: &Shelf) -> io::Result<()> {
        let out = if self.told == Told::Json { &mut *self.aside } else { &mut *self.out };
        for (course, version) in &self.unknown {
            for place in courses.places_of(course, *version) {
                let place = place.display().to_string();
                writeln!(
                    out,
                    "{} has {course} {version} in other words than those that were answered; put the files there that were released",
                    safe::line(&place)
                )?;
            }
        }
        for unread in courses.unread().iter().filter(|_| !self.unknown.is_empty()) {
            writeln!(out, "{}", safe::line(&unread.to_string()))?;
        }
        Ok(())
    }

    /// Says which courses were met that are not here, so that nobody knows how long a completion of them counts.
    fn say_which_others(&mut self, asked: &collecting::Asked<'_>) -> io::Result<()> {
        let here: Vec<&str> = asked.shelf.newest().into_iter().map(|course| course.id.as_str()).collect();
        let others: Vec<&str> = self.met.iter().map(CourseId::as_str).filter(|course| !here.contains(course)).collect();
        let Some((own, more_here)) = here.split_first().filter(|_| !others.is_empty()) else { return Ok(()) };
        let list = |all: &[&str]| {
            let more = if all.len() > NAMED { ", ..." } else { "" };
            format!("{}{more}", all.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "))
        };
        if more_here.is_empty() {
            let (others, then) = (list(&others), "in the column for the course and collect the file again");
            return writeln!(self.out, "some are about another course than {own}: {others}\nif it is meant, write {own} {then}");
        }
        let then = "if one of those is meant, write it in the column for the course and collect the file again";
        writeln!(self.out, "some are about a course that is not here: {}\nhere are {}; {then}", list(&others), list(&here))
    }
}

impl Listener for Teller<'_> {
    fn hear(&mut self, source: &str, outcome: &Outcome) -> Result<(), Failure> {
        let instead = Instead::of(outcome, &self.revoked);
        match self.told {
            Told::Json => as_json(self.out, source, outcome, instead.as_ref())?,
            Told::Text => as_text(self.out, source, outcome, &self.counts, instead.as_ref())?,
        }
        self.instead += u64::from(instead.is_some());
        if self.lets_all_in && matches!(outcome, Outcome::Enrolled { .. }) {
            self.lets_all_in = false;
            match self.told {
                Told::Json => writeln!(self.aside, "bedside: {ONLY_BOUND}")?,
                Told::Text => writeln!(self.out, "          {ONLY_BOUND}")?,
            }
        }
        self.moments.add(outcome);
        match outcome {
            Outcome::New(record) => {
                self.counts.new += 1;
                if record.is_taken_over() {
                    self.taken_over += 1;
                    if self.met.len() <= MOST_MET && !self.met.contains(&record.completion.course_id) {
                        self.met.insert(record.completion.course_id.clone());
                    }
                }
            }
            Outcome::Known(_) | Outcome::EnrolledBefore { .. } => self.counts.known += 1,
            Outcome::Erased(_) => self.counts.erased += 1,
            Outcome::Enrolled { .. } => self.counts.enrolled += 1,
            Outcome::PassedOver(why) => self.not_read.add(*why, source),
            Outcome::Refused(flaw) => {
                self.counts.refused += 1;
                self.taken_back += u64::from(matches!(flaw, Flaw::TakenBack { .. }));
                if let Flaw::UnknownCourse { course, version, .. } = flaw
                    && self.unknown.len() < MOST_MET
                {
                    self.unknown.insert((course.clone(), *version));
                }
            }
        }
        let heard = self.counts.new + self.counts.known + self.counts.refused;
        if self.progress && heard.is_multiple_of(1000) {
            write!(self.aside, "\r{heard} looked at")?;
        }
        Ok(())
    }

    fn take(&mut self, given: &Given<'_>) -> Result<(), Failure> {
        self.receipts.as_mut().map_or(Ok(()), |receipts| receipts.give(given))
    }

    fn recall(&mut self, known: &Incoming) {
        if let Some(receipts) = &mut self.receipts {
            receipts.look_for(known);
        }
    }

    fn wants_receipts(&self) -> bool {
        self.receipts.is_some()
    }
}
