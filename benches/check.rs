//! What checking costs, beside what reading the same files as TOML alone costs. `cargo bench --bench check`.
//!
//! Prints a table: courses of growing size made of the shipped one's own words, the time the `toml` crate needs for their files (letting go
//! of each table at once, and keeping all) and the time checking needs, on as many threads, the time of `bedside check` as a whole
//! process, and the most memory that took. `TAPLO=path` sets Taplo's `check` beside it. A second table tells how the time grows with a single file that is wrong all over: 2 where
//! twice the file takes twice the time. `cargo bench --bench check -- write DIR 1000` only writes such a course, `-- growth` only prints the
//! second table, `-- row 1000` one row of the first, again and again, and `-- again 1000` checks for ten seconds, for a profiler.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a bench may stop where it stands, and prints what it found")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bedside::course::{check, read};
use bedside::source::{Content, Files, folder, shipped};

/// Lessons, and as many quizzes of ten questions.
const SIZES: [usize; 4] = [10, 100, 1000, 4000];

/// As many threads read TOML alone as there are hands that check.
const MOST_HANDS: usize = 4;

/// How often each is measured; the fastest counts, because the machine has other things to do.
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [_, course, size] = arguments.as_slice() {
        return write(&generated(size.parse().expect("a number")), Path::new(course));
    }
    if arguments.first().is_some_and(|word| word == "growth") {
        return growth();
    }
    if let [again, size] = arguments.as_slice()
        && again == "again"
    {
        return again_and_again(generated(size.parse().expect("a number")));
    }
    if let [row, size] = arguments.as_slice()
        && row == "row"
    {
        return rows(&generated(size.parse().expect("a number")));
    }
    let home = tempfile::tempdir().expect("a folder");
    println!(
        "| lessons and quizzes | questions | kB | toml, ms | toml that keeps all, ms | read and check, ms | ratio | to toml that keeps all | whole process, ms | its memory, MB | taplo check, ms |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for size in SIZES {
        let course = home.path().join(size.to_string());
        let files = generated(size);
        write(&files, &course);
        let bytes: usize = texts(&files).map(str::len).sum();
        let taken = side_by_side(&files);
        let (whole, memory) = process(&course);
        let taplo = taplo(&course).map_or_else(|| "not asked".to_owned(), milliseconds);
        println!(
            "| {size} | {} | {} | {} | {} | {} | {} | {} | {memory} | {taplo} |",
            size * 10,
            bytes / 1000,
            milliseconds(taken.toml),
            milliseconds(taken.toml_kept),
            milliseconds(taken.checked),
            taken.ratios(),
            milliseconds(whole)
        );
    }
    println!();
    growth();
}

/// Files of a lesson that are wrong all over: what they are called, what they begin with, and what comes again and again.
const WRONG: [(&str, &str, &str); 12] = [
    ("one long text", "title = 'a", "a"),
    ("nested brackets", "needs = ", "["),
    ("tiny tables", "", "[a]\n"),
    ("single brackets", "", "[page]\ntext = 'a'\n"),
    ("words outside any text", "", "words\n"),
    ("texts that never end", "", "text = '''\n[[page]]\n"),
    ("texts that never end, there twice", "", "text = 'a'\ntext = '''\n[[page]]\n"),
    ("settings that are there twice", "", "title = 'a'\n"),
    ("quotation marks left open", "", "[[page]]\ntext = \"open\n"),
    ("lists without commas", "", "needs = [1 2\n[[page]]\n"),
    ("letters that steer", "title = 'a", "\u{1b}[31ma"),
    ("a page of quotation marks", "[[page]]\ntext = '''\n", ">"),
];

/// How many bytes such a file has, before it is doubled.
const LONG: usize = 200_000;

