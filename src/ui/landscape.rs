//! Wide pages on wide paper.

use leptos::prelude::*;

use crate::browser::paper;

/// The margin of paper, as the style sheet has it.
pub const MARGIN: &str = "12mm";

/// Prints the page that calls it on A4 landscape, with this margin on each side. Taken back when
/// the page is left, so that other pages print upright.
pub fn print_landscape(margin: &str) {
    let restore = StoredValue::new_local(Some(paper::landscape(margin)));
    on_cleanup(move || {
        if let Some(Some(restore)) = restore.try_update_value(Option::take) {
            restore();
        }
    });
}
