//! What the oldest supported engine, Chromium 83, does not understand must not be in the artifact.

use wasmparser::{CompositeInnerType, Parser, Payload, ValType, Validator, WasmFeatures};

use crate::Outcome;

/// What Chromium 83 knows of wasm.
const FEATURES: WasmFeatures = WasmFeatures::WASM1
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::MUTABLE_GLOBAL);

/// Words that are newer than ES2020 or reach outside of the file.
const NEWER: [&str; 10] = [
    "require(",
    "import(",
    "import.meta",
    "??=",
    "||=",
    "&&=",
    ".replaceAll(",
    "WeakRef(",
    "structuredClone(",
    ".randomUUID(",
];

/// Fails where the module needs a newer engine, or passes 64-bit integers to JavaScript, which
/// starts there and fails when called.
pub fn check_wasm(wasm: &[u8]) -> Outcome {
    Validator::new_with_features(FEATURES)
        .validate_all(wasm)
        .map_err(|error| format!("newer than Chromium 83: {error}"))?;
    let mut types = Vec::new();
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(section) => {
                for group in section {
                    for kind in group?.into_types() {
                        types.push(match kind.composite_type.inner {
                            CompositeInnerType::Func(function) => function
                                .params()
                                .iter()
                                .chain(function.results())
                                .any(|value| *value == ValType::I64),
                            _ => false,
                        });
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section {
                    let import = import?;
                    if let wasmparser::TypeRef::Func(kind) = import.ty {
                        functions.push(kind);
                        if types.get(kind as usize) == Some(&true) {
                            return Err(format!(
                                "the import {} passes a 64-bit integer",
                                import.name
                            )
                            .into());
                        }
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    functions.push(kind?);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    let kind = functions.get(export.index as usize).copied().unwrap_or_default();
                    let is_function = export.kind == wasmparser::ExternalKind::Func;
                    if is_function && types.get(kind as usize) == Some(&true) {
                        return Err(
                            format!("the export {} passes a 64-bit integer", export.name).into()
                        );
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Fails where a script is newer than ES2020 or would load something.
pub fn check_script(name: &str, script: &str) -> Outcome {
    match NEWER.iter().find(|word| script.contains(**word)) {
        Some(word) => Err(format!("{name} has {word}, which Chromium 83 does not know").into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_scripts_are_refused() {
        assert!(check_script("x", "a ??= 1").is_err());
        assert!(check_script("x", "a = a ?? 1").is_ok());
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert!(check_wasm(b"not wasm").is_err());
        assert!(check_wasm(b"\0asm\x01\0\0\0").is_ok());
    }
}
