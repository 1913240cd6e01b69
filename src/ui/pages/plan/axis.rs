//! The time axis over the board: when the batches are, and which column is whose.

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::board_rows::Head;
use super::rotation::Rotation;

/// The months that the batches lie in.
struct Axis {
    first: Date,
    last: Date,
}

impl Axis {
    fn of(heads: &[Head]) -> Option<Self> {
        let first = heads.iter().map(|head| head.batch.start).min()?.first_of_month();
        let last = heads.iter().map(|head| head.batch.end).max()?.last_of_month();
        Some(Self { first, last })
    }

    /// Where a day begins, in percent of the axis.
    fn place(&self, day: Date) -> f64 {
        let days = |from: Date, to: Date| f64::from((to - from).get_days());
        100.0 * days(self.first, day) / (days(self.first, self.last) + 1.0)
    }

    fn months(&self) -> Vec<Date> {
        let later = |month: &Date| {
            let next = month.saturating_add(1.month());
            (next <= self.last).then_some(next)
        };
        std::iter::successors(Some(self.first), later).collect()
    }
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

/// The first row of the board. It says nothing that the heads do not say in words.
#[component]
pub fn AxisStrip(rotation: Rotation, heads: Memo<Vec<Head>>) -> impl IntoView {
    let texts = rotation.page.editor.texts;
    let today = rotation.page.editor.workspace.today();
    let drawing = move || {
        let heads = heads.get();
        let axis = Axis::of(&heads)?;
        let months = axis.months().into_iter().map(|month| {
            let name = texts.home.months.get(usize::from(month.month().unsigned_abs()) - 1);
            let x = percent(axis.place(month));
            view! {
                <line x1=x.clone() x2=x.clone() y1="2" y2="20"></line>
                <text x=x dx="4" y="11">
                    {name.copied()}
                </text>
            }
        });
        let columns = heads.len() as f64;
        let batches = heads.iter().enumerate().map(|(index, head)| {
            let (from, to) = (axis.place(head.batch.start), axis.place(head.batch.end));
            let to = to + 100.0 / (f64::from((axis.last - axis.first).get_days()) + 1.0);
            let column = 100.0 * (index as f64 + 0.5) / columns;
            let class = if head.done { "done" } else { "batch" };
            view! {
                <rect class=class x=percent(from) y="14" width=percent(to - from) height="6"></rect>
                <line
                    class="lead"
                    x1=percent((from + to) / 2.0)
                    y1="21"
                    x2=percent(column)
                    y2="44"
                ></line>
            }
        });
        let now = (axis.first <= today && today <= axis.last).then(|| {
            let x = percent(axis.place(today));
            view! {
                <line class="now" x1=x.clone() x2=x.clone() y1="4" y2="20"></line>
                <text class="now" x=x dx="4" y="11">
                    {texts.home.today}
                </text>
            }
        });
        Some(view! {
            <td colspan=heads.len().to_string()>
                <svg class="axis-strip" height="44" aria-hidden="true">
                    <g class="months">{months.collect_view()}</g>
                    <line class="line" x1="0" x2="100%" y1="20.5" y2="20.5"></line>
                    {batches.collect_view()}
                    {now}
                </svg>
            </td>
        })
    };
    view! {
        <tr class="strip">
            <th class="note">{texts.plan.axis}</th>
            {drawing}
        </tr>
    }
}
