//! Tab 统计: the yearly statistics, and hours by office, group and post; every figure opens what
//! stands behind it.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::behind::Behind;
use super::table::NoPeople;
use super::{Page, plain};
use crate::grouping::axis::UNFILLED;
use crate::i18n::format::{NOTHING, per_head, share};
use crate::i18n::messages::Messages;
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::group::Axis;
use crate::model::hours::QuarterHours;
use crate::model::id::{GroupId, PersonId};
use crate::model::ledger::Ledger;
use crate::order::Order as _;
use crate::planning::hours::PersonHours;
use crate::planning::records::Origin;
use crate::planning::statistics::{By, PartSum, Sum, part_sums, sums};
use crate::route::{Paper, Route};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::words::value_words;

/// By what the table can be divided.
const BY: [By; 5] = [
    By::Axis(Axis::Office),
    By::Axis(Axis::AgeStage),
    By::Axis(Axis::Education),
    By::Axis(Axis::Post),
    By::Group,
];

/// A figure, and what it opens.
#[derive(Clone, PartialEq)]
pub struct Figure {
    pub text: String,
    behind: Option<Behind>,
}

/// The words by which a division is chosen.
fn by_words(by: &By, texts: &Messages) -> String {
    match by {
        By::Axis(axis) => (texts.model.axis)(axis),
        _ => texts.statistics.group.to_owned(),
    }
}

fn value_of(by: &By, value: &str, ledger: &Ledger, texts: &Messages) -> String {
    match by {
        By::Nothing => texts.statistics.total.to_owned(),
        By::Axis(axis) => value_words(axis, value, ledger, texts),
        By::Group => {
            let group = GroupId::parse(value).and_then(|id| ledger.groups.get(&id));
            group.map_or_else(|| texts.statistics.no_group.to_owned(), |group| group.name.clone())
        }
    }
}

/// The headings of the table.
pub fn heads(texts: &Messages) -> Vec<String> {
    let words = &texts.statistics;
    let forms = TrainingForm::KNOWN.iter().map(|form| (texts.hours.form)(form));
    let last = [words.all_hours, texts.hours.planned, words.short, words.shortfall];
    let columns = words.columns.iter().map(|head| (*head).to_owned());
    columns.chain(forms).chain(last.map(str::to_owned)).collect()
}

fn people(title: String, people: &[PersonId], texts: &Messages, what: &str) -> Option<Behind> {
    let title = (texts.statistics.people_of)(what, &title);
    (!people.is_empty()).then(|| Behind::People(title, people.to_vec()))
}

/// The form of what was recorded.
fn form_of(origin: Origin, ledger: &Ledger) -> Option<&TrainingForm> {
    match origin {
        Origin::Session(id) => ledger.sessions.get(&id).map(|session| &session.form),
        Origin::Meeting(..) => Some(&TrainingForm::MutualHelp),
    }
}

fn figures(name: String, sum: &Sum, ledger: &Ledger, texts: &Messages) -> Vec<Figure> {
    let words = &texts.statistics;
    let [_, enrolled, _, _, trained, ..] = words.columns;
    let coverage = sum.coverage().filter(|(trained, _)| *trained > 0);
    let coverage = coverage.map(|(trained, people)| share(trained as i128, people as i128));
    let opens = |text: String, who: &[PersonId], what: &str| Figure {
        text,
        behind: people(name.clone(), who, texts, what),
    };
    let of_classes = |text: String, is: &dyn Fn(Origin) -> bool| {
        let classes: Vec<Origin> = sum.classes.iter().copied().filter(|one| is(*one)).collect();
        let is_any = !classes.is_empty();
        Figure { text, behind: is_any.then(|| Behind::Classes((words.classes_of)(&name), classes)) }
    };
    let all = |_| true;
    let mut untrained = sum.enrolled.clone();
    untrained.retain(|person| !sum.trained.contains(person));
    let mut figures = vec![
        Figure { text: name.clone(), behind: None },
        opens(count(sum.enrolled.len()), &sum.enrolled, enrolled),
        of_classes(count(sum.classes.len()), &all),
        of_classes(count(sum.times), &all),
        opens(count(sum.trained.len()), &sum.trained, trained),
        opens(coverage.unwrap_or_else(|| NOTHING.to_owned()), &untrained, words.untrained),
        opens(average(sum.of_enrolled, sum.enrolled.len()), &sum.enrolled, enrolled),
    ];
    figures.extend(TrainingForm::KNOWN.iter().zip(&sum.forms).map(|(form, hours)| {
        of_classes(sum_of(*hours), &|origin| form_of(origin, ledger) == Some(form))
    }));
    figures.extend([
        of_classes(sum_of(sum.recognised), &all),
        opens(sum_of(sum.planned), &sum.with_planned, texts.hours.planned),
        opens(count(sum.short.len()), &sum.short, words.short),
        opens(sum_of(sum.shortfall), &sum.short, words.short),
    ]);
    figures
}

