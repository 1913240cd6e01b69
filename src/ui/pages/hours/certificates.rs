//! Tab 证书: enforcement certificates and those of classes, by expiry.

use leptos::prelude::*;

use super::Page;
use crate::browser::pinyin;
use crate::i18n::format::birth;
use crate::model::id::{PersonId, SessionId};
use crate::planning::certificates::{Expiry, certificates, expiry, is_due};
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::find::FindField;
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::table_head::table_head;
use crate::ui::components::windowed::RowWindow;
use crate::ui::words::office_words;

/// Height of a row in pixels, as in the style sheet.
const ROW: f64 = 32.0;

/// One line.
#[derive(Clone, PartialEq)]
struct Line {
    person: PersonId,
    name: String,
    office: String,
    session: Option<(SessionId, String)>,
    number: String,
    until: String,
    expiry: Expiry,
    is_due: bool,
}

impl Line {
    /// By name, pinyin initials, class or number.
    fn is_found(&self, wanted: &str) -> bool {
        let class = self.session.as_ref().map(|(_, title)| title);
        let mut fields = [Some(&self.name), Some(&self.number), class].into_iter().flatten();
        fields.any(|field| field.to_lowercase().contains(wanted))
            || pinyin::initials(&self.name).starts_with(wanted)
    }
}

#[component]
pub fn CertificatesTab(page: Page) -> impl IntoView {
    let workspace = page.editor.workspace;
    let words = &page.editor.texts.attendance;
    let only_due = RwSignal::new(false);
    let find = RwSignal::new(String::new());
    let today = workspace.today();
    let lines = workspace.select(move |ledger| {
        certificates(ledger, ledger.settings.reference())
            .into_iter()
            .map(|held| Line {
                person: held.person.id,
                name: held.person.name.clone(),
                office: office_words(held.person.office, ledger),
                session: held.session.map(|session| (session.id, session.title.clone())),
                number: held.certificate.number.clone(),
                until: held.certificate.expiry.map(birth).unwrap_or_default(),
                expiry: expiry(held.certificate, today),
                is_due: is_due(held.certificate, ledger.settings.reference()),
            })
            .collect::<Vec<_>>()
    });
    let due = move || lines.with(|lines| lines.iter().filter(|line| line.is_due).count());
    let shown = Memo::new(move |_| {
        let only_due = only_due.get();
        let wanted = find.get().trim().to_lowercase();
        let lines = lines.get().into_iter().filter(|line| !only_due || line.is_due);
        lines.filter(|line| line.is_found(&wanted)).collect::<Vec<_>>()
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
    view! {
        <div class="split">
            <div class="region main">
                <div class="toolbar">
                    <FindField label=words.find_certificate text=find />
                    <button
                        type="button"
                        class="chip"
                        class:is-set=only_due
                        title=words.to_renew_about
                        aria-pressed=move || only_due.get().to_string()
                        on:click=move |_| only_due.update(|only| *only = !*only)
                    >
                        {move || (words.to_renew)(due())}
                    </button>
                </div>
                <div
                    class="table-frame"
                    node_ref=window.frame
                    on:scroll=move |_| window.measure()
                >
                    <table class="data-table certificate-table">
                        {table_head(&words.columns, &[])}
                        <tbody>
                            <tr class="spacer" style:height=above></tr>
                            {rows}
                            <tr class="spacer" style:height=below></tr>
                        </tbody>
                    </table>
                    <Show when=move || lines.with(Vec::is_empty)>
                        <Empty title=words.no_certificates text=words.no_certificates_text />
                    </Show>
                    <Show when=move || shown.with(Vec::is_empty) && !lines.with(Vec::is_empty)>
                        <Empty title=words.no_certificate_found text="" />
                    </Show>
                </div>
            </div>
        </div>
    }
}

fn row(page: Page, line: Line) -> impl IntoView {
    let words = &page.editor.texts.attendance;
    let (state, word) = match line.expiry {
        Expiry::Expired => (State::Bad, words.expired.to_owned()),
        Expiry::Soon(days) => (State::Warn, (words.soon)(days)),
        Expiry::Valid => (State::Good, words.valid.to_owned()),
        Expiry::Open => (State::Idle, words.open.to_owned()),
    };
    let given_by = match line.session {
        None => words.enforcement.into_any(),
        Some((id, title)) => view! {
            <button type="button" class="text-button" on:click=move |_| page.open(id)>
                {title}
            </button>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td>
                <a class="name" href=Route::Roster(Some(line.person)).href()>
                    {line.name}
                </a>
            </td>
            <td>{line.office}</td>
            <td>{given_by}</td>
            <td>{line.number}</td>
            <td>{line.until}</td>
            <td>
                <Sign state word />
            </td>
        </tr>
    }
}
