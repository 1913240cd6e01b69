//! Circles (互学小组): made of the pairs or by hand, their people and their log.

use leptos::prelude::*;

use super::Tab;
use super::log::{CloseSide, Meetings};
use crate::model::id::{PairId, PersonId};
use crate::model::pack::Extra;
use crate::model::pair::{CIRCLE, Circle, Meeting};
use crate::model::step::Step;
use crate::planning::pairing::circles::propose_circles;
use crate::ui::components::field::{FormLine, KeptField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::PersonPicker;
use crate::ui::words::{office_words, person_words};

fn circle(id: PairId, title: String, helpers: Vec<PersonId>, members: Vec<PersonId>) -> Circle {
    Circle { id, title, helpers, members, meetings: Vec::new(), extra: Extra::new() }
}

/// Makes circles around the helpers who have learners, as one step.
pub fn make_circles(tab: Tab) {
    let page = tab.page;
    let words = &page.editor.texts.pairs;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let Some(plan) = ledger.plans.get(&page.id) else { return };
    let reference = ledger.settings.reference();
    let proposed = propose_circles(&ledger, plan, reference, workspace.today());
    if proposed.is_empty() {
        page.editor.toaster.refuse(words.no_circles);
        return;
    }
    let count = proposed.len();
    let mut ids = workspace.new_ids();
    let title = |helpers: &[PersonId]| {
        let helper = helpers.first().and_then(|helper| ledger.person(*helper));
        let office = helper.map(|helper| office_words(helper.office, &ledger));
        let post = helper.and_then(|helper| helper.main_post());
        let post = post.map(|post| ledger.packs.posts.name(post));
        (words.circle_title)(&office.unwrap_or_default(), post.unwrap_or_default())
    };
    let circles: Vec<_> = proposed
        .into_iter()
        .map(|one| circle(PairId::new(&mut ids), title(&one.helpers), one.helpers, one.members))
        .collect();
    let done = page.edit_as(Step::MakeCircles(plan.title.clone()), |plan| {
        circles.into_iter().try_for_each(|circle| plan.put_circle(circle))
    });
    if done {
        let back = move || workspace.undo();
        let done = (words.circles_made)(count);
        page.editor.toaster.say_with(done, page.editor.texts.shell.take_back, back);
    }
}

/// Makes an empty circle and opens it.
pub fn new_circle(tab: Tab) {
    let id = PairId::new(&mut tab.page.editor.workspace.new_ids());
    let titles = tab
        .page
        .with(|plan| plan.mutual.circles.iter().map(|one| one.title.clone()).collect::<Vec<_>>());
    let mut numbered = (1..).map(tab.page.editor.texts.pairs.numbered_circle);
    let title = numbered.find(|title| !titles.contains(title)).unwrap_or_default();
    if tab.page.edit(|plan| plan.put_circle(circle(id, title, Vec::new(), Vec::new()))) {
        tab.open.set(Some(id));
    }
}

/// A circle: its name, its people, its meetings.
#[component]
pub fn CircleSide(tab: Tab, circle: Circle) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let workspace = page.editor.workspace;
    let ledger = workspace.ledger_untracked();
    let (id, title, meetings) = (circle.id, circle.title.clone(), circle.meetings.clone());
    let size = circle.people().count();
    let is_odd = !CIRCLE.contains(&size) || circle.helpers.is_empty();
    let kept = StoredValue::new(circle.clone());
    let change = move |edit: &dyn Fn(&mut Circle)| {
        let mut changed = kept.get_value();
        edit(&mut changed);
        page.edit(|plan| plan.put_circle(changed));
    };
    let lines = circle
        .people()
        .map(|person| {
            let helps = circle.helpers.contains(&person);
            let turn = move |_| {
                change(&|circle| {
                    circle.helpers.retain(|other| *other != person);
                    circle.members.retain(|other| *other != person);
                    let people = if helps { &mut circle.members } else { &mut circle.helpers };
                    people.push(person);
                });
            };
            view! {
                <li>
                    <span>{person_words(person, &ledger)}</span>
                    <span class="push">
                        <button
                            type="button"
                            class="chip"
                            class:is-set=helps
                            aria-pressed=helps.to_string()
                            on:click=turn
                        >
                            {words.circle_helper}
                        </button>
                        <button
                            type="button"
                            class="icon-button small"
                            title=texts.plan.remove
                            on:click=move |_| {
                                change(&|circle| {
                                    circle.helpers.retain(|other| *other != person);
                                    circle.members.retain(|other| *other != person);
                                });
                            }
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    </span>
                </li>
            }
        })
        .collect_view();
    let among = Signal::derive(move || {
        let ledger = workspace.ledger();
        let others = ledger.enrolled(ledger.settings.reference()).map(|person| person.id);
        kept.with_value(|circle| {
            others.filter(|id| circle.people().all(|other| other != *id)).collect::<Vec<_>>()
        })
    });
    let write = Callback::new(move |meetings: Vec<Meeting>| {
        change(&|circle| circle.meetings.clone_from(&meetings));
    });
    view! {
        <aside class="region aside pair-log">
            <section>
                <h3>{title.clone()} <CloseSide tab /></h3>
                <FormLine label=words.circle_name>
                    <KeptField
                        label=words.circle_name
                        value=Signal::stored(title)
                        commit=Callback::new(move |title: String| {
                            let changed = Circle { title, ..kept.get_value() };
                            page.edit_at(|plan| plan.put_circle(changed))
                        })
                    />
                </FormLine>
                <p class="note" class:is-warn=is_odd>
                    {words.circle_size}
                </p>
                <ul class="lines circle-people">{lines}</ul>
                <PersonPicker
                    placeholder=words.add_member
                    among
                    on_choose=Callback::new(move |person| {
                        change(&|circle| circle.members.push(person));
                    })
                />
                <p class="acts">
                    <button
                        type="button"
                        class="text-button is-bad"
                        on:click=move |_| {
                            page.edit(|plan| plan.remove_circle(id));
                            tab.open.set(None);
                        }
                    >
                        {words.dissolve_circle}
                    </button>
                </p>
            </section>
            <Meetings tab meetings write />
        </aside>
    }
}