/// Prints how long each of [`WRONG`] takes, and twice of it.
fn growth() {
    println!("| a lesson of {} kB, and of twice that | ms | twice, ms | growth |", LONG / 1000);
    println!("|---|---|---|---|");
    for (called, begins, again) in WRONG {
        let [once, twice] = [LONG, LONG * 2].map(|long| {
            let text = format!("{begins}{}", again.repeat(long / again.len()));
            let mut files = Files::default();
            files.texts.insert("lessons/wrong.toml".into(), Content::Text(text.into()));
            let files = Arc::new(files);
            let one = || {
                let begun = Instant::now();
                let reading = read(files.clone());
                std::hint::black_box(check(&reading, None));
                begun.elapsed()
            };
            (0..ROUNDS).map(|_| one()).min().unwrap_or_default()
        });
        println!("| {called} | {} | {} | {:.2} |", milliseconds(once), milliseconds(twice), twice.as_secs_f64() / once.as_secs_f64());
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

fn texts(files: &Files) -> impl Iterator<Item = &str> {
    files.texts.values().filter_map(|content| if let Content::Text(text) = content { Some(&**text) } else { None })
}

/// What reading files as TOML takes, and what checking them takes.
struct Taken {
    /// Each table is let go of before the next is made.
    toml: Duration,
    /// All tables are there in the end, as in a check.
    toml_kept: Duration,
    checked: Duration,
}

impl Taken {
    fn ratios(&self) -> String {
        let to = |other: Duration| self.checked.as_secs_f64() / other.as_secs_f64();
        format!("{:.2} | {:.2}", to(self.toml), to(self.toml_kept))
    }
}

/// Measures all in turns, so that what else the machine does meets all alike. To let go of what is there in the end is left out: a check
/// leaves that to the machine.
fn side_by_side(files: &Files) -> Taken {
    let files = Arc::new(files.clone());
    let hands = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_HANDS);
    let all: Vec<&str> = texts(&files).collect();
    let parse = |text: &str| toml::from_str::<toml::Table>(text).expect("the files are TOML");
    let share = |first: usize, keep: bool| {
        let tables = all.iter().skip(first).step_by(hands).map(|text| std::hint::black_box(parse(text)));
        tables.filter(|_| keep).collect::<Vec<_>>()
    };
    let parsed = |keep: bool| {
        let begun = Instant::now();
        let tables = std::thread::scope(|scope| {
            let others: Vec<_> = (1..hands).map(|first| scope.spawn(move || share(first, keep))).collect();
            let mut tables = vec![share(0, keep)];
            tables.extend(others.into_iter().map(|other| other.join().expect("the files are TOML")));
            tables
        });
        let taken = begun.elapsed();
        drop(tables);
        taken
    };
    let mut fastest = Taken { toml: Duration::MAX, toml_kept: Duration::MAX, checked: Duration::MAX };
    for _ in 0..ROUNDS {
        fastest.toml = fastest.toml.min(parsed(false));
        fastest.toml_kept = fastest.toml_kept.min(parsed(true));
        let begun = Instant::now();
        let reading = read(files.clone());
        std::hint::black_box(check(&reading, None));
        fastest.checked = fastest.checked.min(begun.elapsed());
    }
    fastest
}

/// Prints what the library alone takes, five times over, and how long reading and checking took when they were last done.
fn rows(files: &Files) {
    println!("| toml, ms | toml that keeps all, ms | read and check, ms | ratio | to toml that keeps all | read, ms | check, ms |");
    println!("|---|---|---|---|---|---|---|");
    for _ in 0..ROUNDS {
        let taken = side_by_side(files);
        let files = Arc::new(files.clone());
        let begun = Instant::now();
        let reading = read(files);
        let read = begun.elapsed();
        std::hint::black_box(check(&reading, None));
        let parts = [read, begun.elapsed().saturating_sub(read)].map(milliseconds);
        let whole = [taken.toml, taken.toml_kept, taken.checked].map(milliseconds);
        println!("| {} | {} | {} |", whole.join(" | "), taken.ratios(), parts.join(" | "));
    }
}

fn again_and_again(files: Files) {
    let (files, begun) = (Arc::new(files), Instant::now());
    while begun.elapsed() < Duration::from_secs(10) {
        let reading = read(files.clone());
        std::hint::black_box(check(&reading, None));
    }
}

/// Runs the program itself; how long it takes, and the most memory it held, in MB.
fn process(course: &Path) -> (Duration, String) {
    let mut fastest = Duration::MAX;
    let mut memory = "?".to_owned();
    for _ in 0..ROUNDS {
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", env!("CARGO_BIN_EXE_bedside"), "check"]).arg(course).stdout(Stdio::null());
        let begun = Instant::now();
        let Ok(done) = command.output() else {
            let begun = Instant::now();
            let _status = Command::new(env!("CARGO_BIN_EXE_bedside")).arg("check").arg(course).stdout(Stdio::null()).status();
            fastest = fastest.min(begun.elapsed());
            continue;
        };
        fastest = fastest.min(begun.elapsed());
        let told = String::from_utf8_lossy(&done.stderr);
        if let Some(kilobytes) = told.lines().last().and_then(|line| line.trim().parse::<u64>().ok()) {
            memory = (kilobytes / 1000).to_string();
        }
    }
    (fastest, memory)
}

/// Runs `taplo check` on the same files, which looks at their syntax alone.
fn taplo(course: &Path) -> Option<Duration> {
    let taplo = std::env::var_os("TAPLO")?;
    let one = || {
        let begun = Instant::now();
        let run = Command::new(&taplo).arg("check").current_dir(course).stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success()).then(|| begun.elapsed())
    };
    (0..ROUNDS).filter_map(|_| one()).min()
}

