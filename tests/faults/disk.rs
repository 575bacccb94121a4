//! A real disk that is full or may not be written to: a small one in memory, mounted where only the run can see it (`unshare`).

use std::fs;
use std::process::Command;

use super::ledger::{Kept, Tally};
use super::luck::Luck;
use super::script::{Desk, FIRST, QUESTIONS, Said, answers, reasons};

/// Runs the script on a disk of some size, keeps a copy of what is there, gives the disk room, and runs it again.
const FULL: &str = r#"
mount -t tmpfs -o size="$SIZE",mode=700 none "$DATA" || exit 99
"$BEDSIDE" learn --plain --course "$COURSE" --data "$DATA" <"$LINES" >"$KEPT/first" 2>&1; echo $? >"$KEPT/code"
mkdir "$KEPT/before" && cp "$DATA"/bedside.db* "$KEPT/before/"
mount -o remount,size=64m "$DATA" || exit 99
"$BEDSIDE" learn --plain --course "$COURSE" --data "$DATA" <"$LINES" >"$KEPT/second" 2>&1
mkdir "$KEPT/after" && cp "$DATA"/bedside.db* "$KEPT/after/"
"#;

/// Runs the script, takes the right to write away, runs it again, gives the right back, and runs it a third time.
const FORBIDDEN: &str = r#"
mount -t tmpfs -o size=64m,mode=700 none "$DATA" || exit 99
head -n 12 "$LINES" | "$BEDSIDE" learn --plain --course "$COURSE" --data "$DATA" >"$KEPT/zeroth" 2>&1
mount -o remount,ro "$DATA" || exit 99
"$BEDSIDE" learn --plain --course "$COURSE" --data "$DATA" <"$LINES" >"$KEPT/first" 2>&1; echo $? >"$KEPT/code"
mkdir "$KEPT/before" && cp "$DATA"/bedside.db* "$KEPT/before/"
mount -o remount,rw "$DATA" || exit 99
"$BEDSIDE" learn --plain --course "$COURSE" --data "$DATA" <"$LINES" >"$KEPT/second" 2>&1
mkdir "$KEPT/after" && cp "$DATA"/bedside.db* "$KEPT/after/"
"#;

/// A disk that fills at some moment of the script, another one each time.
pub(crate) fn fill(runs: usize) -> Tally {
    mounted(FULL, runs, "is full")
}

/// A disk that may only be read.
pub(crate) fn forbid(runs: usize) -> Tally {
    mounted(FORBIDDEN, runs, "may be read but not written")
}

fn mounted(script: &str, runs: usize, words: &str) -> Tally {
    let desk = Desk::new();
    let (mut tally, mut luck) = (Tally::default(), Luck::new(runs));
    for run in 0..runs {
        // Up to what the whole script needs, and the moment within a page by lot.
        let size = 4096 * (1 + run as u64 * 40 / runs as u64) + luck.below(4096);
        let (data, kept, lines) = (desk.data("disk"), desk.data(&format!("kept-{run}")), desk.course().join("lines"));
        fs::write(&lines, format!("{FIRST}{}", answers(QUESTIONS + 4))).unwrap();
        let ran = Command::new("unshare")
            .args(["-rm", "sh", "-c", script])
            .env("SIZE", size.to_string())
            .env("DATA", &data)
            .env("KEPT", &kept)
            .env("LINES", &lines)
            .env("COURSE", desk.course())
            .env("BEDSIDE", env!("CARGO_BIN_EXE_bedside"))
            .output()
            .unwrap();
        assert_ne!(ran.status.code(), Some(99), "no disk could be mounted: {}", String::from_utf8_lossy(&ran.stderr));
        let said = |file: &str| fs::read_to_string(kept.join(file)).unwrap_or_default();
        let (first, second) = (said("first"), said("second"));
        let before = Said { shown: reasons(&first), code: said("code").trim().parse().ok(), words: first };
        tally.runs += 1;
        let struck = before.has(words) || before.has("connected and not full");
        tally.struck += usize::from(struck);
        tally.expect(struck || before.shown.len() >= QUESTIONS, || format!("with {size} bytes it does not say why: {}", before.words));
        tally.expect(matches!(before.code, Some(0..=3)), || format!("with {size} bytes it ended with {:?}: {}", before.code, before.words));
        let answered = Kept::of(&kept.join("before"));
        let already = reasons(&said("zeroth")).len();
        match &answered {
            Ok(there) => tally.holds_in_order(&before.shown, there, already),
            // A file that was never made whole has nothing to lose.
            Err(error) => tally.expect(before.shown.is_empty() && already == 0, || format!("with {size} bytes: {error}")),
        }
        let earlier = answered.map_or(0, |there| there.answers.len());
        match Kept::of(&kept.join("after")) {
            Ok(there) => {
                tally.holds_in_order(&reasons(&second), &there, earlier);
                tally.expect(there.answers.len() > earlier, || format!("after {size} bytes the next start kept nothing: {second}"));
            }
            Err(error) => tally.flaws.push(format!("after {size} bytes: {error}: {second}")),
        }
    }
    tally
}
