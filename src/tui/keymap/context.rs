//! What a screen is doing, so far as keys differ. Which keys hold there is in the table.

/// What a screen is doing, so far as keys differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Context {
    /// Saying who one is, before anything else.
    Welcome,
    /// Filling in fields.
    Fields,
    /// On the list of steps.
    Home,
    /// Reading a page.
    Page,
    /// Reading a page with links.
    Linked,
    /// Reading a page, with something in focus that Enter opens.
    Opening,
    /// At a choice that has a consequence.
    Decision,
    /// At things to tick.
    Checklist,
    /// Before the second voice of a reflection.
    Reflect,
    /// Before the first question.
    Intro,
    /// Choosing one of several.
    ChooseOne,
    /// Marking some of several.
    ChooseSome,
    /// Putting steps in order.
    Arrange,
    /// Giving each its partner.
    Assign,
    /// Giving each its bin.
    Sort,
    /// Marking phrases.
    MarkText,
    /// Writing an answer.
    Write,
    /// Signing with one's name.
    Sign,
    /// Writing down what one thinks, before the second voice of a reflection.
    Think,
    /// Writing a text.
    Area,
    /// At the end of a text that is being written.
    AreaEnd,
    /// Ticking a rubric.
    Rubric,
    /// Reading why.
    Feedback,
    /// After an attempt.
    Result,
    /// At the certificate.
    Certificate,
    /// A list to go somewhere by.
    Contents,
    /// Writing a note.
    Note,
    /// At the end of a note that is being written.
    NoteEnd,
    /// Typing words, with a list of what has them below.
    Find,
    /// A list of another kind.
    List,
    /// A list of what may be set.
    Settings,
    /// A panel over another screen.
    Panel,
    /// The page of help.
    Help,
}

impl Context {
    #[cfg(test)]
    pub(in crate::tui) const ALL: [Self; 33] = [
        Self::Welcome,
        Self::Fields,
        Self::Home,
        Self::Page,
        Self::Linked,
        Self::Opening,
        Self::Decision,
        Self::Checklist,
        Self::Reflect,
        Self::Intro,
        Self::ChooseOne,
        Self::ChooseSome,
        Self::Arrange,
        Self::Assign,
        Self::Sort,
        Self::MarkText,
        Self::Write,
        Self::Sign,
        Self::Think,
        Self::Area,
        Self::AreaEnd,
        Self::Rubric,
        Self::Feedback,
        Self::Result,
        Self::Certificate,
        Self::Contents,
        Self::Note,
        Self::NoteEnd,
        Self::Find,
        Self::List,
        Self::Settings,
        Self::Panel,
        Self::Help,
    ];

    /// Whether letters are written here, rather than being keys.
    pub(super) const fn types(self) -> bool {
        matches!(self, Self::Write | Self::Sign | Self::Think | Self::Area | Self::AreaEnd | Self::Note | Self::NoteEnd)
            || matches!(self, Self::Welcome | Self::Fields | Self::Find)
    }

    /// Whether Enter reads on to the end, and then goes on.
    pub(in crate::tui) const fn reads_on(self) -> bool {
        matches!(self, Self::Page | Self::Linked | Self::Opening | Self::Reflect | Self::Feedback)
    }

    /// Whether Tab goes to something other than a link here.
    pub(in crate::tui) const fn has_fields(self) -> bool {
        matches!(self, Self::Area | Self::Note) || self.goes_back_to_fields()
    }

    /// Whether Shift-Tab goes back to something other than a link here.
    pub(in crate::tui) const fn goes_back_to_fields(self) -> bool {
        matches!(self, Self::Welcome | Self::Fields | Self::MarkText | Self::AreaEnd | Self::NoteEnd)
    }

    /// Whether letters and digits choose items here.
    pub(super) const fn picks(self) -> bool {
        matches!(self, Self::ChooseOne | Self::ChooseSome | Self::Arrange | Self::Assign | Self::Sort | Self::Rubric | Self::Decision)
    }
}
