//! Walking over the cells of a table by keyboard, as in a spreadsheet.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The cell that an event happened in.
fn cell_of(event: &web_sys::Event) -> Option<Element> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("td, th").ok().flatten()
}

fn neighbour(element: &Element, forward: bool) -> Option<Element> {
    if forward { element.next_element_sibling() } else { element.previous_element_sibling() }
}

fn is_shown(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.offset_parent().is_some())
}

/// Goes on to the neighbours until so many that count were passed, or to the last that counts.
fn walk(from: Element, by: i32, counts: fn(&Element) -> bool) -> Element {
    let (mut at, mut last, mut left) = (from.clone(), from, by.abs());
    while left > 0 {
        let Some(next) = neighbour(&at, by > 0) else { break };
        if counts(&next) {
            last = next.clone();
            left -= 1;
        }
        at = next;
    }
    last
}

fn is_row(row: &Element) -> bool {
    row.get_attribute("aria-hidden").is_none()
}

/// Moves the focus by so many rows and columns from the cell that the event happened in; further
/// than there are cells it stays at the edge. The focus goes to the link or box of a cell that has
/// one, else to the cell.
pub fn step(event: &web_sys::Event, rows: i32, columns: i32) {
    let Some(cell) = cell_of(event) else { return };
    let Some(row) = cell.parent_element() else { return };
    let mut place = 0;
    let mut before = cell.previous_element_sibling();
    while let Some(other) = before {
        place += 1;
        before = other.previous_element_sibling();
    }
    let row = walk(row, rows, is_row);
    let mut target = row.first_element_child();
    for _ in 0..place {
        target = target.and_then(|cell| cell.next_element_sibling());
    }
    if let Some(target) = target {
        focus(&walk(target, columns, is_shown));
    }
}

/// Moves the focus to the cell that the event happened in: out of its control, or back to it.
pub fn enter(event: &web_sys::Event) {
    if let Some(cell) = cell_of(event) {
        focus(&cell);
    }
}

fn focus(cell: &Element) {
    let inner = cell.query_selector("a, input[type=checkbox]").ok().flatten();
    let target = inner.unwrap_or_else(|| cell.clone());
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        // A cell that cannot take the focus leaves it where it is.
        let _ = target.focus();
    }
}

/// The text of the cell that the event happened in.
pub fn text(event: &web_sys::Event) -> String {
    cell_of(event).and_then(|cell| cell.text_content()).unwrap_or_default()
}

/// The text that is pasted.
pub fn pasted(event: &web_sys::ClipboardEvent) -> String {
    let data = event.clipboard_data();
    data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default()
}
