//! The table of all codes. Codes never change their meaning and are never reused; names read well after "allow".

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Learners would see something wrong or unsafe, or lose results; blocks a release.
    Error,
    /// Should be changed; does not block.
    Warning,
    /// A matter of writing; counted, and shown on request.
    Advice,
}

impl Severity {
    /// Returns the word printed before the code.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// One kind of finding.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// `B401`.
    pub number: &'static str,
    /// `no-right-answer`.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Whether `check --fix` may mend it.
    pub fixable: bool,
}

/// The first two characters of a code: what the finding is about.
pub type Family = &'static str;

impl Code {
    /// Returns the family, such as `B5`.
    #[must_use]
    pub fn family(&self) -> Family {
        self.number.get(..2).unwrap_or(self.number)
    }
}

/// Every code, in order.
pub static CODES: [&Code; 107] = [
    &B001, &B002, &B003, &B004, &B005, &B006, &B007, &B008, &B009, &B010, &B011, &B012, &B013, &B014, &B015, &B101, &B102, &B103, &B104,
    &B105, &B106, &B107, &B108, &B109, &B110, &B111, &B112, &B113, &B201, &B202, &B203, &B204, &B205, &B206, &B207, &B208, &B301, &B302,
    &B303, &B304, &B305, &B306, &B307, &B308, &B309, &B401, &B402, &B403, &B404, &B405, &B406, &B407, &B408, &B409, &B410, &B411, &B412,
    &B413, &B414, &B501, &B502, &B503, &B504, &B505, &B506, &B507, &B508, &B509, &B510, &B511, &B512, &B513, &B514, &B515, &B601, &B602,
    &B603, &B604, &B605, &B606, &B607, &B701, &B702, &B703, &B704, &B705, &B801, &B802, &B803, &B804, &B805, &B806, &B807, &B808, &B809,
    &B810, &B811, &B812, &B901, &B902, &B903, &B904, &B905, &B906, &B907, &B908, &B909,
];

/// `syntax`.
pub static B001: Code = Code { number: "B001", name: "syntax", severity: Severity::Error, fixable: false };

/// `unclosed-text`.
pub static B002: Code = Code { number: "B002", name: "unclosed-text", severity: Severity::Error, fixable: false };

/// `curly-quotes`.
pub static B003: Code = Code { number: "B003", name: "curly-quotes", severity: Severity::Error, fixable: true };

/// `quote-inside-quotes`.
pub static B004: Code = Code { number: "B004", name: "quote-inside-quotes", severity: Severity::Error, fixable: true };

/// `no-equals-sign`.
pub static B005: Code = Code { number: "B005", name: "no-equals-sign", severity: Severity::Error, fixable: true };

/// `single-brackets`.
pub static B006: Code = Code { number: "B006", name: "single-brackets", severity: Severity::Error, fixable: true };

/// `setting-twice`.
pub static B007: Code = Code { number: "B007", name: "setting-twice", severity: Severity::Error, fixable: false };

/// `not-utf8`.
pub static B008: Code = Code { number: "B008", name: "not-utf8", severity: Severity::Error, fixable: false };

/// `control-character`.
pub static B009: Code = Code { number: "B009", name: "control-character", severity: Severity::Error, fixable: true };

/// `missing-quotes`.
pub static B010: Code = Code { number: "B010", name: "missing-quotes", severity: Severity::Error, fixable: true };

/// `not-in-the-course`.
pub static B011: Code = Code { number: "B011", name: "not-in-the-course", severity: Severity::Warning, fixable: false };

/// `another-format`.
pub static B012: Code = Code { number: "B012", name: "another-format", severity: Severity::Error, fixable: false };

/// `bad-file-name`.
pub static B013: Code = Code { number: "B013", name: "bad-file-name", severity: Severity::Error, fixable: false };

/// `useless-allow`.
pub static B014: Code = Code { number: "B014", name: "useless-allow", severity: Severity::Warning, fixable: true };

/// `allow-without-reason`.
pub static B015: Code = Code { number: "B015", name: "allow-without-reason", severity: Severity::Warning, fixable: false };

/// `unknown-setting`.
pub static B101: Code = Code { number: "B101", name: "unknown-setting", severity: Severity::Error, fixable: true };

/// `wrong-type`.
pub static B102: Code = Code { number: "B102", name: "wrong-type", severity: Severity::Error, fixable: true };

