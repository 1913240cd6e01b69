//! Rows of a long table: only those in view are mounted, and all of them while they are printed.

use leptos::{ev, html, prelude::*};

use crate::browser::grid;

/// How many rows are mounted above and below what is in view.
const MARGIN: usize = 6;

/// The mounted rows change by so many, so that scrolling a row does not touch the table.
const STEP: usize = 3;

/// Which rows of a frame are in view. All rows are equally high. Where the frame does not scroll,
/// as on a phone, the page does.
#[derive(Clone, Copy)]
pub struct RowWindow {
    /// The frame around the table.
    pub frame: NodeRef<html::Div>,
    /// Does it scroll sideways?
    pub is_wide: RwSignal<bool>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    row_height: RwSignal<f64>,
    is_printed: RwSignal<bool>,
}

impl RowWindow {
    /// A window over rows of one height, in pixels; where the style sheet says otherwise, the
    /// height is that of the rows themselves.
    pub fn new(row_height: f64) -> Self {
        let window = Self {
            frame: NodeRef::new(),
            is_wide: RwSignal::new(false),
            top: RwSignal::new(0.0),
            height: RwSignal::new(1200.0),
            row_height: RwSignal::new(row_height),
            is_printed: RwSignal::new(false),
        };
        Effect::new(move |_| window.measure());
        let scrolled = window_event_listener(ev::scroll, move |_| window.measure());
        let resized = window_event_listener(ev::resize, move |_| window.measure());
        // The rows are mounted in the tasks that run between this event and the picture for paper.
        let printed = window_event_listener(ev::beforeprint, move |_| window.is_printed.set(true));
        let shown = window_event_listener(ev::afterprint, move |_| window.is_printed.set(false));
        on_cleanup(move || {
            for listener in [scrolled, resized, printed, shown] {
                listener.remove();
            }
        });
        window
    }

    /// To be called when the frame scrolls or may have changed its size.
    pub fn measure(self) {
        let Some(frame) = self.frame.try_get().flatten() else { return };
        let view = grid::view(&frame);
        change(self.top, view.top);
        change(self.height, view.height);
        change(self.is_wide, view.is_wide);
        if let Some(row) = view.row {
            change(self.row_height, row);
        }
    }

    /// First row to mount and the row after the last, of `count`. A view that reads a memo of this
    /// reads the rows before it: leptos runs an effect for the first memo that changed, and a memo
    /// that was computed on the way, such as rows for an unchanged range, counts as seen.
    pub fn range(self, count: usize) -> (usize, usize) {
        if self.is_printed.get() {
            return (0, count);
        }
        let row_height = self.row_height.get();
        let rows = |pixels: f64| (pixels / row_height).max(0.0) as usize;
        let top = rows(self.top.get()) / STEP * STEP;
        let last = top + rows(self.height.get()) + MARGIN + STEP;
        (top.saturating_sub(MARGIN).min(count), last.min(count))
    }

    /// Pixels of so many rows, for the room above and below.
    pub fn pixels(self, rows: usize) -> String {
        format!("{}px", rows as f64 * self.row_height.get())
    }
}

/// Sets what is new, and tells nobody where nothing is.
fn change<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}
