//! What a report cannot know by itself, for somebody who knows the people.

use super::called::Unlike;
use super::likely::Suggestion;

/// What is to be looked at by somebody who knows the people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doubtful<'a> {
    /// How many learners nobody on the roster was found for.
    pub lost: u64,
    /// For how many of their staff ids somebody would be found, had the roster the noughts at their beginning.
    pub but_for_noughts: u64,
    /// Who of them may be somebody on the roster.
    pub suggestions: &'a [Suggestion],
    /// Who holds a certificate under the staff id of somebody whom the roster calls otherwise: the first of them.
    pub unlike: &'a [Unlike],
    /// How many they are.
    pub unlike_count: u64,
}
