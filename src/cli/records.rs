//! The records that a command looks at: the department's, where a folder holds them, or those of the learners of this computer.

mod none;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::course::Course;
use crate::id::{CourseId, QuestionId};
use crate::journey::{Progress, as_it_counts};
use crate::record::analysis::{thrown_out, thrown_out_by_any_name};
use crate::record::records::{self, Act, Evidence, Holder, Noted, Record, Wanted};
use crate::record::report::{Known, Newest, Says};
use crate::record::{Assurance, Attempted, Completion, Told, attempts};
use crate::store::Journals;

use super::told_once::{Once, told_of};
use super::{Failure, Refused, Setup, asking};

/// Where records come from.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a command has one of them")]
pub enum Records {
    /// There are none.
    Nowhere,
    /// The learners of this computer.
    Learners(Journals),
    /// What a department has collected.
    Department(Box<dyn records::Records>),
}

/// What counts as a certificate that somebody holds.
#[derive(Clone, Copy, Debug)]
pub struct Standard {
    /// How far it is to be trusted at least.
    pub least: Assurance,
    /// The day by which it was made.
    pub today: Date,
}

/// How much is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Completions.
    Completions,
    /// Completions, attempts with their answers, and lessons.
    Everything,
}

impl Records {
    /// Opens the records of a folder: the department's, where it holds any.
    ///
    /// # Errors
    /// A folder whose records cannot be read.
    pub fn open(setup: &Setup) -> Result<Self, Failure> {
        let place = setup.place()?;
        if let Some(department) = asking::department_if_there(setup)? {
            return Ok(Self::Department(department));
        }
        Ok(Journals::open_to_read(&place)?.map_or(Self::Nowhere, Self::Learners))
    }

    /// Returns the department's.
    pub(super) fn department(&self) -> Option<&dyn records::Records> {
        if let Self::Department(store) = self { Some(&**store) } else { None }
    }

    /// Returns the department's, to be changed.
    pub(super) fn department_mut(&mut self) -> Option<&mut dyn records::Records> {
        if let Self::Department(store) = self { Some(&mut **store) } else { None }
    }

    /// Calls `visit` with what is told of each learner, one at a time; of a department's records, with one record at a time.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read, and the first error of `visit`.
    pub fn each(&self, course: &Course, depth: Depth, mut visit: impl FnMut(Told) -> Result<(), Refused>) -> Result<(), Refused> {
        match self {
            Self::Nowhere => Ok(()),
            Self::Learners(store) => {
                store.learners(&course.id, |person| visit(Told::by(course, &person.account, person.learner, &person.events)))
            }
            Self::Department(store) if depth == Depth::Completions => stopping(|stop| {
                store.each(&Wanted::default(), &mut |Record { completion, .. }| {
                    stop.with(visit(Told { completions: vec![completion], ..Told::default() }))
                })
            }),
            Self::Department(store) => {
                let mut once = Once::default();
                stopping(|stop| {
                    store.each_with_evidence(&Wanted::default(), &mut |(record, evidence): (Record, Evidence)| {
                        let mut told = told_of(course, &record.completion, &evidence.document);
                        once.leave_what_is_new(&mut told);
                        stop.with(visit(told))
                    })
                })?;
                once.nowhere_graded().try_for_each(visit)
            }
        }
    }

