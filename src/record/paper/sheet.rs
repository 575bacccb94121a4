//! Lays the certificate out on its sheet and writes it as PDF. The validators of the PDF library refuse a file that breaks the rules
//! of PDF/UA-1 or PDF/A-3a, so one that was written keeps those that a program can check.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use jiff::tz::TimeZone;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, PageLayout};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use super::code::Code;
use super::face::{Faces, Style};
use super::pen::{At, BLACK, BRONZE, Drawn, HEIGHT, INK, Link, MARGIN, SOFT, Sheet, TEAL, WIDTH, fill};
use super::text::{Line, fit, line, shortened};
use super::{Paper, Standing};

/// Why a certificate was not drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDrawn {
    /// Letters that no font at hand has. Rather than print boxes, nothing is printed.
    #[error("could not set {}: no font at hand has {}", letters.iter().map(|letter| format!("“{letter}”")).collect::<Vec<_>>().join(" "),
        if letters.len() == 1 { "this letter" } else { "these letters" })]
    Letters {
        /// The letters.
        letters: BTreeSet<char>,
    },
    /// The page broke a rule of the format.
    #[error("could not write the certificate as PDF: {because}")]
    Format {
        /// The rule.
        because: String,
    },
}

/// Draws a certificate and returns the PDF. The same paper always gives the same bytes.
///
/// # Errors
/// [`NotDrawn`] when letters are lacking or the page cannot be written.
pub fn draw(paper: &Paper, faces: &Faces) -> Result<Vec<u8>, NotDrawn> {
    let letters = faces.lacking(&paper.words());
    if !letters.is_empty() {
        return Err(NotDrawn::Letters { letters });
    }
    let wrong = |because: &dyn std::fmt::Debug| NotDrawn::Format { because: format!("{because:?}") };
    let rules = ConfigurationBuilder::new().with_archival_validator(Archival::A3_A).with_accessibility_validator(Accessibility::UA1);
    let configuration = rules.finish().map_err(|because| wrong(&because))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| wrong(&"size"))?;
    let mut page = document.start_page_with(size);
    let mut sheet = Sheet { surface: page.surface(), faces, tags: TagTree::new().with_lang(Some(paper.say.code().to_owned())), link: None };
    sheet.frame();
    let below = sheet.head(paper);
    sheet.rows(paper, below);
    match &paper.standing {
        Standing::SelfIssued => sheet.nobody_signed(paper),
        Standing::Issued { .. } => sheet.issuer(paper),
    }
    let Drawn { mut tags, link } = sheet.finish();
    if let Some(Link { place, text, area, address }) = link {
        let annotation = LinkAnnotation::new(area, Target::Action(LinkAction::new(address.clone()).into()));
        let active = page.add_tagged_annotation(Annotation::new_link(annotation, Some(paper.say.paper_page_of_issuer(&address))));
        let mut paragraph = TagGroup::new(Tag::P);
        paragraph.push(linked(text, active));
        tags.children.insert(place, paragraph.into());
    }
    page.finish();
    document.set_tag_tree(tags);
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(paper.say.paper_title().to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    document.set_outline(outline);
    document.set_metadata(metadata(paper));
    if let Standing::Issued { document: credential, .. } = &paper.standing {
        document.embed_file(EmbeddedFile {
            path: "certificate.json".to_owned(),
            mime_type: MimeType::new("application/vc+ld+json"),
            description: Some(paper.say.paper_attached().to_owned()),
            association_kind: AssociationKind::Data,
            data: credential.clone().into_bytes().into(),
            modification_date: Some(date(paper)),
            compress: Some(false),
            location: None,
        });
    }
    document.finish().map_err(|because| wrong(&because))
}

/// How the program that made a page is named in it, before its version.
const CREATOR: &str = "bedside ";

/// Whether a file is a page of [`draw`] that no department has signed.
#[must_use]
pub fn is_self_issued(bytes: &[u8]) -> bool {
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    // Only a signed one has its credential in it.
    bytes.starts_with(b"%PDF-") && has(format!("/Creator({CREATOR}").as_bytes()) && !has(b"/EmbeddedFile")
}

/// The sizes a name is tried in, and on how many lines.
const NAME: [(&[f32], usize); 3] = [(&[40.0, 36.0, 32.0, 28.0, 25.0], 1), (&[28.0, 25.0, 22.0], 2), (&[19.0, 17.0, 16.0], 3)];

fn metadata(paper: &Paper) -> Metadata {
    let author = match &paper.standing {
        Standing::SelfIssued => paper.say.paper_self_issued().to_owned(),
        Standing::Issued { issuer, .. } => issuer.clone(),
    };
    Metadata::new()
        .title(format!("{}: {}, {}", paper.say.paper_title(), shortened(&paper.name), shortened(&paper.course)))
        .language(paper.say.code().to_owned())
        .authors(vec![author])
        .creator(format!("{CREATOR}{}", env!("CARGO_PKG_VERSION")))
        .document_id(paper.id.clone())
        .creation_date(date(paper))
        .page_layout(PageLayout::SinglePage)
}

