//! A native dialog: for what leaves the ledger or cannot be undone, and for small forms.

use leptos::{html, prelude::*};

use super::icon::{Icon, IconView};
use super::toast::Toaster;
use crate::browser::events;
use crate::ui::focus;
use crate::ui::texts::texts;

/// Opens on the screen as soon as it is mounted; wrap it in `<Show>`. Esc and the cross call
/// `on_close`. `foot` holds the buttons, the primary one last.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: String,
    on_close: Callback<()>,
    children: Children,
    #[prop(into)] foot: ViewFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Toaster::here().forget_refusal();
    let give_back = StoredValue::new_local(Some(events::keep_focus()));
    on_cleanup(move || {
        // While it is modal, nothing outside of it takes the focus.
        if let Some(Some(dialog)) = dialog.try_get_untracked() {
            dialog.close();
        }
        if let Some(Some(give_back)) = give_back.try_update_value(Option::take) {
            give_back();
        }
        focus::rescue();
    });
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // A dialog that cannot be modal is still shown.
            if dialog.show_modal().is_err() {
                dialog.set_open(true);
            }
            // The cross at the top would have it; who opens a dialog wants to write or to decide.
            let _ = ["[autofocus]", ".dialog-body .field", ".dialog-foot .primary"]
                .into_iter()
                .any(|one| events::focus(&format!("dialog[open] {one}")));
        }
    });
    let label = title.clone();
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-label=label
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <div class="dialog-head">
                <h2>{title}</h2>
                <button
                    type="button"
                    class="icon-button small"
                    title=texts().shell.close
                    on:click=move |_| on_close.run(())
                >
                    <IconView icon=Icon::Close />
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
            <div class="dialog-foot">{foot.run()}</div>
        </dialog>
    }
}
