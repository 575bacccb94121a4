//! Whether a disk has room. A call that fails for want of it does not always say so.

use std::path::Path;

/// What a database needs beside itself before anything is written to it, and a little more.
#[cfg(unix)]
const LEAST: u64 = 64 << 10;

/// Whether the disk that a file lies on has no room for what a database makes beside it.
#[cfg(unix)]
pub(super) fn is_lacking(file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    rustix::fs::statvfs(folder).is_ok_and(|found| found.f_bavail.saturating_mul(found.f_frsize) < LEAST)
}

/// Nothing is known to be lacking.
#[cfg(not(unix))]
pub(super) fn is_lacking(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_without_room_is_known() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_lacking(&folder.path().join("bedside.db")));
        assert!(is_lacking(Path::new("/proc/bedside.db")));
    }
}
