//! Waits for a trainer to save. Sleeps until something in the folder changes, lets a burst of changes pass, and reads what is new.
//!
//! Editors save in many ways: over the file, beside it and then in its place, through a file that vanishes again. What counts is only
//! what the folder holds when they are done; whatever leaves that as it was wakes nobody further.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::folder::Folder;
use super::{Content, Files, Unreadable};

/// How long it is quiet when an editor is done with a file.
const QUIET: Duration = Duration::from_millis(12);

/// The longest a row of changes is waited out.
const LONGEST: Duration = Duration::from_millis(60);

/// How long it may be quiet while a file is gone or empty before that is taken for what the trainer wants: some editors empty a file and
/// then write it.
const PATIENCE: Duration = Duration::from_millis(300);

/// Why a folder cannot be watched.
#[derive(Debug, thiserror::Error)]
pub enum Unwatchable {
    /// It cannot be read.
    #[error("{0}")]
    Folder(#[from] Unreadable),
    /// The machine cannot tell of changes in it.
    #[error("could not watch the course folder {}: {because}", folder.display())]
    Machine {
        /// The folder.
        folder: PathBuf,
        /// What the machine said.
        because: String,
    },
}

/// A course folder that is watched: what it holds, each time that is something else.
#[derive(Debug)]
pub struct Watch {
    asked: PathBuf,
    folder: Folder,
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    news: Receiver<News>,
    /// What was told and not yet looked into.
    heard: Option<News>,
}

/// What the machine told.
#[derive(Debug)]
enum News {
    /// These paths changed.
    At(Vec<PathBuf>),
    /// Something changed, and it was not told what.
    Somewhere,
}

impl Watch {
    /// Reads a folder and watches it from then on.
    ///
    /// # Errors
    /// [`Unwatchable`] when it cannot be read, or when the machine watches no more folders.
    pub fn begin(folder: &Path) -> Result<Self, Unwatchable> {
        let asked = folder.canonicalize().map_err(|because| Unreadable { folder: folder.to_owned(), because })?;
        let opened = Folder::open(&asked).map_err(|wrong| Unreadable { folder: folder.to_owned(), ..wrong })?;
        let (sender, news) = mpsc::channel();
        let hears = move |told: notify::Result<notify::Event>| {
            // Reading a file is told of as well, and answering that by reading would never end.
            let told = match told {
                Ok(event) if event.need_rescan() => News::Somewhere,
                Ok(event) => match event.kind {
                    EventKind::Access(AccessKind::Close(AccessMode::Write)) => News::At(event.paths),
                    EventKind::Access(_) => return,
                    _ => News::At(event.paths),
                },
                Err(_) => News::Somewhere,
            };
            let _nobody_waits = sender.send(told);
        };
        let refused = |because: notify::Error| Unwatchable::Machine { folder: folder.to_owned(), because: because.to_string() };
        let watcher = notify::recommended_watcher(hears).map_err(refused)?;
        let mut watch = Self { asked, folder: opened, watcher, watched: BTreeSet::new(), news, heard: None };
        watch.cover().map_err(refused)?;
        // What was written before the watch began.
        watch.folder.again(&BTreeSet::new()).map_err(Unwatchable::Folder)?;
        Ok(watch)
    }

    /// Returns what the folder holds.
    #[must_use]
    pub fn files(&self) -> Arc<Files> {
        self.folder.files.clone()
    }

    /// Whether nothing was told since the folder was last looked at.
    pub fn is_quiet(&mut self) -> bool {
        if self.heard.is_none() {
            self.heard = self.news.try_recv().ok();
        }
        self.heard.is_none()
    }

    /// Returns what the folder holds where that is something else by now, and does not wait for it.
    pub fn now(&mut self) -> Option<Arc<Files>> {
        let mut touched = BTreeSet::new();
        take(self.heard.take().or_else(|| self.news.try_recv().ok())?, &mut touched);
        self.settle(touched)
    }

    /// Waits until an editor is done, and reads. `None` when all is as it was.
    fn settle(&mut self, mut touched: BTreeSet<PathBuf>) -> Option<Arc<Files>> {
        let (begun, mut half_since): (Instant, Option<Instant>) = (Instant::now(), None);
        let before = self.folder.files.clone();
        loop {
            self.pass(&mut touched);
            // New folders are watched before they are read, so that nothing written between goes unseen.
            let _some_may_be_gone = self.cover();
            let is_there = self.folder.again(&touched).is_ok();
            let _new_ones = self.cover();
            touched.clear();
            if is_there && !is_half_saved(&before, &self.folder.files) {
                break;
            }
            let waited = half_since.get_or_insert_with(Instant::now).elapsed();
            if waited > PATIENCE || begun.elapsed() > PATIENCE * 10 {
                break;
            }
            match self.news.recv_timeout(PATIENCE.saturating_sub(waited)) {
                Ok(told) => {
                    half_since = None;
                    take(told, &mut touched);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        (*before != *self.folder.files).then(|| self.folder.files.clone())
    }

    /// Lets a burst of changes pass.
    fn pass(&self, touched: &mut BTreeSet<PathBuf>) {
        let end = Instant::now() + LONGEST;
        while let Ok(told) = self.news.recv_timeout(QUIET.min(end.saturating_duration_since(Instant::now()))) {
            take(told, touched);
        }
    }

    /// Watches each folder of the course; while there is none, the nearest folder above in which it may come back.
    fn cover(&mut self) -> notify::Result<()> {
        let mut wanted = self.folder.folders.clone();
        if self.asked.is_dir() {
            wanted.insert(self.asked.clone());
            let parts = super::walk::PARTS.iter().map(|part| self.asked.join(part));
            wanted.extend(parts.filter(|part| part.symlink_metadata().is_ok_and(|about| about.is_dir())));
        } else {
            wanted = self.asked.ancestors().find(|above| above.is_dir()).map(Path::to_owned).into_iter().collect();
        }
        wanted.retain(|folder| folder.is_dir());
        for gone in self.watched.difference(&wanted) {
            let _gone_already = self.watcher.unwatch(gone);
        }
        for folder in &wanted {
            // A folder that was deleted and made again has the same name and is another one, so that each is named anew.
            self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        self.watched = wanted;
        Ok(())
    }
}

impl Iterator for Watch {
    type Item = Arc<Files>;

    /// Sleeps until the folder holds something else, and returns that. `None` once nothing can be told any more.
    fn next(&mut self) -> Option<Arc<Files>> {
        loop {
            let mut touched = BTreeSet::new();
            take(self.heard.take().or_else(|| self.news.recv().ok())?, &mut touched);
            if let Some(files) = self.settle(touched) {
                return Some(files);
            }
        }
    }
}

fn take(news: News, touched: &mut BTreeSet<PathBuf>) {
    if let News::At(paths) = news {
        touched.extend(paths);
    }
}

/// Whether a file that was there is gone, or has lost all its letters: most often its editor is about to write it.
fn is_half_saved(before: &Files, now: &Files) -> bool {
    let is_empty = |content: &Content| matches!(content, Content::Text(text) if text.trim().is_empty());
    before.texts.iter().any(|(path, content)| match now.texts.get(path) {
        None => true,
        Some(now) => is_empty(now) && !is_empty(content),
    })
}
