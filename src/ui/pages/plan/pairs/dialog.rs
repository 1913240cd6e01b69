//! The dialog that makes one pair by hand, and the field in which one of two people is chosen.

use leptos::prelude::*;

use super::Tab;
use crate::model::id::{PairId, PersonId};
use crate::model::pack::Extra;
use crate::model::pair::Pair;
use crate::model::people::Rejection;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine, need};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::PersonPicker;
use crate::ui::words::person_words;

/// Who is chosen, and what is wrong while nobody is.
#[derive(Clone, Copy)]
pub struct Chosen {
    pub person: RwSignal<Option<PersonId>>,
    pub fault: RwSignal<String>,
}

impl Chosen {
    pub fn new() -> Self {
        Self { person: RwSignal::new(None), fault: RwSignal::default() }
    }
}

/// Two different people, or what is wrong at the field; `missing` says so of one that is empty.
pub fn need_two(
    tab: Tab,
    first: Chosen,
    second: Chosen,
    missing: [&str; 2],
) -> Option<(PersonId, PersonId)> {
    let texts = tab.page.editor.texts;
    let one = need(first.fault, first.person.get_untracked(), missing[0]);
    let other = need(second.fault, second.person.get_untracked(), missing[1]);
    let (one, other) = (one?, other?);
    if one == other {
        let twice = (texts.model.rejection)(&Rejection::PairedWithSelf);
        second.person.set(None);
        return need(second.fault, None, &twice);
    }
    Some((one, other))
}

/// The field of one of them.
#[component]
pub fn PersonField(tab: Tab, label: &'static str, chosen: Chosen) -> impl IntoView {
    let words = &tab.page.editor.texts.pairs;
    let workspace = tab.page.editor.workspace;
    let everybody = Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect::<Vec<_>>()
    });
    view! {
        <div class="form-line">
            <span class="form-label">{label}</span>
            {move || match chosen.person.get() {
                Some(person) => {
                    view! {
                        <span class="tag person-tag">
                            {person_words(person, &workspace.ledger())}
                            <button
                                type="button"
                                title=words.choose_other
                                on:click=move |_| chosen.person.set(None)
                            >
                                <IconView icon=Icon::Close />
                            </button>
                        </span>
                    }
                        .into_any()
                }
                None => {
                    let on_choose = Callback::new(move |person| chosen.person.set(Some(person)));
                    view! {
                        <PersonPicker
                            placeholder=words.choose_person
                            among=everybody
                            on_choose
                            fault=chosen.fault
                        />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
pub fn PairDialog(tab: Tab, adding: RwSignal<bool>) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let (helper, helped) = (Chosen::new(), Chosen::new());
    let subject = Entry::new("");
    let close = Callback::new(move |()| adding.set(false));
    let save = move || {
        let missing = [words.missing_helper, words.missing_helped];
        let Some((first, second)) = need_two(tab, helper, helped, missing) else { return };
        let id = PairId::new(&mut page.editor.workspace.new_ids());
        let pair = Pair {
            id,
            helper: first,
            helped: second,
            subject: subject.get(),
            meetings: Vec::new(),
            ended: None,
            extra: Extra::new(),
        };
        if page.edit(|plan| plan.put_pair(pair)) {
            adding.set(false);
            tab.open.set(Some(id));
        }
    };
    view! {
        <AskDialog title=words.pair_dialog on_close=close ok=words.new_pair on_ok=save>
            <div class="form-pair">
                <PersonField tab label=words.helper chosen=helper />
                <PersonField tab label=words.helped chosen=helped />
            </div>
            <EntryLine label=words.subject entry=subject />
        </AskDialog>
    }
}