/// A number of people, classes or times.
fn count(number: usize) -> String {
    if number == 0 { NOTHING.to_owned() } else { number.to_string() }
}

fn sum_of(hours: QuarterHours) -> String {
    if hours.is_zero() { NOTHING.to_owned() } else { plain(hours) }
}

fn average(hours: QuarterHours, people: usize) -> String {
    if hours.is_zero() { NOTHING.to_owned() } else { per_head(hours, people) }
}

/// One division of the statistics: its heading and its rows.
pub type Section = (String, Vec<Vec<Figure>>);

/// The rows of one division, in their order or with the largest shortfall first.
fn section(
    ledger: &Ledger,
    all: &BTreeMap<PersonId, PersonHours>,
    by: &By,
    by_shortfall: bool,
    texts: &Messages,
) -> Section {
    let mut sums = sums(ledger, all, by, ledger.settings.reference());
    if by_shortfall {
        sums.order_by_key(|(_, sum)| std::cmp::Reverse(sum.shortfall));
    }
    let rows = sums
        .into_iter()
        .filter(|(value, sum)| value != UNFILLED || !sum.people.is_empty())
        .map(|(value, sum)| figures(value_of(by, &value, ledger, texts), &sum, ledger, texts))
        .collect();
    let title = if *by == By::Nothing { String::new() } else { by_words(by, texts) };
    (title, rows)
}

/// The rows of the forms or kinds: classes, times, people and hours of each.
fn parts<K>(
    title: &str,
    sums: Vec<PartSum<K>>,
    name_of: impl Fn(&K) -> String,
    ledger: &Ledger,
    texts: &Messages,
) -> Section {
    let words = &texts.statistics;
    let width = heads(texts).len();
    let enrolled = ledger.enrolled(ledger.settings.reference()).count();
    let rows = sums.into_iter().map(|sum| {
        let name = name_of(&sum.of);
        let who: Vec<_> = sum.people.iter().copied().collect();
        let classes: Vec<_> = sum.classes.iter().copied().collect();
        let [.., trained, _, _] = words.columns;
        let mut row = vec![Figure { text: NOTHING.to_owned(), behind: None }; width];
        let opens_classes = || {
            let title = (words.classes_of)(&name);
            (!classes.is_empty()).then(|| Behind::Classes(title, classes.clone()))
        };
        let opens_people = || people(name.clone(), &who, texts, trained);
        let cells = [
            (0, name.clone(), None),
            (2, count(classes.len()), opens_classes()),
            (3, count(sum.times), opens_classes()),
            (4, count(who.len()), opens_people()),
            (6, average(sum.hours, enrolled), opens_people()),
            (11, sum_of(sum.hours), opens_classes()),
        ];
        for (place, text, behind) in cells {
            if let Some(cell) = row.get_mut(place) {
                *cell = Figure { text, behind };
            }
        }
        row
    });
    (title.to_owned(), rows.collect())
}

