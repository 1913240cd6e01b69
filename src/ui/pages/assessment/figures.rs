//! Figures of the ledger: filled into an answer at one press, and shown for information where a
//! rule asks for no number.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Asked, Page};
use crate::assessment::figures::{Figure, Standing, standing, usual_kind};
use crate::i18n::format::stamp;
use crate::model::figure::{FigureKind, RuleFigure, Snapshot};
use crate::model::id::PersonId;
use crate::model::rule::Rule;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::focus;
use crate::ui::people::PeopleLine;

/// Who stands behind a figure: who counts, and who does not.
#[derive(Clone, PartialEq)]
struct Behind {
    title: String,
    about: String,
    people: Vec<PersonId>,
    without: Vec<PersonId>,
}

impl Behind {
    fn new(page: Page, figure: &Figure) -> Self {
        let words = &page.editor.texts.ledger_figures;
        Self {
            title: (words.kind)(&figure.kind),
            about: (words.about)(&page.reference().to_string()),
            people: figure.people.clone(),
            without: figure.without.clone(),
        }
    }

    fn taken(page: Page, kind: &FigureKind, taken: &Snapshot) -> Self {
        let words = &page.editor.texts.ledger_figures;
        Self {
            title: (words.kind)(kind),
            about: (words.taken)(&stamp(taken.at)),
            people: taken.people.clone(),
            without: taken.without.clone(),
        }
    }
}

#[component]
fn BehindDialog(page: Page, behind: Behind, on_close: Callback<()>) -> impl IntoView {
    let words = &page.editor.texts.ledger_figures;
    let list = move |heading: String, people: Vec<PersonId>| {
        let nobody = people.is_empty();
        view! {
            <h3>{heading}</h3>
            <p class="people-line wide">
                {nobody.then(|| view! { <span class="quiet">{words.nobody}</span> })}
                <PeopleLine people=Signal::stored(people) />
            </p>
        }
    };
    view! {
        <Dialog title=behind.title on_close>
            <p class="note">{behind.about}</p>
            // Who does not count is what there is to do.
            {list((words.uncounted)(behind.without.len()), behind.without)}
            {list((words.counted)(behind.people.len()), behind.people)}
        </Dialog>
    }
}

/// A figure as a button that opens who stands behind it.
#[component]
fn FigureButton(page: Page, figure: Figure, behind: RwSignal<Option<Behind>>) -> impl IntoView {
    let words = &page.editor.texts.ledger_figures;
    let value = (words.value)(&figure);
    view! {
        <button
            type="button"
            class="text-button figure-value"
            title=words.people
            on:click=move |_| behind.set(Some(Behind::new(page, &figure)))
        >
            {value}
        </button>
    }
}

#[component]
fn BehindPlace(page: Page, behind: RwSignal<Option<Behind>>) -> impl IntoView {
    let on_close = Callback::new(move |()| behind.set(None));
    move || behind.get().map(|behind| view! { <BehindDialog page behind on_close /> })
}

