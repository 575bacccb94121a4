//! What somebody is called, in numbers drawn by luck: worked out once for all who compare names and mailboxes. Whom two equal numbers
//! confuse, people tell apart.

use std::hash::{BuildHasher, RandomState};

use crate::record::roster::likeness;

/// A word, a name or a mailbox as it is compared.
pub(super) type Print = u64;

/// What stands between the names of many people, and tells nobody from another. Single letters and `do` are no words of a name as it is.
const PARTICLES: [&str; 21] = [
    "al", "bin", "da", "das", "de", "del", "den", "der", "des", "di", "dos", "du", "el", "ibn", "la", "las", "le", "los", "st", "van",
    "von",
];

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name(Vec<Word>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    print: Print,
    is_particle: bool,
    /// Whether it is all of a name by itself.
    is_whole: bool,
}

/// Makes the numbers.
#[derive(Debug, Default)]
pub(super) struct Press(RandomState);

impl Press {
    pub(super) fn name(&self, written: &str) -> Name {
        let mut words = Vec::with_capacity(4);
        likeness::words(written, |word| {
            words.push(Word { print: self.0.hash_one(word), is_particle: PARTICLES.contains(&word), is_whole: likeness::is_whole(word) });
        });
        Name(words)
    }

    /// Returns the part of a mail address that an account may be called by.
    pub(super) fn mailbox(&self, mail: &str) -> Option<Print> {
        let (name, _) = mail.trim().split_once('@')?;
        (name.len() > 2).then(|| self.0.hash_one(name.to_lowercase()))
    }

    /// Returns the part of an account that stands before a mail address's `@`, or all of it.
    pub(super) fn account(&self, account: &str) -> Print {
        let account = account.trim();
        self.0.hash_one(account.split_once('@').map_or(account, |(name, _)| name).to_lowercase())
    }
}

impl Name {
    /// Returns the whole name, whose words in any order are the same name: so is the sum of their numbers. A single word is mostly too
    /// common to be one.
    pub(super) fn whole(&self) -> Option<Print> {
        (self.0.len() >= 2 || self.0.iter().any(|word| word.is_whole))
            .then(|| self.0.iter().fold(0, |sum, word| word.print.wrapping_add(sum)))
    }

    /// Returns the words that tell whose name it is: the particles only where there is nothing else.
    pub(super) fn telling(&self) -> impl Iterator<Item = Print> {
        let are_all = self.0.iter().all(|word| word.is_particle);
        self.0.iter().filter(move |word| are_all || !word.is_particle).map(|word| word.print)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_the_account_it_belongs_to() {
        let press = Press::default();
        for account in ["silva", " Silva ", "SILVA@elsewhere.example"] {
            assert_eq!(press.mailbox("silva@hospital.example"), Some(press.account(account)), "{account}");
        }
        assert_eq!([press.mailbox("silva"), press.mailbox("ab@hospital.example")], [None, None]);
    }

    #[test]
    fn the_words_of_a_name_in_any_order_are_one_name_and_a_single_one_is_none() {
        let press = Press::default();
        let whole = |written: &str| press.name(written).whole();
        assert!(whole("Zoë O'Hara").is_some());
        assert_eq!(whole("O'Hara, Zoe"), whole("Zoë O'Hara"));
        assert_ne!(whole("Zoe Hara"), whole("Zoë O'Hara"));
        assert_eq!([whole("Zoe"), whole("")], [None, None]);
        assert!(whole("王芳").is_some());
        assert_eq!(whole("田中　太郎"), whole("田中太郎"));
    }
}
