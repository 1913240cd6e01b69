//! Files in and out, and text in the encodings that offices use.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

pub use web_sys::File;

/// Offers bytes as a download. Whether the person kept the file cannot be known.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> bool {
    offer(name, kind, bytes).is_ok()
}

fn offer(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    // Firefox follows only links that stand in the document.
    let body = document.body().ok_or(JsValue::NULL)?;
    body.append_child(&link)?;
    link.click();
    link.remove();
    // The download keeps the blob alive; an immediate revoke was tried on old and new engines.
    web_sys::Url::revoke_object_url(&url)
}

/// The bytes of a file, `None` where it cannot be read (moved, or on a stick pulled out).
pub async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer =
        JsFuture::from(web_sys::Response::new_with_opt_blob(Some(file)).ok()?.array_buffer().ok()?);
    buffer.await.ok().map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The files that were chosen in an input, and clears it so that the same can be chosen again.
pub fn chosen(event: &web_sys::Event) -> Vec<File> {
    let input =
        event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let files = input.as_ref().and_then(|input| input.files()).map(list).unwrap_or_default();
    if let Some(input) = input {
        input.set_value("");
    }
    files
}

/// The files that were dropped.
pub fn dropped(event: &web_sys::DragEvent) -> Vec<File> {
    event.data_transfer().and_then(|data| data.files()).map(list).unwrap_or_default()
}

fn list(files: web_sys::FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Decodes text with the browser's own decoder; `None` for an unknown label. Broken bytes become
/// U+FFFD.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let decoder = web_sys::TextDecoder::new_with_label(label).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// Puts text on the clipboard; false where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = JsValue::from(window.navigator());
    let Ok(clipboard) = js_sys::Reflect::get(&navigator, &"clipboard".into()) else { return false };
    let Ok(write) = js_sys::Reflect::get(&clipboard, &"writeText".into()) else { return false };
    let Some(write) = write.dyn_ref::<js_sys::Function>() else { return false };
    let Ok(promise) = write.call1(&clipboard, &text.into()) else { return false };
    match promise.dyn_into::<js_sys::Promise>() {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}
