//! One page of a lesson: which kind it is, and what it shows.

use std::sync::Arc;

use crate::course::setting::Site;
use crate::course::{Choice, Moment, Page, PageKind, Picture, Platform, Post};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B103, B106, B107};
use crate::id::PageId;
use crate::prose::Words;
use crate::question::Parts;

use super::draft::Draft;
use super::section::Section;

/// The kinds of pages: name, the settings of which one tells it, and what it shows. Prose comes last: any page may have words.
pub(in crate::course) const KINDS: [(&str, &[&str], &str); 8] = [
    ("case", &["timeline"], "a case"),
    ("post", &["post"], "a post"),
    ("decision", &["choices"], "a decision"),
    ("reflect", &["reveal"], "a reflection"),
    ("checklist", &["checklist"], "a checklist"),
    ("dos", &["do", "dont"], "what to do and not to do"),
    ("takeaways", &["takeaways"], "what to take away"),
    ("prose", &["text"], "words"),
];

/// Makes a page. `place` counts from 0; `taken` are the ids of the pages before.
pub(super) fn page(section: &Section, draft: &Draft, place: usize, taken: &[PageId], found: &mut Vec<Diagnostic>) -> Option<Page> {
    let included = section.parts.words("include").and_then(|include| draft.shared(include.markdown(), Site::Page));
    let shown = included.unwrap_or(section);
    let kind = kind(shown, found);
    let title = if section.has("title") { section.line("title") } else { shown.line("title") };
    let teaches = if section.has("teaches") { section } else { shown };
    Some(Page {
        id: id(section, &title, place, taken),
        title,
        text: shown.words("text"),
        picture: picture(shown),
        teaches: teaches.ids("teaches"),
        was: section.ids("was"),
        kind: kind?,
    })
}

/// Returns the ids of a lesson's pages, as [`page`] gives them.
pub(super) fn ids(sections: &[Section], draft: &Draft) -> Vec<PageId> {
    let mut taken: Vec<PageId> = sections.iter().filter_map(|section| PageId::new(section.parts.words("id")?.markdown()).ok()).collect();
    let mut ids = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        let included = section.parts.words("include").and_then(|include| draft.shared(include.markdown(), Site::Page));
        let title = if section.has("title") { section.line("title") } else { included.unwrap_or(section).line("title") };
        let id = id(section, &title, place, &taken);
        taken.push(id.clone());
        ids.push(id);
    }
    ids
}

/// Returns the page's id: as written, else that of its title, else one by its number; never one that is taken.
fn id(section: &Section, title: &str, place: usize, taken: &[PageId]) -> PageId {
    let written = section.parts.words("id").and_then(|id| PageId::new(id.markdown()).ok());
    let of_title = || PageId::nearest(title).filter(|id| !taken.contains(id));
    let by_number = || PageId::new(&format!("page-{}", place + 1)).ok();
    written.or_else(of_title).or_else(by_number).unwrap_or_else(|| unreachable_id(place))
}

/// A number always makes an id; this is the way to say so without a panic.
fn unreachable_id(place: usize) -> PageId {
    PageId::nearest(&format!("page {place}")).or_else(|| PageId::nearest("page")).unwrap_or_else(|| unreachable_id(0))
}

