//! The name of the bureau, asked before it goes out for the first time in a file.

use std::sync::Arc;

use leptos::prelude::*;

use super::components::dialog::AskDialog;
use super::components::field::{Entry, EntryField, FormLine};
use super::editor::Editor;
use crate::i18n::locale::Locale;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::step::Step;

/// What goes on once the name is known; it outlives the part of the page that it came from.
type Act = Arc<dyn Fn() + Send + Sync>;

/// What waits for the name.
#[derive(Clone)]
struct Waiting {
    go_on: Act,
    /// It can leave without a name.
    may_skip: bool,
}

/// The one place where the name is asked.
#[derive(Clone, Copy)]
pub struct Naming(RwSignal<Option<Waiting>>);

impl Naming {
    /// Makes it and gives it to everything below.
    pub fn provide() -> Self {
        let naming = Self(RwSignal::new(None));
        provide_context(naming);
        naming
    }

    /// The one of the page; to be taken when a component is built, not in its events.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Goes on at once where the bureau has a name, else when it was asked for.
    pub fn before(self, editor: Editor, may_skip: bool, go_on: impl Fn() + Send + Sync + 'static) {
        if given_name(&editor.workspace.ledger_untracked()).is_empty() {
            self.0.set(Some(Waiting { go_on: Arc::new(go_on), may_skip }));
        } else {
            go_on();
        }
    }
}

/// Does the name only stand in for one?
fn is_stand_in(name: &str) -> bool {
    [Locale::Zh, Locale::En].iter().any(|one| one.messages().welcome.unnamed == name)
}

/// The name of the bureau for a file; empty while it has none.
pub fn given_name(ledger: &Ledger) -> &str {
    let name = ledger.own_name();
    if is_stand_in(name) { "" } else { name }
}

/// Asks for the name; stands once, above every page.
#[component]
pub fn NamingDialog() -> impl IntoView {
    let naming = Naming::here();
    move || naming.0.get().map(|waiting| view! { <Name naming waiting /> })
}

#[component]
fn Name(naming: Naming, waiting: Waiting) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let words = &texts.welcome;
    let name = Entry::new("");
    let close = Callback::new(move |()| naming.0.set(None));
    let Waiting { go_on, may_skip } = waiting;
    let skip = go_on.clone();
    let keep = Callback::new(move |()| {
        let given = untrack(|| name.named()).filter(|name| !is_stand_in(name));
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let Some(given) = name.need(given, &missing) else { return };
        let id = workspace.ledger_untracked().settings.office;
        let step = Step::EditOffice(given.clone());
        let refused =
            editor.edit_at(step, |ledger| ledger.edit_office(id, |office| office.name = given));
        if let Some(why) = refused {
            let _: Option<()> = name.need(None, &why);
            return;
        }
        let go_on = go_on.clone();
        naming.0.set(None);
        go_on();
    });
    let left = move || {
        let skip = skip.clone();
        may_skip.then(|| {
            view! {
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| {
                        let skip = skip.clone();
                        naming.0.set(None);
                        skip();
                    }
                >
                    {words.name_skip}
                </button>
            }
        })
    };
    view! {
        <AskDialog title=words.name_title on_close=close ok=words.name_go on_ok=keep left>
            <p class="note">{words.name_about}</p>
            <FormLine label=texts.settings.name>
                <EntryField entry=name placeholder=words.name_hint on_enter=keep />
            </FormLine>
        </AskDialog>
    }
}
