//! Any bytes at all give a report: the claims of `fuzz/` hold for its seeds, whole and cut, and for files that are long, deep or both.

#[path = "../../fuzz/src/lib.rs"]
mod claims;

use std::fs;
use std::time::{Duration, Instant};

use crate::root;

/// What must hold of any bytes.
type Claim = fn(&[u8]);

/// Each target and its claim.
const TARGETS: [(&str, Claim); 16] = [
    ("course", claims::course),
    ("list", claims::list),
    ("prose", claims::prose),
    ("link", claims::link),
    ("gift", claims::gift),
    ("moodle_xml", claims::moodle_xml),
    ("aiken", claims::aiken),
    ("mdbook_quiz", claims::mdbook_quiz),
    ("keys", claims::keys),
    ("typed", claims::typed),
    ("certificate", claims::certificate),
    ("hand_in", claims::hand_in),
    ("batch", claims::batch),
    ("roster", claims::roster),
    ("config", claims::config),
    ("papers", claims::papers),
];

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(root().join("fuzz/seeds").join(target)).unwrap();
    files.map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
}

/// A file with some bytes cut out, some put in, and some of another file of the same kind.
fn mutated(seeds: &[Vec<u8>], luck: &mut fastrand::Rng) -> Vec<u8> {
    const SIGNS: &[u8] = b"[]{}()<>=~#%:\\\"'`*_-|&;/\n\t \0\x1b\xc3\xe2\xff0aA";
    let mut bytes = seeds[luck.usize(..seeds.len())].clone();
    for _ in 0..luck.usize(1..8) {
        let at = luck.usize(..=bytes.len());
        let end = (at + luck.usize(..12)).min(bytes.len());
        let put: Vec<u8> = match luck.u8(..4) {
            0 => Vec::new(),
            1 => (0..luck.usize(1..6)).map(|_| SIGNS[luck.usize(..SIGNS.len())]).collect(),
            2 => bytes[at..end].repeat(luck.usize(1..40)),
            _ => {
                let other = &seeds[luck.usize(..seeds.len())];
                let from = luck.usize(..=other.len());
                other[from..(from + luck.usize(..80)).min(other.len())].to_vec()
            }
        };
        bytes.splice(at..end, put);
    }
    bytes.truncate(16 << 10);
    bytes
}

/// Some files each; with `BEDSIDE_FUZZ_SECONDS` as many as can be tried in that time, and `BEDSIDE_FUZZ_TARGET` names the one to try.
#[test]
#[expect(clippy::print_stderr, reason = "whoever asks for ten minutes wants to know what was tried")]
fn changed_seeds_keep_their_claims() {
    let seconds = std::env::var("BEDSIDE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let only = std::env::var("BEDSIDE_FUZZ_TARGET").ok();
    for (target, claim) in TARGETS.iter().filter(|(target, _)| only.as_deref().is_none_or(|only| only == *target)) {
        let seeds = seeds(target);
        let mut luck = fastrand::Rng::with_seed(seconds.map_or(7, |_| fastrand::u64(..)));
        let begun = Instant::now();
        let mut tried = 0;
        while seconds.map_or(tried < 40, |seconds| begun.elapsed() < Duration::from_secs(seconds)) {
            let bytes = mutated(&seeds, &mut luck);
            if let Err(fallen) = std::panic::catch_unwind(|| claim(&bytes)) {
                let kept = std::env::temp_dir().join(format!("bedside-{target}-{}", fastrand::u32(..)));
                fs::write(&kept, &bytes).unwrap();
                eprintln!("{target}: {}", kept.display());
                std::panic::resume_unwind(fallen);
            }
            tried += 1;
        }
        eprintln!("{target}: {tried} files in {:?}", begun.elapsed());
    }
}

#[test]
fn the_seeds_of_every_target_keep_its_claim_whole_and_cut() {
    for (target, claim) in TARGETS {
        for bytes in seeds(target) {
            for eighth in 1..=8 {
                claim(&bytes[..bytes.len() * eighth / 8]);
            }
        }
        assert!(root().join(format!("fuzz/fuzz_targets/{target}.rs")).is_file(), "{target} is no target");
    }
    assert_eq!(fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap().count(), TARGETS.len());
}

#[test]
fn long_and_deep_pages_are_checked() {
    for text in
        [">".repeat(1 << 20), "[".repeat(1 << 18), "*".repeat(1 << 20), "[a](".repeat(10_000), "`".repeat(1 << 18), "| ".repeat(50_000)]
    {
        claims::course(format!("\0title = \"Long\"\n[[page]]\ntext = '''\n{text}\n'''\n").as_bytes());
    }
}

/// A million letters; an unoptimized build, which takes a dozen times as long for each, is given fewer.
const MANY: usize = if cfg!(debug_assertions) { 1 << 16 } else { 1 << 20 };

/// Very many of each sign that begins something, alone and in lines, and things within things.
fn long_and_deep() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for sign in [">", "[", "*", "\"", "{", "`", "_", "<", "(", "~", "=", "#", "\\", "|", "- ", "&", "%"] {
        all.push((format!("only `{sign}`"), sign.repeat(MANY / sign.len())));
        all.push((format!("many lines of `{sign}`"), format!("{sign} a\n").repeat(MANY / 16)));
    }
    for (opens, closes) in [("[", "]"), ("{", "}"), ("(", ")"), ("<a>", "</a>"), ("[a](", ")"), ("![", "](b)"), ("**a ", "**"), ("> ", "")]
    {
        all.push((format!("nested {opens}{closes}"), opens.repeat(10_000) + "a" + &closes.repeat(10_000)));
    }
    all.push(("the same question".to_owned(), "Q?\nA. x\nB. y\nANSWER: A\n\n".repeat(MANY / 32)));
    all.push(("a table of a long head".to_owned(), format!("|{}|b|\n|-|-|\n{}", "h".repeat(MANY / 8), "|a|b|\n".repeat(MANY / 16))));
    all
}