/// Under a rule that asks for a number: which figure of the ledger it is, and what was filled in.
#[component]
pub(super) fn RuleFigureLine(asked: Asked, rule: Rule) -> impl IntoView {
    let page = asked.page;
    let Some(kind) = rule.kind.known().cloned() else { return ().into_any() };
    let Some(is_plain) = kind.asks_for_plain() else { return ().into_any() };
    let words = &page.editor.texts.ledger_figures;
    let item = asked.item.with_value(|item| item.id.clone());
    let id = StoredValue::new(rule.id.clone());
    let kept = Memo::new(move |_| {
        asked.answer.with(|answer| id.with_value(|id| answer.figures.get(id).cloned()))
    });
    let amount = Memo::new(move |_| {
        asked.answer.with(|answer| id.with_value(|id| answer.rule(id)?.amount()))
    });
    let rule_id = rule.id;
    // Chosen here, or what the form before this one chose.
    let chosen = page.editor.workspace.select(move |ledger| {
        let form = ledger.assessments.get(&page.id)?;
        usual_kind(ledger, form, &item, &rule_id)
    });
    let offered = Memo::new(move |_| {
        page.figures.with(|all| {
            let fits = all.iter().filter(|figure| figure.amount(is_plain).is_some());
            fits.cloned().collect::<Vec<_>>()
        })
    });
    let now = Memo::new(move |_| {
        let kind = chosen.get()?;
        offered.with(|all| all.iter().find(|figure| figure.kind == kind).cloned())
    });
    let choose = move |value: String| {
        let kind = value.parse().ok().and_then(|at: usize| FigureKind::KNOWN.get(at).cloned());
        let kind = kind.unwrap_or(FigureKind::NoFigure);
        asked.change(|answer| id.with_value(|id| answer.choose_figure(id, kind)));
    };
    let kind = StoredValue::new(kind);
    // The button goes with what it does.
    let to_filled = || focus::lead_on("tr", &[".rule-figure .taken", ".amounts input"]);
    let fill = move |_| {
        to_filled();
        let Some(figure) = now.get_untracked() else { return };
        let at = page.editor.workspace.now();
        let Some(taken) = figure.snapshot(is_plain, at, page.reference()) else { return };
        asked.change(|answer| {
            id.with_value(|id| {
                kind.with_value(|kind| answer.take_figure(id, kind, &figure.kind, taken));
            });
        });
    };
    let all_issued = Memo::new(move |_| {
        let form = page.form.get();
        let issued = form.as_ref().and_then(|form| form.issued.as_ref());
        let figures = issued.into_iter().flat_map(|issued| {
            let figures = issued.figures.iter();
            figures.filter_map(|one| Some((one.kind.clone(), one.amount(is_plain)?, issued.at)))
        });
        figures.collect::<Vec<_>>()
    });
    let issued = Memo::new(move |_| {
        let kind = chosen.get()?;
        all_issued.with(|all| all.iter().find(|(one, ..)| *one == kind).cloned())
    });
    let fill_issued = move |_| {
        to_filled();
        let Some((chosen, amount, at)) = issued.get_untracked() else { return };
        let (people, without, extra) = Default::default();
        let taken = Snapshot { amount, at, on: page.reference(), people, without, extra };
        asked.change(|answer| {
            id.with_value(|id| {
                kind.with_value(|kind| answer.take_figure(id, kind, &chosen, taken));
            });
        });
    };
    let told = move || {
        issued.get().map(|(_, told, at)| {
            let is_taken = amount.get() == Some(told);
            view! {
                <span class="quiet">{(words.issued)(&(words.amount)(told), &stamp(at))}</span>
                {(!is_taken)
                    .then(|| {
                        view! {
                            <button type="button" class="button small" on:click=fill_issued>
                                {words.fill_issued}
                            </button>
                        }
                    })}
            }
        })
    };
    let behind = RwSignal::new(None::<Behind>);
    let options = move || {
        let chosen = chosen.get();
        let known = FigureKind::KNOWN.iter().enumerate();
        let options = known.filter(|(_, kind)| {
            // What is chosen stays in the list though the ledger has no such figure today.
            chosen.as_ref() == Some(kind)
                || offered.with(|all| all.iter().any(|figure| figure.kind == **kind))
                || all_issued.with(|all| all.iter().any(|(one, ..)| one == *kind))
        });
        options
            .map(|(at, kind)| {
                let is_chosen = chosen.as_ref() == Some(kind);
                view! {
                    <option value=at.to_string() prop:selected=is_chosen>
                        {(words.kind)(kind)}
                    </option>
                }
            })
            .collect_view()
    };
    let taken_at =
        move || kept.get().and_then(|kept| kept.taken.clone().map(|taken| (kept, taken)));
    let fill_button = move |label: &'static str| {
        view! {
            <button type="button" class="button small" on:click=fill>
                {label}
            </button>
        }
    };
    let state = move || {
        let Some((kept, taken)) = taken_at() else {
            return now.with(Option::is_some).then(|| fill_button(words.fill)).into_any();
        };
        let now = now.get();
        let stands = standing(&taken, amount.get(), now.as_ref(), is_plain);
        let is_bad = stands != Standing::Current;
        let (text, update) = match stands {
            Standing::Current => (String::new(), false),
            Standing::Changed(Some(now)) => ((words.changed)(&(words.amount)(now)), true),
            Standing::Changed(None) => (words.gone.to_owned(), false),
            Standing::Overwritten => {
                ((words.overwritten)(&(words.amount)(taken.amount)), now.is_some())
            }
        };
        view! {
            <TakenButton page kept taken behind />
            {is_bad.then(|| view! { <span class="is-warn">{text}</span> })}
            {update.then(|| fill_button(words.update))}
        }
        .into_any()
    };
    let has_any = Memo::new(move |_| {
        !offered.read().is_empty() || !all_issued.read().is_empty() || kept.read().is_some()
    });
    view! {
        <Show when=move || has_any.get()>
            <p class="from rule-figure">
                <IconView icon=Icon::Link />
                <select
                    class="field small"
                    aria-label=words.choose
                    title=words.choose
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value="" prop:selected=move || chosen.read().is_none()>
                        {(words.kind)(&FigureKind::NoFigure)}
                    </option>
                    {options}
                </select>
                {move || {
                    now.get().map(|figure| view! { <FigureButton page figure behind /> })
                }}
                {state} {told}
            </p>
        </Show>
        <BehindPlace page behind />
    }
    .into_any()
}

