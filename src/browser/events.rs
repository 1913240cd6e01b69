//! Listeners on the whole window.

use std::cell::Cell;

use wasm_bindgen::{JsCast, closure::Closure};

/// A key that was pressed, outside the composition of an input method.
pub struct Key {
    pub name: String,
    /// Ctrl, or Cmd on a Mac.
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
    /// Is the focus in something that takes text?
    pub in_field: bool,
}

/// Calls `act` for every key until what it answers is called; where `act` answers true, the browser's
/// own meaning is suppressed.
pub fn on_key(act: impl Fn(Key) -> bool + 'static) -> impl FnOnce() + 'static {
    let listener =
        Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            let key = Key {
                name: event.key(),
                ctrl: event.ctrl_key() || event.meta_key(),
                alt: event.alt_key(),
                shift: event.shift_key(),
                in_field: focus_is_in_field(),
            };
            if act(key) {
                event.prevent_default();
            }
        });
    listen("keydown", listener)
}

/// Adds a listener to the window; what it answers takes it away again.
fn listen<E: ?Sized + 'static>(
    event: &'static str,
    listener: Closure<E>,
) -> impl FnOnce() + 'static {
    let window = web_sys::window();
    if let Some(window) = &window {
        let listener = listener.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback(event, listener);
    }
    move || {
        if let Some(window) = window {
            let listener = listener.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback(event, listener);
        }
    }
}

fn focus_is_in_field() -> bool {
    document().and_then(|document| document.active_element()).is_some_and(|element| {
        let kind = element.get_attribute("type").unwrap_or_default();
        match element.tag_name().as_str() {
            "TEXTAREA" | "SELECT" => true,
            "INPUT" => !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "file"),
            _ => false,
        }
    })
}

fn document() -> Option<web_sys::Document> {
    web_sys::window().and_then(|window| window.document())
}

/// The first element of a selector.
fn element(selector: &str) -> Option<web_sys::HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Does the page show an element of a selector?
pub fn is_in_sight(selector: &str) -> bool {
    element(selector).is_some_and(|element| element.get_bounding_client_rect().height() > 0.0)
}

/// Moves the focus to the first element of a selector. False where there is none in sight.
pub fn focus(selector: &str) -> bool {
    element(selector)
        .filter(|element| element.offset_parent().is_some())
        .is_some_and(|element| element.focus().is_ok())
}

/// The same for a field with a text, which can then be typed over.
pub fn focus_text(selector: &str) -> bool {
    if let Some(input) =
        element(selector).and_then(|one| one.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        input.select();
    }
    focus(selector)
}

/// What has the focus, other than the page or the heading of an item and what was disabled under it.
fn focused() -> Option<web_sys::Element> {
    let active = document()?.active_element()?;
    let is_none =
        active.matches("body, .page, .item-view h2, :disabled").is_ok_and(|is_none| is_none);
    (!is_none).then_some(active)
}

/// Is the focus in nothing, such as after its element was taken away or disabled?
pub fn focus_is_lost() -> bool {
    focused().is_none()
}

/// Is the focus within what a selector finds?
pub fn focus_is_in(selector: &str) -> bool {
    focused().is_some_and(|active| active.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Holds on to the nearest element around the focus that a selector finds. What it answers moves the
/// focus to the first of `places` in sight within it, each a selector and the best one first, unless
/// the focus has gone on by itself.
pub fn lead_focus(around: &str) -> impl FnOnce(&[String]) + 'static {
    let held = focused();
    let around = held.as_ref().and_then(|held| held.closest(around).ok().flatten());
    move |places| {
        let now = focused();
        if let Some(around) = around.filter(|_| now.is_none() || now == held) {
            focus_first(&around, places);
        }
    }
}

/// The same from an element that is just left, and only where the focus is lost then.
pub fn catch_focus(left: &web_sys::Element, around: &str) -> impl FnOnce() + 'static {
    let around = left.closest(around).ok().flatten();
    move || {
        if let Some(around) = around.filter(|_| focus_is_lost()) {
            focus_first(&around, &[STOP.to_owned()]);
        }
    }
}

fn focus_first(around: &web_sys::Element, places: &[String]) {
    let found = places.iter().find_map(|place| {
        let found = around.query_selector(place).ok()??.dyn_into::<web_sys::HtmlElement>().ok();
        found.filter(|element| element.offset_parent().is_some())
    });
    if let Some(found) = found {
        // What takes no focus leaves it where it is.
        let _ = found.focus();
    }
}

/// Moves the focus to a child of an element by its place.
pub fn focus_child(parent: &web_sys::Element, at: u32) {
    let child = parent.children().item(at);
    if let Some(child) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
        // What takes no focus leaves it where it is.
        let _ = child.focus();
    }
}

