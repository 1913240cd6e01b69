//! The tree of a draft: the standard itself, its areas and items, with what they come to and a sign
//! where something is wrong.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use crate::assessment::check::{StandardFault, check, full_mark};
use crate::browser::events;
use crate::i18n::format::points;
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Standard};
use crate::model::standard_tree::{Spot, Way};
use crate::order::Gather as _;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::phone_sheet::PhoneSheetHead;

/// One line of the tree.
#[derive(Clone, PartialEq)]
struct Line {
    spot: Spot,
    depth: usize,
    title: String,
    marks: String,
    is_wrong: bool,
}

fn lines(standard: &Standard) -> Vec<Line> {
    let faults = check(standard);
    let wrong = faults.iter().filter_map(|fault: &StandardFault| fault.spot(standard));
    let wrong: BTreeSet<Spot> = wrong.gather_set();
    let mut all = Vec::new();
    for area in &standard.areas {
        add(area, 0, &wrong, &mut all);
    }
    all
}

fn add(area: &Area, depth: usize, wrong: &BTreeSet<Spot>, all: &mut Vec<Line>) {
    let spot = Spot::Area(area.id.clone());
    let marks = full_mark(area).filter(|mark| *mark > Hundredths::ZERO);
    all.push(Line {
        is_wrong: wrong.contains(&spot),
        spot,
        depth,
        title: area.title.clone(),
        marks: marks.map_or_else(String::new, points),
    });
    for item in &area.items {
        let spot = Spot::Item(item.id.clone());
        all.push(Line {
            is_wrong: wrong.contains(&spot),
            spot,
            depth: depth + 1,
            title: item.title.clone(),
            marks: item.full().map_or_else(String::new, points),
        });
    }
    for below in &area.areas {
        add(below, depth + 1, wrong, all);
    }
}

impl Page {
    /// Moves what is open by one place.
    pub(super) fn shift(self, spot: &Spot, way: Way) {
        self.change(|standard| standard.shift(spot, way));
        self.keep_in_sight();
    }

    /// The line that is open is drawn anew: it comes into sight and takes the focus back.
    pub(super) fn keep_in_sight(self) {
        let had_focus = events::focus_is_in(".tree");
        spawn_local(async move {
            events::reveal(".tree [aria-current]");
            if had_focus {
                // Without focus the tree can still be clicked.
                let _ = events::focus(".tree [aria-current] button");
            }
        });
    }

    /// Opens something, and shows it in the tree.
    pub(super) fn open(self, spot: Option<Spot>) {
        self.chosen.set(spot);
        self.in_tree.set(false);
        self.keep_in_sight();
        spawn_local(async { events::reveal_nearest(".item-view header") });
    }

    /// The area that is open, or that of the open item.
    fn area(self) -> Option<String> {
        match self.chosen.get() {
            None => None,
            Some(Spot::Area(id)) => Some(id),
            Some(Spot::Item(id)) => {
                self.with(|standard| standard.area_of(&id).map(|area| area.id.clone()))
            }
        }
    }

    fn add_area(self, over: Option<String>) {
        let title = self.editor.texts.standard_editor.new_area.to_owned();
        if let Some(id) = self.change(|standard| standard.add_area(over.as_deref(), title)) {
            self.begin(Spot::Area(id));
        }
    }

    fn add_item(self, area: &str) {
        let title = self.editor.texts.standard_editor.new_item.to_owned();
        if let Some(id) = self.change(|standard| standard.add_item(area, title)) {
            self.begin(Spot::Item(id));
        }
    }

    /// Opens what was just made with its title ready to be typed over.
    fn begin(self, spot: Spot) {
        self.chosen.set(Some(spot));
        self.in_tree.set(false);
        spawn_local(async {
            events::reveal(".tree [aria-current]");
            events::focus_text(".item-scroll .form-grid > :nth-child(2) input");
        });
    }
}

#[component]
pub(super) fn Tree(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let all = Memo::new(move |_| page.with(lines));
    let area = Memo::new(move |_| page.area());
    let step = move |by: isize| {
        all.with_untracked(|all| {
            let chosen = page.chosen.get_untracked();
            // The standard itself stands before the first line.
            let at = chosen
                .and_then(|chosen| all.iter().position(|line| line.spot == chosen))
                .map_or(0, |at| at + 1);
            let Some(next) = at.checked_add_signed(by).filter(|next| *next <= all.len()) else {
                return;
            };
            let line = next.checked_sub(1).and_then(|next| all.get(next));
            page.open(line.map(|line| line.spot.clone()));
        });
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        let (way, by) = match event.key().as_str() {
            "ArrowUp" => (Way::Up, -1),
            "ArrowDown" => (Way::Down, 1),
            _ => return,
        };
        event.prevent_default();
        match (event.alt_key(), page.chosen.get_untracked()) {
            (true, Some(spot)) => page.shift(&spot, way),
            (true, None) => {}
            (false, _) => step(by),
        }
    };
    let button = move |label: &'static str, run: Callback<()>, disabled: Signal<bool>| {
        view! {
            <button
                type="button"
                class="chip"
                disabled=disabled
                on:click=move |_| run.run(())
            >
                <IconView icon=Icon::Plus />
                {label}
            </button>
        }
    };
    let no_area = Signal::derive(move || area.read().is_none());
    let add_area = Callback::new(move |()| page.add_area(None));
    let add_below = Callback::new(move |()| page.add_area(area.get_untracked()));
    let add_item = Callback::new(move |()| {
        if let Some(area) = area.get_untracked() {
            page.add_item(&area);
        }
    });
    let rows =
        move || all.get().into_iter().map(|line| view! { <TreeLine page line /> }).collect_view();
    view! {
        <nav
            class="region tree draft-tree phone-sheet"
            class:is-open=page.in_tree
            aria-label=texts.assessment.tree
            on:keydown=on_keydown
        >
            <PhoneSheetHead title=texts.assessment.tree close=texts.shell.close open=page.in_tree />
            <div class="tree-filter">
                {button(words.add_area, add_area, Signal::stored(false))}
                {button(words.add_sub_area, add_below, no_area)}
                {button(words.add_item, add_item, no_area)}
            </div>
            <ol>
                <li
                    class="item draft-head"
                    aria-current=move || page.chosen.read().is_none().then_some("true")
                >
                    <button type="button" on:click=move |_| page.open(None)>
                        {words.head}
                    </button>
                </li>
                {rows}
            </ol>
            <p class="note tree-keys">{words.keys}</p>
        </nav>
    }
}

#[component]
fn TreeLine(page: Page, line: Line) -> impl IntoView {
    let spot = StoredValue::new(line.spot.clone());
    let is_open =
        move || page.chosen.with(|chosen| spot.with_value(|spot| chosen.as_ref() == Some(spot)));
    let is_area = matches!(line.spot, Spot::Area(_));
    let class = match (is_area, line.depth) {
        (true, 0) => "item draft-area",
        (true, 1) => "item draft-area sub",
        (true, _) => "item draft-area deep",
        (false, 0..=1) => "item",
        (false, _) => "item below",
    };
    view! {
        <li class=class aria-current=move || is_open().then_some("true")>
            <button type="button" on:click=move |_| page.open(Some(spot.get_value()))>
                <span class="code">{line.spot.id().to_owned()}</span>
                <span class="clip">{line.title}</span>
                <span class="num" class:is-bad=line.is_wrong>
                    {line
                        .is_wrong
                        .then(|| view! { <IconView icon=Icon::Warn /> })}
                    {line.marks}
                </span>
            </button>
        </li>
    }
}
