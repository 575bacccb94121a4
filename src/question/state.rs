//! What a story remembers: named whole numbers that begin at 0, changed by effects and asked by conditions.
//!
//! A trainer writes them in braces at the end of a choice, parted by semicolons: `{when trust >= 2; add reach 1; set told}`.
//! `set told` means `set told 1`; `when told` means `when told >= 1`; `when not told` means `when told = 0`.

use std::collections::BTreeMap;

use crate::id::Id;

/// Marks names of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfState {}

/// Names something a story remembers, such as `trust` or `reach`.
pub type StateId = Id<OfState>;

/// What a story remembers at one moment. A state nobody touched is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States(BTreeMap<StateId, i32>);

/// A change of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Makes it this much.
    Set(StateId, i32),
    /// Makes it this much more; less, when negative.
    Add(StateId, i32),
}

/// A question to the states. All its parts must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition(pub Vec<Test>);

/// A question to one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The state.
    pub state: StateId,
    /// How it is compared.
    pub compare: Compare,
    /// With what.
    pub with: i32,
}

/// How a state is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `=`.
    Equal,
    /// `>=`.
    AtLeast,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `<`.
    Below,
}

impl States {
    /// Returns a state; 0 when nobody touched it.
    #[must_use]
    pub fn get(&self, state: &StateId) -> i32 {
        self.0.get(state).copied().unwrap_or(0)
    }

    /// Returns the states that were touched, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&StateId, i32)> {
        self.0.iter().map(|(state, value)| (state, *value))
    }

    /// Carries an effect out. Numbers stop at their ends and never turn over.
    pub fn change(&mut self, effect: &Effect) {
        match effect {
            Effect::Set(state, value) => self.0.insert(state.clone(), *value),
            Effect::Add(state, more) => self.0.insert(state.clone(), self.get(state).saturating_add(*more)),
        };
    }
}

impl Effect {
    /// Returns the state it changes.
    #[must_use]
    pub const fn state(&self) -> &StateId {
        match self {
            Self::Set(state, _) | Self::Add(state, _) => state,
        }
    }

    /// Reads the words after `set`: `told` or `trust 3`.
    #[must_use]
    pub fn read_set(written: &str) -> Option<Self> {
        let (state, value) = named(written)?;
        Some(Self::Set(state, value.unwrap_or(1)))
    }

    /// Reads the words after `add`: `reach 2` or `trust -1`; without a number, 1.
    #[must_use]
    pub fn read_add(written: &str) -> Option<Self> {
        let (state, value) = named(written)?;
        Some(Self::Add(state, value.unwrap_or(1)))
    }
}

/// Reads a name and, after a space or `=`, a number.
fn named(written: &str) -> Option<(StateId, Option<i32>)> {
    let mut words = written.split([' ', '=']).filter(|word| !word.is_empty());
    let state = StateId::new(words.next()?).ok()?;
    let value = words.next().map(|word| word.trim_start_matches('+').parse()).transpose().ok()?;
    words.next().is_none().then_some((state, value))
}

impl Condition {
    /// Whether it holds. One without parts always does.
    #[must_use]
    pub fn holds(&self, states: &States) -> bool {
        self.0.iter().all(|test| {
            let value = states.get(&test.state);
            match test.compare {
                Compare::Equal => value == test.with,
                Compare::AtLeast => value >= test.with,
                Compare::AtMost => value <= test.with,
                Compare::Above => value > test.with,
                Compare::Below => value < test.with,
            }
        })
    }

    /// Reads `trust >= 2 and not told`.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        written.split(" and ").map(|part| Test::read(part.trim())).collect::<Option<Vec<_>>>().map(Self)
    }
}

impl Test {
    fn read(written: &str) -> Option<Self> {
        if let Some(state) = written.strip_prefix("not ") {
            return Some(Self { state: StateId::new(state.trim()).ok()?, compare: Compare::Equal, with: 0 });
        }
        let signs =
            [(">=", Compare::AtLeast), ("<=", Compare::AtMost), (">", Compare::Above), ("<", Compare::Below), ("=", Compare::Equal)];
        for (sign, compare) in signs {
            if let Some((state, with)) = written.split_once(sign) {
                return Some(Self { state: StateId::new(state.trim()).ok()?, compare, with: with.trim().parse().ok()? });
            }
        }
        Some(Self { state: StateId::new(written).ok()?, compare: Compare::AtLeast, with: 1 })
    }
}

/// What stands in the braces at the end of a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Braces {
    /// When the choice is shown.
    pub(super) when: Condition,
    /// What it changes.
    pub(super) effects: Vec<Effect>,
}

impl Braces {
    /// Reads `when trust >= 2; add reach 1; set told`. `Err` is the part that was not understood.
    ///
    /// # Errors
    /// The first part that is neither `when …`, `set …` nor `add …`.
    pub(super) fn read(written: &str) -> Result<Self, &str> {
        let mut braces = Self::default();
        for part in written.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let read = match part.split_once(' ') {
                Some(("when", rest)) => Condition::read(rest.trim()).map(|more| braces.when.0.extend(more.0)),
                Some(("set", rest)) => Effect::read_set(rest).map(|effect| braces.effects.push(effect)),
                Some(("add", rest)) => Effect::read_add(rest).map(|effect| braces.effects.push(effect)),
                _ => None,
            };
            read.ok_or(part)?;
        }
        Ok(braces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_and_conditions_are_read_and_hold() {
        let braces = Braces::read("when trust >= 2 and not told; add reach 2; add trust -1; set told").unwrap();
        let mut states = States::default();
        assert!(!braces.when.holds(&states));
        states.change(&Effect::read_set("trust 3").unwrap());
        assert!(braces.when.holds(&states));
        braces.effects.iter().for_each(|effect| states.change(effect));
        assert!(!braces.when.holds(&states));
        let seen: Vec<_> = states.iter().map(|(state, value)| (state.to_string(), value)).collect();
        assert_eq!(seen, [("reach".to_owned(), 2), ("told".into(), 1), ("trust".into(), 2)]);
    }

    #[test]
    fn what_is_not_understood_is_handed_back() {
        for (written, bad) in [("add", "add"), ("when Trust", "when Trust"), ("set told; raise x", "raise x"), ("add x1 y", "add x1 y")] {
            assert_eq!(Braces::read(written), Err(bad));
        }
    }
}
