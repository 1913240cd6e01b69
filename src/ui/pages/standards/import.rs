//! Import of a standard: its table, then every item with how it is marked, and only then a write.

use leptos::prelude::*;

use super::begin;
use super::reading::rating_lines;
use crate::assessment::check::check;
use crate::assessment::compare::twin;
use crate::i18n::format::points;
use crate::interchange::standard_pack;
use crate::interchange::standard_table::read::{StandardTable, TableFault, read};
use crate::interchange::table::Workbook;
use crate::model::draft::Draft;
use crate::model::id::DraftId;
use crate::model::pack::Extra;
use crate::model::standard::{Area, Item, Standard};
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::field::{Entry, EntryField, FormLine};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::table_head::table_head;
use crate::ui::editor::Editor;
use crate::ui::file_source::FileSource;
use crate::ui::intake::Intake;
use crate::ui::router::Router;

#[component]
pub fn StandardImportPage() -> impl IntoView {
    let editor = Editor::here();
    let texts = editor.texts;
    let words = &texts.standard_import;
    let router = Router::here();
    let source = RwSignal::new(None::<StandardTable>);
    let title = Entry::new("");
    let version = Entry::new("");
    let issuer = Entry::new("");
    let basis = Entry::new("");
    // A file that was dropped on another page, and why it is not taken.
    let refused = RwSignal::new(None::<String>);
    let fill = move |table: StandardTable| {
        let head = &table.standard.head;
        title.set(head.title.clone());
        version.set(head.version.clone());
        issuer.set(head.issuer.clone());
        basis.set(head.basis.clone());
        source.set(Some(table));
    };
    let on_read = Callback::new(move |(name, workbook): (String, Workbook)| {
        refused.set(None);
        let Some(table) = read(&workbook, &name) else { return Some(words.no_table.to_owned()) };
        fill(table);
        None
    });
    let on_json = Callback::new(move |(_, text): (String, String)| {
        refused.set(None);
        let standard = match standard_pack::read(&text) {
            Ok(standard) => standard,
            Err(fault) => return Some((texts.standard_versions.fault)(&fault)),
        };
        fill(StandardTable { standard, faults: Vec::new() });
        None
    });
    let intake = Intake::here();
    Effect::new(move |_| {
        if let Some(file) = intake.take_standard() {
            refused.set(on_json.run(file));
        }
    });
    // The standard with its head as it is typed, tracked.
    let typed = move || {
        let mut standard = source.with(|table| Some(table.as_ref()?.standard.clone()))?;
        // What nobody changed stays to the byte: a standard is known by its hash.
        let text = |entry: Entry, old: &mut String| {
            entry.text.with(|text| {
                if text != old {
                    text.trim().clone_into(old);
                }
            });
        };
        let head = &mut standard.head;
        text(title, &mut head.title);
        text(version, &mut head.version);
        text(issuer, &mut head.issuer);
        text(basis, &mut head.basis);
        Some(standard)
    };
    // The one that is there already, with its hash and what it is called.
    let there = Memo::new(move |_| {
        let known = editor.workspace.ledger_untracked().known_standards();
        let (sha256, one) = twin(&typed()?, &known)?;
        Some((sha256.clone(), format!("{} {}", one.head.title, one.head.version)))
    });
    let take = move |_| {
        let Some(name) = title.need(title.named(), words.name_needed) else { return };
        if let Some((sha256, _)) = there.get_untracked() {
            editor.toaster.say(words.there.to_owned());
            return router.go(&Route::Standards(Some(sha256)));
        }
        let Some(standard) = untrack(typed) else { return };
        if !check(&standard).is_empty() {
            let id = DraftId::new(&mut editor.workspace.new_ids());
            begin(editor, router, Draft { id, from: None, standard, extra: Extra::new() });
            return;
        }
        let taken = editor.edit_aloud(Step::ImportStandard(name), |ledger| {
            ledger.put_standard(&standard);
            Ok(())
        });
        if taken.is_some() {
            router.go(&Route::Standards(Some(standard.sha256())));
        }
    };
    let is_faulty = Memo::new(move |_| {
        source.with(|table| table.as_ref().is_some_and(|table| !check(&table.standard).is_empty()))
    });
    view! {
        <main class="page import-page is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Standards(None).href()>
                    {texts.standards.title}
                </a>
                <h1>{words.title}</h1>
                <div class="actions">
                    <Show when=move || source.read().is_some()>
                        <MoreActions>
                            <button type="button" class="button" on:click=move |_| source.set(None)>
                                {texts.roster_import.other_file}
                            </button>
                        </MoreActions>
                        <button type="button" class="button primary" on:click=take>
                            {move || {
                                if is_faulty.get() { texts.standard_versions.as_draft } else { words.take }
                            }}
                        </button>
                    </Show>
                </div>
            </div>
            {move || match source.get() {
                None => view! {
                    {move || {
                        refused
                            .get()
                            .map(|why| {
                                view! {
                                    <div class="callout bad" role="alert">
                                        <Sign state=State::Bad word=texts.roster_import.cannot />
                                        <p>{why}</p>
                                    </div>
                                }
                            })
                    }}
                    <FileSource on_read on_json drop=words.drop how=words.how />
                }
                .into_any(),
                Some(table) => {
                    view! {
                        <div class="split">
                            <Items editor standard=table.standard.clone() />
                            <aside class="region aside standard-side">
                                <section class="standard-head">
                                    <FormLine label=texts.standards.name>
                                        <EntryField entry=title />
                                    </FormLine>
                                    <FormLine label=texts.standards.version>
                                        <EntryField entry=version />
                                    </FormLine>
                                    <FormLine label=texts.standards.issuer>
                                        <EntryField entry=issuer />
                                    </FormLine>
                                    <FormLine label=texts.standards.basis>
                                        <EntryField entry=basis />
                                    </FormLine>
                                </section>
                                <Faults editor table there />
                            </aside>
                        </div>
                    }
                        .into_any()
                }
            }}
        </main>
    }
}

