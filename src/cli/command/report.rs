//! `bedside report`: who on the roster is complete, due, overdue, expiring, has never started, or has left.

mod results;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use jiff::Timestamp;

use crate::cli::matches::Wish;
use crate::cli::records::{Records, Standard};
use crate::cli::{Answer, Failure, Person, Refused, Setup, beside, matches, people, whole_file, width};
use crate::course::Course;
use crate::journey::LearnerId;
use crate::prose::safe;
use crate::record::Assurance;
use crate::record::calendar;
use crate::record::format::{CsvRows, Manner};
use crate::record::records::Act;
use crate::record::report::{
    By, Doubtful, Entry, Groups, Index, Known, Listing, Mailing, Muster, Page, Rules, Says, Standing, Stranger, Suggestion, Title, Unlike,
    appointment, chart, in_days, standing,
};
use crate::record::roster::{self, likeness};
use crate::record::table::Row as _;

use super::{Command, purge};

pub(super) const COMMAND: Command = Command {
    name: "report",
    person: Person::Department,
    about: "say who on the roster is complete, due, overdue, expiring, or has never started",
    example: "bedside report --roster people.csv --by department --html report.html",
    arguments,
    run,
};

/// A certificate runs out soon when it has at most this many days left.
const SOON: u16 = 90;

/// So many suggestions are kept in memory.
const SUGGESTIONS: usize = 1000;