/// The divisions by form, and by kind where some class says of which it is.
fn by_part(
    ledger: &Ledger,
    all: &BTreeMap<PersonId, PersonHours>,
    texts: &Messages,
) -> Vec<Section> {
    let words = &texts.statistics;
    let forms = part_sums(all, &TrainingForm::KNOWN, |entry| entry.form.clone());
    let mut sections = vec![parts(words.by_form, forms, texts.model.form, ledger, texts)];
    let kinds = part_sums(all, &TrainingKind::KNOWN.map(Some), |entry| entry.kind.clone());
    if kinds.iter().any(|sum| sum.of.is_some() && sum.times > 0) {
        let kind = |kind: &Option<TrainingKind>| {
            kind.as_ref().map_or_else(|| texts.model.blank.to_owned(), texts.model.training_kind)
        };
        sections.push(parts(words.by_kind, kinds, kind, ledger, texts));
    }
    sections
}

/// The whole statistics, as it is printed and exported.
pub fn sections(
    ledger: &Ledger,
    all: &BTreeMap<PersonId, PersonHours>,
    texts: &Messages,
) -> Vec<Section> {
    let mut sections = vec![section(ledger, all, &By::Nothing, false, texts)];
    sections.extend(by_part(ledger, all, texts));
    sections.extend(BY.iter().map(|by| section(ledger, all, by, false, texts)));
    sections
}

#[component]
pub fn StatisticsTab(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.statistics;
    let workspace = page.editor.workspace;
    let chosen = RwSignal::new(0_usize);
    let body = move || {
        let ledger = workspace.ledger();
        let by = BY.get(chosen.get()).cloned().unwrap_or(By::Group);
        // Stages and levels have an order of their own.
        let is_scale = matches!(by, By::Axis(Axis::AgeStage | Axis::Education));
        page.all.with(|all| {
            let mut parts = vec![section(&ledger, all, &By::Nothing, false, texts)];
            parts.extend(by_part(&ledger, all, texts));
            parts.push(section(&ledger, all, &by, !is_scale, texts));
            parts.into_iter().map(|part| rows(page, part)).collect_view()
        })
    };
    let choices = BY
        .iter()
        .enumerate()
        .map(|(place, by)| {
            view! {
                <button
                    type="button"
                    class="chip"
                    class:is-set=move || chosen.get() == place
                    aria-pressed=move || (chosen.get() == place).to_string()
                    on:click=move |_| chosen.set(place)
                >
                    {by_words(by, texts)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="split">
            <div class="region main">
                <div class="toolbar">
                    <span class="note">{words.by}</span>
                    {choices}
                    <a class="button small push" href=Route::Paper(Paper::Statistics).href()>
                        <IconView icon=Icon::Print />
                        {words.print}
                    </a>
                </div>
                <div class="table-frame">
                    <Show
                        when=move || !page.all.read().is_empty()
                        fallback=|| view! { <NoPeople /> }
                    >
                        <table class="data-table statistics-table">
                            <thead>
                                <tr>
                                    {heads(texts)
                                        .into_iter()
                                        .enumerate()
                                        .map(|(at, head)| view! { <th class:num={at > 0}>{head}</th> })
                                        .collect_view()}
                                </tr>
                            </thead>
                            <tbody>{body}</tbody>
                        </table>
                    </Show>
                </div>
                <div class="table-foot">
                    <span class="note">{words.note}</span>
                </div>
            </div>
        </div>
    }
}

fn rows(page: Page, (title, rows): Section) -> impl IntoView {
    let width = heads(page.editor.texts).len().to_string();
    let head = (!title.is_empty()).then(|| {
        view! {
            <tr class="part">
                <th colspan=width>{title}</th>
            </tr>
        }
    });
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().map(|(at, figure)| cell(page, at, figure));
        view! { <tr>{cells.collect_view()}</tr> }
    });
    (head, rows.collect_view())
}

fn cell(page: Page, at: usize, figure: Figure) -> AnyView {
    let Figure { text, behind } = figure;
    let content = match behind {
        None => text.into_any(),
        Some(behind) => view! {
            <button
                type="button"
                class="text-button figure-button"
                on:click=move |_| page.behind.set(Some(behind.clone()))
            >
                {text}
            </button>
        }
        .into_any(),
    };
    if at == 0 {
        view! { <th scope="row">{content}</th> }.into_any()
    } else {
        view! { <td class="num">{content}</td> }.into_any()
    }
}
