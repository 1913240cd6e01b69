//! The day of the scenarios: the sample, deadlines and years read the same whenever they run.

use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// When the scenarios begin, by the clock of the page.
const BEGIN: &str = "2026-11-26T09:00:00";

/// When they began really, in milliseconds since 1970: one for all windows and loads, so that the
/// clock never goes back.
static BEGUN: LazyLock<u128> = LazyLock::new(|| {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
});

/// Sets the clock, as the first script of a page.
pub fn script() -> String {
    format!(
        "window.Date = class extends Date {{
            constructor(...parts) {{
                super(...(parts.length ? parts : [new.target.now()]));
            }}
            static now() {{
                return super.now() + super.parse('{BEGIN}') - {};
            }}
        }};",
        *BEGUN
    )
}
