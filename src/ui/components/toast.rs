//! The toast: what was done, and how to take it back. Never for errors that need an answer.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::ui::texts::texts;

/// What a toast says and what its button does.
#[derive(Clone)]
struct Toast {
    text: String,
    action: Option<(String, Callback<()>)>,
    failed: bool,
}

/// Shows toasts; one at a time, the newest wins.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Option<Toast>>,
}

impl Toaster {
    /// Makes one and gives it to everything below.
    pub fn provide() -> Self {
        let toaster = Self { shown: RwSignal::new(None) };
        provide_context(toaster);
        toaster
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.shown.set(Some(Toast { text: text.into(), action: None, failed: false }));
    }

    /// Says that something was done, with a button to take it back.
    pub fn say_with(self, text: impl Into<String>, action: impl Into<String>, run: Callback<()>) {
        let action = Some((action.into(), run));
        self.shown.set(Some(Toast { text: text.into(), action, failed: false }));
    }

    /// Says why something was refused.
    pub fn refuse(self, text: impl Into<String>) {
        self.shown.set(Some(Toast { text: text.into(), action: None, failed: true }));
    }

    fn clear(self) {
        self.shown.set(None);
    }
}

/// Where toasts appear.
#[component]
pub fn ToastStand() -> impl IntoView {
    let toaster = Toaster::here();
    view! {
        <div class="toast-stand" role="status" aria-live="polite">
            {move || {
                toaster
                    .shown
                    .get()
                    .map(|toast| {
                        let icon = if toast.failed { Icon::Warn } else { Icon::Check };
                        view! {
                            <div class="toast">
                                <IconView icon />
                                <span>{toast.text}</span>
                                {toast
                                    .action
                                    .map(|(label, run)| {
                                        view! {
                                            <button
                                                type="button"
                                                class="text-button"
                                                on:click=move |_| {
                                                    toaster.clear();
                                                    run.run(());
                                                }
                                            >
                                                {label}
                                            </button>
                                        }
                                    })}
                                <button
                                    type="button"
                                    class="icon-button small"
                                    title=texts().shell.close
                                    on:click=move |_| toaster.clear()
                                >
                                    <IconView icon=Icon::Close />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