/// `missing-setting`.
pub static B103: Code = Code { number: "B103", name: "missing-setting", severity: Severity::Error, fixable: false };

/// `out-of-range`.
pub static B104: Code = Code { number: "B104", name: "out-of-range", severity: Severity::Error, fixable: false };

/// `unknown-value`.
pub static B105: Code = Code { number: "B105", name: "unknown-value", severity: Severity::Error, fixable: true };

/// `two-kinds`.
pub static B106: Code = Code { number: "B106", name: "two-kinds", severity: Severity::Error, fixable: false };

/// `kind-disagrees`.
pub static B107: Code = Code { number: "B107", name: "kind-disagrees", severity: Severity::Error, fixable: true };

/// `setting-in-wrong-place`.
pub static B108: Code = Code { number: "B108", name: "setting-in-wrong-place", severity: Severity::Error, fixable: true };

/// `empty-text`.
pub static B109: Code = Code { number: "B109", name: "empty-text", severity: Severity::Error, fixable: false };

/// `broken-list`.
pub static B110: Code = Code { number: "B110", name: "broken-list", severity: Severity::Error, fixable: true };

/// `marker-without-meaning`.
pub static B111: Code = Code { number: "B111", name: "marker-without-meaning", severity: Severity::Error, fixable: true };

/// `odd-unit`.
pub static B112: Code = Code { number: "B112", name: "odd-unit", severity: Severity::Warning, fixable: false };

/// `unsupported-markdown`.
pub static B113: Code = Code { number: "B113", name: "unsupported-markdown", severity: Severity::Warning, fixable: true };

/// `id-twice`.
pub static B201: Code = Code { number: "B201", name: "id-twice", severity: Severity::Error, fixable: false };

/// `bad-id`.
pub static B202: Code = Code { number: "B202", name: "bad-id", severity: Severity::Error, fixable: true };

/// `question-without-id`.
pub static B203: Code = Code { number: "B203", name: "question-without-id", severity: Severity::Error, fixable: true };

/// `right-answer-changed`.
pub static B204: Code = Code { number: "B204", name: "right-answer-changed", severity: Severity::Error, fixable: false };

/// `released-question-gone`.
pub static B205: Code = Code { number: "B205", name: "released-question-gone", severity: Severity::Error, fixable: false };

/// `released-id-renamed`.
pub static B206: Code = Code { number: "B206", name: "released-id-renamed", severity: Severity::Error, fixable: false };

/// `retired-id-again`.
pub static B207: Code = Code { number: "B207", name: "retired-id-again", severity: Severity::Error, fixable: false };

/// `version-not-raised`.
pub static B208: Code = Code { number: "B208", name: "version-not-raised", severity: Severity::Warning, fixable: false };

/// `broken-reference`.
pub static B301: Code = Code { number: "B301", name: "broken-reference", severity: Severity::Error, fixable: true };

/// `unknown-point`.
pub static B302: Code = Code { number: "B302", name: "unknown-point", severity: Severity::Error, fixable: true };

/// `unknown-term`.
pub static B303: Code = Code { number: "B303", name: "unknown-term", severity: Severity::Error, fixable: true };

/// `circle-of-needs`.
pub static B304: Code = Code { number: "B304", name: "circle-of-needs", severity: Severity::Error, fixable: false };

/// `missing-picture`.
pub static B305: Code = Code { number: "B305", name: "missing-picture", severity: Severity::Error, fixable: false };

/// `unused-picture`.
pub static B306: Code = Code { number: "B306", name: "unused-picture", severity: Severity::Warning, fixable: false };

/// `doubtful-link`.
pub static B307: Code = Code { number: "B307", name: "doubtful-link", severity: Severity::Warning, fixable: false };

/// `include-problem`.
pub static B308: Code = Code { number: "B308", name: "include-problem", severity: Severity::Error, fixable: false };

/// `unused-term`.
pub static B309: Code = Code { number: "B309", name: "unused-term", severity: Severity::Advice, fixable: false };

/// `no-right-answer`.
pub static B401: Code = Code { number: "B401", name: "no-right-answer", severity: Severity::Error, fixable: false };

/// `every-option-right`.
pub static B402: Code = Code { number: "B402", name: "every-option-right", severity: Severity::Error, fixable: false };

/// `same-option-twice`.
pub static B403: Code = Code { number: "B403", name: "same-option-twice", severity: Severity::Error, fixable: false };

