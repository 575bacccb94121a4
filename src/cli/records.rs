//! The records that a command looks at: those of the learners of this computer.

use crate::course::Course;
use crate::journey::Progress;
use crate::record::Told;
use crate::record::report::{Known, Newest, Says};
use crate::store::Sqlite;

use super::{Refused, Setup};

/// Where records come from.
#[derive(Debug)]
pub enum Records {
    /// There are none.
    Nowhere,
    /// The learners of this computer.
    Learners(Sqlite),
}

impl Records {
    /// Opens the records of a folder.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read.
    pub fn open(setup: &Setup) -> Result<Self, super::Failure> {
        Ok(Sqlite::open_to_read(&setup.data()?)?.map_or(Self::Nowhere, Self::Learners))
    }

    /// Calls `visit` with what is told of each learner, one at a time.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read, and the first error of `visit`.
    pub fn each(&self, course: &Course, mut visit: impl FnMut(Told) -> Result<(), Refused>) -> Result<(), Refused> {
        match self {
            Self::Nowhere => Ok(()),
            Self::Learners(store) => {
                store.learners(&course.id, |person| visit(Told::by(course, &person.account, person.learner, &person.events)))
            }
        }
    }

    /// Calls `visit` with where each learner has got to, and who they say they are.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read.
    pub fn each_known(&self, course: &Course, mut visit: impl FnMut(Known, Says<'_>)) -> Result<(), Refused> {
        match self {
            Self::Nowhere => Ok(()),
            Self::Learners(store) => store.learners(&course.id, |person| -> Result<(), Refused> {
                let progress = Progress::replay(&person.events);
                let newest = progress.certificates.last().map(|held| Newest { on: held.on, until: held.until });
                let known = Known { learner: person.learner, newest, begun: progress.started.is_some() };
                let says = progress.learner.as_ref();
                let (name, staff_id) = says.map_or(("", ""), |says| (says.name.as_str(), says.staff_id.as_str()));
                visit(known, Says { account: &person.account, name, staff_id });
                Ok(())
            }),
        }
    }
}
