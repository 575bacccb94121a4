//! Reads a story from its scenes, and complains of branches that lead nowhere. One cause, one message.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::code::{B103, B201, B202, B801, B802, B803, B804, B805, B806, B807, B808, B809, B810, B811, B812};
use crate::diagnostic::{Diagnostic, Place, Severity, nearest};
use crate::id::SceneId;
use crate::prose::Words;
use crate::prose::list::Item;

use super::state::{Braces, Effect, StateId};
use super::story::{Scene, SceneCard, Story, StoryChoice, Turn};
use super::{Parts, Percent};

/// A scene before its targets are resolved.
struct Draft<'a> {
    parts: &'a Parts,
    id: SceneId,
    choices: Vec<ChoiceDraft<'a>>,
    braces: Braces,
}

struct ChoiceDraft<'a> {
    item: &'a Item,
    words: Words,
    braces: Braces,
}

/// Returns the story, when nothing in it is wrong.
pub(super) fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Story> {
    let before = errors(found);
    let is_read = |scene: &Parts| scene.unread.is_empty() && scene.list("choices").is_none_or(|list| list.broken.is_empty());
    let whole = parts.scenes.iter().all(is_read);
    let drafts: Vec<Draft<'_>> = parts.scenes.iter().enumerate().filter_map(|(number, scene)| draft(scene, number, found)).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, scene) in drafts.iter().enumerate() {
        if let Some(first) = places.insert(scene.id.as_str(), place) {
            twice(scene, drafts.get(first), found);
        }
    }
    // A target that is unknown may be the scene whose id cannot be read, which has been told.
    let lost = parts.scenes.iter().any(|scene| scene.unread.contains(&"id"));
    let story = Story { scenes: drafts.iter().map(|scene| resolved(scene, &places, lost, found)).collect() };
    // A list that could not be read may hold the choice that is missed below.
    if errors(found) == before && whole && drafts.len() == parts.scenes.len() {
        ways(&story, &drafts, found);
        states(&drafts, found);
    }
    (errors(found) == before && whole && !story.scenes.is_empty()).then_some(story)
}

fn errors(found: &[Diagnostic]) -> usize {
    found.iter().filter(|diagnostic| diagnostic.code.severity == Severity::Error).count()
}

fn draft<'a>(parts: &'a Parts, number: usize, found: &mut Vec<Diagnostic>) -> Option<Draft<'a>> {
    let id = match parts.words("id") {
        Some(written) => match SceneId::new(written.markdown()) {
            Ok(id) => id,
            Err(flaw) => {
                let mut complaint = Diagnostic::new(
                    &B202,
                    "an id is small letters, digits, and single hyphens",
                    parts.place(&written.span),
                    flaw.to_string(),
                );
                if let Some(near) = SceneId::nearest(written.markdown()) {
                    complaint = complaint.help(format!("write `id = \"{near}\"`"));
                }
                found.push(complaint);
                return None;
            }
        },
        None if parts.unread.contains(&"id") => return None,
        None => {
            found.push(
                Diagnostic::new(&B103, "a scene needs `id`", parts.place(&parts.header), "this scene has none")
                    .help(format!("add one: `id = \"scene-{}\"`", number + 1)),
            );
            return None;
        }
    };
    let (choices, score) = (parts.setting("choices"), parts.setting("score"));
    match (choices, score) {
        (Some(choices), Some(score)) => found.push(
            Diagnostic::new(&B807, "a scene is either an ending or a choice", parts.place(&choices.named_at), "but this goes on")
                .and(parts.place(&score.named_at), "this ends the story")
                .help("delete one of the two"),
        ),
        (None, None) if !parts.unread.iter().any(|name| ["choices", "score"].contains(name)) => {
            let place = parts.setting("id").map_or(&parts.header, |id| &id.value_at);
            found.push(
                Diagnostic::new(&B804, format!("the scene `{id}` stops without an ending"), parts.place(place), "no `choices`, no `score`")
                    .help("add `score = 0` to end here, or `choices` to go on"),
            );
        }
        _ => {}
    }
    let items = parts.list("choices").map(|list| list.items().collect::<Vec<_>>()).unwrap_or_default();
    let choices = items.into_iter().map(|item| choice(parts, item, found)).collect();
    Some(Draft { parts, id, choices, braces: scene_braces(parts, found) })
}

