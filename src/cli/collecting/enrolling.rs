//! Takes in what is named as an enrolment, in folders and in archives, before anything else: a key that is bound now lets in what it
//! sealed.

use std::mem::take;
use std::ops::ControlFlow;

use crate::cli::Failure;
use crate::record::records::Salt;

use super::Desk;
use super::clerk::{Clerk, Judged};
use super::gather::{Found, Which, gather};
use super::judge::{Bound, Judge, Verdict};

/// How many files, and how many bytes of them, are told of at a time. No more of them is in memory.
const BATCH: usize = 1024;
const BATCH_BYTES: usize = 16 << 20;

/// Binds every key that asks for it and may be bound; the judge knows them from then on.
pub(super) fn collect(judge: &mut Judge<'_>, clerk: &mut Clerk<'_>, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let asked = clerk.asked;
    let (mut waiting, mut bytes, mut failed) = (Judged::new(), 0, None);
    let _to_the_end = gather(&asked.paths, Which::Enrolments, &mut |found| {
        bytes += found.bytes.as_ref().map_or(0, Vec::len);
        let done = look(found, judge, clerk).and_then(|judged| {
            waiting.push(judged);
            if waiting.len() < BATCH && bytes < BATCH_BYTES {
                return Ok(());
            }
            bytes = 0;
            desk.tell(clerk.keep(judge, take(&mut waiting))?)
        });
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(because) => {
                failed = Some(because);
                ControlFlow::Break(())
            }
        }
    });
    match failed {
        Some(because) => Err(because),
        None => desk.tell(clerk.keep(judge, waiting)?),
    }
}

fn look(found: Found, judge: &mut Judge<'_>, clerk: &mut Clerk<'_>) -> Result<(String, Verdict), Failure> {
    let (source, verdict) = judge.judge(found, Salt([0; 16]));
    let Verdict::Enrolment(enrolment) = verdict else { return Ok((source, verdict)) };
    let verdict = match clerk.enrol(&enrolment, judge)? {
        Ok(bound) => {
            if let Bound::New(enrolled) = &bound {
                judge.learn(enrolled.clone());
            }
            Verdict::Bound(Box::new(bound))
        }
        Err(flaw) => Verdict::Refused(flaw),
    };
    Ok((source, verdict))
}
