//! `#/demo`: opens the sample data, beside nothing that is there already.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock;
use crate::model::step::Step;
use crate::route::Route;
use crate::sample::sample;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::workspace::{Access, Workspace};

/// Loads the sample where there is no ledger yet. What somebody has entered is never replaced.
pub fn load_sample(workspace: Workspace) -> bool {
    if workspace.access().get_untracked() != Access::NoLedger {
        return false;
    }
    let Some(ledger) = sample(workspace.today(), &mut workspace.new_ids()) else { return false };
    workspace.replace(Step::LoadSample, ledger).is_ok()
}

#[component]
pub fn DemoPage() -> impl IntoView {
    let workspace = Workspace::here();
    let router = Router::here();
    spawn_local(async move {
        // Lets the page say what it does before it does it.
        clock::sleep(30).await;
        load_sample(workspace);
        router.go(&Route::Home);
    });
    view! { <p class="loading note">{texts().shell.loading}</p> }
}
