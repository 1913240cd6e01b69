//! One standard to read: areas and items with contents and rules in words, and what the check says.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Known, NewFormButton, begin, save_pack};
use crate::assessment::check::{check, full_mark};
use crate::assessment::hints::hints;
use crate::browser::files;
use crate::i18n::format::points;
use crate::interchange::export_table::to_xlsx;
use crate::interchange::standard_table::write::tables;
use crate::model::draft::Draft;
use crate::model::id::DraftId;
use crate::model::rule::Rule;
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, NotApplicable, Rating, Standard};
use crate::model::step::Step;
use crate::model::version::version_order;
use crate::order::Order as _;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::naming::Naming;
use crate::ui::router::Router;
use crate::ui::table_actions::XLSX;

#[component]
pub(super) fn Reading(editor: Editor, known: Known) -> impl IntoView {
    let texts = editor.texts;
    let router = Router::here();
    let Known { sha256, standard, in_ledger, forms } = known;
    let may_go = in_ledger && forms == 0;
    let title = standard.head.title.clone();
    let own = sha256.clone();
    let delete = may_go.then(|| {
        Callback::new(move |()| {
            let step = Step::DeleteStandard(title.clone());
            if editor.edit_aloud(step, |ledger| ledger.delete_standard(&own)).is_some() {
                router.go(&Route::Standards(None));
            }
        })
    });
    let saved = standard.clone();
    let save = move |_| {
        let head = &saved.head;
        let name = format!("{}_{}.xlsx", head.title, head.version);
        files::download(&name, XLSX, &to_xlsx(&tables(&saved)));
    };
    let packed = standard.clone();
    let naming = Naming::here();
    let save_file = move |_| {
        let packed = packed.clone();
        naming.before(editor, true, move || save_pack(editor, &packed));
    };
    let made_of = standard.clone();
    let copy = move |_| {
        let title = (texts.standard_editor.copy_of)(&made_of.head.title);
        let id = DraftId::new(&mut editor.workspace.new_ids());
        begin(editor, router, Draft::copy(id, &made_of, title));
    };
    let made_of = standard.clone();
    let revise = move |_| {
        let id = DraftId::new(&mut editor.workspace.new_ids());
        let known = editor.workspace.ledger_untracked().known_standards();
        let own = known.iter().filter(|(_, one)| one.head.id == made_of.head.id);
        let taken: Vec<_> = own.map(|(_, one)| one.head.version.as_str()).collect();
        begin(editor, router, Draft::revision(id, &made_of, &taken));
    };
    let words = &texts.standards;
    let head = standard.head.clone();
    let own_sha256 = sha256.clone();
    let all: Vec<Item> = standard.items().into_iter().cloned().collect();
    let first = all.first().map_or_else(String::new, |item| item.id.clone());
    let current = RwSignal::new(first);
    let tree = standard.areas.iter().map(|area| area_lines(area, true, current)).collect_view();
    let items = StoredValue::new(all);
    let open = move || {
        let id = current.get();
        let item = items.with_value(|items| items.iter().find(|item| item.id == id).cloned());
        item.map(|item| view! { <ItemText editor item /> })
    };
    view! {
        <main class="page standard-page is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Standards(None).href()>
                    {words.title}
                </a>
                <h1>{head.title.clone()}</h1>
                <span class="about">
                    {head
                        .example
                        .then(|| view! { <span class="tag">{texts.assessments.example}</span> })}
                    {format!(" {}", head.version)}
                </span>
                <NewFormButton editor preset=sha256>
                    <MoreActions>
                        <button type="button" class="text-button" on:click=save>
                            {texts.standard_import.save}
                        </button>
                        <button type="button" class="text-button" on:click=save_file>
                            {texts.standard_versions.save_pack}
                        </button>
                        <button type="button" class="text-button" on:click=copy>
                            {texts.standard_editor.copy}
                        </button>
                        <button type="button" class="text-button" on:click=revise>
                            {texts.standard_editor.revise}
                        </button>
                    </MoreActions>
                </NewFormButton>
            </div>
            <div class="split">
                <nav class="region tree" aria-label=texts.assessment.tree>
                    <ol>{tree}</ol>
                </nav>
                <article class="region main item-view">{open}</article>
                <About editor standard sha256=own_sha256 nostrip:delete=delete />
            </div>
        </main>
    }
}