fn arguments() -> Vec<Arg> {
    let word = |name: &'static str, value: &'static str, help: &'static str| Arg::new(name).long(name).value_name(value).help(help);
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let path = clap::value_parser!(PathBuf);
    vec![
        word("roster", "FILE", "the people, as a CSV with a line of column names").value_parser(path.clone()).required(true),
        word("by", "GROUP", "department, site, role, or organization")
            .value_parser(By::ALL.map(By::word))
            .default_value(By::Department.word()),
        word("within", "DAYS", "new people have so many days after they were hired").value_parser(clap::value_parser!(u16)),
        word("min-assurance", "LEVEL", "only certificates at least this far to be trusted count, 0 to 4")
            .value_parser(clap::value_parser!(u8).range(0..=4)),
        flag("json", "print the report for programs").conflicts_with("csv"),
        flag("csv", "print a table, a line for each person"),
        word("html", "FILE", "write a page with charts for a browser, all or nothing").value_parser(path.clone()),
        word("remind", "DIR", "write reminders at 90, 60, 30 and 7 days into this folder: tables for a mail merge, and a calendar")
            .value_parser(path.clone()),
        word("not-on-roster", "FILE", "write the learners in the records for whom nobody on the roster is found, as a CSV")
            .value_parser(path),
        word("confirm", "STAFF_ID=LEARNER", "say that somebody on the roster is this learner; `=none` takes it back")
            .action(ArgAction::Append),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let path = |name: &str| arguments.get_one::<PathBuf>(name).map(PathBuf::as_path);
    let course = setup.read_course_as_written()?;
    let roster = path("roster").ok_or_else(|| Failure::Usage { told: "name the list of people with `--roster FILE`".to_owned() })?;
    ["html", "not-on-roster"].into_iter().filter_map(path).try_for_each(|result| whole_file::is_apart(result, roster))?;
    if let (Some(page), Some(strangers)) = (path("html"), path("not-on-roster")) {
        results::are_apart(page, strangers)?;
    }
    let clock = setup.clock();
    let rules = Rules { today: clock.today(), soon: SOON, within: arguments.get_one::<u16>("within").copied() };
    let least = Assurance(arguments.get_one::<u8>("min-assurance").copied().unwrap_or(0));
    let by = arguments.get_one::<String>("by").and_then(|word| By::named(word)).unwrap_or_default();
    let mut records = Records::open(setup)?;
    if records.are_nowhere(setup, "nobody has begun, and nothing was written")? {
        return Ok(Answer::No);
    }
    // Where nobody named the course, another is meant; one that was named may be one that nobody has completed yet.
    if records.are_of_others(&course)? && !setup.asked.course {
        return Ok(Answer::No);
    }
    records.are_not_handed_in(&course, setup)?;
    let wishes: Vec<Wish> =
        arguments.get_many::<String>("confirm").into_iter().flatten().map(|typed| Wish::read(typed)).collect::<Result<_, _>>()?;
    let data = setup.data()?;
    let known = matches::Known::read(records.department(), &data)?;
    let confirmed = known.wished(&wishes)?;

    let report = Report::of(&records, &course, Roster { file: roster, by, rules, least }, &confirmed)?;
    people::tell_of(roster, &report.doubts)?;
    if matches!(records, Records::Learners(_)) && !report.is_begun {
        writeln!(io::stderr(), "nobody in these records has begun {}; if another course is meant, name it with `--course DIR`", course.id)?;
    }
    // A roster that cannot be used has stopped this by now: then nothing is written, this neither.
    for wish in &wishes {
        report.may_be(wish)?;
        is_free(wish, &records)?;
    }
    // The log names nobody.
    let to = super::counted(known.changes(&confirmed), "person on the roster", "people on the roster");
    let act = Act { at: clock.now(), who: super::who(), what: "confirm".to_owned(), to, why: String::new() };
    match known.replace(&confirmed, records.department_mut(), &data, &act) {
        // Whoever may only look goes by the file that an earlier version left.
        Err(_) if wishes.is_empty() => {}
        done => done?,
    }
    if let Records::Department(store) = &mut records {
        for (staff_id, learner) in wishes.iter().filter_map(|wish| Some((&wish.staff_id, wish.learner?))) {
            if let Some(count) = purge::reach(&mut **store, staff_id, learner, &super::who(), clock.now())? {
                let (staff_id, told) = (safe::line(staff_id), super::counted(count, "record", "records"));
                writeln!(io::stderr(), "`{staff_id}` is held back, so that learner is from now on: {told} more")?;
            }
        }
    }
    if let Some(file) = path("html") {
        report.page(file)?;
    }
    if let Some(file) = path("not-on-roster") {
        report.strangers(&records, file)?;
    }
    if let Some(folder) = path("remind") {
        let told = report.remind(folder, clock.now())?;
        writeln!(io::stderr(), "{told}")?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.get_flag("json") {
        report.json(&mut out)?;
    } else if arguments.get_flag("csv") {
        report.csv(&mut out)?;
    } else if ["html", "remind", "not-on-roster"].into_iter().all(|name| path(name).is_none()) || io::stdout().is_terminal() {
        for line in report.chart(width::within(setup.columns)) {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Answer::Done)
}

/// Whoever has a bound key is who the department said that they are, and nobody else.
fn is_free(wish: &Wish, records: &Records) -> Result<(), Failure> {
    let (Wish { staff_id, learner: Some(learner) }, Records::Department(store)) = (wish, records) else { return Ok(()) };
    let bound = store.enrolled().map_err(Refused::from)?;
    let elsewhere = bound.iter().find(|own| {
        own.learner == *learner && own.revoked_at.is_none() && likeness::staff_id(&own.staff_id).is_some_and(|bound| bound != *staff_id)
    });
    let Some(own) = elsewhere else { return Ok(()) };
    let told = format!(
        "the key of that learner is bound to the staff id `{}`; nothing was confirmed\n\
         if it was bound to the wrong person, end that with `bedside keys revoke {}` first",
        safe::line(&own.staff_id),
        own.key
    );
    Err(Failure::Usage { told })
}

/// Which people, and how they are judged.
#[derive(Clone, Copy, Debug)]
pub struct Roster<'a> {
    /// The file.
    pub file: &'a Path,
    /// By what they are grouped.
    pub by: By,
    /// By what rules they are judged.
    pub rules: Rules,
    /// How far a certificate is to be trusted at least, to count.
    pub least: Assurance,
}

/// A report: counted once, and read from the roster again for every list of people.
#[derive(Debug)]
pub struct Report<'a> {
    course: &'a Course,
    roster: Roster<'a>,
    index: Index,
    groups: Groups,
    suggestions: Vec<Suggestion>,
    unlike: (Vec<Unlike>, u64),
    /// Learners who were confirmed and whom the records tell of, each with the staff id that they typed, and whether they count for that one.
    met: BTreeMap<LearnerId, (String, bool)>,
    /// What of the roster may be meant otherwise.
    doubts: people::Doubts,
    /// Whether the records tell of anybody who has begun this course.
    is_begun: bool,
}

impl<'a> Report<'a> {
    /// Counts who stands where, and looks for people of the roster under other names where the records tell of strangers. The roster is
    /// read first: what the records tell is gone through once, and of those on no roster next to nothing is kept. `confirmed` says which staff
    /// id is which learner's where nothing in the records does.
    ///
    /// # Errors
    /// Records or a roster that cannot be read.
    pub fn of(records: &Records, course: &'a Course, roster: Roster<'a>, confirmed: &BTreeMap<String, LearnerId>) -> Result<Self, Failure> {
        let begin = || (Index::new(confirmed), Muster::new(roster.by, roster.rules));
        let ((index, muster), doubts) = people::gathered(roster.file, begin, |(index, muster), person| {
            index.expect(person);
            muster.add(person);
        })?;
        let wanted: BTreeSet<LearnerId> = confirmed.values().copied().collect();
        let mut is_begun = false;
        let of = Standard { least: roster.least, today: roster.rules.today };
        let add = |(index, met): &mut (Index, BTreeMap<_, _>), (known, [account, name, staff_id]): &(Known, [String; 3])| {
            let says = Says { account, name, staff_id };
            if wanted.contains(&known.learner) {
                met.insert(known.learner, (staff_id.clone(), index.counts_as_typed(known.learner, says)));
            }
            index.add(*known, says);
        };
        let mut told = (index, BTreeMap::new());
        beside::taken(&mut told, add, |giving| {
            records.each_known(course, of, |known, says| {
                is_begun |= known.begun;
                giving.give(|(told, texts)| {
                    *told = known;
                    for (text, said) in texts.iter_mut().zip([says.account, says.name, says.staff_id]) {
                        said.clone_into(text);
                    }
                });
            })
        })?;
        let (index, met) = told;
        let (groups, suggestions, mut unlike) = (muster.count(index.told()), index.suggestions(SUGGESTIONS), index.unlike());
        // What a pipe told is told once: then it stays unsaid what the roster calls them.
        drop(call_by_the_roster(&mut unlike.0, roster.file, &doubts));
        Ok(Self { course, roster, index, groups, suggestions, unlike, met, doubts, is_begun })
    }

    /// Whether somebody on the roster may be the learner who is said to be. That a learner typed the staff id of somebody else on it is said.
    fn may_be(&self, wish: &Wish) -> Result<(), Failure> {
        let Wish { staff_id, learner: Some(learner) } = wish else { return Ok(()) };
        let refused = |told: String| Err(Failure::Usage { told: format!("{told}; nothing was confirmed") });
        if !self.index.expects(staff_id) {
            return refused(format!("nobody on the roster has the staff id `{}`", safe::line(staff_id)));
        }
        let Some((typed, is_own)) = self.met.get(learner) else {
            return refused(format!(
                "the records tell of no learner {} in {}; take the id that the report suggests",
                learner.0, self.course.id
            ));
        };
        if likeness::staff_id(typed).is_some_and(|typed| typed != *staff_id) && self.index.expects(typed) {
            let (typed, staff_id) = (safe::line(typed), safe::line(staff_id));
            let so = if *is_own {
                "and goes by that name, too, and so counts there still".to_owned()
            } else {
                format!("and counts for `{staff_id}` from now on")
            };
            writeln!(io::stderr(), "that learner typed `{typed}`, which is somebody else on the roster, {so}")?;
        }
        Ok(())
    }

    fn doubtful(&self) -> Doubtful<'_> {
        let (unlike, count) = &self.unlike;
        let (lost, but_for_noughts) = (self.index.lost(), self.index.but_for_noughts());
        Doubtful { lost, but_for_noughts, suggestions: &self.suggestions, unlike, unlike_count: *count }
    }

    fn title(&self) -> Title<'_> {
        Title { course: &self.course.title, today: self.roster.rules.today, by: self.roster.by, least: self.roster.least }
    }

    /// Calls `visit` with everybody on the roster and where they stand.
    fn each(&self, mut visit: impl FnMut(&roster::Person, Entry<'_>, Standing) -> io::Result<()>) -> Result<(), Failure> {
        people::each(self.roster.file, &self.doubts, |person| {
            let known = self.index.look(&person);
            let standing = standing(&person, known, &self.roster.rules);
            Ok(visit(&person, Entry::of(&person, known, standing), standing)?)
        })?;
        Ok(())
    }

    /// Returns the report in lines for a screen.
    #[must_use]
    pub fn chart(&self, columns: usize) -> Vec<String> {
        chart(&self.title(), &self.groups, self.doubtful(), columns)
    }

    /// Writes a table, a line for each person.
    ///
    /// # Errors
    /// A roster that cannot be read any more, or a result that cannot be written.
    pub fn csv(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let mut listing = Listing::csv(out);
        self.each(|_, entry, _| listing.add(&entry))?;
        Ok(listing.finish()?)
    }

    /// Writes it for programs: the counts, then the people.
    ///
    /// # Errors
    /// A roster that cannot be read any more, or a result that cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let mut listing = Listing::json(out, &self.title(), &self.groups, self.doubtful())?;
        self.each(|_, entry, _| listing.add(&entry))?;
        Ok(listing.finish()?)
    }

    /// Writes a page for a browser, all or nothing.
    ///
    /// # Errors
    /// A roster that cannot be read any more, or a file that cannot be written.
    pub fn page(&self, file: &Path) -> Result<(), Failure> {
        whole(file, |out| {
            let mut page = Page::begin(out, &self.title(), &self.groups, self.doubtful())?;
            self.each(|_, entry, _| page.add(&entry))?;
            Ok(page.finish()?)
        })
    }

    /// Writes the learners for whom nobody on the roster is found: what the records tell is gone through once more for it.
    ///
    /// # Errors
    /// Records that cannot be read any more, or a file that cannot be written.
    pub fn strangers(&self, records: &Records, file: &Path) -> Result<(), Failure> {
        let of = Standard { least: self.roster.least, today: self.roster.rules.today };
        whole(file, |out| {
            let (mut rows, mut written) = (CsvRows::new(out, Stranger::COLUMNS, &Manner::default()), Ok(()));
            records.each_known(self.course, of, |known, says| {
                if written.is_ok() && self.index.is_lost(known.learner, says) {
                    written = rows.row(&Stranger { known: &known, says });
                }
            })?;
            written.and_then(|()| rows.finish()).map_err(Failure::from)
        })
    }

    /// Writes the reminders: a table for each number of days, and a calendar. Returns in words how many people they go to.
    ///
    /// # Errors
    /// A roster that cannot be read any more, or a folder that cannot be written.
    pub fn remind(&self, folder: &Path, now: Timestamp) -> Result<String, Failure> {
        whole_file::make_folder(folder)?;
        let Rules { today, .. } = self.roster.rules;
        let (course, renew_days) = (self.course.title.as_str(), self.course.certificate.renew_days);
        let (mut counts, mut unreachable) = (Vec::new(), 0_u64);
        for days in calendar::REMINDERS {
            let mut count = 0_u64;
            whole(&folder.join(format!("remind-{days}-days.csv")), |out| {
                let mut mailing = Mailing::new(out, course, today);
                self.each(|person, _, standing| {
                    if in_days(standing, renew_days, today) != Some(days) {
                        return Ok(());
                    }
                    count += 1;
                    unreachable += u64::from(person.mail.is_empty());
                    mailing.add(person, standing)
                })?;
                Ok(mailing.finish()?)
            })?;
            counts.push(format!("{count} at {days} days"));
        }
        whole(&folder.join("reminders.ics"), |out| {
            calendar::begin(out)?;
            self.each(|person, _, standing| match in_days(standing, renew_days, today) {
                Some(_) => appointment(out, course, person, (standing, renew_days), today, now),
                None => Ok(()),
            })?;
            Ok(calendar::end(out)?)
        })?;
        let lack = match unreachable {
            0 => String::new(),
            1 => "; 1 of these people has no mail address on the roster".to_owned(),
            some => format!("; {some} of these people have no mail address on the roster"),
        };
        Ok(format!("reminders: {}{lack}", counts.join(", ")))
    }
}

/// Says what the roster calls the people whose staff ids others typed. It is read once more, and only where there are such.
fn call_by_the_roster(unlike: &mut [Unlike], file: &Path, doubts: &people::Doubts) -> Result<(), Failure> {
    if unlike.is_empty() {
        return Ok(());
    }
    people::each(file, doubts, |person| {
        let own = person.staff_id.trim();
        let from = unlike.partition_point(|one| one.staff_id.as_str() < own);
        let those = unlike.iter_mut().skip(from).take_while(|one| one.staff_id == own);
        those.for_each(|one| one.on_the_roster.clone_from(&person.name));
        Ok(())
    })
}

/// Writes a file, all or nothing. A failure that is not about this file passes through as it is.
fn whole(file: &Path, content: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut other = None;
    let written = whole_file::write(file, |out| {
        content(out).map_err(|failure| match failure {
            Failure::Refused(refused) => refused,
            failure => {
                let stopped = Refused::Output(io::Error::other(failure.to_string()));
                other = Some(failure);
                stopped
            }
        })
    });
    match (written, other) {
        (_, Some(failure)) => Err(failure),
        (written, None) => Ok(written?),
    }
}
