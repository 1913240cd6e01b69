//! The table of hours: target, forms, recognised, planned, year's end and shortfall.

use leptos::prelude::*;

use super::year::{Filter, Row, Sort};
use super::{Page, plain};
use crate::model::course::TrainingForm;
use crate::model::hours::QuarterHours;
use crate::model::id::PersonId;
use crate::planning::hours::TargetState;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::meter::Meter;
use crate::ui::components::windowed::RowWindow;
use crate::ui::editor::Editor;

/// Height of a row in pixels, as in the style sheet.
const ROW: f64 = 32.0;
/// The target stands at this percentage of a bar, so that more than the target can be seen.
const TICK: f64 = 76.0;

fn or_dash(hours: QuarterHours) -> String {
    if hours == QuarterHours(0) { "—".to_owned() } else { hours.to_string() }
}

/// What stands in the place of a table while the roster is empty.
#[component]
pub fn NoPeople() -> impl IntoView {
    let roster = &Editor::here().texts.roster;
    view! {
        <Empty title=roster.empty_title text=roster.empty_text>
            <a class="button primary" href=Route::RosterImport.href()>
                {roster.import}
            </a>
        </Empty>
    }
}

#[component]
pub fn HoursTable(
    page: Page,
    rows: Memo<Vec<Row>>,
    opened: Memo<Option<PersonId>>,
    filter: Filter,
) -> impl IntoView {
    let words = &page.editor.texts.hours;
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(rows.with(Vec::len)));
    let above = move || window.pixels(range.get().0);
    let below = move || window.pixels(rows.with(Vec::len).saturating_sub(range.get().1));
    let head = move |label: &'static str, sort: Sort, num: bool| {
        let current = move || filter.sort.get() == sort;
        view! {
            <th class:num=num aria-sort=move || current().then_some("descending")>
                <button type="button" class="sort" on:click=move |_| filter.sort.set(sort)>
                    {label}
                    <Show when=current>
                        <IconView icon=Icon::Down />
                    </Show>
                </button>
            </th>
        }
    };
    let forms = TrainingForm::KNOWN
        .iter()
        .map(|form| view! { <th class="num wide-only">{(words.form)(form)}</th> })
        .collect_view();
    view! {
        <div
            class="table-frame is-list"
            node_ref=window.frame
            on:scroll=move |_| window.measure()
        >
            <table class="data-table hours-table">
                <thead>
                    <tr>
                        {head(words.name, Sort::Name, false)}
                        {head(words.office, Sort::Office, false)}
                        <th class="num wide-only">{words.target}</th>
                        {forms}
                        <th class="num">{words.recognised}</th>
                        <th class="num wide-only">{words.planned}</th>
                        <th class="bar-cell"></th>
                        <th class="num wide-only">{words.year_end}</th>
                        {head(words.shortfall, Sort::Shortfall, true)}
                    </tr>
                </thead>
                <tbody>
                    <tr class="spacer" style:height=above></tr>
                    <For
                        each=move || {
                            let rows = rows.read();
                            let (first, last) = range.get();
                            rows.get(first..last).unwrap_or_default().to_vec()
                        }
                        key=|row| row.clone().person
                        children=move |row| view! { <Line rows row opened page /> }
                    />
                    <tr class="spacer" style:height=below></tr>
                </tbody>
            </table>
            {move || {
                let has_people = page.editor.workspace.ledger().people().next().is_some();
                match (rows.with(Vec::is_empty), has_people) {
                    (false, _) => ().into_any(),
                    (true, true) => view! { <Empty title=words.none_found text="" /> }.into_any(),
                    (true, false) => view! { <NoPeople /> }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn Line(
    rows: Memo<Vec<Row>>,
    row: Row,
    opened: Memo<Option<PersonId>>,
    page: Page,
) -> impl IntoView {
    let person = row.person;
    let (name, office) = (row.name.clone(), row.office.clone());
    // The row follows its person; its place in the list may change meanwhile.
    let row = Memo::new(move |known: Option<&Row>| {
        rows.with(|rows| rows.iter().find(|row| row.person == person).cloned())
            .or_else(|| known.cloned())
            .unwrap_or_else(|| row.clone())
    });
    let target = Memo::new(move |_| {
        row.with(|row| row.hours.targets.first().cloned()).unwrap_or_else(|| TargetState {
            id: String::new(),
            target: QuarterHours(0),
            due: QuarterHours(0),
            earlier: QuarterHours(0),
            recognised: row.with(|row| row.hours.recognised()),
            planned: row.with(|row| row.hours.planned_hours()),
        })
    });
    let status = move || {
        let ledger = page.editor.workspace.ledger();
        let person = ledger.person(person)?;
        let status = person.status_at(page.editor.workspace.today());
        (status != crate::model::status::DutyStatus::OnPost)
            .then(|| (page.editor.texts.model.status)(&status))
    };
    let share = move |hours: QuarterHours| {
        let target = f64::from(target.get().due.0.max(1));
        TICK * f64::from(hours.0) / target
    };
    // The largest shortfall, with the name of its target where that is not the one of the columns.
    let shortfall = Memo::new(move |_| row.with(|row| row.hours.shortfall()));
    let other_target = move || {
        let short = shortfall.get();
        if short == target.get().shortfall() {
            return None;
        }
        let ledger = page.editor.workspace.ledger();
        row.with(|row| {
            let worst = row.hours.targets.iter().find(|target| target.shortfall() == short)?;
            let targets = &ledger.packs.hours.targets;
            targets.iter().find(|target| target.id == worst.id).map(|target| target.name.clone())
        })
    };
    let forms = TrainingForm::KNOWN
        .into_iter()
        .map(|form| {
            view! {
                <td class="num wide-only">
                    {move || or_dash(row.with(|row| row.hours.of_form(&form)))}
                </td>
            }
        })
        .collect_view();
    view! {
        <tr class:is-open=move || opened.get() == Some(person)>
            <td>
                <a class="name" href=Route::Hours(Some(person)).href()>
                    {name}
                </a>
                <span class="note">{status}</span>
            </td>
            <td>{office}</td>
            <td class="num wide-only">{move || plain(target.get().due)}</td>
            {forms}
            <td class="num">
                <a class="plain" href=Route::Hours(Some(person)).href()>
                    <b>{move || target.get().reached().to_string()}</b>
                </a>
            </td>
            <td class="num quiet wide-only">{move || or_dash(target.get().planned)}</td>
            <td class="bar-cell">
                <Meter
                    part=Signal::derive(move || share(target.get().reached()))
                    planned=Signal::derive(move || share(target.get().planned))
                    target=TICK
                />
            </td>
            <td class="num wide-only">{move || target.get().projected().to_string()}</td>
            <td class="num" class:is-warn=move || { shortfall.get() > QuarterHours(0) }>
                <span class="note">{other_target}</span>
                {move || match shortfall.get() {
                    QuarterHours(0) => view! { <span class="quiet">"0"</span> }.into_any(),
                    hours => view! { <b>{format!("−{hours}")}</b> }.into_any(),
                }}
            </td>
        </tr>
    }
}
