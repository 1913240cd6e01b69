//! Compound files (MS-CFB): sectors in chains, and a directory of what the chains hold.

/// Sectors numbered from here on are marks: end of a chain, free, tables.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const NO_ENTRY: u32 = u32::MAX;
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// A compound file with its directory read.
pub struct Compound<'a> {
    bytes: &'a [u8],
    /// Sectors have 2 to the power of this many bytes.
    shift: u32,
    /// The sector after each.
    next: Vec<u32>,
    /// The same within the stream of small streams.
    small_next: Vec<u32>,
    small: Vec<u8>,
    small_shift: u32,
    /// Streams below this many bytes are small.
    small_limit: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

/// Little-endian.
pub fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|number| u16::from_le_bytes(*number))
}

/// Little-endian.
pub fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|number| u32::from_le_bytes(*number))
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

impl<'a> Compound<'a> {
    /// Reads tables and directory. `None` where they are broken.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let (shift, small_shift) = (u32::from(short(bytes, 30)?), u32::from(short(bytes, 32)?));
        if !(7..=16).contains(&shift) || !(2..shift).contains(&small_shift) {
            return None;
        }
        let mut file = Self {
            bytes,
            shift,
            next: Vec::new(),
            small_next: Vec::new(),
            small: Vec::new(),
            small_shift,
            small_limit: size(long(bytes, 56)?),
            entries: Vec::new(),
        };
        for table in file.tables()? {
            // The tables of a file that was cut off may lie behind its end.
            file.next.extend(longs(file.sector(table).unwrap_or_default()));
        }
        let directory = file.chain(long(bytes, 48)?)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        file.small_next = longs(&file.chain(long(bytes, 60)?).unwrap_or_default());
        if let Some(root) = file.entries.iter().find(|entry| entry.kind == ROOT) {
            file.small = file.chain(root.start).unwrap_or_default();
        }
        Some(file)
    }

    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shift) + 1
    }

    /// The sectors that hold the table of chains: 109 of them stand in the header, the rest in
    /// sectors that name each other.
    fn tables(&self) -> Option<Vec<u32>> {
        let mut tables = longs(self.bytes.get(76..512)?);
        let mut more = long(self.bytes, 68)?;
        for _ in 0..self.sectors() {
            if more >= LAST_SECTOR {
                break;
            }
            let mut numbers = longs(self.sector(more)?);
            more = numbers.pop()?;
            tables.append(&mut numbers);
        }
        tables.retain(|table| *table < LAST_SECTOR);
        tables.truncate(self.sectors());
        Some(tables)
    }

    /// A sector; the last of a file may be short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = size(number).checked_add(1)?.checked_mul(1 << self.shift)?;
        let end = self.bytes.len().min(start.checked_add(1 << self.shift)?);
        self.bytes.get(start..end)
    }

    /// The content of a chain of sectors.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut number = start;
        for _ in 0..self.sectors() {
            if number >= LAST_SECTOR {
                return Some(content);
            }
            content.extend(self.sector(number)?);
            number = *self.next.get(size(number))?;
        }
        (number >= LAST_SECTOR).then_some(content)
    }

    /// The content of a chain within the stream of small streams.
    fn small_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut number = start;
        while number < LAST_SECTOR && content.len() <= self.small.len() {
            let from = size(number).checked_mul(1 << self.small_shift)?;
            let end = self.small.len().min(from.checked_add(1 << self.small_shift)?);
            content.extend(self.small.get(from..end)?);
            number = *self.small_next.get(size(number))?;
        }
        Some(content)
    }

    /// Is there a stream of this name in the root, or, where the tree is broken, anywhere?
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content of a stream.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.find(name)?;
        let mut content = match entry.size < self.small_limit {
            true => self.small_chain(entry.start)?,
            false => self.chain(entry.start)?,
        };
        content.truncate(entry.size);
        Some(content)
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        let named = |entry: &&Entry| entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name);
        // A workbook may hold another one in a storage of its own.
        self.of_root().into_iter().find(named).or_else(|| self.entries.iter().find(named))
    }

    fn of_root(&self) -> Vec<&Entry> {
        let root = self.entries.iter().find(|entry| entry.kind == ROOT);
        let mut open: Vec<u32> = root.map(|root| root.child).into_iter().collect();
        let mut found = Vec::new();
        while let Some(number) = open.pop() {
            if number == NO_ENTRY || found.len() > self.entries.len() {
                continue;
            }
            if let Some(entry) = self.entries.get(size(number)) {
                found.push(entry);
                open.extend([entry.left, entry.right]);
            }
        }
        found
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(short(bytes, 64)?).clamp(2, 64) - 2;
    let units = bytes.get(..length)?.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
    Some(Entry {
        name: char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect(),
        kind: *bytes.get(66)?,
        left: long(bytes, 68)?,
        right: long(bytes, 72)?,
        child: long(bytes, 76)?,
        start: long(bytes, 116)?,
        size: size(long(bytes, 120)?),
    })
}
