//! The toast: what was done, and how to take it back. Never for errors that need an answer.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon::{Icon, IconView};
use crate::browser::{clock, events};
use crate::ui::focus;
use crate::ui::router::Router;
use crate::ui::texts::texts;

/// How long what was done stays on the screen, in milliseconds.
const SAID: u32 = 5_000;

/// The same with a button to take it back. Undo stays at hand afterwards.
const DONE: u32 = 8_000;

/// How long a refusal stays: it has to be read, and nothing else says it.
const REFUSED: u32 = 16_000;

/// What is said and followed by another page within so many milliseconds is said there.
const ON_THE_WAY: f64 = 1_000.0;

/// The bars of pages above the bar at the bottom of a phone.
const BARS: &str = ".item-foot, .bulk-bar";

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

impl Toast {
    /// How long it stays, in milliseconds.
    fn time(&self) -> u32 {
        match self {
            Self { warns: true, .. } => REFUSED,
            Self { action: Some(_), .. } => DONE,
            _ => SAID,
        }
    }
}

/// Shows toasts; one at a time, the newest wins.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Option<Toast>>,
    /// Counts the toasts and what keeps one: a timer ends only the toast that it was started for.
    turn: StoredValue<u32>,
    /// When the toast was said, in milliseconds since the page was opened.
    said: StoredValue<f64>,
}

impl Toaster {
    /// Makes one and gives it to everything below.
    pub fn provide() -> Self {
        let toaster = Self {
            shown: RwSignal::new(None),
            turn: StoredValue::new(0),
            said: StoredValue::new(0.0),
        };
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
        self.shown.set(Some(toast));
        self.said.set_value(clock::milliseconds());
        self.let_go();
    }

    /// Lets the toast stay until it is let go: somebody is reading or about to press it.
    fn keep(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Takes the toast away after its time.
    fn let_go(self) {
        let turn = self.keep();
        let Some(time) = self.shown.with_untracked(|toast| toast.as_ref().map(Toast::time)) else {
            return;
        };
        spawn_local(async move {
            clock::sleep(time).await;
            if self.turn.try_get_value() == Some(turn) {
                self.clear();
            }
        });
    }

    /// Is there a toast? Tracked.
    pub fn is_shown(self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// Takes the toast away. False where there is none.
    pub fn dismiss(self) -> bool {
        let is_shown = self.shown.with_untracked(Option::is_some);
        if is_shown {
            self.close();
        }
        is_shown
    }

    /// Takes a refusal away: what it was about is no longer on the screen.
    pub fn forget_refusal(self) {
        self.forget(|toast| toast.failed);
    }

    /// Another page is shown: what has no button goes with the one before.
    fn leave_page(self) {
        let is_old = clock::milliseconds() - self.said.get_value() > ON_THE_WAY;
        self.forget(|toast| toast.failed || toast.action.is_none() && is_old);
    }

    fn forget(self, is_over: impl Fn(&Toast) -> bool) {
        if self.shown.with_untracked(|toast| toast.as_ref().is_some_and(is_over)) {
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
    let over_bar = RwSignal::new(false);
    Effect::new(move |_| {
        router.route();
        toaster.leave_page();
    });
    Effect::new(move |_| {
        router.route();
        toaster.shown.track();
        request_animation_frame(move || {
            over_bar.try_set(events::is_in_sight(BARS));
        });
    });
    view! {
        <div class="toast-stand" class:over-bar=over_bar role="status" aria-live="polite">
            {move || {
                toaster
                    .shown
                    .get()
                    .map(|toast| {
                        let icon = if toast.warns { Icon::Warn } else { Icon::Check };
                        view! {
                            <div
                                class="toast"
                                class:warns=toast.warns
                                on:mouseenter=move |_| {
                                    toaster.keep();
                                }
                                on:mouseleave=move |_| {
                                    if !events::focus_is_in(".toast") {
                                        toaster.let_go();
                                    }
                                }
                                on:focusin=move |_| {
                                    toaster.keep();
                                }
                                on:focusout=move |_| toaster.let_go()
                            >
                                <IconView icon />
                                <span title=toast.text.clone()>{toast.text.clone()}</span>
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
