//! Mounts the page: loads the ledger, then shows the welcome, the recovery or the page of the
//! route inside the shell.

use leptos::prelude::*;

use super::components::toast::{ToastStand, Toaster};
use super::focus::enter_new_page;
use super::inbox::Inbox;
use super::intake::{Intake, IntakeDialogs};
use super::naming::{Naming, NamingDialog};
use super::pages::assessment::AssessmentPage;
use super::pages::assessments::AssessmentsPage;
use super::pages::check::CheckPage;
use super::pages::demo::DemoPage;
use super::pages::groups::GroupsPage;
use super::pages::help::HelpPage;
use super::pages::home::HomePage;
use super::pages::hours::HoursPage;
use super::pages::hours_import::HoursImportPage;
use super::pages::merge::MergePage;
use super::pages::needs::NeedsPage;
use super::pages::not_found::NotFoundPage;
use super::pages::paper::PaperPage;
use super::pages::plan::PlanPage;
use super::pages::plans::PlansPage;
use super::pages::received::ReceivedPage;
use super::pages::recovery::RecoveryPage;
use super::pages::roster::RosterPage;
use super::pages::roster::filter::RosterFilter;
use super::pages::roster_import::RosterImportPage;
use super::pages::self_test::SelfTestPage;
use super::pages::settings::SettingsPage;
use super::pages::skills::SkillsPage;
use super::pages::standards::{
    StandardComparePage, StandardDraftPage, StandardImportPage, StandardsPage,
};
use super::pages::submit::SubmitPage;
use super::pages::welcome::WelcomePage;
use super::plain_frame::PlainFrame;
use super::router::Router;
use super::shell::Shell;
use super::texts::{Language, texts};
use crate::browser::{events, local_storage, location, theme};
use crate::route::Page;
use crate::workspace::{Access, Workspace};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let language = Language(RwSignal::new(local_storage::locale()));
    provide_context(language);
    Toaster::provide();
    Intake::provide();
    Naming::provide();
    RosterFilter::provide();
    let router = Router::provide();
    let workspace = Workspace::start();
    Inbox::provide(workspace);
    theme::restore();
    events::guard_double_clicks();
    Effect::new(move |_| {
        let locale = language.0.get();
        local_storage::set_locale(locale);
        location::set_language(locale.tag());
        location::set_title(locale.messages().shell.product);
    });
    let access = workspace.access();
    // Edits of the ledger must not build the page anew, only a change of what may be shown.
    let stage = Memo::new(move |_| Stage::of(&access.read(), router.page()));
    Effect::new(move |before: Option<(Page, Stage)>| {
        let now = (router.page(), stage.get());
        // What is opened first leaves the focus to the browser.
        if before.is_some_and(|before| before != now && before.1 != Stage::Loading) {
            enter_new_page();
        }
        now
    });
    // Until the ledger is there, the first paint of the file stands.
    Effect::new(move |_| {
        if stage.get() != Stage::Loading {
            location::mark_ready();
        }
    });
    let staged = move || {
        language.0.track();
        match stage.get() {
            Stage::Loading => {
                view! { <p class="loading note">{texts().shell.loading}</p> }.into_any()
            }
            Stage::Welcome => view! { <WelcomePage /> }.into_any(),
            Stage::Recovery => view! { <RecoveryPage /> }.into_any(),
            Stage::Before => {
                let about = texts().welcome.no_ledger;
                view! { <PlainFrame about>{move || page(router.page())}</PlainFrame> }.into_any()
            }
            Stage::Page => view! { <Shell>{move || page(router.page())}</Shell> }.into_any(),
        }
    };
    // It stands first, so that its field gets the focus and not one of a dialog below it.
    view! {
        <NamingDialog />
        {staged}
        <IntakeDialogs />
        <ToastStand />
    }
}

/// What fills the window.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Loading,
    Welcome,
    Recovery,
    /// A page that needs no ledger, while there is none.
    Before,
    Page,
}

impl Stage {
    fn of(access: &Access, page: Page) -> Self {
        match (access, page) {
            (Access::Loading, _) => Self::Loading,
            (Access::Recovery(_), _) => Self::Recovery,
            // What needs no ledger can be opened before there is one.
            (Access::NoLedger, Page::RosterImport | Page::Help | Page::SelfTest | Page::Demo) => {
                Self::Before
            }
            (Access::NoLedger, _) => Self::Welcome,
            (Access::Open | Access::ReadOnly, _) => Self::Page,
        }
    }
}

fn page(page: Page) -> AnyView {
    match page {
        Page::RosterImport => view! { <RosterImportPage /> }.into_any(),
        Page::Demo => view! { <DemoPage /> }.into_any(),
        Page::Home => view! { <HomePage /> }.into_any(),
        Page::Roster => view! { <RosterPage /> }.into_any(),
        Page::Groups => view! { <GroupsPage /> }.into_any(),
        Page::Hours => view! { <HoursPage /> }.into_any(),
        Page::Skills => view! { <SkillsPage /> }.into_any(),
        Page::Needs => view! { <NeedsPage /> }.into_any(),
        Page::HoursImport => view! { <HoursImportPage /> }.into_any(),
        Page::Paper(paper) => view! { <PaperPage paper /> }.into_any(),
        Page::Submit => view! { <SubmitPage /> }.into_any(),
        Page::Merge => view! { <MergePage /> }.into_any(),
        Page::Check => view! { <CheckPage /> }.into_any(),
        Page::Received(id) => view! { <ReceivedPage id /> }.into_any(),
        Page::Plans => view! { <PlansPage /> }.into_any(),
        Page::Plan(id) => view! { <PlanPage id /> }.into_any(),
        Page::Assessments => view! { <AssessmentsPage /> }.into_any(),
        Page::Assessment(id) => view! { <AssessmentPage id /> }.into_any(),
        Page::Settings => view! { <SettingsPage /> }.into_any(),
        Page::Standards => view! { <StandardsPage /> }.into_any(),
        Page::StandardImport => view! { <StandardImportPage /> }.into_any(),
        Page::StandardDraft(id) => view! { <StandardDraftPage id /> }.into_any(),
        Page::StandardCompare => view! { <StandardComparePage /> }.into_any(),
        Page::Help => view! { <HelpPage /> }.into_any(),
        Page::SelfTest => view! { <SelfTestPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
