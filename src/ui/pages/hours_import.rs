//! Import of hours of other systems: a file or pasted cells, then every row with what becomes of
//! it, and only then a write, which one undo takes back.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::interchange::hours::layout::{Layout, find};
use crate::interchange::hours::proposal::{
    Fault, HourRow, HoursProposal, Outcome, Settled, propose,
};
use crate::interchange::hours::words::{HourField, HourWords};
use crate::interchange::table::Workbook;
use crate::model::course::TrainingForm;
use crate::model::id::PersonId;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::more::MoreActions;
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::table_head::table_head;
use crate::ui::components::windowed::RowWindow;
use crate::ui::editor::Editor;
use crate::ui::file_source::FileSource;
use crate::ui::pages::hours::plain;
use crate::ui::people::PersonPicker;
use crate::ui::router::Router;

/// Height of a row in pixels, as in the style sheet.
const ROW: f64 = 32.0;

/// What was read, how its columns are taken, and what was settled by hand.
#[derive(Clone, PartialEq)]
struct Source {
    workbook: Arc<Workbook>,
    layout: Layout,
    form: TrainingForm,
    people: BTreeMap<usize, Option<PersonId>>,
}

#[component]
pub fn HoursImportPage() -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, toaster, texts } = editor;
    let words = &texts.hours_import;
    let router = Router::here();
    let source = RwSignal::new(None::<Source>);
    let proposal = Memo::new(move |_| {
        let ledger = workspace.ledger();
        source.with(|source| {
            let source = source.as_ref()?;
            let sheet = source.workbook.sheets.get(source.layout.sheet)?;
            let settled =
                Settled { today: workspace.today(), form: &source.form, people: &source.people };
            let ids = &mut workspace.new_ids();
            Some(Arc::new(propose(sheet, &source.layout, &ledger, &settled, ids)))
        })
    });
    let counts = Memo::new(move |_| {
        let of = |proposal: &Arc<HoursProposal>| {
            let [new, changed, same] = [Outcome::New, Outcome::Changed, Outcome::Same]
                .map(|outcome| proposal.count(outcome));
            let held = proposal.rows.iter().filter(|row| is_held(row)).count();
            (new, changed, same, held, proposal.sessions())
        };
        proposal.with(|proposal| proposal.as_ref().map(of).unwrap_or_default())
    });
    let on_read = Callback::new(move |(_, workbook): (String, Workbook)| {
        let Some(layout) = find(&workbook, &HourWords::built_in()) else {
            return Some(words.no_list.to_owned());
        };
        source.set(Some(Source {
            workbook: Arc::new(workbook),
            layout,
            form: TrainingForm::Online,
            people: BTreeMap::new(),
        }));
        None
    });
    let write = move |_| {
        let Some(proposal) = proposal.get_untracked() else { return };
        let (new, changed, _, _, classes) = counts.get_untracked();
        let rows = new + changed;
        let step = Step::ImportHours { rows };
        match workspace.edit_with_restore_point(step, |ledger| proposal.apply(ledger)) {
            Ok(()) => {
                let back = move || workspace.undo();
                toaster.say_with((words.done)(rows, classes), texts.shell.take_back, back);
                router.go(&Route::Hours(None));
            }
            Err(rejection) => toaster.refuse((texts.model.rejection)(&rejection)),
        }
    };
    let writable = move || counts.with(|(.., classes)| *classes > 0);
    view! {
        <main class="page import-page is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Hours(None).href()>
                    {texts.hours.title}
                </a>
                <h1>{words.title}</h1>
                <div class="actions">
                    <Show when=move || source.read().is_some()>
                        <MoreActions>
                            <button type="button" class="button" on:click=move |_| source.set(None)>
                                {texts.roster_import.other_file}
                            </button>
                        </MoreActions>
                        <button
                            type="button"
                            class="button primary"
                            disabled=move || !writable()
                            on:click=write
                        >
                            {move || {
                                let (new, changed, _, _, classes) = counts.get();
                                if writable() {
                                    (words.write)(new + changed, classes)
                                } else {
                                    words.nothing.to_owned()
                                }
                            }}
                        </button>
                    </Show>
                </div>
            </div>
            <Show
                when=move || source.read().is_some()
                fallback=move || view! { <FileSource on_read drop=words.drop how=words.how /> }
            >
                <Columns editor source />
                <Rows editor source proposal counts=move || {
                    let (new, changed, same, held, _) = counts.get();
                    (words.counts)(new, changed, same, held)
                } />
            </Show>
        </main>
    }
}

/// Does somebody have to look at the row?
fn is_held(row: &HourRow) -> bool {
    !matches!(row.outcome, Ok(_) | Err(Fault::Skipped))
}

