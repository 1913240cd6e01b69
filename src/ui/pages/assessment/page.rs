//! What the parts of the page of a form share: the form with its columns, what is open in it, and the
//! ways to change it.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;

use super::controls::{Draft, Refused};
use super::thread::HalfTyped;
use super::tree::Filter;
use crate::assessment::figures::{Figure, figures, take_all};
use crate::assessment::review::{column_before, reviewers_column};
use crate::assessment::scored::{ScoredForm, ScoredItem};
use crate::assessment::scoring::{ScoreError, official_by, score, score_column};
use crate::model::assessment::{Assessment, Column, ItemAnswer, Subject};
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::review::Stage;
use crate::model::standard::{Item, Standard};
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::field::Entry;
use crate::ui::editor::Editor;
use crate::ui::router::Router;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) editor: Editor,
    pub(super) router: Router,
    pub(super) id: AssessmentId,
    pub(super) form: Memo<Option<Arc<Assessment>>>,
    pub(super) standard: Memo<Option<Arc<Standard>>>,
    /// The column that is looked at, and filled where it may be.
    pub(super) column: RwSignal<Column>,
    /// Each column, scored once for all that shows it, and only when its own answers change.
    scores: [Memo<Outcome>; 4],
    /// The column; empty where it cannot be scored.
    pub(super) scored: Memo<Option<Arc<ScoredForm>>>,
    /// The own column, whichever is looked at.
    pub(super) own_scored: Memo<Option<Arc<ScoredForm>>>,
    pub(super) fault: Memo<Option<String>>,
    /// What the ledger says of the subject, counted only where it is shown.
    pub(super) figures: Memo<Vec<Figure>>,
    /// The item that is open.
    pub(super) current: Memo<String>,
    pub(super) filter: RwSignal<Filter>,
    /// Is the tree open? On a phone it is a sheet over the item.
    pub(super) in_tree: RwSignal<bool>,
    /// Is it to be declared done though something is missing?
    pub(super) finishing: RwSignal<bool>,
    /// What is not said yet.
    pub(super) replies: StoredValue<HalfTyped>,
    /// What is to be said of the form as a whole with the verdict.
    pub(super) opinion: Entry,
    /// What could not be taken.
    refused: StoredValue<Refused>,
}

/// What a column comes to, or why it cannot be scored; `None` where there is no form.
type Outcome = Option<Result<Arc<ScoredForm>, ScoreError>>;

/// The ledger without forms: filling one changes no figure.
#[derive(Clone)]
struct Basis(Ledger);

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}

impl Page {
    pub(super) fn new(id: AssessmentId) -> Self {
        let editor = Editor::here();
        let router = Router::here();
        let workspace = editor.workspace;
        let form = workspace.select(move |ledger| ledger.assessments.get(&id).cloned());
        let standard = workspace.select(move |ledger| {
            ledger.assessments.get(&id).and_then(|form| ledger.standard_of(form)).cloned()
        });
        let ledger = workspace.ledger_untracked();
        let is_submitted =
            ledger.assessments.get(&id).is_some_and(|form| form.is_received(Column::Own));
        let column =
            RwSignal::new(if is_submitted { reviewers_column(&ledger) } else { Column::Own });
        let scores = Column::ALL.map(|column| {
            let answers = Memo::new(move |_| {
                let answers = |form: &Arc<Assessment>| form.answers(column).cloned();
                form.with(|form| form.as_ref().map(|form| answers(form).unwrap_or_default()))
            });
            Memo::new(move |_| -> Outcome {
                let standard = standard.get()?;
                answers.with(|answers| Some(score(&standard, answers.as_ref()?).map(Arc::new)))
            })
        });
        let [own, ..] = scores;
        let own_scored = Memo::new(move |_| own.get().and_then(Result::ok));
        let outcome = Memo::new(move |_| of_column(&scores, column.get()).get());
        let scored = Memo::new(move |_| outcome.get().and_then(Result::ok));
        let fault = Memo::new(move |_| {
            let error = outcome.get()?.err()?;
            Some((editor.texts.assessment.fault)(&error))
        });
        let current = Memo::new(move |_| {
            let wanted = match router.route() {
                Route::Assessment(_, AssessmentView::Item(item)) => item,
                _ => String::new(),
            };
            standard.with(|standard| {
                let items = standard.as_ref().map_or_else(Vec::new, |standard| standard.items());
                let found = items.iter().find(|item| item.id == wanted).or(items.first());
                found.map_or_else(String::new, |item| item.id.clone())
            })
        });
        let basis = workspace.select(|ledger| {
            let (assessments, standards, files) = Default::default();
            Basis(Ledger { assessments, standards, files, ..ledger.clone() })
        });
        let subject = Memo::new(move |_| {
            form.with(|form| form.as_ref().map(|form| (form.subject.clone(), form.year)))
        });
        let figures = Memo::new(move |_| {
            let Some((subject, year)) = subject.get() else { return Vec::new() };
            let Ok(reference) = Date::new(year, 12, 31) else { return Vec::new() };
            basis.with(|basis| figures(&basis.0, &subject, reference))
        });
        Self {
            editor,
            router,
            id,
            form,
            standard,
            column,
            scores,
            scored,
            own_scored,
            fault,
            figures,
            current,
            filter: RwSignal::new(Filter::All),
            in_tree: RwSignal::new(false),
            finishing: RwSignal::new(false),
            replies: StoredValue::default(),
            opinion: Entry::new(""),
            refused: StoredValue::default(),
        }
    }

