//! Asks for a passphrase: from `BEDSIDE_PASSPHRASE`, or typed at a terminal that does not show it.

use std::io::{self, BufRead, IsTerminal, Write};

use zeroize::Zeroizing;

/// Returns the passphrase; `None` where there is nobody to ask.
pub(super) fn asked() -> Option<Zeroizing<String>> {
    given().or_else(|| typed("Passphrase of the department's key: "))
}

/// Returns a new passphrase, typed twice where it is typed; `None` where there is nobody to ask or the two differ.
pub(super) fn chosen() -> Option<Zeroizing<String>> {
    given().or_else(|| {
        let first = typed("A passphrase for the new key: ")?;
        let second = typed("Once more: ")?;
        (first == second).then_some(first)
    })
}

fn given() -> Option<Zeroizing<String>> {
    std::env::var("BEDSIDE_PASSPHRASE").ok().filter(|words| !words.is_empty()).map(Zeroizing::new)
}

fn typed(prompt: &str) -> Option<Zeroizing<String>> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return None;
    }
    write!(io::stderr(), "{prompt}").and_then(|()| io::stderr().flush()).ok()?;
    let hidden = Hidden::begin();
    let mut line = Zeroizing::new(String::new());
    let read = stdin.lock().read_line(&mut line);
    drop(hidden);
    let _closed = writeln!(io::stderr());
    read.ok()?;
    let words = Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned());
    (!words.is_empty()).then_some(words)
}

/// While it lives, the terminal shows nothing of what is typed.
struct Hidden {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Hidden {
    #[cfg(unix)]
    fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin()).ok();
        if let Some(before) = &before {
            let mut hidden = before.clone();
            hidden.local_modes.remove(LocalModes::ECHO);
            let _shown_then = tcsetattr(io::stdin(), OptionalActions::Flush, &hidden);
        }
        Self { before }
    }

    #[cfg(not(unix))]
    fn begin() -> Self {
        Self {}
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            let _gone = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Flush, before);
        }
    }
}
