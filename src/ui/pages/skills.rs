//! 能力: people × post business, judged by keyboard, by mouse, by paste, or for a class at once.

mod class;
mod paste;
mod side;
mod table;

use std::collections::BTreeSet;

use leptos::prelude::*;

use self::class::ClassDialog;
use self::paste::PasteDialog;
use self::side::Side;
use self::table::SkillTable;
use crate::browser::pinyin;
use crate::grouping::axis::values;
use crate::i18n::messages::Messages;
use crate::model::group::Axis;
use crate::model::id::{OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::skill::{Appraiser, Mark, Skill};
use crate::model::step::Step;
use crate::order::Order as _;
use crate::planning::competence::Competence;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::find::FindField;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::editor::Editor;
use crate::ui::pages::hours::HoursTabs;
use crate::ui::words::value_words;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    competence: Memo<Competence>,
    /// The posts that are columns, by code.
    columns: Memo<Vec<String>>,
    rows: Memo<Vec<Row>>,
    /// Who judges.
    by: RwSignal<Appraiser>,
    /// What a click writes, if anything; nothing inside for 未评.
    brush: RwSignal<Option<Option<Skill>>>,
    /// The cell with the focus.
    cursor: RwSignal<Option<(PersonId, Option<String>)>>,
    /// What is pasted, while its dialog is open.
    pasting: RwSignal<Option<String>>,
}

impl Page {
    /// Writes cells as one step.
    fn write(self, marks: &[Mark]) -> bool {
        let step = Step::EditSkills { cells: marks.len() };
        let (by, today) = (self.by.get_untracked(), self.editor.workspace.today());
        self.editor.edit(step, |ledger| ledger.appraise(marks, &by, today)).is_some()
    }

    /// Writes many cells, and says so with a way back.
    fn write_aloud(self, marks: &[Mark]) -> bool {
        let step = Step::EditSkills { cells: marks.len() };
        let (by, today) = (self.by.get_untracked(), self.editor.workspace.today());
        self.editor.edit_aloud(step, |ledger| ledger.appraise(marks, &by, today)).is_some()
    }
}

/// One row of the table: the head of an office with its people, or a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Row {
    Office(OfficeId, usize),
    Person(PersonId),
}

/// Which people are shown.
#[derive(Clone, Copy)]
struct Filter {
    find: RwSignal<String>,
    offices: RwSignal<BTreeSet<String>>,
    posts: RwSignal<BTreeSet<String>>,
    only_unknown: RwSignal<bool>,
}

fn rows(ledger: &Ledger, filter: Filter) -> Vec<Row> {
    let find = filter.find.get().trim().to_lowercase();
    let (offices, only_unknown) = (filter.offices.get(), filter.only_unknown.get());
    let mut people: Vec<_> = ledger
        .enrolled(ledger.settings.reference())
        .filter(|person| {
            let found = find.is_empty()
                || person.name.contains(&find)
                || pinyin::initials(&person.name).starts_with(&find);
            let of_office = offices.is_empty() || offices.contains(&person.office.to_string());
            let unknown = || person.posts.iter().any(|post| person.appraisals(post).is_empty());
            found && of_office && (!only_unknown || unknown())
        })
        .collect();
    people.order_by_key(|person| {
        let office = ledger.offices.get(&person.office).map(|office| office.position);
        (office, person.office, person.position, person.id)
    });
    let mut rows = Vec::new();
    for of_office in people.chunk_by(|first, second| first.office == second.office) {
        let office = of_office.first().map(|person| person.office);
        rows.extend(office.map(|office| Row::Office(office, of_office.len())));
        rows.extend(of_office.iter().map(|person| Row::Person(person.id)));
    }
    rows
}