/// When a figure was filled in; opens who counted then.
#[component]
fn TakenButton(
    page: Page,
    kept: RuleFigure,
    taken: Snapshot,
    behind: RwSignal<Option<Behind>>,
) -> impl IntoView {
    let words = &page.editor.texts.ledger_figures;
    let text = (words.taken)(&stamp(taken.at));
    let has_people = !(taken.people.is_empty() && taken.without.is_empty());
    if !has_people {
        return view! { <span class="quiet">{text}</span> }.into_any();
    }
    view! {
        <button
            type="button"
            class="text-button taken"
            title=words.people
            on:click=move |_| behind.set(Some(Behind::taken(page, &kept.kind, &taken)))
        >
            {text}
        </button>
    }
    .into_any()
}

/// What the ledger says, for items whose rules ask for no number.
#[component]
pub(super) fn LedgerFacts(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let words = &page.editor.texts.ledger_figures;
    let asks = asked.item.with_value(|item| {
        let mut kinds = item.all_rules().filter_map(|rule| rule.kind.known());
        kinds.any(|kind| kind.asks_for_plain().is_some())
    });
    if asks {
        return ().into_any();
    }
    let opened = RwSignal::new(false);
    let behind = RwSignal::new(None::<Behind>);
    let lines = move || {
        let figures = page.figures.get();
        if figures.is_empty() {
            return view! { <p class="note">{words.nothing}</p> }.into_any();
        }
        let lines = figures
            .iter()
            .map(|figure| {
                view! {
                    <dt>{(words.kind)(&figure.kind)}</dt>
                    <dd>
                        <FigureButton page figure=figure.clone() behind />
                    </dd>
                }
            })
            .collect_view();
        view! {
            <dl class="facts">{lines}</dl>
            <p class="note">{(words.about)(&page.reference().to_string())}</p>
        }
        .into_any()
    };
    view! {
        <section class="ledger-facts">
            <button
                type="button"
                class="text-button"
                aria-expanded=move || opened.get().to_string()
                on:click=move |_| opened.update(|opened| *opened = !*opened)
            >
                {move || view! { <IconView icon=if opened.get() { Icon::Down } else { Icon::Right } /> }}
                {words.title}
            </button>
            <Show when=move || opened.get()>{lines}</Show>
        </section>
        <BehindPlace page behind />
    }
    .into_any()
}

impl Page {
    /// The day that figures of the form are counted by: the last of its year.
    pub(super) fn reference(self) -> Date {
        let year = self.form.with_untracked(|form| form.as_ref().map(|form| form.year));
        year.and_then(|year| Date::new(year, 12, 31).ok()).unwrap_or(Date::MAX)
    }
}
