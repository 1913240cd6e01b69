//! Where the trainer is, as a signal that follows the address.

use leptos::prelude::*;

use crate::browser::location;
use crate::route::{Page, Route};

/// The current route. Moving goes through the address, so Back works.
#[derive(Clone, Copy)]
pub struct Router {
    route: RwSignal<Route>,
    page: Memo<Page>,
}

impl Router {
    /// Follows the address and gives itself to everything below.
    pub fn provide() -> Self {
        let route = RwSignal::new(Route::parse(&location::hash()));
        location::on_hash_change(move |hash| route.set(Route::parse(&hash)));
        let page = Memo::new(move |_| route.read().page());
        let router = Self { route, page };
        provide_context(router);
        router
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// The route, tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The page of the route, tracked; moving within a page does not change it.
    pub fn page(self) -> Page {
        self.page.get()
    }

    /// Goes to a route.
    pub fn go(self, route: &Route) {
        location::set_hash(&route.href());
    }
}
