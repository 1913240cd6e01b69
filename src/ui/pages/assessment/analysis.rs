//! 得分分析: the areas as bars, beside last time's on a radar, and the list of problems.

use std::sync::Arc;

use leptos::prelude::*;

use super::issue_table::{IssueTable, IssuesHead};
use super::score_bar::ScoreBar;
use super::{Head, Page};
use crate::assessment::analysis::{AreaBar, Point, Radar, bars, runs};
use crate::assessment::issues::{Issue, issues, previous};
use crate::assessment::scoring::official;
use crate::i18n::format::{NOTHING, points, share};
use crate::i18n::messages::Messages;
use crate::model::assessment::{Assessment, Column};
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::score::Hundredths;
use crate::route::{AssessmentView, Route};
use crate::ui::table_actions::TableActions;

/// A form as it is analysed: by its official result.
#[derive(Clone, PartialEq)]
pub(super) struct Analysed {
    pub id: AssessmentId,
    pub title: String,
    pub year: i16,
    pub column: Column,
    pub bars: Vec<AreaBar>,
    pub issues: Vec<Issue>,
    /// Is anything answered?
    pub begun: bool,
}

impl Analysed {
    fn new(ledger: &Ledger, form: &Assessment) -> Option<Self> {
        let standard = ledger.standard_of(form)?;
        let (column, scored) = official(standard, form).ok()?;
        Some(Self {
            id: form.id,
            title: form.title.clone(),
            year: form.year,
            column,
            bars: bars(standard, &scored),
            issues: issues(standard, form, column, &scored),
            begun: scored.answered > 0 || scored.vetoed,
        })
    }
}

#[component]
pub(super) fn AnalysisView(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.analysis;
    let workspace = page.editor.workspace;
    let now = workspace.select(move |ledger| {
        let form = ledger.assessments.get(&page.id)?;
        Analysed::new(ledger, form).map(Arc::new)
    });
    let last = workspace.select(move |ledger| {
        let form = ledger.assessments.get(&page.id)?;
        Analysed::new(ledger, previous(ledger, form)?).map(Arc::new)
    });
    let title = move || now.get().map_or_else(String::new, |now| now.title.clone());
    let name = Signal::derive(move || (words.file)(&title()));
    let of_now = Memo::new(move |_| now.get().map_or_else(Vec::new, |now| now.issues.clone()));
    let of_last = Memo::new(move |_| last.get().map_or_else(Vec::new, |last| last.issues.clone()));
    let last_id = Memo::new(move |_| last.get().map(|last| last.id));
    let sums = move || {
        let now = now.get()?;
        let lost = now.issues.iter().map(|issue| issue.points.0).sum();
        let by = by_column(now.column, texts);
        let about = (words.issues_about)(now.issues.len(), Hundredths(lost));
        Some(about + &by.map_or_else(String::new, |by| format!("\u{3000}{by}")))
    };
    let none = move || {
        let begun = now.with(|now| now.as_ref().is_some_and(|now| now.begun));
        if begun { words.no_issues } else { words.not_begun }
    };
    let last_head = move || {
        let last = last.get()?;
        let open = last.issues.iter().filter(|issue| !issue.mending.done).count();
        Some((
            (words.last_issues)(last.year),
            (words.last_about)(open, last.issues.len()),
            Route::Assessment(last.id, AssessmentView::Analysis).href(),
        ))
    };
    view! {
        <main class="page table-page analysis-page is-filled">
            <Head page view=AssessmentView::Analysis />
            <ScoreBar page />
            <div class="table-frame analysis">
                <div class="analysis-top">
                    {move || Some(view! { <Bars page now=now.get()? last=last.get() /> })}
                    {move || Some(view! { <RadarView page now=now.get()? last=last.get()? /> })}
                </div>
                <IssuesHead title=words.issues.to_owned() about=Signal::derive(move || sums().unwrap_or_default())>
                    <TableActions name />
                </IssuesHead>
                <IssueTable
                    editor=page.editor
                    form=page.id
                    name=Signal::stored(words.issues.to_owned())
                    issues=of_now
                    none=Signal::derive(move || none().to_owned()) />
                {move || {
                    let form = last_id.get()?;
                    Some(
                        view! {
                            <IssuesHead
                                title=Signal::derive(move || last_head().unwrap_or_default().0)
                                about=Signal::derive(move || last_head().unwrap_or_default().1)
                            >
                                <a
                                    class="text-button"
                                    href=move || last_head().unwrap_or_default().2
                                >
                                    {words.open_last}
                                </a>
                            </IssuesHead>
                            <IssueTable
                                editor=page.editor
                                form
                                name=Signal::derive(move || last_head().unwrap_or_default().0)
                                issues=of_last
                                none=Signal::stored(words.last_none.to_owned())
                            />
                        },
                    )
                }}
            </div>
        </main>
    }
}

/// Whose marks are shown, where they are not the office's own.
fn by_column(column: Column, texts: &Messages) -> Option<String> {
    let column = (column != Column::Own).then_some(column)?;
    Some((texts.analysis.by_column)((texts.assessment.column)(column)))
}

/// What an area has of what is answered, in percent.
fn rate(bar: &AreaBar) -> String {
    share(bar.mark.0.into(), bar.answered_full.0.into())
}