/// Returns what a page shows; `None` when that cannot be told, which has been reported.
fn kind(section: &Section, found: &mut Vec<Diagnostic>) -> Option<PageKind> {
    let parts = &section.parts;
    let there = |settings: &&[&'static str]| settings.iter().find(|name| section.has(name)).copied();
    let told: Vec<_> = KINDS.iter().filter_map(|(name, settings, called)| Some((*name, there(settings)?, *called))).collect();
    let special: Vec<_> = told.iter().filter(|(name, ..)| *name != "prose").collect();
    let written = parts.words("kind").map(Words::markdown);
    if let [first, second, ..] = special.as_slice() {
        if let (Some(one), Some(other)) = (parts.setting(first.1), parts.setting(second.1)) {
            let (one, other, first, second) =
                if one.named_at.start < other.named_at.start { (one, other, first, second) } else { (other, one, second, first) };
            found.push(
                Diagnostic::new(&B106, "this page shows two things", parts.place(&other.named_at), format!("and this {}", second.2))
                    .and(parts.place(&one.named_at), format!("this makes it {}", first.2))
                    .help(format!("keep `{}`, or keep `{}`; or start a new `[[page]]` between them", first.1, second.1)),
            );
        }
        return None;
    }
    let tells = special.first().copied().or_else(|| told.first());
    if let (Some(written), Some((name, setting, called)), Some(at)) = (written, tells, parts.setting("kind"))
        && written != *name
    {
        let complaint =
            Diagnostic::new(&B107, "`kind` says one thing and the settings another", parts.place(&at.value_at), format!("says {written}"));
        let other = parts.setting(setting).map(|setting| parts.place(&setting.named_at));
        let complaint =
            other.map_or_else(|| complaint.clone(), |other| complaint.clone().and(other, format!("but only {called} has this")));
        let whole = parts.place(&(at.named_at.start..at.value_at.end));
        found.push(complaint.help(format!("delete `kind`; it is worked out from `{setting}`")).fix(whole, ""));
    }
    let Some((name, ..)) = tells else {
        return empty(section, written, found);
    };
    of_kind(name, section, found)
}

/// A page without words and without a kind may still show a picture.
fn empty(section: &Section, written: Option<&str>, found: &mut Vec<Diagnostic>) -> Option<PageKind> {
    if section.has("image") {
        return Some(PageKind::Prose);
    }
    if !section.holed && !section.has("include") && section.parts.unread.is_empty() {
        let setting = written
            .and_then(|kind| KINDS.iter().find(|(name, ..)| *name == kind))
            .and_then(|(_, settings, _)| settings.first())
            .unwrap_or(&"text");
        found.push(
            Diagnostic::new(&B103, format!("a page needs `{setting}`"), section.begins(), "nothing to show below this line")
                .help(format!("add `{setting} = '''`, the words, and `'''`; or delete the page")),
        );
    }
    None
}

fn of_kind(name: &str, section: &Section, found: &mut Vec<Diagnostic>) -> Option<PageKind> {
    let items = |setting: &str| -> Vec<Words> {
        section.parts.list(setting).map(|list| list.items().map(|item| item.words.clone()).collect()).unwrap_or_default()
    };
    Some(match name {
        "case" => {
            PageKind::Case { timeline: items("timeline").iter().map(moment).collect(), who: items("who"), asks: section.words("asks") }
        }
        "post" => PageKind::Post(post(section, found)?),
        "decision" => PageKind::Decision { choices: choices(&section.parts) },
        "reflect" => PageKind::Reflect { reveal: section.words("reveal"), keep: section.flag("keep") },
        "checklist" => PageKind::Checklist { items: items("checklist"), must: section.count("must") },
        "dos" => {
            for (needed, other) in [("do", "dont"), ("dont", "do")] {
                if !section.has(needed) && !section.holed {
                    let at = section.parts.setting(other).map_or_else(|| section.begins(), |other| section.parts.place(&other.named_at));
                    let message = format!("a page of what to do and not to do needs `{needed}`");
                    let complaint = Diagnostic::new(&B103, message, at, format!("and there is no `{needed}`"));
                    found.push(complaint.help(format!("add `{needed} = \"- …\"`, or write a checklist instead")));
                }
            }
            PageKind::Dos { dos: items("do"), donts: items("dont") }
        }
        "takeaways" => PageKind::Takeaways { items: items("takeaways") },
        _ => PageKind::Prose,
    })
}

/// Parts `**when** what` in two.
fn moment(words: &Words) -> Moment {
    let parted = words.markdown().strip_prefix("**").and_then(|rest| rest.split_once("**"));
    parted.map_or_else(
        || Moment { when: String::new(), words: words.clone() },
        |(when, rest)| {
            let what = rest.trim_start();
            let from = (words.span.start + words.markdown().len() - what.len()).min(words.span.end);
            Moment { when: when.to_owned(), words: Words::new(words.part(what), from..words.span.end) }
        },
    )
}

fn choices(parts: &Parts) -> Vec<Choice> {
    let Some(list) = parts.list("choices") else { return Vec::new() };
    let choice = |item: &crate::prose::list::Item| Choice {
        words: item.words.clone(),
        reply: item.reply.clone(),
        to: item.target.as_ref().and_then(|target| PageId::new(target.markdown()).ok()),
    };
    list.items().map(choice).collect()
}

/// Returns the picture of a page or question.
pub(super) fn picture(section: &Section) -> Option<Picture> {
    let path = section.parts.words("image")?;
    Some(Picture { path: Arc::from(path.markdown()), alt: section.line("alt"), caption: section.line("caption") })
}

/// Returns the post of a page or question, and complains when nobody wrote it.
pub(super) fn post(section: &Section, found: &mut Vec<Diagnostic>) -> Option<Post> {
    let parts = &section.parts;
    let post = parts.setting("post")?;
    if !section.has("by") && !section.holed {
        let shows = if section.site == Site::Page { "this page shows a post" } else { "this question shows a post" };
        let complaint = Diagnostic::new(&B103, "a post needs `by`", parts.place(&post.named_at), "and the post has no author");
        let complaint = if parts.header.is_empty() { complaint } else { complaint.and(parts.place(&parts.header), shows) };
        found.push(complaint.help("add an invented handle: `by = \"@invented_resident\"`"));
    }
    Some(Post {
        words: section.words("post"),
        by: section.line("by"),
        name: section.line("name"),
        at: section.line("at"),
        stats: section.line("stats"),
        on: Platform::named(section.word("on")).unwrap_or(Platform::Microblog),
        comments: parts.list("comments").map(|list| list.items().map(|item| item.words.clone()).collect()).unwrap_or_default(),
    })
}