/// A course of this size: the shipped lessons and the first ten questions of the shipped quizzes, over and over, under other names.
fn generated(size: usize) -> Files {
    let shipped = shipped();
    let part = |part: &str| -> Vec<(String, String)> {
        let inside = shipped.texts.iter().filter_map(|(path, content)| match content {
            Content::Text(text) => Some((path.strip_prefix(part)?.strip_suffix(".toml")?.to_owned(), text.to_string())),
            _ => None,
        });
        inside.collect()
    };
    let mut texts = BTreeMap::new();
    let mut put = |path: String, text: String| texts.insert(Arc::from(path), Content::Text(text.into()));
    for (name, at) in part("lessons/").iter().cycle().take(size).zip(0..) {
        let (id, lesson) = name;
        put(format!("lessons/{}.toml", numbered(id, at)), lesson.clone());
    }
    for (name, at) in part("quizzes/").iter().filter(|(_, text)| text.matches("\n[[question]]").count() >= 10).cycle().take(size).zip(0..) {
        let (id, quiz) = name;
        put(format!("quizzes/{}.toml", numbered(id, at)), ten_questions(quiz, at));
    }
    for name in ["course.toml", "glossary.toml"] {
        if let Some(text) = shipped.text(name) {
            put(name.to_owned(), without(text, &["order", "needs"]));
        }
    }
    Files { texts, pictures: shipped.pictures, ..Files::default() }
}

/// The first copy keeps its name, so that the links to it still lead there.
fn numbered(id: &str, at: usize) -> String {
    if at < 16 { id.to_owned() } else { format!("{id}-{at}") }
}

/// A quiz of ten questions, each under a name of its own and in no pool.
fn ten_questions(quiz: &str, at: usize) -> String {
    let mut sections = quiz.split("\n[[question]]");
    let top = sections.next().unwrap_or("");
    let top = without(top.split("\n[pools]").next().unwrap_or(top), &["id", "lesson", "needs", "retired", "was"]);
    let questions: Vec<String> = sections
        .take(10)
        .map(|question| {
            let own = without(question, &["pool", "was", "rev"]);
            let (before, after) = own.split_once("id").unwrap_or((&own, ""));
            let after = after.replacen('"', &format!("\"q{at}-"), 1);
            format!("[[question]]{before}id{after}")
        })
        .collect();
    format!("{top}\n{}", questions.join("\n"))
}

/// A text without the lines of some settings, which all stand on one line or in one list.
fn without(text: &str, settings: &[&str]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut in_list = false;
    for line in text.lines() {
        let name = line.split('=').next().unwrap_or("").trim();
        if in_list {
            in_list = !line.contains(']');
        } else if settings.contains(&name) && line.contains('=') {
            in_list = line.contains('[') && !line.contains(']');
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn write(files: &Files, course: &Path) {
    for (path, content) in &files.texts {
        let path = course.join(&**path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        if let Content::Text(text) = content {
            fs::write(path, text.as_bytes()).expect("a file");
        }
    }
    let read = folder(course).expect("the folder was just written");
    assert_eq!(read.texts.len(), files.texts.len());
}
