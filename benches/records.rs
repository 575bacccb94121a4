//! What collecting costs beside the floor of it: a bare loop of strict signature checks on all cores. Each stage runs in a process of
//! its own, so that its memory can be told. `cargo bench --bench records -- 100000` says how many records; without a number, a few.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    missing_docs,
    dead_code,
    reason = "a measurement may stop where it stands, and says what it found"
)]

#[path = "../tests/it/support/graduate.rs"]
mod graduate;

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use bedside::cli::collecting::{Asked, Told};
use bedside::cli::command::export::{self, Wanted};
use bedside::cli::command::{audit, batches, collect};
use bedside::cli::records::Records;
use bedside::cli::shelf::Shelf;
use bedside::course::{Course, read};
use bedside::record::Assurance;
use bedside::record::credential::Trust;
use bedside::record::format::named;
use bedside::record::seal::{Key, KeyId, Seal};
use bedside::source::{Content, shipped};
use bedside::store::{RECORDS_FILE, SqliteRecords};
use ed25519_dalek::{Signature, VerifyingKey};
use graduate::{Graduate, resident, sample, sample_files};
use jiff::{SignedDuration, Timestamp};

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", count, course, file] => make(count.parse().unwrap(), &course_of(course), Path::new(file)),
        ["course", folder] => write_course(Path::new(folder)),
        ["zip", file, into] => zip(Path::new(file), Path::new(into)),
        ["verify", count, file] => verify(count.parse().unwrap(), Path::new(file)),
        ["collect", count, course, path, data] => {
            measured("collect", count.parse().unwrap(), |_| gather(&course_of(course), Path::new(path), Path::new(data)));
        }
        ["audit", count, data] => measured("audit", count.parse().unwrap(), |_| audited(Path::new(data), false)),
        ["roots", count, data] => measured("audit --quick (batch roots)", count.parse().unwrap(), |_| audited(Path::new(data), true)),
        ["export", count, course, data] => {
            measured("export CSV, all columns", count.parse().unwrap(), |_| exported(&course_of(course), Path::new(data)));
        }
        ["peer", count, data] => measured("sqlite3 -csv of them", count.parse().unwrap(), |_| peer(Path::new(data))),
        ["sha256sum", count, file] => measured("sha256sum of the same bytes", count.parse().unwrap(), |_| {
            assert!(Command::new("sha256sum").arg(file).stdout(File::create("/dev/null").unwrap()).status().unwrap().success());
        }),
        ["hand on", count, data, file] => {
            measured("export of countersigned batches", count.parse().unwrap(), |_| handed_on(Path::new(data), Path::new(file)));
        }
        ["rows", _, data, file] => rows(Path::new(data), Path::new(file)),
        ["import", count, file, data] => {
            measured("sqlite3 .import, keyed", count.parse().unwrap(), |_| import(Path::new(file), Path::new(data)));
        }
        ["table", _, course, data, file] => table(&course_of(course), Path::new(data), Path::new(file)),
        ["sha", count, file] => measured("sha256 of the same bytes", count.parse().unwrap(), |_| hashed(Path::new(file))),
        [count] => all(count.parse().unwrap()),
        _ => all(2_000),
    }
}

fn course_of(name: &str) -> Arc<Course> {
    Arc::new(if name == "shipped" { read(Arc::new(shipped())).course.unwrap() } else { sample() })
}