/// Moves the focus past the frame to the page itself: the next Tab goes to its first control.
pub fn enter_page() {
    let (Some(window), Some(page)) = (web_sys::window(), element(".page")) else { return };
    page.set_tab_index(-1);
    LEFT_PAGE.with(|left| page.set_onblur(Some(left.as_ref().unchecked_ref())));
    let (x, y) = (window.scroll_x().unwrap_or_default(), window.scroll_y().unwrap_or_default());
    // A page that cannot take the focus leaves it where it is.
    let _ = page.focus();
    // What is longer than the window would be scrolled to its middle.
    window.scroll_to_with_x_and_y(x, y);
}

thread_local! {
    /// A page takes the focus only when it is given, not from a click beside its controls.
    static LEFT_PAGE: Closure<dyn Fn(web_sys::Event)> = Closure::new(|event: web_sys::Event| {
        let page = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(page) = page {
            let _ = page.remove_attribute("tabindex");
        }
    });
}

/// Remembers where the focus is, and gives it back there where that still stands.
pub fn keep_focus() -> impl FnOnce() + 'static {
    let active = document()
        .and_then(|document| document.active_element())
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    move || {
        if let Some(active) = active.filter(|element| element.is_connected()) {
            // What was disabled meanwhile leaves the focus where it is.
            let _ = active.focus();
        }
    }
}

/// Does a dialog stand before the page?
pub fn is_dialog_open() -> bool {
    element("dialog[open]").is_some()
}

/// Clicks the first element of a selector, unless a dialog stands before it. False where there is
/// none in sight.
pub fn press(selector: &str) -> bool {
    if is_dialog_open() {
        return false;
    }
    element(selector).inspect(|element| element.click()).is_some()
}

/// A control that Tab stops at and that does something.
const STOP: &str = "button:not(:disabled):not([aria-disabled]):not([tabindex='-1']), input";

/// Moves the focus to the first control in the next place of a selector, or the one before for
/// `by` −1, from the place that holds the focus; with none, into the first or last. False where the
/// focus is in a list that has its own arrow keys, outside of every place with something else in
/// focus, or at the end.
pub fn focus_near(places: &str, by: isize) -> bool {
    let Some(document) = document() else { return false };
    let Ok(found) = document.query_selector_all(places) else { return false };
    let found: Vec<web_sys::Element> =
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    let next = match focused() {
        None if by > 0 => 0,
        None => return false,
        Some(active) => {
            // A place is the cell of a row; a reason beside it belongs to the same row.
            let row = |element: &web_sys::Element| element.closest("tr").ok().flatten();
            let here = row(&active);
            let at = found.iter().position(|place| here.is_some() && row(place) == here);
            let Some(next) = at.and_then(|at| at.checked_add_signed(by)) else { return false };
            next
        }
    };
    found
        .get(next)
        .and_then(|place| place.query_selector(STOP).ok().flatten())
        .and_then(|control| control.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|control| control.focus().is_ok())
}

/// Scrolls the region around the first element of a selector so far that it is in sight.
pub fn reveal(selector: &str) {
    let Some(element) = element(selector) else { return };
    let Some(region) = element.closest(".region, .table-frame, .dialog-body").ok().flatten() else {
        return;
    };
    let (inner, outer) = (element.get_bounding_client_rect(), region.get_bounding_client_rect());
    // What sticks to the top of a region is about two rows high.
    let (above, below) = (inner.top() - outer.top() - 72.0, inner.bottom() - outer.bottom());
    let by = if above < 0.0 { above } else { below.max(0.0) };
    region.set_scroll_top(region.scroll_top() + by as i32);
}

/// Scrolls whatever scrolls around the first element of a selector so far that it stands first.
pub fn reveal_first(selector: &str) {
    scroll_to(selector, web_sys::ScrollLogicalPosition::Start);
}

/// Scrolls whatever scrolls around the first element of a selector as little as brings it into sight.
pub fn reveal_nearest(selector: &str) {
    scroll_to(selector, web_sys::ScrollLogicalPosition::Nearest);
}

