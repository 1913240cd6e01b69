//! Areas and items at the left, with their states, filtered by chips.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::Page;
use crate::assessment::review::{compared_with, differing};
use crate::assessment::scored::{ItemState, ScoredForm, ScoredItem};
use crate::browser::events;
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::model::assessment::{Answers, Assessment, Column};
use crate::model::standard::{Area, Item, Standard};
use crate::order::Gather as _;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::phone_sheet::PhoneSheetHead;
use crate::ui::components::sign::State;
use crate::ui::focus;

/// Which items the tree shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Filter {
    All,
    Unanswered,
    Short,
    NoEvidence,
    /// 有意见.
    Commented,
    /// 本轮改分.
    Changed,
    /// 与自评不同, and of the own column 与考核不同.
    Differs,
}

impl Filter {
    const ALL: [Self; 7] = [
        Self::All,
        Self::Unanswered,
        Self::Short,
        Self::NoEvidence,
        Self::Commented,
        Self::Changed,
        Self::Differs,
    ];

    fn shows(self, id: &str, state: ItemState, lacks_evidence: bool, exchange: &Exchange) -> bool {
        match self {
            Self::All => true,
            Self::Unanswered => state == ItemState::Unanswered,
            Self::Short => state == ItemState::Short,
            Self::NoEvidence => lacks_evidence,
            Self::Commented => exchange.commented.contains(id),
            Self::Changed => exchange.changed.contains(id),
            Self::Differs => exchange.differs.contains(id),
        }
    }

    /// Is it about the exchange, and shown only where there is one?
    fn is_of_exchange(self) -> bool {
        matches!(self, Self::Commented | Self::Changed | Self::Differs)
    }
}

/// What the exchange with reviewers says of items.
#[derive(Clone, Default, PartialEq)]
struct Exchange {
    commented: BTreeSet<String>,
    changed: BTreeSet<String>,
    differs: BTreeSet<String>,
    /// From this column.
    compared: Option<Column>,
}

impl Exchange {
    fn of(form: &Assessment, standard: &Standard, column: Column) -> Self {
        let items = standard.items().into_iter().map(|item| item.id.clone());
        let compared = compared_with(form, standard, column);
        let differs = compared.map(|other| differing(form, standard, column.max(other)));
        Self {
            commented: items.filter(|id| form.is_commented(id)).gather_set(),
            changed: form.changed_items().into_iter().map(str::to_owned).gather_set(),
            differs: differs.unwrap_or_default().into_iter().gather_set(),
            compared,
        }
    }
}

/// The sign and word of an item.
pub(super) fn item_sign(
    state: ItemState,
    lacks_evidence: bool,
    texts: &'static Messages,
) -> (State, &'static str) {
    let words = &texts.assessment;
    match state {
        ItemState::Unanswered => (State::Idle, words.unanswered),
        ItemState::Short => (State::Minus, words.short),
        _ if lacks_evidence => (State::Warn, words.no_evidence),
        ItemState::Full => (State::Good, words.full_mark),
        ItemState::Answered => (State::Good, words.answered_word),
        ItemState::NotApplicableFull | ItemState::LeftOut => {
            (State::NotApplicable, words.not_applicable)
        }
    }
}

/// A standard with more items shows those of one area at a time.
const MANY: usize = 200;

/// One line of the tree.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Line {
    Area {
        id: String,
        title: String,
        marks: String,
    },
    Sub {
        id: String,
        title: String,
        marks: String,
        open: bool,
    },
    Item {
        id: String,
        title: String,
        marks: String,
        sign: (State, &'static str),
        is_commented: bool,
    },
}

