//! Markdown into blocks. The one place that knows `pulldown_cmark`.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Block, Run, Target, Tone, safe};

/// Reads Markdown into blocks. HTML is shown as typed; a picture is shown by its words; footnotes are not known.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let bare = markdown.trim_end_matches('\n');
    if is_bare(bare) {
        let paragraph = |text: &str| Block::Paragraph(vec![Run { text: text.replace('\n', " "), tone: Tone::default(), link: None }]);
        return bare.split("\n\n").map(paragraph).collect();
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder::default();
    builder.open.push(Open::new(Frame::Document));
    for event in Parser::new_ext(markdown, options) {
        builder.take(event);
    }
    builder.finish()
}

/// Returns the letters of a text that is one line of words and end marks.
pub(super) fn bare_line(markdown: &str) -> Option<&str> {
    let line = markdown.trim_end_matches('\n');
    (!line.contains('\n') && is_bare(line)).then_some(line)
}

/// Whether a text is words and end marks, as most options are and many pages: Markdown means nothing by them. Lines and paragraphs begin
/// with a letter and end with none but a letter or an end mark.
fn is_bare(markdown: &str) -> bool {
    let begins = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'"' | b'\'' | b'(');
    let goes_on = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b',' | b'.' | b'\'' | b'"' | b'?' | b'!' | b'(' | b')' | b':' | b';' | b'%' | b'-' | b'/' | b'$')
    };
    // What stood before the letter: the beginning, a line end, two of them, a space, or another letter.
    let (mut line_ends, mut is_space) = (2, false);
    for byte in markdown.bytes() {
        match byte {
            b'\n' if is_space || line_ends > 1 => return false,
            b'\n' => line_ends += 1,
            _ if line_ends > 0 && !begins(byte) => return false,
            b' ' => (is_space, line_ends) = (true, 0),
            _ if goes_on(byte) => (is_space, line_ends) = (false, 0),
            _ => return false,
        }
    }
    !is_space && line_ends == 0
}

/// So deep may quotations and lists stand inside each other; what is deeper stands where these end, with all its words. No screen is wide enough
/// for more, and whoever goes through the blocks goes as deep as they do.
const DEEPEST: usize = 40;

/// Whether something may hold more of its kind.
const fn is_nested(end: TagEnd) -> bool {
    matches!(end, TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item)
}

/// Something that has begun and not yet ended.
struct Open {
    frame: Frame,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    items: Vec<Vec<Block>>,
    rows: Vec<Vec<Vec<Run>>>,
}

enum Frame {
    Document,
    Paragraph,
    Heading(u8),
    List(Option<u64>),
    Item,
    Quote,
    Verbatim,
    Table,
    Row,
    Cell,
}

impl Open {
    const fn new(frame: Frame) -> Self {
        Self { frame, blocks: Vec::new(), runs: Vec::new(), items: Vec::new(), rows: Vec::new() }
    }
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    tone: Tone,
    links: Vec<Target>,
    /// Quotations and lists that began too deep inside others.
    passed: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::FootnoteReference(text) => {
                self.write(&text, self.tone);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.write(&text, Tone { code: true, ..self.tone }),
            Event::SoftBreak => self.write(" ", self.tone),
            Event::HardBreak => self.push(Run { text: "\n".into(), tone: Tone::default(), link: None }),
            Event::Rule => self.add(Block::Rule),
            Event::TaskListMarker(_) => {}
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        let too_deep = self.passed > 0 || (self.open.len() >= DEEPEST && !matches!(tag, Tag::Item));
        if too_deep && is_nested(tag.to_end()) {
            self.close_loose();
            self.passed += 1;
            return;
        }
        match tag {
            Tag::Emphasis => self.tone.stressed = true,
            Tag::Strong => self.tone.strong = true,
            Tag::Strikethrough => self.tone.struck = true,
            Tag::Link { dest_url, .. } => self.links.push(Target::read(&dest_url)),
            Tag::Paragraph | Tag::HtmlBlock => self.start(Frame::Paragraph),
            Tag::Heading { level, .. } => self.start(Frame::Heading(depth(level))),
            Tag::List(first) => {
                self.close_loose();
                self.start(Frame::List(first));
            }
            Tag::Item => self.start(Frame::Item),
            Tag::BlockQuote(_) => {
                self.close_loose();
                self.start(Frame::Quote);
            }
            Tag::CodeBlock(_) => {
                self.close_loose();
                self.start(Frame::Verbatim);
            }
            Tag::Table(_) => self.start(Frame::Table),
            Tag::TableHead | Tag::TableRow => self.start(Frame::Row),
            Tag::TableCell => self.start(Frame::Cell),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        if is_nested(end) && self.passed > 0 {
            self.close_loose();
            self.passed -= 1;
            return;
        }
        match end {
            TagEnd::Emphasis => self.tone.stressed = false,
            TagEnd::Strong => self.tone.strong = false,
            TagEnd::Strikethrough => self.tone.struck = false,
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.stop(),
            _ => {}
        }
    }

    fn start(&mut self, frame: Frame) {
        self.open.push(Open::new(frame));
    }

    /// Ends what was begun last and hands it to what surrounds it.
    fn stop(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        self.close_loose();
        let Some(done) = self.open.pop() else { return };
        let Some(around) = self.open.last_mut() else { return };
        match done.frame {
            Frame::Document => {}
            Frame::Paragraph => around.blocks.push(Block::Paragraph(trimmed(done.runs))),
            Frame::Heading(level) => around.blocks.push(Block::Heading(level, trimmed(done.runs))),
            Frame::List(first) => around.blocks.push(Block::List { first, items: done.items }),
            Frame::Item => around.items.push(done.blocks),
            Frame::Quote => around.blocks.push(Block::Quote(done.blocks)),
            Frame::Verbatim => {
                let text: String = done.runs.into_iter().map(|run| run.text).collect();
                around.blocks.push(Block::Verbatim(text.trim_end_matches('\n').to_owned()));
            }
            Frame::Table => around.blocks.push(Block::Table(done.rows)),
            Frame::Row => around.rows.push(done.items_as_cells()),
            Frame::Cell => around.rows.push(vec![trimmed(done.runs)]),
        }
    }

    /// Runs that stand in a list item without a paragraph become one.
    fn close_loose(&mut self) {
        if let Some(open) = self.open.last_mut()
            && matches!(open.frame, Frame::Item | Frame::Quote | Frame::Document)
            && !open.runs.is_empty()
        {
            let runs = trimmed(std::mem::take(&mut open.runs));
            open.blocks.push(Block::Paragraph(runs));
        }
    }

    fn add(&mut self, block: Block) {
        self.close_loose();
        if let Some(open) = self.open.last_mut() {
            open.blocks.push(block);
        }
    }

    fn write(&mut self, text: &str, tone: Tone) {
        let verbatim = matches!(self.open.last().map(|open| &open.frame), Some(Frame::Verbatim));
        let text = if verbatim { safe::text(text) } else { safe::line(text) };
        let link = self.links.last().cloned();
        self.push(Run { text: text.into_owned(), tone, link });
    }

    fn push(&mut self, run: Run) {
        let Some(open) = self.open.last_mut() else { return };
        match open.runs.last_mut() {
            Some(last) if last.tone == run.tone && last.link == run.link && last.text != "\n" && run.text != "\n" => {
                last.text.push_str(&run.text);
            }
            _ => open.runs.push(run),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            self.stop();
        }
        self.close_loose();
        self.open.pop().map(|open| open.blocks).unwrap_or_default()
    }
}

impl Open {
    /// Cells were handed over one a row; here they become one row.
    fn items_as_cells(self) -> Vec<Vec<Run>> {
        self.rows.into_iter().flatten().collect()
    }
}

fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::TermId;