    /// Whether `is` says so of the course and the department of anything that is told: nothing after that is looked at.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read.
    pub(super) fn any(&self, course: &Course, is: &mut dyn FnMut(&CourseId, &str) -> bool) -> Result<bool, Refused> {
        let mut found = false;
        if let Self::Department(store) = self {
            store.each_completion(&Wanted::default(), &mut |row: &mut Completion| {
                found = is(&row.course_id, &row.department);
                if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            return Ok(found);
        }
        self.each(course, Depth::Everything, |told| {
            found |= told.completions.iter().any(|row| is(&row.course_id, &row.department));
            found |= told.attempts.iter().any(|row| is(&row.course_id, &row.department));
            found |= told.lessons.iter().any(|row| is(&row.course_id, &row.department));
            Ok(())
        })?;
        Ok(found)
    }

    /// Calls `visit` with each completion of a department, lent: there may be a million of them. Other records have none to lend.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read, and the first error of `visit`.
    pub fn each_completion(&self, mut visit: impl FnMut(&mut Completion) -> Result<(), Refused>) -> Result<(), Refused> {
        let Self::Department(store) = self else { return Ok(()) };
        stopping(|stop| store.each_completion(&Wanted::default(), &mut |completion| stop.with(visit(completion))))
    }

    /// Calls `visit` with the attempts of each learner, oldest first.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read, and the first error of `visit`.
    pub fn each_attempted(&self, course: &Course, mut visit: impl FnMut(&[Attempted]) -> Result<(), Refused>) -> Result<(), Refused> {
        match self {
            Self::Learners(store) => {
                store.learners(&course.id, |person| visit(&attempts(course, &person.account, person.learner, &person.events)))
            }
            Self::Nowhere | Self::Department(_) => self.each(course, Depth::Everything, |mut told| {
                // What was graded with no completion says nothing of a question.
                if told.completions.is_empty() {
                    return Ok(());
                }
                // Another course may have questions of the same ids.
                told.attempts.retain(|attempt| attempt.course_id == course.id);
                visit(&told.attempts)
            }),
        }
    }

    /// Calls `visit` with where each learner had got to on a day, and who they say they are. A certificate that is trusted less than `least`
    /// says only that somebody has begun, and one of a later day says nothing. A learner may be told of more than once: each time that
    /// something else counts, or under another staff id.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read.
    pub fn each_known(&self, course: &Course, of: Standard, mut visit: impl FnMut(Known, Says<'_>)) -> Result<(), Refused> {
        let Standard { least, today } = of;
        match self {
            Self::Nowhere => Ok(()),
            Self::Learners(store) => store.learners(&course.id, |person| -> Result<(), Refused> {
                let progress = Progress::replay(&person.events);
                let assurance = Assurance::SELF_ATTESTED;
                let by_then = progress.certificates.iter().filter(|held| held.on <= today && assurance >= least);
                let counting = by_then.map(|held| as_it_counts(course, &progress, held, &TimeZone::system()));
                let newest = counting.map(|held| Newest { on: held.on, until: held.until, assurance }).reduce(Newest::longest);
                let begun = progress.started.is_some_and(|at| earliest_day(at) <= today);
                let known = Known { learner: person.learner, newest, begun };
                let says = progress.learner.as_ref();
                let (name, staff_id) = says.map_or(("", ""), |says| (says.name.as_str(), says.staff_id.as_str()));
                visit(known, Says { account: &person.account, name, staff_id });
                Ok(())
            }),
            // The newest pass may not be the newest that is trusted enough: then every record is looked at.
            Self::Department(store) if least > Assurance::SELF_ATTESTED => {
                let wanted = Wanted { course: Some(course.id.clone()), ..Wanted::default() };
                Ok(store.each_completion(&wanted, &mut |row: &mut Completion| {
                    let newest = Newest { on: row.completed_on, until: row.expires_on, assurance: row.assurance };
                    let begun = row.completed_on <= today;
                    let newest = Some(newest).filter(|_| begun && row.passed && row.revoked_at.is_none() && row.assurance >= least);
                    let says = Says { account: &row.account, name: &row.name, staff_id: &row.staff_id };
                    visit(Known { learner: row.learner_id, newest, begun }, says);
                    ControlFlow::Continue(())
                })?)
            }
            Self::Department(store) => {
                store.each_holder(&course.id, today, &mut |holder: &Holder| {
                    let begun = holder.completed_on <= today;
                    let newest = Newest { on: holder.completed_on, until: holder.expires_on, assurance: holder.assurance };
                    let says = Says { account: &holder.account, name: &holder.name, staff_id: &holder.staff_id };
                    visit(Known { learner: holder.learner, newest: begun.then_some(newest), begun }, says);
                    ControlFlow::Continue(())
                })?;
                // Whose certificate was revoked has begun all the same.
                self.each_revoked(|row| {
                    if row.course_id == course.id {
                        let says = Says { account: &row.account, name: &row.name, staff_id: &row.staff_id };
                        visit(Known { learner: row.learner_id, newest: None, begun: row.completed_on <= today }, says);
                    }
                })
            }
        }
    }

    /// Calls `visit` with each completion that no longer counts, because the department revoked what it had issued for it.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read.
    pub fn each_revoked(&self, mut visit: impl FnMut(&mut Completion)) -> Result<(), Refused> {
        let Self::Department(store) = self else { return Ok(()) };
        for record in store.marks()?.all_revoked() {
            let wanted = Wanted { record: Some(record), ..Wanted::default() };
            store.each_completion(&wanted, &mut |row: &mut Completion| {
                visit(row);
                ControlFlow::Continue(())
            })?;
        }
        Ok(())
    }

    /// Returns the questions of a course that the department has thrown out, under every id they have had.
    ///
    /// # Errors
    /// [`Refused`] when its log cannot be read.
    pub fn thrown_out(&self, course: &Course) -> Result<BTreeSet<QuestionId>, Refused> {
        let acts = self.acts()?;
        Ok(thrown_out_by_any_name(course, acts.iter().map(|(what, to)| (what.as_str(), to.as_str()))))
    }

    /// Returns the other courses of which the department has thrown questions out.
    ///
    /// # Errors
    /// [`Refused`] when its log cannot be read.
    pub(super) fn thrown_out_besides(&self, course: &CourseId) -> Result<BTreeSet<CourseId>, Refused> {
        let acts = self.acts()?;
        let named = acts.iter().filter_map(|(_, to)| CourseId::new(to.split_once('/')?.0).ok());
        let mut others: BTreeSet<CourseId> = named.filter(|named| named != course).collect();
        others.retain(|other| !thrown_out(other, acts.iter().map(|(what, to)| (what.as_str(), to.as_str()))).is_empty());
        Ok(others)
    }

    /// Returns the acts in the department's log, where there is one: what was done, and to what.
    fn acts(&self) -> Result<Vec<(String, String)>, Refused> {
        let mut acts = Vec::new();
        if let Self::Department(store) = self {
            store.each_act(&mut |Noted { act, .. }| {
                acts.push((act.what, act.to));
                ControlFlow::Continue(())
            })?;
        }
        Ok(acts)
    }

    /// Notes in the department's log that a question was thrown out or put back.
    ///
    /// # Errors
    /// Records that are no department's, or a log that cannot be written.
    pub fn note(&mut self, act: &Act) -> Result<(), Failure> {
        let Self::Department(store) = self else {
            let told = "only a department throws a question out, and there are no collected records here\n\
                        name the folder that holds them with `--data DIR`";
            return Err(Failure::Usage { told: told.to_owned() });
        };
        store.note(act).map_err(Refused::from)?;
        Ok(())
    }
}

/// Returns the day that a moment is on where the day begins last: on a learner's own calendar it may be the next one already.
fn earliest_day(at: Timestamp) -> Date {
    at.saturating_sub(SignedDuration::from_hours(12)).unwrap_or(at).to_zoned_datetime(TimeZone::UTC).date()
}

/// The first failure of a visit, which ends it.
#[derive(Default)]
struct Stop(Option<Refused>);

impl Stop {
    fn with(&mut self, done: Result<(), Refused>) -> ControlFlow<()> {
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(refused) => {
                self.0 = Some(refused);
                ControlFlow::Break(())
            }
        }
    }
}

fn stopping(visit: impl FnOnce(&mut Stop) -> Result<(), records::NotStored>) -> Result<(), Refused> {
    let mut stop = Stop::default();
    visit(&mut stop)?;
    stop.0.map_or(Ok(()), Err)
}
