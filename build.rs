//! Lists the files of the shipped course, so that the program carries it, makes functions of the program's own words, and says how
//! the program is linked. No format of the course is known here.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/link.rs"]
mod link;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest as _, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut texts = Vec::new();
    for file in ["course.toml", "glossary.toml"] {
        println!("cargo::rerun-if-changed={file}");
        if root.join(file).is_file() {
            texts.push(file.to_owned());
        }
    }
    // A folder that is told of and is not there would have everything built anew each time.
    for folder in ["lessons", "quizzes", "shared", "translations"].into_iter().filter(|folder| root.join(folder).is_dir()) {
        println!("cargo::rerun-if-changed={folder}");
        list(&root, Path::new(folder), &["toml"], &mut texts)?;
    }
    println!("cargo::rerun-if-changed=img");
    let mut pictures = Vec::new();
    list(&root, Path::new("img"), &["png", "jpg", "jpeg", "gif", "webp"], &mut pictures)?;

    // The journal is opened by the course's id while the course is still being read.
    let top = fs::read_to_string(root.join("course.toml")).unwrap_or_default();
    let id = top.lines().find_map(|line| line.strip_prefix("id")?.trim().strip_prefix('=')?.trim().strip_prefix('"')?.strip_suffix('"'));

    texts.sort_unstable();
    // The paths stand in one text: each beside its own file, they would bring every page of the course in with a look at the list.
    let mut code = format!("const PATHS: &str = {:?};\n", texts.join("\n"));
    code.push_str("static TEXTS: &[&str] = &[\n");
    for path in &texts {
        writeln!(code, "    include_str!({:?}),", root.join(path).to_string_lossy())?;
    }
    code.push_str("];\nstatic PICTURES: &[(&str, &[u8])] = &[\n");
    for path in &pictures {
        writeln!(code, "    ({path:?}, include_bytes!({:?})),", root.join(path).to_string_lossy())?;
    }
    code.push_str("];\n");
    writeln!(code, "const ID: &str = {:?};", id.unwrap_or_default())?;
    writeln!(code, "const DIGEST: [u8; 32] = {:?};", digest(&root, &texts)?)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("shipped.rs"), code)?;
    words(&root, &out)?;
    link::tell(&root, &out)?;
    Ok(())
}

/// Returns the digest of the texts in the order of their paths, as `source::Files::digest` makes it; a test compares the two.
fn digest(root: &Path, texts: &[String]) -> Result<[u8; 32], Box<dyn Error>> {
    let mut hash = Sha256::new();
    for path in texts {
        let text = fs::read(root.join(path))?;
        for part in [path.as_bytes(), &text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    Ok(hash.finalize().into())
}

/// Makes `words.rs` of the messages in `src/language/<lang>/*.ftl`.
fn words(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    for (code, _) in catalogue::TONGUES {
        let folder = format!("src/language/{code}");
        println!("cargo::rerun-if-changed={folder}");
        let mut paths = Vec::new();
        list(root, Path::new(&folder), &["ftl"], &mut paths)?;
        for path in paths {
            let text = fs::read_to_string(root.join(&path))?;
            files.push((code.to_owned(), path.rsplit('/').next().unwrap_or_default().to_owned(), text));
        }
    }
    let catalogue = catalogue::read(&files);
    if !catalogue.wrong.is_empty() {
        return Err(format!("the words of the program do not hold together:\n{}", catalogue.wrong.join("\n")).into());
    }
    fs::write(out.join("words.rs"), catalogue::rust(&catalogue))?;
    Ok(())
}

/// Adds the files below `folder` that end in one of `endings`, sorted, with `/` between the parts of a path.
fn list(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Ok(()) };
    let mut names = entries.map(|entry| entry.map(|e| e.file_name())).collect::<Result<Vec<_>, _>>()?;
    names.sort();
    for name in names {
        let path = folder.join(&name);
        if root.join(&path).is_dir() {
            list(root, &path, endings, found)?;
        } else if path.extension().is_some_and(|end| endings.iter().any(|e| end == *e)) {
            found.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
