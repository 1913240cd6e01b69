//! Takes a wasm module apart, so that it packs smaller (`start/join.rs` says into what).

use wasmparser::{Parser, Payload};

use self::join::{LONG, MIDDLE, NEAR, Operands, PARTS, Part, operands};
use crate::Outcome;

#[path = "start/join.rs"]
pub mod join;

/// A module in one piece, where the time to take it apart is not worth it.
pub fn whole(module: &[u8]) -> Vec<u8> {
    let mut parts = Parts::default();
    parts[Part::Head as usize].extend(module);
    flat(&parts)
}

/// Takes a module apart, and puts it together again to see that it comes back.
///
/// # Errors
/// It is no module, or has instructions that the first version of wasm does not have.
pub fn split(module: &[u8]) -> Outcome<Vec<u8>> {
    let mut parts = Parts::default();
    // What comes back: the same with the natural alignments.
    let mut expected = module.to_vec();
    let mut bodies = module.len()..module.len();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionStart { range, .. } => {
                let count = module[range.clone()].iter().take_while(|byte| **byte >= 0x80).count();
                bodies = range.start + count + 1..range.end;
            }
            Payload::CodeSectionEntry(body) => {
                let mut operators = body.get_operators_reader()?;
                let mut at = operators.original_position();
                parts[Part::Locals as usize].extend(&module[body.range().start..at]);
                while !operators.eof() {
                    operators.read()?;
                    let next = operators.original_position();
                    if let Operands::Memory(natural) = operands(module[at]) {
                        expected[at + 1] = natural;
                    }
                    instruction(&mut parts, module[at], &module[at + 1..next])?;
                    at = next;
                }
            }
            _ => {}
        }
    }
    parts[Part::Head as usize].extend(&module[..bodies.start]);
    parts[Part::Tail as usize].extend(&module[bodies.end..]);
    let apart = flat(&parts);
    let mut out = vec![0; module.len() + join::ROOM];
    let length = join::join(&apart, &mut out);
    if out[..length] != expected {
        return Err("the module does not come back from its parts".into());
    }
    Ok(apart)
}

/// The last opcode that a module may have: the ones behind it are ours.
const LAST: u8 = 0xC4;

type Parts = [Vec<u8>; PARTS];

/// The parts in one piece, their lengths before them.
fn flat(parts: &Parts) -> Vec<u8> {
    let lengths = parts.iter().flat_map(|part| (part.len() as u32).to_le_bytes());
    lengths.chain(parts.iter().flatten().copied()).collect()
}

fn instruction(parts: &mut Parts, opcode: u8, after: &[u8]) -> Outcome {
    let (code, part, after) = match (operands(opcode), after) {
        _ if opcode > LAST => return Err(format!("the opcode {opcode:#x} is too new").into()),
        (Operands::Nothing, _) => (opcode, Part::Rest, after),
        (Operands::Numbers(Part::Short, _), [_, _]) => (MIDDLE, Part::Middle, after),
        (Operands::Numbers(Part::Short, _), [_, _, ..]) => (LONG, Part::Long, after),
        (Operands::Numbers(Part::Read | Part::Written, _), [local])
            if let Some(near) = near(opcode, *local) =>
        {
            (near, Part::Rest, &after[1..])
        }
        (Operands::Numbers(part, _), _) => (opcode, part, after),
        (Operands::Bytes(_), _) => (opcode, Part::Rest, after),
        (Operands::Labels, _) => (opcode, Part::Labels, after),
        (Operands::Memory(_), _) => (opcode, Part::Offsets, &after[1..]),
    };
    parts[Part::Opcodes as usize].push(code);
    parts[part as usize].extend(after);
    Ok(())
}

/// The opcode for one of the first locals.
fn near(opcode: u8, local: u8) -> Option<u8> {
    let (first, ..) = NEAR.iter().find(|(_, long, count)| *long == opcode && local < *count)?;
    Some(first + local)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of one function `(param i32)` with these locals and instructions.
    fn module(body: &[u8]) -> Vec<u8> {
        let mut module =
            b"\0asm\x01\0\0\0\x01\x05\x01\x60\x01\x7f\0\x03\x02\x01\0\x05\x03\x01\0\x01".to_vec();
        module.extend([10, body.len() as u8 + 2, 1, body.len() as u8]);
        module.extend(body);
        module.extend(b"\0\x06\x01xtail");
        module
    }

    fn back(apart: &[u8]) -> Vec<u8> {
        let mut out = vec![0; apart.len()];
        let length = join::join(apart, &mut out);
        out.truncate(length);
        out
    }

    #[test]
    fn a_module_comes_back_with_natural_alignments() {
        let body = |alignment| {
            let mut body = vec![1, 20, 0x7F];
            // A loop, a branch out of it, constants of every length, near and far locals.
            body.extend([0x02, 0x40, 0x03, 0x40, 0x20, 0, 0x0D, 1, 0x20, 18, 0x21, 3, 0x0B, 0x0B]);
            body.extend([0x41, 5, 0x22, 7, 0x1A, 0x41, 0x80, 1, 0x41, 0x80, 0x80, 0x80, 4, 0x6A]);
            body.extend([
                0x28, alignment, 0x90, 1, 0x0E, 2, 0, 0, 0, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0x1A,
            ]);
            body.push(0x0B);
            module(&body)
        };
        assert_eq!(back(&split(&body(0)).unwrap()), body(2));
        assert_eq!(back(&split(&body(2)).unwrap()), body(2));
        assert_eq!(back(&whole(&body(0))), body(0));
    }

    #[test]
    fn a_module_without_code_comes_back() {
        let empty = b"\0asm\x01\0\0\0";
        assert_eq!(back(&split(empty).unwrap()), empty);
    }

    #[test]
    fn what_is_no_module_or_too_new_is_refused() {
        assert!(split(b"not wasm").is_err());
        // memory.fill
        assert!(split(&module(&[0, 0x41, 0, 0x41, 0, 0x41, 0, 0xFC, 11, 0, 0x0B])).is_err());
    }
}
