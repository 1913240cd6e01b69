//! What is wrong with a draft and what to look at, each with the way to it, and what changed.

use leptos::prelude::*;

use super::Page;
use crate::assessment::check::{check, standard_mark};
use crate::assessment::compare::{Fate, compare};
use crate::assessment::hints::hints;
use crate::i18n::format::points;
use crate::interchange::standard_table::typed::contradictions;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::model::standard_tree::Spot;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};

/// One line of the check.
#[derive(Clone, PartialEq)]
struct Told {
    words: String,
    is_bad: bool,
    spot: Option<Spot>,
}

/// So many lines are shown at most: the first ones mended, the next come up.
const SHOWN: usize = 30;

#[component]
pub(super) fn Checks(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let told = Memo::new(move |_| page.with(|standard| told(page, standard)));
    let sum = move || {
        page.with(|standard| {
            let sum = standard_mark(standard).unwrap_or_default();
            // With weights the items may come to anything.
            let is_weighted = standard.areas.iter().any(|area| area.weight.is_some());
            let full = standard.full_mark.filter(|_| !is_weighted).unwrap_or(sum);
            (sum > Hundredths::ZERO).then(|| (words.sum)(&points(sum), &points(full)))
        })
    };
    let lines = move || {
        let told = told.get();
        let hidden = told.len().saturating_sub(SHOWN);
        let lines = told.into_iter().take(SHOWN).map(|one| {
            let (class, icon) =
                if one.is_bad { ("is-bad", Icon::Bad) } else { ("is-warn", Icon::Warn) };
            let spot = one.spot;
            view! {
                <li class=class>
                    <IconView icon />
                    <div>
                        {one.words}
                        {spot
                            .map(|spot| {
                                view! {
                                    " "
                                    <button
                                        type="button"
                                        class="text-button"
                                        on:click=move |_| page.open(Some(spot.clone()))
                                    >
                                        {words.go}
                                    </button>
                                }
                            })}
                    </div>
                </li>
            }
        });
        let more = (hidden > 0).then(|| {
            let words = (texts.standards.faults)(hidden);
            view! { <li class="quiet">{format!("… {words}")}</li> }
        });
        view! {
            {lines.collect_view()}
            {more}
        }
    };
    let good = move || {
        let is_good = told.with(|told| told.iter().all(|one| !one.is_bad));
        is_good.then(|| {
            let items = page.with(|standard| {
                let (asked, bonus) = standard.counts();
                (texts.standard_versions.items)(asked, bonus)
            });
            view! {
                <li class="is-good">
                    <IconView icon=Icon::Good />
                    <div>{(words.good)(&items)}</div>
                </li>
            }
        })
    };
    let count = move || {
        let count = told.with(Vec::len);
        (count > 0)
            .then(|| view! { <span class="is-warn">{(texts.standards.faults)(count)}</span> })
    };
    view! {
        <aside class="region aside standard-side">
            <section aria-live="polite">
                <h3>{words.check} {count}</h3>
                <p>{sum}</p>
                <ul class="checks">{lines} {good}</ul>
            </section>
            <Changes page />
            <section>
                <button type="button" class="text-button is-bad" on:click=move |_| page.delete()>
                    {words.delete_draft}
                </button>
            </section>
        </aside>
    }
}

fn told(page: Page, standard: &Standard) -> Vec<Told> {
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let faults = check(standard).into_iter().map(|fault| Told {
        words: (texts.standards.fault)(&fault),
        is_bad: true,
        spot: fault.spot(standard),
    });
    let contradicting = contradictions(standard).into_iter().map(|(item, clause)| Told {
        words: (words.contradicts)(&item, clause),
        is_bad: false,
        spot: Some(Spot::Item(item)),
    });
    let hinted = hints(standard).into_iter().map(|hint| Told {
        words: (words.hint)(&hint),
        is_bad: false,
        spot: hint.spot(),
    });
    let nothing = standard.items().is_empty().then(|| Told {
        words: words.no_items.to_owned(),
        is_bad: true,
        spot: None,
    });
    nothing.into_iter().chain(faults).chain(contradicting).chain(hinted).collect()
}

/// What changed since the standard that the draft was made of.
#[component]
fn Changes(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let from = page.editor.workspace.select(move |ledger| {
        let sha256 = &ledger.drafts.get(&page.id)?.from.as_ref()?.sha256;
        ledger.known_standards().into_iter().find(|(known, _)| known == sha256)
    });
    move || {
        let (sha256, before) = from.get()?;
        let counts = page.with(|standard| {
            let found = compare(&before, standard);
            if found.is_same() {
                return None;
            }
            let count = |fate| found.items_of(fate);
            Some((count(Fate::Added), count(Fate::Removed), count(Fate::Changed)))
        });
        let told = match counts {
            None => words.unchanged.to_owned(),
            Some((added, removed, changed)) => (words.changes)(added, removed, changed),
        };
        let to = Route::StandardCompare(sha256, page.id.to_string());
        Some(view! {
            <section>
                <h3>{(words.compared)(&before.head.version)}</h3>
                <p>{told}</p>
                <p>
                    <a class="text-button" href=to.href()>
                        {words.compare_all}
                    </a>
                </p>
            </section>
        })
    }
}
