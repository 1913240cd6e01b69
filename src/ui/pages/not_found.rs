//! What is shown for an address that leads nowhere.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::Icon;
use crate::ui::texts::texts;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    let shell = &texts().shell;
    view! {
        <main class="page">
            <Empty icon=Icon::Search title=shell.not_found_title text=shell.not_found_text>
                <a class="button" href=Route::Home.href()>
                    {shell.to_home}
                </a>
            </Empty>
        </main>
    }
}
