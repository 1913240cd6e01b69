//! Icons: one set of one style, drawn on a grid of 16, always beside a word or with a title.

use leptos::prelude::*;

/// The icons there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Assess,
    Bad,
    Check,
    Close,
    Columns,
    Comment,
    Copy,
    Down,
    Download,
    File,
    Flag,
    Folder,
    Good,
    Grip,
    Groups,
    Help,
    Home,
    Hours,
    Idle,
    Info,
    Ledger,
    Left,
    Link,
    Lock,
    Merge,
    Minus,
    Minused,
    More,
    Na,
    Paste,
    Person,
    Pin,
    Plan,
    Plus,
    Print,
    Quarter,
    Redo,
    Restore,
    Right,
    Roster,
    Sample,
    Search,
    Settings,
    Submit,
    Sun,
    Undo,
    Up,
    Warn,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Assess => {
                "M3.5 2.5h9v11h-9zM5.75 6l1 1 1.75-1.75M10 6.25h.75M5.75 10l1 1 1.75-1.75M10 10.25h.75"
            }
            Self::Bad => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2"
            }
            Self::Check => "M3 8.5l3.25 3.25L13 4.75",
            Self::Close => "M3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5",
            Self::Columns => "M2.5 3h11v10h-11zM6.25 3v10M9.75 3v10",
            Self::Comment => "M2.5 3.25h11v7.5H8l-3 2.75v-2.75H2.5z",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Down => "M4 6.25 8 10.25l4-4",
            Self::Download => "M8 2.75v7.75M5 7.75l3 3 3-3M2.75 13.25h10.5",
            Self::File => "M4 2.25h5l3 3v8.5H4zM9 2.25v3h3",
            Self::Flag => "M4 14V2.5h7.5L10 5.25 11.5 8H4",
            Self::Folder => "M2.25 4h4l1.5 1.75h6v7.25h-11.5z",
            Self::Good => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM5.5 8.25l1.75 1.75 3.25-3.75"
            }
            Self::Grip => "M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01",
            Self::Groups => {
                "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z"
            }
            Self::Help => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM6.25 6.5c0-2.25 3.5-2.25 3.5 0 0 1.25-1.75 1.25-1.75 2.5M8 11.25v.01"
            }
            Self::Home => "M2.5 7 8 2.75 13.5 7M4 6v7.25h8V6M6.75 13.25v-3.5h2.5v3.5",
            Self::Hours => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM8 5v3.25l2.25 1.5"
            }
            Self::Idle => "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5z",
            Self::Info => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM8 7.25v3.75M8 5v.01"
            }
            Self::Ledger => "M3 2h10v12H3zM5.5 2v12M7.75 5.5h3M7.75 8h3M7.75 10.5h3",
            Self::Left => "M9.75 4l-4 4 4 4",
            Self::Link => {
                "M6.75 9.25l2.5-2.5M7 4.75l1.25-1.25a3 3 0 0 1 4.25 4.25L11.25 9M9 11.25 7.75 12.5A3 3 0 0 1 3.5 8.25L4.75 7"
            }
            Self::Lock => "M4 7.25h8v6H4zM5.5 7.25V5a2.5 2.5 0 0 1 5 0v2.25",
            Self::Merge => {
                "M3 2.75v2.5c0 2 5 1.5 5 4v4M13 2.75v2.5c0 2-5 1.5-5 4M5.75 11l2.25 2.25L10.25 11"
            }
            Self::Minus => "M3 8h10",
            Self::Minused => "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM5.25 8h5.5",
            Self::More => {
                "M3 8a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0zM7.5 8a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0zM12 8a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0z"
            }
            Self::Na => "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM4.25 11.75l7.5-7.5",
            Self::Paste => "M5.5 3.5h-2v10h9v-10h-2M5.5 2.5h5v2.25h-5z",
            Self::Person => {
                "M8 2.5a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5zM2.75 13.5c.5-2.75 2.5-3.75 5.25-3.75s4.75 1 5.25 3.75"
            }
            Self::Pin => "M5.5 2.5h5M6.25 2.5v4L4 9.25h8L9.75 6.5v-4M8 9.25v4.25",
            Self::Plan => "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Print => "M4.5 6V2.5h7V6M4.5 11h-2V6h11v5h-2M4.5 9.25h7v4.25h-7z",
            Self::Quarter => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM8 4.75V8l2.5 1.5"
            }
            Self::Redo => "M13 6.25H6.5a3.25 3.25 0 0 0 0 6.5H10M10.25 3.5 13 6.25 10.25 9",
            Self::Restore => "M2.75 8a5.25 5.25 0 1 0 1.75-3.9M2.75 2.75V5.5H5.5",
            Self::Right => "M6.25 4l4 4-4 4",
            Self::Roster => "M2.5 3.5h11M2.5 8h11M2.5 12.5h11M5.5 3.5v9",
            Self::Sample => "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9zM10.25 10.25l3.25 3.25",
            Self::Settings => "M2.5 4.5h6M11.5 4.5h2M10 3v3M2.5 11.5h2M7.5 11.5h6M6 10v3M2.5 8h11",
            Self::Submit => "M8 10.5V2.75M5 5.5l3-3 3 3M2.75 9.75v3.5h10.5v-3.5",
            Self::Sun => {
                "M8 5.25a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5zM8 1.75v1.25M8 13v1.25M1.75 8H3M13 8h1.25M3.6 3.6l.9.9M11.5 11.5l.9.9M12.4 3.6l-.9.9M4.5 11.5l-.9.9"
            }
            Self::Undo => "M3 6.25h6.5a3.25 3.25 0 0 1 0 6.5H6M5.75 3.5 3 6.25 5.75 9",
            Self::Up => "M4 9.75 8 5.75l4 4",
            Self::Warn => "M8 2.5 14 13.25H2zM8 6.5v3.25M8 11.5v.01",
        }
    }
}

/// One icon. It says nothing to a screen reader: the word beside it does.
#[component]
pub fn IconView(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
