//! One person's records: erased on request, held back from every purge, and let go of.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::ControlFlow;

use uuid::Uuid;

use crate::cli::counted;
use crate::cli::{Answer, Failure, Refused, matches};
use crate::journey::{CertificateId, LearnerId};
use crate::prose::safe;
use crate::record::Records;
use crate::record::proven::{ERASE, HOLD, RELEASE};
use crate::record::records::{Deed, Record, Wanted, Whose as Person};
use crate::record::report::may_be_one;
use crate::record::roster::likeness;
use crate::store::Outbox;

use super::{Asked, named, refused};

/// So many names of one staff id are held against each other.
const COMPARED: usize = 50;

/// Whom somebody means.
enum Whose {
    /// Whoever has this staff id, as it is compared, and the learner who was confirmed to be that person.
    Staff(String, Option<LearnerId>),
    /// This learner, whatever staff id was typed.
    Learner(LearnerId),
}

impl Whose {
    fn meant(typed: &str, matches: &matches::Known) -> Self {
        let plain = likeness::staff_id(typed).unwrap_or_default();
        match Uuid::parse_str(&plain) {
            Ok(id) => Self::Learner(LearnerId(id)),
            Err(_) => Self::Staff(plain.into_owned(), matches.learner_of(typed)),
        }
    }

    fn is(&self, learner: LearnerId, staff_id: &str) -> bool {
        match self {
            Self::Staff(wanted, confirmed) => {
                *confirmed == Some(learner) || likeness::staff_id(staff_id).is_some_and(|plain| plain == *wanted)
            }
            Self::Learner(wanted) => *wanted == learner,
        }
    }

    /// Returns the learner who was confirmed to be the one of a staff id.
    const fn confirmed(&self) -> Option<LearnerId> {
        match self {
            Self::Learner(_) => None,
            Self::Staff(_, confirmed) => *confirmed,
        }
    }

    /// Whether this is the staff id that was named, as it is compared.
    fn is_named(&self, plain: &str) -> bool {
        matches!(self, Self::Staff(wanted, _) if wanted == plain)
    }

    /// Returns the learner who was named outright.
    const fn learner(&self) -> Option<LearnerId> {
        match self {
            Self::Learner(learner) => Some(*learner),
            Self::Staff(..) => None,
        }
    }
}

/// Everything that is kept of one person.
#[derive(Default)]
struct Known {
    records: Vec<CertificateId>,
    /// The same in words.
    rows: Vec<String>,
    learners: Vec<LearnerId>,
    /// The staff ids of all this, as they were typed.
    staff_ids: BTreeSet<String>,
    /// How many of the records are held back.
    held: u64,
    /// Whether what comes later is.
    is_held: bool,
    /// What the same accounts handed in that may be another person's: staff ids, or names where none was typed.
    elsewhere: BTreeSet<String>,
    mistyped: Mistyped,
    /// Who made them, each with the name on them and how many those are.
    makers: BTreeMap<(LearnerId, String), u64>,
}

/// What becomes of a record that may be somebody else's.
enum InDoubt<'a> {
    /// It is taken for that of whoever is meant.
    Theirs,
    /// It is looked at by its name. These learners are confirmed to be another one, each with the staff id of that one.
    LookedAt(BTreeMap<LearnerId, &'a str>),
}

/// What an account handed in besides what is in doubt.
#[derive(Default)]
struct Besides {
    /// The names on what is surely of whoever the account was confirmed to be, or tells no staff id.
    names: BTreeSet<String>,
    /// Whether there is anything under a third staff id.
    is_of_several: bool,
}

impl Besides {
    /// Whether nobody of these names goes by another one.
    fn is_nobody_called(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.iter().all(|known| may_be_one(known, name) == Some(false))
    }
}

/// What was made under a staff id by somebody who is confirmed to be another one.
#[derive(Default)]
struct Mistyped {
    /// How many records.
    count: u64,
    /// How many of them are held back.
    held: u64,
    /// The staff ids of those who made them.
    others: BTreeSet<String>,
}

