//! A wasm module, taken apart by what its bytes are: the bodies of its functions as one stream of
//! opcodes and one for each kind of operand, between the head and the tail of the module. Alike
//! among alike, they pack a tenth smaller. `split.rs` takes apart; the page puts together.

use core::slice::Iter;

/// What a module is apart in: the streams, in the order they are packed, then what stands before
/// and behind the bodies.
#[derive(Clone, Copy)]
pub enum Part {
    Opcodes,
    /// The declarations of local variables.
    Locals,
    Read,
    Written,
    Called,
    /// Constants of 32 bits, of one byte, of two, and of more.
    Short,
    Middle,
    Long,
    Wide,
    Offsets,
    Labels,
    Blocks,
    Globals,
    /// Operands of what is seldom.
    Rest,
    Head,
    Tail,
}

/// How many parts there are.
pub const PARTS: usize = Part::Tail as usize + 1;

/// The longest that the length of a body can be, and so much longer the module is on the way.
pub const ROOM: usize = 5;

/// Constants of two bytes and of more, as opcodes of their own beside the one for one byte.
pub const MIDDLE: u8 = 0xC8;
pub const LONG: u8 = 0xC9;

/// The first local variables, as opcodes of their own: the first of these, which opcode it stands
/// for, and how many there are.
pub const NEAR: [(u8, u8, u8); 3] = [(0xD0, 0x20, 16), (0xE0, 0x21, 8), (0xE8, 0x22, 8)];

/// What follows an opcode.
pub enum Operands {
    Nothing,
    /// So many LEB128 numbers.
    Numbers(Part, usize),
    /// So many bytes.
    Bytes(usize),
    /// A number of labels, and one more label than that.
    Labels,
    /// The alignment, of which this is the natural one, and an offset. A module has the natural
    /// ones only: they are hints, and engines take none.
    Memory(u8),
}

/// What follows this opcode of the module.
pub fn operands(opcode: u8) -> Operands {
    use Operands::{Bytes, Labels, Memory, Nothing, Numbers};
    match opcode {
        0x02..=0x04 => Numbers(Part::Blocks, 1),
        0x0C | 0x0D => Numbers(Part::Labels, 1),
        0x0E => Labels,
        0x10 => Numbers(Part::Called, 1),
        0x11 => Numbers(Part::Rest, 2),
        0x20 => Numbers(Part::Read, 1),
        0x21 | 0x22 => Numbers(Part::Written, 1),
        0x23 | 0x24 => Numbers(Part::Globals, 1),
        0x2C | 0x2D | 0x30 | 0x31 | 0x3A | 0x3C => Memory(0),
        0x2E | 0x2F | 0x32 | 0x33 | 0x3B | 0x3D => Memory(1),
        0x28 | 0x2A | 0x34 | 0x35 | 0x36 | 0x38 | 0x3E => Memory(2),
        0x29 | 0x2B | 0x37 | 0x39 => Memory(3),
        0x3F | 0x40 => Bytes(1),
        0x41 => Numbers(Part::Short, 1),
        0x42 => Numbers(Part::Wide, 1),
        0x43 => Bytes(4),
        0x44 => Bytes(8),
        _ => Nothing,
    }
}

/// The module on the way out.
struct Module<'a> {
    out: &'a mut [u8],
    at: usize,
}

impl Module<'_> {
    fn put(&mut self, byte: u8) {
        self.out[self.at] = byte;
        self.at += 1;
    }

    fn all(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.put(*byte));
    }

    /// A LEB128 number, and its value where it is within 32 bits.
    fn number(&mut self, from: &mut Iter<'_, u8>) -> u32 {
        let (mut value, mut shift) = (0, 0_u32);
        for byte in from {
            self.put(*byte);
            value |= u32::from(byte & 0x7F).wrapping_shl(shift);
            shift += 7;
            if *byte < 0x80 {
                break;
            }
        }
        value
    }

    /// One instruction; tells whether it opens a block (1) or ends one (-1).
    fn instruction(&mut self, parts: &mut [Iter<'_, u8>; PARTS]) -> i32 {
        let code = parts[Part::Opcodes as usize].next().copied().unwrap_or_default();
        if let Some((first, opcode, _)) =
            NEAR.iter().find(|(first, _, count)| code >= *first && code < first + count)
        {
            self.all(&[*opcode, code - first]);
            return 0;
        }
        if code == MIDDLE || code == LONG {
            self.put(0x41);
            let part = if code == MIDDLE { Part::Middle } else { Part::Long };
            self.number(&mut parts[part as usize]);
            return 0;
        }
        self.put(code);
        match operands(code) {
            Operands::Nothing => {}
            Operands::Numbers(part, count) => {
                for _ in 0..count {
                    self.number(&mut parts[part as usize]);
                }
            }
            Operands::Bytes(count) => {
                for byte in parts[Part::Rest as usize].by_ref().take(count) {
                    self.put(*byte);
                }
            }
            Operands::Labels => {
                let labels = &mut parts[Part::Labels as usize];
                for _ in 0..=self.number(labels) {
                    self.number(labels);
                }
            }
            Operands::Memory(natural) => {
                self.put(natural);
                self.number(&mut parts[Part::Offsets as usize]);
            }
        }
        match code {
            0x02..=0x04 => 1,
            0x0B => -1,
            _ => 0,
        }
    }

    /// A body: its length, the local variables, the instructions to the end of the outer block.
    fn body(&mut self, parts: &mut [Iter<'_, u8>; PARTS]) {
        let start = self.at;
        self.at += ROOM;
        let locals = &mut parts[Part::Locals as usize];
        for _ in 0..self.number(locals) {
            self.number(locals);
            self.put(locals.next().copied().unwrap_or_default());
        }
        let mut depth = 1;
        while depth > 0 {
            depth += self.instruction(parts);
        }
        let end = self.at;
        let mut length = end - start - ROOM;
        self.at = start;
        while length >= 0x80 {
            self.put(length as u8 | 0x80);
            length >>= 7;
        }
        self.put(length as u8);
        self.out.copy_within(start + ROOM..end, self.at);
        self.at += end - start - ROOM;
    }
}

/// Puts a module together and returns its length; `out` has [`ROOM`] for some bytes more. `apart` is
/// the length of each part, in four bytes with the lowest first, and the parts. What does not come
/// from `split.rs` may panic.
pub fn join(apart: &[u8], out: &mut [u8]) -> usize {
    let (mut lengths, mut rest) = apart.split_at(4 * PARTS);
    let mut parts = [(); PARTS].map(|()| {
        let (length, more) = lengths.split_at(4);
        lengths = more;
        let length = length.iter().rev().fold(0, |length, byte| length << 8 | usize::from(*byte));
        let (part, more) = rest.split_at(length);
        rest = more;
        part.iter()
    });
    let mut module = Module { out, at: 0 };
    module.all(parts[Part::Head as usize].as_slice());
    while !parts[Part::Opcodes as usize].as_slice().is_empty() {
        module.body(&mut parts);
    }
    module.all(parts[Part::Tail as usize].as_slice());
    module.at
}
