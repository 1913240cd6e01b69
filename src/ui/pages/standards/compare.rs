//! Two standards side by side: what was added, taken away, moved and changed, field by field.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::compare::{
    AreaField, Comparison, Fate, HeadField, ItemField, Move, Pair, compare,
};
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::interchange::standard_table::clause::Around;
use crate::interchange::standard_table::words::words as clause_words;
use crate::model::id::DraftId;
use crate::model::ledger::Ledger;
use crate::model::rule::Rule;
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, Standard};
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::router::Router;
use crate::ui::table_actions::TableActions;

/// A standard of the ledger or the program by its hash, or a draft by its id.
fn find(ledger: &Ledger, key: &str) -> Option<Arc<Standard>> {
    if let Some(draft) = DraftId::parse(key).and_then(|id| ledger.drafts.get(&id)) {
        return Some(Arc::new(draft.standard.clone()));
    }
    let mut known = ledger.known_standards().into_iter();
    known.find(|(sha256, _)| sha256 == key).map(|(_, standard)| standard)
}

/// One line of the table.
struct Line {
    /// Empty where it goes on with the item above.
    item: String,
    fate: Option<Fate>,
    field: &'static str,
    before: String,
    after: String,
}

/// Both standards with what they are called by.
struct Both<'a> {
    before: &'a Standard,
    after: &'a Standard,
    texts: &'static Messages,
}

