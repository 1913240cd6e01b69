//! 任务书: what is to be done, by whom, by when.

use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use crate::model::id::TaskId;
use crate::model::pack::Extra;
use crate::model::task::Task;
use crate::order::Order as _;
use crate::ui::components::empty::Empty;
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
                        on:change=move |_| {
                            let today = workspace.today();
                            change(&|task| {
                                task.done = if task.done.is_some() { None } else { Some(today) };
                            });
                        }
                    />
                </label>
            </td>
            <td>
                <input
                    class="bare-field"
                    aria-label=words.task
                    prop:value=move || task.with(|task| task.title.clone())
                    on:change:target=move |event| {
                        let value = event.target().value();
                        change(&|task| value.trim().clone_into(&mut task.title));
                        event.target().set_value(&task.with_untracked(|task| task.title.clone()));
                    }
                />
            </td>
            <td>
                <input
                    class="bare-field"
                    aria-label=words.owner
                    prop:value=move || task.with(|task| task.owner.clone())
                    on:change:target=move |event| {
                        let value = event.target().value();
                        change(&|task| value.trim().clone_into(&mut task.owner));
                    }
                />
            </td>
            <td>
                <input
                    class="bare-field"
                    type="date"
                    aria-label=words.due
                    prop:value=move || task.with(|task| task.due.to_string())
                    on:change:target=move |event| {
                        if let Ok(due) = event.target().value().parse::<Date>() {
                            change(&|task| task.due = due);
                        }
                    }
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
    let title = RwSignal::new(String::new());
    let owner = RwSignal::new(String::new());
    let due = RwSignal::new(workspace.ledger_untracked().settings.reference().to_string());
    let add = move || {
        let Ok(day) = due.get_untracked().parse::<Date>() else {
            page.editor.toaster.refuse(words.bad_date);
            return;
        };
        let task = Task {
            id: TaskId::new(&mut workspace.new_ids()),
            title: title.get_untracked().trim().to_owned(),
            owner: owner.get_untracked().trim().to_owned(),
            due: day,
            done: None,
            extra: Extra::new(),
        };
        if page.edit(|plan| plan.put_task(task)) {
            title.set(String::new());
        }
    };
    let on_enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            add();
        }
    };
    let field = move |value: RwSignal<String>, kind: &'static str, label: &'static str| {
        view! {
            <input
                class="field small"
                type=kind
                placeholder=label
                aria-label=label
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
                on:keydown=on_enter
            />
        }
    };
    view! {
        <tr class="new-line">
            <td></td>
            <td>{field(title, "text", words.new_task)}</td>
            <td>{field(owner, "text", words.owner)}</td>
            <td>{field(due, "date", words.due)}</td>
            <td>
                <button type="button" class="button small" on:click=move |_| add()>
                    {words.add}
                </button>
            </td>
            <td></td>
        </tr>
    }
}
