//! Beside the table: what was said of the chosen cell, and how many master each post.

use leptos::prelude::*;

use super::Page;
use crate::planning::competence::count_posts;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::words::person_words;

#[component]
pub fn Side(page: Page) -> impl IntoView {
    let words = &page.editor.texts.skills;
    let workspace = page.editor.workspace;
    let counts = workspace.select(|ledger| count_posts(ledger, ledger.settings.reference()));
    let lines = move || {
        let ledger = workspace.ledger();
        let posts = &ledger.packs.posts.posts;
        let lines = posts.iter().zip(counts.get()).map(|(post, count)| {
            let known = count.proficient + count.able + count.unable > 0;
            // Who was not judged is never taken for unable.
            let nobody = match count.unjudged {
                0 => words.nobody_masters,
                _ => words.nobody_yet,
            };
            let thin = match count.sole {
                Some(person) => Some((words.sole)(&person_words(person, &ledger))),
                None => (known && count.proficient == 0).then(|| nobody.to_owned()),
            };
            let unjudged = (count.unjudged > 0 && (thin.is_some() || !known))
                .then(|| (words.unjudged)(count.unjudged));
            let thin: Vec<_> = thin.into_iter().chain(unjudged).collect();
            let thin = (!thin.is_empty()).then(|| thin.join(page.editor.texts.plan.also));
            let number = |people: usize| if known { people.to_string() } else { "—".to_owned() };
            view! {
                <tr>
                    <td>
                        {post.name.clone()}
                        {thin
                            .map(|thin| {
                                view! {
                                    <span class="is-warn" title=thin.clone()>
                                        <IconView icon=Icon::Warn />
                                        <span class="note">{thin.clone()}</span>
                                    </span>
                                }
                            })}
                    </td>
                    <td class="num">{number(count.proficient)}</td>
                    <td class="num">{number(count.able)}</td>
                    <td class="num">{number(count.unable)}</td>
                    <td class="num quiet">{count.unknown}</td>
                </tr>
            }
        });
        lines.collect_view()
    };
    let heads = crate::model::skill::Skill::KNOWN
        .iter()
        .rev()
        .map(|skill| view! { <th class="num">{(words.skill)(skill)}</th> })
        .collect_view();
    view! {
        <aside class="region aside skill-side">
            {move || chosen(page)}
            <section>
                <h3>{words.counts}</h3>
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th>{words.post}</th>
                            {heads}
                            <th class="num">{words.unknown}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </section>
        </aside>
    }
}

/// Who said what of the cell with the focus.
fn chosen(page: Page) -> Option<AnyView> {
    let texts = page.editor.texts;
    let words = &texts.skills;
    let ledger = page.editor.workspace.ledger();
    let (person, post) = page.cursor.get()?;
    let (person, post) = (ledger.person(person)?, post?);
    let level = page.competence.read().level(person, &post);
    let taken =
        level.as_ref().map_or(words.unknown.to_owned(), |level| (words.skill)(&level.skill));
    let derived = level.is_some_and(|level| level.derived).then_some(words.derived);
    let said = person.appraisals(&post).iter().map(|one| {
        view! {
            <dt>{(words.appraiser)(&one.by)}</dt>
            <dd>
                {(words.skill)(&one.skill)}
                <span class="note">{(texts.format.day)(one.on, ledger.settings.year)}</span>
            </dd>
        }
    });
    let view = view! {
        <section>
            <h3>{(words.cell)(&person.name, ledger.packs.posts.name(&post))}</h3>
            <dl class="facts">
                {said.collect_view()}
                <dt>{words.taken}</dt>
                <dd>
                    {taken} <span class="note">{derived}</span>
                </dd>
            </dl>
        </section>
    };
    Some(view.into_any())
}
