//! A database cut off, or written over, at places drawn by lot, with and without a log beside it: the program says what is the matter
//! and leaves the file as it is, or reads on; it never falls over.

use std::fs;
use std::path::PathBuf;

use bedside::store::FILE;

use super::ledger::Tally;
use super::luck::Luck;
use super::pty::Setting;
use super::script::{Desk, FIRST, QUESTIONS, answers, by_lines, copy, run};

pub(crate) fn make(runs: usize) -> Tally {
    let desk = Desk::new();
    let whole = [closed(&desk), killed(&desk)];
    let (mut tally, mut luck) = (Tally::default(), Luck::new(runs));
    for run_number in 0..runs {
        let from = &whole[run_number % 2];
        let data = desk.data("cut");
        copy(from, &data);
        let file = data.join(if run_number % 4 == 3 { format!("{FILE}-wal") } else { FILE.to_owned() });
        let mut bytes = fs::read(&file).unwrap();
        let at = usize::try_from(luck.below(bytes.len() as u64)).unwrap();
        let how = match luck.below(3) {
            0 => {
                bytes.truncate(at);
                "cut off"
            }
            1 => {
                bytes[at] ^= u8::try_from(1 + luck.below(255)).unwrap();
                "one byte changed"
            }
            _ => {
                let end = (at + 512).min(bytes.len());
                bytes[at..end].fill(0);
                "512 bytes emptied"
            }
        };
        fs::write(&file, &bytes).unwrap();
        let said = run(by_lines(&[], &desk.course(), &data), &format!("{FIRST}{}", answers(3)));
        let name = format!("{how} at {at} of {}", file.file_name().unwrap().to_string_lossy());
        tally.runs += 1;
        tally.expect(matches!(said.code, Some(0..=3)), || format!("{name}: it ended with {:?}: {}", said.code, said.words));
        let refused = said.code != Some(0);
        tally.struck += usize::from(refused || said.has("Your name"));
        if refused {
            let words =
                ["are damaged", "database of another program", "newer bedside", "could not use", "could not read", "could not open"];
            tally.expect(words.iter().any(|words| said.has(words)), || format!("{name}: it does not say why: {}", said.words));
            let is_left = fs::read(&file).is_ok_and(|after| after == bytes);
            tally.expect(is_left, || format!("{name}: the file that was refused has changed: {}", said.words));
        }
        fs::remove_dir_all(&data).unwrap();
    }
    tally
}

/// A folder whose last program ended as it should.
fn closed(desk: &Desk) -> PathBuf {
    let data = desk.data("closed");
    let said = run(by_lines(&[], &desk.course(), &data), &format!("{FIRST}{}", answers(QUESTIONS + 2)));
    assert!(said.shown.len() >= QUESTIONS, "the script itself fails: {}", said.words);
    data
}

/// A folder whose last program was killed, so that the log is beside the database.
fn killed(desk: &Desk) -> PathBuf {
    let data = desk.data("killed");
    copy(&closed(desk), &data);
    let course = desk.course();
    let mut window = Setting { arguments: &["--course", course.to_str().unwrap()], ..Setting::new(&data) }.opens();
    window.sees("Quiz");
    for _ in 0..8 {
        window.presses("enter").waits("a frame", |_| true);
    }
    window.dies();
    assert!(data.join(format!("{FILE}-wal")).is_file(), "the killed program left no log");
    // Both folders have a log, so that every fourth cut finds one.
    fs::write(desk.data("closed").join(format!("{FILE}-wal")), fs::read(data.join(format!("{FILE}-wal"))).unwrap()).unwrap();
    data
}
