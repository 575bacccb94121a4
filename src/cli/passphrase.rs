//! Asks for a passphrase: from `BEDSIDE_PASSPHRASE`, or typed at a terminal that does not show it.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use zeroize::Zeroizing;

use super::signals;

/// Returns the passphrase; `None` where there is nobody to ask.
pub(super) fn asked() -> Option<Zeroizing<String>> {
    given().or_else(|| {
        let _hidden = Hidden::begin()?;
        typed("Passphrase of the department's key: ")
    })
}

/// Returns a new passphrase, typed twice where it is typed; `None` where there is nobody to ask or the two differ.
pub(super) fn chosen() -> Option<Zeroizing<String>> {
    given().or_else(|| {
        let _hidden = Hidden::begin()?;
        let first = typed("A passphrase for the new key: ")?;
        let second = typed("Once more: ")?;
        (first == second).then_some(first)
    })
}

fn given() -> Option<Zeroizing<String>> {
    std::env::var("BEDSIDE_PASSPHRASE").ok().filter(|words| !words.is_empty()).map(Zeroizing::new)
}

fn typed(prompt: &str) -> Option<Zeroizing<String>> {
    write!(io::stderr(), "{prompt}").and_then(|()| io::stderr().flush()).ok()?;
    let mut line = Zeroizing::new(String::new());
    let read = io::stdin().lock().read_line(&mut line);
    let _closed = writeln!(io::stderr());
    read.ok()?;
    let words = Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned());
    (!words.is_empty()).then_some(words)
}

/// A terminal that shows nothing of what is typed for as long as this lives, and while the program is not stopped. Whatever signal ends the
/// program meanwhile, the terminal shows again what is typed at it.
struct Hidden {
    terminal: Arc<Terminal>,
}

impl Hidden {
    /// Hides what is typed; `None` where nobody types.
    fn begin() -> Option<Self> {
        let terminal = Arc::new(Terminal::found().filter(|_| io::stdin().is_terminal())?);
        let (before, after) = (terminal.clone(), terminal.clone());
        signals::around(
            move || {
                if before.is_hidden.load(Ordering::SeqCst) {
                    before.shows();
                    // The next words stand on a line of their own.
                    let _closed = writeln!(io::stderr());
                }
            },
            move || {
                if after.is_hidden.load(Ordering::SeqCst) {
                    after.hides();
                    let _closed = write!(io::stderr(), "Type the passphrase anew: ").and_then(|()| io::stderr().flush());
                }
            },
        );
        terminal.is_hidden.store(true, Ordering::SeqCst);
        terminal.hides();
        Some(Self { terminal })
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        self.terminal.is_hidden.store(false, Ordering::SeqCst);
        self.terminal.shows();
    }
}

/// The terminal at which the passphrase is typed.
struct Terminal {
    /// As it was found.
    #[cfg(unix)]
    before: rustix::termios::Termios,
    /// Whether it is to hide what is typed.
    is_hidden: AtomicBool,
}

#[cfg(unix)]
impl Terminal {
    fn found() -> Option<Self> {
        Some(Self { before: rustix::termios::tcgetattr(io::stdin()).ok()?, is_hidden: AtomicBool::new(false) })
    }

    fn hides(&self) {
        let mut hidden = self.before.clone();
        hidden.local_modes.remove(rustix::termios::LocalModes::ECHO);
        Self::turn(&hidden);
    }

    fn shows(&self) {
        Self::turn(&self.before);
    }

    fn turn(how: &rustix::termios::Termios) {
        // It may be gone.
        let _gone = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Flush, how);
    }
}

#[cfg(not(unix))]
impl Terminal {
    fn found() -> Option<Self> {
        Some(Self { is_hidden: AtomicBool::new(false) })
    }

    fn hides(&self) {}

    fn shows(&self) {}
}