/// Reads a choice; braces at its end are taken off its words.
fn choice<'a>(parts: &Parts, item: &'a Item, found: &mut Vec<Diagnostic>) -> ChoiceDraft<'a> {
    let plain = || ChoiceDraft { item, words: item.words.clone(), braces: Braces::default() };
    let text = item.words.markdown().trim_end();
    let Some((words, inside)) = text.strip_suffix('}').and_then(|open| open.rsplit_once('{')) else {
        found.extend(never_closed(parts, item, text));
        return plain();
    };
    let read = if inside.trim().is_empty() { Err("{}") } else { Braces::read(inside) };
    match read {
        Ok(braces) => {
            let words = words.trim_end();
            let span = item.words.span.start..item.words.span.start + words.len();
            ChoiceDraft { item, words: Words::new(item.words.part(words), span), braces }
        }
        Err(part) => {
            found.push(not_understood(parts, &item.words.span, part));
            plain()
        }
    }
}

fn scene_braces(parts: &Parts, found: &mut Vec<Diagnostic>) -> Braces {
    let mut all = Braces::default();
    for word in ["when", "set", "add"] {
        let Some(written) = parts.words(word) else { continue };
        let joined: Vec<String> = written.markdown().split(';').map(|part| format!("{word} {}", part.trim())).collect();
        match Braces::read(&joined.join(";")) {
            Ok(braces) => {
                all.when.0.extend(braces.when.0);
                all.effects.extend(braces.effects);
            }
            Err(part) => found.push(not_understood(parts, &written.span, part)),
        }
    }
    all
}

/// What a condition or a change begins with.
const BEGINNINGS: [&str; 3] = ["when", "set", "add"];

/// Complains of a condition or a change at the end of a choice whose brace is not closed: a learner would read it.
fn never_closed(parts: &Parts, item: &Item, text: &str) -> Option<Diagnostic> {
    let (_, inside) = text.rsplit_once('{').filter(|(_, inside)| !inside.contains('}'))?;
    let first = inside.split_whitespace().next()?.to_lowercase();
    if !BEGINNINGS.contains(&&*first) {
        return None;
    }
    let complaint = Diagnostic::new(&B810, format!("I cannot read `{{{inside}`"), parts.place(&item.words.span), "a `}` is missing");
    Some(complaint.help(format!("write `{{{inside}}}`")))
}

fn not_understood(parts: &Parts, span: &Range<usize>, part: &str) -> Diagnostic {
    let mut complaint = Diagnostic::new(&B810, format!("I cannot read `{part}`"), parts.place(span), "neither a condition nor a change");
    let (first, rest) = part.split_once(' ').unwrap_or((part, ""));
    if let Some(near) = nearest(first, BEGINNINGS).filter(|near| *near != first) {
        complaint = complaint.help(format!("did you mean `{}`?", format!("{near} {rest}").trim_end()));
    }
    let mut names = rest.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    if let Some(short) = names.find(|name| name.chars().count() == 1 && name.starts_with(char::is_alphabetic)) {
        complaint = complaint.help(format!("a name needs two letters or more, and `{short}` has one"));
    }
    complaint
        .help("write `when trust >= 2`, `set told`, or `add reach 1`, parted by `;`")
        .note("a state is a word like an id; it begins at 0")
}

fn twice(scene: &Draft<'_>, first: Option<&Draft<'_>>, found: &mut Vec<Diagnostic>) {
    let place = |scene: &Draft<'_>| scene.parts.setting("id").map_or(scene.parts.header.clone(), |id| id.value_at.clone());
    let mut complaint = Diagnostic::new(
        &B201,
        format!("two scenes are called `{}`", scene.id),
        scene.parts.place(&place(scene)),
        "second scene with this id",
    );
    if let Some(first) = first {
        complaint = complaint.and(first.parts.place(&place(first)), "the first one");
    }
    found.push(complaint.help(format!("call this one `{}-2`, or say what is different about it", scene.id)));
}

