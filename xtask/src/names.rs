//! Gives what the module imports short names: wasm-bindgen tells them apart by sixteen digits that
//! pack to eight bytes each, in the glue and in the module.

use wasmparser::{Parser, Payload};

use crate::Outcome;

/// The glue and the module with short names of imports.
///
/// # Errors
/// It is no module.
pub fn shorten(glue: &str, module: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let mut glue = glue.to_owned();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(section) = payload? else { continue };
        let range = section.range();
        let mut imports = section.into_iter_with_offsets().collect::<Result<Vec<_>, _>>()?;
        let ends = imports.iter().skip(1).map(|(at, _)| *at).chain([range.end]);
        let kinds: Vec<_> = imports
            .iter()
            .zip(ends)
            .map(|((at, import), end)| &module[at + named(import.module, import.name).len()..end])
            .collect();
        let mut content = number(imports.len());
        for (place, (_, import)) in imports.iter().enumerate() {
            content.extend(named("i", &format!("i{place}")));
            content.extend(kinds[place]);
            glue = glue.replace(&format!("\"{}\"", import.module), "\"i\"");
        }
        // No name is replaced within a longer one.
        let short: Vec<_> = (0..imports.len()).map(|place| format!("i{place}")).collect();
        let mut order: Vec<_> = short.iter().zip(imports.drain(..)).collect();
        order.sort_by_key(|(_, (_, import))| std::cmp::Reverse(import.name.len()));
        for (short, (_, import)) in order {
            glue = glue.replace(import.name, short);
        }
        // The number of the section and its length stand before it.
        let before = range.start - 1 - number(range.len()).len();
        let start = [&module[..before], &[2], &number(content.len())].concat();
        return Ok((glue, [&start, &content[..], &module[range.end..]].concat()));
    }
    Ok((glue, module.to_vec()))
}

/// Two names, each with its length before it.
fn named(module: &str, name: &str) -> Vec<u8> {
    [module, name]
        .iter()
        .flat_map(|name| number(name.len()).into_iter().chain(name.bytes()))
        .collect()
}

/// A number as LEB128.
fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with these imports of functions without parameters.
    fn module(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut content = number(imports.len());
        for (module, name) in imports {
            content.extend(named(module, name));
            content.extend([0, 0]);
        }
        let mut all = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02".to_vec();
        all.extend(number(content.len()));
        all.extend(content);
        all.extend(b"\0\x02\x01x");
        all
    }

    #[test]
    fn both_sides_go_by_the_same_short_names() {
        let (long, longer) = ("__wbg_get_0123456789abcdef", "__wbg_get_0123456789abcdef_1");
        let glue = format!("{{ \"./x.js\": {{ {longer}: a, {long}: b }} }}");
        let (glue, short) =
            shorten(&glue, &module(&[("./x.js", long), ("./x.js", longer)])).unwrap();
        assert_eq!(glue, "{ \"i\": { i1: a, i0: b } }");
        assert_eq!(short, module(&[("i", "i0"), ("i", "i1")]));
    }

    #[test]
    fn a_module_without_imports_stays() {
        let empty = b"\0asm\x01\0\0\0";
        assert_eq!(shorten("x", empty).unwrap(), ("x".to_owned(), empty.to_vec()));
    }
}
