//! The records that a command looks at: those of the learners of this computer.

use crate::course::Course;
use crate::record::Told;
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
}
