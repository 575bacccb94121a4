//! How wide the terminal is that results are printed on.

/// Returns how many columns a table may have: as many as are wanted, and no more than the terminal has, where there is one.
pub(super) fn within(wanted: usize) -> usize {
    of_terminal().map_or(wanted, |columns| wanted.min(columns))
}

#[cfg(unix)]
fn of_terminal() -> Option<usize> {
    // What is no terminal has no size; one that nobody has told its size has none either.
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
const fn of_terminal() -> Option<usize> {
    None
}
