//! The limits and figures of this process.

/// Sets how many files this process may have open: as many as the system lets it, if nothing is
/// said. True if that many can be.
#[cfg(unix)]
pub fn open_files(most: Option<u64>) -> bool {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = most.or(limit.maximum);
    setrlimit(Resource::Nofile, limit).is_ok()
}

#[cfg(not(unix))]
pub fn open_files(most: Option<u64>) -> bool {
    most.is_none()
}

/// The most memory that this process had at a time, in MiB; none where the system does not tell.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024)
}
