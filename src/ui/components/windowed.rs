//! Rows of a long table: only those in view are mounted.

use leptos::{html, prelude::*};

/// How many rows are mounted above and below what is in view.
const MARGIN: usize = 12;

/// Which rows of a scrolling frame are in view. All rows are `row_height` pixels high.
#[derive(Clone, Copy)]
pub struct RowWindow {
    /// The scrolling frame.
    pub frame: NodeRef<html::Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    row_height: f64,
}

impl RowWindow {
    /// A window over rows of one height, in pixels.
    pub fn new(row_height: f64) -> Self {
        let window = Self {
            frame: NodeRef::new(),
            top: RwSignal::new(0.0),
            height: RwSignal::new(1200.0),
            row_height,
        };
        Effect::new(move |_| window.measure());
        window
    }

    /// To be called when the frame scrolls or may have changed its size.
    pub fn measure(self) {
        if let Some(frame) = self.frame.get() {
            self.top.set(f64::from(frame.scroll_top()));
            let height = f64::from(frame.client_height());
            // On a phone the page scrolls and the frame is as high as its rows.
            self.height.set(if height > 0.0 { height.min(4000.0) } else { 1200.0 });
        }
    }

    /// First row to mount and the row after the last, of `count`.
    pub fn range(self, count: usize) -> (usize, usize) {
        let rows = |pixels: f64| (pixels / self.row_height).max(0.0) as usize;
        // Moves in steps of the margin, so that scrolling a row does not touch the table.
        let first = rows(self.top.get()) / MARGIN * MARGIN;
        let first = first.saturating_sub(MARGIN).min(count);
        let last = first + rows(self.height.get()) + 3 * MARGIN;
        (first, last.min(count))
    }

    /// Pixels of so many rows, for the room above and below.
    pub fn pixels(self, rows: usize) -> String {
        format!("{}px", rows as f64 * self.row_height)
    }

    /// Scrolls so that the row is in view.
    pub fn reveal(self, row: usize) {
        if let Some(frame) = self.frame.get_untracked() {
            let top = row as f64 * self.row_height;
            let (shown, height) = (f64::from(frame.scroll_top()), f64::from(frame.client_height()));
            if top < shown {
                frame.set_scroll_top(top as i32);
            } else if top + 2.0 * self.row_height > shown + height {
                frame.set_scroll_top((top + 3.0 * self.row_height - height) as i32);
            }
        }
    }
}