    fn run(text: &str) -> Run {
        Run { text: text.into(), tone: Tone::default(), link: None }
    }

    #[test]
    fn words_links_and_tones_become_runs() {
        let found = blocks("Ask the [privacy\noffice](term:privacy-office) **now**.");
        let link = Run { link: Some(Target::Term(TermId::new("privacy-office").unwrap())), ..run("privacy office") };
        let strong = Run { tone: Tone { strong: true, ..Tone::default() }, ..run("now") };
        assert_eq!(found, [Block::Paragraph(vec![run("Ask the "), link, run(" "), strong, run(".")])]);
    }

    #[test]
    fn a_tight_list_and_a_table_keep_their_parts() {
        let paragraph = |text| Block::Paragraph(vec![run(text)]);
        assert_eq!(
            blocks("- a\n- b\n  - c"),
            [Block::List {
                first: None,
                items: vec![vec![paragraph("a")], vec![paragraph("b"), Block::List { first: None, items: vec![vec![paragraph("c")]] }]],
            }]
        );
        assert_eq!(
            blocks("| x | y |\n|---|---|\n| 1 | 2 |"),
            [Block::Table(vec![vec![vec![run("x")], vec![run("y")]], vec![vec![run("1")], vec![run("2")]],])]
        );
    }

    #[test]
    fn bare_words_are_what_the_parser_makes_of_them() {
        for text in [
            "Ask first.",
            "a",
            "Who: \"you\"? (So)",
            "It's so,  yes",
            "A follow-up - and/or $5!",
            "a\nb-\n\nc -",
            "a\nb",
            "a\nb 50%; c\n\n(d)\ne",
        ] {
            assert!(is_bare(text));
            assert_eq!(blocks(text), parsed(text));
        }
        for text in ["", "1. a", "a ", " a", "a *b*", "é", "a \nb", "a\n b", "a\n\n\nb", "a\n1. b", "a\n"] {
            assert!(!is_bare(text));
        }
    }

    fn parsed(text: &str) -> Vec<Block> {
        let mut builder = Builder::default();
        builder.open.push(Open::new(Frame::Document));
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).for_each(|event| builder.take(event));
        builder.finish()
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_of_such_letters_is_what_the_parser_makes_of_it(text in "[aB1 .,'\"?!():;%/$\n-]{0,24}\n{0,3}") {
            proptest::prop_assert_eq!(blocks(&text), parsed(&text));
        }
    }

    #[test]
    fn however_deep_quotations_stand_no_word_is_lost() {
        let deep = |blocks: &[Block]| {
            let (mut depth, mut inside) = (0, blocks.first());
            while let Some(Block::Quote(blocks)) = inside {
                depth += 1;
                inside = blocks.first();
            }
            depth
        };
        let found = blocks(&format!("{} so\n\nand on", ">".repeat(100_000)));
        assert_eq!(deep(&found), DEEPEST - 1);
        assert!(found.last() == Some(&Block::Paragraph(vec![run("and on")])) && format!("{found:?}").contains("so"));
        let list = (0..100).map(|depth| format!("{}- a{depth}\n", "  ".repeat(depth))).collect::<Vec<_>>().concat();
        assert!((0..100).all(|depth| format!("{:?}", blocks(&list)).contains(&format!("a{depth}\""))));
    }

    #[test]
    fn html_is_shown_as_typed_and_escapes_are_disarmed() {
        assert_eq!(blocks("<b>Never</b> \u{1b}[31m"), [Block::Paragraph(vec![run("<b>Never</b> ␛[31m")])]);
    }
}