/// What each column is taken for, and what training is where no row says it.
#[component]
fn Columns(editor: Editor, source: RwSignal<Option<Source>>) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.hours_import;
    let fields = StoredValue::new(
        HourWords::built_in().fields.iter().map(|entry| entry.field).collect::<Vec<_>>(),
    );
    let columns =
        move || source.with(|source| source.as_ref().map(|source| source.layout.columns.clone()));
    let column = move |at: usize, heading: String, taken: Option<HourField>| {
        let options = fields.with_value(|fields| {
            let option = |(place, field): (usize, &HourField)| {
                let is_it = taken == Some(*field);
                view! {
                    <option value=place.to_string() selected=is_it>
                        {(words.field)(*field)}
                    </option>
                }
            };
            fields.iter().enumerate().map(option).collect_view()
        });
        view! {
            <label class="taken">
                <span class="note">{heading}</span>
                <select
                    class="field small"
                    on:change:target=move |event| {
                        let place = event.target().value().parse::<usize>().ok();
                        let field = place
                            .and_then(|place| fields.with_value(|all| all.get(place).copied()));
                        source.update(|source| {
                            let Some(source) = source else { return };
                            for (index, column) in source.layout.columns.iter_mut().enumerate() {
                                if index == at {
                                    column.1 = field;
                                } else if column.1 == field {
                                    column.1 = None;
                                }
                            }
                        });
                    }
                >
                    <option value="" selected=taken.is_none()>
                        {words.ignored}
                    </option>
                    {options}
                </select>
            </label>
        }
    };
    let forms = TrainingForm::KNOWN.iter().enumerate().map(|(place, form)| {
        let is_it = *form == TrainingForm::Online;
        view! {
            <option value=place.to_string() selected=is_it>
                {(texts.model.form)(form)}
            </option>
        }
    });
    view! {
        <div class="toolbar taken-columns">
            {move || {
                let columns = columns().unwrap_or_default().into_iter().enumerate();
                columns.map(|(at, (heading, taken))| column(at, heading, taken)).collect_view()
            }}
            <label class="taken">
                <span class="note">{words.default_form}</span>
                <select
                    class="field small"
                    on:change:target=move |event| {
                        let place = event.target().value().parse::<usize>().unwrap_or_default();
                        source.update(|source| {
                            if let (Some(source), Some(form)) =
                                (source, TrainingForm::KNOWN.get(place))
                            {
                                source.form = form.clone();
                            }
                        });
                    }
                >
                    {forms.collect_view()}
                </select>
            </label>
        </div>
    }
}

#[component]
fn Rows(
    editor: Editor,
    source: RwSignal<Option<Source>>,
    proposal: Memo<Option<Arc<HoursProposal>>>,
    #[prop(into)] counts: Signal<String>,
) -> impl IntoView {
    let words = &editor.texts.hours_import;
    let only_held = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let only_held = only_held.get();
        proposal.with(|proposal| {
            let rows = proposal.iter().flat_map(|proposal| &proposal.rows);
            rows.filter(|row| !only_held || is_held(row)).cloned().collect::<Vec<_>>()
        })
    });
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(shown.with(Vec::len)));
    let above = move || window.pixels(range.get().0);
    let below = move || window.pixels(shown.with(Vec::len).saturating_sub(range.get().1));
    view! {
        <div class="toolbar">
            <button
                type="button"
                class="chip"
                class:is-set=only_held
                aria-pressed=move || only_held.get().to_string()
                on:click=move |_| only_held.update(|only| *only = !*only)
            >
                {words.only_held}
            </button>
            <span class="push found">{counts}</span>
        </div>
        <div class="table-frame" node_ref=window.frame on:scroll=move |_| window.measure()>
            <table class="data-table hours-import-table">
                {table_head(&words.columns, &[0, 5])}
                <tbody>
                    <tr class="spacer" style:height=above></tr>
                    {move || {
                        let rows = shown.read();
                        let (first, last) = range.get();
                        let rows = rows.get(first..last).unwrap_or_default().iter();
                        rows.map(|row| line(editor, source, row)).collect_view()
                    }}
                    <tr class="spacer" style:height=below></tr>
                </tbody>
            </table>
        </div>
    }
}

fn line(editor: Editor, source: RwSignal<Option<Source>>, row: &HourRow) -> AnyView {
    let texts = editor.texts;
    let words = &texts.hours_import;
    let (state, word) = match &row.outcome {
        Ok(Outcome::New) => (State::Good, words.new.to_owned()),
        Ok(Outcome::Changed) => (State::Good, words.changed.to_owned()),
        Ok(Outcome::Same) => (State::Idle, words.same.to_owned()),
        Err(Fault::Nobody) => (State::Bad, words.nobody.to_owned()),
        Err(Fault::Several(_)) => (State::Warn, words.several.to_owned()),
        Err(Fault::MissingTitle) => (State::Bad, words.missing_title.to_owned()),
        Err(Fault::BadDate) => (State::Bad, words.bad_date.to_owned()),
        Err(Fault::NotYet) => (State::Bad, words.not_yet.to_owned()),
        Err(Fault::BadHours) => (State::Bad, words.bad_hours.to_owned()),
        Err(Fault::Repeats(row)) => (State::Warn, (words.repeats)(*row)),
        Err(Fault::Skipped) => (State::NotApplicable, words.skipped.to_owned()),
    };
    let number = row.row;
    let settle = move |person: Option<PersonId>| {
        source.update(|source| {
            if let Some(source) = source {
                source.people.insert(number, person);
            }
        });
    };
    let among = match &row.outcome {
        Err(Fault::Several(people)) => Some(people.clone()),
        Err(Fault::Nobody) => {
            let ledger = editor.workspace.ledger_untracked();
            Some(ledger.people().map(|person| person.id).collect())
        }
        _ => None,
    };
    let chooser = among.map(|among| {
        let among = Signal::stored(among);
        view! {
            <PersonPicker
                placeholder=words.find
                among
                on_choose=Callback::new(move |person| settle(Some(person)))
            />
        }
    });
    let skip = is_held(row).then(|| {
        view! {
            <button type="button" class="text-button" on:click=move |_| settle(None)>
                {words.skip}
            </button>
        }
    });
    let part = row.part.as_ref();
    let range = texts.format.range;
    view! {
        <tr>
            <td class="num">{number}</td>
            <td>{row.name.clone()}</td>
            <td>{row.office.clone()}</td>
            <td>{part.map(|part| part.title.clone())}</td>
            <td>{part.map(|part| range(part.start, part.end))}</td>
            <td class="num">{part.map(|part| plain(part.hours))}</td>
            <td>
                <div class="outcome">
                    <Sign state word />
                    {chooser}
                    {skip}
                </div>
            </td>
        </tr>
    }
    .into_any()
}