impl Both<'_> {
    fn lines(&self, found: &Comparison<'_>, all: bool) -> Vec<Line> {
        let words = &self.texts.standard_versions;
        let mut lines = Vec::new();
        let head = found.head.iter().map(|field| {
            let text = |standard| self.head_text(*field, standard);
            ((words.head_field)(*field), text(self.before), text(self.after))
        });
        push(&mut lines, words.whole.to_owned(), Fate::Changed, head.collect());
        for pair in &found.areas {
            let fields = self.area_lines(pair);
            let named = pair.after.or(pair.before);
            let name = named.map(|area| format!("{} {}", area.id, area.title));
            self.of_pair(&mut lines, name.unwrap_or_default(), pair.fate(), fields, all);
        }
        for pair in &found.items {
            let fields = self.item_lines(pair);
            let named = pair.after.or(pair.before);
            let name = named.map(|item| format!("{} {}", item.id, item.title));
            self.of_pair(&mut lines, name.unwrap_or_default(), pair.fate(), fields, all);
        }
        lines
    }

    fn of_pair(
        &self,
        lines: &mut Vec<Line>,
        name: String,
        fate: Fate,
        fields: Vec<(&'static str, String, String)>,
        all: bool,
    ) {
        match fate {
            Fate::Same if !all => {}
            Fate::Same => lines.push(Line {
                item: name,
                fate: Some(fate),
                field: "",
                before: String::new(),
                after: String::new(),
            }),
            _ => push(lines, name, fate, fields),
        }
    }

    fn area_lines(&self, pair: &Pair<'_, Area, AreaField>) -> Vec<(&'static str, String, String)> {
        let words = &self.texts.standard_versions;
        let over = |standard: &Standard, area: &Area| {
            standard.area_over(&area.id).map_or_else(String::new, named)
        };
        let behind = |standard: &Standard, area: &Area| {
            let list = standard.area_over(&area.id).map_or(&standard.areas, |over| &over.areas);
            (words.behind)(list.iter().take_while(|one| one.id != area.id).last().map(named))
        };
        let Some((before, after)) = pair.before.zip(pair.after) else {
            // Nothing more to say of what is there only once.
            let text =
                |area: Option<&Area>| area.map(|area| area.title.clone()).unwrap_or_default();
            return vec![(
                (words.area_field)(AreaField::Title),
                text(pair.before),
                text(pair.after),
            )];
        };
        let moved = pair.moved.map(|moved| match moved {
            Move::Elsewhere => (words.moved, over(self.before, before), over(self.after, after)),
            Move::Within => (words.order, behind(self.before, before), behind(self.after, after)),
        });
        let fields = pair.fields.iter().map(|field| {
            let text = |area| self.area_text(*field, area);
            ((words.area_field)(*field), text(before), text(after))
        });
        moved.into_iter().chain(fields).collect()
    }

    fn item_lines(&self, pair: &Pair<'_, Item, ItemField>) -> Vec<(&'static str, String, String)> {
        let words = &self.texts.standard_versions;
        let Some((before, after)) = pair.before.zip(pair.after) else {
            const SHORT: [ItemField; 2] = [ItemField::FullMark, ItemField::Rules];
            let text = |item: Option<&Item>, standard: &Standard, field: ItemField| {
                item.map(|item| self.item_text(field, item, standard)).unwrap_or_default()
            };
            let line = |field| {
                let before = text(pair.before, self.before, field);
                ((words.item_field)(field), before, text(pair.after, self.after, field))
            };
            let lines = SHORT.map(line).into_iter();
            return lines
                .filter(|(_, before, after)| !(before.is_empty() && after.is_empty()))
                .collect();
        };
        let area = |standard: &Standard, item: &Item| {
            standard.area_of(&item.id).map_or_else(String::new, named)
        };
        let behind = |standard: &Standard, item: &Item| {
            let list = standard.area_of(&item.id).map_or(&[][..], |area| &area.items);
            let before = list.iter().take_while(|one| one.id != item.id).last();
            (words.behind)(before.map(|item| format!("{} {}", item.id, item.title)))
        };
        let moved = pair.moved.map(|moved| match moved {
            Move::Elsewhere => (words.moved, area(self.before, before), area(self.after, after)),
            Move::Within => (words.order, behind(self.before, before), behind(self.after, after)),
        });
        let fields = pair.fields.iter().map(|field| {
            let text = |item, standard| self.item_text(*field, item, standard);
            ((words.item_field)(*field), text(before, self.before), text(after, self.after))
        });
        moved.into_iter().chain(fields).collect()
    }

    fn head_text(&self, field: HeadField, standard: &Standard) -> String {
        let head = &standard.head;
        match field {
            HeadField::Title => head.title.clone(),
            HeadField::Issuer => head.issuer.clone(),
            HeadField::Basis => head.basis.clone(),
            HeadField::ValidFrom => {
                head.valid_from.map(|date| date.to_string()).unwrap_or_default()
            }
            HeadField::FullMark => mark(standard.full_mark),
            HeadField::BonusCap => mark(standard.bonus_cap),
            HeadField::Ratings => {
                let rating = self.texts.standards.rating;
                let ratings = standard.ratings.iter().map(|one| rating(&one.name, one.at_least));
                ratings.collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn area_text(&self, field: AreaField, area: &Area) -> String {
        match field {
            AreaField::Number => area.id.clone(),
            AreaField::Title => area.title.clone(),
            AreaField::Content => area.content.clone(),
            AreaField::Cap => mark(area.cap),
            AreaField::Weight => area.weight.map(|weight| weight.to_string()).unwrap_or_default(),
            AreaField::BonusCap => mark(area.bonus_cap),
            AreaField::Deductions => {
                let rules = area.deductions.iter();
                let around = Around::default();
                rules.map(|rule| self.rule_text(rule, &around)).collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn item_text(&self, field: ItemField, item: &Item, standard: &Standard) -> String {
        let texts = self.texts;
        match field {
            ItemField::Number => item.id.clone(),
            ItemField::Title => item.title.clone(),
            ItemField::Content => item.content.clone(),
            ItemField::Methods => {
                let methods: Vec<_> = item.methods.iter().map(texts.standards.method).collect();
                methods.join(texts.model.comma)
            }
            ItemField::FullMark => mark(item.full()),
            ItemField::Rules => {
                let around = Around::of(standard);
                let parts = item.parts.iter().map(|part| {
                    let around = around.with_full(Some(part.full_mark));
                    let full = (texts.assessment.points)(&points(part.full_mark));
                    format!("{full} {}", self.rule_text(&part.rule, &around))
                });
                let around = around.with_full(item.full());
                let rules = item.rules.iter().map(|rule| self.rule_text(rule, &around));
                let all: Vec<_> = parts.chain(rules).collect();
                if all.is_empty() {
                    texts.standard_versions.by_hand.to_owned()
                } else {
                    all.join("\n")
                }
            }
            ItemField::Wording => {
                let rules = item.all_rules().map(|rule| rule.text.as_str());
                let texts: Vec<_> = rules.filter(|text| !text.is_empty()).collect();
                if item.scoring.is_empty() { texts.join("\n") } else { item.scoring.clone() }
            }
            ItemField::NotApplicable => {
                (texts.standards.not_applicable)(item.not_applicable).into()
            }
            ItemField::Evidence => item.evidence.join("\n"),
            ItemField::Assessors => {
                let columns: Vec<_> =
                    item.assessors.iter().map(|one| (texts.assessment.column)(*one)).collect();
                columns.join(texts.model.comma)
            }
            ItemField::Source => item.source.clone(),
        }
    }

    /// What a rule computes, as the clause that says it.
    fn rule_text(&self, rule: &Rule, around: &Around) -> String {
        let kind = rule.kind.known();
        let said = kind.and_then(|kind| clause_words(kind, around));
        said.or_else(|| kind.map(|kind| (self.texts.standards.rule_words)(kind)))
            .unwrap_or_else(|| rule.text.clone())
    }
}

fn mark(mark: Option<Hundredths>) -> String {
    mark.map_or_else(String::new, points)
}

fn named(area: &Area) -> String {
    format!("{} {}", area.id, area.title)
}

fn push(
    lines: &mut Vec<Line>,
    name: String,
    fate: Fate,
    fields: Vec<(&'static str, String, String)>,
) {
    for (at, (field, before, after)) in fields.into_iter().enumerate() {
        lines.push(Line {
            item: if at == 0 { name.clone() } else { String::new() },
            fate: (at == 0).then_some(fate),
            field,
            before,
            after,
        });
    }
}

#[component]
pub fn StandardComparePage() -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let texts = editor.texts;
    let keys = Memo::new(move |_| match router.route() {
        Route::StandardCompare(one, other) => (one, other),
        _ => Default::default(),
    });
    let ledger = editor.workspace.select(|ledger| {
        // Only what a comparison can be of.
        (ledger.known_standards(), ledger.drafts.clone())
    });
    let both = Memo::new(move |_| {
        ledger.track();
        let (one, other) = keys.get();
        let ledger = editor.workspace.ledger_untracked();
        find(&ledger, &one).zip(find(&ledger, &other))
    });
    let all = RwSignal::new(false);
    move || match both.get() {
        None => view! {
            <main class="page standards-page">
                <Empty icon=Icon::Assess title=texts.standards.missing text=texts.standards.about>
                    <a class="button primary" href=Route::Standards(None).href()>
                        {texts.standards.title}
                    </a>
                </Empty>
            </main>
        }
        .into_any(),
        Some((before, after)) => {
            view! { <Compared editor keys=keys.get_untracked() before after all /> }.into_any()
        }
    }
}

#[component]
fn Compared(
    editor: Editor,
    keys: (String, String),
    before: Arc<Standard>,
    after: Arc<Standard>,
    all: RwSignal<bool>,
) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.standard_versions;
    let called = |standard: &Standard| format!("{} {}", standard.head.title, standard.head.version);
    let (old, new) = (called(&before), called(&after));
    // Two of one version are told apart by their side.
    let (old_head, new_head) = (
        format!("{} {}", words.before, before.head.version),
        format!("{} {}", words.after, after.head.version),
    );
    let name = format!("{} {}", words.title, new);
    let swapped = Route::StandardCompare(keys.1, keys.0);
    let (is_same, counts) = {
        let found = compare(&before, &after);
        let count = |fate| found.items_of(fate);
        let changes = texts.standard_editor.changes;
        (found.is_same(), changes(count(Fate::Added), count(Fate::Removed), count(Fate::Changed)))
    };
    let rows = move || {
        let both = Both { before: &before, after: &after, texts };
        let found = compare(&before, &after);
        let lines = both.lines(&found, all.get()).into_iter().map(|line| {
            let fate = line.fate.map(|fate| {
                let class = match fate {
                    Fate::Added => "is-good",
                    Fate::Removed => "is-bad",
                    Fate::Changed => "is-warn",
                    Fate::Same => "quiet",
                };
                view! { <span class=class>{(words.fate)(fate)}</span> }
            });
            let goes_on = line.item.is_empty();
            view! {
                <tr class:goes-on=goes_on>
                    <th scope="row">{line.item}</th>
                    <td>{fate}</td>
                    <td>{line.field}</td>
                    <td class="said">{line.before}</td>
                    <td class="said">{line.after}</td>
                </tr>
            }
        });
        lines.collect_view()
    };
    view! {
        <main class="page standard-compare is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Standards(None).href()>
                    {texts.standards.title}
                </a>
                <h1>{words.title}</h1>
                <span class="about">{format!("{old} → {new}")}</span>
                <div class="actions">
                    <MoreActions>
                        <TableActions name=Signal::stored(name) />
                    </MoreActions>
                    <a class="button" href=swapped.href()>
                        <IconView icon=Icon::Restore />
                        {words.swap}
                    </a>
                </div>
            </div>
            <div class="toolbar">
                <button
                    type="button"
                    class="chip"
                    class:is-set=move || !all.get()
                    aria-pressed=move || (!all.get()).to_string()
                    on:click=move |_| all.update(|all| *all = !*all)
                >
                    {words.only_differing}
                </button>
                <span class="push found">{counts}</span>
            </div>
            <Show
                when=move || !is_same || all.get()
                fallback=move || {
                    view! { <Empty icon=Icon::Good title=words.same text=words.same_text /> }
                }
            >
                <div class="table-frame">
                    <table class="data-table compare-table">
                        <thead>
                            <tr>
                                {words
                                    .columns
                                    .into_iter()
                                    .map(|head| view! { <th>{head}</th> })
                                    .collect_view()}
                                <th>{old_head.clone()}</th>
                                <th>{new_head.clone()}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.clone()}</tbody>
                    </table>
                </div>
            </Show>
        </main>
    }
}
