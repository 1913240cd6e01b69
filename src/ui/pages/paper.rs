//! On paper: plans, notices and lists; the hours of an office, a person's training file, sign-in
//! sheets, statistics.

mod file;
mod hours_sheet;
mod plans;
mod sign_in;
mod statistics;

use leptos::prelude::*;

use crate::assessment::paper::{Sheet, row_height, sheets};
use crate::browser::location;
use crate::i18n::messages::Messages;
use crate::route::{Paper, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::editor::Editor;
use crate::ui::landscape::print_landscape;
use crate::ui::router::Router;

/// What is printed: one table over as many sheets as it takes, with what stands above and below.
struct Form {
    landscape: bool,
    title: String,
    /// Under the title: at the left, in the middle, at the right.
    meta: [String; 3],
    /// Above the table, on the first sheet, and its height in millimetres.
    top: (AnyView, f64),
    columns: Vec<Column>,
    /// A row with fewer cells than columns begins with a wide one.
    rows: Vec<Vec<String>>,
    /// The least height of a row in millimetres, and the class of the table that has it.
    least: (f64, &'static str),
    /// Below the last row, and its height in millimetres.
    end: (AnyView, f64),
    foot: String,
}

/// A column and its width in millimetres.
struct Column {
    head: String,
    width: f64,
    is_number: bool,
}

/// Rows that only a printer fills.
const PRINTED: (f64, &str) = (8.4, "form-table file-form");

fn column(head: impl Into<String>, width: f64) -> Column {
    Column { head: head.into(), width, is_number: false }
}

fn number(head: impl Into<String>, width: f64) -> Column {
    Column { head: head.into(), width, is_number: true }
}

impl Form {
    /// Where the rows fall.
    fn sheets(&self) -> Vec<(usize, usize)> {
        let heights: Vec<_> = self.rows.iter().map(|row| self.height(row)).collect();
        // A4 less margins, title and head.
        let (first, other) = if self.landscape { (153.0, 161.0) } else { (232.0, 242.0) };
        sheets(&heights, Sheet { first: first - self.top.1, other, end: self.end.1 })
    }

    fn height(&self, row: &[String]) -> f64 {
        let wide = self.columns.len() + 1 - row.len().clamp(1, self.columns.len());
        let (first, rest) = self.columns.split_at(wide);
        let widths = std::iter::once(first.iter().map(|column| column.width).sum())
            .chain(rest.iter().map(|column| column.width));
        row_height(self.least.0, row.iter().map(String::as_str).zip(widths))
    }

    /// The sheets as they are printed.
    fn view(self, parts: &[(usize, usize)], texts: &Messages) -> AnyView {
        let words = &texts.paper;
        let pages = parts.len();
        let (mut top, mut end) = (Some(self.top.0), Some(self.end.0));
        let class = if self.landscape { "paper" } else { "paper portrait" };
        let [left, middle, right] = &self.meta;
        let sheets = parts.iter().enumerate().map(|(at, (first, last))| {
            let title = if at == 0 {
                view! {
                    <h1>{self.title.clone()}</h1>
                    <div class="paper-meta">
                        <span>{left.clone()}</span>
                        <span>{middle.clone()}</span>
                        <span>{right.clone()}</span>
                    </div>
                    {top.take()}
                }
                .into_any()
            } else {
                view! {
                    <div class="paper-meta">
                        <span>{(words.more)(&self.title)}</span>
                        <span>{left.clone()}</span>
                    </div>
                }
                .into_any()
            };
            let rows = self.rows.get(*first..*last).unwrap_or_default();
            let rows = rows.iter().map(|row| paper_row(row, &self.columns));
            let widths = self.columns.iter().map(|column| column.width);
            let heads = self.columns.iter().map(|column| column.head.clone());
            let below = (at + 1 == pages).then(|| end.take());
            view! {
                <section class=class>
                    {title}
                    <table class=self.least.1>
                        <colgroup>
                            {widths
                                .map(|width| view! { <col style:width=format!("{width}mm") /> })
                                .collect_view()}
                        </colgroup>
                        <thead>
                            <tr>{heads.map(|head| view! { <th>{head}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                    {below}
                    <footer class="paper-foot">
                        <span>{self.foot.clone()}</span>
                        <span></span>
                        <span>{(words.page_of)(at + 1, pages)}</span>
                    </footer>
                </section>
            }
        });
        sheets.collect_view().into_any()
    }
}

fn paper_row(row: &[String], columns: &[Column]) -> AnyView {
    let wide = columns.len() + 1 - row.len().clamp(1, columns.len());
    let cells = row.iter().enumerate().map(|(at, text)| {
        let is_wide = at == 0 && wide > 1;
        let column = if at == 0 { columns.first() } else { columns.get(at + wide - 1) };
        let is_number = !is_wide && column.is_some_and(|column| column.is_number);
        view! {
            <td class:n=is_number colspan=is_wide.then(|| wide.to_string())>
                {text.clone()}
            </td>
        }
    });
    view! { <tr class:area-row={wide > 1}>{cells.collect_view()}</tr> }.into_any()
}

/// A block of signatures: rows of a label and room beside it, the last with a date.
fn signs(rows: Vec<Vec<&'static str>>, date: &'static str) -> AnyView {
    let rows = rows.into_iter().map(|labels| {
        let count = labels.len();
        let cells = labels.into_iter().enumerate().map(|(at, label)| {
            let is_last = at + 1 == count;
            view! {
                <th>{label}</th>
                <td class:date=is_last>{is_last.then_some(date)}</td>
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="sign-block">
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
pub fn PaperPage(paper: Paper) -> impl IntoView {
    let editor = Editor::here();
    let texts = editor.texts;
    let words = &texts.paper;
    let router = Router::here();
    let form = match paper {
        Paper::Sheet(office) => hours_sheet::form(editor, office),
        Paper::File(person) => file::form(editor, person),
        Paper::Batch(_) | Paper::Class(_) => sign_in::form(editor, paper),
        Paper::Statistics => Some(statistics::form(editor)),
        Paper::Plan(plan) => plans::plan(editor, plan),
        Paper::Notice(batch) => plans::batch_notice(editor, batch),
        Paper::ClassNotice(class) => plans::class_notice(editor, class),
        Paper::Group(group) => plans::group(editor, group),
    };
    let (back, crumb) = match paper {
        Paper::Plan(_) | Paper::Notice(_) | Paper::ClassNotice(_) => {
            (Route::Plans, texts.plan.title)
        }
        Paper::Group(_) => (Route::Groups(None), texts.groups.title),
        _ => (Route::Hours(None), texts.hours.title),
    };
    let offices = matches!(paper, Paper::Sheet(_)).then(|| {
        let ledger = editor.workspace.ledger_untracked();
        let options = ledger.offices_in_order().into_iter().map(|office| {
            let is_chosen = paper == Paper::Sheet(office.id);
            view! {
                <option value=office.id.to_string() selected=is_chosen>
                    {office.name.clone()}
                </option>
            }
        });
        view! {
            <select
                class="field"
                aria-label=words.office
                on:change:target=move |event| {
                    if let Some(id) = crate::model::id::OfficeId::parse(&event.target().value()) {
                        router.go(&Route::Paper(Paper::Sheet(id)));
                    }
                }
            >
                {options.collect_view()}
            </select>
        }
    });
    let Some(form) = form else {
        return view! {
            <main class="page paper-page">
                <Empty title=words.gone text="" />
            </main>
        }
        .into_any();
    };
    if form.landscape {
        // The sheets have margins of their own.
        print_landscape("0");
    }
    let parts = form.sheets();
    let about = (words.about)(form.landscape, parts.len());
    let title = form.title.clone();
    view! {
        <main class="page paper-page">
            <div class="page-head no-print">
                <a class="crumb" href=back.href()>
                    {crumb}
                </a>
                <h1>{title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    {offices}
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| location::print()
                    >
                        <IconView icon=Icon::Print />
                        {words.print}
                    </button>
                </div>
            </div>
            <div class="papers">{form.view(&parts, texts)}</div>
        </main>
    }
    .into_any()
}
