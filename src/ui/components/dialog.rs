//! A native dialog: for what leaves the ledger or cannot be undone, and for small forms.

use leptos::{html, prelude::*};

use super::icon::{Icon, IconView};
use super::toast::Toaster;
use crate::browser::events;
use crate::ui::focus;
use crate::ui::texts::texts;

/// Opens on the screen as soon as it is mounted; wrap it in `<Show>`. Esc and the cross call
/// `on_close`.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: String,
    on_close: Callback<()>,
    children: Children,
    /// The buttons, the primary one last; without it one that closes.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
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
            // What a field offers can be typed over.
            let _ = ["[autofocus]", ".dialog-body .field", ".dialog-foot .primary"]
                .into_iter()
                .any(|one| events::focus_text(&format!("dialog[open] {one}")));
        }
    });
    let foot = foot.unwrap_or_else(|| {
        ViewFn::from(move || {
            view! {
                <button
                    type="button"
                    class="button primary push"
                    on:click=move |_| on_close.run(())
                >
                    {texts().shell.close}
                </button>
            }
        })
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

/// A dialog that asks: one button goes back, the primary one does it.
#[component]
pub fn AskDialog(
    #[prop(into)] title: String,
    on_close: Callback<()>,
    /// On the primary button.
    #[prop(into)]
    ok: TextProp,
    /// Closes the dialog itself where it is done.
    #[prop(into)]
    on_ok: Callback<()>,
    /// Whether there is nothing to do yet.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it cannot be taken back.
    #[prop(optional)]
    is_final: bool,
    /// What else stands in the foot, at the left.
    #[prop(optional, into)]
    left: ViewFn,
    children: Children,
) -> impl IntoView {
    let kind = if is_final { "button danger" } else { "button primary" };
    let foot = move || {
        let ok = ok.clone();
        view! {
            {left.run()}
            <button type="button" class="button push" on:click=move |_| on_close.run(())>
                {texts().shell.cancel}
            </button>
            <button
                type="button"
                class=kind
                disabled=disabled
                on:click=move |_| on_ok.run(())
            >
                {move || ok.get()}
            </button>
        }
    };
    view! {
        <Dialog title on_close foot>
            {children()}
        </Dialog>
    }
}