impl Known {
    /// Finds what is kept of a person. What an account handed in without a staff id belongs to whoever has the name on it. What one that is
    /// confirmed to be somebody else's handed in under this staff id was mistyped, unless the name on it says that another person sat there;
    /// and so it is with what was typed otherwise on the account that is confirmed to be theirs.
    fn of(records: &dyn Records, whose: &Whose, typed: &str, in_doubt: &InDoubt<'_>) -> Result<Self, Failure> {
        let (mut known, mut names) = (Self::default(), BTreeSet::new());
        let (mut doubtful, mut besides, mut anothers) = (Vec::new(), BTreeMap::<LearnerId, Besides>::new(), BTreeSet::new());
        let other = |learner| match in_doubt {
            InDoubt::Theirs => None,
            InDoubt::LookedAt(others) => others.get(&learner).copied(),
        };
        let is_looked_at = |learner| matches!(in_doubt, InDoubt::LookedAt(_)) && whose.confirmed() == Some(learner);
        records.each(&Wanted::default(), &mut |record| {
            let (learner, name) = (record.completion.learner_id, &record.completion.name);
            let plain = likeness::staff_id(&record.completion.staff_id).unwrap_or_default();
            match (whose.is(learner, &plain), other(learner)) {
                (true, Some(_)) => doubtful.push(record),
                (true, None) if is_looked_at(learner) && !plain.is_empty() && !whose.is_named(&plain) => doubtful.push(record),
                (true, None) => {
                    if is_looked_at(learner) {
                        besides.entry(learner).or_default().names.insert(name.clone());
                    }
                    known.take(&record, &mut names);
                }
                (false, Some(other)) => {
                    let besides = besides.entry(learner).or_default();
                    if plain.is_empty() || plain == other {
                        besides.names.insert(name.clone());
                    } else {
                        besides.is_of_several = true;
                    }
                }
                (false, None) => {}
            }
            ControlFlow::Continue(())
        })?;
        for record in doubtful {
            let (learner, name) = (record.completion.learner_id, &record.completion.name);
            let besides = besides.get(&learner);
            let is_anothers = besides.is_some_and(|besides| besides.is_nobody_called(name));
            match other(learner) {
                Some(other) if !is_anothers && !besides.is_some_and(|besides| besides.is_of_several) => {
                    known.mistyped.count += 1;
                    known.mistyped.held += u64::from(record.held);
                    known.mistyped.others.insert(other.to_owned());
                }
                None if is_anothers => drop(anothers.insert(record.completion.record_id)),
                _ => known.take(&record, &mut names),
            }
        }
        for one in records.enrolled()? {
            if whose.is(one.learner, &one.staff_id) {
                known.learners.push(one.learner);
                known.staff_ids.insert(one.staff_id.trim().to_owned());
            }
        }
        known.learners.extend(whose.learner().filter(|_| !known.learners.is_empty()));
        known.learners.sort_unstable();
        known.learners.dedup();
        known.staff_ids.remove("");
        let learners = if whose.learner().is_some() { Vec::new() } else { known.learners.clone() };
        for learner in learners {
            records.each(&Wanted { learner: Some(learner), ..Wanted::default() }, &mut |record| {
                let completion = &record.completion;
                let staff_id = completion.staff_id.trim();
                if whose.is(learner, staff_id) && !anothers.contains(&completion.record_id) {
                } else if !staff_id.is_empty() {
                    known.elsewhere.insert(format!("staff id {staff_id}"));
                } else if names.contains(&likeness::name(&completion.name)) {
                    known.records.push(completion.record_id);
                    known.rows.push(named(completion));
                    known.held += u64::from(record.held);
                } else {
                    known.elsewhere.insert(format!("{}, without a staff id", completion.name.trim()));
                }
                ControlFlow::Continue(())
            })?;
        }
        let marks = records.marks()?;
        let nobody = LearnerId(Uuid::nil());
        known.is_held = marks.holds(whose.learner().unwrap_or(nobody), typed) || known.learners.iter().any(|one| marks.holds(*one, ""));
        Ok(known)
    }

    /// Takes in a record of theirs.
    fn take(&mut self, record: &Record, names: &mut BTreeSet<Vec<String>>) {
        let completion = &record.completion;
        self.records.push(completion.record_id);
        self.rows.push(named(completion));
        self.learners.push(completion.learner_id);
        self.staff_ids.insert(completion.staff_id.trim().to_owned());
        self.held += u64::from(record.held);
        names.insert(likeness::name(&completion.name));
        *self.makers.entry((completion.learner_id, completion.name.trim().to_owned())).or_default() += 1;
    }

    /// Whether the names on them are unlike, so that somebody may have mistyped the staff id of another person.
    fn may_be_several(&self) -> bool {
        let names: BTreeSet<&str> = self.makers.keys().map(|(_, name)| name.as_str()).collect();
        let some: Vec<&str> = names.into_iter().take(COMPARED).collect();
        some.iter().enumerate().any(|(place, one)| some.iter().skip(place + 1).any(|other| may_be_one(one, other) == Some(false)))
    }

