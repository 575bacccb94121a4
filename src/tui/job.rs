//! The job that a shell minds: stopping for now, as Ctrl-Z does everywhere.

use rustix::process::{Pid, Signal, getpgid, getpgrp, getppid, getsid, kill_current_process_group};

/// So many programs may stand between this one and the shell, such as a script that starts it.
const BETWEEN: usize = 16;

/// Stops this program and whatever runs with it as one job, until the shell lets them go on; returns whether there is a shell that can. Without
/// one, as where a server started the program or it is all there is in its window, it would stand still for ever, so it goes on. The system
/// does the same: it stops no job that is orphaned.
pub(super) fn stop() -> bool {
    is_minded() && kill_current_process_group(Signal::STOP).is_ok()
}

/// Whether somebody with this terminal started the job.
pub(super) fn is_minded() -> bool {
    let group = getpgrp();
    let mut before = getppid();
    for _ in 0..BETWEEN {
        let Some(one) = before else { return false };
        match getpgid(Some(one)) {
            Ok(its) if its == group => before = parent_of(one),
            Ok(_) => return getsid(Some(one)).is_ok_and(|session| getsid(None) == Ok(session)),
            Err(_) => return false,
        }
    }
    false
}

/// Returns who started a program, where the system tells: the second field behind its name, which is in brackets.
fn parent_of(one: Pid) -> Option<Pid> {
    let told = std::fs::read_to_string(format!("/proc/{}/stat", one.as_raw_nonzero())).ok()?;
    Pid::from_raw(told.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?)
}
