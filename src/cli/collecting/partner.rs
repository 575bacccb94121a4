//! Takes in the batches of a file that another department handed on. One is read and proven while the one before is kept.

use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread;

use crate::cli::Failure;

use super::Desk;
use super::clerk::Clerk;
use super::handed_on::find;

/// Takes in every batch of a file.
pub(super) fn collect(file: &Path, clerk: &mut Clerk<'_>, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let asked = clerk.asked;
    thread::scope(|scope| {
        let (give, take) = sync_channel(0);
        scope.spawn(move || find(file, asked, &give));
        for proven in take {
            desk.tell(clerk.adopt(proven)?)?;
        }
        Ok(())
    })
}