    /// What a column comes to, tracked; empty where it cannot be scored.
    pub(super) fn scored_of(self, column: Column) -> Option<Arc<ScoredForm>> {
        of_column(&self.scores, column).get().and_then(Result::ok)
    }

    /// What a reviewer's column that was opened comes to, tracked.
    pub(super) fn reviewed(self, column: Column) -> Option<Arc<ScoredForm>> {
        self.form.with(|form| form.as_ref()?.answers(column).map(|_| ()))?;
        self.scored_of(column)
    }

    /// The official result, tracked.
    pub(super) fn official(self) -> Option<(Column, Arc<ScoredForm>)> {
        official_by(&*self.form.get()?, |column| self.scored_of(column).ok_or(())).ok()
    }

    /// Where a field of the column keeps what was refused.
    pub(super) fn draft(self, field: String) -> Draft {
        Draft { refused: self.refused, at: (self.column.get_untracked(), field) }
    }

    /// The address of an item.
    pub(super) fn item_route(self, item: &str) -> Route {
        Route::Assessment(self.id, AssessmentView::Item(item.to_owned()))
    }

    /// The item so many places further in the order of the standard.
    pub(super) fn neighbour(self, by: isize) -> Option<Item> {
        let current = self.current.get();
        let standard = self.standard.get()?;
        let items = standard.items();
        let at = items.iter().position(|item| item.id == current)?;
        items.get(at.checked_add_signed(by)?).map(|item| Item::clone(item))
    }

    pub(super) fn is_done(self) -> bool {
        let column = self.column.get();
        self.form.with(|form| form.as_ref().is_some_and(|form| form.is_done(column)))
    }

    /// Is the self-assessment done, whichever column is looked at?
    pub(super) fn own_is_done(self) -> bool {
        self.form.with(|form| form.as_ref().is_some_and(|form| form.is_done(Column::Own)))
    }

    /// Did the self-assessment come in a file?
    pub(super) fn own_is_received(self) -> bool {
        self.form.with(|form| form.as_ref().is_some_and(|form| form.is_received(Column::Own)))
    }

    /// Did the column come in a file, so that it is only looked at?
    pub(super) fn is_received(self) -> bool {
        let column = self.column.get();
        self.form.with(|form| form.as_ref().is_some_and(|form| form.is_received(column)))
    }

    /// Can nothing of it be changed here, since it came in a file or is done?
    pub(super) fn is_locked(self) -> bool {
        self.is_received() || self.is_done()
    }

    /// Is it the self-assessment that is looked at?
    pub(super) fn is_own(self) -> bool {
        self.column.get() == Column::Own
    }

