//! The job that a shell minds: stopping for now, as Ctrl-Z does everywhere.

use rustix::process::{Signal, kill_current_process_group};

/// So many programs may stand between this one and the shell, such as a script that starts it.
const BETWEEN: usize = 16;

/// What the system tells of a program: numbers of programs, 0 where that one is outside of the container that this one runs in.
#[derive(Clone, Copy)]
struct Standing {
    parent: i32,
    group: i32,
    session: i32,
}

/// Stops this program and whatever runs with it as one job, until the shell lets them go on; returns whether there is a shell that can. Without
/// one, as where a server started the program or it is all there is in its window, it would stand still for ever, so it goes on. The system
/// does the same: it stops no job that is orphaned.
pub(super) fn stop() -> bool {
    is_minded() && kill_current_process_group(Signal::STOP).is_ok()
}

/// Whether somebody with this terminal started the job.
pub(super) fn is_minded() -> bool {
    standing(None).is_some_and(|own| has_shell(own, |process| standing(Some(process))))
}

/// Whether the first program above this one that belongs to another job is of the same session: a shell. Nobody is known outside of the
/// container.
fn has_shell(own: Standing, above: impl Fn(i32) -> Option<Standing>) -> bool {
    let mut parent = own.parent;
    for _ in 0..BETWEEN {
        let Some(one) = Some(parent).filter(|&process| process > 0).and_then(&above) else { return false };
        if one.group == 0 || one.group != own.group {
            return one.group > 0 && one.session > 0 && one.session == own.session;
        }
        parent = one.parent;
    }
    false
}

/// Looks a program up, this one where none is named.
#[cfg(target_os = "linux")]
fn standing(process: Option<i32>) -> Option<Standing> {
    let folder = process.map_or_else(|| "self".to_owned(), |process| process.to_string());
    told(&std::fs::read_to_string(format!("/proc/{folder}/stat")).ok()?)
}

/// Reads what `/proc/PID/stat` says: behind the name, which is in brackets and may hold some itself, come state, parent, group and session
/// (proc(5)). The calls for it in `rustix` take none of them for 0, which they are in a container that somebody outside started.
#[cfg(target_os = "linux")]
fn told(stat: &str) -> Option<Standing> {
    let mut numbers = stat.rsplit_once(')')?.1.split_whitespace().skip(1).map(|field| field.parse().ok());
    Some(Standing { parent: numbers.next()??, group: numbers.next()??, session: numbers.next()?? })
}

/// Looks a program up, this one where none is named. Who started another one is not told.
#[cfg(not(target_os = "linux"))]
fn standing(process: Option<i32>) -> Option<Standing> {
    use rustix::process::{Pid, getpgid, getppid, getsid};
    let named = process.and_then(Pid::from_raw);
    Some(Standing {
        parent: if process.is_none() { getppid().map_or(0, |parent| parent.as_raw_nonzero().get()) } else { 0 },
        group: getpgid(named).ok()?.as_raw_nonzero().get(),
        session: getsid(named).ok()?.as_raw_nonzero().get(),
    })
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a program is minded whose line of `/proc` is the first one, with the others above it.
    fn minded(own: &str, others: &[&str]) -> bool {
        let of = |process: i32| others.iter().find(|stat| stat.starts_with(&format!("{process} "))).and_then(|stat| told(stat));
        has_shell(told(own).unwrap(), of)
    }

    #[test]
    fn a_job_is_minded_by_a_shell_of_its_session_alone() {
        let (shell, script) = ("10 (bash) S 9 10 10 34816", "20 (a) script) S 10 20 10 34816");
        assert!(minded("21 (bedside) R 10 21 10 34816", &[shell]));
        assert!(minded("21 (bedside) R 20 20 10 34816", &[shell, script]), "a script stands between");
        assert!(!minded("21 (bedside) R 10 21 21 34816", &[shell]), "it is all there is in its window");
        assert!(!minded("21 (bedside) R 10 21 10 34816", &[]), "who started it has gone");
    }

    #[test]
    fn nobody_outside_of_a_container_minds_a_job() {
        assert!(!minded("1 (bedside) R 0 1 1 34816", &[]));
        assert!(!minded("1 (bedside) R 0 0 0 34816", &[]));
        let runner = "7 (runner) S 1 0 0 34816";
        assert!(!minded("21 (bedside) R 7 21 21 34816", &[runner]), "a group from outside is no shell's job");
        assert!(!minded("21 (bedside) R 7 0 0 34816", &[runner, "1 (init) S 0 0 0 0"]));
    }
}
