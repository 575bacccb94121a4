//! The real program in a real pseudo-terminal, driven by keys and read as a screen. Waits for words, never for time.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// How long words may take to come before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long an answer to a key may take on a busy machine, where none may come at all.
const ANSWER: Duration = Duration::from_millis(600);

/// How long a program is silent when it has said all it has to say to a key.
const QUIET: Duration = Duration::from_millis(25);

/// A terminal window with `bedside` in it.
pub(crate) struct Window {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    pub(crate) parser: Parser,
    /// Everything the program wrote.
    pub(crate) raw: Vec<u8>,
    /// Whether the terminal showed what is typed, when the program had ended.
    showed: bool,
}

/// What is to be run, and how large its window is.
pub(crate) struct Setting<'a> {
    pub(crate) data: &'a Path,
    pub(crate) arguments: &'a [&'a str],
    pub(crate) environment: &'a [(&'a str, &'a str)],
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    /// How large a file may become, in KiB, where the system sets a bound.
    pub(crate) file_limit: Option<u32>,
    /// Whether a shell starts it that minds its jobs: it says so when the job was stopped, and lets it go on at Enter.
    pub(crate) shell: bool,
}

impl<'a> Setting<'a> {
    /// The shipped course at 80 × 24, with records in `data`.
    pub(crate) fn new(data: &'a Path) -> Self {
        Self { data, arguments: &[], environment: &[], columns: 80, rows: 24, file_limit: None, shell: false }
    }

    pub(crate) fn opens(self) -> Window {
        Window::open(&self)
    }
}

impl Window {
    fn open(setting: &Setting<'_>) -> Self {
        let size = PtySize { rows: setting.rows, cols: setting.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let program = env!("CARGO_BIN_EXE_bedside");
        let by_shell = setting.shell || setting.file_limit.is_some();
        let mut command = CommandBuilder::new(if by_shell { "/bin/bash" } else { program });
        if setting.shell {
            command.args(["-m", "-c", "\"$0\" \"$@\"; echo the shell is back; read -r go; fg", program]);
        }
        if let Some(most) = setting.file_limit {
            command.args(["-c", &format!("ulimit -f {most}; exec \"$0\" \"$@\""), program]);
        }
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env("BEDSIDE_DATA", setting.data);
        // No real home folder: a configuration file there must not matter.
        command.env("HOME", setting.data.join("home"));
        for (name, value) in setting.environment {
            command.env(name, value);
        }
        command.cwd(setting.data);
        command.args(setting.arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            child,
            output,
            parser: Parser::new(setting.rows.try_into().unwrap(), setting.columns.try_into().unwrap(), 0),
            raw: Vec::new(),
            showed: false,
        }
    }

    /// The letters on the screen.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The letters of each row.
    pub(crate) fn rows(&self) -> Vec<String> {
        let (_, columns) = self.parser.screen().size();
        self.parser.screen().rows(0, columns.into()).map(|row| row.trim_end().to_owned()).collect()
    }

    /// Takes in what has been written, waiting for at most `patience`. Returns whether there may be more.
    fn take(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Takes in what comes within a time, without looking at it.
    pub(crate) fn takes(&mut self, patience: Duration) {
        self.take(patience);
    }

    /// Waits until some words are on the screen.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        self.waits(words, |screen| screen.contains(words))
    }

    /// Waits until the screen is as wanted, and the program has nothing more to say for the moment: a frame may be on its way.
    #[track_caller]
    pub(crate) fn waits(&mut self, wanted: &str, holds: impl Fn(&str) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        loop {
            if self.is_whole() && holds(&flat(&self.screen())) {
                let said = self.raw.len();
                self.take(QUIET);
                if self.raw.len() == said {
                    return self;
                }
                continue;
            }
            let left = end.saturating_duration_since(Instant::now());
            let more = self.take(left);
            assert!(
                more && !left.is_zero() || holds(&flat(&self.screen())),
                "«{wanted}» never came; the screen was:\n{}\n",
                self.screen().trim_end()
            );
        }
    }

    /// Waits until the screen is another one, or for as long as a busy machine may need to draw one. Returns whether it changed.
    pub(crate) fn changes(&mut self, before: &str) -> bool {
        let end = Instant::now() + ANSWER;
        while self.screen() == before && Instant::now() < end {
            self.take(QUIET);
        }
        self.waits("a whole frame", |_| true);
        self.screen() != before
    }

    /// Whether no frame is half-way on the screen.
    fn is_whole(&self) -> bool {
        let last = |mark: &[u8]| self.raw.windows(mark.len()).rposition(|bytes| bytes == mark);
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }

    /// Types keys, parted by spaces: `enter`, `down`, `tab`, `esc`, `space`, `pgdn`, `ctrl-c`, `f12`, or letters as they are.
    #[track_caller]
    pub(crate) fn presses(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.types(match key {
                "enter" => "\r",
                "space" => " ",
                "tab" => "\t",
                "esc" => "\x1b",
                "backspace" => "\x7f",
                "up" => "\x1b[A",
                "down" => "\x1b[B",
                "right" => "\x1b[C",
                "left" => "\x1b[D",
                "pgup" => "\x1b[5~",
                "pgdn" => "\x1b[6~",
                "home" => "\x1b[H",
                "end" => "\x1b[F",
                "ctrl-c" => "\x03",
                "ctrl-z" => "\x1a",
                "f4" => "\x1bOS",
                "f5" => "\x1b[15~",
                "f6" => "\x1b[17~",
                "f7" => "\x1b[18~",
                "f8" => "\x1b[19~",
                "f9" => "\x1b[20~",
                "ctrl-p" => "\x10",
                "f12" => "\x1b[24~",
                letters => letters,
            });
        }
        self
    }