/// Runs every stage for a course of three questions, then for the whole shipped course with a fiftieth of the records.
fn all(count: u64) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).into_os_string().into_string().unwrap();
    for (course, count) in [("small", count), ("shipped", count.div_ceil(50))] {
        let (file, archive, number) = (at(&format!("{course}.jsonl")), at(&format!("{course}.zip")), count.to_string());
        stage(&["make", &number, course, &file]);
        let bytes = fs::metadata(&file).unwrap().len();
        println!("\n{count} hand-ins of the {course} course, {} bytes each", bytes / count);
        let floor = stage(&["verify", &number, &file]);
        let collected = stage(&["collect", &number, course, &file, &at(&format!("{course}-data"))]);
        println!("  collect / bare loop: {:.2} wall", collected / floor);
        stage(&["zip", &file, &archive]);
        let zipped = stage(&["collect", &number, course, &archive, &at(&format!("{course}-zip-data"))]);
        println!("  collect of a zip / bare loop: {:.2} wall", zipped / floor);
        stage(&["audit", &number, &at(&format!("{course}-data"))]);
        stage(&["roots", &number, &at(&format!("{course}-data"))]);
        stage(&["sha", &number, &file]);
        if Command::new("sha256sum").arg("--version").output().is_ok() {
            stage(&["sha256sum", &number, &file]);
        }
        let data = at(&format!("{course}-data"));
        stage(&["export", &number, course, &data]);
        let (batch, csv) = (at(&format!("{course}.batch")), at(&format!("{course}.csv")));
        stage(&["hand on", &number, &data, &batch]);
        let adopted = stage(&["collect", &number, course, &batch, &at(&format!("{course}-adopted"))]);
        if Command::new("sqlite3").arg("--version").output().is_ok() {
            stage(&["peer", &number, &data]);
            stage(&["rows", &number, &data, &csv]);
            let imported = stage(&["import", &number, &csv, &at(&format!("{course}-imported"))]);
            println!("  collect of countersigned batches / .import: {:.2} wall", adopted / imported);
        }
        stage(&["table", &number, course, &data, &csv]);
        stage(&["collect", &number, course, &csv, &at(&format!("{course}-table"))]);
    }
}

/// Runs a stage in its own process, shows what it says, and returns the seconds it says last.
fn stage(words: &[&str]) -> f64 {
    let out = Command::new(env::current_exe().unwrap()).args(words).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).unwrap();
    print!("{text}");
    text.split_whitespace().rev().find_map(|word| word.strip_prefix("wall=")?.strip_suffix('s')?.parse().ok()).unwrap_or_default()
}

fn measured(what: &str, count: u64, work: impl FnOnce(u64)) {
    let start = Instant::now();
    work(count);
    let wall = start.elapsed().as_secs_f64();
    println!("  {what:<26} wall={wall:.3}s cpu={:.2}s {:.0}/s peak={} MiB", cpu(), count as f64 / wall, peak());
}

/// Seconds of processor time of this process and of those it waited for, by Linux.
fn cpu() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> =
        text.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(4).filter_map(|field| field.parse().ok()).collect();
    fields.iter().sum::<f64>() / 100.0
}

/// The most memory this process ever had, by Linux.
fn peak() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or_default()
        / 1024
}

/// Writes the small course's files, for a whole program to collect with.
fn write_course(folder: &Path) {
    for (path, text) in sample_files("1.4").texts {
        let (file, Content::Text(text)) = (folder.join(&*path), text) else { continue };
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, &*text).unwrap();
    }
}

/// Three a minute, and all of them over: the whole program refuses what is still to come, and what was before there were courses.
fn long_ago(number: u64) -> Timestamp {
    "2026-01-05T08:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(i64::try_from(number * 20).unwrap())
}

/// Writes hand-ins of as many people, one a line.
fn make(count: u64, course: &Arc<Course>, file: &Path) {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let parts: Vec<PathBuf> = (0..cores).map(|core| file.with_extension(format!("{core}.part"))).collect();
    thread::scope(|scope| {
        for (core, part) in (0..cores).zip(&parts) {
            scope.spawn(move || {
                let mut out = BufWriter::new(File::create(part).unwrap());
                for number in (core..count).step_by(usize::try_from(cores).unwrap()) {
                    let who = resident(number, &format!("Person Number {number}"));
                    let mut graduate = Graduate::beginning(course, number, who, long_ago(number)).completes();
                    writeln!(out, "{}", graduate.hands_in().written().unwrap()).unwrap();
                }
                out.flush().unwrap();
            });
        }
    });
    let mut whole = File::create(file).unwrap();
    for part in parts {
        std::io::copy(&mut File::open(&part).unwrap(), &mut whole).unwrap();
        fs::remove_file(part).unwrap();
    }
}

