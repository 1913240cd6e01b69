//! Packs the program as small as it gets: LZMA, whose dictionary reaches over the whole of it, where
//! gzip sees 32 KB (docs/decisions.md, "size").

use std::fs;
use std::io::Write as _;
use std::path::Path;

use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};

use self::unpack::LITERAL_CONTEXT;
use crate::{Outcome, floor, tools};

#[path = "start/unpack.rs"]
mod unpack;

/// What the page needs to unpack it again.
pub struct Squeezed {
    pub packed: Vec<u8>,
    /// The checksum of what was packed.
    pub checksum: u32,
}

/// Packs these bytes, and unpacks them again to see that they come back. `quick` takes a second
/// and leaves them larger.
///
/// # Errors
/// They do not.
pub fn squeeze(bytes: &[u8], quick: bool) -> Outcome<Squeezed> {
    let options = LzmaOptions {
        dict_size: u32::try_from(bytes.len())?.next_power_of_two().max(4096),
        lc: LITERAL_CONTEXT,
        lp: 0,
        pb: 0,
        mode: if quick { EncodeMode::Fast } else { EncodeMode::Normal },
        nice_len: if quick { 32 } else { LzmaOptions::NICE_LEN_MAX },
        mf: if quick { MfType::Hc4 } else { MfType::Bt4 },
        depth_limit: if quick { 4 } else { 1000 },
        preset_dict: None,
    };
    let mut packer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    packer.write_all(bytes)?;
    let packed = packer.finish()?;
    let mut back = vec![0; bytes.len()];
    let checksum = unpack::unpack(&packed, &mut back);
    if back != bytes {
        return Err("what was packed does not unpack to the same".into());
    }
    Ok(Squeezed { packed, checksum })
}

/// Seven bits that no character of the page may be: what HTML changes or ends a script with, and
/// controls that programs between two computers take for their own.
const BARRED: [u8; 14] = [0, 3, 4, 8, 11, 12, 13, 14, 15, 26, 27, 28, b'<', 127];

/// Bytes as text for an HTML page: seven bits a character, and a barred seven joined with the next
/// seven to one character of two bytes, from U+0100 on. 14 % more than the bytes, where base64 has
/// 33 % more. `program.js` reads it.
pub fn text(bytes: &[u8]) -> String {
    let mut sevens = Vec::with_capacity(bytes.len() * 8 / 7 + 2);
    let (mut held, mut count) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        count += 8;
        while count >= 7 {
            count -= 7;
            sevens.push((held >> count & 127) as u8);
        }
    }
    if count > 0 {
        sevens.push((held << (7 - count) & 127) as u8);
    }
    let mut text = String::with_capacity(sevens.len() + sevens.len() / 8);
    let mut sevens = sevens.into_iter();
    while let Some(seven) = sevens.next() {
        match BARRED.iter().position(|barred| *barred == seven) {
            None => text.push(char::from(seven)),
            Some(place) => {
                let code = (place as u32 + 2) << 7 | u32::from(sevens.next().unwrap_or(0));
                text.push(char::from_u32(code).unwrap_or_default());
            }
        }
    }
    text
}

/// The list that `program.js` reads a barred seven from.
pub fn barred() -> String {
    BARRED.map(|seven| seven.to_string()).join(" ")
}

/// The decoder as a small wasm module of its own.
///
/// # Errors
/// It cannot be compiled, or needs a newer engine.
pub fn decoder(folder: &Path) -> Outcome<Vec<u8>> {
    let (whole, small) = (folder.join("unpack.wasm"), folder.join("unpack-small.wasm"));
    tools::run(
        tools::tool_command("rustc")?
            .args(["--edition", "2024", "--target", "wasm32-unknown-unknown"])
            .args([
                "--crate-type",
                "cdylib",
                "-Cstrip=symbols",
                "-Copt-level=s",
                "-Clto=fat",
                "-Cpanic=abort",
            ])
            .arg(tools::root().join("xtask/src/start/unpack.rs"))
            .arg("-o")
            .arg(&whole),
    )?;
    tools::run(tools::wasm_opt()?.args(crate::pack::WASM_OPT).arg(&whole).arg("-o").arg(&small))?;
    let decoder = fs::read(small)?;
    floor::check_wasm(&decoder)?;
    Ok(decoder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let mut noise = 1_u32;
        let mut text = Vec::new();
        for round in 0..4000_u32 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.extend(format!("{} {}", round % 97, noise >> (round % 32)).bytes());
        }
        for bytes in [&text[..], &text[..1], b"", &[0; 100_000]] {
            for quick in [true, false] {
                let packed = squeeze(bytes, quick).unwrap().packed;
                assert!(packed.len() <= bytes.len() + 16);
            }
        }
    }

    #[test]
    fn bytes_come_back_from_their_text() {
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).chain([0; 9]).collect();
        for length in [0, 1, 6, 7, 8, all.len()] {
            let bytes = &all[..length];
            let text = text(bytes);
            assert!(!text.bytes().any(|byte| BARRED.contains(&byte)));
            let mut bits = Vec::new();
            for code in text.chars().map(u32::from) {
                if code > 127 {
                    bits.push(u32::from(BARRED[(code >> 7) as usize - 2]));
                }
                bits.push(code & 127);
            }
            let bits: String = bits.iter().map(|seven| format!("{seven:07b}")).collect();
            let back: Vec<u8> = (0..length)
                .map(|at| u8::from_str_radix(&bits[8 * at..8 * at + 8], 2).unwrap())
                .collect();
            assert_eq!(back, bytes);
        }
    }

    #[test]
    fn damage_changes_the_checksum_and_never_panics() {
        let text = "rotation in batches, intensive classes, mutual help; ".repeat(50);
        let squeezed = squeeze(text.as_bytes(), false).unwrap();
        let mut out = vec![0; text.len()];
        for at in 1..squeezed.packed.len() - 5 {
            let mut damaged = squeezed.packed.clone();
            damaged[at] ^= 0x55;
            assert_ne!(unpack::unpack(&damaged, &mut out), squeezed.checksum, "{at}");
        }
        assert_ne!(unpack::unpack(&squeezed.packed[..20], &mut out), squeezed.checksum);
        assert_ne!(unpack::unpack(&[], &mut out), squeezed.checksum);
    }
}
