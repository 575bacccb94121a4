//! Every answer tells the learner why: by `>` lines below it, or by the question's `why`.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B406;

use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for asked in file.asked.iter().filter(|asked| !asked.section.has("why") && !asked.section.holed) {
        let parts = &asked.section.parts;
        let Some(options) = &asked.options else { continue };
        let silent: Vec<_> = options.iter().map(|option| option.item).filter(|item| item.reply.is_empty()).collect();
        let Some(first) = silent.first() else { continue };
        let complaint = if silent.len() == options.len() && silent.len() > 1 {
            let setting = parts.setting("options").map_or(&first.span, |setting| &setting.named_at);
            Diagnostic::new(&B406, "no option has feedback", parts.place(setting), "no `>` lines, and the question has no `why`")
                .help("tell the learner why below each option: `  > A screenshot takes a second.`")
        } else {
            let mut complaint = Diagnostic::new(&B406, "this option has no feedback", parts.place(&first.span), "no `>` line below it");
            for other in silent.iter().skip(1) {
                complaint = complaint.and(parts.place(&other.span), "nor here");
            }
            complaint.help(format!("tell the learner why: `  > {}`", "The platform is not the only reader."))
        };
        found.push(complaint.note("or give the whole question a `why`"));
    }
}