/// The list grammar, the syntax of links, the layout of Markdown and the formats of others, with texts that a slow reading would not end on.
#[test]
#[expect(clippy::print_stderr, reason = "whoever looks for what is slow wants to know what took how long")]
fn long_and_deep_texts_are_read_in_every_format() {
    let only = std::env::var("BEDSIDE_FUZZ_TARGET").ok();
    let texts = long_and_deep();
    for (target, claim) in TARGETS.iter().filter(|(target, _)| only.as_deref().is_none_or(|only| only == *target)) {
        if !["list", "link", "prose", "gift", "moodle_xml", "aiken", "mdbook_quiz"].contains(target) {
            continue;
        }
        for (called, text) in &texts {
            let begun = Instant::now();
            claim(text.as_bytes());
            eprintln!("{target}: {called}: {:?}", begun.elapsed());
        }
    }
}

#[test]
fn long_and_deep_files_are_checked() {
    for text in [
        format!("title = \"{}\"\n", "a".repeat(10 << 20)),
        format!("needs = {}", "[".repeat(10_000)),
        format!("needs = {}", "{a=".repeat(10_000)),
        "[[page]]\n".repeat(20_000),
        "title = \"a\"\n".repeat(5_000),
        "title = “a”\n".repeat(2_000),
        "words outside\n".repeat(20_000),
        "[a]\n".repeat(MANY / 10),
        (0..MANY / 10).map(|at| format!("[t{at}]\n")).collect(),
        "[page]\ntext = 'a'\n".repeat(MANY / 32),
        "text = '''\n[[page]]\n".repeat(MANY / 32),
        "text = 'a'\ntext = '''\n[[page]]\n".repeat(MANY / 32),
        "needs = [\"a\" \"b\"\n".repeat(MANY / 32),
        "needs = [1 2\n[[page]]\n".repeat(MANY / 32),
        "[[page]]\ntext = \"open\n".repeat(MANY / 32),
        format!("title = \"{}\"\n", "\u{1b}[31ma".repeat(MANY / 8)),
        format!("title = \"{}\"\n", "\t\u{1b}".repeat(MANY / 8)),
        "# allow B504: so\nfoo = 1\n".repeat(MANY / 32),
    ] {
        claims::course(format!("\0{text}").as_bytes());
    }
    claims::course(format!("\u{1}[[question]]\nid = \"a\"\noptions = '''\n{}'''\n", "-[ ] a\n".repeat(5_000)).as_bytes());
}