fn zip(file: &Path, into: &Path) {
    let mut zip = zip::ZipWriter::new(File::create(into).unwrap());
    zip.start_file("records.jsonl", zip::write::SimpleFileOptions::default().large_file(true)).unwrap();
    std::io::copy(&mut File::open(file).unwrap(), &mut zip).unwrap();
    zip.finish().unwrap();
}

/// What a hand-in is checked by: its key's bytes, the bytes under its seal, its events, and the seal.
struct Sealed {
    key: [u8; 32],
    envelope: Vec<u8>,
    events: Vec<Vec<u8>>,
    seal: Seal,
}

/// The floor: the seals of real hand-ins, each by a key of its own, checked on every core and nothing else done. A hand-in brings its
/// key as bytes, so the loop reads those; `chain` hashes the events as well, which the seal covers through the end of their chain.
/// Taken apart before the clock starts, and 60,000 of them again and again where there are more.
fn verify(count: u64, file: &Path) {
    let made = usize::try_from(count.min(60_000)).unwrap();
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let lines: Vec<String> = BufReader::new(File::open(file).unwrap()).lines().take(made).map(Result::unwrap).collect();
    let sealed: Vec<Sealed> = lines.iter().map(|line| taken_apart(line)).collect();
    drop(lines);
    let prepared: Vec<VerifyingKey> = sealed.iter().map(|one| VerifyingKey::from_bytes(&one.key).unwrap()).collect();
    let rounds = count.div_ceil(made as u64);
    let time = |what: &str, check: &(dyn Fn(usize, &Sealed) -> bool + Sync)| {
        let (start, before) = (Instant::now(), cpu());
        for _ in 0..rounds {
            thread::scope(|scope| {
                let part = sealed.len().div_ceil(cores);
                for (from, some) in (0..).step_by(part).zip(sealed.chunks(part)) {
                    scope.spawn(move || assert!(some.iter().enumerate().all(|(place, one)| check(from + place, one))));
                }
            });
        }
        let share = count as f64 / (rounds * made as u64) as f64;
        let wall = start.elapsed().as_secs_f64() * share;
        println!("  {what:<28} wall={wall:.3}s cpu={:.2}s {:.0}/s", (cpu() - before) * share, count as f64 / wall);
    };
    let strict = |key: &VerifyingKey, one: &Sealed| key.verify_strict(&one.envelope, &Signature::from_bytes(one.seal.bytes())).is_ok();
    let sound = |one: &Sealed| VerifyingKey::from_bytes(&one.key).is_ok_and(|key| strict(&key, one));
    time("verify_strict, keys ready", &|place, one| strict(&prepared[place], one));
    time("verify_strict, keys as bytes", &|_, one| sound(one));
    time("... and the chain hashed", &|_, one| chained(&one.events) != [0; 32] && sound(one));
}

fn chained(events: &[Vec<u8>]) -> [u8; 32] {
    use sha2::Digest as _;
    events.iter().fold([1; 32], |link, event| sha2::Sha256::new().chain_update(link).chain_update(event).finalize().into())
}

fn taken_apart(line: &str) -> Sealed {
    let mut whole: serde_json::Value = serde_json::from_str(line).unwrap();
    let fields = whole.as_object_mut().unwrap();
    let events = fields.remove("events").unwrap();
    let events = events.as_array().unwrap().iter().map(|event| serde_json_canonicalizer::to_vec(event).unwrap()).collect();
    let seal = Seal::read(fields.remove("seal").unwrap().as_str().unwrap()).unwrap();
    let key = KeyId::read(fields["key"].as_str().unwrap()).unwrap().bytes();
    let mut envelope = b"bedside hand-in 1\n".to_vec();
    serde_json_canonicalizer::to_writer(&whole, &mut envelope).unwrap();
    Sealed { key, envelope, events, seal }
}

