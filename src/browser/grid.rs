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
    let row = walk(row, rows, is_row);
    let mut target = row.first_element_child();
    for _ in 0..cells_before(&cell) {
        target = target.and_then(|cell| cell.next_element_sibling());
    }
    if let Some(target) = target {
        focus(&walk(target, columns, is_shown));
    }
}

/// Moves the focus from what the event happened in to the nearest of `wanted` in the next row that
/// has any, or in the one before for `by` −1.
pub fn step_to(event: &web_sys::Event, wanted: &str, by: i32) {
    let here = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(here) = here else { return };
    let left = here.get_bounding_client_rect().left();
    let mut row = here.closest("tr").ok().flatten();
    while let Some(next) = row.and_then(|row| neighbour(&row, by > 0)) {
        let Ok(found) = next.query_selector_all(wanted) else { return };
        let found = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok());
        let away = |one: &HtmlElement| (one.get_bounding_client_rect().left() - left).abs();
        if let Some(nearest) = found.min_by(|one, other| away(one).total_cmp(&away(other))) {
            // What cannot take the focus leaves it where it is.
            let _ = nearest.focus();
            return;
        }
        row = Some(next);
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

/// The row and the cell that an event happened in: what the row calls itself in `data-id`, and how
/// many cells stand before the cell.
pub fn place(event: &web_sys::Event) -> Option<(String, usize)> {
    let cell = cell_of(event)?;
    Some((cell.parent_element()?.get_attribute("data-id")?, cells_before(&cell)))
}

fn cells_before(cell: &Element) -> usize {
    let mut count = 0;
    let mut before = cell.previous_element_sibling();
    while let Some(other) = before {
        count += 1;
        before = other.previous_element_sibling();
    }
    count
}

/// What is in view of a frame of rows, all in pixels.
pub struct View {
    /// How far it is scrolled.
    pub top: f64,
    pub height: f64,
    /// How high a row is, where there is one.
    pub row: Option<f64>,
    /// Does it scroll sideways?
    pub is_wide: bool,
}

/// What is in view of a frame. Where the frame does not scroll, the page does.
pub fn view(frame: &HtmlElement) -> View {
    let scrolls = frame.scroll_height() > frame.client_height() + 1;
    let (top, height) = if scrolls {
        (f64::from(frame.scroll_top()), f64::from(frame.client_height()))
    } else {
        let window = web_sys::window().and_then(|window| window.inner_height().ok());
        let height = window.and_then(|height| height.as_f64()).unwrap_or(1200.0);
        (-frame.get_bounding_client_rect().top(), height)
    };
    // The first row of a body is the room above those that are mounted.
    let row = frame.query_selector("tbody > tr:nth-child(2):not(:last-child)").ok().flatten();
    let row = row.and_then(|row| row.dyn_into::<HtmlElement>().ok());
    let row = row.map(|row| f64::from(row.offset_height())).filter(|height| *height > 0.0);
    View { top: top.max(0.0), height, row, is_wide: frame.scroll_width() > frame.client_width() }
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