fn date(paper: &Paper) -> DateTime {
    let at = paper.at.to_zoned_datetime(TimeZone::UTC).datetime();
    let small = |number: i8| u8::try_from(number).unwrap_or(0);
    DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

impl Sheet<'_, '_> {
    /// The frame: no words, so nothing for a screen reader.
    fn frame(&mut self) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.surface.set_fill(None);
        for (inset, thickness, color) in [(22.0, 2.4, TEAL), (29.0, 0.7, BRONZE)] {
            self.stroke(color, thickness);
            self.box_at(inset, inset, WIDTH - 2.0 * inset, HEIGHT - 2.0 * inset);
        }
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(BRONZE)));
        for (x, y) in [(29.0, 29.0), (WIDTH - 29.0, 29.0), (29.0, HEIGHT - 29.0), (WIDTH - 29.0, HEIGHT - 29.0)] {
            let mut diamond = PathBuilder::new();
            for (place, (right, down)) in [(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)].into_iter().enumerate() {
                if place == 0 { diamond.move_to(x + right, y + down) } else { diamond.line_to(x + right, y + down) }
            }
            diamond.close();
            if let Some(path) = diamond.finish() {
                self.surface.draw_path(&path);
            }
        }
        self.surface.end_tagged();
    }

    /// What it is, whose, for which course. Returns where that ends.
    fn head(&mut self, paper: &Paper) -> f32 {
        let middle = At::Middle(WIDTH / 2.0);
        let wide = WIDTH - 2.0 * MARGIN - 40.0;
        let say = paper.say;
        let capitals = line(&say.paper_title().to_uppercase(), self.faces, Style::Display).spaced(0.14);
        let title = self.write(&capitals, 27.0, middle, 100.0, TEAL);
        self.tag(Tag::Hn(NonZeroU16::MIN, Some(say.paper_title().to_owned())), vec![title]);
        self.rule(WIDTH / 2.0 - 55.0, 118.0, 110.0);
        self.paragraph(say.paper_certifies(), 12.0, middle, 146.0, SOFT);
        let name = if paper.name.is_empty() { say.certificate_no_name() } else { &paper.name };
        // One line as large as it fits, else two, else three.
        let tried = NAME.iter().map(|(sizes, most)| fit(name, self.faces, Style::Display, sizes, wide, *most));
        let whole = |(_, lines): &(f32, Vec<Line<'_>>)| lines.iter().map(|line| line.text.len()).sum::<usize>() + lines.len() > name.len();
        let cut = || fit(name, self.faces, Style::Display, &[16.0], wide, 3);
        let (size, lines) = tried.into_iter().find(whole).unwrap_or_else(cut);
        let tall = lines.len() > 1;
        let mut y = if tall { 156.0 + size } else { 202.0 };
        let found = lines.iter().map(|line| self.step(line, size, middle, &mut y, INK)).collect();
        self.tag(Tag::P, found);
        let mut courses: &[f32] = &[24.0, 21.0, 18.0, 15.0];
        if paper.who.is_empty() {
            y = if tall { y + 4.0 } else { 250.0 };
        } else {
            // Close below the name. Where that takes several lines, the course has to do with less room.
            y = if tall { y - size + 12.0 } else { 226.0 };
            self.block(&paper.who, 11.0, middle, &mut y, INK, wide, 2);
            y = (y + 8.0).max(250.0);
            courses = if tall { &[18.0, 16.0, 14.0, 13.0] } else { courses };
        }
        self.paragraph(say.paper_has_completed(), 12.0, middle, y, SOFT);
        y += if tall && !paper.who.is_empty() { 28.0 } else { 32.0 };
        let (size, lines) = fit(&paper.course, self.faces, Style::Display, courses, wide, 2);
        let found = lines.iter().map(|line| self.step(line, size, middle, &mut y, TEAL)).collect();
        self.tag(Tag::P, found);
        y
    }

    /// The labels and what they say, in columns.
    fn rows(&mut self, paper: &Paper, below: f32) {
        let top = (below + 26.0).max(356.0);
        let columns = f32::from(u16::try_from(paper.rows.len().max(1)).unwrap_or(1));
        let wide = (WIDTH - 2.0 * MARGIN) / columns;
        self.rule(MARGIN, top - 20.0, WIDTH - 2.0 * MARGIN);
        let mut x = MARGIN + wide / 2.0;
        for (label, said) in &paper.rows {
            let label = line(&label.to_uppercase(), self.faces, Style::Text).spaced(0.12);
            let first = self.write(&label, 7.5, At::Middle(x), top, SOFT);
            let mut y = top + 19.0;
            let (size, lines) = fit(said, self.faces, Style::Text, &[12.0, 10.5, 9.0], wide - 10.0, 2);
            let mut found = vec![first];
            found.extend(lines.iter().map(|line| self.step(line, size, At::Middle(x), &mut y, INK)));
            self.tag(Tag::P, found);
            x += wide;
        }
        self.rule(MARGIN, top + 36.0, WIDTH - 2.0 * MARGIN);
    }

    /// Who signed it, how to check that, and the code.
    fn issuer(&mut self, paper: &Paper) {
        let Standing::Issued { issuer, page, signer, key, trust, slip, .. } = &paper.standing else { return };
        let (say, side) = (paper.say, 124.0);
        let code = Some(slip)
            .filter(|slip| !slip.is_empty())
            .and_then(|slip| Code::of(slip))
            .and_then(|code| code.shape(WIDTH - MARGIN, 428.0, side));
        let quiet = code.as_ref().map_or(0.0, |(_, quiet)| *quiet);
        let wide = WIDTH - 2.0 * MARGIN - side - quiet.max(16.0);
        let at = At::Left(MARGIN);
        let mut y = 438.0;
        self.block(say.paper_issued_by(), 9.0, at, &mut y, SOFT, wide, 1);
        y += 5.0;
        self.block(issuer, 15.0, at, &mut y, TEAL, wide, 2);
        if !signer.is_empty() {
            self.block(signer, 10.5, at, &mut y, INK, wide, 1);
        }
        if !page.is_empty() {
            self.address(page, &mut y, wide);
        }
        y += 3.0;
        self.block(trust, 8.5, at, &mut y, INK, wide, 3);
        if !paper.text.is_empty() {
            self.block(&paper.text, 8.5, at, &mut y, SOFT, wide, 2);
        }
        let mut y = y.max(534.0);
        let how = if code.is_some() {
            say.paper_check_with_code()
        } else if slip.is_empty() {
            say.paper_check()
        } else {
            say.paper_check_long_name()
        };
        self.block(how, 8.0, at, &mut y, SOFT, wide, 1);
        self.block(&paper.say.paper_number(&paper.id), 7.0, at, &mut y, SOFT, wide, 1);
        self.block(&say.paper_key(key), 7.0, at, &mut y, SOFT, wide, 1);
        if let Some((shape, _)) = code {
            self.surface.set_fill(Some(fill(BLACK)));
            let drawn = self.surface.start_tagged(ContentTag::Other);
            self.surface.draw_path(&shape);
            self.surface.end_tagged();
            self.tag(Tag::Figure(Some(say.paper_code().to_owned())), vec![drawn]);
        }
    }

    /// The issuer's page, which may be opened.
    fn address(&mut self, page: &str, y: &mut f32, wide: f32) {
        let set = line(page, self.faces, Style::Text);
        let (size, top) = (9.0, *y - 9.0);
        let opens = ["https://", "http://"].iter().any(|kind| page.starts_with(kind)) && page.bytes().all(|byte| byte.is_ascii_graphic());
        let area = Rect::from_xywh(MARGIN, top, set.width * size, size * 1.3).filter(|_| opens && set.width * size <= wide);
        match area {
            Some(area) => {
                let text = self.step(&set, size, At::Left(MARGIN), y, SOFT);
                self.link = Some(Link { place: self.tags.children.len(), text, area, address: page.to_owned() });
            }
            None => self.block(page, size, At::Left(MARGIN), y, SOFT, wide, 1),
        }
    }

    /// That nobody signed it, where nobody can overlook it.
    fn nobody_signed(&mut self, paper: &Paper) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.surface.set_fill(None);
        self.stroke(BRONZE, 1.4);
        self.box_at(MARGIN + 40.0, 428.0, WIDTH - 2.0 * MARGIN - 80.0, 66.0);
        self.surface.set_stroke(None);
        self.surface.end_tagged();
        let middle = At::Middle(WIDTH / 2.0);
        let wide = WIDTH - 2.0 * MARGIN - 100.0;
        let (what, then) = (paper.say.certificate_self_issued_in_full(), paper.say.paper_who_can_sign());
        let mut y = 456.0;
        // On one line, in whatever language: the frame has room for two.
        let (size, lines) = fit(what, self.faces, Style::Text, &[12.5, 11.5, 10.5, 9.5], wide, 1);
        let found = lines.iter().map(|line| self.step(line, size, middle, &mut y, INK)).collect();
        self.tag(Tag::P, found);
        y += 4.0;
        self.block(then, 9.5, middle, &mut y, SOFT, wide, 2);
        let mut y = 520.0;
        if !paper.text.is_empty() {
            self.block(&paper.text, 8.5, middle, &mut y, SOFT, wide, 3);
        }
        self.block(&paper.say.paper_number(&paper.id), 7.0, middle, &mut y, SOFT, wide, 1);
    }
}

/// What is read as a link: its words, and what opens.
fn linked(text: Identifier, active: Identifier) -> TagGroup {
    let mut group = TagGroup::new(Tag::Link);
    group.push(text);
    group.push(active);
    group
}