/// `too-few-options`.
pub static B404: Code = Code { number: "B404", name: "too-few-options", severity: Severity::Error, fixable: false };

/// `one-right-too-many`.
pub static B405: Code = Code { number: "B405", name: "one-right-too-many", severity: Severity::Error, fixable: false };

/// `missing-feedback`.
pub static B406: Code = Code { number: "B406", name: "missing-feedback", severity: Severity::Warning, fixable: false };

/// `pass-out-of-reach`.
pub static B407: Code = Code { number: "B407", name: "pass-out-of-reach", severity: Severity::Error, fixable: false };

/// `answer-in-the-question`.
pub static B408: Code = Code { number: "B408", name: "answer-in-the-question", severity: Severity::Warning, fixable: false };

/// `two-partners`.
pub static B409: Code = Code { number: "B409", name: "two-partners", severity: Severity::Error, fixable: false };

/// `bins-problem`.
pub static B410: Code = Code { number: "B410", name: "bins-problem", severity: Severity::Error, fixable: false };

/// `nothing-to-tell-apart`.
pub static B411: Code = Code { number: "B411", name: "nothing-to-tell-apart", severity: Severity::Error, fixable: false };

/// `step-twice`.
pub static B412: Code = Code { number: "B412", name: "step-twice", severity: Severity::Error, fixable: false };

/// `rewrite-without-sample`.
pub static B413: Code = Code { number: "B413", name: "rewrite-without-sample", severity: Severity::Warning, fixable: false };

/// `too-little-time`.
pub static B414: Code = Code { number: "B414", name: "too-little-time", severity: Severity::Warning, fixable: false };

/// `longest-is-right`.
pub static B501: Code = Code { number: "B501", name: "longest-is-right", severity: Severity::Advice, fixable: false };

/// `longest-is-always-right`.
pub static B502: Code = Code { number: "B502", name: "longest-is-always-right", severity: Severity::Warning, fixable: false };

/// `always-the-same-place`.
pub static B503: Code = Code { number: "B503", name: "always-the-same-place", severity: Severity::Warning, fixable: false };

/// `all-of-the-above`.
pub static B504: Code = Code { number: "B504", name: "all-of-the-above", severity: Severity::Warning, fixable: false };

/// `plain-negative`.
pub static B505: Code = Code { number: "B505", name: "plain-negative", severity: Severity::Advice, fixable: false };

/// `double-negative`.
pub static B506: Code = Code { number: "B506", name: "double-negative", severity: Severity::Warning, fixable: false };

/// `absolute-words`.
pub static B507: Code = Code { number: "B507", name: "absolute-words", severity: Severity::Warning, fixable: false };

/// `vague-frequency`.
pub static B508: Code = Code { number: "B508", name: "vague-frequency", severity: Severity::Advice, fixable: false };

/// `echo`.
pub static B509: Code = Code { number: "B509", name: "echo", severity: Severity::Advice, fixable: false };

/// `grammar-clue`.
pub static B510: Code = Code { number: "B510", name: "grammar-clue", severity: Severity::Warning, fixable: false };

/// `uneven-options`.
pub static B511: Code = Code { number: "B511", name: "uneven-options", severity: Severity::Advice, fixable: false };

/// `empty-question`.
pub static B512: Code = Code { number: "B512", name: "empty-question", severity: Severity::Warning, fixable: false };

/// `nearly-the-same`.
pub static B513: Code = Code { number: "B513", name: "nearly-the-same", severity: Severity::Warning, fixable: false };

/// `too-many-options`.
pub static B514: Code = Code { number: "B514", name: "too-many-options", severity: Severity::Advice, fixable: false };

/// `asked-twice`.
pub static B515: Code = Code { number: "B515", name: "asked-twice", severity: Severity::Warning, fixable: false };

/// `page-too-long`.
pub static B601: Code = Code { number: "B601", name: "page-too-long", severity: Severity::Warning, fixable: false };

/// `hard-to-read`.
pub static B602: Code = Code { number: "B602", name: "hard-to-read", severity: Severity::Advice, fixable: false };

/// `long-sentence`.
pub static B603: Code = Code { number: "B603", name: "long-sentence", severity: Severity::Advice, fixable: false };

/// `title-too-wide`.
pub static B604: Code = Code { number: "B604", name: "title-too-wide", severity: Severity::Warning, fixable: false };

