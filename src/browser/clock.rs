//! The wall clock of the computer, and waiting.

use jiff::civil::DateTime;

use crate::model::date::Moment;

/// Now, to the second, with the distance from UTC that the computer is set to.
pub fn now() -> Moment {
    let date = js_sys::Date::new_0();
    let part = |value: u32| i8::try_from(value).unwrap_or_default();
    let local = DateTime::new(
        i16::try_from(date.get_full_year()).unwrap_or(1970),
        part(date.get_month()) + 1,
        part(date.get_date()),
        part(date.get_hours()),
        part(date.get_minutes()),
        part(date.get_seconds()),
        0,
    )
    .unwrap_or_default();
    Moment { local, offset_minutes: -(date.get_timezone_offset() as i16) }
}

/// Milliseconds of the wall clock, for measuring; in a worker too.
pub fn milliseconds() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Waits so many milliseconds; a hidden window may take longer.
pub async fn sleep(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}
