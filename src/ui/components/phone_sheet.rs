//! A part of a page that on a phone is a sheet over the rest (`.phone-sheet`).

use leptos::prelude::*;

use super::icon::{Icon, IconView};

/// The head of the sheet, with the button that puts it away.
#[component]
pub fn PhoneSheetHead(
    title: &'static str,
    close: &'static str,
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <div class="phone-sheet-head phone-only">
            <h2>{title}</h2>
            <button
                type="button"
                class="icon-button"
                title=close
                on:click=move |_| open.set(false)
            >
                <IconView icon=Icon::Close />
            </button>
        </div>
    }
}
