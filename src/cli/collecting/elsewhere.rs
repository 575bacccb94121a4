//! Takes over completions from another system's CSV file, a batch at a time.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use crate::cli::Failure;
use crate::prose::safe;
use crate::record::flaw::Flaw;
use crate::record::merkle::leaf;
use crate::record::taken_over::{TakenOver, Unusable};

use super::Desk;
use super::clerk::{Clerk, Judged};
use super::judge::{Judge, Verdict};
use super::luck::Luck;
use super::mended::Mended;

/// How many lines are kept in one transaction.
const BATCH: usize = 16_384;

/// Takes in every line of a file.
pub(super) fn collect(file: &Path, judge: &Judge<'_>, clerk: &mut Clerk<'_>, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let asked = clerk.asked;
    let source = file.display().to_string();
    let mut waiting = Judged::new();
    let courses = asked.shelf.newest();
    let open = || {
        let opened = File::open(file).map_err(|because| Unusable::Refused { because: because.to_string() })?;
        TakenOver::open(opened, &courses, asked.now)
    };
    // All its days are looked at before any is believed: one line may say how the others are meant.
    let read = open().map(TakenOver::days).and_then(|(days, unread)| Ok((open()?, days, unread)));
    match read.map(|(lines, days, unread)| (lines, days.mixed(), (days.untold(), unread))) {
        Err(because) => waiting.push((source, Verdict::Refused(because.into()))),
        Ok((_, Some(mixed), _)) => waiting.push((source, Verdict::Refused(Flaw::Days { because: mixed.to_string() }))),
        Ok((mut lines, None, (untold, unread))) => {
            if let Some(untold) = untold {
                writeln!(io::stderr(), "{}: {untold}", safe::line(&source))?;
            }
            // Before anything is kept: a line that is kept and says something else later is refused.
            if unread.has_days() {
                writeln!(
                    io::stderr(),
                    "{}: {unread}; if one says until when a completion counts, call it `expires on`, revoke what is kept of this table \
                     without it, and collect the table again",
                    safe::line(&source)
                )?;
            }
            let (mut luck, mended) = (Luck::default(), Mended::of(&*clerk.records)?);
            while let Some((number, read)) = lines.next(|| luck.salt()).map_err(Failure::Key)? {
                let verdict = match read {
                    Ok(incoming) => {
                        let leaf = leaf(incoming.salt, incoming.document.as_bytes());
                        Verdict::Record { incoming: Box::new(incoming), leaf }
                    }
                    Err(flaw) => Verdict::Refused(flaw),
                };
                waiting.push((format!("{source}, line {number}"), verdict));
                if waiting.len() >= BATCH {
                    clerk.begins()?;
                    mended.settle(&mut waiting, &*clerk.records, asked.now)?;
                    desk.tell(clerk.keep(judge, std::mem::take(&mut waiting))?)?;
                }
            }
            mended.settle(&mut waiting, &*clerk.records, asked.now)?;
        }
    }
    desk.tell(clerk.keep(judge, waiting)?)
}
