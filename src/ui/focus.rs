//! The focus between pages: the way past the frame, and where it goes when what had it is gone.

use leptos::prelude::*;

use super::texts::texts;
use crate::browser::events;

/// The first stop of Tab: leads past the frame to the page itself.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! {
        <button type="button" class="skip-link" on:click=|_| events::enter_page()>
            {texts().shell.to_page}
        </button>
    }
}

/// Moves the focus to a page that was just opened, once it stands, unless something on it or before
/// it has taken the focus by itself.
pub fn enter_new_page() {
    request_animation_frame(|| {
        if !events::focus_is_in(".page, .palette, dialog") {
            events::enter_page();
        }
    });
}

/// Leads the focus on from what a change takes away, once that is drawn: to the first of `places` that is
/// in sight within the nearest `around` of where it is now.
pub fn lead_on(around: &str, places: &[&str]) {
    let lead = events::lead_focus(around);
    let places: Vec<_> = places.iter().map(|place| (*place).to_owned()).collect();
    request_animation_frame(move || lead(&places));
}

/// Moves the focus to the page where nothing has it any more, such as after the button went that
/// opened a dialog.
pub fn rescue() {
    // What knows better where it belongs has taken it with the next frame.
    request_animation_frame(|| {
        request_animation_frame(|| {
            if events::focus_is_lost() && !events::is_dialog_open() {
                events::enter_page();
            }
        });
    });
}
