//! What signals do to a program outside of the full screen, which sees to its own.

/// Has what is written beyond the size that a file may have (`ulimit -f`) fail with words, as on a full disk. The system would end the program
/// there without any, and leave the terminal as it is.
#[cfg(unix)]
pub(super) fn let_writes_fail() {
    // Where even that cannot be had, all is as it was.
    let _as_before = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// There is no such signal there.
#[cfg(not(unix))]
pub(super) fn let_writes_fail() {}

/// Does something before a signal ends or stops the program, and something else when it goes on after a stop. What the signal does by
/// default it does then, and from now on.
#[cfg(unix)]
pub(super) fn around(before: impl Fn() + Send + 'static, after: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let Ok(mut caught) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]) else { return };
    std::thread::spawn(move || {
        for signal in caught.forever() {
            before();
            let _ends_or_stops = signal_hook::low_level::emulate_default_handler(signal);
            after();
        }
    });
}

/// There are no signals there.
#[cfg(not(unix))]
pub(super) fn around(_: impl Fn() + Send + 'static, _: impl Fn() + Send + 'static) {}