/// Is the item marked by hand, where it has a mark at all?
fn is_by_hand(item: &Item) -> bool {
    item.parts.is_empty() && item.rules.is_empty()
}

/// An item under the headings of its areas.
#[derive(Clone, PartialEq)]
struct Line {
    path: String,
    item: Item,
}

fn lines(areas: &[Area], over: &str, all: &mut Vec<Line>) {
    for area in areas {
        let path =
            if over.is_empty() { area.title.clone() } else { format!("{over} · {}", area.title) };
        all.extend(area.items.iter().map(|item| Line { path: path.clone(), item: item.clone() }));
        lines(&area.areas, &path, all);
    }
}

#[component]
fn Items(editor: Editor, standard: Standard) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.standard_import;
    let mut all = Vec::new();
    lines(&standard.areas, "", &mut all);
    let by_hand = all.iter().filter(|line| is_by_hand(&line.item)).count();
    let (asked, bonus) = standard.counts();
    let items = (texts.standard_versions.items)(asked, bonus);
    let counts = (words.counts)(&items, all.len() - by_hand, by_hand);
    let only_by_hand = RwSignal::new(false);
    let all = StoredValue::new(all);
    let rows = move || {
        let only = only_by_hand.get();
        all.with_value(|all| {
            let shown = all.iter().filter(|line| !only || is_by_hand(&line.item));
            shown.map(|line| row(editor, line)).collect_view()
        })
    };
    view! {
        <div class="region main">
            <div class="toolbar">
                <button
                    type="button"
                    class="chip"
                    class:is-set=only_by_hand
                    aria-pressed=move || only_by_hand.get().to_string()
                    on:click=move |_| only_by_hand.update(|only| *only = !*only)
                >
                    {words.only_by_hand}
                </button>
                <span class="push found">{counts}</span>
            </div>
            <div class="table-frame">
                <table class="data-table standard-import-table">
                    {table_head(&words.columns, &[3])}
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(editor: Editor, line: &Line) -> AnyView {
    let texts = editor.texts;
    let item = &line.item;
    let rules = item.all_rules().filter_map(|rule| rule.kind.known());
    let rules = rules.map(|kind| (texts.standards.rule_words)(kind));
    let marked = if is_by_hand(item) {
        view! { <Sign state=State::Warn word=texts.standard_import.by_hand /> }.into_any()
    } else {
        rules.map(|words| view! { <p>{words}</p> }).collect_view().into_any()
    };
    view! {
        <tr>
            <td>{item.id.clone()}</td>
            <td>{line.path.clone()}</td>
            <th scope="row">{item.title.clone()}</th>
            <td class="num">{item.full_mark.map(points)}</td>
            <td>{marked}</td>
            <td class="printed">{item.scoring.clone()}</td>
        </tr>
    }
    .into_any()
}

/// What is to be looked at: of the table, and of the standard made of it.
#[component]
fn Faults(
    editor: Editor,
    table: StandardTable,
    /// The standard that is there already: its hash, and what it is called.
    there: Memo<Option<(String, String)>>,
) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.standard_import;
    let of_table = table.faults.iter().map(|fault| {
        let is_bad = matches!(fault, TableFault::TooLarge { .. });
        ((words.fault)(fault), is_bad)
    });
    let of_standard = check(&table.standard);
    let of_standard = of_standard.iter().map(|fault| ((texts.standards.fault)(fault), true));
    let head = table.standard.head.clone();
    let own = table.standard.sha256();
    let known = editor.workspace.ledger_untracked().known_standards();
    let same_version = known.iter().any(|(sha256, one)| {
        *sha256 != own && one.head.id == head.id && one.head.version == head.version
    });
    let known = move || {
        let told = match there.get() {
            Some((sha256, name)) => view! {
                {words.same_as}
                <a class="text-button" href=Route::Standards(Some(sha256)).href()>
                    {name}
                </a>
            }
            .into_any(),
            None if same_version => texts.standard_versions.same_version.into_any(),
            None => return None,
        };
        Some(view! {
            <li class="is-warn">
                <IconView icon=Icon::Warn />
                <div>{told}</div>
            </li>
        })
    };
    let all: Vec<_> = of_table.chain(of_standard).collect();
    let good = all.is_empty().then(|| {
        view! {
            <li class="is-good">
                <IconView icon=Icon::Good />
                <div>{words.understood}</div>
            </li>
        }
    });
    let lines = all.into_iter().map(|(words, is_bad)| {
        view! {
            <li class=if is_bad { "is-bad" } else { "is-warn" }>
                <IconView icon=if is_bad { Icon::Bad } else { Icon::Warn } />
                <div>{words}</div>
            </li>
        }
    });
    let ratings = rating_lines(editor, &table.standard);
    let has_ratings = !table.standard.ratings.is_empty();
    view! {
        <section>
            <h3>{words.table}</h3>
            <ul class="checks">{known} {good} {lines.collect_view()}</ul>
        </section>
        <section>
            <h3>{texts.standards.ratings}</h3>
            <ul>{ratings}</ul>
            {has_ratings.then(|| view! { <p class="note">{words.ratings_about}</p> })}
        </section>
    }
}
