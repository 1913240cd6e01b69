//! The actions of a head that a phone has no room for.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::ui::texts::texts;

/// At a desk its children stand in the row of actions; on a phone they lie in a list below a
/// button with three dots.
#[component]
pub fn MoreActions(children: Children) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div
            class="more-actions"
            class:is-open=open
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                class="icon-button phone-only"
                title=texts().shell.nav_more
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <IconView icon=Icon::More />
            </button>
            <Show when=move || open.get()>
                <div class="menu-back" on:click=move |_| open.set(false)></div>
            </Show>
            <div class="more-list" on:click=move |_| open.set(false)>
                {children()}
            </div>
        </div>
    }
}