#[component]
pub fn SkillsPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.skills;
    let filter = Filter {
        find: RwSignal::new(String::new()),
        offices: RwSignal::new(BTreeSet::new()),
        posts: RwSignal::new(BTreeSet::new()),
        only_unknown: RwSignal::new(false),
    };
    let columns = Memo::new(move |_| {
        let chosen = filter.posts.get();
        let ledger = workspace.ledger();
        let posts = ledger.packs.posts.posts.iter().map(|post| post.code.clone());
        posts.filter(|code| chosen.is_empty() || chosen.contains(code)).collect::<Vec<_>>()
    });
    let page = Page {
        editor,
        competence: workspace.select(Competence::new),
        columns,
        rows: Memo::new(move |_| rows(&workspace.ledger(), filter)),
        by: RwSignal::new(Appraiser::Supervisor),
        brush: RwSignal::new(None),
        cursor: RwSignal::new(None),
        pasting: RwSignal::new(None),
    };
    let of_class = RwSignal::new(false);
    let about = workspace.select(move |ledger| {
        let reference = ledger.settings.reference();
        let posts = &ledger.packs.posts.posts;
        let judged: usize = ledger
            .enrolled(reference)
            .map(|person| posts.iter().filter(|post| !person.appraisals(&post.code).is_empty()))
            .map(Iterator::count)
            .sum();
        (words.about)(judged, ledger.enrolled(reference).count() * posts.len())
    });
    let choices = move |axis: Axis| {
        Signal::derive(move || {
            let ledger = workspace.ledger();
            values(&axis, &ledger)
                .into_iter()
                .filter(|value| !value.is_empty())
                .map(|value| Choice {
                    label: value_words(&axis, &value, &ledger, texts),
                    after: String::new(),
                    value,
                })
                .collect::<Vec<_>>()
        })
    };
    let has_people = workspace.select(|ledger| ledger.people().next().is_some());
    view! {
        <main class="page hours-page skills-page is-filled">
            <div class="page-head">
                <h1>{words.title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| of_class.set(true)>
                        {words.class}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| page.pasting.set(Some(String::new()))
                    >
                        <IconView icon=Icon::Paste />
                        {words.paste}
                    </button>
                </div>
            </div>
            <HoursTabs />
            <div class="split no-line">
                <div class="region main">
                    <div class="toolbar">
                        <FindField label=texts.hours.find text=filter.find />
                        <FilterChip
                            label=texts.hours.office
                            choices=choices(Axis::Office)
                            chosen=filter.offices
                            clear=texts.hours.clear
                        />
                        <FilterChip
                            label=words.posts
                            choices=choices(Axis::Post)
                            chosen=filter.posts
                            clear=texts.hours.clear
                        />
                        <button
                            type="button"
                            class="chip"
                            class:is-set=filter.only_unknown
                            aria-pressed=move || filter.only_unknown.get().to_string()
                            on:click=move |_| filter.only_unknown.update(|only| *only = !*only)
                        >
                            {words.only_unknown}
                        </button>
                        <Appraisers page />
                        <Brushes page />
                    </div>
                    <Show
                        when=move || has_people.get()
                        fallback=move || no_people(texts)
                    >
                        <SkillTable page />
                    </Show>
                    <div class="table-foot">
                        <span class="note">{words.keys}</span>
                        <span class="note push">{words.own_post}</span>
                    </div>
                </div>
                <Side page />
            </div>
            {move || {
                page.pasting.with(Option::is_some).then(|| view! { <PasteDialog page /> })
            }}
            <Show when=move || of_class.get()>
                <ClassDialog page open=of_class />
            </Show>
        </main>
    }
}

/// In place of a table of people, while there are none.
pub fn no_people(texts: &'static Messages) -> impl IntoView {
    let roster = &texts.roster;
    view! {
        <Empty title=roster.empty_title text=roster.empty_text>
            <a class="button primary" href=Route::RosterImport.href()>
                {roster.import}
            </a>
        </Empty>
    }
}

/// Who judges now.
#[component]
fn Appraisers(page: Page) -> impl IntoView {
    let words = &page.editor.texts.skills;
    let options = Appraiser::KNOWN.iter().enumerate().map(|(place, appraiser)| {
        view! { <option value=place.to_string()>{(words.appraiser)(appraiser)}</option> }
    });
    view! {
        <select
            class="field small"
            aria-label=words.by
            title=words.by
            on:change:target=move |event| {
                let place = event.target().value().parse::<usize>().ok();
                if let Some(by) = place.and_then(|place| Appraiser::KNOWN.get(place).cloned()) {
                    page.by.set(by);
                }
            }
        >
            {options.collect_view()}
        </select>
    }
}

/// What the levels look like and which key writes them; one that is pressed paints.
#[component]
fn Brushes(page: Page) -> impl IntoView {
    let words = &page.editor.texts.skills;
    let levels = Skill::KNOWN.into_iter().rev().map(Some).chain([None]);
    let buttons = levels.zip(["3", "2", "1", "0"]).map(|(skill, key)| {
        let label = skill.as_ref().map_or(words.unknown.to_owned(), words.skill);
        let class = table::class_of(skill.as_ref());
        let own = Some(skill);
        let pressed = own.clone();
        view! {
            <button
                type="button"
                class=class
                title=(words.paint)(&label)
                aria-pressed=move || (page.brush.get() == pressed).to_string()
                on:click=move |_| {
                    let own = own.clone();
                    page.brush.update(|brush| *brush = if *brush == own { None } else { own });
                }
            >
                {label.clone()}
                <kbd>{key}</kbd>
            </button>
        }
    });
    view! { <span class="choice-bar skill-key push">{buttons.collect_view()}</span> }
}
