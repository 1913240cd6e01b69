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

/// The decoder as a small wasm module of its own.
///
/// # Errors
/// It cannot be compiled, or needs a newer engine.
pub fn decoder(folder: &Path) -> Outcome<Vec<u8>> {
    let (whole, small) = (folder.join("unpack.wasm"), folder.join("unpack-small.wasm"));
    tools::run(
        tools::tool_command("rustc")?
            .args(["--edition", "2024", "--target", "wasm32-unknown-unknown"])
            .args(["--crate-type", "cdylib", "-Copt-level=s", "-Cpanic=abort", "-Cstrip=symbols"])
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
