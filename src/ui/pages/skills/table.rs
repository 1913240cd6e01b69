//! The table of people × posts: only the rows in view are mounted.

use leptos::prelude::*;

use super::{Page, Row};
use crate::browser::grid;
use crate::model::id::PersonId;
use crate::model::skill::Skill;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::windowed::RowWindow;
use crate::ui::words::office_words;

/// Height of a row in pixels, as in the style sheet.
const ROW: f64 = 28.0;
/// The name and the main post stand before the first cell.
const BEFORE: usize = 2;
/// How many rows PageUp and PageDown go.
const PAGE: i32 = 12;
/// More columns than there are: to the first or the last.
const FAR: i32 = 100;

/// How a level looks.
pub fn class_of(skill: Option<&Skill>) -> &'static str {
    match skill {
        Some(Skill::Proficient) => "lv3",
        Some(Skill::Able) => "lv2",
        Some(_) => "lv1",
        None => "lv0",
    }
}

/// Where the name of a post may break: Chinese words are of two characters, an odd one comes first.
fn words_of(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    if name.is_ascii() || letters.len() < 4 {
        return vec![name.to_owned()];
    }
    let (first, rest) = letters.split_at(2 + letters.len() % 2);
    let rest = rest.chunks(2).map(String::from_iter);
    std::iter::once(String::from_iter(first)).chain(rest).collect()
}

/// The person and the post that an event in the table happened in; no post for the name.
fn place_of(event: &leptos::ev::Event, page: Page) -> Option<(PersonId, Option<String>)> {
    let (id, before) = grid::place(event)?;
    let columns = page.columns.read_untracked();
    let post = before.checked_sub(BEFORE).and_then(|place| columns.get(place).cloned());
    Some((PersonId::parse(&id)?, post))
}

fn on_key(event: &leptos::ev::KeyboardEvent, page: Page) {
    let busy = event.is_composing() || event.default_prevented() || event.alt_key();
    if busy || event.ctrl_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let skill = match key.as_str() {
        "3" => Some(Some(Skill::Proficient)),
        "2" => Some(Some(Skill::Able)),
        "1" => Some(Some(Skill::Unable)),
        "0" | "Delete" | "Backspace" => Some(None),
        _ => None,
    };
    let (rows, columns) = match key.as_str() {
        _ if skill.is_some() => {
            let Some((person, Some(post))) = place_of(event, page) else { return };
            if let Some(skill) = skill {
                page.write(&[(person, post, skill)]);
            }
            (0, 1)
        }
        "ArrowDown" => (1, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" => (0, 1),
        "ArrowLeft" => (0, -1),
        "PageDown" => (PAGE, 0),
        "PageUp" => (-PAGE, 0),
        "Home" => (0, -FAR),
        "End" => (0, FAR),
        _ => return,
    };
    event.prevent_default();
    grid::step(event, rows, columns);
}

#[component]
pub fn SkillTable(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.skills;
    let workspace = page.editor.workspace;
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(page.rows.read().len()));
    let above = move || window.pixels(range.get().0);
    let below = move || window.pixels(page.rows.read().len().saturating_sub(range.get().1));
    // The table is one stop of the Tab key: where the focus was last, else the first row in sight.
    let stop = Memo::new(move |_| {
        let rows = page.rows.read();
        let (first, last) = range.get();
        let mounted = rows.get(first..last).unwrap_or_default();
        let cursor = page.cursor.get().map(|(person, _)| person);
        let is_mounted = |person: &PersonId| mounted.contains(&Row::Person(*person));
        cursor.filter(is_mounted).or_else(|| {
            mounted.iter().find_map(|row| match row {
                Row::Person(person) => Some(*person),
                Row::Office(..) => None,
            })
        })
    });
    Effect::new(move |_| {
        page.rows.track();
        window.measure();
    });
    let columns = move || page.columns.read().len().to_string();
    let heads = move || {
        let ledger = workspace.ledger();
        let columns = page.columns.read();
        let names = columns.iter().map(|code| ledger.packs.posts.name(code).to_owned());
        names
            .map(|name| {
                let words = words_of(&name).into_iter();
                let words = words.map(|word| view! { {word} <wbr /> }).collect_view();
                view! { <th scope="col">{words}</th> }
            })
            .collect_view()
    };
    view! {
        <div class="table-frame" node_ref=window.frame on:scroll=move |_| window.measure()>
            <table class="skill-table">
                <thead>
                    <tr>
                        <th scope="col">{texts.hours.name}</th>
                        <th scope="col" class="post wide-only">
                            {words.post}
                        </th>
                        {heads}
                        <th scope="col" class="num wide-only">
                            {words.judged}
                        </th>
                    </tr>
                </thead>
                <tbody
                    on:keydown=move |event| on_key(&event, page)
                    on:focusin=move |event| page.cursor.set(place_of(&event, page))
                    on:click=move |event| {
                        if let (Some(skill), Some((person, Some(post)))) = (
                            page.brush.get_untracked(),
                            place_of(&event, page),
                        ) {
                            page.write(&[(person, post, skill)]);
                        }
                    }
                    on:paste=move |event: leptos::ev::ClipboardEvent| {
                        event.prevent_default();
                        page.pasting.set(Some(grid::pasted(&event)));
                    }
                >
                    <tr class="spacer" aria-hidden="true" style:height=above></tr>
                    <For
                        each=move || {
                            let rows = page.rows.read();
                            let (first, last) = range.get();
                            rows.get(first..last).unwrap_or_default().to_vec()
                        }
                        key=|row| row.clone()
                        children=move |row| match row {
                            Row::Office(office, people) => {
                                let name = office_words(office, &workspace.ledger_untracked());
                                view! {
                                    <tr class="office-row" aria-hidden="true">
                                        <th>
                                            {name}
                                            <span class="note">
                                                {(words.people)(people)}
                                            </span>
                                        </th>
                                        <td class="wide-only"></td>
                                        <td colspan=columns></td>
                                        <td class="wide-only"></td>
                                    </tr>
                                }
                                    .into_any()
                            }
                            Row::Person(id) => view! { <Line page id stop /> }.into_any(),
                        }
                    />
                    <tr class="spacer" aria-hidden="true" style:height=below></tr>
                </tbody>
            </table>
            <Show when=move || page.rows.read().is_empty()>
                <Empty title=texts.hours.none_found text="" />
            </Show>
        </div>
    }
}