    /// The column that the reviewer of this one agrees with.
    pub(super) fn column_before(self) -> Column {
        let column = self.column.get();
        self.form.with(|form| form.as_ref().map_or(Column::Own, |form| column_before(form, column)))
    }

    /// Changes the form where it can still be scored afterwards. What is refused is told.
    pub(super) fn change(self, change: impl FnOnce(&mut Assessment)) -> bool {
        self.tell(self.change_with(change, |_| Ok(())))
    }

    /// Says why something was refused, where it was; answers whether it was done.
    pub(super) fn tell(self, refused: Option<String>) -> bool {
        let is_done = refused.is_none();
        refused.into_iter().for_each(|why| self.editor.toaster.refuse(why));
        is_done
    }

    /// As [`Self::change`], and something else of the ledger in the same step; answers why not.
    pub(super) fn change_with(
        self,
        change: impl FnOnce(&mut Assessment),
        also: impl FnOnce(&mut Ledger) -> Result<(), Rejection>,
    ) -> Option<String> {
        let texts = &self.editor.texts.assessment;
        if untrack(|| self.is_received()) {
            return Some(self.editor.texts.review.is_received.to_owned());
        }
        if untrack(|| self.is_done()) {
            return Some(texts.is_finished.to_owned());
        }
        let column = self.column.get_untracked();
        let (Some(form), Some(standard)) =
            (self.form.get_untracked(), self.standard.get_untracked())
        else {
            return Some(texts.missing_title.to_owned());
        };
        let mut changed = Assessment::clone(&form);
        change(&mut changed);
        if let Err(error) = score_column(&standard, &changed, column) {
            return Some((texts.fault)(&error));
        }
        self.put_step(Step::EditAssessment(changed.title.clone()), changed, also)
    }

    /// Changes what bears on no mark. What came in a file is changed where it was written.
    pub(super) fn write(self, change: impl FnOnce(&mut Assessment)) -> bool {
        let Some(form) = self.form.get_untracked() else { return false };
        if form.is_received(Column::Own) {
            self.editor.toaster.refuse(self.editor.texts.review.is_received.to_owned());
            return false;
        }
        let mut changed = Assessment::clone(&form);
        change(&mut changed);
        self.put(changed)
    }

    /// Fills in all figures of the ledger that are chosen and wait; says how many.
    pub(super) fn take_figures(self) {
        let texts = self.editor.texts;
        let ledger = self.editor.workspace.ledger_untracked();
        let Some(standard) = self.standard.get_untracked() else { return };
        let (now, on) = (self.editor.workspace.now(), self.reference());
        let mut filled = 0;
        let done = self.change(|form| {
            filled = self
                .figures
                .with_untracked(|figures| take_all(&ledger, form, &standard, figures, now, on));
        });
        if done {
            self.editor.toaster.say((texts.ledger_figures.filled)(filled));
        }
    }

    pub(super) fn put(self, changed: Assessment) -> bool {
        let step = Step::EditAssessment(changed.title.clone());
        self.tell(self.put_step(step, changed, |_| Ok(())))
    }

    /// Takes the form as a filled table leaves it, as a step of its own.
    pub(super) fn take_table(self, filled: Assessment) -> bool {
        let step = Step::FillFromTable(filled.title.clone());
        self.tell(self.put_step(step, filled, |_| Ok(())))
    }

    fn put_step(
        self,
        step: Step,
        changed: Assessment,
        also: impl FnOnce(&mut Ledger) -> Result<(), Rejection>,
    ) -> Option<String> {
        self.editor.edit_at(step, |ledger| {
            ledger.edit_assessment(self.id, |form| {
                *form = changed;
                Ok::<_, Rejection>(())
            })?;
            also(ledger)
        })
    }

