//! The addresses of the pages: `Route` ⇄ `#/plans/…`. One word for a page everywhere:
//! `Route::Roster` is `#/roster`, `pages/roster.rs`, `RosterPage` and `.roster-page`.

use crate::model::id::{
    AssessmentId, BatchId, DraftId, GroupId, OfficeId, PersonId, PlanId, ReceivedId, SessionId,
};

/// Where the trainer is. What is shown in a drawer has an address too, so that Back works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    Roster(Option<PersonId>),
    RosterImport,
    Groups(Option<GroupId>),
    Plans,
    Plan(PlanId, PlanTab),
    Hours(Option<PersonId>),
    Skills,
    Needs,
    /// Records the class that has waited longest for it.
    Recording,
    Sessions,
    Certificates,
    Statistics,
    HoursImport,
    Paper(Paper),
    Assessments,
    Assessment(AssessmentId, AssessmentView),
    Standards(Option<String>),
    StandardImport,
    StandardDraft(DraftId),
    /// Two of them side by side: hashes of standards, or ids of drafts.
    StandardCompare(String, String),
    Submit,
    Merge(Option<ReceivedId>),
    /// Paper held against a file.
    Check,
    Settings(SettingsTab),
    Help,
    SelfTest,
    /// Opens the sample data.
    Demo,
    NotFound,
}

/// The page of a route, whatever is open in it: moving within a page does not build it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Roster,
    RosterImport,
    Groups,
    Plans,
    Plan(PlanId),
    Hours,
    Skills,
    Needs,
    HoursImport,
    Paper(Paper),
    Assessments,
    Assessment(AssessmentId),
    Standards,
    StandardImport,
    StandardDraft(DraftId),
    StandardCompare,
    Submit,
    Merge,
    Check,
    Received(ReceivedId),
    Settings,
    Help,
    SelfTest,
    Demo,
    NotFound,
}

/// Tabs of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanTab {
    #[default]
    Matrix,
    Rotation,
    Intensive,
    Pairs,
    Calendar,
    Tasks,
}

/// What is printed on sheets of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The hours of an office (学时表).
    Sheet(OfficeId),
    /// The training file of a person (个人培训档案).
    File(PersonId),
    /// The sign-in sheet (签到表) of a batch, and of a class or a recorded session.
    Batch(BatchId),
    Class(SessionId),
    /// The yearly statistics (年度培训统计表).
    Statistics,
    /// A plan of the year.
    Plan(PlanId),
    /// The notice of a batch, and of a class of a plan.
    Notice(BatchId),
    ClassNotice(SessionId),
    /// The list of a group.
    Group(GroupId),
}

/// Views of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AssessmentView {
    /// Item by item; the item that is open.
    #[default]
    Items,
    Item(String),
    Table,
    /// 得分分析.
    Analysis,
    /// 自评报告.
    Report,
    Print,
}

/// Tabs of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettingsTab {
    #[default]
    Office,
    Packs,
    Calendar,
    Storage,
}

impl PlanTab {
    /// All tabs in their order.
    pub const ALL: [Self; 6] =
        [Self::Matrix, Self::Rotation, Self::Intensive, Self::Pairs, Self::Calendar, Self::Tasks];

    fn word(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Rotation => "rotation",
            Self::Intensive => "intensive",
            Self::Pairs => "pairs",
            Self::Calendar => "calendar",
            Self::Tasks => "tasks",
        }
    }
}

impl Paper {
    fn parse(word: &str, id: &str) -> Option<Self> {
        match word {
            "sheet" => OfficeId::parse(id).map(Self::Sheet),
            "file" => PersonId::parse(id).map(Self::File),
            "batch" => BatchId::parse(id).map(Self::Batch),
            "class" => SessionId::parse(id).map(Self::Class),
            "statistics" => Some(Self::Statistics),
            "plan" => PlanId::parse(id).map(Self::Plan),
            "notice" => BatchId::parse(id).map(Self::Notice),
            "class-notice" => SessionId::parse(id).map(Self::ClassNotice),
            "group" => GroupId::parse(id).map(Self::Group),
            _ => None,
        }
    }

    fn path(self) -> String {
        match self {
            Self::Sheet(id) => format!("sheet/{id}"),
            Self::File(id) => format!("file/{id}"),
            Self::Batch(id) => format!("batch/{id}"),
            Self::Class(id) => format!("class/{id}"),
            Self::Statistics => "statistics".to_owned(),
            Self::Plan(id) => format!("plan/{id}"),
            Self::Notice(id) => format!("notice/{id}"),
            Self::ClassNotice(id) => format!("class-notice/{id}"),
            Self::Group(id) => format!("group/{id}"),
        }
    }
}

