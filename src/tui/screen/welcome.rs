//! The first start: who the learner is, in four fields, each explained in a line. Also where it is changed later.

use crate::journey::{Fact, HalfMade, Introduction, LONGEST_DEPARTMENT, LONGEST_NAME, LONGEST_STAFF_ID, Role as Trade};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::field::{self, Field, write_on};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// Who the learner is, as far as it is filled in.
#[derive(Debug)]
pub(super) struct Welcome {
    form: Form,
    view: View,
}

/// The fields.
#[derive(Debug)]
struct Form {
    name: Field,
    trade: Trade,
    staff_id: Field,
    department: Field,
}

impl Form {
    fn of(known: &Introduction) -> Self {
        Self {
            name: Field::new(&known.name, LONGEST_NAME),
            trade: known.role,
            staff_id: Field::new(&known.staff_id, LONGEST_STAFF_ID),
            department: Field::new(&known.department, LONGEST_DEPARTMENT),
        }
    }

    fn said(&self) -> Introduction {
        Introduction {
            name: self.name.text().to_owned(),
            role: self.trade,
            staff_id: self.staff_id.text().to_owned(),
            department: self.department.text().to_owned(),
        }
    }
}

const NAME: usize = 0;
const TRADE: usize = 1;
const STAFF_ID: usize = 2;
const DEPARTMENT: usize = 3;
const FIELDS: usize = 4;

impl Welcome {
    /// Begins with what was filled in and left, or with what is known.
    pub(super) fn new(world: &World<'_>) -> Self {
        let begun = world.progress.unfinished.introduction().or(world.progress.learner.as_ref()).cloned().unwrap_or_default();
        let mut welcome = Self { form: Form::of(&begun), view: View::default() };
        // What is typed is seen from the first letter on, also where the words above fill a small window.
        welcome.view.show(&welcome.sheet(world, world.columns()), world.rows());
        welcome
    }

    fn field(&mut self) -> Option<&mut Field> {
        match self.view.focus {
            NAME => Some(&mut self.form.name),
            STAFF_ID => Some(&mut self.form.staff_id),
            DEPARTMENT => Some(&mut self.form.department),
            _ => None,
        }
    }

    fn turn_trade(&mut self, steps: usize) {
        let count = Trade::ALL.len();
        let here = Trade::ALL.iter().position(|trade| *trade == self.form.trade).unwrap_or(0);
        if let Some(trade) = Trade::ALL.get((here + steps) % count) {
            self.form.trade = *trade;
        }
    }

    fn go_on(&mut self, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if self.view.focus + 1 < FIELDS {
            self.view.focus += 1;
            self.view.show(sheet, world.rows());
            return Vec::new();
        }
        self.done(sheet, world)
    }

    fn done(&mut self, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if self.form.name.text().is_empty() {
            self.view.focus = NAME;
            self.view.show(sheet, world.rows());
            return vec![Effect::Say(world.language.welcome_name_needed().to_owned())];
        }
        let on = if world.progress.learner.is_some() { Effect::Close } else { Effect::Home };
        vec![Effect::Record(Fact::Introduced(self.form.said())), on]
    }
}

impl Screen for Welcome {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.welcome().to_owned(), left: world.language.about_minutes(total(world)), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let say = world.language;
        let label = |sheet: &mut Sheet, name: &str, why: &str| {
            sheet.gap();
            sheet.row_with_end(vec![piece(name, Role::Heading)], vec![piece(why, Role::Faint)]);
        };
        sheet.say(&world.course.title, Role::Heading);
        sheet.say(say.welcome_kept(), Role::Text);
        label(&mut sheet, say.welcome_name(), say.welcome_name_why());
        write_on(&mut sheet, &self.form.name, Touch::Item(NAME), say);
        label(&mut sheet, say.welcome_role(), say.welcome_role_choose());
        let from = sheet.rows.len();
        sheet.row(vec![piece("‹ ", Role::Faint), piece(self.form.trade.said(say), Role::Text), piece(" ›", Role::Faint)]);
        sheet.spot(from, Touch::Item(TRADE));
        label(&mut sheet, say.welcome_staff_id(), say.welcome_staff_id_why());
        write_on(&mut sheet, &self.form.staff_id, Touch::Item(STAFF_ID), say);
        label(&mut sheet, say.welcome_department(), say.welcome_department_why());
        write_on(&mut sheet, &self.form.department, Touch::Item(DEPARTMENT), say);
        sheet.gap();
        if world.progress.learner.is_some() && self.form.said() != known(world) {
            sheet.say(say.welcome_not_kept_yet(), Role::Notice);
        }
        sheet.button(if world.progress.learner.is_some() { say.welcome_keep() } else { say.begin() }, Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        if world.progress.learner.is_none() { Context::Welcome } else { Context::Fields }
    }

    fn unkept(&self, world: &World<'_>) -> Option<Fact> {
        let who = self.form.said();
        let kept = world.progress.unfinished.introduction().cloned().unwrap_or_else(|| known(world));
        (who != kept).then_some(Fact::HalfMade { work: HalfMade::Introduction { who } })
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        let on_trade = self.view.focus == TRADE;
        match action {
            Action::Enter => return self.go_on(sheet, world),
            Action::Before if on_trade => self.turn_trade(Trade::ALL.len() - 1),
            Action::After | Action::Type(' ') if on_trade => self.turn_trade(1),
            Action::Back => return vec![Effect::Close],
            _ if self.field().is_some_and(|field| field.act(action)) => {
                let sheet = self.sheet(world, world.columns());
                self.view.show(&sheet, world.rows());
                if let Some(spot) = sheet.spots.get(self.view.focus) {
                    field::follow(&mut self.view, &sheet, spot, world.rows());
                }
            }
            _ => {
                if let Outcome::Touched(touch) = look(&mut self.view, action, sheet, world) {
                    match touch {
                        Touch::Item(TRADE) if on_trade => self.turn_trade(1),
                        Touch::Next => return self.done(sheet, world),
                        _ => {}
                    }
                }
            }
        }
        Vec::new()
    }
}

/// Returns who the learner is known to be, as the fields take it.
fn known(world: &World<'_>) -> Introduction {
    Form::of(&world.progress.learner.clone().unwrap_or_default()).said()
}

fn total(world: &World<'_>) -> u32 {
    world.course.certificate.needs.iter().map(|step| crate::journey::minutes_left(world.course, world.progress, step)).sum()
}