/// An area with its items and sub-areas, to any depth.
fn area_lines(area: &Area, is_top: bool, current: RwSignal<String>) -> AnyView {
    let marks = full_mark(area).filter(|marks| *marks > Hundredths::ZERO).map(points);
    let items = area
        .items
        .iter()
        .map(|item| {
            let (id, at) = (item.id.clone(), item.id.clone());
            view! {
                <li class="item" aria-current=move || (*current.read() == at).then_some("true")>
                    <button type="button" on:click=move |_| current.set(id.clone())>
                        <span class="code">{item.id.clone()}</span>
                        <span class="clip">{item.title.clone()}</span>
                        <span class="num">{item.full().map(points)}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    let areas = area.areas.iter().map(|area| area_lines(area, false, current)).collect_view();
    let class = if is_top { "area" } else { "sub area" };
    view! {
        <li class=class>
            <span class="code">{area.id.clone()}</span>
            {area.title.clone()}
            <span class="num">{marks}</span>
        </li>
        {items}
        {areas}
    }
    .into_any()
}

/// One item: contents and rules.
#[component]
fn ItemText(editor: Editor, item: Item) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.standards;
    let methods: Vec<_> = item.methods.iter().map(|one| (words.method)(one)).collect();
    let parts = item.parts.iter().map(|part| (part.rule.clone(), Some(part.full_mark)));
    let rules = item.rules.iter().map(|rule| (rule.clone(), None));
    let lines = parts
        .chain(rules)
        .enumerate()
        .map(|(at, (rule, marks))| {
            view! { <RuleText editor number=at + 1 rule marks /> }
        })
        .collect_view();
    let fact = |label: &'static str, text: String| {
        (!text.is_empty()).then(|| {
            view! {
                <dt>{label}</dt>
                <dd>{text}</dd>
            }
        })
    };
    let not_applicable = match item.not_applicable {
        NotApplicable::NotAllowed => String::new(),
        rule => (words.not_applicable)(rule).to_owned(),
    };
    view! {
        <div class="item-scroll">
            <header>
                <h2>
                    <span class="code">{item.id.clone()}</span>
                    {item.title.clone()}
                </h2>
                <p class="item-score">
                    {item.full().map(|full| (texts.assessment.points)(&points(full)))}
                </p>
            </header>
            <dl class="facts wide">
                {fact(texts.assessment.content, item.content.clone())}
                {fact(texts.assessment.method, methods.join(texts.model.comma))}
                {fact(texts.assessment.scoring, item.scoring.clone())}
                {fact(words.evidence, item.evidence.join(texts.model.comma))}
                {fact(words.may_not_apply, not_applicable)}
                {fact(words.source, item.source.clone())}
            </dl>
            <table class="marking rule-lines">
                <thead>
                    <tr>
                        <th colspan="2">{words.kind}</th>
                        <th>{words.rule}</th>
                        <th class="num">{texts.assessment.marks}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

#[component]
fn RuleText(editor: Editor, number: usize, rule: Rule, marks: Option<Hundredths>) -> impl IntoView {
    let words = &editor.texts.standards;
    let kind = rule.kind.known();
    view! {
        <tr>
            <td class="no">{number}</td>
            <td class="nowrap">{(words.kind_word)(kind)}</td>
            <td class="rule-text">
                <p>{rule.text.clone()}</p>
                <p class="note">{kind.map(|kind| (words.rule_words)(kind))}</p>
            </td>
            <td class="num">{marks.map(points)}</td>
        </tr>
    }
}

/// The ratings with where they begin; the lowest ends short of the next.
pub(super) fn rating_lines(editor: Editor, standard: &Standard) -> AnyView {
    let words = &editor.texts.standards;
    let line = |rating: &Rating| {
        let above = standard.ratings.iter().map(|other| other.at_least);
        let next = above.filter(|other| *other > rating.at_least).min();
        let line = match next.filter(|_| rating.at_least == Hundredths::ZERO) {
            Some(next) => (words.rating_lowest)(&rating.name, next),
            None => (words.rating)(&rating.name, rating.at_least),
        };
        view! { <li>{line}</li> }
    };
    standard.ratings.iter().map(line).collect_view().into_any()
}

/// Check, source and ratings at the right, and what deletes it where it may go.
#[component]
fn About(
    editor: Editor,
    standard: Arc<Standard>,
    sha256: String,
    #[prop(optional)] delete: Option<Callback<()>>,
) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.standards;
    let faults = check(&standard);
    let count = faults.len();
    let editing = &texts.standard_editor;
    let hinted: Vec<_> = hints(&standard)
        .iter()
        .map(|hint| {
            view! {
                <li class="is-warn">
                    <IconView icon=Icon::Warn />
                    <div>{(editing.hint)(hint)}</div>
                </li>
            }
        })
        .collect();
    let verdict = if standard.items().is_empty() {
        view! {
            <li class="is-warn">
                <IconView icon=Icon::Warn />
                <div>{editing.no_items}</div>
            </li>
        }
        .into_any()
    } else if faults.is_empty() {
        view! {
            <li class="is-good">
                <IconView icon=Icon::Good />
                <div>
                    {
                        let (asked, bonus) = standard.counts();
                        (words.no_faults)(&(texts.standard_versions.items)(asked, bonus))
                    }
                </div>
            </li>
        }
        .into_any()
    } else {
        faults
            .iter()
            .map(|fault| {
                view! {
                    <li class="is-bad">
                        <IconView icon=Icon::Bad />
                        <div>{(words.fault)(fault)}</div>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    let ratings = rating_lines(editor, &standard);
    let head = standard.head.clone();
    let id = head.id.clone();
    view! {
        <aside class="region aside standard-side">
            <section>
                <h3>
                    {words.check}
                    {(count > 0).then(|| view! { <span class="is-bad">{(words.faults)(count)}</span> })}
                </h3>
                <ul class="checks">{verdict} {hinted}</ul>
            </section>
            <section>
                <h3>{words.source}</h3>
                <dl class="facts">
                    <dt>{words.issuer}</dt>
                    <dd>{head.issuer}</dd>
                    <dt>{words.version}</dt>
                    <dd>{head.version}</dd>
                    <dt>{words.basis}</dt>
                    <dd>{head.basis}</dd>
                    <dt>{texts.files.sha256}</dt>
                    <dd class="mono clip" title=sha256.clone()>
                        {sha256.clone()}
                    </dd>
                    {standard
                        .bonus_cap
                        .map(|cap| {
                            view! {
                                <dt>{words.bonus_cap}</dt>
                                <dd>{(texts.assessment.points)(&points(cap))}</dd>
                            }
                        })}
                </dl>
            </section>
            <section>
                <h3>{words.ratings}</h3>
                <ul>{ratings}</ul>
            </section>
            <Versions editor id sha256 />
            {delete
                .map(|delete| {
                    view! {
                        <section>
                            <button
                                type="button"
                                class="text-button is-bad"
                                on:click=move |_| delete.run(())
                            >
                                {words.delete}
                            </button>
                        </section>
                    }
                })}
        </aside>
    }
}

/// The other versions of the standard, and what else it can be compared with.
#[component]
fn Versions(editor: Editor, id: String, sha256: String) -> impl IntoView {
    let words = &editor.texts.standard_versions;
    let router = Router::here();
    let mut all: Vec<_> = editor.workspace.ledger_untracked().known_standards();
    all.order_by(|(_, one), (_, other)| version_order(&one.head.version, &other.head.version));
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, one)| one.head.id == id);
    let is_alone = own.len() < 2;
    let versions = own
        .iter()
        .map(|(other, standard)| {
            let is_this = *other == sha256;
            // Oldest first: what comes before this one is older.
            let is_older =
                own.iter().take_while(|(one, _)| *one != sha256).any(|(one, _)| one == other);
            let link = (!is_this).then(|| {
                let (older, newer) = if is_older { (other, &sha256) } else { (&sha256, other) };
                let to = Route::StandardCompare(older.clone(), newer.clone());
                view! {
                    <a class="text-button" href=to.href()>
                        {words.compare}
                    </a>
                }
            });
            let to = Route::Standards(Some(other.clone()));
            view! {
                <li>
                    <a class="plain" href=to.href()>
                        {standard.head.version.clone()}
                    </a>
                    " "
                    {is_this.then(|| view! { <span class="quiet">{words.this_one}</span> })}
                    {link}
                </li>
            }
        })
        .collect_view();
    let options = others
        .iter()
        .map(|(sha256, standard)| {
            let name = format!("{} {}", standard.head.title, standard.head.version);
            view! { <option value=sha256.clone()>{name}</option> }
        })
        .collect_view();
    let here = sha256.clone();
    view! {
        <section>
            <h3>{words.versions}</h3>
            <ul class="version-list">{versions}</ul>
            {is_alone.then(|| view! { <p class="note">{words.only_version}</p> })}
            <select
                class="field small"
                aria-label=words.against
                on:change:target=move |event| {
                    let other = event.target().value();
                    if !other.is_empty() {
                        router.go(&Route::StandardCompare(other, here.clone()));
                    }
                }
            >
                <option value="">{words.against}</option>
                {options}
            </select>
        </section>
    }
}