fn gather(course: &Arc<Course>, path: &Path, data: &Path) {
    let (shelf, key) = (Shelf::of((**course).clone()), Key::from_secret(&[9; 32]));
    let asked = Asked {
        paths: vec![path.to_owned()],
        shelf: &shelf,
        partners: &Trust::default(),
        key: Some(&key),
        assurance: Assurance::COUNTERSIGNED,
        now: "2036-11-25T12:00:00Z".parse().unwrap(),
        tolerance: SignedDuration::from_mins(15),
        who: "bench".into(),
    };
    let mut records = SqliteRecords::open(data).unwrap();
    let mut out = Vec::new();
    let answer = collect::run(&asked, &mut records, Told::Text, None, false, &mut out, &mut Vec::new()).unwrap();
    assert_eq!(answer, bedside::cli::Answer::Done, "{}", String::from_utf8_lossy(&out));
}

fn audited(data: &Path, quick: bool) {
    let asked = audit::Asked { quick, ..audit::Asked::default() };
    let answer = audit::run(&SqliteRecords::open(data).unwrap(), asked, &mut Vec::new()).unwrap();
    assert_eq!(answer, bedside::cli::Answer::Done);
}

fn exported(course: &Course, data: &Path) {
    let records = Records::Department(Box::new(SqliteRecords::open(data).unwrap()));
    let mut out = File::create("/dev/null").unwrap();
    assert!(export::write(&records, course, &Wanted::all(named("csv").unwrap()), &mut out).unwrap() > 0);
}

/// What SQLite's own shell needs for the columns of an export; its memory is not told.
fn peer(data: &Path) {
    let sql = "select record_id, learner_id, account, name, role, staff_id, department, course_id, course_title, course_version,
        course_digest, started_ms, completed_ms, completed_on, expires_on, score_percent, score_earned, score_of, pass_mark, passed,
        attempts, minutes, assurance, organization from completions";
    let out = File::create("/dev/null").unwrap();
    assert!(Command::new("sqlite3").arg("-csv").arg(data.join(RECORDS_FILE)).arg(sql).stdout(out).status().unwrap().success());
}

/// Writes the batches as another department gets them.
fn handed_on(data: &Path, file: &Path) {
    let mut out = BufWriter::new(File::create(file).unwrap());
    assert!(batches::write(&SqliteRecords::open(data).unwrap(), &Key::from_secret(&[9; 32]), None, &mut out).unwrap() > 0);
}

/// Every column of the records, hand-ins too, as a table that `sqlite3` imports.
fn rows(data: &Path, file: &Path) {
    let sql = "select hex(record_id), hex(learner_id), account, name, role, staff_id, department, course_id, course_title, course_version,
        hex(course_digest), started_ms, completed_ms, completed_on, expires_on, score_percent, score_earned, score_of, pass_mark, passed,
        attempts, minutes, assurance, key_id, enrolled, hex(doc_sha256), hex(batch_id), leaf, received_ms, held, organization, hex(salt), doc
        from completions";
    let out = File::create(file).unwrap();
    assert!(Command::new("sqlite3").arg("-csv").arg(data.join(RECORDS_FILE)).arg(sql).stdout(out).status().unwrap().success());
}

fn import(file: &Path, data: &Path) {
    let columns = (1..33).map(|column| format!(", c{column} text")).collect::<Vec<_>>().concat();
    let make = format!("create table completions (c0 text primary key{columns})");
    let import = format!(".import --csv {} completions", file.display());
    assert!(Command::new("sqlite3").arg(data).arg(make).arg(import).status().unwrap().success());
}

/// The records as another system would tell of them.
fn table(course: &Course, data: &Path, file: &Path) {
    let records = Records::Department(Box::new(SqliteRecords::open(data).unwrap()));
    let mut out = File::create(file).unwrap();
    assert!(export::write(&records, course, &Wanted::all(named("csv").unwrap()), &mut out).unwrap() > 0);
}

fn hashed(file: &Path) {
    use sha2::Digest as _;
    let (mut hash, mut from, mut page) = (sha2::Sha256::new(), File::open(file).unwrap(), vec![0; 1 << 18]);
    loop {
        let count = from.read(&mut page).unwrap();
        if count == 0 {
            break;
        }
        hash.update(&page[..count]);
    }
    assert!(hash.finalize().iter().any(|byte| *byte != 0));
}