impl SettingsTab {
    /// All tabs in their order.
    pub const ALL: [Self; 4] = [Self::Office, Self::Packs, Self::Calendar, Self::Storage];

    fn word(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Packs => "packs",
            Self::Calendar => "calendar",
            Self::Storage => "storage",
        }
    }
}

impl Page {
    /// The page whose entry in the navigation it belongs to.
    pub fn entry(self) -> Self {
        match self {
            Self::RosterImport => Self::Roster,
            Self::Plan(_)
            | Self::Paper(Paper::Plan(_) | Paper::Notice(_) | Paper::ClassNotice(_)) => Self::Plans,
            Self::Assessment(_)
            | Self::Standards
            | Self::StandardImport
            | Self::StandardDraft(_)
            | Self::StandardCompare => Self::Assessments,
            Self::Paper(Paper::Group(_)) => Self::Groups,
            Self::Skills | Self::Needs | Self::HoursImport | Self::Paper(_) => Self::Hours,
            Self::Received(_) | Self::Check => Self::Merge,
            Self::SelfTest => Self::Help,
            other => other,
        }
    }
}

impl Route {
    /// Reads the part of the address behind `#`. What is no address is [`Route::NotFound`].
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let mut parts = path.splitn(3, '/');
        let page = parts.next().unwrap_or_default();
        let (first, second) = (parts.next(), parts.next());
        let route = match (page, first) {
            ("", None) => Some(Self::Home),
            ("roster", None) => Some(Self::Roster(None)),
            ("roster", Some("import")) => Some(Self::RosterImport),
            ("roster", Some(id)) => PersonId::parse(id).map(|id| Self::Roster(Some(id))),
            ("groups", None) => Some(Self::Groups(None)),
            ("groups", Some(id)) => GroupId::parse(id).map(|id| Self::Groups(Some(id))),
            ("plans", None) => Some(Self::Plans),
            ("plans", Some(id)) => PlanId::parse(id).and_then(|id| {
                let Some(word) = second else { return Some(Self::Plan(id, PlanTab::default())) };
                let tab = PlanTab::ALL.into_iter().find(|tab| tab.word() == word)?;
                Some(Self::Plan(id, tab))
            }),
            ("hours", None) => Some(Self::Hours(None)),
            ("hours", Some("skills")) => Some(Self::Skills),
            ("hours", Some("needs")) => Some(Self::Needs),
            ("hours", Some("recording")) => Some(Self::Recording),
            ("hours", Some("sessions")) => Some(Self::Sessions),
            ("hours", Some("certificates")) => Some(Self::Certificates),
            ("hours", Some("statistics")) => Some(Self::Statistics),
            ("hours", Some("import")) => Some(Self::HoursImport),
            ("paper", Some(word)) => {
                Paper::parse(word, second.unwrap_or_default()).map(Self::Paper)
            }
            ("hours", Some(id)) => PersonId::parse(id).map(|id| Self::Hours(Some(id))),
            ("assessments", None) => Some(Self::Assessments),
            ("assessments", Some(id)) => AssessmentId::parse(id).map(|id| {
                let view = match second {
                    None => AssessmentView::Items,
                    Some("table") => AssessmentView::Table,
                    Some("print") => AssessmentView::Print,
                    Some("analysis") => AssessmentView::Analysis,
                    Some("report") => AssessmentView::Report,
                    Some(item) => {
                        let item = item.strip_prefix("item/").unwrap_or(item);
                        AssessmentView::Item(item.to_owned())
                    }
                };
                Self::Assessment(id, view)
            }),
            ("standards", None) => Some(Self::Standards(None)),
            ("standards", Some("import")) => Some(Self::StandardImport),
            ("standards", Some("compare")) => second
                .and_then(|both| both.split_once('/'))
                .map(|(one, other)| Self::StandardCompare(one.to_owned(), other.to_owned())),
            ("standards", Some(id)) if second == Some("edit") => {
                DraftId::parse(id).map(Self::StandardDraft)
            }
            ("standards", Some(id)) => Some(Self::Standards(Some(id.to_owned()))),
            ("submit", None) => Some(Self::Submit),
            ("merge", None) => Some(Self::Merge(None)),
            ("merge", Some(id)) => ReceivedId::parse(id).map(|id| Self::Merge(Some(id))),
            ("check", None) => Some(Self::Check),
            ("settings", None) => Some(Self::Settings(SettingsTab::default())),
            ("settings", Some(word)) => {
                SettingsTab::ALL.into_iter().find(|tab| tab.word() == word).map(Self::Settings)
            }
            ("help", None) => Some(Self::Help),
            ("self-test", None) => Some(Self::SelfTest),
            ("demo", None) => Some(Self::Demo),
            _ => None,
        };
        route.unwrap_or(Self::NotFound)
    }

    /// The address, `#/plans/…`.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "#/".to_owned(),
            Self::Roster(None) => "#/roster".to_owned(),
            Self::Roster(Some(id)) => format!("#/roster/{id}"),
            Self::RosterImport => "#/roster/import".to_owned(),
            Self::Groups(None) => "#/groups".to_owned(),
            Self::Groups(Some(id)) => format!("#/groups/{id}"),
            Self::Plans => "#/plans".to_owned(),
            Self::Plan(id, tab) => format!("#/plans/{id}/{}", tab.word()),
            Self::Hours(None) => "#/hours".to_owned(),
            Self::Hours(Some(id)) => format!("#/hours/{id}"),
            Self::Skills => "#/hours/skills".to_owned(),
            Self::Needs => "#/hours/needs".to_owned(),
            Self::Recording => "#/hours/recording".to_owned(),
            Self::Sessions => "#/hours/sessions".to_owned(),
            Self::Certificates => "#/hours/certificates".to_owned(),
            Self::Statistics => "#/hours/statistics".to_owned(),
            Self::HoursImport => "#/hours/import".to_owned(),
            Self::Paper(paper) => format!("#/paper/{}", paper.path()),
            Self::Assessments => "#/assessments".to_owned(),
            Self::Assessment(id, AssessmentView::Items) => format!("#/assessments/{id}"),
            Self::Assessment(id, AssessmentView::Table) => format!("#/assessments/{id}/table"),
            Self::Assessment(id, AssessmentView::Print) => format!("#/assessments/{id}/print"),
            Self::Assessment(id, AssessmentView::Analysis) => {
                format!("#/assessments/{id}/analysis")
            }
            Self::Assessment(id, AssessmentView::Report) => format!("#/assessments/{id}/report"),
            Self::Assessment(id, AssessmentView::Item(item)) => {
                format!("#/assessments/{id}/item/{item}")
            }
            Self::Standards(None) => "#/standards".to_owned(),
            Self::Standards(Some(id)) => format!("#/standards/{id}"),
            Self::StandardImport => "#/standards/import".to_owned(),
            Self::StandardDraft(id) => format!("#/standards/{id}/edit"),
            Self::StandardCompare(one, other) => format!("#/standards/compare/{one}/{other}"),
            Self::Submit => "#/submit".to_owned(),
            Self::Merge(None) => "#/merge".to_owned(),
            Self::Merge(Some(id)) => format!("#/merge/{id}"),
            Self::Check => "#/check".to_owned(),
            Self::Settings(tab) => format!("#/settings/{}", tab.word()),
            Self::Help => "#/help".to_owned(),
            Self::SelfTest => "#/self-test".to_owned(),
            Self::Demo => "#/demo".to_owned(),
        }
    }

    /// The page it is on.
    pub fn page(&self) -> Page {
        match self {
            Self::Home => Page::Home,
            Self::Roster(_) => Page::Roster,
            Self::RosterImport => Page::RosterImport,
            Self::Groups(_) => Page::Groups,
            Self::Plans => Page::Plans,
            Self::Plan(id, _) => Page::Plan(*id),
            Self::Skills => Page::Skills,
            Self::Needs => Page::Needs,
            Self::Hours(_)
            | Self::Recording
            | Self::Sessions
            | Self::Certificates
            | Self::Statistics => Page::Hours,
            Self::HoursImport => Page::HoursImport,
            Self::Paper(paper) => Page::Paper(*paper),
            Self::Assessments => Page::Assessments,
            Self::Assessment(id, _) => Page::Assessment(*id),
            Self::Standards(_) => Page::Standards,
            Self::StandardImport => Page::StandardImport,
            Self::StandardDraft(id) => Page::StandardDraft(*id),
            Self::StandardCompare(..) => Page::StandardCompare,
            Self::Submit => Page::Submit,
            Self::Merge(None) => Page::Merge,
            Self::Merge(Some(id)) => Page::Received(*id),
            Self::Check => Page::Check,
            Self::Settings(_) => Page::Settings,
            Self::Help => Page::Help,
            Self::SelfTest => Page::SelfTest,
            Self::Demo => Page::Demo,
            Self::NotFound => Page::NotFound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;

    #[test]
    fn every_route_is_found_again_at_its_address() {
        let ids = &mut IdSource::new([5; 16]);
        let form = AssessmentId::new(ids);
        let mut routes = vec![
            Route::Home,
            Route::Roster(None),
            Route::Roster(Some(PersonId::new(ids))),
            Route::RosterImport,
            Route::Groups(None),
            Route::Groups(Some(GroupId::new(ids))),
            Route::Plans,
            Route::Hours(None),
            Route::Hours(Some(PersonId::new(ids))),
            Route::Skills,
            Route::Needs,
            Route::Recording,
            Route::Sessions,
            Route::Certificates,
            Route::Statistics,
            Route::HoursImport,
            Route::Paper(Paper::Sheet(OfficeId::new(ids))),
            Route::Paper(Paper::File(PersonId::new(ids))),
            Route::Paper(Paper::Batch(BatchId::new(ids))),
            Route::Paper(Paper::Class(SessionId::new(ids))),
            Route::Paper(Paper::Statistics),
            Route::Paper(Paper::Plan(PlanId::new(ids))),
            Route::Paper(Paper::Notice(BatchId::new(ids))),
            Route::Paper(Paper::ClassNotice(SessionId::new(ids))),
            Route::Paper(Paper::Group(GroupId::new(ids))),
            Route::Assessments,
            Route::Assessment(form, AssessmentView::Items),
            Route::Assessment(form, AssessmentView::Item("C3.2".into())),
            Route::Assessment(form, AssessmentView::Table),
            Route::Assessment(form, AssessmentView::Print),
            Route::Assessment(form, AssessmentView::Analysis),
            Route::Assessment(form, AssessmentView::Report),
            Route::Standards(None),
            Route::StandardImport,
            Route::StandardDraft(DraftId::new(ids)),
            Route::StandardCompare("a1".into(), "b2".into()),
            Route::Standards(Some("standard-liaoning@1.0".into())),
            Route::Submit,
            Route::Merge(None),
            Route::Merge(Some(ReceivedId::new(ids))),
            Route::Check,
            Route::Help,
            Route::SelfTest,
            Route::Demo,
        ];
        let plan = PlanId::new(ids);
        routes.extend(PlanTab::ALL.map(|tab| Route::Plan(plan, tab)));
        routes.extend(SettingsTab::ALL.map(Route::Settings));
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }

    #[test]
    fn import_and_paper_stand_under_the_entry_they_are_opened_from() {
        let ids = &mut IdSource::new([6; 16]);
        let plan = PlanId::new(ids);
        for (page, entry) in [
            (Page::RosterImport, Page::Roster),
            (Page::HoursImport, Page::Hours),
            (Page::Paper(Paper::Statistics), Page::Hours),
            (Page::Paper(Paper::Sheet(OfficeId::new(ids))), Page::Hours),
            (Page::Paper(Paper::File(PersonId::new(ids))), Page::Hours),
            (Page::Paper(Paper::Batch(BatchId::new(ids))), Page::Hours),
            (Page::Paper(Paper::Class(SessionId::new(ids))), Page::Hours),
            (Page::Paper(Paper::Plan(plan)), Page::Plans),
            (Page::Paper(Paper::Notice(BatchId::new(ids))), Page::Plans),
            (Page::Paper(Paper::ClassNotice(SessionId::new(ids))), Page::Plans),
            (Page::Paper(Paper::Group(GroupId::new(ids))), Page::Groups),
            (Page::Plan(plan), Page::Plans),
            (Page::Settings, Page::Settings),
        ] {
            assert_eq!(page.entry(), entry);
        }
    }

    #[test]
    fn what_is_no_address_is_not_found() {
        for hash in ["#/weather", "#/roster/nobody", "#/plans/1", "#/roster/import/3/4"] {
            assert!(matches!(Route::parse(hash), Route::NotFound | Route::RosterImport), "{hash}");
        }
        assert_eq!(Route::parse(""), Route::Home);
        assert_eq!(Route::parse("#/"), Route::Home);
    }
}