fn resolved(scene: &Draft<'_>, places: &BTreeMap<&str, usize>, lost: bool, found: &mut Vec<Diagnostic>) -> Scene {
    let parts = scene.parts;
    let words = |name: &str| parts.words(name).map(|words| words.markdown().to_owned()).unwrap_or_default();
    let mut target = |written: &Words| {
        let place = places.get(written.markdown()).copied();
        if place.is_none() && !lost {
            found.push(unknown(parts, written, places));
        }
        place
    };
    let otherwise = parts.words("otherwise").and_then(&mut target);
    let turn = match parts.count("score") {
        Some(score) if scene.choices.is_empty() => Turn::Ending(Percent(u8::try_from(score.min(100)).unwrap_or(100))),
        _ => Turn::Choices(
            scene
                .choices
                .iter()
                .filter_map(|choice| {
                    Some(StoryChoice {
                        words: choice.words.clone(),
                        reply: choice.item.reply.clone(),
                        to: target(choice.item.target.as_ref()?)?,
                        when: choice.braces.when.clone(),
                        effects: choice.braces.effects.clone(),
                    })
                })
                .collect(),
        ),
    };
    if !scene.braces.when.0.is_empty() && otherwise.is_none() && parts.setting("otherwise").is_none() {
        let place = parts.setting("when").map_or(&parts.header, |when| &when.named_at);
        found.push(
            Diagnostic::new(
                &B811,
                format!("nothing takes the place of `{}` when its condition does not hold", scene.id),
                parts.place(place),
                "this may not hold",
            )
            .help("add `otherwise = \"…\"` with the scene that is played then"),
        );
    }
    Scene {
        id: scene.id.clone(),
        at: words("at"),
        text: parts.words("text").cloned().unwrap_or_default(),
        card: parts.words("post").map(|post| SceneCard { words: post.clone(), by: words("by"), on: words("on"), stats: words("stats") }),
        when: scene.braces.when.clone(),
        otherwise,
        effects: scene.braces.effects.clone(),
        turn,
    }
}

fn unknown(parts: &Parts, written: &Words, places: &BTreeMap<&str, usize>) -> Diagnostic {
    let complaint =
        Diagnostic::new(&B801, format!("there is no scene `{}`", written.markdown()), parts.place(&written.span), "no such scene");
    match nearest(written.markdown(), places.keys().copied()) {
        Some(near) => complaint.help(format!("did you mean `{near}`?")).fix(parts.place(&written.span), near),
        None => complaint.help(format!("the scenes are {}", places.keys().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))),
    }
}

/// The scenes one may come to from a scene, conditions left aside.
fn onward(scene: &Scene) -> impl Iterator<Item = usize> {
    let choices: &[StoryChoice] = if let Turn::Choices(choices) = &scene.turn { choices } else { &[] };
    choices.iter().map(|choice| choice.to).chain(scene.otherwise)
}

