//! What a quiz gives away by habit: the longest option is right, or always the same one.

use crate::course::read::Section;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B502, B503};

use super::{Asked, File, Looked};

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let single: Vec<Single<'_>> = file.asked.iter().filter_map(Single::of).collect();
    let Some(quiz) = file.quiz_top().filter(|_| single.len() >= 4) else { return };
    longest(&single, file.text, found);
    same_place(quiz, &single, looked, found);
}

/// A single-choice question: how long its options are, and which is right.
struct Single<'a> {
    section: &'a Section,
    lengths: Vec<usize>,
    right: usize,
}

impl<'a> Single<'a> {
    fn of(asked: &Asked<'a>) -> Option<Self> {
        let options = asked.options.as_ref()?;
        let mut right = options.iter().enumerate().filter(|(_, option)| option.right);
        let (only, None) = (right.next()?.0, right.next()) else { return None };
        Some(Self { section: asked.section, lengths: options.iter().map(|option| option.letters).collect(), right: only })
    }

    fn longest_is_right(&self) -> bool {
        let right = self.lengths.get(self.right).copied().unwrap_or(0);
        self.lengths.iter().enumerate().all(|(place, length)| place == self.right || *length < right)
    }
}

fn longest(single: &[Single<'_>], text: &str, found: &mut Vec<Diagnostic>) {
    let telling: Vec<&Single<'_>> = single.iter().filter(|question| question.longest_is_right()).collect();
    // Hundredths, so that thirds of questions add up without rounding away.
    let chance: usize = single.iter().map(|question| 100 / question.lengths.len().max(1)).sum();
    let count = telling.len() * 100;
    if count < single.len() * 60 || count < chance * 2 {
        return;
    }
    let Some((first, setting)) = telling.first().and_then(|first| Some((first, first.section.parts.setting("options")?))) else { return };
    let line = |question: &&&Single<'_>| {
        question.section.parts.setting("options").map(|s| text.get(..s.named_at.start).unwrap_or("").matches('\n').count() + 1)
    };
    let lines: Vec<String> = telling.iter().skip(1).filter_map(|question| line(&question)).map(|line| line.to_string()).collect();
    let says = format!("here, and at lines {}", crate::course::read::listed(&lines));
    let message = format!("the longest option is right in {} of {} questions", telling.len(), single.len());
    found.push(
        Diagnostic::new(&B502, message, first.section.parts.place(&setting.named_at), says)
            .help("lengthen some wrong options, or shorten some right ones")
            .note(format!("by chance it would be {} of {}; learners who know nothing would pass", (chance + 50) / 100, single.len())),
    );
}

/// Places as words.
const NTH: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

fn same_place(quiz: &Section, single: &[Single<'_>], looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let course = looked.draft.table("quiz");
    let shuffled = quiz.parts.flag("shuffle_options").or_else(|| course?.parts.flag("shuffle_options")).unwrap_or(true);
    let fixed: Vec<&Single<'_>> = single.iter().filter(|question| !question.section.parts.flag("shuffle").unwrap_or(shuffled)).collect();
    if fixed.len() < 4 {
        return;
    }
    let often = |place: usize| fixed.iter().filter(|question| question.right == place).count();
    let Some((place, count)) = (0..10).map(|place| (place, often(place))).max_by_key(|(_, count)| *count) else { return };
    if count < fixed.len() && (fixed.len() < 8 || count * 4 < fixed.len() * 3) {
        return;
    }
    let nth = NTH.get(place).copied().unwrap_or("same");
    let setting = quiz.parts.setting("shuffle_options");
    let at = setting.map_or_else(|| quiz.begins(), |setting| quiz.parts.place(&setting.value_at));
    found.push(
        Diagnostic::new(
            &B503,
            format!("the {nth} option is right in {count} of {} questions", fixed.len()),
            at,
            "learners see the options in this order",
        )
        .help("move the right options about, or delete this line so that they are shuffled")
        .note("not reported while options are shuffled, because learners then never see your order"),
    );
}
