//! Fields of the standard, of an area or of an item: each knows where its text stands.

use leptos::prelude::*;

use super::Page;
use crate::i18n::format::points;
use crate::model::people::Rejection;
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, Standard};
use crate::ui::components::field::{FormLine, KeptArea, KeptField};

/// What has fields: the standard itself, and what has a number in it.
pub(super) trait Place: 'static {
    /// The one of that number.
    fn of<'a>(standard: &'a Standard, id: &str) -> Option<&'a Self>;
    /// The same, to change.
    fn of_mut<'a>(standard: &'a mut Standard, id: &str) -> Option<&'a mut Self>;
}

impl Place for Standard {
    fn of<'a>(standard: &'a Standard, _: &str) -> Option<&'a Self> {
        Some(standard)
    }

    fn of_mut<'a>(standard: &'a mut Standard, _: &str) -> Option<&'a mut Self> {
        Some(standard)
    }
}

impl Place for Area {
    fn of<'a>(standard: &'a Standard, id: &str) -> Option<&'a Self> {
        standard.area(id)
    }

    fn of_mut<'a>(standard: &'a mut Standard, id: &str) -> Option<&'a mut Self> {
        standard.area_mut(id)
    }
}

impl Place for Item {
    fn of<'a>(standard: &'a Standard, id: &str) -> Option<&'a Self> {
        standard.items().into_iter().find(|item| item.id == id)
    }

    fn of_mut<'a>(standard: &'a mut Standard, id: &str) -> Option<&'a mut Self> {
        standard.item_mut(id)
    }
}

/// The fields of one place.
pub(super) struct Fields<T: Place> {
    pub page: Page,
    pub id: StoredValue<String>,
    of: std::marker::PhantomData<fn() -> T>,
}

impl<T: Place> Clone for Fields<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Place> Copy for Fields<T> {}

impl<T: Place> Fields<T> {
    pub fn new(page: Page, id: String) -> Self {
        Self { page, id: StoredValue::new(id), of: std::marker::PhantomData }
    }

    /// Reads the place, tracked.
    pub fn read<R: Default>(self, read: impl FnOnce(&T) -> R) -> R {
        self.page.with(|standard| {
            self.id.with_value(|id| T::of(standard, id).map(read)).unwrap_or_default()
        })
    }

    /// Changes the place; a refusal becomes a toast.
    pub fn change<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.page.change(|standard| self.apply(standard, change))
    }

    /// Changes the place from a field; answers why not.
    pub fn change_at<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<String> {
        self.page.change_at(|standard| self.apply(standard, change))
    }

    fn apply<R>(
        self,
        standard: &mut Standard,
        change: impl FnOnce(&mut T) -> R,
    ) -> Result<R, Rejection> {
        let place = self.id.with_value(|id| T::of_mut(standard, id));
        place.map(change).ok_or(Rejection::NoSuchPlace)
    }

    /// A line with a text. `set` answers whether it can be taken; `why` says what is wanted.
    pub fn line(
        self,
        label: &'static str,
        hint: &'static str,
        kind: &'static str,
        get: fn(&T) -> String,
        set: fn(&mut T, &str) -> bool,
        why: &'static str,
    ) -> AnyView {
        let commit = Callback::new(move |text: String| {
            let mut taken = true;
            let refused = self.change_at(|place| taken = set(place, &text));
            refused.or((!taken).then(|| why.to_owned()))
        });
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        view! {
            <FormLine label nostrip:hint=hint>
                <KeptField
                    label
                    kind
                    class="field"
                    value=Signal::derive(move || self.read(get))
                    commit
                />
            </FormLine>
        }
        .into_any()
    }

    /// A line with a text that can be anything.
    pub fn text(
        self,
        label: &'static str,
        hint: &'static str,
        get: fn(&T) -> String,
        set: fn(&mut T, String),
    ) -> AnyView {
        let commit = Callback::new(move |text: String| self.change_at(|place| set(place, text)));
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        view! {
            <FormLine label nostrip:hint=hint>
                <KeptField
                    label
                    class="field"
                    value=Signal::derive(move || self.read(get))
                    commit
                />
            </FormLine>
        }
        .into_any()
    }

    /// A line with a mark, or none.
    pub fn mark(
        self,
        label: &'static str,
        hint: &'static str,
        get: fn(&T) -> Option<Hundredths>,
        set: fn(&mut T, Option<Hundredths>),
    ) -> AnyView {
        let why = self.page.editor.texts.standard_editor.bad_mark;
        let commit = Callback::new(move |text: String| match read_mark(&text) {
            Some(mark) => self.change_at(|place| set(place, mark)),
            None => Some(why.to_owned()),
        });
        let value = move || self.read(|place| get(place).map(points)).unwrap_or_default();
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        view! {
            <FormLine label nostrip:hint=hint>
                <KeptField label class="field" value=Signal::derive(value) commit />
            </FormLine>
        }
        .into_any()
    }

    /// Several lines of text.
    pub fn area(
        self,
        label: &'static str,
        hint: &'static str,
        get: fn(&T) -> String,
        set: fn(&mut T, String),
    ) -> AnyView {
        let commit = Callback::new(move |text: String| {
            let text = text.trim().to_owned();
            self.change_at(|place| set(place, text))
        });
        view! {
            <FormLine label>
                <KeptArea
                    label
                    placeholder=hint
                    value=Signal::derive(move || self.read(get))
                    commit
                />
            </FormLine>
        }
        .into_any()
    }
}

/// A blank is no mark; `None` for what is none.
pub(super) fn read_mark(text: &str) -> Option<Option<Hundredths>> {
    if text.trim().is_empty() { Some(None) } else { Hundredths::parse(text).map(Some) }
}
