//! Reads a file that is small where it is what it is said to be: no more of it than so much, and nothing that nobody will ever write.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// So many bytes are read: 16 MiB.
const MOST: u64 = 16 << 20;

/// Reads a text.
///
/// # Errors
/// What the machine says, and a file that is too large, no UTF-8, or a pipe that nobody writes into.
pub(super) fn text(file: &Path) -> io::Result<String> {
    let (from, is_waited_for) = open(file)?;
    let mut bytes = Vec::new();
    from.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it has more than 16 MiB, so it is something else than was meant"));
    }
    if bytes.is_empty() && is_waited_for {
        return Err(io::Error::new(ErrorKind::TimedOut, "it is a pipe, and nobody writes into it"));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not written in UTF-8"))
}

/// Opens a file, and says whether nothing came of it for a moment. A pipe is opened without waiting for somebody who writes into it: there
/// may never be one.
#[cfg(unix)]
fn open(file: &Path) -> io::Result<(File, bool)> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{OFlags, fcntl_setfl};

    /// How long a writer may take to come.
    const PATIENCE: Timespec = Timespec { tv_sec: 2, tv_nsec: 0 };
    let is_pipe = std::fs::metadata(file)?.file_type().is_fifo();
    if !is_pipe {
        return Ok((File::open(file)?, false));
    }
    let opened = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(file)?;
    let came = poll(&mut [PollFd::new(&opened, PollFlags::IN)], Some(&PATIENCE))?;
    // Of one that somebody holds open what is still to come is waited for; of another one this reads nothing, and at once.
    fcntl_setfl(&opened, OFlags::empty())?;
    Ok((opened, came == 0))
}

/// Opens a file.
#[cfg(not(unix))]
fn open(file: &Path) -> io::Result<(File, bool)> {
    Ok((File::open(file)?, false))
}
