//! Unpacks the program in the browser: a decoder of raw LZMA, as the 7-Zip specification gives it.
//! The packer compiles this one file for the page, where it has no allocator and no imports, and
//! runs it natively to prove what it has packed.

#![cfg_attr(target_arch = "wasm32", no_std)]

#[cfg(target_arch = "wasm32")]
mod join;

/// How many bits of the byte before choose the table of a literal.
pub const LITERAL_CONTEXT: u32 = 3;

const LITERALS: usize = 0x300 << LITERAL_CONTEXT;
/// Probabilities of one kind of length: two choices, 8 short, 8 middle and 256 long ones.
const LENGTHS: usize = 2 + 8 + 8 + 256;
const STATES: usize = 12;

const HALF: u16 = 1 << 10;
const TOP: u32 = 1 << 24;

/// Every probability, and where in the table each kind begins.
const MATCH: usize = 0;
const REPEATED: usize = MATCH + STATES;
const FIRST: usize = REPEATED + STATES;
const SECOND: usize = FIRST + STATES;
const THIRD: usize = SECOND + STATES;
const SINGLE: usize = THIRD + STATES;
const SLOTS: usize = SINGLE + STATES;
const NEAR: usize = SLOTS + 4 * 64;
const ALIGNED: usize = NEAR + 128;
const LENGTH: usize = ALIGNED + 16;
const LENGTH_REPEATED: usize = LENGTH + LENGTHS;
const LITERAL: usize = LENGTH_REPEATED + LENGTHS;
const ALL: usize = LITERAL + LITERALS;

/// The arithmetic decoder.
struct Bits<'a> {
    packed: core::slice::Iter<'a, u8>,
    range: u32,
    code: u32,
    chances: [u16; ALL],
}

impl Bits<'_> {
    fn refill(&mut self) {
        if self.range < TOP {
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(self.packed.next().copied().unwrap_or(0));
        }
    }

    #[inline(always)]
    fn bit(&mut self, at: usize) -> usize {
        let chance = &mut self.chances[at];
        let bound = (self.range >> 11) * u32::from(*chance);
        let bit = if self.code < bound {
            self.range = bound;
            *chance += ((1 << 11) - *chance) >> 5;
            0
        } else {
            self.range -= bound;
            self.code -= bound;
            *chance -= *chance >> 5;
            1
        };
        self.refill();
        bit
    }

    /// Bits that are as often one as zero.
    fn even(&mut self, count: u32) -> usize {
        let mut value = 0;
        for _ in 0..count {
            self.range >>= 1;
            let bit = usize::from(self.code >= self.range);
            self.code -= self.range * bit as u32;
            self.refill();
            value = value << 1 | bit;
        }
        value
    }

    /// A number whose highest bit comes first.
    fn tree(&mut self, at: usize, count: u32) -> usize {
        let mut node = 1;
        for _ in 0..count {
            node = node << 1 | self.bit(at + node);
        }
        node - (1 << count)
    }

    /// A number whose lowest bit comes first.
    fn tree_reversed(&mut self, at: usize, count: u32) -> usize {
        let (mut node, mut value) = (1, 0);
        for place in 0..count {
            let bit = self.bit(at + node);
            node = node << 1 | bit;
            value |= bit << place;
        }
        value
    }

    fn length(&mut self, at: usize) -> usize {
        // A node of a tree is at least 1, so each table begins one before its first.
        2 + if self.bit(at) == 0 {
            self.tree(at + 1, 3)
        } else if self.bit(at + 1) == 0 {
            8 + self.tree(at + 9, 3)
        } else {
            16 + self.tree(at + 17, 8)
        }
    }

    fn distance(&mut self, length: usize) -> usize {
        let slot = self.tree(SLOTS + 64 * (length.min(5) - 2), 6);
        if slot < 4 {
            return slot;
        }
        let count = (slot as u32 >> 1) - 1;
        let high = (2 | slot & 1) << count;
        if slot < 14 {
            high + self.tree_reversed(NEAR + high - slot, count)
        } else {
            let middle = self.even(count - 4) << 4;
            high.wrapping_add(middle).wrapping_add(self.tree_reversed(ALIGNED, 4))
        }
    }
}