fn scroll_to(selector: &str, inline: web_sys::ScrollLogicalPosition) {
    let Some(element) = element(selector) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_inline(inline);
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls the lines of tabs so far that the open tab is in sight.
pub fn reveal_tab() {
    for line in [".page .tabs", ".page .set-tabs"] {
        let open = element(&format!("{line} [aria-current]"));
        if let (Some(line), Some(open)) = (element(line), open) {
            let (inner, outer) = (open.get_bounding_client_rect(), line.get_bounding_client_rect());
            if inner.left() < outer.left() || inner.right() > outer.right() {
                let by = inner.left() - outer.left() - TAB_BEFORE;
                line.set_scroll_left(line.scroll_left() + by as i32);
            }
        }
    }
}

/// Scrolls a line sideways so far that the first element of a selector in it stands in its middle.
pub fn center(line: &str, selector: &str) {
    let inner = element(&format!("{line} {selector}"));
    if let (Some(line), Some(inner)) = (element(line), inner) {
        let (inner, outer) = (inner.get_bounding_client_rect(), line.get_bounding_client_rect());
        let by = inner.left() - outer.left() - outer.width() / 2.0;
        line.set_scroll_left(line.scroll_left() + by as i32);
    }
}

/// So much of the tab before is shown, in pixels.
const TAB_BEFORE: f64 = 48.0;

/// Scrolls the window to its top. Only on a phone is it the window that scrolls.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Hands on what is being typed, as if its field were left: a key, the way back or a window that
/// closes takes the field away before it is.
pub fn hand_on_typed() {
    const TYPED: &str = "textarea, input[type=text], input[type=number], input:not([type])";
    let active = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element())
        .filter(|active| active.matches(TYPED).unwrap_or(false));
    let bubbles = web_sys::EventInit::new();
    bubbles.set_bubbles(true);
    if let (Some(active), Ok(event)) =
        (active, web_sys::Event::new_with_event_init_dict("change", &bubbles))
    {
        let _ = active.dispatch_event(&event);
    }
}

/// Asks before the window closes while `unsaved` says that something would be lost.
pub fn guard_closing(unsaved: impl Fn() -> bool + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        hand_on_typed();
        if unsaved() {
            event.prevent_default();
            // Chromium asks only where the return value is set.
            let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &"".into());
        }
    });
    if let Some(window) = web_sys::window() {
        let listen = listener.as_ref().unchecked_ref();
        if window.add_event_listener_with_callback("beforeunload", listen).is_ok() {
            listener.forget();
        }
    }
}

/// Buttons of which a double click counts once; those of counters are pressed in a row.
const COUNT_ONCE: &str = "button.button, .choice-bar button";

/// Two clicks nearer than this are a double click, in milliseconds and pixels.
const DOUBLE: (f64, i32) = (350.0, 4);

/// Lets a double click on a button count once: whoever knows the desktop double-clicks everything,
/// and the second click would make a second plan or press what has come under the pointer. The
/// browser counts clicks anew where another button has come there, so time and place tell.
pub fn guard_double_clicks() {
    let last = Cell::new((f64::NEG_INFINITY, 0, 0));
    let listener =
        Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
            let (at, x, y) = last.replace((event.time_stamp(), event.client_x(), event.client_y()));
            let (soon, near) = DOUBLE;
            // A key clicks too, and nowhere.
            let is_second = event.detail() > 1
                || event.detail() == 1
                    && event.time_stamp() - at < soon
                    && (event.client_x() - x).abs() <= near
                    && (event.client_y() - y).abs() <= near;
            let target =
                event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let on_button = target.and_then(|target| target.closest(COUNT_ONCE).ok().flatten());
            if is_second && on_button.is_some() {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
    if let Some(window) = web_sys::window() {
        let listen = listener.as_ref().unchecked_ref();
        if window.add_event_listener_with_callback_and_bool("click", listen, true).is_ok() {
            listener.forget();
        }
    }
}

/// Calls `act` when another window has put something into the browser's storage.
pub fn on_other_window(act: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(act);
    if let Some(window) = web_sys::window() {
        let listen = listener.as_ref().unchecked_ref();
        if window.add_event_listener_with_callback("storage", listen).is_ok() {
            listener.forget();
        }
    }
}

/// Calls `act` when the page is hidden or about to go, and when it is shown again (`true`).
pub fn on_visibility(act: impl Fn(bool) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || {
        let hidden = web_sys::window()
            .and_then(|window| window.document())
            .is_some_and(|document| document.hidden());
        act(!hidden);
    });
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let listen = listener.as_ref().unchecked_ref();
        if document.add_event_listener_with_callback("visibilitychange", listen).is_ok() {
            listener.forget();
        }
    }
}

/// Calls `act` for text that is pasted outside of fields, until what it answers is called.
pub fn on_paste(act: impl Fn(String) + 'static) -> impl FnOnce() + 'static {
    let listener =
        Closure::<dyn Fn(web_sys::ClipboardEvent)>::new(move |event: web_sys::ClipboardEvent| {
            if focus_is_in_field() {
                return;
            }
            let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                event.prevent_default();
                act(text);
            }
        });
    listen("paste", listener)
}
