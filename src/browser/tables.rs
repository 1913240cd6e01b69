//! Tables of the page as texts, and onto the clipboard: Word and WPS take them as tables,
//! spreadsheets as cells.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{ClipboardEvent, Element, HtmlInputElement, HtmlSelectElement, Node};

use crate::interchange::export_table::{ExportTable, Look};

/// What a cell says in a copy, where several things stand in it.
const COPIED: &str = "data-copied";

/// What a table calls its sheet, where several stand on a page.
const NAMED: &str = "data-sheet";

/// Every table that can be seen in the main part of the page, with what its cells say. The first
/// row is that of the headings; a cell over several columns stands in the first of them.
pub fn shown(name: &str) -> Vec<ExportTable> {
    let document = web_sys::window().and_then(|window| window.document());
    let tables = document.and_then(|document| document.query_selector_all("main table").ok());
    let Some(tables) = tables else { return Vec::new() };
    let tables = (0..tables.length()).filter_map(|index| tables.get(index));
    let tables = tables.filter_map(|table| table.dyn_into::<Element>().ok());
    let mut found: Vec<ExportTable> = Vec::new();
    for table in tables.filter(is_shown) {
        let mut rows = rows(&table);
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        if rows.is_empty() {
            continue;
        }
        let headings = rows.remove(0);
        let name = table.get_attribute(NAMED).unwrap_or_else(|| name.to_owned());
        found.push(ExportTable { name, headings, rows, looks: looks(&table) });
    }
    found
}

fn is_shown(element: &Element) -> bool {
    element
        .dyn_ref::<web_sys::HtmlElement>()
        .is_some_and(|element| element.offset_parent().is_some())
}

fn children(element: &Element) -> impl Iterator<Item = Node> + use<> {
    let nodes = element.child_nodes();
    (0..nodes.length()).filter_map(move |index| nodes.get(index))
}

fn elements(element: &Element) -> impl Iterator<Item = Element> + use<> {
    children(element).filter_map(|node| node.dyn_into::<Element>().ok())
}

fn rows(table: &Element) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for part in elements(table) {
        if part.tag_name() == "TR" {
            rows.push(cells(&part));
        } else {
            rows.extend(elements(&part).filter(is_row).map(|row| cells(&row)));
        }
    }
    rows
}

/// A column whose heading stands at the right holds numbers.
fn looks(table: &Element) -> Vec<Look> {
    let mut looks = Vec::new();
    for heading in table.query_selector("tr").ok().flatten().iter().flat_map(elements) {
        let look = if heading.class_name().split(' ').any(|class| class == "num") {
            Look::Number
        } else {
            Look::Text
        };
        looks.extend((0..span(&heading)).map(|_| look));
    }
    looks
}

/// How many columns a cell covers.
fn span(cell: &Element) -> usize {
    let span = cell.get_attribute("colspan").and_then(|span| span.parse().ok());
    span.unwrap_or(1)
}

fn is_row(row: &Element) -> bool {
    row.tag_name() == "TR" && row.get_attribute("aria-hidden").is_none()
}

fn cells(row: &Element) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in elements(row) {
        let copied = cell.get_attribute(COPIED);
        cells.push(copied.unwrap_or_else(|| {
            let mut words = Vec::new();
            say(&cell, &mut words);
            words.join(" ")
        }));
        cells.extend((1..span(&cell)).map(|_| String::new()));
    }
    cells
}

/// The texts of an element, what stands in fields among them. Drawings say nothing.
fn say(element: &Element, words: &mut Vec<String>) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        match (input.type_().as_str(), input.checked()) {
            ("checkbox", true) => push(words, "√"),
            ("checkbox", false) => {}
            _ => push(words, &input.value()),
        }
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        let chosen = select.selected_options().item(0);
        push(words, &chosen.and_then(|option| option.text_content()).unwrap_or_default());
    } else if !element.tag_name().eq_ignore_ascii_case("svg") {
        for node in children(element) {
            match node.dyn_ref::<Element>() {
                Some(inner) => say(inner, words),
                None => push(words, &node.text_content().unwrap_or_default()),
            }
        }
    }
}

fn push(words: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        words.push(text.to_owned());
    }
}

/// Puts tables on the clipboard, as HTML and as text between tabs; false where the browser does
/// not allow it.
pub fn copy(tables: &[ExportTable]) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return false;
    };
    let Some(document) = document.dyn_ref::<web_sys::HtmlDocument>() else { return false };
    let html: String = tables.iter().map(ExportTable::to_html).collect();
    let texts: Vec<_> = tables.iter().map(ExportTable::to_text).collect();
    let text = texts.join("\r\n\r\n");
    let fill = Closure::<dyn Fn(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        if let Some(data) = event.clipboard_data() {
            let _ = data.set_data("text/html", &html);
            let _ = data.set_data("text/plain", &text);
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    let listener = fill.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("copy", listener, true);
    let copied = document.exec_command("copy").unwrap_or_default();
    let _ = document.remove_event_listener_with_callback_and_bool("copy", listener, true);
    copied
}