/// Fills `out` from what was packed with [`LITERAL_CONTEXT`] and no position bits, and returns the
/// [`checksum`] of it: what is damaged fills it with anything.
pub fn unpack(packed: &[u8], out: &mut [u8]) -> u32 {
    let mut bits = Bits { packed: packed.iter(), range: u32::MAX, code: 0, chances: [HALF; ALL] };
    for _ in 0..5 {
        bits.code = bits.code << 8 | u32::from(bits.packed.next().copied().unwrap_or(0));
    }
    let mut distances = [0_usize; 4];
    let (mut at, mut state, mut before) = (0, 0_usize, 0_u8);
    while at < out.len() {
        if bits.bit(MATCH + state) == 0 {
            let table = LITERAL + 0x300 * usize::from(before >> (8 - LITERAL_CONTEXT));
            let mut node = 1;
            if state >= 7 {
                let mut guess = usize::from(out[back(at, distances[0])]);
                while node < 0x100 {
                    let guessed = guess >> 7 & 1;
                    guess <<= 1;
                    let bit = bits.bit(table + ((1 + guessed) << 8) + node);
                    node = node << 1 | bit;
                    if bit != guessed {
                        break;
                    }
                }
            }
            while node < 0x100 {
                node = node << 1 | bits.bit(table + node);
            }
            before = node as u8;
            out[at] = before;
            at += 1;
            state = match state {
                0..4 => 0,
                4..10 => state - 3,
                _ => state - 6,
            };
            continue;
        }
        let after_literal = state < 7;
        let mut length = 0;
        if bits.bit(REPEATED + state) == 0 {
            length = bits.length(LENGTH);
            distances.rotate_right(1);
            distances[0] = bits.distance(length);
            state = if after_literal { 7 } else { 10 };
        } else if bits.bit(FIRST + state) == 1 {
            let which = match bits.bit(SECOND + state) {
                0 => 1,
                _ => 2 + bits.bit(THIRD + state),
            };
            distances[..=which].rotate_right(1);
        } else if bits.bit(SINGLE + state) == 0 {
            length = 1;
            state = if after_literal { 9 } else { 11 };
        }
        if length == 0 {
            length = bits.length(LENGTH_REPEATED);
            state = if after_literal { 8 } else { 11 };
        }
        let mut from = back(at, distances[0]);
        let end = out.len().min(at + length);
        while at < end {
            out[at] = out[from];
            at += 1;
            from += 1;
        }
        before = out[at - 1];
    }
    checksum(out)
}

/// FNV-1a of 32 bits: finds a damaged copy.
pub fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Where a copy begins.
fn back(at: usize, distance: usize) -> usize {
    at.saturating_sub(distance.saturating_add(1))
}

/// What the page calls: `packed` and `out` lie in the memory of this module.
///
/// # Safety
/// The two ranges must be of this memory, apart, and used by nobody else.
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unpack_at(
    packed: *const u8,
    packed_len: usize,
    out: *mut u8,
    out_len: usize,
) -> u32 {
    // SAFETY: as the caller promises.
    let (packed, out) = unsafe {
        (
            core::slice::from_raw_parts(packed, packed_len),
            core::slice::from_raw_parts_mut(out, out_len),
        )
    };
    unpack(packed, out)
}

/// What the page calls then: puts the module together from its parts at `apart`.
///
/// # Safety
/// As for [`unpack_at`].
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn join_at(
    apart: *const u8,
    apart_len: usize,
    out: *mut u8,
    out_len: usize,
) -> usize {
    // SAFETY: as the caller promises.
    let (apart, out) = unsafe {
        (
            core::slice::from_raw_parts(apart, apart_len),
            core::slice::from_raw_parts_mut(out, out_len),
        )
    };
    join::join(apart, out)
}

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
