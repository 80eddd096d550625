//! The file system within an old Office document, of which one stream is read.

use super::binary::{size_at, u16_at, u32_at, u64_at, wide_text};
use crate::table::problem::FileProblem;

const BROKEN: FileProblem = FileProblem::Damaged("its streams cannot be followed");
/// Ends a chain of sectors; nothing above it is a sector.
const LAST_SECTOR: u32 = 0xffff_fffa;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// A compound document. Every chain in it is followed for at most as many steps as it has sectors.
pub(in crate::table) struct Compound<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    next: Vec<u32>,
    mini_next: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    pub(in crate::table) fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        Self::read(bytes).ok_or(BROKEN)
    }

    pub(in crate::table) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, FileProblem> {
        let entry = self.entry(name).ok_or(BROKEN)?;
        let stream = if entry.size < self.mini_cutoff {
            self.mini_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        };
        stream.ok_or(BROKEN)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let sector_size = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut document = Self {
            bytes,
            sector_size,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: size_at(bytes, 56)?,
            entries: Vec::new(),
        };
        document.next = document.read_next()?;
        let directory = document.chain(u32_at(bytes, 48)?, usize::MAX)?;
        document.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        let root = document.entries.first()?;
        let (start, size) = (root.start, root.size);
        if size > 0 {
            document.mini_stream = document.chain(start, size)?;
        }
        let mini = u32_at(bytes, 60)?;
        if mini < LAST_SECTOR {
            document.mini_next = numbers(&document.chain(mini, usize::MAX)?);
        }
        Some(document)
    }

    /// Which sector follows on each.
    fn read_next(&self) -> Option<Vec<u32>> {
        let header = self.bytes.get(76..512)?;
        let mut tables = numbers(header);
        let mut more = u32_at(self.bytes, 68)?;
        let most = self.sectors();
        let mut steps = 0usize;
        while more < LAST_SECTOR {
            let mut listed = numbers(self.sector(more)?);
            more = listed.pop()?;
            tables.extend(listed);
            steps = steps.checked_add(1).filter(|steps| *steps <= most)?;
        }
        let mut next = Vec::new();
        for table in tables.into_iter().filter(|table| *table < LAST_SECTOR) {
            if next.len() > most {
                break;
            }
            next.extend(numbers(self.sector(table)?));
        }
        Some(next)
    }

    fn sectors(&self) -> usize {
        self.bytes.len().checked_div(self.sector_size).unwrap_or(0).saturating_add(1)
    }

    /// A sector, which may be cut short by the end of the file.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let number = usize::try_from(number).ok()?;
        let start = number.checked_add(1)?.checked_mul(self.sector_size)?;
        let rest = self.bytes.get(start..)?;
        rest.get(..self.sector_size.min(rest.len()))
    }

    fn chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut chain = Vec::new();
        let mut at = start;
        for _ in 0..self.sectors() {
            if at >= LAST_SECTOR || chain.len() >= size {
                break;
            }
            chain.extend_from_slice(self.sector(at)?);
            at = *self.next.get(usize::try_from(at).ok()?)?;
        }
        let is_whole = at >= LAST_SECTOR || chain.len() >= size;
        chain.truncate(size);
        is_whole.then_some(chain)
    }

    fn mini_chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut chain = Vec::new();
        let mut at = start;
        while chain.len() < size {
            let number = usize::try_from(at).ok()?;
            let from = number.checked_mul(MINI_SECTOR)?;
            chain.extend_from_slice(self.mini_stream.get(from..from.checked_add(MINI_SECTOR)?)?);
            at = *self.mini_next.get(number)?;
        }
        chain.truncate(size);
        Some(chain)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).checked_sub(2)?;
    let name = wide_text(bytes.get(..length.min(62))?);
    // Documents with small sectors leave rubbish in the upper half of the size.
    let size = usize::try_from(u64_at(bytes, 120)? & 0xffff_ffff).ok()?;
    Some(Entry { name, start: u32_at(bytes, 116)?, size })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
}
