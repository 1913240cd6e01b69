//! Tab 班次: the classes and batches that are recorded, the newest first; each opens its record.

use leptos::prelude::*;

use super::recording::Recording;
use super::{Page, plain};
use crate::browser::pinyin;
use crate::i18n::format::NOTHING;
use crate::model::hours::Session;
use crate::model::id::SessionId;
use crate::planning::records::sessions_of_year;
use crate::ui::components::empty::Empty;
use crate::ui::components::find::FindField;
use crate::ui::components::table_head::table_head;
use crate::ui::components::windowed::RowWindow;

/// Height of a row in pixels, as in the style sheet.
const ROW: f64 = 32.0;

/// One line.
#[derive(Clone, PartialEq)]
struct Line {
    id: SessionId,
    days: String,
    title: String,
    form: String,
    kind: Option<String>,
    hours: String,
    present: usize,
    people: usize,
}

fn is_found(session: &Session, wanted: &str) -> bool {
    let fields = [&session.title, &session.place, &session.trainer];
    fields.iter().any(|field| field.to_lowercase().contains(wanted))
        || pinyin::initials(&session.title).starts_with(wanted)
}

#[component]
pub fn SessionsTab(page: Page) -> impl IntoView {
    let workspace = page.editor.workspace;
    let texts = page.editor.texts;
    let words = &texts.attendance;
    let find = RwSignal::new(String::new());
    let all = workspace.select(|ledger| sessions_of_year(ledger).len());
    let shown = Memo::new(move |_| {
        let wanted = find.get().trim().to_lowercase();
        let ledger = workspace.ledger();
        let sessions = sessions_of_year(&ledger).into_iter();
        let sessions = sessions.filter(|session| is_found(session, &wanted));
        sessions
            .map(|session| Line {
                id: session.id,
                days: (texts.format.range)(session.start, session.end),
                title: session.title.clone(),
                form: (texts.model.form)(&session.form),
                kind: session.kind.as_ref().map(texts.model.training_kind),
                hours: plain(session.hours),
                present: session.present(),
                people: session.attendance.len(),
            })
            .collect::<Vec<_>>()
    });
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(shown.with(Vec::len)));
    let above = move || window.pixels(range.get().0);
    let below = move || window.pixels(shown.with(Vec::len).saturating_sub(range.get().1));
    let rows = move || {
        let lines = shown.read();
        let (first, last) = range.get();
        let lines = lines.get(first..last).unwrap_or_default().iter();
        lines.map(|line| row(page, line.clone())).collect_view()
    };
    let empty = move || match (all.get(), shown.with(Vec::is_empty)) {
        (0, _) => view! {
            <Empty title=words.no_sessions text=words.no_sessions_text>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| page.recording.set(Some(Recording::new(page)))
                >
                    {texts.hours.record}
                </button>
            </Empty>
        }
        .into_any(),
        (_, true) => view! { <Empty title=words.no_session_found text="" /> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="split">
            <div class="region main">
                <div class="toolbar">
                    <FindField label=words.find_session text=find />
                    <span class="push found">{move || (words.sessions_found)(all.get())}</span>
                </div>
                <div
                    class="table-frame"
                    node_ref=window.frame
                    on:scroll=move |_| window.measure()
                >
                    <table class="data-table session-table">
                        {table_head(&words.session_columns, &[4, 5, 6, 7])}
                        <tbody>
                            <tr class="spacer" style:height=above></tr>
                            {rows}
                            <tr class="spacer" style:height=below></tr>
                        </tbody>
                    </table>
                    {empty}
                </div>
            </div>
        </div>
    }
}

fn row(page: Page, line: Line) -> impl IntoView {
    let missing = line.people - line.present;
    view! {
        <tr>
            <td>{line.days}</td>
            <td>
                <button
                    type="button"
                    class="plain"
                    on:click=move |_| page.open(line.id)
                >
                    <b>{line.title}</b>
                </button>
            </td>
            <td>{line.form}</td>
            <td>{line.kind.unwrap_or_else(|| NOTHING.to_owned())}</td>
            <td class="num">{line.hours}</td>
            <td class="num">{line.present}</td>
            <td class="num" class:is-warn={missing > 0}>
                {missing}
            </td>
            <td class="num">{line.people}</td>
        </tr>
    }
}