/// Walks the standard and keeps what the filter and the folding let through.
struct Lines<'a> {
    scored: &'a ScoredForm,
    /// The items of it by id.
    items: BTreeMap<&'a str, &'a ScoredItem>,
    /// Do areas fold too?
    folds: bool,
    answers: Option<&'a Answers>,
    /// Is evidence asked for? Of the office alone.
    is_own: bool,
    exchange: &'a Exchange,
    filter: Filter,
    open: &'a BTreeSet<String>,
    current: &'a str,
    texts: &'static Messages,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn area(&mut self, area: &Area, is_top: bool) {
        let start = self.lines.len();
        let marks = self.scored.area(&area.id).map_or_else(String::new, |area| {
            if area.full_mark.0 > 0 {
                format!("{} / {}", points(area.mark), points(area.full_mark))
            } else if area.of > 0 {
                format!("{}/{}", area.answered, area.of)
            } else {
                String::new()
            }
        });
        let (id, title) = (area.id.clone(), area.title.clone());
        let folds = self.folds || !is_top;
        let open = !folds
            || self.filter != Filter::All
            || self.open.contains(&area.id)
            || area.items.iter().any(|item| item.id == self.current);
        self.lines.push(if folds {
            Line::Sub { id, title, marks, open }
        } else {
            Line::Area { id, title, marks }
        });
        let head = self.lines.len();
        if open {
            for item in &area.items {
                self.item(item);
            }
        }
        for sub in &area.areas {
            self.area(sub, false);
        }
        if self.filter != Filter::All && self.lines.len() == head {
            self.lines.truncate(start);
        }
    }

    fn item(&mut self, item: &Item) {
        let Some(scored) = self.items.get(item.id.as_str()).copied() else { return };
        let answer = self.answers.and_then(|answers| answers.items.get(&item.id));
        let lacks_evidence = self.is_own && item.lacks_evidence(scored, answer);
        if !self.filter.shows(&item.id, scored.state, lacks_evidence, self.exchange) {
            return;
        }
        let marks = match (scored.mark, scored.full_mark) {
            (Some(mark), Some(full)) => format!("{} / {}", points(mark), points(full)),
            (None, Some(full)) => points(full),
            _ if scored.bonus.0 > 0 => format!("+{}", points(scored.bonus)),
            _ => String::new(),
        };
        let vetoed = self.scored.vetoes.iter().any(|veto| veto.item == item.id);
        let sign = if vetoed {
            (State::Bad, self.texts.assessment.veto_happened)
        } else if scored.counts || scored.state != ItemState::Unanswered {
            item_sign(scored.state, lacks_evidence, self.texts)
        } else {
            (State::Idle, self.texts.assessment.bonus)
        };
        let is_commented = self.exchange.commented.contains(&item.id);
        let (id, title) = (item.id.clone(), item.title.clone());
        self.lines.push(Line::Item { id, title, marks, sign, is_commented });
    }
}

/// How many items each chip stands for.
fn counts(
    standard: &Standard,
    scored: &ScoredForm,
    form: &Assessment,
    column: Column,
    exchange: &Exchange,
) -> [usize; 7] {
    let (items, marked) = (standard.items(), scored.items_by_id());
    Filter::ALL.map(|filter| {
        let shown = items.iter().filter(|item| {
            marked.get(item.id.as_str()).is_some_and(|scored| {
                let lacks = column == Column::Own
                    && item.lacks_evidence(scored, form.item(column, &item.id));
                // A bonus left blank is not unanswered.
                filter.shows(&item.id, scored.state, lacks, exchange)
                    && (scored.counts || filter != Filter::Unanswered)
            })
        });
        shown.count()
    })
}

/// The tree with its chips.
#[component]
pub(super) fn ItemTree(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.assessment;
    let opened = RwSignal::new(BTreeSet::<String>::new());
    let exchange = Memo::new(move |_| {
        let column = page.column.get();
        match (page.form.get(), page.standard.get()) {
            (Some(form), Some(standard)) => Exchange::of(&form, &standard, column),
            _ => Exchange::default(),
        }
    });
    let lines = Memo::new(move |_| {
        let (Some(form), Some(standard), Some(scored)) =
            (page.form.get(), page.standard.get(), page.scored.get())
        else {
            return Vec::new();
        };
        let open = opened.get();
        let current = page.current.get();
        let column = page.column.get();
        let exchange = exchange.read();
        let items = scored.items_by_id();
        let mut lines = Lines {
            scored: &scored,
            folds: items.len() > MANY,
            items,
            answers: form.answers(column),
            is_own: column == Column::Own,
            exchange: &exchange,
            filter: page.filter.get(),
            open: &open,
            current: &current,
            texts,
            lines: Vec::new(),
        };
        for area in &standard.areas {
            lines.area(area, true);
        }
        lines.lines
    });
    let chips = move || {
        let (Some(form), Some(standard), Some(scored)) =
            (page.form.get(), page.standard.get(), page.scored.get())
        else {
            return Vec::new();
        };
        let counts = counts(&standard, &scored, &form, page.column.get(), &exchange.read());
        let chips = Filter::ALL.into_iter().zip(counts).filter(|(filter, count)| {
            // A reviewer is asked for no evidence.
            let is_usual = match filter {
                Filter::NoEvidence => page.is_own(),
                other => !other.is_of_exchange(),
            };
            is_usual || *count > 0 || page.filter.get() == *filter
        });
        chips.collect()
    };
    // The lines are drawn first.
    Effect::new(move |_| {
        page.current.track();
        page.in_tree.track();
        request_animation_frame(|| events::reveal(".tree .item[aria-current]"));
    });
    view! {
        <nav class="region tree phone-sheet" class:is-open=page.in_tree aria-label=words.tree>
            <PhoneSheetHead title=words.tree close=texts.shell.close open=page.in_tree />
            <div class="tree-filter">
                // The one that is pressed stays under the focus.
                <For
                    each=chips
                    key=|chip| *chip
                    children=move |(filter, count)| {
                        view! { <FilterChipOf page exchange filter count /> }
                    }
                />
            </div>
            <ol>
                // A mark changes a line or two of hundreds.
                <For
                    each=move || lines.get()
                    key=Line::clone
                    children=move |line| view! { <TreeLine page line opened /> }
                />
            </ol>
            <Show when=move || lines.read().is_empty()>
                <p class="note tree-empty">{words.nothing_left}</p>
            </Show>
        </nav>
    }
}

