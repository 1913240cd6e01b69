//! The head of a table.

use leptos::prelude::*;

/// One heading for each column; the columns at the places of `numbers` are right-aligned.
pub fn table_head(heads: &[&'static str], numbers: &[usize]) -> AnyView {
    let heads = heads.iter().enumerate().map(|(place, head)| {
        let is_number = numbers.contains(&place);
        view! { <th class:num=is_number>{*head}</th> }
    });
    view! {
        <thead>
            <tr>{heads.collect_view()}</tr>
        </thead>
    }
    .into_any()
}
