//! Options and what is asked, as good questions are written: nothing in their form gives the answer away.

use std::ops::Range;

use crate::course::read::Section;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B501, B504, B507, B512, B513, B514};

use super::{Choice, File, Looked};

/// How many times longer than the next a right option may be, in tenths.
const STANDS_OUT: usize = 16;

/// So many options of a question are compared with each other.
const MANY: usize = 50;

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for question in &file.asked {
        let section = question.section;
        asked(section, found);
        let Some(options) = &question.options else { continue };
        length(section, options, found);
        above(section, options, found);
        absolute(section, options, found);
        alike(section, options, found);
        if let Some(setting) = section.parts.setting("options").filter(|_| options.len() > 5) {
            found.push(
                Diagnostic::new(
                    &B514,
                    "more than five options",
                    section.parts.place(&setting.named_at),
                    format!("{} options", options.len()),
                )
                .help("keep the three or four that people really choose"),
            );
        }
    }
}

/// The one right option is much longer than every other.
fn length(section: &Section, options: &[Choice<'_>], found: &mut Vec<Diagnostic>) {
    let mut right = options.iter().filter(|option| option.right);
    let (Some(only), None) = (right.next(), right.next()) else { return };
    let Some(next) = options.iter().filter(|option| !option.right).map(|option| option.letters).max() else { return };
    let long = only.letters;
    if long * 10 >= next * STANDS_OUT && long >= next + 15 {
        found.push(
            Diagnostic::new(
                &B501,
                "the right option stands out by its length",
                section.parts.place(&only.item.span),
                format!("{} letters longer than the next", long - next),
            )
            .help("shorten it, or give the others as much detail"),
        );
    }
}

/// "All of the above" and its kin.
fn above(section: &Section, options: &[Choice<'_>], found: &mut Vec<Diagnostic>) {
    let begins = |plain: &str| {
        ["all", "none", "both", "any", "neither"].iter().any(|word| {
            let (begins, rest) = plain.split_at_checked(word.len()).unwrap_or_default();
            begins.eq_ignore_ascii_case(word) && (rest.is_empty() || rest.get(..4).is_some_and(|rest| rest.eq_ignore_ascii_case(" of ")))
        })
    };
    for option in options.iter().filter(|option| begins(&option.plain)) {
        let small = option.plain.to_lowercase();
        let then = ["of the above", "of these", "of them", "of the options", "of the answers"].iter().any(|words| small.contains(words));
        if !then {
            continue;
        }
        let bare = small.trim_end_matches(['.', '!']).to_owned();
        let says =
            if small.contains("above") { "there is no \"above\" once the options are shuffled" } else { "it stands for other options" };
        found.push(
            Diagnostic::new(&B504, format!("\"{bare}\" is not a fair option"), section.parts.place(&option.item.words.span), says)
                .help("mark every right option `[x]`, and let learners mark several")
                .help("or, if it must stay, write `shuffle = false` and `# allow B504: reason`")
                .note("two right options give it away; one wrong option rules it out. The same for \"none of these\" and \"both\""),
        );
    }
}

/// Only wrong options say "always" or "never".
fn absolute(section: &Section, options: &[Choice<'_>], found: &mut Vec<Diagnostic>) {
    const ABSOLUTE: [&str; 7] = ["always", "never", "only", "all", "every", "none", "must"];
    let is_absolute =
        |word: &[u8]| (3..=6).contains(&word.len()) && ABSOLUTE.iter().any(|absolute| word.eq_ignore_ascii_case(absolute.as_bytes()));
    let word_in = |option: &Choice<'_>| -> Option<Range<usize>> {
        let markdown = option.item.words.markdown();
        if markdown.is_ascii() && !markdown.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).any(is_absolute) {
            return None; // most options, seen without a look at each letter
        }
        let mut at = 0;
        for word in markdown.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            if is_absolute(bare.as_bytes()) {
                let start = option.item.words.span.start + at;
                return Some(start..start + bare.len());
            }
            at += word.len();
        }
        None
    };
    if options.iter().filter(|option| option.right).any(|option| word_in(option).is_some()) {
        return;
    }
    let wrong: Vec<Range<usize>> = options.iter().filter(|option| !option.right).filter_map(word_in).collect();
    let [first, others @ ..] = wrong.as_slice() else { return };
    if others.is_empty() {
        return;
    }
    let mut complaint = Diagnostic::new(&B507, "only wrong options say \"always\" or \"never\"", section.parts.place(first), "absolute");
    for other in others {
        complaint = complaint.and(section.parts.place(other), "absolute");
    }
    found.push(complaint.help("learners know that absolutes are wrong; say what the person does"));
}