/// The areas, each as a bar as long as its full mark.
#[component]
fn Bars(page: Page, now: Arc<Analysed>, last: Option<Arc<Analysed>>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.analysis;
    let longest = now.bars.iter().map(|bar| bar.full_mark.0).max().unwrap_or(1).max(1) as f64;
    let part = move |mark: Hundredths| format!("{:.2}%", 100.0 * mark.0 as f64 / longest);
    let heading = last.as_ref().map(|last| {
        view! { <th class="num">{(words.last)(last.year)}</th> }
    });
    let rows = now
        .bars
        .iter()
        .map(|bar| {
            let before = last.as_ref().map(|last| {
                let before = last.bars.iter().find(|one| one.id == bar.id);
                let rate = before.map_or_else(|| NOTHING.to_owned(), rate);
                view! { <td class="num quiet">{rate}</td> }
            });
            let route = bar.first_item.as_deref().map(|item| page.item_route(item).href());
            let open = bar.answered_full.0 == 0;
            let mark = if open { NOTHING.to_owned() } else { points(bar.mark) };
            let left_out = bar.left_out();
            let left_out = (left_out.0 > 0).then(|| (words.left_out)(left_out));
            view! {
                <tr>
                    <th scope="row">
                        <span class="code">{bar.id.clone()}</span>
                        <a class="plain" href=route>
                            {bar.title.clone()}
                        </a>
                    </th>
                    <td class="bar-cell">
                        <svg width="100%" height="10" aria-hidden="true">
                            <rect class="whole" height="10" width=part(bar.applicable) />
                            <rect class="have" height="10" width=part(bar.mark) />
                            <rect
                                class="lost"
                                y="0.5"
                                height="9"
                                x=part(bar.mark)
                                width=part(bar.lost())
                            />
                            <rect
                                class="left-out"
                                y="0.5"
                                height="9"
                                x=part(bar.applicable)
                                width=part(bar.left_out())
                            />
                        </svg>
                    </td>
                    <td class="num">
                        <b>{mark}</b>
                        <span class="quiet">
                            {format!(" / {}", points(bar.applicable))} {left_out}
                        </span>
                    </td>
                    <td class="num">{rate(bar)}</td>
                    {before}
                </tr>
            }
        })
        .collect_view();
    let by =
        by_column(now.column, texts).map(|by| view! { <span class="quiet is-key">{by}</span> });
    view! {
        <section>
            <h2>
                {words.bars} {by} <span class="quiet">{words.bars_about}</span>
            </h2>
            <table class="plain-table bars" data-sheet=words.bars>
                <thead>
                    <tr>
                        <th>{words.area}</th>
                        <th></th>
                        <th class="num">{words.mark}</th>
                        <th class="num">{words.rate}</th>
                        {heading}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// Radius of the radar, and its middle.
const RADIUS: f64 = 94.0;
const MIDDLE: Point = (178.0, 125.0);

fn on(point: Point) -> Point {
    (MIDDLE.0 + RADIUS * point.0, MIDDLE.1 + RADIUS * point.1)
}

fn line(points: &[Point]) -> String {
    let points = points.iter().map(|point| on(*point));
    points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

/// This form and the one before on one radar; nothing where they share too little.
#[component]
fn RadarView(page: Page, now: Arc<Analysed>, last: Arc<Analysed>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.analysis;
    let Some(radar) = Radar::new(&now.bars, &last.bars) else { return ().into_any() };
    let rings = [0.25, 0.5, 0.75, 1.0]
        .into_iter()
        .map(|share| {
            let ring: Vec<_> =
                radar.ends.iter().map(|end| (end.0 * share, end.1 * share)).collect();
            view! { <polygon class="ring" points=line(&ring) /> }
        })
        .collect_view();
    let spokes = radar
        .ends
        .iter()
        .map(|end| view! { <polyline class="spoke" points=line(&[(0.0, 0.0), *end]) /> })
        .collect_view();
    let names = radar
        .ends
        .iter()
        .zip(&radar.ids)
        .map(|(end, id)| {
            let (x, y) = on((end.0 * 1.14, end.1 * 1.14));
            let anchor = match end.0 {
                right if right > 0.1 => "start",
                right if right < -0.1 => "end",
                _ => "middle",
            };
            view! {
                <text x=format!("{x:.1}") y=format!("{:.1}", y + 4.0) text-anchor=anchor>
                    {id.clone()}
                </text>
            }
        })
        .collect_view();
    let drawn = |ring: &[Option<Point>], class: &'static str| {
        runs(ring)
            .into_iter()
            .map(|run| view! { <polyline class=class points=line(&run) /> })
            .collect_view()
    };
    let dots = radar
        .now
        .iter()
        .flatten()
        .map(|point| {
            let (x, y) = on(*point);
            view! { <circle class="now" cx=format!("{x:.1}") cy=format!("{y:.1}") r="3" /> }
        })
        .collect_view();
    let open: Vec<_> = radar
        .ids
        .iter()
        .zip(&radar.now)
        .filter(|(_, point)| point.is_none())
        .map(|(id, _)| id.clone())
        .collect();
    let column_of = |analysed: &Analysed| (texts.assessment.column)(analysed.column);
    view! {
        <section class="radar">
            <h2>
                {(words.radar)(last.year)} <span class="quiet">{words.radar_about}</span>
            </h2>
            <svg
                class="chart"
                viewBox="0 0 356 250"
                width="356"
                height="250"
                role="img"
                aria-label=(words.radar_label)(now.year, last.year)
            >
                {rings}
                {spokes}
                {drawn(&radar.last, "last")}
                {drawn(&radar.now, "now")}
                {dots}
                {names}
            </svg>
            <p class="note key">
                <i class="now"></i>
                {(words.now_key)(now.year, column_of(&now), &open)}
                "\u{3000}"
                <i class="last"></i>
                {(words.last_key)(last.year, column_of(&last))}
            </p>
        </section>
    }
    .into_any()
}
