//! The paper that the browser prints on. Named pages are newer than the floor, so the page that
//! prints writes the one rule itself, through the style object that the policy allows.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Prints on A4 landscape with this margin, after every other rule, until the answer is called.
/// Where the browser refuses, the person chooses the paper in its dialog.
pub fn landscape(margin: &str) -> impl FnOnce() + use<> {
    let sheet = last_sheet();
    let at = sheet.as_ref().and_then(|sheet| {
        let count = Reflect::get(&Reflect::get(sheet, &"cssRules".into()).ok()?, &"length".into());
        let rule = format!("@page {{ size: A4 landscape; margin: {margin} }}").into();
        call(sheet, "insertRule", &[rule, count.ok()?])
    });
    move || {
        if let (Some(sheet), Some(at)) = (sheet, at) {
            let _ = call(&sheet, "deleteRule", &[at]);
        }
    }
}

fn last_sheet() -> Option<JsValue> {
    let document = web_sys::window()?.document()?;
    let sheets = Reflect::get(&document, &"styleSheets".into()).ok()?;
    let count = Reflect::get(&sheets, &"length".into()).ok()?.as_f64()?;
    let sheet = call(&sheets, "item", &[(count - 1.0).into()])?;
    (!sheet.is_null()).then_some(sheet)
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    method.apply(of, &with.iter().collect::<Array>()).ok()
}
