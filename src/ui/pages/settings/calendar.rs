//! The days that are worked, and the lists of venues and trainers.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::calendar::{CalendarPack, NoDays, Span};
use crate::model::people::Rejection;
use crate::model::settings::Settings;
use crate::model::step::Step;
use crate::model::venue::{Trainer, Venue};
use crate::ui::components::field::{KeptArea, KeptField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::table_head::table_head;
use crate::ui::editor::Editor;

/// Changes the settings; answers why not.
fn change(editor: Editor, change: impl FnOnce(&mut Settings)) -> Option<String> {
    editor.edit_at(Step::EditSettings, |ledger| {
        change(Arc::make_mut(&mut ledger.settings));
        Ok::<_, Rejection>(())
    })
}

/// Which list.
#[derive(Clone, Copy, PartialEq)]
enum List {
    Venues,
    Trainers,
}

/// One venue or trainer, as its row shows it.
#[derive(Clone, PartialEq)]
struct Line {
    name: String,
    /// Seats, or what he teaches.
    about: String,
    not_to_be_had: String,
}

impl List {
    fn lines(self, settings: &Settings) -> Vec<Line> {
        match self {
            Self::Venues => {
                let line = |venue: &Venue| Line {
                    name: venue.name.clone(),
                    about: venue.seats.to_string(),
                    not_to_be_had: Span::write(&venue.closed, "；"),
                };
                settings.venues.iter().map(line).collect()
            }
            Self::Trainers => {
                let line = |trainer: &Trainer| Line {
                    name: trainer.name.clone(),
                    about: trainer.subject.clone(),
                    not_to_be_had: Span::write(&trainer.busy, "；"),
                };
                settings.trainers.iter().map(line).collect()
            }
        }
    }

    fn add(self, settings: &mut Settings, name: String) {
        match self {
            Self::Venues => settings.venues.push(Venue { name, seats: 40, closed: Vec::new() }),
            Self::Trainers => {
                settings.trainers.push(Trainer { name, subject: String::new(), busy: Vec::new() });
            }
        }
    }

    fn delete(self, settings: &mut Settings, place: usize) {
        match self {
            Self::Venues if place < settings.venues.len() => drop(settings.venues.remove(place)),
            Self::Trainers if place < settings.trainers.len() => {
                settings.trainers.remove(place);
            }
            _ => {}
        }
    }

    fn rename(self, settings: &mut Settings, place: usize, name: String) {
        let known = match self {
            Self::Venues => settings.venues.get_mut(place).map(|venue| &mut venue.name),
            Self::Trainers => settings.trainers.get_mut(place).map(|one| &mut one.name),
        };
        if let Some(known) = known {
            *known = name;
        }
    }

    fn close(self, settings: &mut Settings, place: usize, spans: Vec<Span>) {
        let known = match self {
            Self::Venues => settings.venues.get_mut(place).map(|venue| &mut venue.closed),
            Self::Trainers => settings.trainers.get_mut(place).map(|one| &mut one.busy),
        };
        if let Some(known) = known {
            *known = spans;
        }
    }
}

#[component]
fn Row(list: List, place: usize) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let words = &texts.calendar;
    let columns = match list {
        List::Venues => words.venue_columns,
        List::Trainers => words.trainer_columns,
    };
    let line = workspace.select(move |ledger| list.lines(&ledger.settings).into_iter().nth(place));
    let part = move |part: fn(&Line) -> &String| {
        Signal::derive(move || {
            line.with(|line| line.as_ref().map(part).cloned().unwrap_or_default())
        })
    };
    let rename = Callback::new(move |name: String| {
        if name.is_empty() {
            return Some((texts.model.rejection)(&Rejection::MissingName));
        }
        change(editor, |settings| list.rename(settings, place, name))
    });
    let about = Callback::new(move |text: String| match list {
        List::Venues => match text.parse::<u32>() {
            Ok(seats) if (1..10_000).contains(&seats) => change(editor, |settings| {
                if let Some(venue) = settings.venues.get_mut(place) {
                    venue.seats = seats;
                }
            }),
            _ => Some((texts.plan.whole)(1, 9_999)),
        },
        List::Trainers => change(editor, |settings| {
            if let Some(trainer) = settings.trainers.get_mut(place) {
                trainer.subject = text;
            }
        }),
    });
    let close = Callback::new(move |text: String| match Span::read(&text) {
        Ok(spans) => change(editor, |settings| list.close(settings, place, spans)),
        Err(no) => Some((words.bad_days)(&no.piece)),
    });
    let delete = move |_| {
        change(editor, |settings| list.delete(settings, place));
    };
    view! {
        <tr>
            <th scope="row">
                <KeptField label=columns[0] value=part(|line| &line.name) commit=rename />
            </th>
            <td class:num=list == List::Venues>
                <KeptField label=columns[1] value=part(|line| &line.about) commit=about />
            </td>
            <td>
                <KeptField
                    label=columns[2]
                    class="field small wide"
                    placeholder=words.days_hint
                    value=part(|line| &line.not_to_be_had)
                    commit=close
                />
            </td>
            <td>
                <button type="button" class="text-button is-bad" on:click=delete>
                    {words.delete}
                </button>
            </td>
        </tr>
    }
}