/// `missing-alt`.
pub static B605: Code = Code { number: "B605", name: "missing-alt", severity: Severity::Error, fixable: false };

/// `empty-alt`.
pub static B606: Code = Code { number: "B606", name: "empty-alt", severity: Severity::Warning, fixable: false };

/// `too-wide`.
pub static B607: Code = Code { number: "B607", name: "too-wide", severity: Severity::Warning, fixable: false };

/// `patient-number`.
pub static B701: Code = Code { number: "B701", name: "patient-number", severity: Severity::Error, fixable: false };

/// `real-contact`.
pub static B702: Code = Code { number: "B702", name: "real-contact", severity: Severity::Error, fixable: false };

/// `undeclared-name`.
pub static B703: Code = Code { number: "B703", name: "undeclared-name", severity: Severity::Warning, fixable: false };

/// `link-to-a-real-post`.
pub static B704: Code = Code { number: "B704", name: "link-to-a-real-post", severity: Severity::Warning, fixable: false };

/// `unmarked-identifier`.
pub static B705: Code = Code { number: "B705", name: "unmarked-identifier", severity: Severity::Error, fixable: false };

/// `unknown-target`.
pub static B801: Code = Code { number: "B801", name: "unknown-target", severity: Severity::Error, fixable: true };

/// `unreachable-scene`.
pub static B802: Code = Code { number: "B802", name: "unreachable-scene", severity: Severity::Error, fixable: false };

/// `endless-branch`.
pub static B803: Code = Code { number: "B803", name: "endless-branch", severity: Severity::Error, fixable: false };

/// `dead-end`.
pub static B804: Code = Code { number: "B804", name: "dead-end", severity: Severity::Error, fixable: false };

/// `no-real-choice`.
pub static B805: Code = Code { number: "B805", name: "no-real-choice", severity: Severity::Advice, fixable: false };

/// `endings-alike`.
pub static B806: Code = Code { number: "B806", name: "endings-alike", severity: Severity::Warning, fixable: false };

/// `ending-with-choices`.
pub static B807: Code = Code { number: "B807", name: "ending-with-choices", severity: Severity::Error, fixable: false };

/// `state-never-read`.
pub static B808: Code = Code { number: "B808", name: "state-never-read", severity: Severity::Warning, fixable: false };

/// `state-never-set`.
pub static B809: Code = Code { number: "B809", name: "state-never-set", severity: Severity::Error, fixable: false };

/// `broken-braces`.
pub static B810: Code = Code { number: "B810", name: "broken-braces", severity: Severity::Error, fixable: false };

/// `when-without-otherwise`.
pub static B811: Code = Code { number: "B811", name: "when-without-otherwise", severity: Severity::Error, fixable: false };

/// `no-way-on`.
pub static B812: Code = Code { number: "B812", name: "no-way-on", severity: Severity::Error, fixable: false };

/// `point-not-tested`.
pub static B901: Code = Code { number: "B901", name: "point-not-tested", severity: Severity::Warning, fixable: false };

/// `point-not-taught`.
pub static B902: Code = Code { number: "B902", name: "point-not-taught", severity: Severity::Warning, fixable: false };

/// `credit-hours`.
pub static B903: Code = Code { number: "B903", name: "credit-hours", severity: Severity::Warning, fixable: false };

/// `review-overdue`.
pub static B904: Code = Code { number: "B904", name: "review-overdue", severity: Severity::Warning, fixable: false };

/// `certificate-out-of-reach`.
pub static B905: Code = Code { number: "B905", name: "certificate-out-of-reach", severity: Severity::Error, fixable: false };

/// `review-overdue`, from the day after the course's last: no credit may be given. The same code, of more weight.
pub static B904_ENDED: Code = Code { number: "B904", name: "review-overdue", severity: Severity::Error, fixable: false };

/// `translation-out-of-step`.
pub static B906: Code = Code { number: "B906", name: "translation-out-of-step", severity: Severity::Warning, fixable: false };

/// `lesson-without-quiz`.
pub static B907: Code = Code { number: "B907", name: "lesson-without-quiz", severity: Severity::Advice, fixable: false };

/// `recall-only`.
pub static B908: Code = Code { number: "B908", name: "recall-only", severity: Severity::Advice, fixable: false };

/// `credit-details`.
pub static B909: Code = Code { number: "B909", name: "credit-details", severity: Severity::Warning, fixable: false };