    /// Declares the own column done, or opens it again.
    pub(super) fn finish(self) {
        let texts = &self.editor.texts.assessment;
        let reopen = untrack(|| self.is_done());
        let open = self
            .scored
            .with_untracked(|scored| scored.as_ref().map(|scored| scored.of - scored.answered));
        let Some(open) = open.or(reopen.then_some(0)) else {
            return self.editor.toaster.refuse(texts.cannot_score);
        };
        let lacks_reason = self.form.with_untracked(|form| {
            let answers = form.as_ref().and_then(|form| form.answers(Column::Own));
            answers.is_some_and(|answers| answers.items.values().any(ItemAnswer::lacks_reason))
        });
        if !reopen && (open > 0 || lacks_reason) {
            if open > 0 {
                // Which they are is seen at the left too.
                self.filter.set(Filter::Unanswered);
            }
            self.finishing.set(true);
        } else if self.declare(!reopen, String::new()) {
            if reopen {
                let stage = self.form.with_untracked(|form| form.as_ref().map(|form| form.stage()));
                if matches!(stage, Some(Stage::Submitted | Stage::Concluded)) {
                    let back = move || self.editor.workspace.undo();
                    let take_back = self.editor.texts.shell.take_back;
                    self.editor.toaster.warn_with(texts.reopened_late, take_back, back);
                } else {
                    self.editor.toaster.say(texts.reopened);
                }
            } else {
                self.say_finished();
            }
        }
    }

    /// Says that it is done; what was handed down or returned is submitted next.
    pub(super) fn say_finished(self) {
        let texts = &self.editor.texts.assessment;
        let is_wanted = self.form.with_untracked(|form| {
            let ledger = self.editor.workspace.ledger_untracked();
            let own = Subject::Office { id: ledger.settings.office };
            let form = form.as_ref().filter(|form| form.subject == own);
            let stage = form.map(|form| form.stage());
            matches!(stage, Some(Stage::Issued | Stage::Returned))
        });
        if is_wanted {
            let go = move || self.router.go(&Route::Submit);
            self.editor.toaster.say_with(texts.finished, texts.to_submit, go);
        } else {
            self.editor.toaster.say(texts.finished);
        }
    }

    /// Writes that the own column is done, with the reason where items are open, or no more.
    pub(super) fn declare(self, done: bool, open_reason: String) -> bool {
        let now = self.editor.workspace.now();
        self.write(|form| {
            let sheet = form.columns.entry(Column::Own).or_default();
            sheet.done_at = done.then_some(now);
            sheet.open_reason = open_reason;
        })
    }
}

fn of_column(scores: &[Memo<Outcome>; 4], column: Column) -> Memo<Outcome> {
    let [own, assessed, rechecked, approved] = *scores;
    match column {
        Column::Own => own,
        Column::Assessed => assessed,
        Column::Rechecked => rechecked,
        Column::Approved => approved,
    }
}

/// The open item, its answer and its mark.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) page: Page,
    pub(super) item: StoredValue<Item>,
    pub(super) answer: Memo<ItemAnswer>,
    pub(super) scored: Memo<Option<ScoredItem>>,
}

impl Asked {
    pub(super) fn new(page: Page, item: Item) -> Self {
        let id = item.id.clone();
        let answer = Memo::new(move |_| {
            let (form, column) = (page.form.get(), page.column.get());
            let answer = form.as_ref().and_then(|form| form.item(column, &id));
            answer.cloned().unwrap_or_default()
        });
        let id = item.id.clone();
        let scored = Memo::new(move |_| {
            page.scored.with(|scored| scored.as_ref().and_then(|form| form.item(&id)).cloned())
        });
        Self { page, item: StoredValue::new(item), answer, scored }
    }

    /// Changes the answer of the column; see [`Page::change`].
    pub(super) fn change(self, change: impl FnOnce(&mut ItemAnswer)) -> bool {
        self.page.tell(self.change_with(change, |_| Ok(())))
    }

    /// The same with something else of the ledger; see [`Page::change_with`].
    pub(super) fn change_with(
        self,
        change: impl FnOnce(&mut ItemAnswer),
        also: impl FnOnce(&mut Ledger) -> Result<(), Rejection>,
    ) -> Option<String> {
        let id = self.item.with_value(|item| item.id.clone());
        let column = self.page.column.get_untracked();
        self.page.change_with(|form| form.edit_item(column, &id, change), also)
    }
}