#[component]
fn ListTable(list: List) -> impl IntoView {
    let editor = Editor::here();
    let words = &editor.texts.calendar;
    let count = editor.workspace.select(move |ledger| list.lines(&ledger.settings).len());
    let (title, columns, add, new) = match list {
        List::Venues => (words.venues, words.venue_columns, words.add_venue, words.new_venue),
        List::Trainers => {
            (words.trainers, words.trainer_columns, words.add_trainer, words.new_trainer)
        }
    };
    let add_one = move |_| {
        change(editor, |settings| list.add(settings, new.to_owned()));
    };
    view! {
        <section>
            <h2>{title}</h2>
            <Show when=move || { count.get() > 0 }>
                <table class="data-table set-table">
                    {table_head(&columns, &[])}
                    <tbody>
                        {move || {
                            (0..count.get()).map(|place| view! { <Row list place /> }).collect_view()
                        }}
                    </tbody>
                </table>
            </Show>
            <button type="button" class="button small" on:click=add_one>
                <IconView icon=Icon::Plus />
                {add}
            </button>
        </section>
    }
}

#[component]
fn YearRow(year: i16) -> impl IntoView {
    let editor = Editor::here();
    let Editor { workspace, texts, .. } = editor;
    let words = &texts.calendar;
    let pack = workspace.select(move |ledger| ledger.packs.calendar.year(year).cloned());
    let edit = move |edit: &dyn Fn(&CalendarPack) -> Result<CalendarPack, NoDays>| {
        let known = pack.get_untracked()?;
        match edit(&known) {
            Ok(mut new) => {
                let local = texts.settings.local;
                if !new.head.version.ends_with(local) {
                    new.head.version = format!("{} {local}", new.head.version);
                }
                editor.edit_at(Step::EditSettings, |ledger| {
                    Arc::make_mut(&mut ledger.packs).calendar.put(new);
                    Ok::<_, Rejection>(())
                })
            }
            Err(no) => Some((words.bad_line)(no.line, &no.piece)),
        }
    };
    let holidays = Callback::new(move |text: String| {
        edit(&|known| Ok(CalendarPack { holidays: Span::read(&text)?, ..known.clone() }))
    });
    let workdays = Callback::new(move |text: String| {
        edit(&|known| Ok(CalendarPack { workdays: known.read_workdays(&text)?, ..known.clone() }))
    });
    let text = move |write: fn(&CalendarPack) -> String| {
        Signal::derive(move || pack.get().as_ref().map(write).unwrap_or_default())
    };
    view! {
        <tr>
            <th scope="row">{year}</th>
            <td data-head=words.year_columns[1]>
                <KeptArea
                    label=words.year_columns[1]
                    placeholder=words.holidays_hint
                    value=text(|pack| Span::write(&pack.holidays, "\n"))
                    commit=holidays
                />
            </td>
            <td data-head=words.year_columns[2]>
                <KeptArea
                    label=words.year_columns[2]
                    placeholder=words.workdays_hint
                    value=text(CalendarPack::workday_list)
                    commit=workdays
                />
            </td>
        </tr>
    }
}

/// Holidays, venues, trainers.
#[component]
pub fn CalendarSettings() -> impl IntoView {
    let editor = Editor::here();
    let words = &editor.texts.calendar;
    let years = editor.workspace.select(|ledger| {
        ledger.packs.calendar.years.iter().map(|pack| pack.year).collect::<Vec<_>>()
    });
    let next = move || years.with(|years| years.iter().max().map_or(2026, |year| year + 1));
    let add = move |_| {
        let pack = CalendarPack::new(untrack(next));
        editor.edit(Step::EditSettings, |ledger| {
            Arc::make_mut(&mut ledger.packs).calendar.put(pack);
            Ok(())
        });
    };
    view! {
        <div class="set-body">
            <section>
                <h2>{words.years}</h2>
                <table class="data-table cards set-table calendar-table">
                    {table_head(&words.year_columns, &[])}
                    <tbody>
                        {move || {
                            years.get().into_iter().map(|year| view! { <YearRow year /> }).collect_view()
                        }}
                    </tbody>
                </table>
                <button type="button" class="button small" on:click=add>
                    <IconView icon=Icon::Plus />
                    {move || (words.add_year)(next())}
                </button>
                <p class="note">{words.years_note}</p>
            </section>
            <ListTable list=List::Venues />
            <ListTable list=List::Trainers />
            <p class="note">{words.lists_note}</p>
        </div>
    }
}