/// What a cell shows.
#[derive(Clone, PartialEq)]
struct Cell {
    skill: Option<Skill>,
    is_own: bool,
    is_derived: bool,
}

/// A row. The cells stay, and only what they show changes: an attribute that is set anew would take
/// the focus away.
#[component]
fn Line(page: Page, id: PersonId, stop: Memo<Option<PersonId>>) -> impl IntoView {
    let words = &page.editor.texts.skills;
    let workspace = page.editor.workspace;
    let person = workspace.select(move |ledger| ledger.person(id).cloned());
    let levels = Memo::new(move |_| {
        let columns = page.columns.read();
        let competence = page.competence.read();
        person.with(|person| {
            let Some(person) = person else { return Vec::new() };
            let cells = columns.iter().map(|post| {
                let level = competence.level(person, post);
                Cell {
                    is_own: person.posts.contains(post),
                    is_derived: level.as_ref().is_some_and(|level| level.derived),
                    skill: level.map(|level| level.skill),
                }
            });
            cells.collect::<Vec<_>>()
        })
    });
    let class = move |place: usize| {
        levels.with(|levels| {
            let cell = levels.get(place)?;
            let own = if cell.is_own { " own" } else { "" };
            let derived = if cell.is_derived { " is-derived" } else { "" };
            Some(format!("{}{own}{derived}", class_of(cell.skill.as_ref())))
        })
    };
    let word = move |place: usize| {
        levels.with(|levels| levels.get(place)?.skill.as_ref().map(words.skill))
    };
    let cells = move || {
        let cells = (0..page.columns.read().len()).map(|place| {
            view! {
                <td class=move || class(place) tabindex="-1">
                    {move || word(place)}
                </td>
            }
        });
        cells.collect_view()
    };
    let name = move || person.with(|person| person.as_ref().map(|person| person.name.clone()));
    let post = move || {
        let ledger = workspace.ledger();
        let post = person.with(|person| person.as_ref()?.main_post().map(str::to_owned))?;
        Some(ledger.packs.posts.name(&post).to_owned())
    };
    let judged = move || {
        levels.with(|levels| {
            let judged = levels.iter().filter(|cell| cell.skill.is_some()).count();
            format!("{judged}/{}", levels.len())
        })
    };
    view! {
        <tr data-id=id.to_string()>
            <th scope="row">
                <a
                    class="name"
                    href=Route::Hours(Some(id)).href()
                    tabindex=move || if stop.get() == Some(id) { "0" } else { "-1" }
                >
                    {name}
                </a>
            </th>
            <td class="post wide-only">{post}</td>
            {cells}
            <td class="num quiet wide-only">{judged}</td>
        </tr>
    }
}