fn ways(story: &Story, drafts: &[Draft<'_>], found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::from([0]);
    let mut waiting = vec![0];
    while let Some(place) = waiting.pop() {
        for next in story.scenes.get(place).into_iter().flat_map(onward) {
            if seen.insert(next) {
                waiting.push(next);
            }
        }
    }
    let place_of = |scene: &Draft<'_>| scene.parts.setting("id").map_or(scene.parts.header.clone(), |id| id.value_at.clone());
    for (_, scene) in drafts.iter().enumerate().filter(|(place, _)| !seen.contains(place)) {
        found.push(
            Diagnostic::new(
                &B802,
                format!("learners can never see the scene `{}`", scene.id),
                scene.parts.place(&place_of(scene)),
                "no choice leads here",
            )
            .help(format!("point a choice at it: `- … -> {}`", scene.id)),
        );
    }
    endless(story, drafts, &seen, found);
    choices_of(story, drafts, found);
    alike(story, drafts, found);
}

/// Scenes from which no ending can be reached.
fn endless(story: &Story, drafts: &[Draft<'_>], seen: &BTreeSet<usize>, found: &mut Vec<Diagnostic>) {
    let mut ending: BTreeSet<usize> = BTreeSet::new();
    loop {
        let more: Vec<usize> = story
            .scenes
            .iter()
            .enumerate()
            .filter(|(place, scene)| {
                !ending.contains(place) && (matches!(scene.turn, Turn::Ending(_)) || onward(scene).any(|next| ending.contains(&next)))
            })
            .map(|(place, _)| place)
            .collect();
        if more.is_empty() {
            break;
        }
        ending.extend(more);
    }
    let stuck: Vec<usize> = seen.iter().copied().filter(|place| !ending.contains(place)).collect();
    let Some(scene) = stuck.first().and_then(|first| drafts.get(*first)) else { return };
    let place = scene.parts.setting("id").map_or(&scene.parts.header, |id| &id.value_at);
    let mut complaint = Diagnostic::new(&B803, "this branch never ends", scene.parts.place(place), "from here");
    let back = stuck.iter().skip(1).filter_map(|place| drafts.get(*place)).flat_map(|draft| draft.choices.iter().map(move |c| (draft, c)));
    let back = back
        .filter_map(|(draft, choice)| Some((draft, choice.item.target.as_ref()?)))
        .find(|(_, target)| target.markdown() == scene.id.as_str());
    if let Some((draft, target)) = back {
        complaint = complaint.and(draft.parts.place(&target.span), "back again");
    }
    let names: Vec<String> = stuck.iter().filter_map(|place| drafts.get(*place)).map(|draft| format!("`{}`", draft.id)).collect();
    found.push(
        complaint
            .help(format!("give {} a choice that leads to an ending", names.join(" or ")))
            .note("going round is fine as long as there is a way out"),
    );
}

fn choices_of(story: &Story, drafts: &[Draft<'_>], found: &mut Vec<Diagnostic>) {
    for (scene, draft) in story.scenes.iter().zip(drafts) {
        let Turn::Choices(choices) = &scene.turn else { continue };
        let Some(setting) = draft.parts.setting("choices") else { continue };
        let place = draft.parts.place(&setting.named_at);
        if choices.len() > 1
            && choices.iter().all(|c| Some(c.to) == choices.first().map(|first| first.to) && c.reply.is_empty() && c.effects.is_empty())
        {
            let to = choices.first().and_then(|choice| drafts.get(choice.to)).map_or_else(String::new, |to| to.id.to_string());
            let (all, none) = if choices.len() == 2 { ("both", "neither") } else { ("all", "none") };
            found.push(
                Diagnostic::new(&B805, "the choice makes no difference", place, format!("{all} lead to `{to}`, and {none} has a `>` line"))
                    .help("add feedback to each, or join the scenes"),
            );
        } else if choices.iter().all(|choice| !choice.when.0.is_empty()) {
            found.push(
                Diagnostic::new(&B812, format!("the scene `{}` may leave no choice", scene.id), place, "every choice has a condition")
                    .help("leave one choice without `when`, so that there is always a way on"),
            );
        }
    }
}

fn alike(story: &Story, drafts: &[Draft<'_>], found: &mut Vec<Diagnostic>) {
    let endings: Vec<(usize, Percent)> = story
        .scenes
        .iter()
        .enumerate()
        .filter_map(|(place, scene)| if let Turn::Ending(score) = scene.turn { Some((place, score)) } else { None })
        .collect();
    let [(_, first), .., (last, _)] = endings.as_slice() else { return };
    let Some(draft) = drafts.get(*last).filter(|_| endings.iter().all(|(_, score)| score == first)) else { return };
    let Some(score) = draft.parts.setting("score") else { return };
    let says = format!("all {} endings score {}", super::options::number(endings.len()), first.0);
    found.push(
        Diagnostic::new(&B806, "every ending is worth the same", draft.parts.place(&score.value_at), says)
            .help("give the worse endings less; 0, 50, and 100 will do")
            .note("error if no ending can reach `pass`, or if there is none"),
    );
}

/// States that are changed and never asked, or asked and never changed.
fn states(drafts: &[Draft<'_>], found: &mut Vec<Diagnostic>) {
    let mut asked: BTreeMap<StateId, Place> = BTreeMap::new();
    let mut changed: BTreeMap<StateId, Place> = BTreeMap::new();
    for draft in drafts {
        let scene_place =
            ["when", "set", "add"].iter().find_map(|name| draft.parts.setting(name)).map_or(&draft.parts.header, |s| &s.value_at);
        let mut note = |braces: &Braces, span: &Range<usize>| {
            for test in &braces.when.0 {
                asked.entry(test.state.clone()).or_insert_with(|| draft.parts.place(span));
            }
            for effect in &braces.effects {
                changed.entry(Effect::state(effect).clone()).or_insert_with(|| draft.parts.place(span));
            }
        };
        note(&draft.braces, scene_place);
        for choice in &draft.choices {
            note(&choice.braces, &choice.item.words.span);
        }
    }
    for (state, place) in changed.iter().filter(|(state, _)| !asked.contains_key(*state)) {
        found.push(
            Diagnostic::new(&B808, format!("the state `{state}` is never read"), place.clone(), "changed here, and asked nowhere")
                .help(format!("let a later scene or choice ask for it: `when {state} >= 1`; or take the change out")),
        );
    }
    for (state, place) in asked.iter().filter(|(state, _)| !changed.contains_key(*state)) {
        let complaint =
            Diagnostic::new(&B809, format!("the state `{state}` is never set"), place.clone(), "asked here, and changed nowhere");
        let near = nearest(state.as_str(), changed.keys().map(StateId::as_str));
        found.push(match near {
            Some(near) => complaint.help(format!("did you mean `{near}`?")),
            None => complaint.help(format!("let a scene or choice change it: `add {state} 1`")),
        });
    }
}