#[component]
fn FilterChipOf(
    page: Page,
    exchange: Memo<Exchange>,
    filter: Filter,
    count: usize,
) -> impl IntoView {
    let words = &page.editor.texts.assessment;
    let review = &page.editor.texts.review;
    let (class, icon, label) = match filter {
        Filter::All => ("chip", None, words.all),
        Filter::Unanswered => ("chip", Some(Icon::Idle), words.unanswered),
        Filter::Short => ("chip is-bad", Some(Icon::Minused), words.short),
        Filter::NoEvidence => ("chip is-warn", Some(Icon::Warn), words.no_evidence),
        Filter::Commented => ("chip", Some(Icon::Comment), review.commented),
        Filter::Changed => ("chip", None, review.changed),
        Filter::Differs => ("chip", None, ""),
    };
    let label = move || match (filter, exchange.read().compared) {
        (Filter::Differs, Some(other)) => (review.differs)(other),
        _ => label.to_owned(),
    };
    view! {
        <button
            type="button"
            class=class
            class:is-set=move || page.filter.get() == filter
            aria-pressed=move || (page.filter.get() == filter).to_string()
            on:click=move |_| page.filter.set(filter)
        >
            {icon.map(|icon| view! { <IconView icon /> })}
            {label}
            {(filter != Filter::All).then(|| view! { <span class="count">{count}</span> })}
        </button>
    }
}

#[component]
fn TreeLine(page: Page, line: Line, opened: RwSignal<BTreeSet<String>>) -> impl IntoView {
    match line {
        Line::Area { id, title, marks } => view! {
            <li class="area">
                <span class="code">{id}</span>
                {title}
                <span class="num">{marks}</span>
            </li>
        }
        .into_any(),
        Line::Sub { id, title, marks, open } => {
            let code = id.clone();
            let name = id.clone();
            let fold = move |_| {
                // The line is made anew with its arrow.
                focus::lead_on(".tree", &[&format!("[name={id:?}]")]);
                opened.update(|opened| {
                    if !opened.remove(&id) {
                        opened.insert(id.clone());
                    }
                });
            };
            view! {
                <li class="sub">
                    <button type="button" name=name aria-expanded=open.to_string() on:click=fold>
                        <IconView icon=if open { Icon::Down } else { Icon::Right } />
                        <span class="code">{code}</span>
                        {title}
                        <span class="num">{marks}</span>
                    </button>
                </li>
            }
            .into_any()
        }
        Line::Item { id, title, marks, sign: (state, word), is_commented } => {
            let commented = page.editor.texts.review.commented;
            let route: Route = page.item_route(&id);
            let at = id.clone();
            let (class, icon) = state.look();
            view! {
                <li
                    class="item"
                    aria-current=move || (*page.current.read() == at).then_some("true")
                >
                    <a class="plain" href=route.href() on:click=move |_| page.in_tree.set(false)>
                        <span class=class title=word>
                            <IconView icon />
                            <span class="only-reader">{word}</span>
                        </span>
                        <span class="code">{id}</span>
                        <span class="clip">{title}</span>
                        {is_commented
                            .then(|| {
                                view! {
                                    <span class="comment" title=commented>
                                        <IconView icon=Icon::Comment />
                                        <span class="only-reader">{commented}</span>
                                    </span>
                                }
                            })}
                        <span class="num">{marks}</span>
                    </a>
                </li>
            }
            .into_any()
        }
    }
}
