//! 自评报告: the written part, chapter by chapter, with what it can begin with.

use leptos::prelude::*;

use super::issue_table::reasons_words;
use super::{Head, Page};
use crate::assessment::issues::{Issue, official_issues};
use crate::assessment::report::{Chapter, chapters, issues_of, outdated, with_lines};
use crate::i18n::messages::Messages;
use crate::model::mending::Spot;
use crate::model::report::Passage;
use crate::route::{AssessmentView, Route};
use crate::ui::components::icon::{Icon, IconView};

/// How a problem is called in a sentence: its code and title.
fn named(issue: &Issue) -> String {
    let (Spot::Item(id) | Spot::Area(id)) = &issue.spot;
    format!("{id} {}", issue.title)
}

/// The problems of a chapter.
fn issues_here(page: Page, chapter: &Chapter) -> Vec<Issue> {
    let ledger = page.editor.workspace.ledger_untracked();
    let form = ledger.assessments.get(&page.id);
    let all = form.and_then(|form| official_issues(&ledger, form)).map(|(_, issues)| issues);
    let found = all.zip(page.standard.get_untracked());
    found.map_or_else(Vec::new, |(all, standard)| {
        issues_of(chapter, &standard, &all).into_iter().cloned().collect()
    })
}

fn problem_words(issue: &Issue, texts: &Messages) -> String {
    (texts.report.issue)(&named(issue), &reasons_words(issue, texts), issue.points)
}

/// The sentences that a passage of a chapter can begin with.
fn offered(page: Page, chapter: &Chapter, passage: Passage) -> Vec<String> {
    let texts = page.editor.texts;
    let words = &texts.report;
    match passage {
        Passage::Practice => Vec::new(),
        Passage::Results => page.figures.with_untracked(|figures| {
            let facts = &texts.ledger_figures;
            let line = |figure: &crate::assessment::figures::Figure| {
                // A sentence breaks where it likes.
                let value = (facts.value)(figure).replace('\u{a0}', "");
                (words.figure)(&(facts.kind)(&figure.kind), &value)
            };
            figures.iter().map(line).collect()
        }),
        Passage::Problems => {
            issues_here(page, chapter).iter().map(|issue| problem_words(issue, texts)).collect()
        }
        Passage::Next => {
            let mended = |issue: &&Issue| {
                let mending = &issue.mending;
                !mending.done && (!mending.owner.is_empty() || mending.due.is_some())
            };
            issues_here(page, chapter)
                .iter()
                .filter(mended)
                .map(|issue| {
                    let year = page.editor.workspace.today().year();
                    let due = issue.mending.due.map(|due| (texts.format.day)(due, year));
                    let due = due.unwrap_or_default();
                    (words.next)(&named(issue), &issue.mending.owner, &due)
                })
                .collect()
        }
    }
}

#[component]
pub(super) fn ReportView(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.report;
    let all = page.standard.with_untracked(|standard| {
        standard.as_ref().map_or_else(Vec::new, |standard| chapters(standard))
    });
    let chapters =
        all.into_iter().map(|chapter| view! { <ChapterView page chapter /> }).collect_view();
    view! {
        <main class="page table-page report-page is-filled">
            <Head page view=AssessmentView::Report />
            <div class="table-frame report">
                <div class="report-body">
                    <p class="report-actions no-print">
                        <a
                            class="button"
                            href=Route::Assessment(page.id, AssessmentView::Print).href()
                        >
                            <IconView icon=Icon::Print />
                            {words.print_both}
                        </a>
                        <span class="note">{words.print_about}</span>
                    </p>
                    {chapters}
                </div>
            </div>
        </main>
    }
}

#[component]
fn ChapterView(page: Page, chapter: Chapter) -> impl IntoView {
    let words = &page.editor.texts.report;
    let area = chapter.area.clone();
    let is_blank = Memo::new(move |_| {
        page.form.with(|form| {
            let narrative = form.as_ref().and_then(|form| form.report.of(area.as_deref()));
            narrative.is_none_or(|narrative| narrative.is_blank())
        })
    });
    let heading = match &chapter.area {
        None => words.whole.to_owned(),
        Some(id) => format!("{id}\u{3000}{}", chapter.title),
    };
    let passages = Passage::ALL
        .into_iter()
        .map(|passage| view! { <PassageView page chapter=chapter.clone() passage /> })
        .collect_view();
    view! {
        <section class="chapter" class:no-print=is_blank>
            <h2>{heading}</h2>
            {passages}
        </section>
    }
}

