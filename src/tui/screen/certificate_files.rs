//! What can be done with a certificate: the files to take along, each with a button and, once it is written, the place where it is.

use crate::journey::Document;
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::world::World;

/// The files, in the order in which a learner wants them.
pub(super) const FILES: [Document; 2] = [Document::Certificate, Document::HandIn];

/// Adds a button for each file, and what became of those that were asked for; the one asked for last is to be seen.
pub(super) fn lay(world: &World<'_>, last: Option<Document>, sheet: &mut Sheet) {
    let say = world.language;
    let Some(written) = world.written else {
        sheet.say(say.certificate_kept_there(), Role::Faint);
        sheet.gap();
        return;
    };
    for (place, document) in FILES.into_iter().enumerate() {
        let from = sheet.rows.len();
        let is_there = matches!(written.get(&document), Some(Ok(_)));
        sheet.button(
            match (document, is_there) {
                (Document::Certificate, false) => say.certificate_save(),
                (Document::Certificate, true) => say.certificate_save_again(),
                (Document::HandIn, false) => say.certificate_write_hand_in(),
                (Document::HandIn, true) => say.certificate_write_hand_in_again(),
            },
            Touch::Item(place),
        );
        match written.get(&document) {
            None => {}
            Some(Ok(file)) => {
                let file = file.display();
                match document {
                    Document::Certificate => sheet.say(&say.certificate_saved(file), Role::Right),
                    Document::HandIn => {
                        sheet.say(&say.certificate_hand_in_written(file), Role::Right);
                        if world.progress.is_named_otherwise() {
                            sheet.say(say.certificate_hand_in_names(), Role::Notice);
                        }
                    }
                }
            }
            Some(Err(error)) => sheet.say(&say.certificate_not_written(error.because.in_a_line(say)), Role::Wrong),
        }
        if last == Some(document) {
            sheet.look_at = Some(from..sheet.rows.len());
        }
        if written.contains_key(&document) {
            sheet.gap();
        }
    }
    sheet.gap();
}
