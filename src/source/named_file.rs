//! Opens a file that somebody named, and never waits for what nobody will ever write: a pipe that somebody holds open is read to its end, of
//! one that nobody does that is said. What is small where it is what it is said to be is read whole, and no more of it than so much.

use std::fs::File;
use std::io::{self, Chain, Cursor, ErrorKind, Read};
use std::path::Path;

/// So many bytes are read of what is small: 16 MiB.
const MOST: u64 = 16 << 20;

/// A file, open: what came of it while its writer was waited for, and the rest.
pub type Opened = Chain<Cursor<Vec<u8>>, File>;

/// Opens a file.
///
/// # Errors
/// What the machine says, and a pipe that nobody writes into.
pub fn open(file: &Path) -> io::Result<Opened> {
    let (first, opened) = if is_pipe(file)? { once_written(file)? } else { (Vec::new(), File::open(file)?) };
    Ok(Cursor::new(first).chain(opened))
}

/// Says whether a file can be opened. A pipe is left alone: what is in it is there once.
///
/// # Errors
/// What the machine says.
pub fn may_be_opened(file: &Path) -> io::Result<()> {
    if is_pipe(file)? { Ok(()) } else { File::open(file).map(drop) }
}

/// Reads the bytes of a small file.
///
/// # Errors
/// Those of [`open`], and a file that is too large.
pub fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(file)?.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it has more than 16 MiB, so it is something else than was meant"));
    }
    Ok(bytes)
}

/// Reads a small text.
///
/// # Errors
/// Those of [`bytes()`], and what is no UTF-8.
pub fn text(file: &Path) -> io::Result<String> {
    String::from_utf8(bytes(file)?).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not written in UTF-8"))
}

#[cfg(unix)]
fn is_pipe(file: &Path) -> io::Result<bool> {
    Ok(std::os::unix::fs::FileTypeExt::is_fifo(&std::fs::metadata(file)?.file_type()))
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Opens a pipe without waiting for somebody who writes into it, since there may never be one, and returns what came of it in a moment.
#[cfg(unix)]
fn once_written(file: &Path) -> io::Result<(Vec<u8>, File)> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{OFlags, fcntl_setfl};

    /// How long a writer may take to come.
    const PATIENCE: Timespec = Timespec { tv_sec: 2, tv_nsec: 0 };
    let mut options = File::options();
    std::os::unix::fs::OpenOptionsExt::custom_flags(options.read(true), OFlags::NONBLOCK.bits().cast_signed());
    let mut opened = options.open(file)?;
    let mut first = Vec::new();
    if poll(&mut [PollFd::new(&opened, PollFlags::IN)], Some(&PATIENCE))? == 0 {
        let mut byte = [0];
        // Where nobody holds the other end this finds the end, and at once; who holds it may take their time.
        match opened.read(&mut byte) {
            Ok(0) => return Err(io::Error::new(ErrorKind::TimedOut, "it is a pipe, and nobody writes into it")),
            Ok(_) => first.extend(byte),
            Err(said) if said.kind() == ErrorKind::WouldBlock => {}
            Err(said) => return Err(said),
        }
    }
    fcntl_setfl(&opened, OFlags::empty())?;
    Ok((first, opened))
}

#[cfg(not(unix))]
fn once_written(file: &Path) -> io::Result<(Vec<u8>, File)> {
    Ok((Vec::new(), File::open(file)?))
}