    /// Returns the staff ids for which tokens were given out, as they were typed then.
    fn spelled(&self, records: &dyn Records, whose: &Whose) -> Result<Vec<String>, Failure> {
        let nobody = LearnerId(Uuid::nil());
        let own: BTreeSet<_> = self.staff_ids.iter().filter_map(|staff_id| likeness::staff_id(staff_id)).collect();
        let is_own = |staff_id: &str| {
            whose.is(nobody, staff_id)
                || (whose.learner().is_some() && likeness::staff_id(staff_id).is_some_and(|plain| own.contains(&plain)))
        };
        let spelled: BTreeSet<String> = records.tokens()?.into_iter().map(|token| token.staff_id).filter(|one| is_own(one)).collect();
        Ok(spelled.into_iter().collect())
    }
}

impl Mistyped {
    /// Says whose they are.
    fn told(&self) -> String {
        let records = counted(self.count, "record was", "records were");
        let others = listed(&self.others, ", ");
        format!("{records} made under that staff id by somebody who is confirmed as `{others}` (`bedside report --confirm`)")
    }
}

/// Returns all of them on one line.
fn listed(all: &BTreeSet<String>, between: &str) -> String {
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    safe::line(&all.join(between)).into_owned()
}

/// Erases a person who asked for it, whatever the age of the records, unless they are held back. The proofs of others stay valid. The
/// answer is no where nobody of that staff id, or no such learner, is known, where records are held back, or where a learner's account
/// handed in for several people, or people of unlike names under one staff id.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn erase(records: &mut dyn Records, typed: &str, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    asked.must_say_whose(typed)?;
    let matches = matches::Known::read(Some(&*records), &asked.data)?;
    let whose = Whose::meant(typed, &matches);
    // Whoever names an account means all of it, whoever it is confirmed to be.
    let in_doubt = if whose.learner().is_some() { InDoubt::Theirs } else { InDoubt::LookedAt(matches.others_than(typed)) };
    let known = Known::of(records, &whose, typed, &in_doubt)?;
    let is_all_mistyped = known.mistyped.count > 0 && known.records.is_empty();
    if known.held > 0 || known.is_held || (is_all_mistyped && known.mistyped.held > 0) {
        writeln!(out, "nothing was erased: these records are held back; release them first with `bedside purge --release`")?;
        return Ok(Answer::No);
    }
    if whose.learner().is_some() && known.staff_ids.len() > 1 {
        let all = listed(&known.staff_ids, ", ");
        writeln!(out, "nothing was erased: that account handed in under several staff ids ({all}); name the one that is meant")?;
        return Ok(Answer::No);
    }
    let typed_otherwise = known.staff_ids.iter().filter(|typed| likeness::staff_id(typed).is_some_and(|plain| !whose.is_named(&plain)));
    if whose.confirmed().is_some() && typed_otherwise.count() > 1 {
        let all = listed(&known.staff_ids, ", ");
        writeln!(
            out,
            "nothing was erased: the account that is confirmed for that staff id handed in under several ({all}), so it may be several people's\n\
             erase the one that is meant by the staff id that was typed, and take the match back with `bedside report --confirm STAFF_ID=none`"
        )?;
        return Ok(Answer::No);
    }
    if whose.learner().is_none() && known.may_be_several() {
        writeln!(
            out,
            "nothing was erased: under that staff id there are records of people called otherwise, perhaps by a slip in typing it"
        )?;
        for ((learner, name), count) in &known.makers {
            let name = if name.is_empty() { "(no name)".into() } else { safe::line(name) };
            writeln!(out, "  {name}, learner {}, {}", learner.0, counted(*count, "record", "records"))?;
        }
        writeln!(
            out,
            "erase the one that is meant by the learner's id, `bedside purge --erase LEARNER`; where all are one person, each of them"
        )?;
        return Ok(Answer::No);
    }
    let mut spelled = known.spelled(records, &whose)?;
    let is_matched = matches.tell_of(typed, &known.learners);
    if is_all_mistyped && spelled.is_empty() {
        let told = known.mistyped.told();
        writeln!(out, "nothing was erased: {told}\nname that one if it is meant; if the match is wrong, take it back with `=none` first")?;
        return Ok(Answer::No);
    }
    if known.learners.is_empty() && spelled.is_empty() && !is_matched {
        return refused::forget(records, typed, asked, out);
    }
    let count = known.records.len();
    if asked.dry {
        known.rows.iter().try_for_each(|row| writeln!(out, "would go  {row}"))?;
        writeln!(out, "{} would be erased", counted(count as u64, "record", "records"))?;
        return tell_of_others(&known, out);
    }
    // What a learning record store was to hear of them goes too, with the copies of what it heard: first, for whoever is stopped here finds the
    // records when it is done again.
    if let Some(mut outbox) = Outbox::open_if_there(&asked.data).map_err(Refused::from)? {
        known.learners.iter().try_for_each(|learner| outbox.forget(Some(*learner)).map(drop)).map_err(Refused::from)?;
    }
    let had_tokens = !spelled.is_empty();
    spelled.extend([typed.to_owned(), likeness::staff_id(typed).unwrap_or_default().into_owned()]);
    spelled.extend(known.staff_ids.iter().filter(|_| whose.learner().is_some()).cloned());
    let what = match (count, known.learners.is_empty(), had_tokens) {
        (1.., ..) => "",
        (_, false, _) => "a key and its tokens",
        (_, true, true) => "tokens",
        (_, true, false) => "a match on the roster",
    };
    let act = asked.act(ERASE, what.to_owned());
    let person = Person { learners: known.learners.clone(), staff_ids: spelled };
    records.does(&Deed::Erase { records: known.records.clone(), at: act.at, whose: Some(person) }, Some(&act))?;
    let mut gone = known.learners.clone();
    if !known.elsewhere.is_empty() {
        for learner in &known.learners {
            records.each(&Wanted { learner: Some(*learner), ..Wanted::default() }, &mut |record| {
                gone.retain(|one| *one != record.completion.learner_id);
                ControlFlow::Break(())
            })?;
        }
    }
    matches::forget(&asked.data, typed, &gone)?;
    writeln!(
        out,
        "{} erased, with keys and tokens; what stays in {} place tells nothing of anybody\n\
         copies outside these records (exports, mail, back-ups, the learner's own machine) are yours to see to, and so are the files that were\n\
         handed in: whoever collects one of them again has a new record",
        counted(count as u64, "record", "records"),
        if count == 1 { "its" } else { "their" },
    )?;
    tell_of_others(&known, out)
}

