//! The proposal of all pairs: what it would change and why, taken over as one step.

use leptos::prelude::*;

use super::Tab;
use crate::i18n::messages::Messages;
use crate::model::id::{PairId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::pair::Pair;
use crate::model::step::Step;
use crate::planning::pairing::request::{PairProposal, ProposedPair};
use crate::route::Route;
use crate::ui::components::dialog::AskDialog;
use crate::ui::words::{office_words, person_words};

/// Why two are a pair: 学食品监管；同所，年长 22 岁.
fn reason_words(pair: &ProposedPair, ledger: &Ledger, texts: &Messages) -> String {
    let words = &texts.pairs;
    let posts = &ledger.packs.posts;
    let taught: Vec<_> = pair.posts.iter().map(|post| posts.name(post)).collect();
    let learns = (!taught.is_empty()).then(|| (words.learns)(&taught.join(texts.model.comma)));
    let grounds: Vec<_> =
        pair.reasons.iter().filter_map(|reason| (words.ground)(&reason.ground)).collect();
    let grounds = Some(grounds.join(texts.model.comma)).filter(|grounds| !grounds.is_empty());
    learns.into_iter().chain(grounds).collect::<Vec<_>>().join(texts.plan.also)
}

/// Who is left, with why.
pub fn left_words(
    proposal: &PairProposal,
    ledger: &Ledger,
    texts: &Messages,
) -> Vec<(PersonId, String)> {
    let words = &texts.pairs;
    let unmatched = proposal.unmatched.iter().map(|(who, why)| (*who, (words.why_left)(why)));
    let away = proposal.away.iter().map(|who| (*who, words.now_away.to_owned()));
    let office = |who: PersonId| ledger.person(who).map(|one| office_words(one.office, ledger));
    unmatched
        .chain(away)
        .map(|(who, why)| (who, format!("{} {why}", office(who).unwrap_or_default())))
        .collect()
}

/// Takes a proposal over, with the reasons in words as what each pair is about.
fn accept(tab: Tab, proposal: &PairProposal) -> bool {
    let page = tab.page;
    let texts = page.editor.texts;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let today = workspace.today();
    let mut ids = workspace.new_ids();
    let made: Vec<Pair> = proposal
        .pairs
        .iter()
        .filter(|pair| pair.known.is_none())
        .map(|pair| Pair {
            id: PairId::new(&mut ids),
            helper: pair.helper,
            helped: pair.helped,
            subject: reason_words(pair, &ledger, texts),
            meetings: Vec::new(),
            ended: None,
            extra: Extra::new(),
        })
        .collect();
    let done = (texts.pairs.accepted)(made.len(), proposal.ended.len());
    let title = ledger.plans.get(&page.id).map_or_else(String::new, |plan| plan.title.clone());
    let accepted = page.edit_as(Step::PairPeople(title), |plan| {
        proposal.ended.iter().try_for_each(|id| plan.end_pair(*id, today))?;
        made.into_iter().try_for_each(|pair| plan.put_pair(pair))
    });
    if accepted {
        let back = move || workspace.undo();
        page.editor.toaster.say_with(done, texts.shell.take_back, back);
    }
    accepted
}

#[component]
pub fn ProposalDialog(tab: Tab) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let ledger = page.editor.workspace.ledger_untracked();
    let proposal = tab.proposing.get_untracked().unwrap_or_default();
    let is_judged = ledger.people().any(|person| !person.skills.is_empty());
    let (kept, made): (Vec<_>, Vec<_>) =
        proposal.pairs.iter().partition(|pair| pair.known.is_some());
    let left = left_words(&proposal, &ledger, texts);
    let changes = !made.is_empty() || !proposal.ended.is_empty();
    let counts = [
        (words.kept)(kept.len()),
        (words.made)(made.len()),
        (words.dissolved)(proposal.ended.len()),
        (words.left)(left.len()),
    ];
    let about = match (is_judged, changes) {
        (false, _) => words.not_judged,
        (true, false) => words.nothing_new,
        (true, true) => words.proposal_hint,
    };
    // A helper who was replaced stands beside the new one.
    let plan = ledger.plans.get(&page.id);
    let ended: Vec<_> = plan
        .into_iter()
        .flat_map(|plan| &plan.pairs)
        .filter(|pair| proposal.ended.contains(&pair.id))
        .collect();
    let before = |helped: PersonId| {
        let pair = ended.iter().find(|pair| pair.helped == helped)?;
        Some((words.was_with)(&person_words(pair.helper, &ledger)))
    };
    let head = (!made.is_empty()).then(|| {
        view! {
            <thead>
                <tr>
                    <th>{words.helper}</th>
                    <th>{words.helped}</th>
                    <th>{words.subject}</th>
                </tr>
            </thead>
        }
    });
    let made = made
        .into_iter()
        .map(|pair| {
            view! {
                <tr>
                    <td>
                        <b>{person_words(pair.helper, &ledger)}</b>
                    </td>
                    <td>{person_words(pair.helped, &ledger)}</td>
                    <td>
                        {reason_words(pair, &ledger, texts)}
                        <span class="note">{before(pair.helped)}</span>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let left = left
        .into_iter()
        .map(|(person, why)| {
            view! {
                <li>
                    <span>{person_words(person, &ledger)}</span>
                    <span class="note">{why}</span>
                </li>
            }
        })
        .collect_view();
    let close = Callback::new(move |()| tab.proposing.set(None));
    let proposal = StoredValue::new(proposal);
    let take = move || {
        if proposal.with_value(|proposal| accept(tab, proposal)) {
            close.run(());
        }
    };
    let link = move || {
        view! {
            <Show when=move || !is_judged>
                <a href=Route::Skills.href()>{words.to_skills}</a>
            </Show>
        }
    };
    view! {
        <div class="pair-dialog">
            <AskDialog
                title=words.proposal
                on_close=close
                ok=words.accept
                on_ok=take
                disabled=!changes
                left=link
            >
                <p>
                    <b>{counts.join(texts.model.comma)}</b>
                </p>
                <p class="note">{about}</p>
                <table class="plain-table proposal-table">
                    {head} <tbody>{made}</tbody>
                </table>
                <ul class="lines left-list">{left}</ul>
            </AskDialog>
        </div>
    }
}