/// How many letters two options may differ by that can hardly be told apart.
const SLIPS: usize = 2;

/// Counts the letters, digits and spaces of a text, some together, in whatever capitals; `None` where it holds letters of other alphabets.
fn counted(plain: &str) -> Option<[u16; 32]> {
    let mut counted = [0_u16; 32];
    for byte in plain.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b' ') {
        if let Some(count) = counted.get_mut(usize::from(byte % 32)) {
            *count = count.wrapping_add(1);
        }
    }
    plain.is_ascii().then_some(counted)
}

/// Whether two texts may differ by no more than [`SLIPS`]: a slip changes the counts of two letters at most.
fn may_be_alike(one: Option<&[u16; 32]>, other: Option<&[u16; 32]>) -> bool {
    let apart = |(one, other): (&[u16; 32], &[u16; 32])| one.iter().zip(other).map(|(one, other)| usize::from(one.abs_diff(*other))).sum();
    one.zip(other).map_or(0, apart) <= SLIPS * 2
}

/// Two options that differ by a letter or two.
fn alike(section: &Section, options: &[Choice<'_>], found: &mut Vec<Diagnostic>) {
    // A question of hundreds of options has another flaw, and is told of it.
    let options = options.get(..MANY).unwrap_or(options);
    let letters = |choice: &Choice<'_>| {
        let small = choice.plain.to_lowercase();
        let letters: Vec<char> = small.chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').collect();
        let digits: String = letters.iter().filter(|letter| letter.is_ascii_digit()).collect();
        (letters, digits)
    };
    // Most options hold other letters than each other, so that few are looked at letter by letter.
    let counted: Vec<Option<[u16; 32]>> = options.iter().map(|option| counted(&option.plain)).collect();
    for (place, (option, these)) in options.iter().zip(&counted).enumerate() {
        for (other, _) in options.iter().zip(&counted).take(place).filter(|(_, those)| may_be_alike(these.as_ref(), those.as_ref())) {
            let ((one, others), (two, digits)) = (letters(other), letters(option));
            if one.len().min(two.len()) < 8 || digits != others || one == two {
                continue;
            }
            let Some(slips) = crate::diagnostic::within(&one, &two, SLIPS) else { continue };
            let says = if slips == 1 { "differs by one letter" } else { "differs by two letters" };
            found.push(
                Diagnostic::new(&B513, "two options can hardly be told apart", section.parts.place(&option.item.words.span), says)
                    .and(section.parts.place(&other.item.words.span), "from this one")
                    .help("change one of them, or accept both"),
            );
        }
    }
}

/// No question that asks nothing has more letters.
const LONGEST_EMPTY: usize = 50;

/// What is asked stands by itself.
fn asked(section: &Section, found: &mut Vec<Diagnostic>) {
    let Some((setting, ask)) = section.parts.setting("ask").zip(section.parts.words("ask")) else { return };
    if !section.has("options") || section.has("post") || section.has("image") {
        return;
    }
    let plain = ask.letters();
    if plain.chars().filter(|letter| letter.is_alphanumeric()).nth(LONGEST_EMPTY).is_some() {
        return;
    }
    let small = plain.to_lowercase();
    let bare: String = small.chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').collect();
    let empty = [
        "which of the following is true",
        "which of the following is false",
        "which of the following is correct",
        "which of these is true",
        "which of these is correct",
        "which is true",
        "which is correct",
        "which statement is true",
        "which statement is correct",
        "what is true",
        "choose the right answer",
        "choose the correct answer",
        "mark the right answer",
        "select the correct answer",
        "which of the following statements is true",
        "which of the following are true",
        "which of these are true",
    ];
    if empty.contains(&bare.trim()) {
        found.push(
            Diagnostic::new(
                &B512,
                "the question asks nothing by itself",
                section.parts.place(&setting.value_at),
                "cannot be answered with the options covered",
            )
            .help("put the situation into the question: who, where, what has just happened"),
        );
    }
}