#[component]
fn PassageView(page: Page, chapter: Chapter, passage: Passage) -> impl IntoView {
    let words = &page.editor.texts.report;
    let label = (words.passage)(passage);
    let chapter = StoredValue::new(chapter);
    let kept = Memo::new(move |_| {
        let form = page.form.get();
        let narrative = form
            .as_ref()
            .and_then(|form| chapter.with_value(|chapter| form.report.of(chapter.area.as_deref())));
        narrative.map_or_else(String::new, |narrative| narrative.text(passage).to_owned())
    });
    let write = move |text: String| {
        // A field that is left because its page goes has handed on what was typed before.
        if kept.try_get_untracked().is_none_or(|before| before == text) {
            return;
        }
        if untrack(|| page.own_is_done()) {
            page.editor.toaster.refuse(page.editor.texts.assessment.is_finished);
            return;
        }
        page.write(|form| {
            chapter.with_value(|chapter| {
                form.edit_narrative(chapter.area.as_deref(), |narrative| {
                    *narrative.text_mut(passage) = text;
                });
            });
        });
    };
    // What an input method is still composing is no text yet.
    let composing = StoredValue::new(false);
    let begin = match passage {
        Passage::Practice => None,
        // The figures are about everybody, not about an area.
        Passage::Results => {
            let is_whole = chapter.with_value(|chapter| chapter.area.is_none());
            is_whole.then_some(words.from_figures)
        }
        Passage::Problems => Some(words.from_issues),
        Passage::Next => Some(words.from_mending),
    };
    let offer = move |_| {
        let before = kept.get_untracked();
        let lines = chapter.with_value(|chapter| offered(page, chapter, passage));
        let after = with_lines(&before, &lines);
        if after.trim_end() == before.trim_end() {
            page.editor.toaster.say(words.nothing_new);
        } else {
            write(after);
        }
    };
    let is_locked = move || page.own_is_done() || page.own_is_received();
    // What was taken from the marks does not follow them.
    let old = move || {
        let text = kept.get();
        page.form.track();
        let is_told = passage == Passage::Problems && !text.is_empty();
        let count = is_told.then(|| {
            let issues = chapter.with_value(|chapter| issues_here(page, chapter));
            let now = issues.iter().map(|one| (named(one), problem_words(one, page.editor.texts)));
            outdated(&text, now)
        })?;
        (count > 0).then(|| {
            view! { <span class="note is-warn no-print">{(words.outdated)(count)}</span> }
        })
    };
    let rows = move || kept.with(|text| text.lines().count() + 1).clamp(3, 16).to_string();
    view! {
        <div class="passage" class:no-print=move || kept.with(|text| text.trim().is_empty())>
            <div class="passage-head">
                <h3>{label}</h3>
                {move || {
                    let begin = begin.filter(|_| !is_locked())?;
                    Some(view! {
                        <button type="button" class="text-button no-print" on:click=offer>
                            {begin}
                        </button>
                    })
                }}
                {old}
                <span class="note push">
                    {move || {
                        let count = kept.with(|text| text.chars().filter(|one| !one.is_whitespace()).count());
                        (count > 0).then(|| (words.characters)(count))
                    }}
                </span>
            </div>
            <textarea
                class="field no-print"
                rows=rows
                aria-label=label
                placeholder=(words.asks)(passage)
                prop:value=kept
                disabled=is_locked
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend:target=move |event| {
                    composing.set_value(false);
                    write(event.target().value());
                }
                on:input:target=move |event| {
                    if composing.try_get_value() == Some(false) {
                        write(event.target().value());
                    }
                }
                on:change:target=move |event| write(event.target().value())
            ></textarea>
            <p class="only-print">{kept}</p>
        </div>
    }
}