    /// Types letters as they are.
    pub(crate) fn types(&mut self, letters: &str) -> &mut Self {
        // A program that has just ended cannot be typed at; what follows will say so.
        if let Some(writer) = &mut self.writer {
            let _gone = writer.write_all(letters.as_bytes());
        }
        self
    }

    /// Clicks at a column and row, counted from 0.
    pub(crate) fn clicks(&mut self, column: u16, row: u16) -> &mut Self {
        let (x, y) = (column + 1, row + 1);
        self.types(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"))
    }

    /// Clicks on the first place where some words stand.
    #[track_caller]
    pub(crate) fn clicks_on(&mut self, words: &str) -> &mut Self {
        self.sees(words);
        let (_, columns) = self.parser.screen().size();
        let rows: Vec<String> = self.parser.screen().rows(0, columns.into()).collect();
        let (row, text) = rows.iter().enumerate().find(|(_, text)| text.contains(words)).expect("the words stand on one row");
        let before = &text[..text.find(words).unwrap()];
        let column = unicode_width::UnicodeWidthStr::width(before);
        self.clicks(column.try_into().unwrap(), row.try_into().unwrap())
    }

    /// Presses a key and waits until it shows.
    #[track_caller]
    pub(crate) fn presses_and_waits(&mut self, key: &str) -> &mut Self {
        let before = self.screen();
        self.presses(key).changes(&before);
        self
    }

    /// Clicks on words, turning the wheel down and then up until they are seen.
    #[track_caller]
    pub(crate) fn finds_and_clicks(&mut self, words: &str) -> &mut Self {
        for down in [true, false] {
            loop {
                let before = self.screen();
                if before.contains(words) {
                    self.clicks_on(words).changes(&before);
                    return self;
                }
                if !self.turns_the_wheel(down).changes(&before) {
                    break;
                }
            }
        }
        panic!("«{words}» cannot be reached:\n{}", self.screen());
    }

    /// Pastes a text, as a terminal tells of it.
    pub(crate) fn pastes(&mut self, text: &str) -> &mut Self {
        self.types(&format!("\x1b[200~{text}\x1b[201~"))
    }

    /// Turns the wheel by one notch over the middle.
    pub(crate) fn turns_the_wheel(&mut self, down: bool) -> &mut Self {
        let (rows, columns) = self.parser.screen().size();
        let button = if down { 65 } else { 64 };
        self.types(&format!("\x1b[<{button};{};{}M", columns.get() / 2, rows.get() / 2))
    }

    /// Has the terminal forget how large it is, as one on a serial line does not know it. The window stays what it was.
    pub(crate) fn forgets_its_size(&mut self) -> &mut Self {
        let size = PtySize { rows: 0, cols: 0, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    /// Makes the window another size.
    pub(crate) fn resizes(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self.parser.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self
    }

    /// The process's number.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal by its number.
    pub(crate) fn signal(&mut self, signal: rustix::process::Signal) -> &mut Self {
        let process = rustix::process::Pid::from_raw(self.process().try_into().unwrap()).unwrap();
        rustix::process::kill_process(process, signal).unwrap();
        self
    }

    /// Whether the terminal itself shows what is typed at it; once the program has ended, whether it did then.
    pub(crate) fn shows_what_is_typed(&self) -> bool {
        let Some(modes) = self.master.as_ref().and_then(|master| master.get_termios()) else { return self.showed };
        format!("{:?}", modes.local_flags).split(|letter: char| !letter.is_ascii_alphanumeric()).any(|mode| mode == "ECHO")
    }

    /// Waits until the terminal shows what is typed at it, or hides it.
    #[track_caller]
    pub(crate) fn waits_until_typing_shows(&mut self, shows: bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while self.shows_what_is_typed() != shows {
            assert!(Instant::now() < end, "what is typed was never {}", if shows { "shown" } else { "hidden" });
            self.take(QUIET);
        }
        self
    }

    /// Waits until the program stands still: what is sent to go on before that is lost.
    #[track_caller]
    pub(crate) fn waits_until_it_stops(&mut self) -> &mut Self {
        use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
        let end = Instant::now() + PATIENCE;
        let pid = Pid::from_raw(self.process().try_into().unwrap()).unwrap();
        let looks = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        while waitid(WaitId::Pid(pid), looks).unwrap().is_none() {
            assert!(Instant::now() < end, "it never stopped");
            self.take(QUIET);
        }
        self
    }

    /// Kills the program without a warning.
    pub(crate) fn dies(&mut self) -> ExitStatus {
        self.signal(rustix::process::Signal::KILL).ends()
    }

    /// Waits until the program has ended, and reads what it wrote last.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "it never ended; the screen was:\n{}", self.screen());
            self.take(QUIET);
        };
        self.showed = self.shows_what_is_typed();
        self.writer = None;
        self.master = None;
        // What it wrote last may still be on its way; a reader of a terminal nobody holds ends by itself.
        while Instant::now() < end && self.take(QUIET) {}
        status
    }

    /// What is still switched on in the terminal: all of it must be off when the program has ended.
    pub(crate) fn left_on(&self) -> Vec<&'static str> {
        let screen = self.parser.screen();
        let raw = String::from_utf8_lossy(&self.raw);
        let on = |mode: &str| raw.rfind(&format!("\x1b[?{mode}h")) > raw.rfind(&format!("\x1b[?{mode}l"));
        let states = [
            (screen.alternate_screen(), "alternate screen"),
            (screen.hide_cursor(), "hidden cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (on("1000") || on("1002") || on("1003") || on("1006"), "mouse"),
            (on("1004"), "focus events"),
            (on("2026"), "synchronized output"),
        ];
        states.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Ended already, in most tests.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// A screen's words with single spaces, so that a wrapped sentence is found.
pub(crate) fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}
