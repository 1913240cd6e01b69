//! The office whose ledger this is, and the offices below it.

use leptos::prelude::*;

use crate::model::id::OfficeId;
use crate::model::ledger::Ledger;
use crate::model::office::{Office, OfficeKind, OfficeLevel};
use crate::model::pack::Extra;
use crate::model::step::Step;
use crate::ui::components::field::{FormLine, KeptField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::table_head::table_head;
use crate::ui::editor::Editor;

const KINDS: [OfficeKind; 5] = [
    OfficeKind::Station,
    OfficeKind::Branch,
    OfficeKind::Section,
    OfficeKind::Brigade,
    OfficeKind::Bureau,
];

const LEVELS: [OfficeLevel; 4] =
    [OfficeLevel::Station, OfficeLevel::District, OfficeLevel::City, OfficeLevel::Province];

/// Changes an office; answers why not.
fn change(editor: Editor, id: OfficeId, change: impl FnOnce(&mut Office)) -> Option<String> {
    let name = editor.workspace.ledger_untracked().office_name(id).to_owned();
    editor.edit_at(Step::EditOffice(name), |ledger| ledger.edit_office(id, change))
}

/// Changes what is picked of an office from a list.
fn pick(editor: Editor, id: OfficeId, edit: impl FnOnce(&mut Office)) {
    if let Some(words) = change(editor, id, edit) {
        editor.toaster.refuse(words);
    }
}

/// The field of an office's name.
#[component]
fn NameField(
    id: OfficeId,
    #[prop(into)] office: Signal<Option<Office>>,
    class: &'static str,
) -> impl IntoView {
    let editor = Editor::here();
    let name = move || office.with(|office| office.as_ref().map(|one| one.name.clone()));
    let rename = Callback::new(move |name: String| change(editor, id, |office| office.name = name));
    view! {
        <KeptField
            label=editor.texts.settings.name
            class
            value=Signal::derive(move || name().unwrap_or_default())
            commit=rename
        />
    }
}

/// The field of an office's code.
#[component]
fn CodeField(
    id: OfficeId,
    #[prop(into)] office: Signal<Option<Office>>,
    class: &'static str,
) -> impl IntoView {
    let editor = Editor::here();
    let code = move || office.with(|office| office.as_ref().and_then(|one| one.code.clone()));
    let set = Callback::new(move |code: String| {
        change(editor, id, |office| office.code = Some(code).filter(|code| !code.is_empty()))
    });
    view! {
        <KeptField
            label=editor.texts.settings.code
            class
            value=Signal::derive(move || code().unwrap_or_default())
            commit=set
        />
    }
}

/// A list of enums, chosen by place. A value of a newer version stays in it as it is.
#[component]
fn Pick<T, const N: usize>(
    choices: [T; N],
    #[prop(into)] value: Signal<T>,
    word: fn(&T) -> String,
    on_pick: Callback<T>,
    #[prop(into)] label: String,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let mut all = choices.to_vec();
    let now = value.get_untracked();
    if !all.contains(&now) {
        all.push(now);
    }
    let stored = StoredValue::new(all.clone());
    let place = move || stored.with_value(|all| all.iter().position(|one| *one == value.get()));
    let pick = move |event| {
        let place: Option<usize> = event_target_value(&event).parse().ok();
        let chosen = place.and_then(|place| stored.with_value(|all| all.get(place).cloned()));
        if let Some(chosen) = chosen {
            on_pick.run(chosen);
        }
    };
    view! {
        <select class="field small" aria-label=label on:change=pick>
            {all
                .into_iter()
                .enumerate()
                .map(|(at, one)| {
                    view! {
                        <option value=at.to_string() selected=move || place() == Some(at)>
                            {word(&one)}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}

#[component]
fn OwnOffice() -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let own = workspace.select(|ledger| ledger.own_office().cloned());
    let id = workspace.ledger_untracked().settings.office;
    let level = move || own.get().map_or(OfficeLevel::District, |office| office.level);
    let on_pick = Callback::new(move |level| pick(editor, id, |office| office.level = level));
    view! {
        <section class="set-form">
            <h2>{settings.own_title}</h2>
            <FormLine label=settings.name>
                <NameField id office=own class="field" />
            </FormLine>
            <FormLine label=settings.code hint=settings.code_hint>
                <CodeField id office=own class="field" />
            </FormLine>
            <FormLine label=settings.level>
                <Pick
                    choices=LEVELS
                    value=Signal::derive(level)
                    word=texts.model.office_level
                    on_pick
                    label=settings.level
                />
            </FormLine>
        </section>
    }
}

/// One office of the list; the people in it are counted at the reference date.
#[component]
fn OfficeRow(id: OfficeId) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let office = workspace.select(move |ledger| ledger.offices.get(&id).cloned());
    let people = workspace.select(move |ledger| people_of(ledger, id));
    let kind = move || office.get().map_or(OfficeKind::Station, |office| office.kind);
    let on_pick = Callback::new(move |kind| pick(editor, id, |office| office.kind = kind));
    let delete = move |_| {
        let name = workspace.ledger_untracked().office_name(id).to_owned();
        editor.edit_aloud(Step::EditOffice(name), |ledger| ledger.delete_office(id));
    };
    view! {
        <tr>
            <th scope="row">
                <NameField id office class="field small" />
            </th>
            <td>
                <Pick
                    choices=KINDS
                    value=Signal::derive(kind)
                    word=texts.model.office_kind
                    on_pick
                    label=settings.kind
                />
            </td>
            <td>
                <CodeField id office class="field small" />
            </td>
            <td class="num">{people}</td>
            <td>
                <button type="button" class="text-button" on:click=delete>
                    {settings.delete}
                </button>
            </td>
        </tr>
    }
}

fn people_of(ledger: &Ledger, office: OfficeId) -> usize {
    ledger.enrolled(ledger.settings.reference()).filter(|person| person.office == office).count()
}

/// A name that no office has yet.
fn free_name(ledger: &Ledger, word: &str) -> String {
    let taken = |name: &str| ledger.offices.values().any(|office| office.name == name);
    let mut names = (1_u32..).map(|number| format!("{word} {number}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// Own office and those below.
#[component]
pub fn OfficeSettings() -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let settings = &texts.settings;
    let below = workspace.select(|ledger| {
        let offices = ledger.offices_in_order().into_iter();
        let below = offices.filter(|office| office.id != ledger.settings.office);
        below.map(|office| office.id).collect::<Vec<_>>()
    });
    let add = move |_| {
        let mut ids = workspace.new_ids();
        editor.edit(Step::EditOffice(settings.new_office.to_owned()), |ledger| {
            ledger.add_office(Office {
                id: OfficeId::new(&mut ids),
                code: None,
                name: free_name(ledger, settings.new_office),
                kind: OfficeKind::Station,
                level: OfficeLevel::Station,
                parent: Some(ledger.settings.office),
                position: u32::try_from(ledger.offices.len()).unwrap_or(u32::MAX),
                extra: Extra::new(),
            })
        });
    };
    view! {
        <div class="set-body">
            <OwnOffice />
            <section>
                <div class="list-head">
                    <h2>{move || (settings.offices)(below.read().len())}</h2>
                    <button type="button" class="text-button push" on:click=add>
                        <IconView icon=Icon::Plus />
                        {settings.add_office}
                    </button>
                </div>
                <Show
                    when=move || !below.read().is_empty()
                    fallback=move || view! { <p class="quiet">{settings.no_offices}</p> }
                >
                    <table class="data-table set-table offices-table">
                        {table_head(&settings.office_columns, &[3])}
                        <tbody>
                            <For
                                each=move || below.get()
                                key=|id| *id
                                children=|id| view! { <OfficeRow id /> }
                            />
                        </tbody>
                    </table>
                </Show>
                <p class="note">{settings.office_note}</p>
            </section>
        </div>
    }
}
