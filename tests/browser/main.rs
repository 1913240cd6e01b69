//! Pages and the browser layer in a headless browser.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]
#![cfg(all(target_arch = "wasm32", feature = "app"))]

mod database;
mod lock;
mod pinyin;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