/// Says what the same accounts handed in besides: after a typing error, or for another person.
fn tell_of_others(known: &Known, out: &mut dyn Write) -> Result<Answer, Failure> {
    if known.mistyped.count > 0 {
        writeln!(out, "left as it is: {}", known.mistyped.told())?;
    }
    if !known.elsewhere.is_empty() {
        let others = listed(&known.elsewhere, "; ");
        writeln!(
            out,
            "left as they are, though from the same account: records of {others}; where that is the same person, see to them too"
        )?;
    }
    Ok(Answer::Done)
}

/// Holds a person's records back from every purge and erasure, those that come later too, or lets go of them.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn hold(records: &mut dyn Records, typed: &str, held: bool, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    asked.must_say_whose(typed)?;
    let whose = Whose::meant(typed, &matches::Known::read(Some(&*records), &asked.data)?);
    // What is kept too long does no harm: whatever may be theirs is held back.
    let plain = likeness::staff_id(typed).unwrap_or_default();
    let known = Known::of(records, &whose, typed, &InDoubt::Theirs)?;
    let named: Vec<LearnerId> = whose.learner().into_iter().collect();
    let staff_id = plain.into_owned();
    let changed = if held {
        let learners: Vec<LearnerId> = named.iter().copied().chain(whose.confirmed()).chain(known.learners.iter().copied()).collect();
        let act = asked.act(HOLD, counted(known.records.len() as u64, "record", "records"));
        records.does(&Deed::Hold { learners, staff_id }, Some(&act))?
    } else {
        let act = asked.act(RELEASE, counted(known.held, "record", "records"));
        records.does(&Deed::Release { learners: named, staff_id }, Some(&act))?
    };
    if changed == 0 {
        let what = if held { "everything of that person is held back already" } else { "nothing is held back under that name" };
        writeln!(out, "nothing to do: {what}")?;
        return Ok(Answer::No);
    }
    let still = if held { 0 } else { Known::of(records, &whose, typed, &InDoubt::Theirs)?.held };
    let count = if held { known.records.len() as u64 } else { known.held.saturating_sub(still) };
    let told = counted(count, "record", "records");
    let is = if count == 1 { "is" } else { "are" };
    let what = if held { "held back from now on, and so is whatever comes of that person later" } else { "no longer held back" };
    writeln!(out, "{told} {is} {what}")?;
    if still > 0 {
        let is = if still == 1 { "is" } else { "are" };
        writeln!(out, "{still} {is} held back still, by the staff id or by the learner's id: release that one too")?;
    }
    Ok(Answer::Done)
}
