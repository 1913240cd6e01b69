//! The toast: what was done, and how to take it back. Never for errors that need an answer.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon::{Icon, IconView};
use crate::browser::clock;
use crate::ui::focus;
use crate::ui::router::Router;
use crate::ui::texts::texts;

/// How long what was done stays on the screen, in milliseconds. Undo stays at hand afterwards.
const DONE: u32 = 8_000;

/// How long a refusal stays: it has to be read, and nothing else says it.
const REFUSED: u32 = 16_000;

/// What a button does; it outlives the part of the page that it came from.
type Act = Arc<dyn Fn() + Send + Sync>;

/// What a toast says and what its button does.
#[derive(Clone)]
struct Toast {
    text: String,
    action: Option<(String, Act)>,
    failed: bool,
    /// It was done, but somebody should look at it.
    warns: bool,
}

/// Shows toasts; one at a time, the newest wins.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Option<Toast>>,
    /// Counts the toasts and what keeps one: a timer ends only the toast that it was started for.
    turn: StoredValue<u32>,
}

impl Toaster {
    /// Makes one and gives it to everything below.
    pub fn provide() -> Self {
        let toaster = Self { shown: RwSignal::new(None), turn: StoredValue::new(0) };
        provide_context(toaster);
        toaster
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.show(Toast { text: text.into(), action: None, failed: false, warns: false });
    }

    /// Says that something was done, with a button to take it back.
    pub fn say_with(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        let action: Option<(String, Act)> = Some((action.into(), Arc::new(run)));
        self.show(Toast { text: text.into(), action, failed: false, warns: false });
    }

    /// Says that something was done that did not turn out as wished, with a button to take it back.
    pub fn warn_with(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        let action: Option<(String, Act)> = Some((action.into(), Arc::new(run)));
        self.show(Toast { text: text.into(), action, failed: false, warns: true });
    }

    /// Says why something was refused.
    pub fn refuse(self, text: impl Into<String>) {
        self.show(Toast { text: text.into(), action: None, failed: true, warns: true });
    }

    fn show(self, toast: Toast) {
        let time = if toast.warns { REFUSED } else { DONE };
        self.shown.set(Some(toast));
        let turn = self.keep();
        spawn_local(async move {
            clock::sleep(time).await;
            if self.turn.try_get_value() == Some(turn) {
                self.clear();
            }
        });
    }

    /// Lets the toast stay until it is closed: somebody is reading or about to press it.
    fn keep(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Takes a refusal away: what it was about is no longer on the screen.
    pub fn forget_refusal(self) {
        if self.shown.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.failed)) {
            self.clear();
        }
    }

    /// Takes the toast away by a button of it, with which the focus would go.
    fn close(self) {
        self.clear();
        focus::rescue();
    }

    fn clear(self) {
        self.shown.set(None);
    }
}

/// Where toasts appear.
#[component]
pub fn ToastStand() -> impl IntoView {
    let toaster = Toaster::here();
    let router = Router::here();
    Effect::new(move |_| {
        let _ = router.route();
        toaster.forget_refusal();
    });
    view! {
        <div class="toast-stand" role="status" aria-live="polite">
            {move || {
                toaster
                    .shown
                    .get()
                    .map(|toast| {
                        let icon = if toast.warns { Icon::Warn } else { Icon::Check };
                        view! {
                            <div
                                class="toast"
                                on:mouseenter=move |_| {
                                    toaster.keep();
                                }
                                on:focusin=move |_| {
                                    toaster.keep();
                                }
                            >
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
                                                    let run = run.clone();
                                                    toaster.close();
                                                    run();
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
                                    on:click=move |_| toaster.close()
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
