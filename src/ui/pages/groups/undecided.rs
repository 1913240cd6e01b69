//! Who may be near retirement and is not counted so, said wherever the age stage decides.

use leptos::prelude::*;

use crate::grouping::retirement::undecided;
use crate::ui::people::PeopleDialog;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// Their number, which opens who they are; nothing where there are none.
#[component]
pub fn UndecidedNote() -> impl IntoView {
    let groups = &texts().groups;
    let people = Workspace::here().select(|ledger| undecided(ledger, ledger.settings.reference()));
    let listed = RwSignal::new(false);
    let title = move || (groups.undecided)(people.with(Vec::len));
    let on_close = Callback::new(move |()| listed.set(false));
    view! {
        <Show when=move || people.with(|people| !people.is_empty())>
            <p class="undecided">
                <button
                    type="button"
                    class="text-button is-warn"
                    on:click=move |_| listed.set(true)
                >
                    {title}
                </button>
            </p>
        </Show>
        <Show when=move || listed.get()>
            <PeopleDialog title=title() people on_close />
        </Show>
    }
}
