//! What reviewers and the office have said to each other about a form (往来意见), as one list for
//! paper.

use crate::model::assessment::Assessment;
use crate::model::review::Comment;
use crate::model::standard::Standard;

/// One thing that was said, with what was replied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remark<'a> {
    /// The number of the item on paper, from 1; none where it is about the form as a whole, or about
    /// an item that the standard does not have.
    pub number: Option<usize>,
    /// The title of the item, or its id where the standard does not have it; blank where it is about
    /// the form as a whole.
    pub title: &'a str,
    pub said: Comment<'a>,
}

/// All that was sent, the oldest first; of one step what is said of the whole, then item by item in
/// the order of the standard. What is not sent yet is no part of it.
pub fn remarks<'a>(form: &'a Assessment, standard: &'a Standard) -> Vec<Remark<'a>> {
    let items = standard.items();
    let mut all = Vec::new();
    for (place, round) in form.rounds.iter().enumerate() {
        let mut say = |number, title, text: &'a str, reply| {
            all.push(Remark { number, title, said: Comment { place, round, text, reply } });
        };
        if !round.note.trim().is_empty() {
            say(None, "", &round.note, None);
        }
        for (at, item) in items.iter().enumerate() {
            if let Some(text) = round.comments.get(&item.id) {
                say(Some(at + 1), item.title.as_str(), text, round.replies.get(&item.id));
            }
        }
        let is_known = |id: &str| items.iter().any(|item| item.id == id);
        for (id, text) in round.comments.iter().filter(|(id, _)| !is_known(id)) {
            say(None, id.as_str(), text, round.replies.get(id));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::{Column, Subject};
    use crate::model::date::Moment;
    use crate::model::id::{AssessmentId, IdSource, OfficeId};
    use crate::model::pack::Extra;
    use crate::model::review::{Reply, ReplyKind, Round, RoundKind};

    #[test]
    fn what_was_said_is_told_step_by_step_in_the_order_of_the_form() {
        let standard = Standard::built_in().remove(0);
        let ids = &mut IdSource::new([1; 16]);
        let subject = Subject::Office { id: OfficeId::new(ids) };
        let mut form =
            Assessment::new(AssessmentId::new(ids), "表".into(), subject, 2026, &standard);
        let at = Moment::parse("2026-03-01T09:00:00+08:00").unwrap();
        let step = |kind| Round::new(kind, at, Column::Assessed, "区局".into());
        let last = standard.items().last().unwrap().id.clone();
        let mut returned = step(RoundKind::Returned);
        returned.note = "抓紧整改".into();
        for (id, text) in [("Z9", "别的"), (last.as_str(), "末项"), ("A1.2", "缺记录")] {
            returned.comments.insert(id.to_owned(), text.to_owned());
        }
        let reply =
            Reply { kind: ReplyKind::Accepted, text: String::new(), at, extra: Extra::new() };
        returned.replies.insert("A1.2".into(), reply);
        let mut concluded = step(RoundKind::Concluded);
        concluded.note = "同意".into();
        form.rounds = vec![step(RoundKind::Submitted), returned, concluded];
        form.edit_item(Column::Assessed, "A1.1", |answer| answer.note = "没有发出".into());
        let told: Vec<_> = remarks(&form, &standard)
            .into_iter()
            .map(|one| (one.said.place, one.number, one.said.text, one.said.reply.is_some()))
            .collect();
        let number =
            |id: &str| standard.items().iter().position(|item| item.id == id).map(|at| at + 1);
        let expected = [
            (1, None, "抓紧整改", false),
            (1, number("A1.2"), "缺记录", true),
            (1, number(&last), "末项", false),
            (1, None, "别的", false),
            (2, None, "同意", false),
        ];
        assert_eq!(told, expected);
    }
}
