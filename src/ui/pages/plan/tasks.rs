//! 任务书: what is to be done, by whom, by when.

use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use crate::model::id::TaskId;
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::task::Task;
use crate::order::Order as _;
use crate::ui::components::empty::Empty;
use crate::ui::components::field::{Entry, EntryField, KeptField};
use crate::ui::components::icon::{Icon, IconView};

#[component]
pub fn TasksTab(page: Page) -> impl IntoView {
    let words = &page.editor.texts.plan;
    let tasks = Memo::new(move |_| {
        let mut tasks = page.with(|plan| plan.tasks.clone());
        tasks.order_by_key(|task| (task.due, task.id));
        tasks
    });
    view! {
        <div class="table-frame">
            <table class="data-table task-table">
                <thead>
                    <tr>
                        <th class="narrow">{words.done_on}</th>
                        <th>{words.task}</th>
                        <th>{words.owner}</th>
                        <th>{words.due}</th>
                        <th></th>
                        <th></th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || tasks.get()
                        key=|task| task.clone().id
                        children=move |task| {
                            let id = task.id;
                            let now = Memo::new(move |known: Option<&Task>| {
                                tasks
                                    .with(|tasks| tasks.iter().find(|task| task.id == id).cloned())
                                    .or_else(|| known.cloned())
                                    .unwrap_or_else(|| task.clone())
                            });
                            view! { <TaskLine page task=now /> }
                        }
                    />
                    <NewTask page />
                </tbody>
            </table>
            <Show when=move || tasks.with(Vec::is_empty)>
                <Empty icon=Icon::Flag title=words.no_tasks_title text=words.no_tasks_text />
            </Show>
        </div>
    }
}

#[component]
fn TaskLine(page: Page, task: Memo<Task>) -> impl IntoView {
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let change = move |edit: &dyn Fn(&mut Task)| {
        let mut changed = task.get_untracked();
        edit(&mut changed);
        page.edit_at(|plan| plan.put_task(changed))
    };
    let field = move |label: &'static str,
                      kind: &'static str,
                      get: fn(&Task) -> String,
                      set: fn(&mut Task, String)| {
        view! {
            <KeptField
                label
                kind
                class="bare-field"
                value=Signal::derive(move || task.with(get))
                commit=Callback::new(move |text: String| change(&|task| set(task, text.clone())))
            />
        }
    };
    let toggle = move |_| {
        let mut changed = task.get_untracked();
        changed.done = if changed.done.is_some() { None } else { Some(workspace.today()) };
        page.edit(|plan| plan.put_task(changed));
    };
    let late = move || {
        let today = workspace.today();
        task.with(|task| {
            (task.done.is_none() && task.due < today).then(|| (today - task.due).get_days())
        })
    };
    let is_done = move || task.with(|task| task.done.is_some());
    view! {
        <tr>
            <td>
                <label class="check-area">
                    <input
                        type="checkbox"
                        aria-label=words.task_done
                        prop:checked=is_done
                        on:change=toggle
                    />
                </label>
            </td>
            <td>{field(words.task, "text", |task| task.title.clone(), |task, text| task.title = text)}</td>
            <td>{field(words.owner, "text", |task| task.owner.clone(), |task, text| task.owner = text)}</td>
            <td>
                <KeptField
                    label=words.due
                    kind="date"
                    class="bare-field"
                    value=Signal::derive(move || task.with(|task| task.due.to_string()))
                    commit=Callback::new(move |text: String| match text.parse::<Date>() {
                        Ok(due) => change(&|task| task.due = due),
                        Err(_) => Some(words.bad_date.to_owned()),
                    })
                />
            </td>
            <td>
                {move || {
                    late()
                        .map(|days| {
                            view! {
                                <span class="sign bad">
                                    <IconView icon=Icon::Bad />
                                    {(words.overdue)(days)}
                                </span>
                            }
                        })
                }}
                {move || {
                    task.with(|task| task.done)
                        .map(|done| {
                            view! {
                                <span class="sign good">
                                    <IconView icon=Icon::Good />
                                    {words.task_done}
                                    " "
                                    {format!("{}.{}", done.month(), done.day())}
                                </span>
                            }
                        })
                }}
            </td>
            <td>
                <button
                    type="button"
                    class="icon-button small"
                    title=words.remove
                    on:click=move |_| {
                        let id = task.with_untracked(|task| task.id);
                        page.edit(|plan| plan.remove_task(id));
                    }
                >
                    <IconView icon=Icon::Close />
                </button>
            </td>
        </tr>
    }
}

#[component]
fn NewTask(page: Page) -> impl IntoView {
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let title = Entry::new("");
    let owner = Entry::new("");
    let due = Entry::new(workspace.ledger_untracked().settings.reference().to_string());
    let add = Callback::new(move |()| {
        let missing = (page.editor.texts.model.rejection)(&Rejection::MissingName);
        let name = title.need(title.named(), &missing);
        let day = due.need(due.read::<Date>(), words.bad_date);
        let (Some(name), Some(day)) = (name, day) else { return };
        let task = Task {
            id: TaskId::new(&mut workspace.new_ids()),
            title: name,
            owner: owner.get(),
            due: day,
            done: None,
            extra: Extra::new(),
        };
        if page.edit(|plan| plan.put_task(task)) {
            title.set(String::new());
        }
    });
    let field = move |entry: Entry, kind: &'static str, label: &'static str| {
        view! { <EntryField entry kind class="field small" label placeholder=label on_enter=add /> }
    };
    view! {
        <tr class="new-line">
            <td></td>
            <td>{field(title, "text", words.new_task)}</td>
            <td>{field(owner, "text", words.owner)}</td>
            <td>{field(due, "date", words.due)}</td>
            <td>
                <button type="button" class="button small" on:click=move |_| add.run(())>
                    {words.add}
                </button>
            </td>
            <td></td>
        </tr>
    }
}
