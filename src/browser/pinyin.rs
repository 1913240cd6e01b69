//! First letters of Chinese text, for search. The browser sorts Chinese by pinyin, so the place
//! of a character among one known character a letter tells its letter; nothing has to be shipped.

use std::cell::RefCell;
use std::collections::HashMap;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// An array that is sorted by a function of the browser.
    type Texts;
    #[wasm_bindgen(method)]
    fn sort(this: &Texts, compare: Option<&js_sys::Function>);
}

/// The first characters of each letter in pinyin order. No syllable begins with i, u or v.
const FIRST: [(char, &str); 23] = [
    ('a', "\u{963f}"), // ā
    ('b', "\u{516b}"), // bā
    ('c', "\u{5693}"), // cā
    ('d', "\u{54d2}"), // dā
    ('e', "\u{59b8}"), // ē
    ('f', "\u{53d1}"), // fā
    ('g', "\u{65ee}"), // gā
    ('h', "\u{54c8}"), // hā
    ('j', "\u{4e0c}"), // jī
    ('k', "\u{5494}"), // kā
    ('l', "\u{5783}"), // lā
    ('m', "\u{5463}"), // ḿ
    ('n', "\u{62cf}"), // ná
    ('o', "\u{5662}"), // ō
    ('p', "\u{5991}"), // pā
    ('q', "\u{4e03}"), // qī
    ('r', "\u{5465}"), // rán
    ('s', "\u{4ee8}"), // sā
    ('t', "\u{4ed6}"), // tā
    ('w', "\u{5c72}"), // wā
    ('x', "\u{5915}"), // xī
    ('y', "\u{4e2b}"), // yā
    ('z', "\u{5e00}"), // zā
];

thread_local! {
    static LETTERS: RefCell<HashMap<char, char>> = RefCell::new(HashMap::new());
    static COMPARE: Option<js_sys::Function> = collator();
}

fn collator() -> Option<js_sys::Function> {
    let locales = js_sys::Array::of1(&JsValue::from_str("zh-u-co-pinyin"));
    js_sys::Intl::Collator::new(&locales, &js_sys::Object::new()).compare().dyn_into().ok()
}

fn order(compare: &js_sys::Function, a: &str, b: &str) -> f64 {
    compare
        .call2(&JsValue::NULL, &JsValue::from_str(a), &JsValue::from_str(b))
        .ok()
        .and_then(|order| order.as_f64())
        .unwrap_or_default()
}

fn letter(character: char) -> char {
    if !('\u{3400}'..='\u{9fff}').contains(&character) {
        return character.to_ascii_lowercase();
    }
    if let Some(known) = LETTERS.with_borrow(|letters| letters.get(&character).copied()) {
        return known;
    }
    let text = character.to_string();
    let found = COMPARE.with(|compare| {
        let compare = compare.as_ref()?;
        FIRST.iter().rev().find(|(_, first)| order(compare, &text, first) >= 0.0)
    });
    let letter = found.map_or(character, |(letter, _)| *letter);
    LETTERS.with_borrow_mut(|letters| letters.insert(character, letter));
    letter
}

/// The first letters of a text, lower case: 林飞海 gives `lfh`. Other characters stay.
pub fn initials(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).map(letter).collect()
}

/// The place of each text in the order of pinyin; equal texts have one place. The browser sorts them
/// in one go, without a call from here for each comparison.
pub fn ranks(texts: &[&str]) -> Vec<usize> {
    let sorted: js_sys::Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
    COMPARE.with(|compare| sorted.unchecked_ref::<Texts>().sort(compare.as_ref()));
    let mut places = HashMap::new();
    for (place, text) in sorted.iter().enumerate() {
        places.entry(text.as_string()).or_insert(place);
    }
    texts.iter().map(|text| places.get(&Some((*text).to_owned())).copied().unwrap_or(0)).collect()
}

/// The browser's order and initials, for the roster.
pub struct Pinyin;

impl crate::grouping::roster::Names for Pinyin {
    fn initials(&self, text: &str) -> String {
        initials(text)
    }

    fn ranks(&self, texts: &[&str]) -> Vec<usize> {
        ranks(texts)
    }
}
